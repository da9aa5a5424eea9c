/* flo-candidate-table.h: instance types to tick, with price, risk and reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CANDIDATE_TABLE (flo_candidate_table_get_type ())
G_DECLARE_FINAL_TYPE (FloCandidateTable, flo_candidate_table, FLO, CANDIDATE_TABLE, GtkWidget)

/* @candidates: FloCandidate */
void flo_candidate_table_set_candidates (FloCandidateTable *self,
                                         GListModel        *candidates);
/* Shows those whose name contains @text; @all: also those that do not fit. */
void flo_candidate_table_filter         (FloCandidateTable *self,
                                         const char        *text,
                                         gboolean           all);

G_END_DECLS
