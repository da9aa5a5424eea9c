/* flo-actor.c: carries one action out: journal first, then the call, then the result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-actor"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "fleet/act/flo-action-call.h"
#include "fleet/act/flo-actor.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"

#include <string.h>

/* One action under way. */
typedef struct
{
  AwsClient *client;             /* (owned) (nullable): NULL: only the journal is written */
  FloStore *store;               /* (owned) */
  const FloActionCall *call;     /* (nullable) */
  JsonObject *parameters;        /* (owned) (nullable) */
  FloIntent *intent;             /* (owned): as it will be returned */
  GError *trouble;               /* (owned) (nullable) */
  gboolean repeated;             /* it may have been carried out before */
  gint64 until;                  /* of flo_time_get_boot(): it is too late afterwards */
} Act;


static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_object (&act->client);
  g_clear_object (&act->store);
  g_clear_pointer (&act->parameters, json_object_unref);
  g_clear_pointer (&act->intent, flo_intent_free);
  g_clear_error (&act->trouble);
  g_free (act);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (flo_journal_end_finish (FLO_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
end_intent (GTask          *task,
            FloIntentState  state,
            char           *result_json)
{
  Act *act = g_task_get_task_data (task);

  act->intent->state = state;
  g_free (act->intent->result);
  act->intent->result = result_json;
  act->intent->finished_at = g_get_real_time ();

  flo_journal_end_async (act->store, act->intent->id, state, result_json, NULL, ended_cb, g_object_ref (task));
}

static char *
make_failure (const GError *error,
              JsonObject   *kept)
{
  g_autoptr (JsonObject) result = kept != NULL ? json_object_ref (kept) : json_object_new ();
  const char *code = aws_error_get_code (error);
  AwsErrorCategory category = error->domain == AWS_ERROR ? (AwsErrorCategory) error->code : AWS_ERROR_UNKNOWN;

  json_object_set_string_member (result, "category", flo_failure_get_word (category));
  if (code != NULL)
    json_object_set_string_member (result, "code", code);
  json_object_set_string_member (result, "message", error->message);

  return flo_json_to_text (result);
}

/* Some refusals say that what we wanted is so already: of a call that is repeated, or was lost on the way. */
static char *
make_result_if_done (const FloActionCall *call,
                     const GError        *error)
{
  const char *code = aws_error_get_code (error);

  if (code != NULL && call->done_codes != NULL && g_strv_contains (call->done_codes, code))
    return g_strdup ("{\"exists\":true}");
  if (call->absent_is_done && g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND))
    return g_strdup ("{\"absent\":true}");

  return NULL;
}

static void
end_with_error (GTask      *task,
                GError     *error,
                JsonObject *kept)
{
  Act *act = g_task_get_task_data (task);
  char *result = make_result_if_done (act->call, error);

  if (result != NULL)
    {
      g_error_free (error);
      end_intent (task, FLO_INTENT_DONE, result);
      return;
    }

  act->trouble = error;
  if (flo_failure_is_ambiguous (error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (kept == NULL && (act->repeated || aws_error_is_uncertain (error)))
    {
      /* It refuses this attempt, and says nothing of the one before. */
      act->intent->result = make_failure (error, NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    end_intent (task, FLO_INTENT_FAILED, make_failure (error, kept));
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonObject) kept = NULL;
  GError *error = NULL;
  gpointer output;

  output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  if (error != NULL)
    {
      end_with_error (task, error, NULL);
      return;
    }

  answer = act->call->read != NULL ? act->call->read (output, act->parameters, &kept, &error) : json_object_new ();
  if (output != NULL)
    aws_shape_free (act->call->operation->output, output);

  if (answer == NULL)
    end_with_error (task, error, kept);
  else
    end_intent (task, FLO_INTENT_DONE, flo_json_to_text (answer));
}

static void
make_call (GTask *task)
{
  Act *act = g_task_get_task_data (task);
  gpointer input = aws_shape_new (act->call->operation->input);

  act->call->build (input, act->parameters, act->intent->token);
  aws_client_call_async (act->client, act->call->operation, input, NULL, called_cb, g_object_ref (task));
  aws_shape_free (act->call->operation->input, input);
}

static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Act *act = g_task_get_task_data (task);
  GError *error = NULL;

  act->intent->id = flo_journal_begin_finish (FLO_STORE (object), result, &error);
  if (act->intent->id == 0)
    {
      g_task_return_error (task, error);
      return;
    }

  if (flo_time_get_boot () < act->until)
    {
      make_call (task);
      return;
    }

  /* The computer slept while the journal was written, for example: somebody else may act by now. */
  act->trouble = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Too late: another computer may drive the fleet by now");
  g_task_return_boolean (task, TRUE);
}

static FloIntent *
make_intent (const char *fleet_id,
             FloAction  *action)
{
  FloIntent *intent = g_new0 (FloIntent, 1);

  intent->fleet_id = g_strdup (fleet_id);
  intent->action = g_strdup (flo_action_kind_get_word (flo_action_get_kind (action)));
  intent->token = g_strdup (flo_action_get_token (action));
  intent->parameters = g_strdup (flo_action_get_parameters (action));
  intent->reason = g_strdup (flo_action_get_reason (action));
  intent->created_at = g_get_real_time ();

  return intent;
}

static FloIntent *
copy_intent (const FloIntent *intent)
{
  FloIntent *copy = g_memdup2 (intent, sizeof *intent);

  copy->fleet_id = g_strdup (intent->fleet_id);
  copy->action = g_strdup (intent->action);
  copy->token = g_strdup (intent->token);
  copy->parameters = g_strdup (intent->parameters);
  copy->reason = g_strdup (intent->reason);
  copy->result = g_strdup (intent->result);

  return copy;
}

void
flo_actor_perform_async (AwsClient           *client,
                         FloStore            *store,
                         const char          *fleet_id,
                         FloAction           *action,
                         gboolean             repeated,
                         gint64               until,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Act *act = g_new0 (Act, 1);

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (FLO_IS_ACTION (action));

  g_task_set_source_tag (task, flo_actor_perform_async);
  g_task_set_task_data (task, act, act_free);
  act->client = g_object_ref (client);
  act->store = g_object_ref (store);
  act->intent = make_intent (fleet_id, action);
  act->repeated = repeated;
  act->until = until;
  act->parameters = flo_json_from_text (act->intent->parameters);
  act->call = flo_action_call_find (flo_action_get_kind (action));
  g_assert (act->call != NULL);

  flo_journal_begin_async (store, fleet_id, act->intent->action, act->intent->token, act->intent->parameters,
                           act->intent->reason, NULL, begun_cb, g_object_ref (task));
}

FloIntent *
flo_actor_perform_finish (GAsyncResult  *result,
                          GError       **trouble,
                          GError       **error)
{
  Act *act = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  if (trouble != NULL)
    *trouble = g_steal_pointer (&act->trouble);

  return g_steal_pointer (&act->intent);
}

void
flo_actor_close_async (FloStore            *store,
                       const FloIntent     *intent,
                       FloIntentState       state,
                       const char          *result_json,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Act *act = g_new0 (Act, 1);

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (intent != NULL);

  g_task_set_source_tag (task, flo_actor_close_async);
  g_task_set_task_data (task, act, act_free);
  act->store = g_object_ref (store);
  act->intent = copy_intent (intent);

  end_intent (task, state, g_strdup (result_json));
}

FloIntent *
flo_actor_close_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return flo_actor_perform_finish (result, NULL, error);
}
