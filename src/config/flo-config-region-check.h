/* flo-config-region-check.h: what can only be checked against the live region
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "config/flo-config-problem.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

/* Pure: looks only at its arguments. Zones that count are available, opted in (or not needing it),
 * of type availability-zone, allowed by the config, and offer at least one of the wanted types.
 * "region eu-x-1 has 1 usable Availability Zone (eu-x-1a); this config needs at least 2"
 * Returns: (transfer full) (element-type FloConfigProblem): errors and warnings (fewer than ten pools) */
GPtrArray *flo_config_check_region (const FloConfig *self,
                                    FloMarket       *market);

G_END_DECLS
