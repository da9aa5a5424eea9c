/* rule-consolidate.c: move nodes to cheaper pools when that pays
 *
 * What an hour of useful work costs in the two pools (flo-choice.h: price, interruptions, launches that find nothing) tells
 * what a move saves in an hour, and how often AWS takes nodes back there, for how many hours: until the one or the other
 * would be taken, a day at the most, because prices change. Against that stands what the move itself costs: both nodes are
 * paid until the successor has settled, and the work that every end of a node costs. It has to save twice that, and a tenth
 * of the price at least, so that no node goes to and fro.
 *
 * One after the other, a few an hour; never a node that has just begun, never while anything is missing. The successor is
 * launched first and only in pools that pay (rule-move.c); when they have no capacity, nothing is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-consolidate"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"

/* Both are there for so long: a node starts within two minutes, and has settled after ten. */
#define OVERLAP_HOURS 0.2
/* A saving has to be so many times what the move costs, and this part of the price. */
#define TIMES_COST 2
#define LEAST_SHARE 0.1
/* Who has just been launched is left alone, in seconds. */
#define YOUNGEST (60 * 60)
/* Within an hour: one node of so many, and one at least. */
#define ONE_OF 10

typedef struct
{
  const FloPlanSeat *seat;
  const FloPool *pool;         /* the seat's */
  double useful_price;         /* there, USD micro an hour */
  double rate;                 /* interruptions an hour there */
  const FloRankedPool *best;   /* the best of those that pay */
  double saving;               /* with it, less what the move costs */
  double hours;                /* for so long */
  double cost;
} Candidate;


static double
get_rate (const FloRankedPool *ranked)
{
  return ranked->interruption_rate >= 0 ? ranked->interruption_rate : 0;
}

/* (nullable): it is not among those that fit any more */
static const FloRankedPool *
find_ranked (FloPlanning   *self,
             const FloPool *pool)
{
  for (guint i = 0; i < flo_choice_get_n_ranked (self->choice); i++)
    {
      const FloRankedPool *ranked = flo_choice_get_ranked (self->choice, i);

      if (ranked->pool == pool)
        return ranked;
    }

  return NULL;
}

/* Those that are being moved away left out. */
static guint
count_in_zone (FloPlanning *self,
               const char  *name)
{
  GArray *zones = flo_planning_list_zones (self);

  for (guint i = 0; i < zones->len; i++)
    if (g_strcmp0 (g_array_index (zones, FloPlanZone, i).name, name) == 0)
      return g_array_index (zones, FloPlanZone, i).nodes;

  return 0;
}

/* Whether the spread over the zones is as the config wants it when a node goes from the one to the other. */
static gboolean
may_change_zone (FloPlanning *self,
                 const char  *from,
                 const char  *to)
{
  const FloConfig *config = self->in->config;

  if (g_strcmp0 (from, to) == 0)
    return TRUE;
  if (config->zones.distribution == FLO_DISTRIBUTION_SINGLE || config->zones.distribution == FLO_DISTRIBUTION_BALANCED)
    return FALSE;

  /* The last one of a zone stays, unless it takes the zone's place with it. */
  return count_in_zone (self, from) > 1 || count_in_zone (self, to) == 0 || config->zones.minimum <= 1;
}

/* What a move to @ranked saves, less what it costs; fills what @candidate knows of it. Returns: whether it pays */
static gboolean
weigh (FloPlanning         *self,
       const Candidate     *candidate,
       const FloRankedPool *ranked,
       Candidate           *weighed)
{
  FloChoiceTerms terms;
  double price = (double) ranked->useful_price, rate = candidate->rate + get_rate (ranked);

  flo_config_get_terms (self->in->config, &terms);
  *weighed = *candidate;
  weighed->best = ranked;
  weighed->hours = rate > 0 ? MIN (1 / rate, terms.work_hours) : terms.work_hours;
  weighed->cost = (double) (candidate->pool->spot_price + ranked->pool->spot_price) * OVERLAP_HOURS + price * terms.lost_hours;
  weighed->saving = (candidate->useful_price - price) * weighed->hours;

  return price <= candidate->useful_price * (1 - LEAST_SHARE) && weighed->saving >= TIMES_COST * weighed->cost;
}

static gboolean
can_try (FloPlanning   *self,
         const FloPool *pool)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);

  return pool->spot_price > 0 && !flo_planning_is_left (self, pool) && !flo_planning_is_above_stop (self, pool, TRUE) &&
         !flo_blocked_pools_contains (blocked, pool->type->name, pool->zone->name, TRUE, self->in->now) &&
         !flo_planning_is_emptied (self, pool->zone->name);
}

/* The best pool for it. Returns: whether one pays */
static gboolean
consider_seat (FloPlanning *self,
               Candidate   *candidate)
{
  const FloRankedPool *there = find_ranked (self, candidate->pool);
  gboolean pays = FALSE;

  candidate->useful_price = (double) (there != NULL ? there->useful_price : candidate->pool->spot_price);
  candidate->rate = there != NULL ? get_rate (there) : 0;
  for (guint i = 0; i < flo_choice_get_n_ranked (self->choice) && !pays; i++)
    {
      const FloRankedPool *ranked = flo_choice_get_ranked (self->choice, i);
      Candidate weighed;

      if (ranked->useful_price >= candidate->useful_price)
        break;
      if (!can_try (self, ranked->pool) || !may_change_zone (self, candidate->seat->zone, ranked->pool->zone->name))
        continue;
      pays = weigh (self, candidate, ranked, &weighed);
      if (pays)
        *candidate = weighed;
    }

  return pays;
}

static gboolean
may_move (FloPlanning       *self,
          const FloPlanSeat *seat)
{
  return seat->spot && seat->running && seat->seen && seat->id != NULL && seat->zone != NULL && seat->type != NULL &&
         seat->leaving == NULL && seat->notice_ends_at == 0 && seat->launched_at != 0 &&
         self->in->now / G_USEC_PER_SEC - seat->launched_at >= YOUNGEST &&
         !g_hash_table_contains (self->disrupted, seat->id);
}

/* The one whose move saves most. Nodes of one pool are alike: each pool is weighed once. */
static gboolean
choose (FloPlanning *self,
        Candidate   *chosen)
{
  g_autoptr (GHashTable) weighed = g_hash_table_new (NULL, NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      Candidate candidate = { .seat = seat };

      if (!may_move (self, seat))
        continue;
      candidate.pool = flo_market_find_pool (self->in->market, seat->type, seat->zone);
      if (candidate.pool == NULL || candidate.pool->spot_price == 0 ||
          !g_hash_table_add (weighed, (gpointer) candidate.pool) || !consider_seat (self, &candidate))
        continue;
      if (!found || candidate.saving - candidate.cost > chosen->saving - chosen->cost)
        *chosen = candidate;
      found = TRUE;
    }

  return found;
}

/* All pools of the zone that pay, for AWS to choose among: the best first. (transfer container) */
static GPtrArray *
list_pools (FloPlanning     *self,
            const Candidate *candidate)
{
  GPtrArray *pools = g_ptr_array_new ();

  for (guint i = 0; i < flo_choice_get_n_ranked (self->choice); i++)
    {
      const FloRankedPool *ranked = flo_choice_get_ranked (self->choice, i);
      Candidate weighed;

      if (g_str_equal (ranked->pool->zone->name, candidate->best->pool->zone->name) && can_try (self, ranked->pool) &&
          weigh (self, candidate, ranked, &weighed))
        g_ptr_array_add (pools, (gpointer) ranked->pool);
    }

  return pools;
}

static char *
describe (const Candidate *candidate)
{
  const FloPool *from = candidate->pool, *to = candidate->best->pool;
  g_autofree char *old_price = flo_money_format (from->spot_price);
  g_autofree char *new_price = flo_money_format (to->spot_price);
  g_autofree char *saving = flo_money_format ((FloMoney) candidate->saving);
  g_autofree char *cost = flo_money_format ((FloMoney) candidate->cost);

  return g_strdup_printf ("%s in %s costs %s an hour and %s in %s %s: in the %.0f hours that a node stays, or a price holds, "
                          "that saves %s, and the move costs %s", from->type->name, from->zone->name, old_price,
                          to->type->name, to->zone->name, new_price, candidate->hours, saving, cost);
}

void
flo_rule_consolidate (FloPlanning *self)
{
  Candidate chosen = { 0 };
  g_autoptr (GPtrArray) pools = NULL;
  g_autofree char *reason = NULL;

  if (!self->in->config->price.move || !flo_planning_can_move (self) || self->plan->look_closer ||
      self->plan->short_of_spot || self->seats->len < self->nodes ||
      self->moved_lately[FLO_MOVE_PRICE] >= MAX (self->nodes / ONE_OF, 1) || !choose (self, &chosen) ||
      !flo_planning_may_disrupt (self, chosen.seat->id, NULL))
    return;

  pools = list_pools (self, &chosen);
  reason = describe (&chosen);
  flo_planning_move (self, chosen.seat, FLO_MOVE_PRICE, chosen.best->pool->zone->name, pools, reason);
}
