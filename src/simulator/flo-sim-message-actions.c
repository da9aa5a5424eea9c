/* flo-sim-message-actions.c: messages of queues
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-sqs.h"

#define MOST_AT_ONCE    10
#define LONGEST_HIDING  43200
#define LONGEST_DELAY   900
#define LONGEST_WAIT    20
#define BATCH_PREFIX(call) ((call)->json ? "" : "AWS.SimpleQueueService.")

/* One entry of a batch, or a call of its own: fills @done with what is told of success. FALSE: the
 * call has failed, with what is wrong with the entry. */
typedef gboolean (*EntryHandler) (FloSimCall     *call,
                                  FloSimResource *queue,
                                  JsonObject     *entry,
                                  JsonObject     *done);

static gboolean
send_entry (FloSimCall     *call,
            FloSimResource *queue,
            JsonObject     *entry,
            JsonObject     *done)
{
  const char *body = flo_sim_json_get (entry, "MessageBody");
  gint64 largest = flo_sim_queues_attribute (queue, "MaximumMessageSize", 262144);
  g_autofree char *md5 = NULL;
  gint64 delay;

  if (json_object_has_member (entry, "MessageAttributes"))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "The practice cloud keeps no message attributes; put what you have to "
                              "say into the body.");
  if (body == NULL || body[0] == '\0')
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter MessageBody.");
  if ((gint64) strlen (body) > largest)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "One or more parameters are invalid. Reason: Message must be shorter "
                              "than %" G_GINT64_FORMAT " bytes.",
                              largest);
  if (!flo_sim_sqs_read_int (call, entry, "DelaySeconds",
                             flo_sim_queues_attribute (queue, "DelaySeconds", 0), 0, LONGEST_DELAY,
                             &delay))
    return FALSE;
  md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, body, -1);
  flo_sim_json_set (done, "MD5OfMessageBody", md5, "MessageId",
                    flo_sim_queues_send (call->cloud, queue, body, delay * FLO_SIM_SECOND,
                                         call->now),
                    NULL);
  return TRUE;
}

static gboolean
delete_entry (FloSimCall     *call,
              FloSimResource *queue,
              JsonObject     *entry,
              JsonObject     *done)
{
  const char *handle = flo_sim_json_get (entry, "ReceiptHandle");

  if (handle != NULL && flo_sim_queue_delete (flo_sim_queues_get (call->cloud, queue), handle))
    return TRUE;
  return flo_sim_call_fail (call, "ReceiptHandleIsInvalid",
                            "The input receipt handle \"%s\" is not a valid receipt handle.",
                            handle != NULL ? handle : "");
}

static gboolean
hide_entry (FloSimCall     *call,
            FloSimResource *queue,
            JsonObject     *entry,
            JsonObject     *done)
{
  const char *handle = flo_sim_json_get (entry, "ReceiptHandle");
  gint64 seconds;

  if (!flo_sim_sqs_read_int (call, entry, "VisibilityTimeout", 0, 0, LONGEST_HIDING, &seconds))
    return FALSE;
  if (handle != NULL
      && flo_sim_queue_change_visibility (flo_sim_queues_get (call->cloud, queue), handle,
                                          call->now + seconds * FLO_SIM_SECOND, call->now))
    {
      if (seconds == 0 && call->cloud->arrived != NULL)
        call->cloud->arrived (call->cloud->arrived_data);
      return TRUE;
    }
  return flo_sim_call_fail (call,
                            call->json ? "MessageNotInflight"
                                       : "AWS.SimpleQueueService.MessageNotInflight",
                            "Value %s for parameter ReceiptHandle is invalid. Reason: Message does "
                            "not exist or is not available for visibility timeout change.",
                            handle != NULL ? handle : "");
}

/* Ids are there, different, and not too many. FALSE: the call has failed. */
static gboolean
check_batch (FloSimCall *call,
             JsonArray  *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = entries != NULL ? json_array_get_length (entries) : 0;
  g_autofree char *code = NULL;

  if (n == 0 || n > MOST_AT_ONCE)
    {
      code = g_strconcat (BATCH_PREFIX (call),
                          n == 0 ? "EmptyBatchRequest" : "TooManyEntriesInBatchRequest", NULL);
      return flo_sim_call_fail (call, code, n == 0
                                    ? "There should be at least one entry in the request."
                                    : "Maximum number of entries per request are 10.");
    }
  for (guint i = 0; i < n; i++)
    {
      JsonObject *entry = flo_sim_json_nth (entries, i);
      const char *id = entry != NULL ? flo_sim_json_get (entry, "Id") : NULL;

      if (id == NULL || !g_hash_table_add (seen, (gpointer) id))
        {
          code = g_strconcat (BATCH_PREFIX (call), "BatchEntryIdsNotDistinct", NULL);
          return flo_sim_call_fail (call, code, "Id %s repeated.", id != NULL ? id : "");
        }
    }
  return TRUE;
}

/* What goes wrong with an entry is told of that entry. */
static gboolean
run_batch (FloSimCall   *call,
           EntryHandler  handler)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);
  JsonArray *entries = flo_sim_json_get_array (call->input, "Entries");
  JsonArray *successful, *failed;

  if (queue == NULL || !check_batch (call, entries))
    return FALSE;
  successful = json_array_new ();
  failed = json_array_new ();
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = flo_sim_json_nth (entries, i);
      JsonObject *done = flo_sim_json_new ("Id", flo_sim_json_get (entry, "Id"), NULL);

      if (handler (call, queue, entry, done))
        json_array_add_object_element (successful, g_steal_pointer (&done));
      else
        {
          flo_sim_json_set (done, "?SenderFault", TRUE, "Code", call->code, "Message",
                            call->message, NULL);
          json_array_add_object_element (failed, g_steal_pointer (&done));
          g_clear_pointer (&call->code, g_free);
          g_clear_pointer (&call->message, g_free);
          call->status = 200;
        }
    }
  flo_sim_json_set (call->result, "[Successful", successful, "[Failed", failed, NULL);
  return TRUE;
}

static gboolean
run_one (FloSimCall   *call,
         EntryHandler  handler)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);

  return queue != NULL && handler (call, queue, call->input, call->result);
}

gboolean
flo_sim_sqs_send_message (FloSimCall *call)
{
  return run_one (call, send_entry);
}

gboolean
flo_sim_sqs_send_message_batch (FloSimCall *call)
{
  return run_batch (call, send_entry);
}

gboolean
flo_sim_sqs_delete_message (FloSimCall *call)
{
  return run_one (call, delete_entry);
}

gboolean
flo_sim_sqs_delete_message_batch (FloSimCall *call)
{
  return run_batch (call, delete_entry);
}

gboolean
flo_sim_sqs_change_message_visibility (FloSimCall *call)
{
  return run_one (call, hide_entry);
}

gboolean
flo_sim_sqs_change_message_visibility_batch (FloSimCall *call)
{
  return run_batch (call, hide_entry);
}

/* Was the attribute asked for, by its name or by All? */
static gboolean
is_wanted (FloSimCall *call,
           const char *name)
{
  static const char *const members[] = { "AttributeNames", "MessageSystemAttributeNames" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *names = flo_sim_json_get_array (call->input, members[i]);

      for (guint j = 0; names != NULL && j < json_array_get_length (names); j++)
        if (g_str_equal (json_array_get_string_element (names, j), name)
            || g_str_equal (json_array_get_string_element (names, j), "All"))
          return TRUE;
    }
  return FALSE;
}

static void
drop_unwanted (FloSimCall *call,
               JsonArray  *messages)
{
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = flo_sim_json_nth (messages, i);
      JsonObject *attributes = json_object_get_object_member (message, "Attributes");
      g_autoptr (GList) names = json_object_get_members (attributes);
      g_autoptr (GList) copies = g_list_copy (names);

      for (GList *l = copies; l != NULL; l = l->next)
        if (!is_wanted (call, l->data))
          json_object_remove_member (attributes, l->data);
      if (json_object_get_size (attributes) == 0)
        json_object_remove_member (message, "Attributes");
    }
}

/* With nothing to receive, the server asks again until the wait is over: see wait_until. */
gboolean
flo_sim_sqs_receive_message (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);
  gint64 most, hidden, wait, retention;
  FloSimQueue *messages;
  JsonArray *received;

  if (queue == NULL
      || !flo_sim_sqs_read_int (call, call->input, "MaxNumberOfMessages", 1, 1, MOST_AT_ONCE, &most)
      || !flo_sim_sqs_read_int (call, call->input, "VisibilityTimeout",
                                flo_sim_queues_attribute (queue, "VisibilityTimeout", 30), 0,
                                LONGEST_HIDING, &hidden)
      || !flo_sim_sqs_read_int (
          call, call->input, "WaitTimeSeconds",
          flo_sim_queues_attribute (queue, "ReceiveMessageWaitTimeSeconds", 0), 0, LONGEST_WAIT,
          &wait))
    return FALSE;
  messages = flo_sim_queues_get (call->cloud, queue);
  retention = flo_sim_queues_attribute (queue, "MessageRetentionPeriod", 345600);
  flo_sim_queue_expire (messages, retention * FLO_SIM_SECOND, call->now);
  received = flo_sim_queue_receive (messages, (guint) most, call->now + hidden * FLO_SIM_SECOND,
                                    call->now);
  if (json_array_get_length (received) > 0)
    {
      drop_unwanted (call, received);
      flo_sim_json_set (call->result, "[Messages", received, NULL);
      return TRUE;
    }
  json_array_unref (received);
  if (wait > 0)
    {
      call->wait = wait * FLO_SIM_SECOND;
      call->retry_at = flo_sim_queue_next_visible (messages, call->now);
    }
  return TRUE;
}
