/* flo-expected-pools.c: where the nodes of a config would be if it were launched now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fleet/plan/flo-expected-pools.h"

#include <string.h>

#include "config/flo-config-need.h"
#include "fleet/plan/flo-need.h"
#include "fleet/plan/flo-on-demand-pools.h"
#include "fleet/plan/flo-spread.h"

typedef struct
{
  const FloConfig *config;
  GPtrArray *pools;      /* (unowned) (element-type FloPool): that fit, best first */
  GArray *zones;         /* (unowned) (element-type FloSpreadZone) */
  GArray *expected;      /* (unowned) (element-type FloExpectedPool) */
} Placing;

static FloSpreadZone *
find_zone (GArray     *zones,
           const char *name)
{
  for (guint i = 0; i < zones->len; i++)
    if (g_str_equal (g_array_index (zones, FloSpreadZone, i).name, name))
      return &g_array_index (zones, FloSpreadZone, i);

  return NULL;
}

/* The zones there are pools in, by what the planner sorts them by too.
 * @choice: (nullable): which @pools are all pools of; NULL: they are for nodes on demand */
static GArray *
collect_zones (GPtrArray *pools,
               FloChoice *choice)
{
  GArray *zones = g_array_new (FALSE, FALSE, sizeof (FloSpreadZone));

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      FloSpreadZone *zone = find_zone (zones, pool->zone->name);
      FloMoney price = choice != NULL ? flo_choice_get_ranked (choice, i)->useful_price : pool->type->on_demand;

      if (zone == NULL)
        {
          const FloSpreadZone new_zone = { pool->zone->name, 0, price, 0, pool->interruption_range };

          g_array_append_val (zones, new_zone);
          zone = &g_array_index (zones, FloSpreadZone, zones->len - 1);
        }
      zone->pools++;
      zone->price = MIN (zone->price, price);
      if (pool->interruption_range >= 0 &&
          (zone->interruption < 0 || pool->interruption_range < zone->interruption))
        zone->interruption = pool->interruption_range;
    }

  return zones;
}

/* The best pool of @zone, or of all zones when that is NULL. */
static const FloPool *
find_best_pool (GPtrArray  *pools,
                const char *zone)
{
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (zone == NULL || g_str_equal (pool->zone->name, zone))
        return pool;
    }

  return NULL;
}

static void
expect (Placing    *placing,
        const char *zone,
        guint       nodes,
        gboolean    on_demand)
{
  FloExpectedPool expected = { find_best_pool (placing->pools, zone), nodes, on_demand };

  if (nodes == 0)
    return;
  g_array_append_val (placing->expected, expected);
  find_zone (placing->zones, expected.pool->zone->name)->nodes += nodes;
}

static void
place (Placing  *placing,
       guint     nodes,
       gboolean  on_demand)
{
  GArray *zones = placing->zones;
  g_autofree guint *add = g_new0 (guint, zones->len);
  guint anywhere;

  flo_spread (placing->config->zones.distribution, (const FloSpreadZone *) (gpointer) zones->data, zones->len,
              (guint) placing->config->zones.minimum, 0, nodes, add, &anywhere);
  for (guint i = 0; i < zones->len; i++)
    expect (placing, g_array_index (zones, FloSpreadZone, i).name, add[i], on_demand);
  expect (placing, NULL, anywhere, on_demand);
}

/**
 * flo_expected_pools:
 * @config: a config
 * @architecture: (nullable): of its image, when that is known
 * @market: the region's market
 * @memory: (nullable): what is remembered of its pools
 *
 * Pure. Spreads the nodes over zones as the planner does. Which of a zone's pools they are in is AWS's choice at the
 * launch; the best one is expected.
 *
 * Returns: (transfer full) (element-type FloExpectedPool): what is on demand first; empty when no pool fits. Nodes
 *   that would be held back, for want of zones, are not among them
 */
GArray *
flo_expected_pools (const FloConfig *config,
                    const char      *architecture,
                    FloMarket       *market,
                    FloPoolMemory   *memory)
{
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (FloExpectedPool));
  g_autoptr(FloChoice) choice = NULL;
  g_autoptr(GPtrArray) pools = NULL;
  g_autoptr(GPtrArray) on_demand_pools = NULL;
  g_autoptr(GArray) zones = NULL;
  g_autoptr(GArray) on_demand_zones = NULL;
  Placing placing;
  FloChoiceTerms terms;
  FloNeed need;
  guint base;

  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);

  flo_need_from_config (config, architecture, &need);
  flo_config_get_terms (config, &terms);
  choice = flo_choice_new (market, &need, memory, &terms, 0);
  pools = flo_choice_list_ranked (choice);
  if (pools->len == 0)
    return expected;

  base = (guint) MIN (config->capacity.on_demand_base, config->capacity.nodes);
  on_demand_pools = flo_on_demand_pools_choose (market, &need);
  on_demand_zones = collect_zones (on_demand_pools, NULL);
  placing = (Placing) { config, on_demand_pools, on_demand_zones, expected };
  place (&placing, base, TRUE);

  zones = collect_zones (pools, choice);
  placing = (Placing) { config, pools, zones, expected };
  place (&placing, (guint) (config->capacity.nodes + config->availability.spares) - base, FALSE);

  return expected;
}
