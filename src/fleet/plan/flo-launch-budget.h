/* flo-launch-budget.h: whether a launch fits its budget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-overall-budget.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

/* Whether there is any budget that a launch has to fit. @overall: (nullable) */
gboolean flo_launch_budget_is_set (const FloConfig        *config,
                                  const FloOverallBudget  *overall);

/**
 * flo_launch_budget_check:
 * @addresses: whether its nodes get public addresses
 * @overall: (nullable): what all fleets of the account may cost together, and the others do
 * @now: Unix seconds
 *
 * Pure. Nodes cost their instances, volumes and public addresses. Whether a fleet costs no more than its budget of an hour,
 * a day (24 hours at the prices of now), or the whole one within an hour; nor all fleets together, of which it may be one
 * already that is to be changed, more than theirs. A fleet that gets no dearer is not refused because of the others.
 *
 * Returns: FALSE with FLO_FLEET_ERROR_BUDGET and all figures when it would, and when a price is not known that decides it
 */
gboolean flo_launch_budget_check (const FloConfig         *config,
                                  FloMarket               *market,
                                  gboolean                 addresses,
                                  const FloOverallBudget  *overall,
                                  gint64                   now,
                                  GError                 **error);

G_END_DECLS
