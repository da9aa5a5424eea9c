/* flo-machine-filters.h: which machines are shown: few filters at first, the others on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/assistant/flo-candidate.h"
#include "market/flo-type-table.h"

G_BEGIN_DECLS

#define FLO_TYPE_MACHINE_FILTERS (flo_machine_filters_get_type ())
G_DECLARE_FINAL_TYPE (FloMachineFilters, flo_machine_filters, FLO, MACHINE_FILTERS, AdwBin)

/* Signal "changed": other candidates are wanted now. */

/* What the region's types are; @client: (nullable): who asks EC2 which types it would take. Both are kept. */
void     flo_machine_filters_set_types  (FloMachineFilters *self,
                                         FloTypeTable      *types,
                                         AwsClient         *client);
gboolean flo_machine_filters_wants      (FloMachineFilters *self,
                                         FloCandidate      *candidate);
/* How many are set. */
guint    flo_machine_filters_get_n_set  (FloMachineFilters *self);
void     flo_machine_filters_clear      (FloMachineFilters *self);
/* How many candidates are shown now, of all. */
void     flo_machine_filters_show_count (FloMachineFilters *self,
                                         guint              n_shown,
                                         guint              n_all);

G_END_DECLS
