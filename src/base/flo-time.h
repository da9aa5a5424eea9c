/* flo-time.h: moments as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moments are Unix seconds, UTC. As text they are ISO 8601: "2026-11-24T02:10:00Z". */
char     *flo_time_format (gint64      seconds);
/* Reads the form above, also with a fraction of a second (dropped) or an offset ("+01:00").
 * FALSE for anything else; @seconds is then untouched. Locale and time zone do not matter. */
gboolean  flo_time_parse  (const char *text,
                           gint64     *seconds);
/* When the UTC day, or month, began that @seconds is in. */
gint64    flo_time_get_day   (gint64   seconds);
gint64    flo_time_get_month (gint64   seconds);
/* Microseconds since this computer was started, those that it slept included; g_get_monotonic_time() leaves them out. No
 * clock that somebody sets. */
gint64    flo_time_get_boot (void);

G_END_DECLS
