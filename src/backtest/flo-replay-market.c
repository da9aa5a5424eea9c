/* flo-replay-market.c: the pools a config would have in a region that is replayed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-replay-market"

#include "flotilla-config.h"

#include "backtest/flo-replay-market.h"

#include <string.h>

#include "config/flo-config-need.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-catalogue.h"


static int
compare_types (gconstpointer a,
               gconstpointer b)
{
  const FloInstanceType *one = a, *other = b;

  if (one->on_demand != other->on_demand)
    return one->on_demand < other->on_demand ? -1 : 1;

  return strcmp (one->name, other->name);
}

/* (element-type FloInstanceType): cheapest first, of those whose price is known; strings borrowed from the catalogue */
static GArray *
list_types (const FloConfig *config,
            FloMarket       *known,
            guint            most)
{
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  g_auto (GStrv) names = flo_need_list_types (config, NULL);
  GArray *types = g_array_new (FALSE, FALSE, sizeof (FloInstanceType));

  for (guint i = 0; names[i] != NULL; i++)
    {
      const FloInstanceType *shipped = flo_catalogue_find (catalogue, names[i]);
      const FloInstanceType *told = known != NULL ? flo_market_find_type (known, names[i]) : NULL;
      FloInstanceType type;

      if (shipped == NULL || !shipped->spot)
        continue;
      type = *shipped;
      if (told != NULL && told->on_demand > 0)
        type.on_demand = told->on_demand;
      if (type.on_demand > 0)
        g_array_append_val (types, type);
    }
  g_array_sort (types, compare_types);
  if (config->instances.types == NULL && types->len > most)
    g_array_set_size (types, most);

  return types;
}

static FloPool
make_pool (const FloInstanceType *type,
           const FloZone         *zone,
           FloMarket             *known,
           const char            *region,
           guint                 *n_assumed)
{
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  const FloPool *told = known != NULL ? flo_market_find_pool (known, type->name, zone->name) : NULL;
  FloPool pool = { type, zone, 0, 1, flo_catalogue_get_interruption (catalogue, region, type->name) };

  if (told != NULL && told->spot_price > 0)
    {
      pool.spot_price = told->spot_price;
      return pool;
    }
  pool.spot_price = MAX (type->on_demand * FLO_REPLAY_SPOT_PERCENT / 100, 1);
  (*n_assumed)++;

  return pool;
}

/**
 * flo_replay_market_new_for_zones:
 * @config: which types fit
 * @known: (nullable): what is known of the region: its prices are taken
 * @zones: (array zero-terminated=1): in which there are traces, each once
 * @n_assumed: (out): of how many pools the spot price is not known, and assumed to be %FLO_REPLAY_SPOT_PERCENT of
 *   on demand
 *
 * Returns: (transfer full): a market of every type that fits in every one of @zones; without pools when none fits
 */
FloMarket *
flo_replay_market_new_for_zones (const FloConfig    *config,
                                 FloMarket          *known,
                                 const char * const *zones,
                                 guint              *n_assumed)
{
  guint n_zones, n = 0;
  g_autoptr (GArray) types = NULL;
  g_autofree FloZone *places = NULL;
  g_autofree FloPool *pools = NULL;
  FloMarket *market;

  g_return_val_if_fail (config != NULL && zones != NULL && n_assumed != NULL, NULL);

  *n_assumed = 0;
  n_zones = g_strv_length ((char **) zones);
  types = list_types (config, known, MAX (FLO_REPLAY_MAX_POOLS / MAX (n_zones, 1), 1));
  places = g_new0 (FloZone, MAX (n_zones, 1));
  pools = g_new0 (FloPool, MAX (n_zones * types->len, 1));
  for (guint z = 0; z < n_zones; z++)
    places[z] = (FloZone) { zones[z], zones[z], TRUE, NULL };
  for (guint t = 0; t < types->len; t++)
    for (guint z = 0; z < n_zones; z++)
      pools[n++] = make_pool (&g_array_index (types, FloInstanceType, t), &places[z], known, config->region, n_assumed);

  market = flo_market_new (config->region, known != NULL ? flo_market_get_time (known) : 0, places, n_zones,
                           (const FloInstanceType *) (gpointer) types->data, types->len, pools, n);
  if (known != NULL)
    flo_market_copy_storage_price (market, known);

  return market;
}

static void
copy_pool (const FloPool   *pool,
           GHashTable      *copies,
           FloZone         *zones,
           guint           *n_zones,
           FloInstanceType *types,
           guint           *n_types,
           FloPool         *copy)
{
  if (!g_hash_table_contains (copies, pool->zone))
    {
      zones[*n_zones] = *pool->zone;
      g_hash_table_insert (copies, (gpointer) pool->zone, &zones[(*n_zones)++]);
    }
  if (!g_hash_table_contains (copies, pool->type))
    {
      types[*n_types] = *pool->type;
      g_hash_table_insert (copies, (gpointer) pool->type, &types[(*n_types)++]);
    }
  *copy = *pool;
  copy->zone = g_hash_table_lookup (copies, pool->zone);
  copy->type = g_hash_table_lookup (copies, pool->type);
}

/**
 * flo_replay_market_new_best:
 * @config: what nodes must be
 * @market: the region's
 *
 * Returns: (transfer full): of @market the pools that fit, the best %FLO_REPLAY_MAX_POOLS of them when types are not named
 */
FloMarket *
flo_replay_market_new_best (const FloConfig *config,
                            FloMarket       *market)
{
  FloChoiceTerms terms;
  FloNeed need;
  g_autoptr (FloChoice) choice = NULL;
  g_autoptr (GPtrArray) fitting = NULL;
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  g_autofree FloZone *zones = NULL;
  g_autofree FloInstanceType *types = NULL;
  g_autofree FloPool *pools = NULL;
  guint n, n_zones = 0, n_types = 0;
  FloMarket *copy;

  g_return_val_if_fail (config != NULL && FLO_IS_MARKET (market), NULL);

  flo_need_from_config (config, NULL, &need);
  flo_config_get_terms (config, &terms);
  choice = flo_choice_new (market, &need, NULL, &terms, FLO_CHOICE_POOLS);
  fitting = flo_choice_list_ranked (choice);
  n = config->instances.types != NULL ? fitting->len : MIN (fitting->len, FLO_REPLAY_MAX_POOLS);
  zones = g_new0 (FloZone, MAX (n, 1));
  types = g_new0 (FloInstanceType, MAX (n, 1));
  pools = g_new0 (FloPool, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    copy_pool (g_ptr_array_index (fitting, i), copies, zones, &n_zones, types, &n_types, &pools[i]);

  copy = flo_market_new (flo_market_get_region (market), flo_market_get_time (market), zones, n_zones, types, n_types,
                         pools, n);
  flo_market_copy_storage_price (copy, market);

  return copy;
}
