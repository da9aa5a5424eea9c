/* flo-on-demand-pools.c: where a need can be met on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-on-demand-pools"

#include "flotilla-config.h"

#include "fleet/plan/flo-on-demand-pools.h"

static int
compare_pools (gconstpointer a,
               gconstpointer b)
{
  const FloPool *one = *(const FloPool * const *) a;
  const FloPool *other = *(const FloPool * const *) b;
  FloMoney price = one->type->on_demand > 0 ? one->type->on_demand : G_MAXINT64;
  FloMoney other_price = other->type->on_demand > 0 ? other->type->on_demand : G_MAXINT64;
  int by_type;

  if (price != other_price)
    return price < other_price ? -1 : 1;
  by_type = g_strcmp0 (one->type->name, other->type->name);

  return by_type != 0 ? by_type : g_strcmp0 (one->zone->name, other->zone->name);
}

GPtrArray *
flo_on_demand_pools_choose (FloMarket     *market,
                            const FloNeed *need)
{
  GPtrArray *pools = flo_selection_list_at_any_price (market, need);

  g_ptr_array_sort (pools, compare_pools);

  return pools;
}
