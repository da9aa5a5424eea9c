/* flo-budget-group.h: what the fleet may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_BUDGET_GROUP (flo_budget_group_get_type ())
G_DECLARE_FINAL_TYPE (FloBudgetGroup, flo_budget_group, FLO, BUDGET_GROUP, AdwPreferencesGroup)

/* Emits "edited" when a person changed something. */
/* Shows what @config says, without a signal. */
void flo_budget_group_load (FloBudgetGroup  *self,
                            const FloConfig *config);
/* Writes what is shown into @config. */
void flo_budget_group_save (FloBudgetGroup  *self,
                            FloConfig       *config);

G_END_DECLS
