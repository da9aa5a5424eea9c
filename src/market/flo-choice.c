/* flo-choice.c: which pools are better than others, and which to spread a fleet over
 *
 * An hour of a node is useful but for what interruptions, and looking for capacity, take from it:
 *
 *   price of useful work = price × (1 + interruptions an hour × hours lost with each
 *                                     + launches that find nothing before one does × hours lost with each
 *                                       / hours that the node then stays)
 *
 * That is the order. The best pools may be much alike, and run dry together: of a set, the next one is chosen with a
 * surcharge for every pool before it that it moves with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-choice.h"

#include <math.h>
#include <string.h>

/* How much two pools move together, 0 to 1. Where prices are kept, it is by how much those do. Where not, it is guessed
 * from what they are:
 *
 * The same type in two zones of a region: measured, on the availability of V100 machines in us-west-2a and -2b, probed
 * every ten minutes over 27 days in October 2022 (3,895 probes; the traces of "Can't Be Late", NSDI 2024). One was short
 * 21 % of the time, the other 28 %, both 14 %, 2.4 times as often as by chance: a correlation of 0.46. In two regions,
 * of two more pairs of such traces, it is 0.07 and 0.11.
 *
 * Nobody publishes such traces of two sizes of a family, or of two types in a zone; both are taken for half as much. */
#define SAME_TYPE 0.46
#define SAME_FAMILY (SAME_TYPE / 2)
#define SAME_ZONE (SAME_TYPE / 2)
/* What that is worth, as a share of the price, for each pool that moves with this one always. It is a matter of taste:
 * an eighth makes a pool of the same type 6 % dearer, which is about what prices of similar pools differ by. */
#define AVERSION (1 / 8.0)
/* A node that nothing is known of is taken for one of Spot Advisor's middle range: 10–15 % a month. */
#define USUAL_RATE (0.125 / 720)
/* And a launch that was not tried lately finds its capacity as often as not, as flo-pool-record.c has it before the
 * first try. */
#define USUAL_RISK 0.5
/* No launch fails for certain. */
#define HIGHEST_RISK 0.999

typedef struct
{
  FloRankedPool ranked;
  const double *changes;    /* (unowned) (nullable): of its price */
  double likeness;          /* with the first @n_compared of those chosen */
  guint n_compared;
  gboolean taken;
} Candidate;

struct _FloChoice
{
  FloMarket *market;        /* (owned) */
  FloPoolMemory *memory;    /* (owned) (nullable) */
  FloChoiceTerms terms;
  GArray *candidates;       /* (owned) (element-type Candidate): the best first */
  GArray *chosen;           /* (owned) (element-type Candidate) */
};

/* ---- one pool ---- */

static FloMoney
get_useful_price (const FloRankedPool  *pool,
                  const FloChoiceTerms *terms)
{
  double rate = pool->interruption_rate >= 0 ? pool->interruption_rate : USUAL_RATE;
  double risk = MIN (pool->refusal_risk >= 0 ? pool->refusal_risk : USUAL_RISK, HIGHEST_RISK);
  double stay = MIN (rate > 0 ? 1 / rate : terms->work_hours, terms->work_hours);
  double lost = rate * terms->lost_hours + risk / (1 - risk) * terms->retry_hours / stay;

  return (FloMoney) llround ((double) pool->pool->spot_price * (1 + lost));
}

static FloRankedPool
rank_pool (const FloPool        *pool,
           FloPoolMemory        *memory,
           const FloChoiceTerms *terms)
{
  const FloPoolRecord *record =
    memory != NULL ? flo_pool_record_set_find (memory->records, pool->type->name, pool->zone->name) : NULL;
  FloRankedPool ranked = {
    .pool = pool,
    .interruption_rate = flo_pool_record_get_interruption_rate (record, pool->interruption_range),
    .refusal_risk = flo_pool_record_get_refusal_risk (record),
  };

  ranked.useful_price = get_useful_price (&ranked, terms);

  return ranked;
}

/* By price of useful work, then by name: the order is total, whatever order the pools came in. */
static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const FloRankedPool *left = &((const Candidate *) a)->ranked;
  const FloRankedPool *right = &((const Candidate *) b)->ranked;
  int by_type;

  if (left->useful_price != right->useful_price)
    return left->useful_price < right->useful_price ? -1 : 1;
  by_type = strcmp (left->pool->type->name, right->pool->type->name);

  return by_type != 0 ? by_type : strcmp (left->pool->zone->name, right->pool->zone->name);
}

static GArray *
collect_candidates (FloMarket            *market,
                    const FloNeed        *need,
                    FloPoolMemory        *memory,
                    const FloChoiceTerms *terms)
{
  g_autoptr(GPtrArray) pools = flo_selection_list (market, need, memory != NULL ? memory->records : NULL);
  GArray *candidates = g_array_sized_new (FALSE, FALSE, sizeof (Candidate), pools->len);

  for (guint i = 0; i < pools->len; i++)
    {
      Candidate candidate = { .ranked = rank_pool (pools->pdata[i], memory, terms) };

      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

/* ---- likeness ---- */

static const double *
find_changes (FloPoolMemory *memory,
              const FloPool *pool)
{
  return memory != NULL ? flo_price_changes_find (memory->changes, pool->type->name, pool->zone->name) : NULL;
}

static gboolean
is_same_family (const char *a,
                const char *b)
{
  gsize length = strcspn (a, ".");

  return length == strcspn (b, ".") && strncmp (a, b, length) == 0;
}

/* How much two pools of different zones, or types, move together, whatever zones they are in */
static double
get_movement (const Candidate *a,
              const Candidate *b)
{
  const FloInstanceType *type = a->ranked.pool->type, *other = b->ranked.pool->type;

  if (a->changes != NULL && b->changes != NULL)
    return flo_price_changes_correlate (a->changes, b->changes);
  if (type == other)
    return SAME_TYPE;

  return is_same_family (type->name, other->name) ? SAME_FAMILY : 0;
}

static double
get_likeness (const Candidate *a,
              const Candidate *b)
{
  return get_movement (a, b) + (a->ranked.pool->zone == b->ranked.pool->zone ? SAME_ZONE : 0);
}

/* The price as it seems among those chosen. */
static double
get_surcharged_price (FloChoice *self,
                      Candidate *candidate)
{
  if (candidate->n_compared == 0 && self->chosen->len > 0)
    candidate->changes = find_changes (self->memory, candidate->ranked.pool);
  for (; candidate->n_compared < self->chosen->len; candidate->n_compared++)
    candidate->likeness += get_likeness (candidate, &g_array_index (self->chosen, Candidate, candidate->n_compared));

  return (double) candidate->ranked.useful_price * (1 + AVERSION * candidate->likeness);
}

/* The first of the best. */
static Candidate *
find_best (FloChoice *self)
{
  double best_price = INFINITY;
  Candidate *best = NULL;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
      double price;

      /* Likeness only makes it dearer, and those that follow are no cheaper. */
      if ((double) candidate->ranked.useful_price >= best_price)
        break;
      if (candidate->taken)
        continue;
      price = get_surcharged_price (self, candidate);
      if (price < best_price)
        {
          best_price = price;
          best = candidate;
        }
    }

  return best;
}

/* ---- the choice ---- */

/**
 * flo_choice_new:
 * @market: a region's market
 * @need: what a node must be
 * @memory: (nullable): what is remembered of its pools
 * @terms: what is at stake
 * @n_pools: how many to choose
 *
 * Pure: the same question has the same answer, and who asks for fewer gets the first of them.
 *
 * Returns: (transfer full): a choice
 */
FloChoice *
flo_choice_new (FloMarket            *market,
                const FloNeed        *need,
                FloPoolMemory        *memory,
                const FloChoiceTerms *terms,
                guint                 n_pools)
{
  FloChoice *self;

  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);
  g_return_val_if_fail (need != NULL && terms != NULL, NULL);

  self = g_new0 (FloChoice, 1);
  self->market = g_object_ref (market);
  self->memory = memory != NULL ? flo_pool_memory_ref (memory) : NULL;
  self->terms = *terms;
  self->candidates = collect_candidates (market, need, memory, terms);
  self->chosen = g_array_new (FALSE, FALSE, sizeof (Candidate));

  while (self->chosen->len < MIN (n_pools, self->candidates->len))
    {
      Candidate *best = find_best (self);

      best->taken = TRUE;
      best->changes = find_changes (self->memory, best->ranked.pool);
      g_array_append_vals (self->chosen, best, 1);
    }

  return self;
}

void
flo_choice_free (FloChoice *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->chosen);
  g_array_unref (self->candidates);
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  g_object_unref (self->market);
  g_free (self);
}

guint
flo_choice_get_n_ranked (FloChoice *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->candidates->len;
}

const FloRankedPool *
flo_choice_get_ranked (FloChoice *self,
                       guint      index)
{
  g_return_val_if_fail (self != NULL && index < self->candidates->len, NULL);

  return &g_array_index (self->candidates, Candidate, index).ranked;
}

GPtrArray *
flo_choice_list_ranked (FloChoice *self)
{
  GPtrArray *pools;

  g_return_val_if_fail (self != NULL, NULL);

  pools = g_ptr_array_sized_new (self->candidates->len);
  for (guint i = 0; i < self->candidates->len; i++)
    g_ptr_array_add (pools, (gpointer) g_array_index (self->candidates, Candidate, i).ranked.pool);

  return pools;
}

guint
flo_choice_get_n_chosen (FloChoice *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->chosen->len;
}

static const Candidate *
get_chosen (FloChoice *self,
            guint      index)
{
  return &g_array_index (self->chosen, Candidate, index);
}

const FloRankedPool *
flo_choice_get_chosen (FloChoice *self,
                       guint      index)
{
  g_return_val_if_fail (self != NULL && index < self->chosen->len, NULL);

  return &get_chosen (self, index)->ranked;
}

int
flo_choice_find (FloChoice     *self,
                 const FloPool *pool)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->chosen->len; i++)
    if (get_chosen (self, i)->ranked.pool == pool)
      return (int) i;

  return -1;
}

/**
 * flo_choice_list:
 * @market: a region's market
 * @need: what a node must be
 * @memory: (nullable): what is remembered of its pools
 * @terms: what is at stake
 *
 * Returns: (transfer container) (element-type FloPool): all pools that fit, the best first, borrowed from @market
 */
GPtrArray *
flo_choice_list (FloMarket            *market,
                 const FloNeed        *need,
                 FloPoolMemory        *memory,
                 const FloChoiceTerms *terms)
{
  g_autoptr(FloChoice) choice = flo_choice_new (market, need, memory, terms, 0);

  return flo_choice_list_ranked (choice);
}

/* ---- reasons ---- */

/* "12 % dearer than "; @same: the words when no digit would show it */
static char *
compare_prices (FloMoney    price,
                FloMoney    with,
                const char *same)
{
  double percent = 100.0 * (double) (price - with) / (double) MAX (with, 1);

  if (percent < 0.05)
    return g_strdup (same);

  return g_strdup_printf (percent < 9.95 ? "%.1f %% dearer than " : "%.0f %% dearer than ", percent);
}

static const char *
describe_place (FloChoice *self,
                guint      index)
{
  const FloPool *pool = get_chosen (self, index)->ranked.pool;
  gboolean new_zone = TRUE, new_type = TRUE;

  for (guint i = 0; i < index; i++)
    {
      const FloPool *other = get_chosen (self, i)->ranked.pool;

      new_zone = new_zone && other->zone != pool->zone;
      new_type = new_type && other->type != pool->type;
    }

  return new_zone && new_type ? "another type in another zone"
         : new_zone           ? "another zone"
         : new_type           ? "another type"
                              : "the best that is left";
}

/* How it compares with the first, what it adds to those before it, and its risks. */
char *
flo_choice_describe (FloChoice *self,
                     guint      index)
{
  const FloRankedPool *ranked;
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && index < self->chosen->len, NULL);

  ranked = &get_chosen (self, index)->ranked;
  if (index == 0)
    {
      g_string_append (text, "the least for an hour of useful work");
    }
  else
    {
      g_autofree char *dearer = compare_prices (ranked->useful_price, get_chosen (self, 0)->ranked.useful_price,
                                                 "as cheap as ");

      g_string_append_printf (text, "%sthe first for the same work, %s", dearer, describe_place (self, index));
    }
  if (ranked->interruption_rate < 0)
    g_string_append (text, "; how often AWS takes it back is not known");
  else
    g_string_append_printf (text, "; taken back about every %.0f days",
                            MAX (1 / MAX (ranked->interruption_rate, 1e-9) / 24, 1));
  if (ranked->refusal_risk >= 0)
    g_string_append_printf (text, "; %.0f %% of our launches find nothing", 100 * ranked->refusal_risk);

  return g_strdup (text->str);
}

/* What it is too much like */
static char *
explain_likeness (FloChoice     *self,
                  const FloPool *pool)
{
  Candidate candidate = { .ranked = { .pool = pool }, .changes = find_changes (self->memory, pool) };
  const Candidate *nearest = NULL;
  double most = 0;
  guint n_in_zone = 0;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      const Candidate *other = get_chosen (self, i);
      double movement = get_movement (&candidate, other);

      n_in_zone += other->ranked.pool->zone == pool->zone;
      if (movement > most)
        {
          most = movement;
          nearest = other;
        }
    }

  if (nearest != NULL && candidate.changes != NULL && nearest->changes != NULL)
    return g_strdup_printf ("as good, but moves with %s in %s (%.2f)", nearest->ranked.pool->type->name,
                            nearest->ranked.pool->zone->name, most);
  if (nearest != NULL && nearest->ranked.pool->type == pool->type)
    return g_strdup_printf ("as good, but the same type is chosen in %s", nearest->ranked.pool->zone->name);
  if (nearest != NULL)
    return g_strdup_printf ("as good, but of the same family as %s in %s", nearest->ranked.pool->type->name,
                            nearest->ranked.pool->zone->name);
  if (n_in_zone > 0)
    return g_strdup_printf ("as good, but %u of those chosen %s in %s already", n_in_zone, n_in_zone == 1 ? "is" : "are",
                            pool->zone->name);

  return g_strdup ("as good as the last one chosen, which comes first by name");
}

/**
 * flo_choice_explain:
 * @self: a choice
 * @need: what it was made for
 * @pool: any pool of its market
 *
 * Returns: (transfer full) (nullable): why @pool was not chosen, in a few words; %NULL when it was
 */
char *
flo_choice_explain (FloChoice     *self,
                    const FloNeed *need,
                    const FloPool *pool)
{
  const FloPoolRecord *record;
  char *reason = NULL;
  FloMoney price, last;

  g_return_val_if_fail (self != NULL && need != NULL && pool != NULL, NULL);

  if (flo_choice_find (self, pool) >= 0)
    return NULL;
  record = self->memory != NULL
             ? flo_pool_record_set_find (self->memory->records, pool->type->name, pool->zone->name) : NULL;
  if (!flo_need_fits_pool (need, pool, record, &reason))
    return reason;
  if (self->chosen->len == 0)
    return g_strdup ("none was to be chosen");

  price = rank_pool (pool, self->memory, &self->terms).useful_price;
  last = get_chosen (self, self->chosen->len - 1)->ranked.useful_price;
  if (price > last)
    {
      g_autofree char *dearer = compare_prices (price, last, "hardly dearer than ");

      return g_strdup_printf ("%sthe last of the %u pools chosen for the same work", dearer, self->chosen->len);
    }

  return explain_likeness (self, pool);
}
