/* flo-sim-table.h: the CSV tables built into the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain CSV: a header line, commas, no quoting. Cells are found by the name of their column. */
typedef struct _FloSimTable FloSimTable;

/* Reads /org/flotilla/simulator/@name from the program's resources; it is a bug when it is not there. */
FloSimTable *flo_sim_table_new_from_resource (const char        *name);
void         flo_sim_table_free              (FloSimTable       *self);
guint        flo_sim_table_get_n_rows        (const FloSimTable *self);
/* (transfer none); "" for an empty cell. Asking for a column the table has not is a bug. */
const char  *flo_sim_table_get               (const FloSimTable *self,
                                              guint              row,
                                              const char        *column);
guint64      flo_sim_table_get_number        (const FloSimTable *self,
                                              guint              row,
                                              const char        *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimTable, flo_sim_table_free)

G_END_DECLS
