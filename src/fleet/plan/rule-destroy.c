/* rule-destroy.c: take everything down, in the order AWS allows
 *
 * Only what carries the fleet's own tag, or what the journal says we made, is named here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-destroy"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-planning.h"

#include <string.h>

/* TerminateInstances takes 1,000 ids and ends none of them when it knows one of them not. */
#define MAX_IDS 500
/* DeleteFleets takes 25 instant fleets. */
#define MAX_FLEETS 25
/* An instance that shows no sign of ending for so long after we asked is asked again. */
#define ASK_AGAIN (60 * G_USEC_PER_SEC)

enum
{
  STEP_INSTANCES,
  STEP_TEMPLATE,
  STEP_ACCESS,
  STEP_STORAGE,
  STEP_NETWORK,
  STEP_PROOF,
  N_STEPS,
};

static const char * const step_words[N_STEPS] = { "instances", "template", "access", "storage", "network",
                                                  "proof" };

typedef struct
{
  FloSeenKind seen;
  FloActionKind made_by;
  FloActionKind deleted_by;
  const char *what;
  const char *reason;
  guint step;
  gboolean only_ready;     /* of those that are not there is nothing to do yet */
  guint forget;            /* seconds that AWS takes to forget one that is deleted; 0: a moment */
} Kind;

/* In dependency order. */
static const Kind before_the_end[] = {
  { FLO_SEEN_EVENT_RULE, FLO_ACTION_PUT_EVENT_RULE, FLO_ACTION_DELETE_EVENT_RULE,
    "event rule", "nobody listens any more", STEP_ACCESS },
  { FLO_SEEN_QUEUE, FLO_ACTION_CREATE_QUEUE, FLO_ACTION_DELETE_QUEUE,
    "queue", "nothing sends to it any more", STEP_ACCESS, .forget = 60 },
  { FLO_SEEN_LAUNCH_TEMPLATE, FLO_ACTION_CREATE_LAUNCH_TEMPLATE, FLO_ACTION_DELETE_LAUNCH_TEMPLATE,
    "launch template", "nothing is launched any more", STEP_TEMPLATE },
  { FLO_SEEN_KEY_PAIR, FLO_ACTION_IMPORT_KEY_PAIR, FLO_ACTION_DELETE_KEY_PAIR,
    "key pair", "it was made for this fleet", STEP_ACCESS },
};
/* What costs most first. What the engine never makes itself has no action that makes it. */
static const Kind after_the_end[] = {
  { FLO_SEEN_ADDRESS, FLO_ACTION_WAIT, FLO_ACTION_RELEASE_ADDRESS,
    "Elastic IP address", "it carries this fleet's tag, and no node needs it any more", STEP_NETWORK },
  { FLO_SEEN_VOLUME, FLO_ACTION_WAIT, FLO_ACTION_DELETE_VOLUME,
    "volume", "it carries this fleet's tag, and no instance has it any more", STEP_STORAGE, .only_ready = TRUE },
  { FLO_SEEN_SNAPSHOT, FLO_ACTION_WAIT, FLO_ACTION_DELETE_SNAPSHOT,
    "snapshot", "it carries this fleet's tag", STEP_STORAGE },
  { FLO_SEEN_SECURITY_GROUP, FLO_ACTION_CREATE_SECURITY_GROUP, FLO_ACTION_DELETE_SECURITY_GROUP,
    "security group", "no instance uses it any more", STEP_ACCESS },
  { FLO_SEEN_SUBNET, FLO_ACTION_CREATE_SUBNET, FLO_ACTION_DELETE_SUBNET,
    "subnet", "no instance is in it any more", STEP_NETWORK },
  { FLO_SEEN_INTERNET_GATEWAY, FLO_ACTION_CREATE_INTERNET_GATEWAY, FLO_ACTION_DELETE_INTERNET_GATEWAY,
    "internet gateway", "nothing needs the way to the internet any more", STEP_NETWORK },
  { FLO_SEEN_VPC, FLO_ACTION_CREATE_VPC, FLO_ACTION_DELETE_VPC,
    "VPC", "it was made for this fleet and is empty", STEP_NETWORK },
};


/* What AWS shows of a kind, and what the journal says was made too lately to be shown.
 * (element-type utf8), borrowed */
static GPtrArray *
list_left (FloPlanning *self,
           const Kind  *kind)
{
  GPtrArray *others = self->in->observation->others;
  FloHistory *history = self->in->history;
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == kind->seen && seen->ours && (seen->ready || !kind->only_ready))
        g_ptr_array_add (ids, seen->id);
    }

  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);
      const char *id = flo_json_get_string (past->result, "id");

      if (past->kind != kind->made_by || past->state != FLO_INTENT_DONE || id == NULL ||
          self->in->now - past->finished_at >= FLO_HISTORY_PATIENCE ||
          g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL) ||
          flo_history_was_deleted (history, kind->deleted_by, id))
        continue;

      g_ptr_array_add (ids, (gpointer) id);
    }

  return ids;
}

static gboolean
was_made_with_id (FloHistory    *history,
                  FloActionKind  made_by,
                  const char    *id)
{
  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);

      if (past->kind == made_by && g_strcmp0 (flo_json_get_string (past->result, "id"), id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_shown (FloPlanning *self,
          const Kind  *kind,
          const char  *token)
{
  GPtrArray *others = self->in->observation->others;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == kind->seen && g_strcmp0 (seen->token, token) == 0)
        return TRUE;
    }

  return FALSE;
}

/* How many of a kind AWS neither shows nor has told the ids of: the answer of the call that made one was lost, the call
 * after it was told that there is one already. */
static guint
count_unshown (FloPlanning *self,
               const Kind  *kind)
{
  FloHistory *history = self->in->history;
  guint n = 0, deleted = 0;

  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);

      n += past->state == FLO_INTENT_DONE && past->kind == kind->made_by && past->result != NULL &&
           json_object_has_member (past->result, "exists") &&
           self->in->now - past->finished_at < FLO_HISTORY_PATIENCE && !is_shown (self, kind, past->token);
    }
  for (guint i = 0; n > 0 && i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);

      deleted += past->state == FLO_INTENT_DONE && past->kind == kind->deleted_by &&
                 !was_made_with_id (history, kind->made_by, flo_json_get_string (past->parameters, "id"));
    }

  return n > deleted ? n - deleted : 0;
}

/* How many of a kind there ever were, for progress: what is left, and what was deleted. */
static guint
count_deleted (FloPlanning *self,
               const Kind  *kind)
{
  FloHistory *history = self->in->history;
  g_autoptr (GHashTable) deleted = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);
      const char *id = flo_json_get_string (past->parameters, "id");

      if (past->kind == kind->deleted_by && past->state == FLO_INTENT_DONE && id != NULL)
        g_hash_table_add (deleted, (gpointer) id);
    }

  return g_hash_table_size (deleted);
}

static void
plan_detach (FloPlanning *self,
             const char  *gateway_id)
{
  const FloSeen *seen = flo_observation_find (self->in->observation, FLO_SEEN_INTERNET_GATEWAY, gateway_id);
  g_autofree char *title = NULL;
  JsonObject *parameters;

  if (seen == NULL || seen->vpc_id == NULL)
    return;

  title = g_strdup_printf ("Detach internet gateway %s", gateway_id);
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "id", gateway_id);
  json_object_set_string_member (parameters, "vpc", seen->vpc_id);
  flo_planning_add (self, FLO_ACTION_DETACH_INTERNET_GATEWAY, title, "an attached gateway cannot be deleted",
                    parameters, NULL);
}

/* Of an ARN or a URL people know the end: "flotilla-f-2222abcd". */
static const char *
get_short_name (const char *id)
{
  const char *slash = strrchr (id, '/');

  return slash != NULL ? slash + 1 : id;
}

/* A rule with a target cannot be deleted. What is not seen may have one. */
static void
plan_remove_target (FloPlanning *self,
                    const char  *rule_arn)
{
  const FloSeen *seen = flo_observation_find (self->in->observation, FLO_SEEN_EVENT_RULE, rule_arn);
  const char *name = get_short_name (rule_arn);
  g_autofree char *title = NULL;
  JsonObject *parameters;

  if (seen != NULL && !seen->ready)
    return;
  for (guint i = flo_history_get_n (self->in->history); seen == NULL && i > 0; i--)
    {
      const FloPast *past = flo_history_get (self->in->history, i - 1);

      if (past->kind == FLO_ACTION_REMOVE_EVENT_TARGET && past->state == FLO_INTENT_DONE)
        return;
    }

  title = g_strdup_printf ("Send no more events from rule %s to the queue", name);
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "rule", name);
  flo_planning_add (self, FLO_ACTION_REMOVE_EVENT_TARGET, title, "a rule that sends something cannot be deleted",
                    parameters, NULL);
}

/* FALSE: it was deleted a moment ago, and AWS goes on to show it for a while */
static gboolean
has_to_be_deleted (FloPlanning *self,
                   const Kind  *kind,
                   const char  *id)
{
  FloHistory *history = self->in->history;
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  for (guint i = flo_history_get_n (history); kind->forget > 0 && i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->kind != kind->deleted_by || past->state != FLO_INTENT_DONE ||
          g_strcmp0 (flo_json_get_string (past->parameters, "id"), id) != 0)
        continue;
      if (self->in->now - past->finished_at >= kind->forget * G_USEC_PER_SEC)
        return TRUE;

      title = g_strdup_printf ("Wait for %s %s to go", kind->what, get_short_name (id));
      reason = g_strdup_printf ("it is deleted, which takes AWS up to %u seconds", kind->forget);
      flo_planning_wait (self, title, reason);
      return FALSE;
    }

  return TRUE;
}

static void
plan_delete (FloPlanning *self,
             const Kind  *kind,
             const char  *id)
{
  gboolean seen = flo_observation_find (self->in->observation, kind->seen, id) != NULL;
  const char *verb = kind->seen == FLO_SEEN_ADDRESS ? "Release" : "Delete";
  g_autofree char *title = g_strdup_printf ("%s %s %s", verb, kind->what, get_short_name (id));
  JsonObject *parameters;

  if (kind->seen == FLO_SEEN_INTERNET_GATEWAY)
    plan_detach (self, id);
  if (kind->seen == FLO_SEEN_EVENT_RULE)
    plan_remove_target (self, id);

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "id", id);
  if (kind->seen == FLO_SEEN_EVENT_RULE)
    json_object_set_string_member (parameters, "name", get_short_name (id));
  if (seen)
    json_object_set_boolean_member (parameters, "seen", TRUE);
  flo_planning_add (self, kind->deleted_by, title, kind->reason, parameters, NULL);
}

static void
plan_kind (FloPlanning *self,
           const Kind  *kind)
{
  g_autoptr (GPtrArray) ids = list_left (self, kind);
  guint deleted = count_deleted (self, kind), unshown = count_unshown (self, kind);

  self->plan->steps[kind->step].done += deleted;
  self->plan->steps[kind->step].total += deleted + ids->len + unshown;

  for (guint i = 0; i < ids->len; i++)
    {
      if (has_to_be_deleted (self, kind, g_ptr_array_index (ids, i)))
        plan_delete (self, kind, g_ptr_array_index (ids, i));
    }
  if (unshown > 0)
    {
      g_autofree char *title = g_strdup_printf ("Wait until AWS shows the %s", kind->what);

      flo_planning_wait (self, title, "AWS said that there is one, and does not show it yet");
    }
}

static void
plan_termination (FloPlanning *self,
                  GPtrArray   *ids,
                  const char  *reason)
{
  for (guint first = 0; first < ids->len; first += MAX_IDS)
    {
      guint n = MIN (MAX_IDS, ids->len - first);
      g_autofree char *title = g_strdup_printf ("Terminate %u instance%s", n, n == 1 ? "" : "s");
      JsonObject *parameters = json_object_new ();
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < n; i++)
        json_array_add_string_element (array, g_ptr_array_index (ids, first + i));
      json_object_set_array_member (parameters, "ids", array);
      flo_planning_add (self, FLO_ACTION_TERMINATE_INSTANCES, title, reason, parameters, NULL);
    }
}

/* Launched too lately for AWS to list them. Asked for apart: one id it does not know would keep all the
 * others alive. */
static GPtrArray *
list_unseen_instances (FloPlanning *self)
{
  FloHistory *history = self->in->history;
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);
      JsonArray *instances;

      if (past->kind != FLO_ACTION_CREATE_FLEET || past->state != FLO_INTENT_DONE ||
          self->in->now - past->finished_at >= FLO_HISTORY_PATIENCE)
        continue;

      instances = flo_json_get_array (past->result, "instances");
      for (guint k = 0; k < flo_json_length (instances); k++)
        {
          const char *id = flo_json_get_string (flo_json_object_at (instances, k), "id");

          if (id != NULL && flo_observation_find_instance (self->in->observation, id) == NULL &&
              flo_history_terminated (history, id) == 0)
            g_ptr_array_add (ids, (gpointer) id);
        }
    }

  return ids;
}

static gboolean
has_to_be_ended (FloPlanning           *self,
                 const FloSeenInstance *instance)
{
  gint64 asked = flo_history_terminated (self->in->history, instance->id);

  if (asked == 0 && instance->fleet != NULL)
    asked = flo_history_deleted_fleet (self->in->history, instance->fleet);
  if (instance->state == FLO_SEEN_TERMINATED)
    return FALSE;

  return asked == 0 || (instance->state < FLO_SEEN_STOPPING && self->in->now - asked > ASK_AGAIN);
}

/* Returns: how many instances are not terminated yet */
static guint
plan_instances (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;
  g_autoptr (GPtrArray) alive = g_ptr_array_new ();
  g_autoptr (GPtrArray) unseen = list_unseen_instances (self);
  guint left = unseen->len;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->state != FLO_SEEN_TERMINATED)
        left++;
      if (has_to_be_ended (self, instance))
        g_ptr_array_add (alive, instance->id);
    }

  self->plan->steps[STEP_INSTANCES].total += instances->len + unseen->len;
  self->plan->steps[STEP_INSTANCES].done += instances->len + unseen->len - left;

  plan_termination (self, alive, "the fleet is being destroyed");
  plan_termination (self, unseen, "the fleet is being destroyed; AWS does not list them yet");

  return left;
}

static void
plan_spot_requests (FloPlanning *self)
{
  static const char * const living[] = { "open", "active", "disabled", NULL };
  GPtrArray *requests = self->in->observation->spot_requests;
  JsonArray *ids = json_array_new ();
  JsonObject *parameters;
  g_autofree char *title = NULL;
  guint n;

  for (guint i = 0; i < requests->len; i++)
    {
      const FloSeenSpotRequest *request = g_ptr_array_index (requests, i);

      if (request->state != NULL && g_strv_contains (living, request->state))
        json_array_add_string_element (ids, request->id);
    }

  n = json_array_get_length (ids);
  if (n == 0)
    {
      json_array_unref (ids);
      return;
    }

  title = g_strdup_printf ("Cancel %u spot request%s", n, n == 1 ? "" : "s");
  parameters = json_object_new ();
  json_object_set_array_member (parameters, "ids", ids);
  flo_planning_add (self, FLO_ACTION_CANCEL_SPOT_REQUESTS, title, "no instance may be launched for them any more",
                    parameters, NULL);
}

/* A volume goes with its instance, or becomes free when that has gone. */
static void
plan_wait_for_volumes (FloPlanning *self)
{
  GPtrArray *others = self->in->observation->others;
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      n += seen->kind == FLO_SEEN_VOLUME && seen->ours && !seen->ready;
    }

  if (n == 0)
    return;

  title = g_strdup_printf ("Wait for %u volume%s to be free", n, n == 1 ? "" : "s");
  flo_planning_wait (self, title, "what an instance has cannot be deleted");
}

/* The journal's requests that EC2 was to keep. (element-type utf8), borrowed */
static GHashTable *
list_made_to_keep (FloPlanning *self)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);
  FloHistory *history = self->in->history;

  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);
      const char *id = past->kind == FLO_ACTION_CREATE_FLEET ? flo_json_get_string (past->result, "id") : NULL;

      if (id != NULL && g_strcmp0 (flo_json_get_string (past->parameters, "type"), "maintain") == 0)
        g_hash_table_add (ids, (gpointer) id);
    }

  return ids;
}

/* Those the journal knows, and those AWS names.
 * @kept: those that EC2 keeps: it replaces what is ended as long as it does; or the others
 *
 * Returns: (transfer container) (element-type utf8): borrowed */
static GPtrArray *
list_fleets (FloPlanning *self,
             gboolean     kept)
{
  g_autoptr (GPtrArray) known = flo_history_list_fleets (self->in->history);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) made_to_keep = list_made_to_keep (self);
  GPtrArray *others = self->in->observation->others;
  GPtrArray *fleets = g_ptr_array_new ();

  for (guint i = 0; i < known->len; i++)
    g_hash_table_add (ids, g_ptr_array_index (known, i));
  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == FLO_SEEN_FLEET && seen->ours && g_hash_table_add (ids, seen->id))
        g_ptr_array_add (known, seen->id);
    }
  for (guint i = 0; i < known->len; i++)
    {
      const char *id = g_ptr_array_index (known, i);
      const FloSeen *seen = flo_observation_find (self->in->observation, FLO_SEEN_FLEET, id);

      if ((seen != NULL ? seen->kept : g_hash_table_contains (made_to_keep, id)) == kept)
        g_ptr_array_add (fleets, (gpointer) id);
    }

  return fleets;
}

/* @kept: those that EC2 keeps, or the others */
static void
plan_fleets (FloPlanning *self,
             gboolean     kept)
{
  g_autoptr (GPtrArray) fleets = list_fleets (self, kept);

  for (guint first = 0; first < fleets->len; first += MAX_FLEETS)
    {
      guint n = MIN (MAX_FLEETS, fleets->len - first);
      g_autofree char *title = g_strdup_printf ("Delete %u EC2 Fleet request%s", n, n == 1 ? "" : "s");
      JsonObject *parameters = json_object_new ();
      JsonArray *ids = json_array_new ();

      for (guint i = 0; i < n; i++)
        json_array_add_string_element (ids, g_ptr_array_index (fleets, first + i));
      json_object_set_array_member (parameters, "ids", ids);
      flo_planning_add (self, FLO_ACTION_DELETE_FLEETS, title,
                        kept ? "EC2 would replace the instances that are ended; it ends them with the request"
                             : "their instances are gone or going", parameters, NULL);
    }
}

void
flo_rule_destroy (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  guint left;

  plan->n_steps = N_STEPS;
  for (guint i = 0; i < N_STEPS; i++)
    plan->steps[i].word = step_words[i];

  if (!self->in->observation->full)
    {
      plan->look_closer = TRUE;
      return;
    }

  plan_fleets (self, TRUE);
  left = plan_instances (self);
  plan_spot_requests (self);
  plan_fleets (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (before_the_end); i++)
    plan_kind (self, &before_the_end[i]);

  if (left > 0)
    {
      g_autofree char *title = g_strdup_printf ("Wait for %u instance%s to end", left, left == 1 ? "" : "s");

      flo_planning_wait (self, title, "what they use cannot be deleted before");
    }

  for (guint i = 0; i < G_N_ELEMENTS (after_the_end); i++)
    plan_kind (self, &after_the_end[i]);
  if (left == 0)
    plan_wait_for_volumes (self);

  plan->steps[STEP_PROOF].total = 1;
  plan->complete = plan->actions->len == 0;
}
