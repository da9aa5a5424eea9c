/* flo-selection.c: which pools a need can be met from, and why not from the others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-selection.h"

#include "base/flo-memory.h"

/* What a reason costs to write is not paid for the thousands of pools nobody asks about. */
#define SAY(reason, ...) \
  G_STMT_START { if ((reason) != NULL) *(reason) = g_strdup_printf (__VA_ARGS__); } G_STMT_END

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
describe_memory (guint64     has,
                 const char *between,
                 guint64     bound,
                 const char *behind)
{
  g_autofree char *memory = flo_memory_format ((gint64) has);
  g_autofree char *wanted = flo_memory_format ((gint64) bound);

  return g_strconcat (memory, between, wanted, behind, NULL);
}

static char *
find_wrong_size (const FloNeed         *need,
                 const FloInstanceType *type)
{
  if (type->vcpus < need->min_vcpus)
    return g_strdup_printf ("%u vCPUs, %u are needed", type->vcpus, need->min_vcpus);
  if (need->max_vcpus > 0 && type->vcpus > need->max_vcpus)
    return g_strdup_printf ("%u vCPUs, more than %u", type->vcpus, need->max_vcpus);
  if (type->memory_mib < need->min_memory_mib)
    return describe_memory (type->memory_mib, " of memory, ", need->min_memory_mib, " are needed");
  if (need->max_memory_mib > 0 && type->memory_mib > need->max_memory_mib)
    return describe_memory (type->memory_mib, " of memory, more than ", need->max_memory_mib, "");
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

/* ---- pools ---- */

static int
find_score (GPtrArray  *scores,
            const char *zone_id)
{
  for (guint i = 0; scores != NULL && i < scores->len; i++)
    {
      const FloScoreRow *row = g_ptr_array_index (scores, i);

      if (g_strcmp0 (row->zone_id, zone_id) == 0)
        return row->score;
    }

  return 0;
}

static gboolean
fits_score (const FloNeed *need,
            const FloZone *zone,
            char         **reason)
{
  int score = need->minimum_score > 0 ? find_score (need->scores, zone->id) : G_MAXINT;

  if (score >= (int) need->minimum_score)
    return TRUE;
  if (score == 0)
    SAY (reason, "AWS gives zone %s no placement score", zone->name);
  else
    SAY (reason, "the placement score of zone %s is %d, %u is wanted", zone->name, score, need->minimum_score);

  return FALSE;
}

static gboolean
fits_zone (const FloNeed *need,
           const FloPool *pool,
           char         **reason)
{
  const FloZone *zone = pool->zone;

  if (!zone->usable)
    {
      SAY (reason, "zone %s cannot be used: %s", zone->name, zone->why_not != NULL ? zone->why_not : "not available");
      return FALSE;
    }
  if (need->zones != NULL && !contains (need->zones, zone->name))
    {
      SAY (reason, "zone %s is not among those allowed", zone->name);
      return FALSE;
    }

  return fits_score (need, zone, reason);
}

/* A share of a price that is not known is not known either: better no pool than a dear one. */
static gboolean
is_above (const FloPool *pool,
          guint          percent)
{
  return (__int128) pool->spot_price * 100 > (__int128) pool->type->on_demand * percent;
}

/* @bound: of what: for people */
static gboolean
fits_share (const FloPool *pool,
            guint          percent,
            const char    *bound,
            char         **reason)
{
  g_autofree char *price = NULL;

  if (!is_above (pool, percent))
    return TRUE;
  if (reason == NULL)
    return FALSE;

  price = flo_money_format (pool->spot_price);
  if (pool->type->on_demand == 0)
    SAY (reason, "its on-demand price is not known, of which the %s is a share", bound);
  else
    SAY (reason, "above the %s: %s an hour is more than %u %% of on-demand", bound, price, percent);

  return FALSE;
}

/* USD/hour, 0 = none: without the share of on-demand */
static FloMoney
get_maximum_price (const FloNeed *need,
                   const FloPool *pool)
{
  const FloMaximumPrice *own = need->maximum_prices != NULL
                                 ? flo_maximum_prices_find (need->maximum_prices, pool->type->name, pool->zone->name)
                                 : NULL;

  return own != NULL ? own->price : need->maximum_price;
}

gboolean
flo_need_get_maximum (const FloNeed *need,
                      const FloPool *pool,
                      FloMoney      *maximum)
{
  FloMoney share;

  g_return_val_if_fail (need != NULL && pool != NULL && maximum != NULL, FALSE);

  *maximum = get_maximum_price (need, pool);
  if (need->maximum_percent == 0)
    return TRUE;

  share = (FloMoney) ((__int128) pool->type->on_demand * need->maximum_percent / 100);
  *maximum = *maximum > 0 ? MIN (*maximum, share) : share;

  return pool->type->on_demand > 0;
}

static gboolean
fits_limit (const FloNeed *need,
            const FloPool *pool,
            char         **reason)
{
  FloMoney maximum = get_maximum_price (need, pool);

  if (maximum > 0 && pool->spot_price > maximum)
    {
      g_autofree char *price = reason != NULL ? flo_money_format (pool->spot_price) : NULL;
      g_autofree char *limit = reason != NULL ? flo_money_format (maximum) : NULL;

      SAY (reason, "above the limit: %s an hour is more than %s", price, limit);
      return FALSE;
    }

  return need->maximum_percent == 0 || fits_share (pool, need->maximum_percent, "limit", reason);
}

static gboolean
fits_ceiling (const FloNeed *need,
              const FloPool *pool,
              char         **reason)
{
  g_autofree char *price = NULL;
  g_autofree char *ceiling = NULL;

  if (need->ceiling == 0 || pool->spot_price <= need->ceiling)
    return TRUE;

  price = reason != NULL ? flo_money_format (pool->spot_price) : NULL;
  ceiling = reason != NULL ? flo_money_format (need->ceiling) : NULL;
  SAY (reason, "%s an hour is more than %s, for which a type that fits can be had on demand", price, ceiling);

  return FALSE;
}

static gboolean
fits_price (const FloNeed *need,
            const FloPool *pool,
            char         **reason)
{
  if (pool->spot_price <= 0)
    {
      SAY (reason, "AWS publishes no spot price for it");
      return FALSE;
    }
  if (!fits_limit (need, pool, reason) || !fits_ceiling (need, pool, reason))
    return FALSE;

  return need->minimum_saving == 0 ||
         fits_share (pool, 100 - MIN (need->minimum_saving, 100), "price for the saving that is wanted", reason);
}

static gboolean
fits_risk (const FloNeed       *need,
           const FloPool       *pool,
           const FloPoolRecord *record,
           char               **reason)
{
  static const char *const ranges[] = { "under 5 %", "5 to 10 %", "10 to 15 %", "15 to 20 %", "over 20 %" };
  int range = pool->interruption_range;
  double refusals = flo_pool_record_get_refusal_risk (record);

  if (need->interruption_ranges > 0 && (range < 0 || range >= (int) G_N_ELEMENTS (ranges)))
    {
      SAY (reason, "how often AWS takes it back is not known");
      return FALSE;
    }
  if (need->interruption_ranges > 0 && range >= (int) need->interruption_ranges)
    {
      SAY (reason, "taken back too often: %s a month", ranges[range]);
      return FALSE;
    }
  if (need->maximum_refusals > 0 && refusals * 100 > need->maximum_refusals)
    {
      SAY (reason, "%.0f %% of our launches find nothing there, more than %u %%", refusals * 100, need->maximum_refusals);
      return FALSE;
    }

  return TRUE;
}

/**
 * flo_need_fits_pool:
 * @need: what a node must be
 * @pool: a pool
 * @record: (nullable): what we saw of it ourselves
 * @reason: (out) (optional) (nullable) (transfer full): why it does not fit, in a few words
 *
 * Returns: whether @pool fits
 */
gboolean
flo_need_fits_pool (const FloNeed       *need,
                    const FloPool       *pool,
                    const FloPoolRecord *record,
                    char               **reason)
{
  g_return_val_if_fail (need != NULL && pool != NULL, FALSE);

  if (reason != NULL)
    *reason = NULL;

  return flo_need_fits_type (need, pool->type, reason) && fits_zone (need, pool, reason) &&
         fits_price (need, pool, reason) && fits_risk (need, pool, record, reason);
}

/* All but what it is and where */
static gboolean
fits_terms (const FloNeed    *need,
            const FloPool    *pool,
            FloPoolRecordSet *records)
{
  const FloPoolRecord *record = need->maximum_refusals > 0
                                  ? flo_pool_record_set_find (records, pool->type->name, pool->zone->name)
                                  : NULL;

  return fits_price (need, pool, NULL) && fits_risk (need, pool, record, NULL);
}

GPtrArray *
flo_selection_list_at_any_price (FloMarket     *market,
                                 const FloNeed *need)
{
  GPtrArray *fitting = g_ptr_array_new ();
  const FloInstanceType *type = NULL;
  gboolean fits = FALSE;

  g_return_val_if_fail (FLO_IS_MARKET (market) && need != NULL, fitting);

  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);

      /* A type's pools follow one another. */
      if (pool->type != type)
        fits = flo_need_fits_type (need, pool->type, NULL);
      type = pool->type;
      if (fits && fits_zone (need, pool, NULL))
        g_ptr_array_add (fitting, (gpointer) pool);
    }

  return fitting;
}

/**
 * flo_selection_list:
 * @market: a region's market
 * @need: what a node must be
 * @records: (nullable): what we saw of its pools ourselves
 *
 * Returns: (transfer container) (element-type FloPool): the pools that fit, in the market's order, borrowed from it
 */
GPtrArray *
flo_selection_list (FloMarket        *market,
                    const FloNeed    *need,
                    FloPoolRecordSet *records)
{
  g_autoptr(GPtrArray) offers = flo_selection_list_at_any_price (market, need);
  GPtrArray *fitting = g_ptr_array_new ();

  for (guint i = 0; i < offers->len; i++)
    if (fits_terms (need, g_ptr_array_index (offers, i), records))
      g_ptr_array_add (fitting, g_ptr_array_index (offers, i));

  return fitting;
}

GPtrArray *
flo_selection_list_dear (FloMarket     *market,
                         const FloNeed *need)
{
  g_autoptr(GPtrArray) offers = flo_selection_list_at_any_price (market, need);
  GPtrArray *dear = g_ptr_array_new ();

  for (guint i = 0; i < offers->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (offers, i);

      if (pool->spot_price > 0 && !fits_limit (need, pool, NULL))
        g_ptr_array_add (dear, (gpointer) pool);
    }

  return dear;
}
