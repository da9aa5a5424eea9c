/* flo-csv.h: reads the plain tables that ship with us, and writes what is not plain for others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Commas, one header line, no quoting. Columns are found by name, so that a table may grow. */
typedef struct _FloCsv FloCsv;

FloCsv     *flo_csv_new        (GBytes     *bytes);
void        flo_csv_free       (FloCsv     *self);
/* The place of a column; -1 when the table has none of that name. */
int         flo_csv_column     (FloCsv     *self,
                                const char *name);
/* Moves to the next line (the first call: the first one after the header). FALSE at the end. */
gboolean    flo_csv_next       (FloCsv     *self);
/* A cell of this line, valid until the next one; "" when the line is shorter or @column is -1. */
const char *flo_csv_get        (FloCsv     *self,
                                int         column);
/* A cell as a number; 0 when it is empty or not a number. */
gint64      flo_csv_get_number (FloCsv     *self,
                                int         column);
/* Writes a cell that may hold anything, in quotes (RFC 4180); this reader does not read it. */
void        flo_csv_append_quoted
                               (GString    *text,
                                const char *cell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCsv, flo_csv_free)

G_END_DECLS
