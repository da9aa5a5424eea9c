/* rule-price.c: what a node may come to cost
 *
 * A limit (price.limit) is what AWS is told for each request, and AWS ends a node whose pool costs more. The two bounds here
 * are ours: from warn_at on it is told what nodes cost on average; above stop_at none is launched, on demand in place of
 * spot neither, and with at_stop "end" those that cost more go: to a cheaper pool when there is one, their successors first,
 * and otherwise at once. The on-demand base stays in any case: it is there whatever it costs.
 *
 * Nothing is remembered: what was ended at 100 percent comes back at 95, so that a price that wavers ends nobody twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-price"

#include "flotilla-config.h"

#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"

#define AGAIN_PERCENT 95
/* So many percent of the nodes go to cheaper pools at a time, and one at least. */
#define PERCENT_AT_ONCE 10


/* ---- what is told ---- */

static void
tell_mean (FloPlanning *self)
{
  FloMoney warn_at = self->in->config->price.warn_at, sum = 0, highest = 0;
  const FloPlanSeat *dearest = NULL;
  guint n = 0;
  g_autofree char *bound = flo_money_format (warn_at);
  g_autofree char *total = NULL;
  g_autofree char *mean = NULL;
  g_autofree char *most = NULL;

  for (guint i = 0; warn_at > 0 && i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      FloMoney price = seat->running ? flo_planning_get_price (self, seat) : 0;

      n += price > 0;
      sum += price;
      if (price > highest)
        dearest = seat;
      highest = MAX (highest, price);
    }
  if (n == 0)
    return;

  total = flo_money_format (sum);
  mean = flo_money_format (sum / n);
  most = flo_money_format (highest);
  self->plan->price_above = sum > warn_at * n;
  self->plan->price_below = sum <= warn_at * n * AGAIN_PERCENT / 100;
  self->plan->price_title = g_strdup_printf (self->plan->price_above ? "Nodes cost more than %s an hour on average"
                                                                     : "Nodes cost no more than %s an hour on average again",
                                             bound);
  self->plan->price = g_strdup_printf ("%u node%s %s %s an hour, %s each on average; the dearest is %s, %s %s in %s, at %s",
                                       n, n == 1 ? "" : "s", n == 1 ? "costs" : "cost", total, mean, dearest->id,
                                       dearest->spot ? "spot" : "on-demand", dearest->type, dearest->zone, most);
}

/* ---- what stops ---- */

gboolean
flo_planning_is_above_stop (FloPlanning   *self,
                            const FloPool *pool,
                            gboolean       spot)
{
  FloMoney stop_at = self->in->config->price.stop_at;
  FloMoney price = spot ? pool->spot_price : pool->type->on_demand;

  return stop_at > 0 && (price <= 0 || price > stop_at * AGAIN_PERCENT / 100);
}

/* Whether a node could be launched below the bound. @now: leave out pools that had no capacity a moment ago, and those that
 * nodes leave */
static gboolean
has_cheap_pool (FloPlanning *self,
                GPtrArray   *pools,
                gboolean     spot,
                gboolean     now)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (!flo_planning_is_above_stop (self, pool, spot) &&
          !(now && (flo_planning_is_left (self, pool) ||
                    flo_blocked_pools_contains (blocked, pool->type->name, pool->zone->name, spot, self->in->now))))
        return TRUE;
    }

  return FALSE;
}

gboolean
flo_planning_may_launch_below_stop (FloPlanning *self,
                                    GPtrArray   *pools,
                                    gboolean     spot)
{
  return self->in->config->price.stop_at == 0 || has_cheap_pool (self, pools, spot, FALSE);
}

/* (transfer full): why spot nodes are missing: all pools that fit cost too much */
char *
flo_planning_describe_stop (FloPlanning *self)
{
  FloMoney stop_at = self->in->config->price.stop_at;
  const FloPool *cheapest = NULL;
  g_autofree char *bound = flo_money_format (stop_at);
  g_autofree char *again = flo_money_format (stop_at * AGAIN_PERCENT / 100);
  g_autofree char *price = NULL;

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      if (pool->spot_price > 0 && (cheapest == NULL || pool->spot_price < cheapest->spot_price))
        cheapest = pool;
    }
  price = flo_money_format (cheapest != NULL ? cheapest->spot_price : 0);

  return g_strdup_printf ("Nodes are to stop at %s an hour (price.stop_at): the cheapest of the %u pools that fit, %s in "
                          "%s, is at %s. They are launched again at %s.", bound, self->pools->len,
                          cheapest != NULL ? cheapest->type->name : "none",
                          cheapest != NULL ? cheapest->zone->name : "any", price, again);
}

/* Those that are there stay, unless they are to end. */
static void
bound_stand_ins (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  guint base = self->target.on_demand - MIN (self->plan->stand_ins, self->target.on_demand);
  guint there = flo_planning_count_seats (self, FALSE);
  guint extra = there > base ? there - base : 0, allowed;

  if (self->plan->stand_ins == 0 || has_cheap_pool (self, self->on_demand_pools, FALSE, FALSE))
    return;

  allowed = config->price.at_stop == FLO_AT_STOP_END ? 0 : MIN (extra, self->plan->stand_ins);
  self->target.on_demand = base + allowed;
  self->plan->stand_ins = allowed;
  if (allowed > 0)
    return;
  g_clear_pointer (&self->plan->fallback, g_free);
  g_clear_pointer (&self->fallback_reason, g_free);
}

static void
end_dear (FloPlanning *self)
{
  FloMoney stop_at = self->in->config->price.stop_at;
  gboolean refuge = has_cheap_pool (self, self->pools, TRUE, TRUE);
  guint at_once = MAX (1, self->nodes * PERCENT_AT_ONCE / 100);
  g_autofree char *bound = flo_money_format (stop_at);

  for (guint i = 0; i < self->seats->len; i++)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      FloMoney price = seat->spot && seat->seen ? flo_planning_get_price (self, seat) : 0;
      g_autofree char *text = flo_money_format (price);
      g_autofree char *reason = NULL;

      if (price <= stop_at || seat->leaving != NULL || seat->notice_ends_at != 0 ||
          (refuge && flo_planning_count_leaving (self) >= at_once))
        continue;
      reason = g_strdup_printf ("%s in %s costs %s an hour, more than %s (price.stop_at)%s", seat->type, seat->zone, text,
                                bound, refuge ? "" : ", and no pool that fits is cheaper");
      flo_planning_leave (self, seat, reason, refuge ? 0 : FLO_LEAVE_AT_ONCE);
    }
}

void
flo_rule_price (FloPlanning *self)
{
  tell_mean (self);
  if (self->in->config->price.stop_at == 0)
    return;

  bound_stand_ins (self);
  if (self->in->config->price.at_stop == FLO_AT_STOP_END)
    end_dear (self);
}
