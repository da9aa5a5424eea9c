/* flo-memory.h: sizes of memory as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The forms flo_memory_parse() takes, for the schema: digits, a space or none, a unit. */
#define FLO_MEMORY_PATTERN "^[0-9]{1,12}(\\.[0-9]{1,3})? ?(MiB|GiB|TiB)$"

/* "4 GiB", "0.5 GiB", "4096 MiB", "1TiB". FALSE for anything else, also what is no whole MiB. */
gboolean  flo_memory_parse  (const char *text,
                             gint64     *mib);
/* The shortest whole form: "4 GiB", "1536 MiB". (transfer full) */
char     *flo_memory_format (gint64      mib);

G_END_DECLS
