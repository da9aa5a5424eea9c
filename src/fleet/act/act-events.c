/* act-events.c: the calls that make and delete the queue that a fleet's events come to, and the rule that fills it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-act-events"

#include "flotilla-config.h"

#include "aws/services/aws-events.h"
#include "aws/services/aws-sqs.h"
#include "fleet/act/flo-action-call.h"
#include "fleet/flo-fleet-json.h"

#define TARGET_ID "queue"


static GPtrArray *
make_event_tags (JsonObject *parameters)
{
  JsonObject *object = flo_json_get_object (parameters, "tags");
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;
  GPtrArray *tags = g_ptr_array_new ();

  for (GList *link = names; link != NULL; link = link->next)
    {
      AwsEventTag *tag = g_new0 (AwsEventTag, 1);

      tag->key = g_strdup (link->data);
      tag->value = g_strdup (flo_json_get_string (object, link->data));
      g_ptr_array_add (tags, tag);
    }

  return tags;
}

static GPtrArray *
make_queue_tags (JsonObject *parameters)
{
  JsonObject *object = flo_json_get_object (parameters, "tags");
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;
  GPtrArray *tags = g_ptr_array_new ();

  for (GList *link = names; link != NULL; link = link->next)
    {
      AwsMapEntry *tag = g_new0 (AwsMapEntry, 1);

      tag->key = g_strdup (link->data);
      tag->value = g_strdup (flo_json_get_string (object, link->data));
      g_ptr_array_add (tags, tag);
    }

  return tags;
}

static void
build_put_rule (gpointer    data,
                JsonObject *parameters,
                const char *token)
{
  AwsPutRuleInput *input = data;

  input->name = flo_action_call_dup_string (parameters, "name");
  input->event_pattern = flo_action_call_dup_string (parameters, "pattern");
  input->description = flo_action_call_dup_string (parameters, "description");
  input->state = g_strdup ("ENABLED");
  input->tags = make_event_tags (parameters);
}

static JsonObject *
read_put_rule (gconstpointer   data,
               JsonObject     *parameters,
               JsonObject    **result,
               GError        **error)
{
  const AwsPutRuleOutput *output = data;

  return flo_action_call_make_result (output->rule_arn);
}

static void
build_create_queue (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsCreateQueueInput *input = data;

  input->queue_name = flo_action_call_dup_string (parameters, "name");
  input->attributes = g_new0 (AwsQueueAttributes, 1);
  input->attributes->policy = flo_action_call_dup_string (parameters, "policy");
  input->attributes->message_retention_period = flo_action_call_dup_string (parameters, "retention");
  input->attributes->sqs_managed_sse_enabled = g_strdup ("true");
  input->tags = make_queue_tags (parameters);
}

static JsonObject *
read_create_queue (gconstpointer   data,
                   JsonObject     *parameters,
                   JsonObject    **result,
                   GError        **error)
{
  const AwsCreateQueueOutput *output = data;

  return flo_action_call_make_result (output->queue_url);
}

static void
build_put_target (gpointer    data,
                  JsonObject *parameters,
                  const char *token)
{
  AwsPutTargetsInput *input = data;
  AwsEventTarget *target = g_new0 (AwsEventTarget, 1);

  target->id = g_strdup (TARGET_ID);
  target->arn = flo_action_call_dup_string (parameters, "queue");
  input->rule = flo_action_call_dup_string (parameters, "rule");
  input->targets = g_ptr_array_new ();
  g_ptr_array_add (input->targets, target);
}

/* What EventBridge could not do is in an answer that looks like success. */
static gboolean
check_failures (GPtrArray   *failures,
                const char  *harmless,
                GError     **error)
{
  const AwsEventTargetFailure *failure = aws_list_length (failures) > 0 ? g_ptr_array_index (failures, 0) : NULL;

  if (failure == NULL || (harmless != NULL && g_strcmp0 (failure->error_code, harmless) == 0))
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_UNKNOWN, "EventBridge did not take the target %s: %s (%s)",
               failure->target_id != NULL ? failure->target_id : TARGET_ID,
               failure->error_message != NULL ? failure->error_message : "it does not say why",
               failure->error_code != NULL ? failure->error_code : "no code");

  return FALSE;
}

static JsonObject *
read_put_target (gconstpointer   data,
                 JsonObject     *parameters,
                 JsonObject    **result,
                 GError        **error)
{
  const AwsPutTargetsOutput *output = data;

  return check_failures (output->failed_entries, NULL, error) ? json_object_new () : NULL;
}

static void
build_remove_target (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsRemoveTargetsInput *input = data;

  input->rule = flo_action_call_dup_string (parameters, "rule");
  input->ids = aws_string_array_new (TARGET_ID, NULL);
}

static JsonObject *
read_remove_target (gconstpointer   data,
                    JsonObject     *parameters,
                    JsonObject    **result,
                    GError        **error)
{
  const AwsRemoveTargetsOutput *output = data;

  return check_failures (output->failed_entries, "ResourceNotFoundException", error) ? json_object_new () : NULL;
}

static void
build_delete_rule (gpointer    data,
                   JsonObject *parameters,
                   const char *token)
{
  AwsDeleteRuleInput *input = data;

  input->name = flo_action_call_dup_string (parameters, "name");
}

static void
build_delete_queue (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsDeleteQueueInput *input = data;

  input->queue_url = flo_action_call_dup_string (parameters, "id");
}

/* Their names hold the fleet's id: to put what is there, and to create a queue that is, changes nothing. */
const FloActionCall flo_event_calls[] = {
  { FLO_ACTION_PUT_EVENT_RULE, &AWS_EVENTS_PUT_RULE, build_put_rule, read_put_rule },
  { FLO_ACTION_CREATE_QUEUE, &AWS_SQS_CREATE_QUEUE, build_create_queue, read_create_queue },
  { FLO_ACTION_PUT_EVENT_TARGET, &AWS_EVENTS_PUT_TARGETS, build_put_target, read_put_target },
  { FLO_ACTION_REMOVE_EVENT_TARGET, &AWS_EVENTS_REMOVE_TARGETS, build_remove_target, read_remove_target,
    .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_EVENT_RULE, &AWS_EVENTS_DELETE_RULE, build_delete_rule, .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_QUEUE, &AWS_SQS_DELETE_QUEUE, build_delete_queue, .absent_is_done = TRUE },
  { 0 },
};
