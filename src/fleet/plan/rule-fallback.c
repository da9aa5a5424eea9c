/* rule-fallback.c: on-demand nodes stand in for spot nodes that cannot be had
 *
 * They come when spot nodes have been missing for as long as the config is patient, or when so many were taken back
 * lately that another one would not stay. They go one by one, each when a spot node has run for a while in its
 * place: until then both run, because what came back may go again. Spot is tried all the while.
 *
 * AWS promises on-demand capacity no more than spot capacity (EC2 User Guide, "On-Demand Capacity Reservations"):
 * when spot is short in a zone, on-demand of the same types may be, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-fallback"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

#define HOUR 3600
#define MINUTE 60


/* Nodes that AWS took back, or said it will, within the last hour, when they are more than the config bears; else 0. */
static guint
count_storm (FloPlanning *self)
{
  gint64 most = self->in->config->fallback.max_interruptions;
  GPtrArray *instances = self->in->observation->instances;
  gint64 hour_ago = self->in->now / G_USEC_PER_SEC - HOUR;
  guint n = 0;

  for (guint i = 0; most > 0 && i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      n += instance->spot && instance->reclaim > hour_ago;
    }

  return n > most ? n : 0;
}

guint
flo_planning_count_settled (FloPlanning *self)
{
  gint64 since = self->in->now / G_USEC_PER_SEC - self->in->config->fallback.return_minutes * MINUTE;
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += seat->spot && seat->running && seat->launched_at <= since;
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

  if (minutes == 0)
    return g_strdup ("spot nodes are missing");

  return g_strdup_printf ("spot nodes have been missing for %" G_GINT64_FORMAT " minute%s", minutes,
                          minutes == 1 ? "" : "s");
}

/* @storm: how many nodes were taken back; 0: so few that it does not matter */
static void
explain (FloPlanning *self,
         guint        storm)
{
  gint64 minutes = self->in->config->fallback.return_minutes;
  g_autofree char *cost = describe_cost (self);
  g_autofree char *why = storm > 0
                           ? g_strdup_printf ("AWS took back %u nodes within the last hour", storm)
                           : describe_shortage (self);

  self->fallback_reason = g_strconcat (why, cost, NULL);
  self->plan->fallback =
    g_strdup_printf ("%u on-demand node%s stand%s in for spot: %s. Spot is tried all the while; a stand-in ends when a "
                     "spot node has run in its place for %" G_GINT64_FORMAT " minute%s.",
                     self->plan->stand_ins, self->plan->stand_ins == 1 ? "" : "s",
                     self->plan->stand_ins == 1 ? "s" : "", self->fallback_reason, minutes, minutes == 1 ? "" : "s");
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
  guint on_demand = flo_planning_count_seats (self, FALSE);
  guint wanted = self->target.spot;
  guint missing = wanted > spot ? wanted - spot : 0;
  guint extra = on_demand > self->target.on_demand ? on_demand - self->target.on_demand : 0;
  guint storm, stand_ins;

  self->plan->short_of_spot = missing > 0;
  if (config->fallback.nodes == 0 || !config->interruption.replace)
    return;

  storm = count_storm (self);
  stand_ins = MIN (extra, wanted - MIN (flo_planning_count_settled (self), wanted));
  if (missing > 0 && (storm > 0 || is_impatient (self)))
    stand_ins = MAX (stand_ins, missing);
  stand_ins = MIN (stand_ins, config->fallback.nodes);

  /* What stand-ins may not make up for is better tried as spot than missing. */
  if (storm > 0)
    self->target.spot = MAX (MIN (wanted, spot), wanted - MIN (stand_ins, wanted));
  self->target.on_demand += stand_ins;
  self->plan->stand_ins = stand_ins;
  if (stand_ins > 0)
    explain (self, storm);
}
