/* flo-maximum-prices.c: what each pool may cost at most, as a dynamic limit has it for a day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-maximum-prices.h"

struct _FloMaximumPrices
{
  gatomicrefcount ref_count;
  FloLimit limit;
  gint64 time;             /* Unix seconds: what is later was not looked at */
  GPtrArray *prices;       /* (owned) (element-type FloMaximumPrice): in the order they were added */
  GHashTable *by_pool;     /* (owned) (element-type utf8 FloMaximumPrice): "type/zone" */
};

static void
maximum_price_free (gpointer data)
{
  FloMaximumPrice *price = data;

  g_free (price->type);
  g_free (price->zone);
  g_free (price);
}

/**
 * flo_maximum_prices_new:
 * @limit: what they follow from
 * @time: when they were looked at, Unix seconds
 *
 * Returns: (transfer full): none yet
 */
FloMaximumPrices *
flo_maximum_prices_new (const FloLimit *limit,
                        gint64          time)
{
  FloMaximumPrices *self;

  g_return_val_if_fail (limit != NULL, NULL);

  self = g_new0 (FloMaximumPrices, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->limit = *limit;
  self->time = time;
  self->prices = g_ptr_array_new_with_free_func (maximum_price_free);
  self->by_pool = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * flo_maximum_prices_compute:
 * @limit: what they follow from
 * @pools: (element-type FloPool): each gets one
 * @series: (nullable) (element-type FloPriceSeries): how their prices moved; %NULL when nobody knows
 * @now: Unix seconds; what is later is not looked at
 *
 * Pure.
 *
 * Returns: (transfer full): what each of @pools may cost
 */
FloMaximumPrices *
flo_maximum_prices_compute (const FloLimit *limit,
                            GPtrArray      *pools,
                            GListModel     *series,
                            gint64          now)
{
  FloMaximumPrices *self = flo_maximum_prices_new (limit, now);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      FloPriceSeries *own = series != NULL ? flo_price_history_find (series, pool->type->name, pool->zone->name) : NULL;
      FloLimitBasis basis;
      FloMoney price = flo_limit_get (limit, own, pool->type->on_demand, now, &basis);

      flo_maximum_prices_add (self, pool->type->name, pool->zone->name, price, basis);
    }

  return self;
}

FloMaximumPrices *
flo_maximum_prices_ref (FloMaximumPrices *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
flo_maximum_prices_unref (FloMaximumPrices *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_pool);
  g_ptr_array_unref (self->prices);
  g_free (self);
}

/* Before it is shared. The first of a pool counts. */
void
flo_maximum_prices_add (FloMaximumPrices *self,
                        const char       *type,
                        const char       *zone,
                        FloMoney          price,
                        FloLimitBasis     basis)
{
  g_autofree char *key = g_strconcat (type, "/", zone, NULL);
  FloMaximumPrice *added;

  g_return_if_fail (self != NULL);

  if (g_hash_table_contains (self->by_pool, key))
    return;
  added = g_new0 (FloMaximumPrice, 1);
  *added = (FloMaximumPrice) { g_strdup (type), g_strdup (zone), price, basis };
  g_ptr_array_add (self->prices, added);
  g_hash_table_insert (self->by_pool, g_steal_pointer (&key), added);
}

const FloLimit *
flo_maximum_prices_get_limit (const FloMaximumPrices *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->limit;
}

/* Unix seconds */
gint64
flo_maximum_prices_get_time (const FloMaximumPrices *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

guint
flo_maximum_prices_get_n (const FloMaximumPrices *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->prices->len;
}

const FloMaximumPrice *
flo_maximum_prices_get (const FloMaximumPrices *self,
                        guint                   index)
{
  g_return_val_if_fail (self != NULL && index < self->prices->len, NULL);

  return g_ptr_array_index (self->prices, index);
}

/* Returns: (nullable): NULL when nobody looked at that pool */
const FloMaximumPrice *
flo_maximum_prices_find (const FloMaximumPrices *self,
                         const char             *type,
                         const char             *zone)
{
  g_autofree char *key = g_strconcat (type, "/", zone, NULL);

  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->by_pool, key);
}
