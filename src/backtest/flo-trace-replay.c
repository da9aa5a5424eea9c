/* flo-trace-replay.c: the pools of a config over recorded capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-trace-replay"

#include "flotilla-config.h"

#include "backtest/flo-trace-replay.h"

#include "backtest/flo-replay-market.h"
#include "config/flo-config-need.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)

/**
 * flo_zone_trace_new:
 * @zone: where
 * @trace: (transfer full): what
 *
 * Returns: (transfer full): both
 */
FloZoneTrace *
flo_zone_trace_new (const char *zone,
                    FloTrace   *trace)
{
  FloZoneTrace *self = g_new0 (FloZoneTrace, 1);

  self->zone = g_strdup (zone);
  self->trace = trace;

  return self;
}

void
flo_zone_trace_free (FloZoneTrace *self)
{
  if (self == NULL)
    return;

  g_free (self->zone);
  flo_trace_free (self->trace);
  g_free (self);
}

/**
 * flo_trace_replay_allows:
 * @config: a config
 * @zone: a zone's name
 *
 * Returns: whether a trace of it counts
 */
gboolean
flo_trace_replay_allows (const FloConfig *config,
                         const char      *zone)
{
  g_return_val_if_fail (config != NULL && zone != NULL, FALSE);

  return config->zones.allowed == NULL || g_strv_contains ((const char * const *) config->zones.allowed, zone);
}

static FloMoney
find_least (const FloStep *prices,
            gsize          n)
{
  gint64 least = prices[0].value;

  for (gsize i = 1; i < n; i++)
    least = MIN (least, prices[i].value);

  return least;
}

/* A trace's prices are of one type, which nobody knows: they can only stand for all when there is but one, and not for one
 * that never costs so much. Returns: whether they take the place of one that was assumed */
static gboolean
set_prices (FloReplaySetting   *setting,
            const FloConfig    *config,
            const FloZoneTrace *trace,
            FloMarket          *known,
            GPtrArray          *notes)
{
  gsize n;
  const FloStep *prices = flo_trace_get_prices (trace->trace, &n);
  const FloReplayPool *replayed;
  const FloPool *told;
  const char *type;

  if (prices == NULL || config->instances.types == NULL || g_strv_length (config->instances.types) != 1)
    return FALSE;

  type = config->instances.types[0];
  replayed = flo_replay_setting_find_pool (setting, type, trace->zone);
  if (replayed == NULL)
    return FALSE;
  if (replayed->pool->type->on_demand > 0 && find_least (prices, n) > replayed->pool->type->on_demand)
    {
      g_autofree char *on_demand = flo_money_format (replayed->pool->type->on_demand);

      g_ptr_array_add (notes, g_strdup_printf ("The prices of %s's trace are all above what %s costs on demand (%s an "
                                               "hour), so they are of another type: they are left out.", trace->zone,
                                               type, on_demand));
      return FALSE;
    }

  flo_replay_setting_set_prices (setting, type, trace->zone, prices, n);
  told = flo_market_find_pool (known, type, trace->zone);

  return told == NULL || told->spot_price <= 0;
}

/* As long as the shortest of them. */
static gint64
get_length (GPtrArray *traces)
{
  gint64 length = G_MAXINT64;

  for (guint i = 0; i < traces->len; i++)
    length = MIN (length, flo_trace_get_seconds (((const FloZoneTrace *) g_ptr_array_index (traces, i))->trace));

  return length;
}

/**
 * flo_trace_replay_new:
 * @config: what nodes must be
 * @known: what is known of its region: its prices are taken where none were recorded
 * @traces: (element-type FloZoneTrace): at least one, each of another zone; those of zones that @config does not allow are
 *   left out
 * @now: Unix seconds
 * @n_pools: (out): how many pools there are; without any there is nothing to test
 * @n_assumed: (out): of so many the spot price is assumed
 * @notes: (element-type utf8): what has to be said of it is added, in sentences
 *
 * Returns: (transfer full): where to test @config
 */
FloReplaySetting *
flo_trace_replay_new (const FloConfig *config,
                      FloMarket       *known,
                      GPtrArray       *traces,
                      gint64           now,
                      guint           *n_pools,
                      guint           *n_assumed,
                      GPtrArray       *notes)
{
  g_autoptr (FloMarket) market = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) zones = NULL;
  FloReplaySetting *setting;
  FloLimit limit;

  g_return_val_if_fail (config != NULL && n_pools != NULL && n_assumed != NULL && notes != NULL, NULL);
  g_return_val_if_fail (traces != NULL && traces->len > 0, NULL);

  for (guint i = 0; i < traces->len; i++)
    {
      const FloZoneTrace *trace = g_ptr_array_index (traces, i);

      if (flo_trace_replay_allows (config, trace->zone))
        g_strv_builder_add (builder, trace->zone);
    }
  zones = g_strv_builder_end (builder);
  market = flo_replay_market_new_for_zones (config, known, (const char * const *) zones, n_assumed);
  *n_pools = flo_market_get_n_pools (market);
  setting = flo_replay_setting_new (market, now / SECONDS_PER_DAY * SECONDS_PER_DAY, get_length (traces));
  limit = flo_config_get_limit (config);
  flo_replay_setting_set_limit (setting, &limit, NULL);
  for (guint i = 0; i < traces->len; i++)
    {
      const FloZoneTrace *trace = g_ptr_array_index (traces, i);

      if (!flo_trace_replay_allows (config, trace->zone))
        continue;
      flo_replay_setting_add_trace (setting, trace->zone, trace->trace);
      if (set_prices (setting, config, trace, known, notes))
        (*n_assumed)--;
    }

  return setting;
}
