/* flo-sim-pool.c: how the price and the capacity of one pool move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-pool.h"

#include <math.h>

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-random.h"

/* Independent streams of chance of one pool. */
enum
{
  STREAM_SHAPE = 1,
  STREAM_CHANGE,
  STREAM_MONTH,
  STREAM_WEEK,
  STREAM_DAY,
  STREAM_CAPACITY,
  STREAM_DROUGHT,
};

#define DROUGHT_SLOT (6 * FLO_SIM_HOUR)
/* Spot never gets cheaper than this part of on-demand: AWS's deepest discount is 90 %. */
#define DEEPEST_DISCOUNT 0.1

static guint64
stream (const FloSimPool *pool,
        int               which)
{
  return flo_sim_random_hash (pool->key, -which);
}

void
flo_sim_pool_init (FloSimPool *pool,
                   guint64     seed,
                   const char *type,
                   const char *zone_id,
                   guint       vcpus,
                   FloMoney    on_demand,
                   guint       savings_percent,
                   guint       band)
{
  double popularity;

  pool->key = flo_sim_random_key (flo_sim_random_key (seed, type), zone_id);
  pool->on_demand = on_demand;
  pool->band = MIN (band, 4);

  /* Zones differ by a few percent around the Region's level. */
  pool->level = (FloMoney) ((double) on_demand * (100 - MIN (savings_percent, 90)) / 100
                            * (0.9 + 0.2 * flo_sim_random_unit (stream (pool, STREAM_SHAPE), 0)));
  pool->level = MIN (pool->level, on_demand);

  popularity = 0.5 + flo_sim_random_unit (stream (pool, STREAM_SHAPE), 1);
  pool->most_instances = (guint) CLAMP (800.0 * popularity / MAX (vcpus, 1), 2, 250);
}

/* Prices change once in each slot of three to eight hours, somewhere in its middle. */
static gint64
slot_length (const FloSimPool *pool)
{
  double unit = flo_sim_random_unit (stream (pool, STREAM_SHAPE), 2);

  return 3 * FLO_SIM_HOUR + (gint64) (unit * 5 * FLO_SIM_HOUR);
}

static gint64
change_in_slot (const FloSimPool *pool,
                gint64            slot,
                gint64            length)
{
  double unit = flo_sim_random_unit (stream (pool, STREAM_CHANGE), slot);
  gint64 moment = slot * length + (gint64) ((0.1 + 0.8 * unit) * (double) length);

  /* AWS's price changes fall on whole seconds. */
  return moment - moment % FLO_SIM_SECOND;
}

static gint64
slot_in_force (const FloSimPool *pool,
               gint64            moment,
               gint64            length)
{
  gint64 slot = moment / length;

  return change_in_slot (pool, slot, length) <= moment ? slot : slot - 1;
}

gint64
flo_sim_pool_previous_change (const FloSimPool *pool,
                              gint64            moment)
{
  gint64 length = slot_length (pool);

  return change_in_slot (pool, slot_in_force (pool, moment, length), length);
}

FloMoney
flo_sim_pool_get_price (const FloSimPool *pool,
                        gint64            moment)
{
  gint64 length = slot_length (pool);
  double days = (double) slot_in_force (pool, moment, length) * (double) length / FLO_SIM_DAY;
  double swing, price;

  swing = 0.5 * (flo_sim_random_noise (stream (pool, STREAM_MONTH), days / 30) - 0.5)
          + 0.3 * (flo_sim_random_noise (stream (pool, STREAM_WEEK), days / 5) - 0.5)
          + 0.1 * (flo_sim_random_noise (stream (pool, STREAM_DAY), days) - 0.5);
  price = (double) pool->level * exp (swing);
  price = CLAMP (price, (double) pool->on_demand * DEEPEST_DISCOUNT, (double) pool->on_demand);

  /* Four decimals, as AWS quotes; rounding up could pass on-demand. */
  if (price >= 1000)
    price = floor (price / 100) * 100;
  return MAX ((FloMoney) price, 1);
}

/* Is @moment in a drought, the time when others want all of the pool? The chance per slot makes up
 * the Advisor's monthly interruption rate, a drought taking most of what one holds. */
static gboolean
is_dry (const FloSimPool *pool,
        gint64            moment)
{
  static const double monthly_rate[] = { 0.025, 0.075, 0.125, 0.175, 0.3 };
  const double slots_per_month = 30.0 * FLO_SIM_DAY / DROUGHT_SLOT;
  guint64 key = stream (pool, STREAM_DROUGHT);
  gint64 slot = moment / DROUGHT_SLOT;
  gint64 start, length;

  if (flo_sim_random_unit (key, 3 * slot) >= monthly_rate[pool->band] / slots_per_month)
    return FALSE;

  length = 20 * FLO_SIM_MINUTE
           + (gint64) (flo_sim_random_unit (key, 3 * slot + 1) * 90 * FLO_SIM_MINUTE);
  start = slot * DROUGHT_SLOT
          + (gint64) (flo_sim_random_unit (key, 3 * slot + 2) * (double) (DROUGHT_SLOT - length));
  return moment >= start && moment < start + length;
}

guint
flo_sim_pool_get_capacity (const FloSimPool *pool,
                           gint64            moment)
{
  gint64 step = moment / FLO_SIM_POOL_STEP;
  double hours = (double) step * FLO_SIM_POOL_STEP / FLO_SIM_HOUR;
  double fullness;

  if (is_dry (pool, step * FLO_SIM_POOL_STEP))
    return 0;

  fullness = 0.4 + 0.6 * flo_sim_random_noise (stream (pool, STREAM_CAPACITY), hours / 12);
  return (guint) ceil (fullness * pool->most_instances);
}
