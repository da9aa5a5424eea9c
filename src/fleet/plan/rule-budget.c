/* rule-budget.c: what the fleet may cost
 *
 * What a node costs is its instance with its volume and its public address.
 *
 * By its own config, and by the budget over all fleets of its account: of an hour's budget the tighter counts, of what was
 * spent each one that is.
 *
 * An hour's budget bounds what is launched. A day's, and the whole one, bound what was spent: at 80 percent that is told,
 * at 100 the config says what happens. What runs at that moment goes on to cost money unless it is ended, which is why
 * "stop" is there; AWS bills by the second, the first minute in any case (EC2 User Guide, "How you are billed").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-budget"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"

#define TELL_PERCENT 80
#define LOOK_AGAIN (15 * G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
/* Until the other fleets were looked at. */
#define MOMENT (2 * G_USEC_PER_SEC)
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* Seconds: longer than a month, shorter than two. */
#define LONGEST_MONTH (32 * 86400)


/* What may be spent, and is. */
typedef struct
{
  FloMoney budget;             /* 0: there is none */
  FloMoney spent;
  gboolean overall;            /* of all fleets */
  const char *period;          /* " a day" */
  const char *form;            /* (nullable): of its period, for the title; NULL: it has none */
  FloBudgetAction at_limit;
  gint64 until;                /* Unix microseconds: when to look again once it is spent */
  const char *way_out;         /* how it goes on then */
} Allowance;

/* In the order in which they are told when several are spent: what lasts longest first. */
#define N_ALLOWANCES 4


/* ---- what was spent ---- */

static void
list_allowances (FloPlanning *self,
                 Allowance    allowances[N_ALLOWANCES])
{
  static const FloOverallBudget none = { .at_limit = FLO_BUDGET_STOP_GROWING };
  const FloConfig *config = self->in->config;
  const FloOverallBudget *all = self->in->overall != NULL ? self->in->overall : &none;
  FloSpend spend = self->in->spend;
  gint64 tomorrow = (self->in->now / DAY + 1) * DAY;
  gint64 month = flo_time_get_month (self->in->now / G_USEC_PER_SEC);
  gint64 next_month = flo_time_get_month (month + LONGEST_MONTH) * G_USEC_PER_SEC;

  allowances[0] = (Allowance) { config->budget.total, spend.total, FALSE, "", NULL, config->budget.at_limit,
                                self->in->now + LOOK_AGAIN, "Raise the budget to go on." };
  allowances[1] = (Allowance) { all->per_month, spend.month + all->others_month, TRUE, " a month", "%Y-%m", all->at_limit,
                                next_month, "It goes on when the next month begins, at 00:00 UTC, or with a higher budget." };
  allowances[2] = (Allowance) { config->budget.per_day, spend.today, FALSE, " a day", "%Y-%m-%d", config->budget.at_limit,
                                tomorrow, "It goes on at 00:00 UTC." };
  allowances[3] = (Allowance) { all->per_day, spend.today + all->others_today, TRUE, " a day", "%Y-%m-%d", all->at_limit,
                                tomorrow, "It goes on at 00:00 UTC, or with a higher budget." };
}

static guint
get_percent (const Allowance *allowance)
{
  return flo_overall_budget_get_percent (allowance->spent, allowance->budget);
}

/* Of those that are spent the one with the hardest consequence, else the one that is nearest to its end. */
static const Allowance *
choose_allowance (const Allowance allowances[N_ALLOWANCES])
{
  const Allowance *chosen = &allowances[0];

  for (guint i = 1; i < N_ALLOWANCES; i++)
    {
      guint percent = get_percent (&allowances[i]), before = get_percent (chosen);

      if (percent >= 100 && before >= 100 ? allowances[i].at_limit > chosen->at_limit : percent > before)
        chosen = &allowances[i];
    }

  return chosen;
}

/* "Of the budget of $20 a day for all fleets, $16.40 is spent." (transfer full) */
static char *
describe_spent (const Allowance *allowance)
{
  g_autofree char *spent_text = flo_money_format (allowance->spent);
  g_autofree char *budget_text = flo_money_format (allowance->budget);

  return g_strdup_printf ("Of the budget of %s%s%s, %s is spent.", budget_text, allowance->period,
                          allowance->overall ? " for all fleets" : "", spent_text);
}

/* The same for the whole of its period, so that it is told once. (transfer full) */
static char *
make_title (FloPlanning     *self,
            const Allowance *allowance,
            guint            level)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->in->now / G_USEC_PER_SEC);
  g_autofree char *period = allowance->form != NULL ? g_date_time_format (now, allowance->form) : NULL;

  return g_strdup_printf ("%u %% of the budget%s%s%s is spent", level, period != NULL ? " of " : "",
                          period != NULL ? period : "", allowance->overall ? " for all fleets" : "");
}

static void
apply_limit (FloPlanning     *self,
             FloBudgetAction  at_limit)
{
  const FloConfig *config = self->in->config;
  FloPlanTarget *target = &self->target;

  switch (at_limit)
    {
    case FLO_BUDGET_BASE:
      target->spot = 0;
      target->on_demand = MIN (target->on_demand, (guint) config->capacity.on_demand_base);
      break;
    case FLO_BUDGET_STOP:
      target->spot = target->on_demand = 0;
      break;
    case FLO_BUDGET_STOP_GROWING:
    default:
      break;
    }
  target->spot = MIN (target->spot, flo_planning_count_seats (self, TRUE));
  target->on_demand = MIN (target->on_demand, flo_planning_count_seats (self, FALSE));
}

static const char *
describe_consequence (FloBudgetAction at_limit)
{
  switch (at_limit)
    {
    case FLO_BUDGET_BASE:
      return "All nodes but the on-demand base are ended.";
    case FLO_BUDGET_STOP:
      return "All nodes are ended.";
    case FLO_BUDGET_STOP_GROWING:
    default:
      return "No node is launched any more; those that run go on to cost money.";
    }
}

static void
consider_spent (FloPlanning *self)
{
  Allowance allowances[N_ALLOWANCES];
  const Allowance *chosen;
  gboolean told_by_another;
  g_autofree char *spent = NULL;
  guint level;

  list_allowances (self, allowances);
  chosen = choose_allowance (allowances);
  if (get_percent (chosen) < TELL_PERCENT)
    return;

  spent = describe_spent (chosen);
  level = get_percent (chosen) >= 100 ? 100 : TELL_PERCENT;
  /* Nothing happens to a fleet at 80 percent: what all share is told once, by one of them. */
  told_by_another = chosen->overall && level < 100 && !self->in->overall->tells;
  self->plan->budget_title = told_by_another ? NULL : make_title (self, chosen, level);
  self->plan->budget_level = told_by_another ? 0 : level;
  if (level < 100)
    {
      self->plan->budget = g_steal_pointer (&spent);
      return;
    }

  self->plan->budget = g_strdup_printf ("%s %s", spent, describe_consequence (chosen->at_limit));
  for (guint i = 0; i < N_ALLOWANCES; i++)
    if (get_percent (&allowances[i]) >= 100)
      apply_limit (self, allowances[i].at_limit);
  flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE, "%s %s", self->plan->budget, chosen->way_out);
  self->over_budget_until = chosen->until;
}

/* ---- what an hour costs ---- */

/* How many of @missing nodes, at @price and @extras each, fit under the budget; they are added to @rate. None do at a price
 * that is not known. */
static guint
count_affordable (guint     missing,
                  FloMoney  price,
                  FloMoney  extras,
                  FloMoney  budget,
                  FloMoney *rate)
{
  guint n = 0;

  while (price > 0 && n < missing && *rate + price + extras <= budget)
    {
      *rate += price + extras;
      n++;
    }

  return n;
}

FloMoney
flo_planning_get_rate (FloPlanning *self)
{
  FloMoney extras = flo_planning_get_extras (self), rate = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      /* Those without an id are what this plan launches. */
      rate += flo_planning_get_price (self, seat) + (seat->id != NULL ? extras : 0);
    }

  return rate + flo_planning_get_standby_rate (self);
}

FloMoney
flo_planning_get_dearest (GPtrArray *pools,
                          gboolean   spot)
{
  FloMoney dearest = 0;

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      dearest = MAX (dearest, spot ? pool->spot_price : pool->type->on_demand);
    }

  return dearest;
}

gboolean
flo_planning_get_hour_budget (FloPlanning *self,
                              FloMoney    *budget,
                              gboolean    *overall)
{
  const FloOverallBudget *all = self->in->overall;
  FloMoney own = self->in->config->budget.per_hour;
  gboolean shared = all != NULL && all->per_hour > 0;
  FloMoney left = !shared || all->others_unknown ? 0 : MAX (all->per_hour - all->others_per_hour, 0);

  shared = shared && (own == 0 || left < own);
  *budget = shared ? left : own;
  if (overall != NULL)
    *overall = shared;

  return shared || own > 0;
}

static gboolean
has_price (GPtrArray *pools,
           gboolean   spot)
{
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if ((spot ? pool->spot_price : pool->type->on_demand) > 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_prices (gconstpointer a,
                gconstpointer b)
{
  FloMoney one = *(const FloMoney *) a;
  FloMoney other = *(const FloMoney *) b;

  return one < other ? -1 : one > other;
}

/* What a node costs: in the dearest of as many zones as nodes are to be spread over, the cheapest ones, the cheapest pool
 * of those that may be tried now. 0: not known */
static FloMoney
find_price (FloPlanning *self,
            gboolean     spot)
{
  const FloConfig *config = self->in->config;
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);
  GPtrArray *pools = spot ? self->pools : self->on_demand_pools;
  guint n_zones = config->zones.distribution == FLO_DISTRIBUTION_SINGLE ? 1 : (guint) MAX (config->zones.minimum, 1);
  g_autoptr (GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) prices = g_array_new (FALSE, FALSE, sizeof (FloMoney));

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      FloMoney price = spot ? pool->spot_price : pool->type->on_demand;
      gpointer index;

      if (price <= 0 || flo_blocked_pools_contains (blocked, pool->type->name, pool->zone->name, spot, self->in->now))
        continue;
      if (!g_hash_table_lookup_extended (zones, pool->zone->name, NULL, &index))
        {
          g_hash_table_insert (zones, (gpointer) pool->zone->name, GUINT_TO_POINTER (prices->len));
          g_array_append_val (prices, price);
        }
      else if (price < g_array_index (prices, FloMoney, GPOINTER_TO_UINT (index)))
        {
          g_array_index (prices, FloMoney, GPOINTER_TO_UINT (index)) = price;
        }
    }
  g_array_sort (prices, compare_prices);

  return prices->len > 0 ? g_array_index (prices, FloMoney, MIN (n_zones, prices->len) - 1) : 0;
}

/* What is in the way of @left_out nodes. */
static void
tell_left_out (FloPlanning *self,
               guint        left_out,
               FloMoney     rate,
               gboolean     unknown,
               gboolean     overall)
{
  const FloOverallBudget *all = self->in->overall;
  g_autofree char *budget = flo_money_format (overall ? all->per_hour : self->in->config->budget.per_hour);
  g_autofree char *now = flo_money_format (overall ? rate + all->others_per_hour : rate);
  g_autofree char *own = flo_money_format (rate);
  const char *are = left_out == 1 ? " is" : "s are";
  const char *them = left_out == 1 ? "it" : "them";

  if (overall && all->others_unknown)
    flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                          "%u node%s missing: the account has a budget for all fleets, and what the others cost is not known "
                          "yet.", left_out, are);
  else if (unknown)
    flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                          "%u node%s missing: what on-demand nodes cost here is not known, so nobody can say whether "
                          "they fit the budget. flotillactl price sources says why.", left_out, are);
  else if (overall)
    flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                          "%u node%s missing: with %s more all fleets of the account would cost more than their budget of %s "
                          "an hour (now %s, of which this one %s). Raise that budget, or want fewer nodes here or in another "
                          "fleet.", left_out, are, them, budget, now, own);
  else
    flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                          "%u node%s missing: with %s more the fleet would cost more than its budget of %s an hour (now "
                          "%s). Raise the budget, allow cheaper types, or want fewer nodes.", left_out, are, them, budget, now);
}

static void
consider_hour (FloPlanning *self,
               FloMoney     budget,
               gboolean     overall)
{
  FloMoney now = flo_planning_get_rate (self), rate = now;
  guint *targets[] = { &self->target.on_demand, &self->target.spot };
  guint launched[G_N_ELEMENTS (targets)] = { 0 };
  guint left_out = 0, n_launched = 0;
  gboolean unknown = FALSE;

  for (guint spot = 0; spot < G_N_ELEMENTS (targets); spot++)
    {
      GPtrArray *pools = spot ? self->pools : self->on_demand_pools;
      guint have = flo_planning_count_seats (self, spot);
      guint missing = *targets[spot] > have ? *targets[spot] - have : 0;

      if (missing == 0 || pools->len == 0)
        continue;
      /* When all of its pools are blocked, nothing is launched, whatever it would cost. */
      self->dearest[spot] = find_price (self, spot);
      if (self->dearest[spot] == 0 && has_price (pools, spot))
        continue;
      unknown = unknown || self->dearest[spot] == 0;
      launched[spot] = count_affordable (missing, self->dearest[spot], flo_planning_get_extras (self), budget, &rate);
      left_out += missing - launched[spot];
      n_launched += launched[spot];
      *targets[spot] = have + launched[spot];
    }
  self->plan->claim = rate;
  /* What is left over may go into dearer pools. */
  for (guint spot = 0; n_launched > 0 && spot < G_N_ELEMENTS (targets); spot++)
    {
      FloMoney most = flo_planning_get_dearest (spot ? self->pools : self->on_demand_pools, spot);
      FloMoney more = self->dearest[spot] > 0 ? MAX (budget - rate, 0) / n_launched : 0;

      self->plan->claim += launched[spot] * CLAMP (most - self->dearest[spot], 0, more);
      self->dearest[spot] += more;
    }
  if (left_out == 0)
    return;

  self->over_budget_until = self->in->now + (overall && self->in->overall->others_unknown ? MOMENT : LOOK_AGAIN);
  tell_left_out (self, left_out, now, unknown, overall);
}

void
flo_rule_budget (FloPlanning *self)
{
  FloMoney budget;
  gboolean overall;

  consider_spent (self);
  self->plan->claim = flo_planning_get_rate (self);
  if (self->plan->budget_level < 100 && flo_planning_get_hour_budget (self, &budget, &overall))
    consider_hour (self, budget, overall);
}
