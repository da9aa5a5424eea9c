/* flo-sim-allocation.c: how a fleet's target is spread over pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-allocation.h"

/* price-capacity-optimized: a pool with this many instances left counts as twice its price. */
#define SHALLOW_POOL 4.0

gboolean
flo_sim_strategy_from_name (const char     *name,
                            FloSimStrategy *strategy)
{
  static const char *const names[] = {
    [FLO_SIM_STRATEGY_LOWEST_PRICE] = "lowest-price",
    [FLO_SIM_STRATEGY_DIVERSIFIED] = "diversified",
    [FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED] = "capacity-optimized",
    [FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED_PRIORITIZED] = "capacity-optimized-prioritized",
    [FLO_SIM_STRATEGY_PRICE_CAPACITY_OPTIMIZED] = "price-capacity-optimized",
    [FLO_SIM_STRATEGY_PRIORITIZED] = "prioritized",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *strategy = i;
        return TRUE;
      }
  return FALSE;
}

/* The pool with the least score gets the next instance. */
static double
score (const FloSimAllocationPool *pool,
       FloSimStrategy              strategy)
{
  double unit_price = (double) pool->price / pool->weight;
  double left = (double) pool->capacity - pool->taken;

  switch (strategy)
    {
    case FLO_SIM_STRATEGY_LOWEST_PRICE:
      return unit_price;

    case FLO_SIM_STRATEGY_DIVERSIFIED:
      return pool->taken;

    case FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED:
      return -left;

    case FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED_PRIORITIZED:
      /* Capacity first, priority among pools of about the same depth. */
      return pool->priority - (double) (guint) (left / 10) * 1e6;

    case FLO_SIM_STRATEGY_PRICE_CAPACITY_OPTIMIZED:
      return unit_price * (1 + SHALLOW_POOL / left);

    case FLO_SIM_STRATEGY_PRIORITIZED:
      return pool->priority;

    default:
      g_assert_not_reached ();
    }
}

double
flo_sim_allocate (FloSimAllocationPool *pools,
                  guint                 n_pools,
                  FloSimStrategy        strategy,
                  double                target)
{
  double reached = 0;

  for (guint i = 0; i < n_pools; i++)
    pools[i].taken = 0;

  while (reached < target)
    {
      FloSimAllocationPool *best = NULL;

      for (guint i = 0; i < n_pools; i++)
        if (pools[i].taken < pools[i].capacity
            && (best == NULL || score (&pools[i], strategy) < score (best, strategy)))
          best = &pools[i];
      if (best == NULL)
        break;
      best->taken++;
      reached += best->weight;
    }
  return reached;
}
