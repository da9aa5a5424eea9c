/* flo-overall-budget-row.h: what all fleets cost against what they may, and the way to change that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "account/flo-account.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_TYPE_OVERALL_BUDGET_ROW (flo_overall_budget_row_get_type ())
G_DECLARE_FINAL_TYPE (FloOverallBudgetRow, flo_overall_budget_row, FLO, OVERALL_BUDGET_ROW, AdwActionRow)

/* From now on it is @account's; looked at anew as long as it is seen. */
void flo_overall_budget_row_show (FloOverallBudgetRow *self,
                                  FloStore            *store,
                                  FloAccount          *account);

G_END_DECLS
