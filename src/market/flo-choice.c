/* flo-choice.c: which pools to spread a fleet over, by what an hour of useful work costs in each
 *
 * An hour of a node is useful but for what interruptions take from it:
 *
 *   price of useful work = price × (1 + interruptions an hour × hours lost with each
 *                                     + risk that a launch finds nothing × hours until the next try / hours it stays)
 *
 * The best pools may be much alike, and run dry together: the next one is chosen with a surcharge for every pool
 * before it of the same type, family or zone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-choice.h"

#include <math.h>
#include <string.h>

/* What likeness costs, as a share of the price, for each pool it is shared with */
#define SAME_TYPE 0.04
#define SAME_FAMILY 0.02
#define SAME_ZONE 0.03
/* A node that nothing is known of is taken for one of Spot Advisor's middle range: 10–15 % a month. */
#define USUAL_RATE (0.125 / 720)
/* Nobody stays longer, whatever the rate says: fleets change. */
#define LONGEST_STAY 720.0

static double
get_useful_price (const FloChosenPool  *candidate,
                  const FloChoiceTerms *terms)
{
  double rate = candidate->interruption_rate >= 0 ? candidate->interruption_rate : USUAL_RATE;
  double stay = rate > 0 ? MIN (1 / rate, LONGEST_STAY) : LONGEST_STAY;
  double risk = MAX (candidate->refusal_risk, 0);

  return (double) candidate->pool->spot_price * (1 + rate * terms->lost_hours + risk * terms->retry_hours / stay);
}

static GArray *
collect_candidates (FloMarket            *market,
                    const FloNeed        *need,
                    FloPoolRecordSet     *records,
                    const FloChoiceTerms *terms)
{
  g_autoptr(GPtrArray) pools = flo_selection_choose (market, need);
  GArray *candidates = g_array_sized_new (FALSE, FALSE, sizeof (FloChosenPool), pools->len);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      const FloPoolRecord *record =
        records != NULL ? flo_pool_record_set_find (records, pool->type->name, pool->zone->name) : NULL;
      FloChosenPool candidate = { .pool = pool };

      candidate.interruption_rate = flo_pool_record_get_interruption_rate (record, pool->interruption_range);
      candidate.refusal_risk = flo_pool_record_get_refusal_risk (record);
      candidate.useful_price = (FloMoney) llround (get_useful_price (&candidate, terms));
      g_array_append_val (candidates, candidate);
    }

  return candidates;
}

static gboolean
is_same_family (const char *a,
                const char *b)
{
  gsize length = strcspn (a, ".");

  return length == strcspn (b, ".") && strncmp (a, b, length) == 0;
}

/* How much dearer @candidate seems for being like those that are chosen */
static double
get_likeness (const FloChosenPool *candidate,
              const GArray        *chosen)
{
  double surcharge = 0;

  for (guint i = 0; i < chosen->len; i++)
    {
      const FloPool *other = g_array_index (chosen, FloChosenPool, i).pool;

      if (other->type == candidate->pool->type)
        surcharge += SAME_TYPE;
      if (is_same_family (other->type->name, candidate->pool->type->name))
        surcharge += SAME_FAMILY;
      if (other->zone == candidate->pool->zone)
        surcharge += SAME_ZONE;
    }

  return surcharge;
}

static void
mark_new (FloChosenPool *candidate,
          const GArray  *chosen)
{
  candidate->new_zone = candidate->new_type = TRUE;
  for (guint i = 0; i < chosen->len; i++)
    {
      const FloPool *other = g_array_index (chosen, FloChosenPool, i).pool;

      candidate->new_zone = candidate->new_zone && other->zone != candidate->pool->zone;
      candidate->new_type = candidate->new_type && other->type != candidate->pool->type;
    }
}

/* The first of the best: candidates come in an order that is always the same. */
static guint
find_best (const GArray *candidates,
           const GArray *chosen)
{
  double best_price = INFINITY;
  guint best = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const FloChosenPool *candidate = &g_array_index (candidates, FloChosenPool, i);
      double price = (double) candidate->useful_price;

      /* Likeness only makes it dearer. */
      if (price >= best_price)
        continue;
      price *= 1 + get_likeness (candidate, chosen);
      if (price < best_price)
        {
          best_price = price;
          best = i;
        }
    }

  return best;
}

/**
 * flo_choice_make:
 * @market: a region's market
 * @need: what a node must be
 * @records: (nullable): what we saw ourselves of its pools
 * @terms: what is at stake
 *
 * Pure: the same question has the same answer.
 *
 * Returns: (transfer full) (element-type FloChosenPool): up to as many as @terms asks for, the best first
 */
GArray *
flo_choice_make (FloMarket            *market,
                 const FloNeed        *need,
                 FloPoolRecordSet     *records,
                 const FloChoiceTerms *terms)
{
  g_autoptr(GArray) candidates = NULL;
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (FloChosenPool));

  g_return_val_if_fail (FLO_IS_MARKET (market), chosen);
  g_return_val_if_fail (need != NULL && terms != NULL, chosen);

  candidates = collect_candidates (market, need, records, terms);
  while (chosen->len < terms->n_pools && candidates->len > 0)
    {
      guint best = find_best (candidates, chosen);
      FloChosenPool pool = g_array_index (candidates, FloChosenPool, best);

      mark_new (&pool, chosen);
      g_array_append_val (chosen, pool);
      g_array_remove_index (candidates, best);
    }

  return chosen;
}

char *
flo_choice_describe (const FloChosenPool *chosen)
{
  const char *place = chosen->new_zone && chosen->new_type ? "another type in another zone"
                      : chosen->new_zone                   ? "another zone"
                      : chosen->new_type                   ? "another type"
                                                           : "a good price";
  g_autofree char *risk = chosen->refusal_risk >= 0
                            ? g_strdup_printf ("; %.0f %% of our launches find nothing", 100 * chosen->refusal_risk)
                            : g_strdup ("");

  if (chosen->interruption_rate < 0)
    return g_strdup_printf ("%s; how often AWS takes it back is not known%s", place, risk);

  return g_strdup_printf ("%s; taken back about every %.0f days%s", place,
                          MAX (1 / MAX (chosen->interruption_rate, 1e-9) / 24, 1), risk);
}

/* The words for a price above the need's limits; NULL when it is not */
static char *
explain_price (const FloNeed *need,
               const FloPool *pool)
{
  g_autofree char *price = flo_money_format (pool->spot_price);

  if (pool->spot_price <= 0)
    return g_strdup ("AWS publishes no spot price for it");
  if (need->maximum_price > 0 && pool->spot_price > need->maximum_price)
    return g_strdup_printf ("%s an hour is above the limit", price);
  if (need->maximum_percent == 0)
    return NULL;
  if (pool->type->on_demand == 0)
    return g_strdup ("its on-demand price is not known, of which the limit is a share");
  if ((__int128) pool->spot_price * 100 > (__int128) pool->type->on_demand * need->maximum_percent)
    return g_strdup_printf ("%s an hour is above %u %% of on-demand", price, need->maximum_percent);

  return NULL;
}

/**
 * flo_choice_explain:
 * @need: what a node must be
 * @pool: any pool
 * @chosen: (element-type FloChosenPool): what was chosen for @need
 *
 * Returns: (transfer full) (nullable): why @pool is not among @chosen, in a few words; %NULL when it is
 */
char *
flo_choice_explain (const FloNeed *need,
                    const FloPool *pool,
                    const GArray  *chosen)
{
  char *reason = NULL;

  for (guint i = 0; i < chosen->len; i++)
    if (g_array_index (chosen, FloChosenPool, i).pool == pool)
      return NULL;

  if (!flo_need_fits_type (need, pool->type, &reason))
    return reason;
  if (!pool->zone->usable)
    return g_strdup_printf ("the zone cannot be used: %s", pool->zone->why_not != NULL ? pool->zone->why_not : "closed");
  if (need->zones != NULL && !g_strv_contains (need->zones, pool->zone->name))
    return g_strdup ("the zone is not among those allowed");
  reason = explain_price (need, pool);
  if (reason != NULL)
    return reason;

  return g_strdup ("dearer than those chosen, or too much like them");
}
