/* flo-fleet-runner-act.c: the step of a turn that changes something, and what became of one that nobody saw end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/act/flo-actor.h"
#include "fleet/act/flo-recovery.h"
#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"


/* ---- act ---- */

static void
take_intent (FloFleetRunner *self,
             FloIntent      *intent)
{
  flo_history_add (self->history, intent);
  self->looks = 0;
}

static void
report_failure (FloFleetRunner *self,
                FloAction      *action,
                const GError   *trouble)
{
  AwsErrorCategory category = trouble->domain == AWS_ERROR ? (AwsErrorCategory) trouble->code : AWS_ERROR_UNKNOWN;
  g_autofree char *problem = flo_failure_describe (flo_action_get_title (action), category, trouble->message);
  g_autofree char *reason = flo_failure_explain (category, trouble->message);

  /* The same trouble again is no news. */
  if (g_strcmp0 (problem, self->last_problem) == 0)
    return;

  flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, flo_action_get_title (action), reason, NULL, NULL);
  g_free (self->last_problem);
  self->last_problem = g_steal_pointer (&problem);
}

static gboolean
is_of_instance (FloActionKind kind)
{
  return kind == FLO_ACTION_REBOOT_INSTANCE || kind == FLO_ACTION_START_INSTANCE || kind == FLO_ACTION_STOP_INSTANCE;
}

static void
report_success (FloFleetRunner  *self,
                FloAction       *action,
                const FloIntent *intent)
{
  g_autoptr (JsonObject) result = flo_json_from_text (intent->result);
  g_autoptr (JsonObject) parameters = NULL;
  const char *resource = flo_json_get_string (result, "id");

  /* They name what they are done to, and AWS's answer tells nothing. */
  if (resource == NULL && is_of_instance (flo_action_get_kind (action)))
    {
      parameters = flo_json_from_text (flo_action_get_parameters (action));
      resource = flo_json_get_string (parameters, "id");
    }
  flo_publisher_report (self->publisher, FLO_EVENT_ACTION, flo_action_get_title (action),
                        flo_action_get_reason (action), resource, NULL);
  g_clear_pointer (&self->last_problem, g_free);
}

typedef struct
{
  FloFleetRunner *self;   /* (owned) */
  FloAction *action;      /* (owned) */
} Act;

static void
acted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Act *act = user_data;
  g_autoptr (FloFleetRunner) self = act->self;
  g_autoptr (FloAction) action = act->action;
  g_autoptr (FloIntent) intent = NULL;
  g_autoptr (GError) trouble = NULL;
  GError *error = NULL;

  intent = flo_actor_perform_finish (result, &trouble, &error);
  if (intent == NULL)
    {
      flo_fleet_runner_fail_turn (self, "Write to the journal", error);
      return;
    }

  take_intent (self, intent);
  self->delay = FLO_FLEET_RUNNER_MOVING;

  if (trouble != NULL)
    report_failure (self, action, trouble);
  else
    report_success (self, action, intent);
  if (flo_action_get_kind (action) == FLO_ACTION_CREATE_SECURITY_GROUP)
    flo_tenure_hurry (flo_lease_keeper_get_tenure (self->lease));

  self->troubles = intent->state == FLO_INTENT_OPEN ? self->troubles + 1 : 0;
  flo_fleet_runner_end_turn (self, self->troubles > 0 ? flo_fleet_runner_get_trouble_delay (self)
                                                      : FLO_FLEET_RUNNER_AFTER_ACTION);
}

void
flo_fleet_runner_act (FloFleetRunner *self,
                      FloAction      *action)
{
  Act *act;

  /* Time went by since it was planned, and others may drive the fleet by now. */
  if (!flo_lease_keeper_may_act (self->lease))
    {
      flo_fleet_runner_end_turn (self, FLO_FLEET_RUNNER_MOVING);
      return;
    }

  act = g_new0 (Act, 1);
  act->self = g_object_ref (self);
  act->action = g_object_ref (action);
  flo_fleet_set_busy (self->fleet, TRUE);

  flo_actor_perform_async (self->client, self->store, self->record->id, action,
                           flo_history_find_open (self->history) != NULL,
                           flo_tenure_get_valid_until (flo_lease_keeper_get_tenure (self->lease)), acted_cb, act);
}

/* ---- recover ---- */

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (FloIntent) intent = NULL;
  GError *error = NULL;

  intent = flo_actor_close_finish (result, &error);
  if (intent == NULL)
    {
      flo_fleet_runner_fail_turn (self, "Write to the journal", error);
      return;
    }

  take_intent (self, intent);
  flo_fleet_runner_end_turn (self, FLO_FLEET_RUNNER_AFTER_ACTION);
}

static void
close_open (FloFleetRunner *self,
            const FloPast  *open,
            FloIntentState  state,
            const char     *result_json)
{
  g_autofree char *parameters = flo_json_to_text (open->parameters);
  const FloIntent intent = {
    .id = open->intent,
    .fleet_id = self->record->id,
    .action = (char *) flo_action_kind_get_word (open->kind),
    .token = open->token,
    .parameters = parameters,
    .created_at = open->created_at,
  };

  flo_actor_close_async (self->store, &intent, state, result_json, closed_cb, g_object_ref (self));
}

static void
repeat_open (FloFleetRunner *self,
             const FloPast  *open)
{
  g_autofree char *title = g_strdup_printf ("Finish what was interrupted: %s", flo_action_kind_get_word (open->kind));
  g_autofree char *parameters = flo_json_to_text (open->parameters);
  g_autoptr (FloAction) action = NULL;

  action = flo_action_new (open->kind, title, "nobody got the answer to this call; it is made again with the same token",
                           open->token, parameters);
  flo_fleet_runner_act (self, action);
}

void
flo_fleet_runner_recover (FloFleetRunner *self,
                          const FloPast  *open)
{
  g_autofree char *result = NULL;

  switch (flo_recovery_decide (open, self->observation, self->record->destroy, self->looks, &result))
    {
    case FLO_RECOVERY_REPEAT:
      repeat_open (self, open);
      break;
    case FLO_RECOVERY_LOOK:
      self->looks++;
      flo_fleet_runner_end_turn (self, FLO_FLEET_RUNNER_MOVING);
      break;
    case FLO_RECOVERY_FOUND:
      close_open (self, open, FLO_INTENT_DONE, result);
      break;
    case FLO_RECOVERY_GIVE_UP:
      close_open (self, open, FLO_INTENT_FAILED, result);
      break;
    default:
      g_assert_not_reached ();
    }
}
