/* flo-launch-budget.h: whether a launch fits its budget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

/* Pure. FALSE with FLO_FLEET_ERROR_BUDGET and all figures when the fleet would cost more than its budget of an hour, a day
 * (24 hours at the prices of now), or the whole one within an hour; and when a price is not known that decides it. */
gboolean flo_launch_budget_check (const FloConfig  *config,
                                  FloMarket        *market,
                                  GError          **error);

G_END_DECLS
