/* rule-surplus.c: end nodes of which there are too many
 *
 * Never so many that fewer are left than are wanted: what takes their place comes first. Those that do not run yet go
 * first; then, where nodes are to be balanced, those of the fullest zone; then the dearest; then the youngest, which
 * have done the least. As many zones keep a node as the config wants. Only nodes that AWS names are ended: one id it
 * does not know would keep all others alive. A node that AWS takes back anyway counts as ended, and is left to it: within
 * its first hour that costs nothing (EC2 User Guide, "Billing for interrupted Spot Instances").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-surplus"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

/* How many nodes a reason names. */
#define MAX_NAMED 20

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

/* (element-type FloPlanSeat), borrowed: the first to go first, zones aside */
static GPtrArray *
list_candidates (FloPlanning *self,
                 gboolean     spot)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *seats = g_ptr_array_new ();

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      const Candidate candidate = {
        seat, flo_planning_get_price (self, seat),
        seat->id != NULL && g_hash_table_contains (self->disrupted, seat->id),
      };

      if (seat->spot == spot && seat->seen && seat->notice_ends_at == 0 && seat->leaving == NULL && !seat->standby)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (seats, (gpointer) g_array_index (candidates, Candidate, i).seat);

  return seats;
}

/* Nodes of a market that AWS takes back anyway. */
static guint
count_noticed (FloPlanning *self,
               gboolean     spot)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += seat->spot == spot && seat->notice_ends_at != 0;
    }

  return n;
}

/* ---- zones ---- */

static const char *
get_zone (const FloPlanSeat *seat)
{
  return seat->zone != NULL ? seat->zone : "";
}

static void
count_in (GHashTable *zones,
          const char *zone,
          int         change)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (zones, zone)) + change;

  if (n > 0)
    g_hash_table_insert (zones, (gpointer) zone, GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (zones, zone);
}

/* Returns: how many nodes are in each zone, of those that stay */
static GHashTable *
count_zones (FloPlanning *self)
{
  GHashTable *zones = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (seat->notice_ends_at == 0 && seat->leaving == NULL)
        count_in (zones, get_zone (seat), 1);
    }

  return zones;
}

/* Which of the candidates goes next: its place in the list. Of each zone only the first one left is looked at. */
static guint
choose_next (FloPlanning *self,
             GPtrArray   *candidates,
             GHashTable  *zones)
{
  gboolean balanced = self->in->config->zones.distribution == FLO_DISTRIBUTION_BALANCED;
  guint minimum = MIN ((guint) self->in->config->zones.minimum, flo_planning_count_wanted (self));
  g_autoptr (GHashTable) looked = g_hash_table_new (g_str_hash, g_str_equal);
  guint best = 0, most = 0;

  for (guint i = 0; i < candidates->len && g_hash_table_size (looked) < g_hash_table_size (zones); i++)
    {
      const FloPlanSeat *seat = g_ptr_array_index (candidates, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (zones, get_zone (seat)));

      if (!g_hash_table_add (looked, (gpointer) get_zone (seat)) ||
          (n == 1 && g_hash_table_size (zones) <= minimum))
        continue;
      /* What does not run yet has done nothing, wherever it is. */
      if (most == 0 && !seat->running)
        return i;
      if (!balanced && most == 0)
        return i;
      if (n > most)
        {
          best = i;
          most = n;
        }
    }

  return best;
}

/* @n of the candidates, as they are to go. (element-type FloPlanSeat), borrowed */
static GPtrArray *
choose (FloPlanning *self,
        gboolean     spot,
        guint        n)
{
  g_autoptr (GPtrArray) candidates = list_candidates (self, spot);
  g_autoptr (GHashTable) zones = count_zones (self);
  GPtrArray *chosen = g_ptr_array_new ();

  while (chosen->len < n && candidates->len > 0)
    {
      const FloPlanSeat *seat = g_ptr_array_steal_index (candidates, choose_next (self, candidates, zones));

      count_in (zones, get_zone (seat), -1);
      g_ptr_array_add (chosen, (gpointer) seat);
    }

  return chosen;
}

/* ---- end them ---- */

static char *
describe_reason (FloPlanning *self,
                 gboolean     spot,
                 FloMoney     saved)
{
  g_autofree char *price = flo_money_format (saved);
  g_autofree char *asked = NULL;
  guint wanted = spot ? self->target.spot : self->target.on_demand;

  if (self->plan->budget_level >= 100)
    return g_strdup_printf ("%s That saves %s an hour", self->plan->budget, price);
  if (self->shrink_reason != NULL)
    return g_strdup_printf ("%s; that saves %s an hour", self->shrink_reason, price);
  if (!spot && self->in->config->deadline.work_hours > 0 && self->target.spot > 0)
    return g_strdup_printf ("spot nodes have run in their place for %" G_GINT64_FORMAT " minutes, or the work is ahead of "
                            "its deadline; that saves %s an hour", self->in->config->fallback.return_minutes, price);
  if (!spot && self->in->config->fallback.nodes > 0 && self->target.spot > 0)
    return g_strdup_printf ("spot nodes have run in their place for %" G_GINT64_FORMAT
                            " minutes; that saves %s an hour", self->in->config->fallback.return_minutes, price);

  if (self->scaling_reason != NULL)
    return g_strdup_printf ("%s; that saves %s an hour", self->scaling_reason, price);
  if (self->in->wishes != NULL && self->in->wishes->scaled.by != NULL)
    asked = flo_asked_describe (&self->in->wishes->scaled);

  return g_strdup_printf ("%u %s node%s wanted%s%s; that saves %s an hour", wanted, spot ? "spot" : "on-demand",
                          wanted == 1 ? " is" : "s are", asked != NULL ? ", " : "", asked != NULL ? asked : "", price);
}

/* "; it is i-a", "; they are i-a, i-b and 3 more": so that each node's end is told. (transfer full) */
static char *
name_nodes (GPtrArray *chosen)
{
  GString *names = g_string_new (chosen->len == 1 ? "; it is " : "; they are ");

  for (guint i = 0; i < MIN (chosen->len, MAX_NAMED); i++)
    {
      const FloPlanSeat *seat = g_ptr_array_index (chosen, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", seat->id);
    }
  if (chosen->len > MAX_NAMED)
    g_string_append_printf (names, " and %u more", chosen->len - MAX_NAMED);

  return g_string_free (names, FALSE);
}

static void
end_surplus (FloPlanning *self,
             gboolean     spot,
             guint        surplus)
{
  g_autoptr (GPtrArray) chosen = choose (self, spot, surplus);
  JsonObject *parameters;
  JsonArray *ids;
  FloMoney saved = 0;
  g_autofree char *title = NULL;
  g_autofree char *why = NULL;
  g_autofree char *names = NULL;
  g_autofree char *reason = NULL;

  if (chosen->len == 0)
    return;

  ids = json_array_new ();
  for (guint i = 0; i < chosen->len; i++)
    {
      const FloPlanSeat *seat = g_ptr_array_index (chosen, i);

      json_array_add_string_element (ids, seat->id);
      saved += flo_planning_get_price (self, seat);
    }
  parameters = json_object_new ();
  json_object_set_array_member (parameters, "ids", ids);

  title = g_strdup_printf ("End %u %s node%s", chosen->len, spot ? "spot" : "on-demand",
                           chosen->len == 1 ? "" : "s");
  why = describe_reason (self, spot, saved);
  names = name_nodes (chosen);
  reason = g_strconcat (why, names, NULL);
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

      if (surplus > count_noticed (self, spot))
        end_surplus (self, spot, surplus - count_noticed (self, spot));
      spare -= surplus;
    }
}
