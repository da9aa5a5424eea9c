/* flo-on-demand-pools.h: where a need can be met on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-selection.h"

G_BEGIN_DECLS

/* Pure. Pools that fit whatever they cost as spot, by on-demand price, then by name; those whose on-demand price is
 * not known come last. Returns: (transfer container) (element-type FloPool): borrowed from @market */
GPtrArray *flo_on_demand_pools_choose (FloMarket     *market,
                                       const FloNeed *need);

G_END_DECLS
