/* flo-candidate-table.h: instance types to tick, with price, risk and reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-machine-filters.h"

G_BEGIN_DECLS

#define FLO_TYPE_CANDIDATE_TABLE (flo_candidate_table_get_type ())
G_DECLARE_FINAL_TYPE (FloCandidateTable, flo_candidate_table, FLO, CANDIDATE_TABLE, GtkWidget)

/* @candidates: FloCandidate */
void flo_candidate_table_set_candidates (FloCandidateTable *self,
                                         GListModel        *candidates);

/* Which candidates are shown. */
typedef struct
{
  const char *text;              /* (nullable): in the name */
  gboolean all;                  /* also those that do not fit */
  FloMachineFilters *filters;    /* (nullable): borrowed; outlives the table */
} FloCandidateFilter;

void  flo_candidate_table_filter      (FloCandidateTable        *self,
                                       const FloCandidateFilter *filter);
/* How many are shown. */
guint flo_candidate_table_get_n_shown (FloCandidateTable        *self);

G_END_DECLS
