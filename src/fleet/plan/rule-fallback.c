/* rule-fallback.c: on-demand nodes stand in for spot nodes that cannot be had
 *
 * They come when spot nodes have been missing for as long as the config is patient. They come at once, in the place of a
 * try, while another spot node is not worth it as the config has it: so many were taken back lately that it would not
 * stay, AWS's placement score says that it would hardly be found, or spot is hardly cheaper. They go one by one, each when
 * a spot node has run for a while in its place: until then both run, because what came back may go again.
 *
 * AWS promises on-demand capacity no more than spot capacity (EC2 User Guide, "On-Demand Capacity Reservations"):
 * when spot is short in a zone, on-demand of the same types may be, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-fallback"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"
#include "market/flo-price-statistics.h"

#define HOUR 3600
#define MINUTE 60
/* By so much it has to be better before what stands in goes again, so that it does not come and go: percent, points. */
#define SAVING_MARGIN 5
#define SCORE_MARGIN 1


/* AWS took nodes back, or said it will, more often than the config bears. Returns: (transfer full) (nullable) */
static char *
describe_storm (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  gint64 hours = config->fallback.interruption_hours;
  guint n;

  if (config->fallback.max_interruptions == 0 || self->in->reclaims == NULL)
    return NULL;

  n = flo_reclaims_count (self->in->reclaims, self->in->now / G_USEC_PER_SEC - hours * HOUR);
  if (n <= config->fallback.max_interruptions)
    return NULL;
  if (hours == 1)
    return g_strdup_printf ("AWS took back %u nodes within the last hour", n);

  return g_strdup_printf ("AWS took back %u nodes within the last %" G_GINT64_FORMAT " hours", n, hours);
}

/* @stood_in: nodes stand in already. Returns: (transfer full) (nullable) */
static char *
describe_score (FloPlanning *self,
                gboolean     stood_in)
{
  gint64 least = self->in->config->fallback.min_score;

  if (least == 0 || self->in->score == 0 || self->in->score >= MIN (least + (stood_in ? SCORE_MARGIN : 0), 10))
    return NULL;

  return g_strdup_printf ("AWS gives a launch here %u of 10 points for finding spot capacity, and the config wants %"
                          G_GINT64_FORMAT, self->in->score, least);
}

/* @stood_in: nodes stand in already. Returns: (transfer full) (nullable): spot saves enough, or nobody knows what it does */
static char *
describe_saving (FloPlanning *self,
                 gboolean     stood_in)
{
  gint64 least = self->in->config->fallback.min_saving;
  FloMoney spot = 0, on_demand = 0;
  int saving;

  if (least == 0 || self->pools->len == 0 || self->on_demand_pools->len == 0)
    return NULL;

  on_demand = ((const FloPool *) g_ptr_array_index (self->on_demand_pools, 0))->type->on_demand;
  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      if (spot == 0 || pool->spot_price < spot)
        spot = pool->spot_price;
    }
  saving = flo_price_statistics_saving (spot, on_demand);
  if (on_demand == 0 || saving >= least + (stood_in ? SAVING_MARGIN : 0))
    return NULL;

  return g_strdup_printf ("spot costs %d %% less than on demand, and the config wants %" G_GINT64_FORMAT " %%", saving,
                          least);
}

/* Why another spot node is not worth trying now. Returns: (transfer full) (nullable): it is, or nothing could stand in for it,
 * so that it is better than none */
static char *
describe_condition (FloPlanning *self,
                    gboolean     stood_in)
{
  char *why;

  if (!flo_planning_may_launch_below_stop (self, self->on_demand_pools, FALSE))
    return NULL;

  why = describe_storm (self);
  if (why == NULL)
    why = describe_score (self, stood_in);
  if (why == NULL)
    why = describe_saving (self, stood_in);

  return why;
}

guint
flo_planning_count_settled (FloPlanning *self)
{
  gint64 since = self->in->now / G_USEC_PER_SEC - self->in->config->fallback.return_minutes * MINUTE;
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += seat->spot && seat->running && seat->notice_ends_at == 0 && seat->launched_at <= since;
    }

  return n;
}

/* "; each costs $0.096 an hour, a spot node $0.034". (transfer full) */
static char *
describe_cost (FloPlanning *self)
{
  const FloPool *pool = self->on_demand_pools->len > 0 ? g_ptr_array_index (self->on_demand_pools, 0) : NULL;
  const FloPool *spot = self->pools->len > 0 ? g_ptr_array_index (self->pools, 0) : NULL;
  g_autofree char *price = NULL;
  g_autofree char *spot_price = NULL;

  if (pool == NULL || pool->type->on_demand == 0)
    return g_strdup ("");

  price = flo_money_format (pool->type->on_demand);
  if (spot == NULL)
    return g_strdup_printf ("; each costs %s an hour", price);
  spot_price = flo_money_format (spot->spot_price);

  return g_strdup_printf ("; each costs %s an hour, a spot node %s", price, spot_price);
}

static char *
describe_shortage (FloPlanning *self)
{
  gint64 since = self->in->short_since != 0 ? self->in->short_since : self->in->now;
  gint64 minutes = (self->in->now - since) / G_USEC_PER_SEC / MINUTE;
  g_autofree char *dear = flo_planning_describe_dear (self, NULL);
  g_autofree char *limit = dear != NULL ? g_strconcat ("; ", dear, NULL) : g_strdup ("");

  if (minutes == 0)
    return g_strconcat ("spot nodes are missing", limit, NULL);

  return g_strdup_printf ("spot nodes have been missing for %" G_GINT64_FORMAT " minute%s%s", minutes,
                          minutes == 1 ? "" : "s", limit);
}

/* @condition: (nullable): why spot is not tried meanwhile */
static void
explain (FloPlanning *self,
         const char  *condition)
{
  gint64 minutes = self->in->config->fallback.return_minutes;
  g_autofree char *cost = describe_cost (self);
  g_autofree char *why = condition != NULL ? g_strdup (condition) : describe_shortage (self);

  self->fallback_reason = g_strconcat (why, cost, NULL);
  self->plan->fallback =
    g_strdup_printf ("%u on-demand node%s stand%s in for spot: %s. %s; a stand-in ends when a spot node has run in its "
                     "place for %" G_GINT64_FORMAT " minute%s.", self->plan->stand_ins,
                     self->plan->stand_ins == 1 ? "" : "s", self->plan->stand_ins == 1 ? "s" : "", self->fallback_reason,
                     condition != NULL ? "Spot is tried again when that is over" : "Spot is tried all the while",
                     minutes, minutes == 1 ? "" : "s");
}

static gboolean
is_impatient (FloPlanning *self)
{
  gint64 patience = self->in->config->fallback.patience_minutes * MINUTE * G_USEC_PER_SEC;

  return self->in->short_since != 0 && self->in->now - self->in->short_since >= patience;
}

void
flo_rule_fallback (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  guint spot = flo_planning_count_seats (self, TRUE);
  /* Standbys stand in on their own account: for what they do nothing else has to. */
  guint on_demand = flo_planning_count_seats (self, FALSE) - flo_planning_count_standby_seats (self);
  guint base = self->target.on_demand - self->standing_in;
  guint wanted = self->target.spot;
  guint missing = wanted > spot ? wanted - spot : 0;
  guint extra = on_demand > base ? on_demand - base : 0;
  g_autofree char *condition = NULL;
  guint stand_ins;

  self->plan->short_of_spot = missing > 0;
  if (config->fallback.nodes == 0 || !config->interruption.replace)
    return;

  condition = describe_condition (self, extra > 0);
  missing -= MIN (missing, self->standing_in);
  stand_ins = MIN (extra, wanted - MIN (flo_planning_count_settled (self) + self->standing_in, wanted));
  if (missing > 0 && (condition != NULL || is_impatient (self)))
    stand_ins = MAX (stand_ins, missing);
  stand_ins = MIN (stand_ins, config->fallback.nodes);

  /* What stand-ins may not make up for is better tried as spot than missing. */
  if (condition != NULL)
    self->target.spot = MAX (MIN (wanted, spot), wanted - MIN (stand_ins, wanted));
  self->target.on_demand += stand_ins;
  self->plan->stand_ins = stand_ins;
  if (stand_ins > 0)
    explain (self, condition);
}
