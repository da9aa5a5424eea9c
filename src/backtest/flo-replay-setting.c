/* flo-replay-setting.c: a region as it once was, or may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-replay-setting"

#include "flotilla-config.h"

#include "backtest/flo-replay-setting.h"

#include "market/flo-pool-record.h"

#define SECONDS_PER_DAY 86400

struct _FloReplaySetting
{
  FloMarket *market;       /* (owned): what does not move */
  gint64 start;
  gint64 length;
  GArray *pools;           /* (owned) (element-type FloReplayPool): as the market has them */
  GHashTable *by_pool;     /* (owned): FloPool → FloReplayPool, both borrowed */
  GPtrArray *zones;        /* (owned) (element-type FloReplayZone) */
  FloLimit limit;          /* unless dynamic nothing follows from it */
  GListModel *series;      /* (owned) (nullable) (element-type FloPriceSeries): what a dynamic limit follows from */
  GPtrArray *limits;       /* (owned) (element-type FloMaximumPrices) (nullable): one for each day */
  GPtrArray *pictures;     /* (owned) (element-type FloMarket) (nullable): one for each stretch of the grid */
  gint64 finish;                /* after the beginning of each trajectory; 0: none */
};


static void
pool_clear (gpointer data)
{
  FloReplayPool *pool = data;

  flo_step_curve_free (pool->prices);
}

static void
zone_free (gpointer data)
{
  FloReplayZone *zone = data;

  g_free (zone->name);
  flo_step_curve_free (zone->capacity);
  flo_step_curve_free (zone->lasting);
  g_free (zone);
}

static void
picture_free (gpointer data)
{
  g_clear_object ((FloMarket **) &data);
}

static void
limits_free (gpointer data)
{
  g_clear_pointer ((FloMaximumPrices **) &data, flo_maximum_prices_unref);
}

/**
 * flo_replay_setting_new:
 * @market: zones, types and pools; prices stay as they are in it unless they are set
 * @start: when it begins, Unix seconds
 * @length: in seconds; begins anew after it
 *
 * Returns: (transfer full): a setting where capacity never ends
 */
FloReplaySetting *
flo_replay_setting_new (FloMarket *market,
                        gint64     start,
                        gint64     length)
{
  FloReplaySetting *self;
  guint n_pools;

  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);
  g_return_val_if_fail (length > 0, NULL);

  n_pools = flo_market_get_n_pools (market);
  self = g_new0 (FloReplaySetting, 1);
  self->market = g_object_ref (market);
  self->start = start;
  self->length = length;
  self->pools = g_array_sized_new (FALSE, TRUE, sizeof (FloReplayPool), n_pools);
  g_array_set_clear_func (self->pools, pool_clear);
  self->by_pool = g_hash_table_new (NULL, NULL);
  self->zones = g_ptr_array_new_with_free_func (zone_free);
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->limits = g_ptr_array_new_with_free_func (limits_free);
  g_ptr_array_set_size (self->limits, (length + SECONDS_PER_DAY - 1) / SECONDS_PER_DAY);
  g_ptr_array_set_size (self->pictures, (length + FLO_REPLAY_PRICES_EVERY - 1) / FLO_REPLAY_PRICES_EVERY);

  for (guint i = 0; i < n_pools; i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);
      const FloStep step = { 0, pool->spot_price };
      const FloReplayPool replayed = { pool, flo_step_curve_new (&step, 1, length), 0 };

      g_array_append_val (self->pools, replayed);
    }
  for (guint i = 0; i < n_pools; i++)
    {
      FloReplayPool *replayed = &g_array_index (self->pools, FloReplayPool, i);

      g_hash_table_insert (self->by_pool, (gpointer) replayed->pool, replayed);
    }

  return self;
}

void
flo_replay_setting_free (FloReplaySetting *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->limits);
  g_clear_object (&self->series);
  g_ptr_array_unref (self->zones);
  g_hash_table_unref (self->by_pool);
  g_array_unref (self->pools);
  g_object_unref (self->market);
  g_free (self);
}

static FloReplayPool *
find_pool (FloReplaySetting *self,
           const char       *type,
           const char       *zone)
{
  const FloPool *pool = flo_market_find_pool (self->market, type, zone);

  return pool != NULL ? g_hash_table_lookup (self->by_pool, pool) : NULL;
}

/**
 * flo_replay_setting_set_prices:
 * @self: a setting of which no picture was taken yet
 * @type: of a pool; one that the market does not have is passed over
 * @zone: of the same
 * @steps: (array length=n_steps): micro-dollars an hour, from the setting's start on
 * @n_steps: at least 1
 */
void
flo_replay_setting_set_prices (FloReplaySetting *self,
                               const char       *type,
                               const char       *zone,
                               const FloStep    *steps,
                               gsize             n_steps)
{
  FloReplayPool *pool;

  g_return_if_fail (self != NULL);
  g_return_if_fail (steps != NULL && n_steps > 0);

  pool = find_pool (self, type, zone);
  if (pool == NULL)
    return;
  flo_step_curve_free (pool->prices);
  pool->prices = flo_step_curve_new (steps, n_steps, self->length);
}

/* From now on @zone has what @trace says, from its beginning, cut off at the setting's length. */
void
flo_replay_setting_add_trace (FloReplaySetting *self,
                              const char       *zone,
                              const FloTrace   *trace)
{
  FloReplayZone *added;
  const FloStep *steps;
  gsize n_steps;

  g_return_if_fail (self != NULL);
  g_return_if_fail (flo_replay_setting_find_zone (self, zone) < 0);

  added = g_new0 (FloReplayZone, 1);
  added->name = g_strdup (zone);
  steps = flo_trace_get_steps (trace, &n_steps);
  added->capacity = flo_step_curve_new (steps, n_steps, self->length);
  added->lasting = flo_step_curve_new_look_ahead (added->capacity, FLO_REPLAY_NOTICE);
  g_ptr_array_add (self->zones, added);
}

/**
 * flo_replay_setting_set_limit:
 * @self: a setting that was not used yet
 * @limit: what nodes may cost; a dynamic one is looked at anew once a day, as of a fleet
 * @series: (nullable) (element-type FloPriceSeries): how prices moved, before the setting's start too when that is known
 */
void
flo_replay_setting_set_limit (FloReplaySetting *self,
                              const FloLimit   *limit,
                              GListModel       *series)
{
  g_return_if_fail (self != NULL && limit != NULL);

  self->limit = *limit;
  g_set_object (&self->series, series);
}

/* Nodes are taken back as often as Spot Advisor's range of their type says. */
void
flo_replay_setting_draw_interruptions (FloReplaySetting *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->pools->len; i++)
    {
      FloReplayPool *pool = &g_array_index (self->pools, FloReplayPool, i);

      pool->interruption_rate = MAX (flo_pool_record_get_interruption_rate (NULL, pool->pool->interruption_range), 0);
    }
}

gint64
flo_replay_setting_get_start (FloReplaySetting *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start;
}

void
flo_replay_setting_set_finish (FloReplaySetting *self,
                               gint64            seconds)
{
  self->finish = seconds;
}

gint64
flo_replay_setting_get_finish (FloReplaySetting *self)
{
  return self->finish;
}

gint64
flo_replay_setting_get_length (FloReplaySetting *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

static FloMarket *
take_picture (FloReplaySetting *self,
              gint64            time)
{
  guint n_zones = flo_market_get_n_zones (self->market), n_pools = self->pools->len;
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autofree FloZone *zones = g_new (FloZone, MAX (n_zones, 1));
  g_autofree FloInstanceType *types = g_new (FloInstanceType, MAX (n_pools, 1));
  g_autofree FloPool *pools = g_new (FloPool, MAX (n_pools, 1));
  guint n_types = 0;
  FloMarket *picture;

  for (guint i = 0; i < n_zones; i++)
    {
      zones[i] = *flo_market_get_zone (self->market, i);
      g_hash_table_insert (places, (gpointer) flo_market_get_zone (self->market, i), &zones[i]);
    }
  for (guint i = 0; i < n_pools; i++)
    {
      const FloReplayPool *pool = &g_array_index (self->pools, FloReplayPool, i);

      if (!g_hash_table_contains (places, pool->pool->type))
        {
          types[n_types] = *pool->pool->type;
          g_hash_table_insert (places, (gpointer) pool->pool->type, &types[n_types++]);
        }
      pools[i] = *pool->pool;
      pools[i].type = g_hash_table_lookup (places, pool->pool->type);
      pools[i].zone = g_hash_table_lookup (places, pool->pool->zone);
      pools[i].spot_price = flo_step_curve_get (pool->prices, time);
    }

  picture = flo_market_new (flo_market_get_region (self->market), self->start + time, zones, n_zones, types, n_types, pools,
                            n_pools);
  flo_market_copy_storage_price (picture, self->market);

  return picture;
}

/* The market as it was seen last at @time. Returns: (transfer none) */
FloMarket *
flo_replay_setting_get_market (FloReplaySetting *self,
                               gint64            time)
{
  guint index;

  g_return_val_if_fail (self != NULL && time >= 0, NULL);

  index = time % self->length / FLO_REPLAY_PRICES_EVERY;
  if (self->pictures->pdata[index] == NULL)
    self->pictures->pdata[index] = take_picture (self, (gint64) index * FLO_REPLAY_PRICES_EVERY);

  return self->pictures->pdata[index];
}

/* What each pool may cost at @time, of a dynamic limit. Returns: (transfer none) (nullable): it is none */
FloMaximumPrices *
flo_replay_setting_get_limits (FloReplaySetting *self,
                               gint64            time)
{
  guint day;

  g_return_val_if_fail (self != NULL && time >= 0, NULL);

  if (self->limit.kind != FLO_LIMIT_DYNAMIC)
    return NULL;
  day = time % self->length / SECONDS_PER_DAY;
  if (self->limits->pdata[day] == NULL)
    {
      g_autoptr (GPtrArray) pools = g_ptr_array_new ();

      for (guint i = 0; i < self->pools->len; i++)
        g_ptr_array_add (pools, (gpointer) g_array_index (self->pools, FloReplayPool, i).pool);
      self->limits->pdata[day] = flo_maximum_prices_compute (&self->limit, pools, self->series,
                                                             self->start + (gint64) day * SECONDS_PER_DAY);
    }

  return self->limits->pdata[day];
}

/* (nullable): the market has none of that name */
const FloReplayPool *
flo_replay_setting_find_pool (FloReplaySetting *self,
                              const char       *type,
                              const char       *zone)
{
  g_return_val_if_fail (self != NULL && type != NULL && zone != NULL, NULL);

  return find_pool (self, type, zone);
}

guint
flo_replay_setting_get_n_zones (FloReplaySetting *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->zones->len;
}

const FloReplayZone *
flo_replay_setting_get_zone (FloReplaySetting *self,
                             guint             index)
{
  g_return_val_if_fail (self != NULL && index < self->zones->len, NULL);

  return g_ptr_array_index (self->zones, index);
}

/* -1: it has no trace */
int
flo_replay_setting_find_zone (FloReplaySetting *self,
                              const char       *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  for (guint i = 0; i < self->zones->len; i++)
    if (g_str_equal (((const FloReplayZone *) g_ptr_array_index (self->zones, i))->name, name))
      return i;

  return -1;
}
