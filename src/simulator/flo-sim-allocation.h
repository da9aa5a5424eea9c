/* flo-sim-allocation.h: how a fleet's target is spread over pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_STRATEGY_LOWEST_PRICE,
  FLO_SIM_STRATEGY_DIVERSIFIED,
  FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED,
  FLO_SIM_STRATEGY_CAPACITY_OPTIMIZED_PRIORITIZED,
  FLO_SIM_STRATEGY_PRICE_CAPACITY_OPTIMIZED,
  FLO_SIM_STRATEGY_PRIORITIZED,
} FloSimStrategy;

/* A pool as the allocation sees it. */
typedef struct
{
  FloMoney price;    /* per instance and hour */
  guint    capacity; /* instances still to be had */
  double   weight;   /* units an instance counts for */
  double   priority; /* lower is better */
  guint    taken;    /* out: instances to launch */
} FloSimAllocationPool;

/* Reads AWS's name of a strategy; FALSE when it is none. */
gboolean flo_sim_strategy_from_name (const char           *name,
                                     FloSimStrategy       *strategy);
/* Takes instances from the pools until their units reach @target or nothing is left. Returns the
 * units. */
double   flo_sim_allocate           (FloSimAllocationPool *pools,
                                     guint                 n_pools,
                                     FloSimStrategy        strategy,
                                     double                target);

G_END_DECLS
