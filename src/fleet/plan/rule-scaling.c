/* rule-scaling.c: how many nodes there shall be at this time
 *
 * The entry of the schedule that was due last says it. What a person asked for later holds until the next entry is due: who
 * scales by hand in the evening does not want to find the fleet like that on Monday.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-scaling"

#include "flotilla-config.h"

#include "base/flo-moment.h"
#include "fleet/plan/flo-planning.h"


/* "; 2 from Fri 2026-11-27 17:00 UTC on", or nothing. (transfer full) */
static char *
describe_next (const FloScheduleSlot *slot)
{
  g_autofree char *until = NULL;

  if (slot->until == 0)
    return g_strdup ("");
  until = flo_moment_format_short (slot->until);

  return g_strdup_printf ("; %u from %s on", slot->next_nodes, until);
}

/* At the prices of now: ", about $0.80 an hour", or nothing when they are not known. (transfer full) */
static char *
describe_cost (FloPlanning *self)
{
  const FloPool *spot = self->pools->len > 0 ? g_ptr_array_index (self->pools, 0) : NULL;
  const FloPool *on_demand = self->on_demand_pools->len > 0 ? g_ptr_array_index (self->on_demand_pools, 0) : NULL;
  FloMoney cost = 0;
  g_autofree char *text = NULL;

  if (self->target.spot > 0)
    {
      if (spot == NULL || spot->spot_price == 0)
        return g_strdup ("");
      cost += self->target.spot * spot->spot_price;
    }
  if (self->target.on_demand > 0)
    {
      if (on_demand == NULL || on_demand->type->on_demand == 0)
        return g_strdup ("");
      cost += self->target.on_demand * on_demand->type->on_demand;
    }
  text = flo_money_format (cost);

  return g_strdup_printf (", about %s an hour at the prices of now", text);
}

static void
keep_wish (FloPlanning           *self,
           const FloScheduleSlot *slot)
{
  g_autofree char *asked = flo_asked_describe (&self->in->wishes->scaled);
  g_autofree char *until = slot->until != 0 ? flo_moment_format_short (slot->until) : NULL;

  if (until == NULL)
    self->plan->scaling = g_strdup_printf ("%u nodes, %s", self->nodes, asked);
  else
    self->plan->scaling = g_strdup_printf ("%u nodes, %s, until the schedule wants %u at %s", self->nodes, asked,
                                           slot->next_nodes, until);
}

void
flo_rule_scaling (FloPlanning *self)
{
  const FloScheduleSlot *slot = self->in->slot;
  const FloConfig *config = self->in->config;
  const FloWishes *wishes = self->in->wishes;
  g_autofree char *since = NULL;
  g_autofree char *next = NULL;
  g_autofree char *cost = NULL;

  if (slot == NULL || config->scaling.schedule == NULL)
    return;

  if (slot->until != 0)
    self->plan->look_again = slot->until * G_USEC_PER_SEC;
  if (wishes != NULL && wishes->scaled.by != NULL && wishes->scaled.time >= slot->since * G_USEC_PER_SEC)
    {
      keep_wish (self, slot);
      return;
    }

  self->nodes = slot->nodes;
  self->target.on_demand = MIN ((guint) config->capacity.on_demand_base, self->nodes);
  self->target.spot = self->nodes - self->target.on_demand;

  since = flo_moment_format_short (slot->since);
  next = describe_next (slot);
  cost = describe_cost (self);
  self->scaling_reason = g_strdup_printf ("the schedule wants %u node%s since %s", slot->nodes,
                                          slot->nodes == 1 ? "" : "s", since);
  self->plan->scaling_title = g_strdup_printf ("The schedule wants %u node%s since %s", slot->nodes,
                                               slot->nodes == 1 ? "" : "s", since);
  self->plan->scaling = g_strdup_printf ("%u node%s since %s by the schedule's \"%s\" (%s)%s%s", slot->nodes,
                                         slot->nodes == 1 ? "" : "s", since, config->scaling.schedule[slot->entry],
                                         config->scaling.time_zone != NULL ? config->scaling.time_zone : "UTC", cost,
                                         next);
}
