/* flo-sim-pool.h: how the price and the capacity of one pool move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

/* A pool is one instance type in one Availability Zone. Everything about it follows from its key
 * and the moment (process time, see flo-sim-clock.h), so a pool that nobody asks about costs
 * nothing. */
typedef struct
{
  guint64  key;
  FloMoney on_demand;      /* per hour; the spot price never exceeds it */
  FloMoney level;          /* per hour; what the spot price moves around */
  guint    most_instances; /* capacity when the pool is at its fullest */
  guint    band;           /* 0–4, the Advisor's interruption band */
} FloSimPool;

/* Capacity holds for one step, then may differ. */
#define FLO_SIM_POOL_STEP (G_GINT64_CONSTANT (600) * 1000000)

void     flo_sim_pool_init            (FloSimPool       *pool,
                                       guint64           seed,
                                       const char       *type,
                                       const char       *zone_id,
                                       guint             vcpus,
                                       FloMoney          on_demand,
                                       guint             savings_percent,
                                       guint             band);
/* The moment of the last price change at or before @moment. */
gint64   flo_sim_pool_previous_change (const FloSimPool *pool,
                                       gint64            moment);
FloMoney flo_sim_pool_get_price       (const FloSimPool *pool,
                                       gint64            moment);
/* How many instances the pool could hold for this account. */
guint    flo_sim_pool_get_capacity    (const FloSimPool *pool,
                                       gint64            moment);

G_END_DECLS
