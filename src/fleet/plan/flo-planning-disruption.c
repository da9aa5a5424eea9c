/* flo-planning-disruption.c: how many nodes may be taken from their work at a time
 *
 * Whoever replaces, moves, drains or restarts a node that could go on asks here, so that all of them together keep to one
 * number. A node counts when it does not run, whatever the reason, or when somebody has begun to take it from its work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-planning"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/plan/flo-planning.h"


static gboolean
works (FloPlanning       *self,
       const FloPlanSeat *seat)
{
  return seat->running && (seat->id == NULL || !g_hash_table_contains (self->disrupted, seat->id));
}

gboolean
flo_planning_may_disrupt (FloPlanning  *self,
                          const char   *node,
                          char        **reason)
{
  guint most = flo_config_get_max_unavailable (self->in->config, self->nodes), n_working = 0, n_away;

  if (reason != NULL)
    *reason = NULL;
  if (g_hash_table_contains (self->disrupted, node))
    return TRUE;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n_working += works (self, seat) && g_strcmp0 (seat->id, node) != 0;
    }
  if (n_working + most >= self->nodes)
    return TRUE;

  n_away = self->nodes - MIN (n_working + 1, self->nodes);
  if (reason != NULL)
    *reason = g_strdup_printf ("%u of %u nodes do not run or are being replaced, and no more than %u may at a time", n_away,
                               self->nodes, most);

  return FALSE;
}

void
flo_planning_note_disrupted (FloPlanning *self,
                             const char  *node)
{
  g_hash_table_add (self->disrupted, (gpointer) node);
}
