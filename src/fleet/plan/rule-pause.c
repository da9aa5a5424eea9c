/* rule-pause.c: nothing is done while a person wants it so
 *
 * What runs stays, what goes is told and not replaced. Only a budget that is spent still ends nodes when the config says
 * so: that, too, is a person's word, and the one that limits what it costs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-pause"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"


static void
drop_actions (FloPlanning *self)
{
  GPtrArray *actions = self->plan->actions;

  for (guint i = actions->len; i > 0; i--)
    {
      FloAction *action = g_ptr_array_index (actions, i - 1);

      if (flo_action_get_kind (action) != FLO_ACTION_TERMINATE_INSTANCES || self->plan->budget_level < 100)
        g_ptr_array_remove_index (actions, i - 1);
    }
}

void
flo_rule_pause (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  guint missing, have = 0;
  g_autofree char *asked = NULL;
  g_autofree char *lacking = NULL;

  if (!flo_wishes_is_paused (self->in->wishes))
    return;

  drop_actions (self);
  /* Those without an id are what would have been launched. */
  for (guint i = 0; i < self->seats->len; i++)
    have += g_array_index (self->seats, FloPlanSeat, i).id != NULL;
  missing = self->nodes > have ? self->nodes - have : 0;
  asked = flo_asked_describe (&self->in->wishes->paused);
  lacking = missing > 0 ? g_strdup_printf ("; %u of %u nodes %s missing", missing, self->nodes,
                                           missing == 1 ? "is" : "are")
                        : g_strdup ("");
  plan->paused = g_strdup_printf ("%s%s", asked, lacking);
  if (plan->budget_level < 100)
    g_clear_pointer (&plan->problem, g_free);
  plan->blocked = FALSE;
  plan->look_closer = FALSE;
  plan->complete = FALSE;
  plan->moving = FALSE;
  plan->claim = flo_planning_get_rate (self);
  plan->wait_until = 0;
  if (plan->actions->len == 0)
    flo_planning_wait (self, "Paused: nothing is launched, replaced or moved", plan->paused);
}
