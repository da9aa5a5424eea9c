/* rule-leave.c: nodes that shall go although they run: what takes their place comes first
 *
 * Other rules say which (flo_planning_leave()). Each has one node more launched, in another pool when there is one, and
 * is ended when that one runs, or when its drain time is over, whatever came of the substitute.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-leave"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"


void
flo_planning_leave (FloPlanning *self,
                    FloPlanSeat *seat,
                    const char  *reason,
                    gint64       drained_at)
{
  g_return_if_fail (seat != NULL);
  g_return_if_fail (reason != NULL);

  if (seat->leaving != NULL)
    return;

  seat->leaving = g_string_chunk_insert_const (self->texts, reason);
  seat->drained_at = drained_at;
  flo_planning_note_disrupted (self, seat->id);
}

guint
flo_planning_count_leaving (FloPlanning *self)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n += g_array_index (self->seats, FloPlanSeat, i).leaving != NULL;

  return n;
}

gboolean
flo_planning_is_left (FloPlanning   *self,
                      const FloPool *pool)
{
  return flo_wishes_find_zone (self->in->wishes, pool->zone->name) != NULL ||
         g_ptr_array_find (self->left_pools, pool, NULL);
}

/* How many nodes of a market there are that stay: all, or those that run. */
static guint
count_staying (FloPlanning *self,
               gboolean     spot,
               gboolean     running)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += seat->spot == spot && seat->leaving == NULL && (seat->running || !running);
    }

  return n;
}

static gboolean
has_other_pool (FloPlanning   *self,
                GPtrArray     *pools,
                const FloPool *pool)
{
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *other = g_ptr_array_index (pools, i);

      if (other != pool && !flo_planning_is_left (self, other))
        return TRUE;
    }

  return FALSE;
}

/* Its substitute shall not be where it is: who does not want a node there does not want the next one there. */
static void
avoid_pool (FloPlanning       *self,
            const FloPlanSeat *seat)
{
  GPtrArray *pools = seat->spot ? self->pools : self->on_demand_pools;
  const FloPool *pool = seat->type != NULL && seat->zone != NULL
                          ? flo_market_find_pool (self->in->market, seat->type, seat->zone)
                          : NULL;

  if (pool != NULL && has_other_pool (self, pools, pool))
    g_ptr_array_add (self->left_pools, (gpointer) pool);
}

static void
add_gap (FloPlanning       *self,
         const FloPlanSeat *seat)
{
  FloPlanGap *gap = g_new0 (FloPlanGap, 1);

  gap->id = g_strdup (seat->id);
  gap->reason = g_strdup (seat->leaving);
  gap->noticed = TRUE;
  gap->time = seat->launched_at;
  gap->sick = seat->sick;
  g_ptr_array_insert (self->gaps, 0, gap);
}

/* Only nodes that AWS names are ended: one id it does not know would keep all others alive. */
static gboolean
is_due (FloPlanning       *self,
        const FloPlanSeat *seat)
{
  return seat->leaving != NULL && seat->seen && seat->drained_at != 0 && self->in->now >= seat->drained_at;
}

static void
end_node (FloPlanning *self,
          FloPlanSeat *seat,
          const char  *why)
{
  JsonObject *parameters = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *title = g_strdup_printf ("End %s in %s", seat->id, seat->zone != NULL ? seat->zone : "its zone");
  g_autofree char *reason = g_strdup_printf ("%s; %s", seat->leaving, why);

  json_array_add_string_element (ids, seat->id);
  json_object_set_array_member (parameters, "ids", ids);
  if (seat->cause != NULL)
    {
      json_object_set_string_member (parameters, "why", seat->cause);
      json_object_set_string_member (parameters, "type", seat->type);
      json_object_set_string_member (parameters, "zone", seat->zone);
    }
  flo_planning_add (self, FLO_ACTION_TERMINATE_INSTANCES, title, reason, parameters, NULL);
}

/* Nodes of a market that need not wait any longer are ended, and no longer count. */
static void
end_ready (FloPlanning *self,
           gboolean     spot,
           guint        wanted)
{
  guint leaving = flo_planning_count_seats (self, spot) - count_staying (self, spot, FALSE);
  guint running = count_staying (self, spot, TRUE);
  guint ready = running + leaving > wanted ? running + leaving - wanted : 0;

  for (guint i = 0; i < self->seats->len;)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      gboolean due = is_due (self, seat);

      if (seat->spot != spot || seat->leaving == NULL || !seat->seen || (!due && (ready == 0 || seat->drained_at != 0)))
        {
          i++;
          continue;
        }

      end_node (self, seat, !due ? "enough others run" : seat->drained_at == FLO_LEAVE_AT_ONCE ? "it ends at once"
                                                       : "its drain time is over");
      ready -= ready > 0;
      g_array_remove_index (self->seats, i);
    }
}

static void
launch_substitutes (FloPlanning *self,
                    gboolean     spot,
                    guint       *target)
{
  guint staying = count_staying (self, spot, FALSE);
  guint missing = *target > staying ? *target - staying : 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (seat->spot != spot || seat->leaving == NULL)
        continue;

      (*target)++;
      avoid_pool (self, seat);
      if (missing == 0)
        continue;
      add_gap (self, seat);
      missing--;
    }
}

void
flo_rule_leave (FloPlanning *self)
{
  if (flo_planning_count_leaving (self) == 0)
    return;

  end_ready (self, TRUE, self->target.spot);
  end_ready (self, FALSE, self->target.on_demand);
  launch_substitutes (self, TRUE, &self->target.spot);
  launch_substitutes (self, FALSE, &self->target.on_demand);
  self->plan->moving = self->plan->actions->len > 0 || flo_planning_count_leaving (self) > 0;
}
