/* flo-budget-row.h: what the fleet may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_BUDGET_ROW (flo_budget_row_get_type ())
G_DECLARE_FINAL_TYPE (FloBudgetRow, flo_budget_row, FLO, BUDGET_ROW, FloConfigRow)

G_END_DECLS
