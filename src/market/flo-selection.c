/* flo-selection.c: which pools a need can be met from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-selection.h"

#include "base/flo-memory.h"

/* What an hour really costs when the node may be lost: percent of the price, by Spot Advisor's range.
 * An interruption costs a launch and the work since the last save; a type nobody has figures about
 * stands in the middle. */
static const guint range_weights[] = { 100, 105, 110, 120, 135 };
#define UNKNOWN_RANGE_WEIGHT 115

static gboolean
contains (const char * const *list,
          const char         *word)
{
  return list != NULL && g_strv_contains (list, word);
}

static gboolean
is_listed (const FloNeed         *need,
           const FloInstanceType *type)
{
  return contains (need->types, type->name);
}

static gboolean
has_list (const FloNeed *need)
{
  return need->types != NULL && need->types[0] != NULL;
}

static char *
find_wrong_kind (const FloNeed         *need,
                 const FloInstanceType *type)
{
  if (has_list (need) && !is_listed (need, type))
    return g_strdup ("not one of the types that are named");
  if (!type->spot)
    return g_strdup ("AWS does not offer it as spot");

  for (guint i = 0; need->exclude != NULL && need->exclude[i] != NULL; i++)
    if (g_pattern_match_simple (need->exclude[i], type->name))
      return g_strdup_printf ("excluded by \"%s\"", need->exclude[i]);

  return NULL;
}

static char *
find_wrong_size (const FloNeed         *need,
                 const FloInstanceType *type)
{
  g_autofree char *memory = flo_memory_format ((gint64) type->memory_mib);
  g_autofree char *minimum = flo_memory_format ((gint64) need->min_memory_mib);
  g_autofree char *maximum = flo_memory_format ((gint64) need->max_memory_mib);

  if (type->vcpus < need->min_vcpus)
    return g_strdup_printf ("%u vCPUs, %u are needed", type->vcpus, need->min_vcpus);
  if (need->max_vcpus > 0 && type->vcpus > need->max_vcpus)
    return g_strdup_printf ("%u vCPUs, more than %u", type->vcpus, need->max_vcpus);
  if (type->memory_mib < need->min_memory_mib)
    return g_strdup_printf ("%s of memory, %s are needed", memory, minimum);
  if (need->max_memory_mib > 0 && type->memory_mib > need->max_memory_mib)
    return g_strdup_printf ("%s of memory, more than %s", memory, maximum);
  if (type->gpus < need->min_gpus)
    return g_strdup_printf ("%u GPUs, %u are needed", type->gpus, need->min_gpus);

  return NULL;
}

static char *
find_wrong_architecture (const FloNeed         *need,
                         const FloInstanceType *type)
{
  const char *wanted = need->architecture;

  if (wanted == NULL || g_str_equal (wanted, "any"))
    return type->x86_64 || type->arm64 ? NULL : g_strdup ("neither x86_64 nor arm64");
  if ((g_str_equal (wanted, "x86_64") && type->x86_64) || (g_str_equal (wanted, "arm64") && type->arm64))
    return NULL;

  return g_strdup_printf ("not %s", wanted);
}

/* What requirements leave out unless it is asked for. A type that is named is asked for. */
static char *
find_unwanted (const FloNeed         *need,
               const FloInstanceType *type)
{
  if (is_listed (need, type))
    return NULL;
  if (type->burstable && !need->burstable)
    return g_strdup ("burstable");
  if (!type->current_generation && need->current_generation_only)
    return g_strdup ("of an earlier generation");
  if (type->bare_metal)
    return g_strdup ("bare metal, which is taken only when named");

  return NULL;
}

/**
 * flo_need_fits_type:
 * @need: what a node must be
 * @type: a type
 * @reason: (out) (optional) (nullable) (transfer full): why it does not fit, in a few words
 *
 * Returns: whether @type fits, whatever its price
 */
gboolean
flo_need_fits_type (const FloNeed         *need,
                    const FloInstanceType *type,
                    char                 **reason)
{
  static char *(*const finders[]) (const FloNeed *, const FloInstanceType *) = {
    find_wrong_kind,
    find_wrong_architecture,
    find_wrong_size,
    find_unwanted,
  };
  g_autofree char *found = NULL;
  gboolean fits;

  g_return_val_if_fail (need != NULL && type != NULL, FALSE);

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (finders); i++)
    found = finders[i] (need, type);

  fits = found == NULL;
  if (reason != NULL)
    *reason = g_steal_pointer (&found);

  return fits;
}

/* Whether the pool's price is known and within the limits. */
static gboolean
fits_price (const FloNeed *need,
            const FloPool *pool)
{
  if (pool->spot_price <= 0)
    return FALSE;
  if (need->maximum_price > 0 && pool->spot_price > need->maximum_price)
    return FALSE;

  /* A share of a price that is not known is not known either: better no pool than a dear one. */
  return need->maximum_percent == 0 ||
         (__int128) pool->spot_price * 100 <= (__int128) pool->type->on_demand * need->maximum_percent;
}

static __int128
get_weighted_price (const FloPool *pool)
{
  int range = pool->interruption_range;
  guint weight = range >= 0 && range < (int) G_N_ELEMENTS (range_weights) ? range_weights[range]
                                                                          : UNKNOWN_RANGE_WEIGHT;

  return (__int128) pool->spot_price * weight;
}

static int
compare_pools (gconstpointer a,
               gconstpointer b)
{
  const FloPool *in_a = *(const FloPool **) a;
  const FloPool *in_b = *(const FloPool **) b;
  __int128 price_a = get_weighted_price (in_a), price_b = get_weighted_price (in_b);
  int by_type;

  if (price_a != price_b)
    return price_a < price_b ? -1 : 1;
  by_type = g_strcmp0 (in_a->type->name, in_b->type->name);

  return by_type != 0 ? by_type : g_strcmp0 (in_a->zone->name, in_b->zone->name);
}

/**
 * flo_selection_choose:
 * @market: a region's market
 * @need: what a node must be
 *
 * Returns: (transfer container) (element-type FloPool): the pools that fit, best first, borrowed from @market
 */
GPtrArray *
flo_selection_choose (FloMarket     *market,
                      const FloNeed *need)
{
  GPtrArray *chosen = g_ptr_array_new ();
  guint n_pools = flo_market_get_n_pools (market);

  for (guint i = 0; i < n_pools; i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);

      if (pool->zone->usable &&
          (need->zones == NULL || contains (need->zones, pool->zone->name)) &&
          fits_price (need, pool) &&
          flo_need_fits_type (need, pool->type, NULL))
        g_ptr_array_add (chosen, (gpointer) pool);
    }
  g_ptr_array_sort (chosen, compare_pools);

  return chosen;
}
