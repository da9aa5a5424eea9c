/* rule-budget.c: what the fleet may cost
 *
 * An hour's budget bounds what is launched. A day's, and the whole one, bound what was spent: at 80 percent that is told,
 * at 100 the config says what happens. What runs at that moment goes on to cost money unless it is ended, which is why
 * "stop" is there; AWS bills by the second, the first minute in any case (EC2 User Guide, "How you are billed").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-budget"

#include "flotilla-config.h"

#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"

#define TELL_PERCENT 80
#define LOOK_AGAIN (15 * G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)


static guint
get_percent (FloMoney spent,
             FloMoney budget)
{
  return budget > 0 ? (guint) MIN ((__int128) spent * 100 / budget, 1000) : 0;
}

/* ---- what was spent ---- */

/* "Of the budget of $20 a day $16.40 are spent." (transfer full) */
static char *
describe_spent (FloMoney    spent,
                FloMoney    budget,
                const char *period)
{
  g_autofree char *spent_text = flo_money_format (spent);
  g_autofree char *budget_text = flo_money_format (budget);

  return g_strdup_printf ("Of the budget of %s%s, %s is spent.", budget_text, period, spent_text);
}

/* The same for the whole of its period, so that it is told once. (transfer full) */
static char *
make_title (FloPlanning *self,
            guint        level,
            gboolean     whole)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->in->now / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  return g_strdup_printf ("%u %% of the budget%s%s is spent", level, whole ? "" : " of ", whole ? "" : day);
}

static void
apply_limit (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  FloPlanTarget *target = &self->target;

  switch (config->budget.at_limit)
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
describe_consequence (const FloConfig *config)
{
  switch (config->budget.at_limit)
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

/* The one of the two that is nearer to its end. */
static void
consider_spent (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  FloSpend spend = self->in->spend;
  guint of_day = get_percent (spend.today, config->budget.per_day);
  guint of_total = get_percent (spend.total, config->budget.total);
  g_autofree char *spent = NULL;

  if (MAX (of_day, of_total) < TELL_PERCENT)
    return;

  self->plan->budget_title = make_title (self, MAX (of_day, of_total) >= 100 ? 100 : TELL_PERCENT, of_total >= of_day);
  spent = of_total >= of_day ? describe_spent (spend.total, config->budget.total, "")
                             : describe_spent (spend.today, config->budget.per_day, " a day");
  self->plan->budget_level = MAX (of_day, of_total) >= 100 ? 100 : TELL_PERCENT;
  if (self->plan->budget_level < 100)
    {
      self->plan->budget = g_steal_pointer (&spent);
      return;
    }

  self->plan->budget = g_strdup_printf ("%s %s", spent, describe_consequence (config));
  apply_limit (self);
  flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE, "%s%s", self->plan->budget,
                        of_total >= 100 ? " Raise the budget to go on." : " It goes on at 00:00 UTC.");
  self->over_budget_until = of_total >= 100 ? self->in->now + LOOK_AGAIN : (self->in->now / DAY + 1) * DAY;
}

/* ---- what an hour costs ---- */

/* How many of @missing nodes at @price each fit under the budget; they are added to @rate. None do at a price that is not
 * known. */
static guint
count_affordable (guint     missing,
                  FloMoney  price,
                  FloMoney  budget,
                  FloMoney *rate)
{
  guint n = 0;

  while (price > 0 && n < missing && *rate + price <= budget)
    {
      *rate += price;
      n++;
    }

  return n;
}

static FloMoney
get_rate (FloPlanning *self)
{
  FloMoney rate = 0;

  for (guint i = 0; i < self->seats->len; i++)
    rate += flo_planning_get_price (self, &g_array_index (self->seats, FloPlanSeat, i));

  return rate;
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

static void
consider_hour (FloPlanning *self)
{
  FloMoney budget = self->in->config->budget.per_hour;
  FloMoney now = get_rate (self), rate = now;
  guint *targets[] = { &self->target.on_demand, &self->target.spot };
  guint left_out = 0, launched = 0;
  gboolean unknown = FALSE;
  g_autofree char *budget_text = NULL;
  g_autofree char *now_text = NULL;

  for (guint spot = 0; spot < G_N_ELEMENTS (targets); spot++)
    {
      GPtrArray *pools = spot ? self->pools : self->on_demand_pools;
      guint have = flo_planning_count_seats (self, spot);
      guint missing = *targets[spot] > have ? *targets[spot] - have : 0;
      guint affordable;

      if (missing == 0 || pools->len == 0)
        continue;
      /* When all of its pools are blocked, nothing is launched, whatever it would cost. */
      self->dearest[spot] = find_price (self, spot);
      if (self->dearest[spot] == 0 && has_price (pools, spot))
        continue;
      unknown = unknown || self->dearest[spot] == 0;
      affordable = count_affordable (missing, self->dearest[spot], budget, &rate);
      left_out += missing - affordable;
      launched += affordable;
      *targets[spot] = have + affordable;
    }
  /* What is left over may go into dearer pools. */
  for (guint spot = 0; launched > 0 && spot < G_N_ELEMENTS (targets); spot++)
    self->dearest[spot] += self->dearest[spot] > 0 ? MAX (budget - rate, 0) / launched : 0;
  if (left_out == 0)
    return;

  self->over_budget_until = self->in->now + LOOK_AGAIN;
  if (unknown)
    {
      flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                            "%u node%s missing: what on-demand nodes cost here is not known, so nobody can say whether "
                            "they fit the budget. flotillactl price sources says why.",
                            left_out, left_out == 1 ? " is" : "s are");
      return;
    }
  budget_text = flo_money_format (budget);
  now_text = flo_money_format (now);
  flo_planning_problem (self, AWS_ERROR_QUOTA, FALSE,
                        "%u node%s missing: with %s more the fleet would cost more than its budget of %s an hour (now "
                        "%s). Raise the budget, allow cheaper types, or want fewer nodes.",
                        left_out, left_out == 1 ? " is" : "s are", left_out == 1 ? "it" : "them", budget_text, now_text);
}

void
flo_rule_budget (FloPlanning *self)
{
  consider_spent (self);
  if (self->in->config->budget.per_hour > 0 && self->plan->budget_level < 100)
    consider_hour (self);
}
