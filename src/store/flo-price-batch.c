/* flo-price-batch.c: prices on their way into the database, or just read from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-batch"

#include "flotilla-config.h"

#include "store/flo-price-batch.h"

#include <string.h>

#define MAX_NAME 64
#define VPC_SUFFIX " (Amazon VPC)"
#define FIRST_TIME G_GINT64_CONSTANT (1136073600)   /* 2006: EC2 is not older */
#define LAST_TIME G_GINT64_CONSTANT (4102444800)    /* 2100 */
#define MAX_PRICE (1000000 * FLO_MONEY_PER_USD)     /* of an hour: that of a day of it can be added up */

const char * const FLO_PRICE_PRODUCTS[] = {
  FLO_PRICE_PRODUCT_LINUX, "Red Hat Enterprise Linux", "SUSE Linux", "Windows", NULL
};

struct _FloPriceBatch
{
  GPtrArray *pools;       /* (owned) (element-type FloPricePool) */
  GHashTable *by_name;    /* (owned) (element-type FloPricePool FloPricePool): the same ones */
  guint64 size;
};


void
flo_price_pool_free (FloPricePool *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->zone);
  g_free (self->zone_id);
  g_free (self->product);
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self);
}

char *
flo_price_product_plain (const char *product)
{
  g_return_val_if_fail (product != NULL, NULL);

  if (g_str_has_suffix (product, VPC_SUFFIX))
    return g_strndup (product, strlen (product) - strlen (VPC_SUFFIX));

  return g_strdup (product);
}

static guint
pool_hash (gconstpointer key)
{
  const FloPricePool *pool = key;

  return (g_str_hash (pool->type) * 31 + g_str_hash (pool->zone)) * 31 + g_str_hash (pool->product);
}

static int
pool_compare (const FloPricePool *a,
              const FloPricePool *b)
{
  int order = strcmp (a->product, b->product);

  if (order == 0)
    order = strcmp (a->type, b->type);

  return order != 0 ? order : strcmp (a->zone, b->zone);
}

static gboolean
pool_equal (gconstpointer a,
            gconstpointer b)
{
  return pool_compare (a, b) == 0;
}

FloPriceBatch *
flo_price_batch_new (void)
{
  FloPriceBatch *self = g_new0 (FloPriceBatch, 1);

  self->pools = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_pool_free);
  self->by_name = g_hash_table_new (pool_hash, pool_equal);

  return self;
}

void
flo_price_batch_free (FloPriceBatch *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->pools);
  g_free (self);
}

static gboolean
is_name (const char *text)
{
  gsize length = 0;

  /* Nothing that a terminal takes for an order. */
  while (text != NULL && length <= MAX_NAME && (guchar) text[length] >= ' ' && text[length] != '\x7f')
    length++;

  return length > 0 && length <= MAX_NAME && text[length] == '\0' && g_utf8_validate (text, (gssize) length, NULL);
}

static FloPricePool *
find_pool (FloPriceBatch *self,
           const char    *type,
           const char    *zone,
           const char    *product)
{
  const FloPricePool wanted = { .type = (char *) type, .zone = (char *) zone, .product = (char *) product };
  FloPricePool *pool = g_hash_table_lookup (self->by_name, &wanted);

  if (pool != NULL)
    return pool;

  pool = g_new0 (FloPricePool, 1);
  pool->type = g_strdup (type);
  pool->zone = g_strdup (zone);
  pool->product = g_strdup (product);
  pool->steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  g_ptr_array_add (self->pools, pool);
  g_hash_table_add (self->by_name, pool);

  return pool;
}

gboolean
flo_price_batch_add (FloPriceBatch *self,
                     const char    *type,
                     const char    *zone,
                     const char    *zone_id,
                     const char    *product,
                     gint64         time,
                     FloMoney       price)
{
  const FloPriceStep step = { time, price };
  char plain[MAX_NAME + 1];
  FloPricePool *pool;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_name (type) || !is_name (zone) || !is_name (product) || (zone_id != NULL && !is_name (zone_id)) ||
      time < FIRST_TIME || time > LAST_TIME || price < 0 || price > MAX_PRICE)
    return FALSE;

  strcpy (plain, product);
  if (g_str_has_suffix (plain, VPC_SUFFIX))
    plain[strlen (plain) - strlen (VPC_SUFFIX)] = '\0';
  pool = find_pool (self, type, zone, plain);
  if (pool->zone_id == NULL)
    pool->zone_id = g_strdup (zone_id);
  g_array_append_val (pool->steps, step);
  self->size++;

  return TRUE;
}

guint64
flo_price_batch_get_size (FloPriceBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const FloPriceStep *in_a = a;
  const FloPriceStep *in_b = b;

  return in_a->time == in_b->time ? 0 : in_a->time < in_b->time ? -1 : 1;
}

static void
sort_steps (GArray *steps)
{
  FloPriceStep *all = (FloPriceStep *) (gpointer) steps->data;
  guint kept = 0;

  /* Stable, so that the last of equal ones stays the last. */
  g_array_sort (steps, compare_times);
  for (guint i = 0; i < steps->len; i++)
    {
      if (kept > 0 && all[kept - 1].time == all[i].time)
        kept--;
      all[kept++] = all[i];
    }
  g_array_set_size (steps, kept);
}

static int
compare_pools (gconstpointer a,
               gconstpointer b)
{
  return pool_compare (*(FloPricePool * const *) a, *(FloPricePool * const *) b);
}

GPtrArray *
flo_price_batch_sort (FloPriceBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ptr_array_sort (self->pools, compare_pools);
  for (guint i = 0; i < self->pools->len; i++)
    sort_steps (((FloPricePool *) g_ptr_array_index (self->pools, i))->steps);

  return self->pools;
}
