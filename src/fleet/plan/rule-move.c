/* rule-move.c: nodes that go of our own accord, each when its successor has run for a while
 *
 * A node that is moved is never ended before another one has taken its place: that one is launched first, and the journal
 * says of which node it is the successor ("moves"). Until it has run for ten minutes both are there, and both are paid for.
 * If the successor is lost before, the node stays; if the node is lost, the successor stays. Nothing else is remembered, so
 * that a restart goes on where it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-move"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-planning.h"

#define MINUTE (60 * G_GINT64_CONSTANT (1000000))
#define HOUR (60 * MINUTE)
/* A trouble that passes is given so long. */
#define PASSING (2 * MINUTE)
/* A successor that does not run after this time is no reason to go any more: it is one node too many. */
#define LONGEST (2 * HOUR)

static const struct { const char *word; gint64 settle_minutes; } kinds[] = {
  [FLO_MOVE_REFILL] = { "refill", 10 },
  /* What is left of the zone may go any minute. */
  [FLO_MOVE_EVACUATE] = { "evacuate", 1 },
  [FLO_MOVE_PRICE] = { "price", 10 },
  /* Until it passes EC2's status checks, or where nobody may ask for them. */
  [FLO_MOVE_REVISION] = { "revision", 5 },
};


static FloMoveKind
get_kind (const FloPast *past)
{
  const char *word = flo_json_get_string (past->parameters, "why");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].word, word) == 0)
      return i;

  return FLO_MOVE_REFILL;
}

/* When @successor has run for long enough, Unix microseconds; 0: that cannot be said yet. What a changed config starts may
 * not come up at all, so that it has to pass the status checks first. */
static gint64
get_settled (FloPlanning       *self,
             FloMoveKind        kind,
             const FloPlanSeat *successor)
{
  const FloSeenInstance *seen = flo_observation_find_instance (self->in->observation, successor->id);

  if (!successor->running)
    return 0;
  if (kind == FLO_MOVE_REVISION && seen != NULL && (seen->checked_at != 0 || seen->passed_at != 0))
    return seen->passed_at != 0 && seen->impaired_since == 0 ? seen->passed_at * G_USEC_PER_SEC : 0;

  return successor->launched_at * G_USEC_PER_SEC + kinds[kind].settle_minutes * MINUTE;
}

static void
consider_move (FloPlanning   *self,
               const FloPast *past)
{
  const char *node_id = flo_json_string_at (flo_json_get_array (past->parameters, "moves"), 0);
  JsonArray *instances = flo_json_get_array (past->result, "instances");
  JsonObject *made = flo_json_length (instances) > 0 ? flo_json_object_at (instances, 0) : NULL;
  const FloPlanSeat *node = flo_planning_find_seat (self, node_id);
  const FloPlanSeat *successor = flo_planning_find_seat (self, flo_json_get_string (made, "id"));
  FloPlanMove move;

  if (node == NULL || successor == NULL || g_hash_table_contains (self->disrupted, node->id))
    return;

  move = (FloPlanMove) { get_kind (past), node->id, successor->id, successor->zone, 0 };
  move.settles_at = get_settled (self, move.kind, successor);
  g_array_append_val (self->moves, move);
  flo_planning_note_disrupted (self, node->id);
  /* Until it is known to be of use, the next node stays where it is. */
  if (move.kind == FLO_MOVE_REVISION && (move.settles_at == 0 || move.settles_at > self->in->now))
    flo_planning_note_disrupted (self, successor->id);
  if (node->spot)
    self->target.spot++;
  else
    self->target.on_demand++;
}

/* Finds what is under way: so many nodes more are wanted meanwhile. */
void
flo_rule_move (FloPlanning *self)
{
  GPtrArray *moves = flo_history_get_moves (self->in->history);

  for (guint i = moves->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (moves, i - 1);
      gint64 age = self->in->now - past->finished_at;

      if (age >= LONGEST)
        break;
      self->moved_lately[get_kind (past)] += age < HOUR;
      if (past->state == FLO_INTENT_DONE)
        consider_move (self, past);
    }
}

/* ---- the end of a move ---- */

static void
end_node (FloPlanning       *self,
          const FloPlanMove *move)
{
  JsonObject *parameters = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;
  gint64 minutes = kinds[move->kind].settle_minutes;

  if (move->kind == FLO_MOVE_REVISION)
    {
      title = g_strdup_printf ("End %s, which is replaced by %s", move->node, move->successor);
      reason = g_strdup_printf ("config revision %u: the other one runs, as the config wants it",
                                flo_planning_get_revision (self).number);
    }
  else
    {
      title = g_strdup_printf ("End %s, which has moved to %s", move->node, move->zone);
      reason = g_strdup_printf ("%s has run in its place for %" G_GINT64_FORMAT " minute%s", move->successor, minutes,
                                minutes == 1 ? "" : "s");
    }

  json_array_add_string_element (ids, move->node);
  json_object_set_array_member (parameters, "ids", ids);
  flo_planning_add (self, FLO_ACTION_TERMINATE_INSTANCES, title, reason, parameters, NULL);
}

/* Ends nodes whose successors have settled. */
void
flo_rule_moved (FloPlanning *self)
{
  gint64 next = 0;
  const FloPlanMove *waiting = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->moves->len; i++)
    {
      const FloPlanMove *move = &g_array_index (self->moves, FloPlanMove, i);

      if (move->settles_at != 0 && move->settles_at <= self->in->now)
        end_node (self, move);
      else if (waiting == NULL || (move->settles_at != 0 && move->settles_at < next))
        {
          waiting = move;
          next = move->settles_at;
        }
    }
  if (waiting == NULL || self->plan->actions->len > 0)
    return;

  title = g_strdup_printf ("Wait until %s has settled in %s", waiting->successor, waiting->zone);
  flo_planning_wait (self, title, "it takes the place of another node, which ends then");
  self->plan->wait_until = next;
}

/* ---- the beginning of a move ---- */

/* Something other than capacity was in the way the last time: it would be there again, unless it passes by itself. */
static gboolean
is_barred (FloPlanning *self)
{
  GPtrArray *moves = flo_history_get_moves (self->in->history);
  const FloPast *last = moves->len > 0 ? g_ptr_array_index (moves, moves->len - 1) : NULL;
  AwsErrorCategory category;

  if (last == NULL || last->state != FLO_INTENT_FAILED)
    return FALSE;
  category = flo_failure_from_word (flo_json_get_string (last->result, "category"));

  return !flo_failure_is_of_pool (category) &&
         self->in->now - last->finished_at < (flo_failure_passes (category) ? PASSING : HOUR);
}

gboolean
flo_planning_can_succeed (FloPlanning *self)
{
  return self->plan->complete && self->plan->actions->len == 0 && self->in->config->interruption.replace &&
         self->plan->budget_level < 100 && !is_barred (self);
}

gboolean
flo_planning_can_move (FloPlanning *self)
{
  return flo_planning_can_succeed (self) && self->plan->stand_ins == 0 && self->standing_in == 0;
}

gboolean
flo_planning_can_afford (FloPlanning *self,
                         GPtrArray   *pools,
                         gboolean     spot)
{
  FloMoney rest;

  if (!flo_planning_get_hour_budget (self, &rest, NULL))
    return TRUE;

  /* The node that is to come has a volume and an address, too. */
  rest -= flo_planning_get_rate (self) + flo_planning_get_extras (self);
  self->dearest[spot] = rest;
  if (rest <= 0)
    return FALSE;
  self->plan->claim = flo_planning_get_rate (self) + flo_planning_get_extras (self) +
                      MIN (rest, flo_planning_get_dearest (pools, spot));

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if ((spot ? pool->spot_price : pool->type->on_demand) <= rest)
        return TRUE;
    }

  return FALSE;
}

gboolean
flo_planning_move (FloPlanning       *self,
                   const FloPlanSeat *seat,
                   FloMoveKind        kind,
                   const char        *zone,
                   GPtrArray         *pools,
                   const char        *reason)
{
  JsonObject *parameters;
  JsonArray *ids;
  g_autofree char *title = NULL;

  /* Somebody wants it to be left. */
  if (flo_wishes_find_zone (self->in->wishes, zone) != NULL)
    return FALSE;

  if (!flo_planning_can_afford (self, pools, seat->spot) ||
      (seat->spot && !flo_planning_may_launch_below_stop (self, pools, TRUE)))
    return FALSE;
  if (!self->in->observation->full)
    {
      self->plan->look_closer = TRUE;
      return FALSE;
    }

  parameters = json_object_new ();
  ids = json_array_new ();
  json_array_add_string_element (ids, seat->id);
  json_object_set_array_member (parameters, "moves", ids);
  json_object_set_string_member (parameters, "why", kinds[kind].word);
  if (kind == FLO_MOVE_REVISION)
    title = g_strdup_printf ("Replace %s in %s", seat->id, zone);
  else if (kind == FLO_MOVE_PRICE)
    title = g_strdup_printf ("Move %s to a cheaper pool in %s", seat->id, zone);
  else
    title = g_strdup_printf ("Move %s from %s to %s", seat->id, seat->zone, zone);
  flo_planning_note_disrupted (self, seat->id);
  flo_planning_launch_one (self, seat->spot, zone, pools, title, reason, parameters);

  return TRUE;
}
