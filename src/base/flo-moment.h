/* flo-moment.h: a moment as people write it, with the time zone they mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How it looks, whether or not it exists (PCRE and ECMA 262). */
#define FLO_MOMENT_PATTERN \
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}| [A-Za-z][A-Za-z0-9_+/-]{0,63})$"

gboolean  flo_moment_parse        (const char  *text,
                                   gint64      *seconds,
                                   char       **why);
char     *flo_moment_format_short (gint64       seconds);
char     *flo_moment_format_span  (gint64       seconds);

G_END_DECLS
