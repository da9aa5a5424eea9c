/* flo-pool-item.c: a pool as a line of a table: what it costs, how it moved, how often it is taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-pool-item.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

struct _FloPoolItem
{
  GObject parent_instance;

  char *region;            /* (owned) */
  char *zone;              /* (owned) */
  char *type;              /* (owned) */
  guint vcpus;
  FloMoney price;
  FloMoney on_demand;
  FloMoney least;
  FloMoney greatest;
  FloMoney mean;
  gint64 since;
  int interruption;
};

G_DEFINE_FINAL_TYPE (FloPoolItem, flo_pool_item, G_TYPE_OBJECT)

static void
flo_pool_item_finalize (GObject *object)
{
  FloPoolItem *self = FLO_POOL_ITEM (object);

  g_free (self->region);
  g_free (self->zone);
  g_free (self->type);
  G_OBJECT_CLASS (flo_pool_item_parent_class)->finalize (object);
}

static void
flo_pool_item_class_init (FloPoolItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_pool_item_finalize;
}

static void
flo_pool_item_init (FloPoolItem *self)
{
}

FloPoolItem *
flo_pool_item_new (const char    *region,
                   const FloPool *pool)
{
  FloPoolItem *self;

  g_return_val_if_fail (region != NULL && pool != NULL, NULL);

  self = g_object_new (FLO_TYPE_POOL_ITEM, NULL);
  self->region = g_strdup (region);
  self->zone = g_strdup (pool->zone->name);
  self->type = g_strdup (pool->type->name);
  self->vcpus = pool->type->vcpus;
  self->price = pool->spot_price;
  self->on_demand = pool->type->on_demand;
  self->since = pool->price_since;
  self->interruption = pool->interruption_range;

  return self;
}

void
flo_pool_item_set_history (FloPoolItem    *self,
                           FloPriceSeries *series,
                           gint64          from,
                           gint64          to)
{
  const FloPricePoint *points;
  gsize n_points;

  g_return_if_fail (FLO_IS_POOL_ITEM (self));
  g_return_if_fail (FLO_IS_PRICE_SERIES (series));

  points = flo_price_series_get_points (series, &n_points);
  self->least = self->greatest = 0;
  for (gsize i = 0; i < n_points; i++)
    {
      gint64 until = i + 1 < n_points ? points[i + 1].time : G_MAXINT64;

      /* What held when the period began counts too. */
      if (until <= from || points[i].time >= to)
        continue;
      self->least = self->least == 0 ? points[i].price : MIN (self->least, points[i].price);
      self->greatest = MAX (self->greatest, points[i].price);
    }
  self->mean = flo_price_series_get_average (series, from, to);
}

const char *
flo_pool_item_get_region (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), NULL);
  return self->region;
}

const char *
flo_pool_item_get_zone (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), NULL);
  return self->zone;
}

const char *
flo_pool_item_get_type_name (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), NULL);
  return self->type;
}

guint
flo_pool_item_get_vcpus (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->vcpus;
}

FloMoney
flo_pool_item_get_price (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->price;
}

FloMoney
flo_pool_item_get_on_demand (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->on_demand;
}

FloMoney
flo_pool_item_get_least (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->least;
}

FloMoney
flo_pool_item_get_greatest (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->greatest;
}

FloMoney
flo_pool_item_get_mean (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->mean;
}

gint64
flo_pool_item_get_since (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), 0);
  return self->since;
}

int
flo_pool_item_get_interruption (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), -1);
  return self->interruption;
}

double
flo_pool_item_get_saved (FloPoolItem *self)
{
  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), -1);

  if (self->price <= 0 || self->on_demand <= 0 || self->price > self->on_demand)
    return -1;
  return (double) (self->on_demand - self->price) / (double) self->on_demand;
}

char *
flo_pool_item_describe (FloPoolItem *self)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *price = NULL;
  g_autofree char *saved = NULL;

  g_return_val_if_fail (FLO_IS_POOL_ITEM (self), NULL);

  text = g_string_new (NULL);
  /* Translators: an instance type, an Availability Zone */
  g_string_printf (text, _("%s in %s"), self->type, self->zone);
  if (self->price <= 0)
    {
      g_string_append (text, _(": AWS publishes no Spot price"));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  price = flo_money_format (self->price);
  saved = flo_format_saved (self->price, self->on_demand);
  /* Translators: goes on after a pool's name; %s is an amount of money */
  g_string_append_printf (text, _(": %s an hour"), price);
  if (saved != NULL)
    /* Translators: goes on in a list; %s is a share, "71 %" */
    g_string_append_printf (text, _(", %s below on demand"), saved);
  if (self->interruption >= 0)
    {
      g_autofree char *range = flo_format_interruption (self->interruption);

      /* Translators: goes on in a list; %s is a range, "5–10 %" */
      g_string_append_printf (text, _(", %s of instances interrupted in a month"), range);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
