/* flo-overall-budget-dialog.h: says what all fleets of an account may cost together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "account/flo-account.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_TYPE_OVERALL_BUDGET_DIALOG (flo_overall_budget_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FloOverallBudgetDialog, flo_overall_budget_dialog, FLO, OVERALL_BUDGET_DIALOG, AdwWindow)

/* Shows what is set. Signal "saved": it is another one now. */
GtkWidget *flo_overall_budget_dialog_new (GtkWindow  *parent,
                                          FloStore   *store,
                                          FloAccount *account);

G_END_DECLS
