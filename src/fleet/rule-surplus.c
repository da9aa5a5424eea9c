/* rule-surplus.c: end nodes of which there are too many
 *
 * Never so many that fewer are left than are wanted: what takes their place comes first. Those that do not run yet
 * first, then the dearest, then the youngest: they have done the least. Only nodes that AWS names are ended: one id it
 * does not know would keep all others alive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-surplus"

#include "flotilla-config.h"

#include "fleet/flo-planning.h"

typedef struct
{
  const FloPlanSeat *seat;
  FloMoney price;
  gboolean disrupted;      /* on its way out in any case */
} Candidate;


static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *candidate = a;
  const Candidate *other_candidate = b;
  const FloPlanSeat *one = candidate->seat;
  const FloPlanSeat *other = other_candidate->seat;

  if (one->running != other->running)
    return one->running ? 1 : -1;
  if (candidate->disrupted != other_candidate->disrupted)
    return candidate->disrupted ? -1 : 1;
  if (candidate->price != other_candidate->price)
    return candidate->price > other_candidate->price ? -1 : 1;
  if (one->launched_at != other->launched_at)
    return one->launched_at > other->launched_at ? -1 : 1;

  return g_strcmp0 (one->id, other->id);
}

/* (element-type Candidate): the first to go first */
static GArray *
list_candidates (FloPlanning *self,
                 gboolean     spot)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      const Candidate candidate = {
        seat, flo_planning_get_price (self, seat),
        seat->id != NULL && g_hash_table_contains (self->disrupted, seat->id),
      };

      if (seat->spot == spot && seat->seen)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static char *
describe_reason (FloPlanning *self,
                 gboolean     spot,
                 FloMoney     saved)
{
  g_autofree char *price = flo_money_format (saved);
  guint wanted = spot ? self->target.spot : self->target.on_demand;

  if (self->plan->budget_level >= 100)
    return g_strdup_printf ("%s That saves %s an hour", self->plan->budget, price);
  if (!spot && self->in->config->fallback.nodes > 0)
    return g_strdup_printf ("spot nodes have run in their place for %" G_GINT64_FORMAT
                            " minutes; that saves %s an hour", self->in->config->fallback.return_minutes, price);

  return g_strdup_printf ("%u %s node%s are wanted; that saves %s an hour", wanted, spot ? "spot" : "on-demand",
                          wanted == 1 ? "" : "s", price);
}

static void
end_surplus (FloPlanning *self,
             gboolean     spot,
             guint        surplus)
{
  g_autoptr (GArray) candidates = list_candidates (self, spot);
  guint n = MIN (surplus, candidates->len);
  JsonObject *parameters = json_object_new ();
  JsonArray *ids = json_array_new ();
  FloMoney saved = 0;
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < n; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      json_array_add_string_element (ids, candidate->seat->id);
      saved += candidate->price;
    }
  json_object_set_array_member (parameters, "ids", ids);

  title = g_strdup_printf ("End %u %s node%s", n, spot ? "spot" : "on-demand", n == 1 ? "" : "s");
  reason = describe_reason (self, spot, saved);
  flo_planning_add (self, FLO_ACTION_TERMINATE_INSTANCES, title, reason, parameters, NULL);
}

void
flo_rule_surplus (FloPlanning *self)
{
  const guint wanted[] = { self->target.on_demand, self->target.spot };
  guint nodes = flo_planning_count_wanted (self);
  guint spare = self->seats->len > nodes ? self->seats->len - nodes : 0;

  for (guint spot = 0; spot < G_N_ELEMENTS (wanted); spot++)
    {
      guint have = flo_planning_count_seats (self, spot);
      guint surplus = MIN (have > wanted[spot] ? have - wanted[spot] : 0, spare);

      if (surplus > 0)
        end_surplus (self, spot, surplus);
      spare -= surplus;
    }
}
