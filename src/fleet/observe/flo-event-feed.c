/* flo-event-feed.c: reads a fleet's queue, for as long as it is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-event-feed"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-sqs.h"
#include "fleet/observe/flo-event-feed.h"

#include <string.h>

/* The most that SQS allows. */
#define WAIT_SECONDS 20
#define MAX_MESSAGES 10
/* What is not deleted by then comes again. */
#define HIDDEN_SECONDS 60
/* Between two tries when it cannot be read, milliseconds; doubled each time. */
#define RETRY_FIRST 1000
#define RETRY_LAST 60000
/* One failure is no trouble yet: the next look may work. */
#define FAILURES_TO_TELL 2

struct _FloEventFeed
{
  GObject parent_instance;

  AwsClient *client;           /* (owned) */
  char *queue_url;             /* (owned) */
  GCancellable *cancellable;   /* (owned) (nullable): while it is started */
  GPtrArray *receipts;         /* (owned) (nullable) (element-type utf8): of what was received and is not released */
  guint timer;
  guint failures;              /* in a row */
  gint64 asked_at;             /* monotonic */
  gboolean working;
  gboolean gone;
  char *problem;               /* (owned) (nullable) */
};

enum
{
  RECEIVED,
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloEventFeed, flo_event_feed, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void receive (FloEventFeed *self);


static void
flo_event_feed_dispose (GObject *object)
{
  flo_event_feed_stop (FLO_EVENT_FEED (object));

  G_OBJECT_CLASS (flo_event_feed_parent_class)->dispose (object);
}

static void
flo_event_feed_finalize (GObject *object)
{
  FloEventFeed *self = FLO_EVENT_FEED (object);

  g_clear_object (&self->client);
  g_free (self->queue_url);
  g_free (self->problem);

  G_OBJECT_CLASS (flo_event_feed_parent_class)->finalize (object);
}

static void
flo_event_feed_class_init (FloEventFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_event_feed_dispose;
  object_class->finalize = flo_event_feed_finalize;

  signals[RECEIVED] = g_signal_new ("received", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_event_feed_init (FloEventFeed *self)
{
}

FloEventFeed *
flo_event_feed_new (AwsClient  *client,
                    const char *queue_url)
{
  FloEventFeed *self;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (queue_url != NULL, NULL);

  self = g_object_new (FLO_TYPE_EVENT_FEED, NULL);
  self->client = g_object_ref (client);
  self->queue_url = g_strdup (queue_url);

  return self;
}

/* ---- how it goes ---- */

static gboolean
retry_cb (gpointer user_data)
{
  FloEventFeed *self = user_data;

  self->timer = 0;
  receive (self);

  return G_SOURCE_REMOVE;
}

static void
note_failure (FloEventFeed *self,
              const GError *error)
{
  const gboolean was_told = self->problem != NULL;
  guint delay = MIN (RETRY_FIRST << MIN (self->failures, 6), RETRY_LAST);

  self->failures++;
  self->gone = g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
  self->timer = g_timeout_add (delay, retry_cb, self);

  if (self->failures < FAILURES_TO_TELL)
    return;

  self->working = FALSE;
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  if (!was_told)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
note_success (FloEventFeed *self)
{
  const gboolean changed = !self->working;

  self->failures = 0;
  self->working = TRUE;
  self->gone = FALSE;
  g_clear_pointer (&self->problem, g_free);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- delete ---- */

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FloEventFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  AwsDeleteMessageBatchOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  /* What is not deleted comes again, and is known by its id. */
  if (output != NULL)
    aws_shape_free (AWS_SQS_DELETE_MESSAGE_BATCH.output, output);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Could not delete what was read: %s", error->message);

  if (self->cancellable != NULL)
    receive (self);
}

static void
delete_entry_free (gpointer data)
{
  AwsDeleteMessageBatchEntry *entry = data;

  g_free (entry->id);
  g_free (entry->receipt_handle);
  g_free (entry);
}

static void
delete_received (FloEventFeed *self)
{
  g_autoptr (GPtrArray) receipts = g_steal_pointer (&self->receipts);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (delete_entry_free);
  AwsDeleteMessageBatchInput input = { .queue_url = self->queue_url, .entries = entries };

  for (guint i = 0; i < receipts->len; i++)
    {
      AwsDeleteMessageBatchEntry *entry = g_new0 (AwsDeleteMessageBatchEntry, 1);

      entry->id = g_strdup_printf ("m%u", i);
      entry->receipt_handle = g_strdup (g_ptr_array_index (receipts, i));
      g_ptr_array_add (entries, entry);
    }
  aws_client_call_async (self->client, &AWS_SQS_DELETE_MESSAGE_BATCH, &input, self->cancellable, deleted_cb,
                         g_object_ref (self));
}

/* ---- receive ---- */

static void
add_event (GPtrArray             *events,
           const AwsQueueMessage *message)
{
  g_autoptr (GError) error = NULL;
  FloCloudEvent *event;

  if (message->body == NULL)
    return;

  event = flo_cloud_event_parse (message->body, strlen (message->body), &error);
  if (event != NULL)
    g_ptr_array_add (events, event);
  else
    g_message ("%s; it is thrown away", error->message);
}

static void
received_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FloEventFeed) self = user_data;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_cloud_event_free);
  g_autoptr (GError) error = NULL;
  AwsReceiveMessageOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (self->cancellable == NULL)
    {
      if (output != NULL)
        aws_shape_free (AWS_SQS_RECEIVE_MESSAGE.output, output);
      return;
    }
  if (output == NULL)
    {
      note_failure (self, error);
      return;
    }

  self->receipts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (aws_list_length (output->messages), MAX_MESSAGES); i++)
    {
      const AwsQueueMessage *message = g_ptr_array_index (output->messages, i);

      if (message->receipt_handle == NULL)
        continue;
      add_event (events, message);
      g_ptr_array_add (self->receipts, g_strdup (message->receipt_handle));
    }
  aws_shape_free (AWS_SQS_RECEIVE_MESSAGE.output, output);

  note_success (self);
  /* Who was told may have stopped it. */
  if (self->cancellable == NULL)
    return;
  if (events->len > 0)
    g_signal_emit (self, signals[RECEIVED], 0, events);
  else
    flo_event_feed_release (self, TRUE);
}

static void
receive (FloEventFeed *self)
{
  AwsReceiveMessageInput input = {
    .queue_url = self->queue_url,
    .max_number_of_messages = aws_integer (MAX_MESSAGES),
    .wait_time_seconds = aws_integer (WAIT_SECONDS),
    .visibility_timeout = aws_integer (HIDDEN_SECONDS),
  };

  self->asked_at = g_get_monotonic_time ();
  aws_client_call_async (self->client, &AWS_SQS_RECEIVE_MESSAGE, &input, self->cancellable, received_cb,
                         g_object_ref (self));
}

void
flo_event_feed_release (FloEventFeed *self,
                        gboolean      kept)
{
  g_return_if_fail (FLO_IS_EVENT_FEED (self));

  if (self->cancellable == NULL || self->receipts == NULL)
    return;

  if (kept && self->receipts->len > 0)
    {
      delete_received (self);
      return;
    }

  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  /* Something on the way may answer for the queue, without waiting. */
  if (g_get_monotonic_time () - self->asked_at < RETRY_FIRST * 1000)
    self->timer = g_timeout_add (RETRY_FIRST, retry_cb, self);
  else
    receive (self);
}

void
flo_event_feed_start (FloEventFeed *self)
{
  g_return_if_fail (FLO_IS_EVENT_FEED (self));
  g_return_if_fail (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  receive (self);
}

void
flo_event_feed_stop (FloEventFeed *self)
{
  g_return_if_fail (FLO_IS_EVENT_FEED (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  self->working = FALSE;
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

const char *
flo_event_feed_get_url (FloEventFeed *self)
{
  g_return_val_if_fail (FLO_IS_EVENT_FEED (self), NULL);

  return self->queue_url;
}

gboolean
flo_event_feed_is_working (FloEventFeed *self)
{
  g_return_val_if_fail (FLO_IS_EVENT_FEED (self), FALSE);

  return self->working;
}

const char *
flo_event_feed_get_problem (FloEventFeed *self)
{
  g_return_val_if_fail (FLO_IS_EVENT_FEED (self), NULL);

  return self->problem;
}

gboolean
flo_event_feed_is_gone (FloEventFeed *self)
{
  g_return_val_if_fail (FLO_IS_EVENT_FEED (self), FALSE);

  return self->gone;
}
