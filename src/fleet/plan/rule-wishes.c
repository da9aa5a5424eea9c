/* rule-wishes.c: nodes that a person wants to be gone, and zones to be left
 *
 * Marks them; rule-leave.c sees to it that something takes their place first. Nodes to be replaced go one by one, in the
 * order they were asked for; nodes to be drained all at once, each in its time; the nodes of a zone no more at a time
 * than may be unavailable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-wishes"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

#include <string.h>


static void
leave_nodes (FloPlanning *self)
{
  const FloWishes *wishes = self->in->wishes;
  gint64 drain = self->in->config->interruption.drain_seconds * G_USEC_PER_SEC;
  gboolean one_goes = FALSE;

  for (guint i = 0; i < wishes->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (wishes->left_nodes, i);
      FloPlanSeat *seat = flo_planning_find_seat (self, node->id);
      g_autofree char *reason = NULL;

      if (seat == NULL || seat->standby || (one_goes && !node->drain))
        continue;

      reason = flo_asked_describe (&node->asked);
      flo_planning_leave (self, seat, reason, node->drain ? node->asked.time + drain : 0);
      one_goes = one_goes || !node->drain;
    }
}

static int
compare_seats (gconstpointer a,
               gconstpointer b)
{
  const FloPlanSeat *one = *(const FloPlanSeat * const *) a;
  const FloPlanSeat *other = *(const FloPlanSeat * const *) b;

  if (one->launched_at != other->launched_at)
    return one->launched_at < other->launched_at ? -1 : 1;

  return g_strcmp0 (one->id, other->id);
}

/* The longest there first: the same ones in every turn until they are gone. */
static void
leave_zone (FloPlanning         *self,
            const FloWishedZone *zone)
{
  g_autoptr (GPtrArray) there = g_ptr_array_new ();
  g_autofree char *asked = flo_asked_describe (&zone->asked);
  g_autofree char *reason = g_strdup_printf ("%s is to be left, %s", zone->zone, asked);

  for (guint i = 0; i < self->seats->len; i++)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (seat->seen && seat->leaving == NULL && !seat->standby && g_strcmp0 (seat->zone, zone->zone) == 0)
        g_ptr_array_add (there, seat);
    }
  g_ptr_array_sort (there, compare_seats);

  for (guint i = 0; i < there->len; i++)
    {
      FloPlanSeat *seat = g_ptr_array_index (there, i);

      if (!flo_planning_may_disrupt (self, seat->id, NULL))
        return;
      flo_planning_leave (self, seat, reason, 0);
    }
}

void
flo_rule_wishes (FloPlanning *self)
{
  const FloWishes *wishes = self->in->wishes;

  if (wishes == NULL)
    return;

  leave_nodes (self);
  for (guint i = 0; i < wishes->left_zones->len; i++)
    leave_zone (self, g_ptr_array_index (wishes->left_zones, i));
}
