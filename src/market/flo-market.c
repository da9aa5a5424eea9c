/* flo-market.c: one region's market at one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-market-private.h"

#include "market/flo-type-table.h"

struct _FloMarket
{
  GObject parent_instance;

  GStringChunk *strings;     /* (owned): every string below */
  const char *region;
  gint64 time;
  FloMoney storage;          /* a GiB of gp3 for a month */
  FloOrigin storage_origin;
  FloAdvisor *advisor;       /* (owned) (nullable) */
  FloTypeTable *table;       /* (owned) (nullable) */
  FloZone *zones;            /* (owned) (array length=n_zones) */
  guint n_zones;
  FloInstanceType *types;    /* (owned) (array length=n_types) */
  guint n_types;
  FloPool *pools;            /* (owned) (array length=n_pools) */
  guint n_pools;
  GHashTable *by_name;       /* (owned) (element-type utf8 FloInstanceType): types */
  GHashTable *by_place;      /* (owned) (element-type FloPool FloPool): pools, by type and zone */
};

G_DEFINE_FINAL_TYPE (FloMarket, flo_market, G_TYPE_OBJECT)

static guint
pool_hash (gconstpointer data)
{
  const FloPool *pool = data;

  return g_str_hash (pool->type->name) * 31 + g_str_hash (pool->zone->name);
}

static gboolean
pool_equal (gconstpointer a,
            gconstpointer b)
{
  const FloPool *in_a = a;
  const FloPool *in_b = b;

  return g_str_equal (in_a->type->name, in_b->type->name) &&
         g_str_equal (in_a->zone->name, in_b->zone->name);
}

static void
flo_market_finalize (GObject *object)
{
  FloMarket *self = FLO_MARKET (object);

  g_clear_pointer (&self->advisor, flo_advisor_free);
  g_clear_pointer (&self->table, flo_type_table_unref);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_place);
  g_free (self->zones);
  g_free (self->types);
  g_free (self->pools);
  g_string_chunk_free (self->strings);

  G_OBJECT_CLASS (flo_market_parent_class)->finalize (object);
}

static void
flo_market_class_init (FloMarketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_market_finalize;
}

static void
flo_market_init (FloMarket *self)
{
  self->storage = FLO_MARKET_STORAGE_SHIPPED;
  self->storage_origin = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };
  self->strings = g_string_chunk_new (4096);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_place = g_hash_table_new (pool_hash, pool_equal);
}

static const char *
keep (FloMarket  *self,
      const char *string)
{
  return string != NULL ? g_string_chunk_insert_const (self->strings, string) : NULL;
}

static void
copy_zones (FloMarket     *self,
            const FloZone *zones,
            guint          n_zones)
{
  self->zones = g_memdup2 (zones, n_zones * sizeof *zones);
  self->n_zones = n_zones;
  for (guint i = 0; i < n_zones; i++)
    {
      self->zones[i].name = keep (self, zones[i].name);
      self->zones[i].id = keep (self, zones[i].id);
      self->zones[i].why_not = keep (self, zones[i].why_not);
    }
}

static void
copy_types (FloMarket             *self,
            const FloInstanceType *types,
            guint                  n_types)
{
  self->types = g_memdup2 (types, n_types * sizeof *types);
  self->n_types = n_types;
  for (guint i = 0; i < n_types; i++)
    {
      self->types[i].name = keep (self, types[i].name);
      g_hash_table_insert (self->by_name, (gpointer) self->types[i].name, &self->types[i]);
    }
}

static void
copy_pools (FloMarket             *self,
            const FloZone         *zones,
            const FloInstanceType *types,
            const FloPool         *pools,
            guint                  n_pools)
{
  self->pools = g_memdup2 (pools, n_pools * sizeof *pools);
  self->n_pools = n_pools;
  for (guint i = 0; i < n_pools; i++)
    {
      FloPool *pool = &self->pools[i];

      pool->zone = &self->zones[pool->zone - zones];
      pool->type = &self->types[pool->type - types];
      g_hash_table_add (self->by_place, pool);
    }
}

/**
 * flo_market_new:
 * @region: the region
 * @time: when this was so, Unix seconds
 * @zones: (array length=n_zones): its zones
 * @types: (array length=n_types): the types that are offered, each once
 * @pools: (array length=n_pools): which type is offered where; point into @zones and @types
 *
 * Copies everything.
 *
 * Returns: (transfer full): a snapshot
 */
FloMarket *
flo_market_new (const char            *region,
                gint64                 time,
                const FloZone         *zones,
                guint                  n_zones,
                const FloInstanceType *types,
                guint                  n_types,
                const FloPool         *pools,
                guint                  n_pools)
{
  FloMarket *self;

  g_return_val_if_fail (region != NULL, NULL);

  self = g_object_new (FLO_TYPE_MARKET, NULL);
  self->region = keep (self, region);
  self->time = time;
  copy_zones (self, zones, n_zones);
  copy_types (self, types, n_types);
  copy_pools (self, zones, types, pools, n_pools);

  return self;
}

const char *
flo_market_get_region (FloMarket *self)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);

  return self->region;
}

gint64
flo_market_get_time (FloMarket *self)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), 0);

  return self->time;
}

guint
flo_market_get_n_zones (FloMarket *self)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), 0);

  return self->n_zones;
}

const FloZone *
flo_market_get_zone (FloMarket *self,
                     guint      index)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);
  g_return_val_if_fail (index < self->n_zones, NULL);

  return &self->zones[index];
}

/* Returns: (nullable): NULL when the region does not offer it, or it was not asked for */
const FloInstanceType *
flo_market_find_type (FloMarket  *self,
                      const char *name)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->by_name, name);
}

guint
flo_market_get_n_pools (FloMarket *self)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), 0);

  return self->n_pools;
}

const FloPool *
flo_market_get_pool (FloMarket *self,
                     guint      index)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);
  g_return_val_if_fail (index < self->n_pools, NULL);

  return &self->pools[index];
}

/* Returns: (nullable): NULL when the zone does not offer the type, or it was not asked for */
const FloPool *
flo_market_find_pool (FloMarket  *self,
                      const char *type,
                      const char *zone)
{
  const FloInstanceType wanted_type = { .name = type };
  const FloZone wanted_zone = { .name = zone };
  const FloPool wanted = { .type = &wanted_type, .zone = &wanted_zone };

  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);
  g_return_val_if_fail (type != NULL && zone != NULL, NULL);

  return g_hash_table_lookup (self->by_place, &wanted);
}

FloOrigin
flo_market_get_advisor_origin (FloMarket *self)
{
  const FloOrigin none = { FLO_SOURCE_NONE, 0 };

  g_return_val_if_fail (FLO_IS_MARKET (self), none);

  return self->advisor != NULL ? flo_advisor_get_origin (self->advisor) : none;
}

FloAdvisor *
_flo_market_get_advisor (FloMarket *self)
{
  return self->advisor;
}

FloMoney
flo_market_get_storage_price (FloMarket *self,
                              FloOrigin *origin)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), 0);

  if (origin != NULL)
    *origin = self->storage_origin;

  return self->storage;
}

void
flo_market_set_storage_price (FloMarket *self,
                              FloMoney   price,
                              FloOrigin  origin)
{
  g_return_if_fail (FLO_IS_MARKET (self));

  self->storage = price;
  self->storage_origin = origin;
}

void
flo_market_copy_storage_price (FloMarket *self,
                               FloMarket *other)
{
  g_return_if_fail (FLO_IS_MARKET (self) && FLO_IS_MARKET (other));

  flo_market_set_storage_price (self, other->storage, other->storage_origin);
}

FloTypeTable *
flo_market_get_types (FloMarket *self)
{
  g_return_val_if_fail (FLO_IS_MARKET (self), NULL);

  return self->table;
}

void
_flo_market_take_figures (FloMarket    *self,
                          FloOnDemand  *on_demand,
                          FloAdvisor   *advisor,
                          FloTypeTable *types)
{
  FloOrigin origin;
  const FloMoney storage = flo_on_demand_get_storage (on_demand, &origin);

  /* What ships with us is nearer than nothing. */
  if (storage > 0)
    flo_market_set_storage_price (self, storage, origin);
  g_assert (self->advisor == NULL && self->table == NULL);

  self->advisor = advisor;
  self->table = types;
}
