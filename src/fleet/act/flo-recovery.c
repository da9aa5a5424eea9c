/* flo-recovery.c: what became of a call whose answer nobody got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-recovery"

#include "flotilla-config.h"

#include "fleet/act/flo-action-call.h"
#include "fleet/act/flo-recovery.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"


/* Makes something that would cost, or be left over. */
static gboolean
makes_something (const FloActionCall *call)
{
  return call->read != NULL && (call->kind <= FLO_ACTION_CREATE_FLEET || call->kind == FLO_ACTION_PUT_EVENT_RULE ||
                                call->kind == FLO_ACTION_CREATE_QUEUE);
}

/* A fleet that EC2 keeps has the tag itself; its instances have the template's. */
static gboolean
is_kept (const FloPast *past)
{
  return past->kind == FLO_ACTION_CREATE_FLEET &&
         g_strcmp0 (flo_json_get_string (past->parameters, "type"), "maintain") == 0;
}

static char *
find_instances (FloObservation *observation,
                const char     *token)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *instances = json_array_new ();

  json_object_set_array_member (result, "instances", instances);
  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);
      JsonObject *made;

      if (g_strcmp0 (instance->token, token) != 0)
        continue;

      made = flo_action_call_make_result (instance->id);
      if (instance->type != NULL)
        json_object_set_string_member (made, "type", instance->type);
      if (instance->zone != NULL)
        json_object_set_string_member (made, "zone", instance->zone);
      json_object_set_string_member (made, "lifecycle", instance->spot ? "spot" : "on-demand");
      json_array_add_object_element (instances, made);
      if (instance->fleet != NULL)
        json_object_set_string_member (result, "id", instance->fleet);
    }

  return json_array_get_length (instances) > 0 ? flo_json_to_text (result) : NULL;
}

static char *
find_other (FloObservation *observation,
            const char     *token,
            gboolean        kept)
{
  for (guint i = 0; i < observation->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (observation->others, i);
      g_autoptr (JsonObject) result = NULL;

      if (!seen->ours || g_strcmp0 (seen->token, token) != 0 || (kept && seen->kind != FLO_SEEN_FLEET))
        continue;

      result = flo_action_call_make_result (seen->id);
      return flo_json_to_text (result);
    }

  return NULL;
}

static char *
make_given_up (void)
{
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_string_member (result, "category", flo_failure_get_word (AWS_ERROR_UNKNOWN));
  json_object_set_string_member (result, "message", "Interrupted; AWS shows nothing that came of it");

  return flo_json_to_text (result);
}

/* Of no use any more to a fleet that is to be destroyed. */
static gboolean
is_moot (FloActionKind kind)
{
  return kind == FLO_ACTION_MODIFY_FLEET || kind == FLO_ACTION_CREATE_TEMPLATE_VERSION || kind == FLO_ACTION_TAG_TEMPLATE ||
         kind == FLO_ACTION_START_INSTANCE || kind == FLO_ACTION_STOP_INSTANCE;
}

FloRecovery
flo_recovery_decide (const FloPast   *open,
                     FloObservation  *observation,
                     gboolean         destroy,
                     guint            looks,
                     char           **result)
{
  const FloActionCall *call;
  gboolean refused;

  g_return_val_if_fail (open != NULL, FLO_RECOVERY_REPEAT);
  g_return_val_if_fail (observation != NULL, FLO_RECOVERY_REPEAT);
  g_return_val_if_fail (result != NULL, FLO_RECOVERY_REPEAT);

  *result = NULL;
  /* These may have nodes run, or change what is about to go. Nothing is lost: what is to be destroyed needs neither number,
   * nor template, nor standby any more. */
  if (destroy && is_moot (open->kind))
    {
      *result = make_given_up ();
      return FLO_RECOVERY_GIVE_UP;
    }

  call = flo_action_call_find (open->kind);
  refused = open->result != NULL;
  if (refused && !makes_something (call))
    {
      *result = flo_json_to_text (open->result);
      return FLO_RECOVERY_GIVE_UP;
    }
  if (!refused && !call->look_first && !(destroy && makes_something (call)))
    return FLO_RECOVERY_REPEAT;

  *result = open->kind == FLO_ACTION_CREATE_FLEET && !is_kept (open) ? find_instances (observation, open->token)
                                                                     : find_other (observation, open->token, is_kept (open));
  if (*result != NULL)
    return FLO_RECOVERY_FOUND;
  if (looks + 1 < FLO_RECOVERY_LOOKS)
    return FLO_RECOVERY_LOOK;
  if (!destroy && !refused)
    return FLO_RECOVERY_REPEAT;

  *result = refused ? flo_json_to_text (open->result) : make_given_up ();

  return FLO_RECOVERY_GIVE_UP;
}
