/* rule-spares.c: nodes more than are wanted, so that a loss does not leave too few
 *
 * A spare runs and works like any other node; which one it is nobody says. When nodes are lost, as many as are wanted still
 * run, and what is launched then is the next spare. Spares are spot nodes, and so late among the rules that nothing stands
 * in for them on demand: only for nodes that are wanted does that pay. The budget bounds them like all others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-spares"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"


guint
flo_planning_count_missing_spares (FloPlanning *self)
{
  guint missing = self->nodes > self->seats->len ? self->nodes - self->seats->len : 0;

  return MIN (missing, self->spares);
}

void
flo_rule_spares (FloPlanning *self)
{
  const FloConfig *config = self->in->config;

  /* None are wanted: it is scaled to nothing, or its work is done. */
  if (self->nodes == 0 || !config->interruption.replace)
    return;

  self->spares = (guint) config->availability.spares;
  self->nodes += self->spares;
  self->target.spot += self->spares;
  self->plan->spares = self->spares;
}

/* What still runs is enough, and only what stands by is wanting. */
void
flo_rule_spares_missing (FloPlanning *self)
{
  guint running = 0;

  for (guint i = 0; self->spares > 0 && i < self->seats->len; i++)
    running += g_array_index (self->seats, FloPlanSeat, i).running;
  self->plan->only_spares_missing = self->spares > 0 && running < self->nodes && running + self->spares >= self->nodes;
}
