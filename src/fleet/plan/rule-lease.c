/* rule-lease.c: nothing is done to a fleet that another computer drives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-lease"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"


void
flo_rule_lease (FloPlanning *self)
{
  FloPlan *plan = self->plan;

  if (self->in->driven == NULL)
    return;

  plan->driven = g_strdup (self->in->driven);
  g_ptr_array_set_size (plan->actions, 0);
  /* What is in its way is in the way of whoever drives it. */
  g_clear_pointer (&plan->problem, g_free);
  g_clear_pointer (&plan->scale_title, g_free);
  plan->blocked = FALSE;
  plan->look_closer = FALSE;
  plan->moving = FALSE;
  plan->destroy_wanted = FALSE;
  plan->wait_until = 0;
  plan->complete = plan->complete && !self->in->destroy;
}
