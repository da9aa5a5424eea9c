/* flo-queue-source.c: how long an SQS queue is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-queue-source"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/services/aws-sqs.h"
#include "fleet/observe/flo-queue-source.h"

#define PAUSE_SECONDS 30
#define LOCAL_PAUSE_SECONDS 1
/* A number older than this says nothing any more. */
#define KEEPS_SECONDS 300
/* More than SQS counts; keeps sums from overflowing. */
#define MOST_MESSAGES G_GINT64_CONSTANT (1000000000000)

struct _FloQueueSource
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) */
  char *queue;                  /* (owned) */
  char *url;                    /* (owned) (nullable): of the queue, until it cannot be asked */
  gint64 pause;                 /* microseconds */
};

static void flo_queue_source_implement (FloLoadSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloQueueSource, flo_queue_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FLO_TYPE_LOAD_SOURCE, flo_queue_source_implement))


static void
flo_queue_source_finalize (GObject *object)
{
  FloQueueSource *self = FLO_QUEUE_SOURCE (object);

  g_clear_object (&self->client);
  g_free (self->queue);
  g_free (self->url);

  G_OBJECT_CLASS (flo_queue_source_parent_class)->finalize (object);
}

static void
flo_queue_source_class_init (FloQueueSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_queue_source_finalize;
}

static void
flo_queue_source_init (FloQueueSource *self)
{
  self->pause = PAUSE_SECONDS * G_USEC_PER_SEC;
}

/**
 * flo_queue_source_new:
 * @client: (nullable): whom to ask; %NULL: it is never asked
 * @queue: the name of a queue
 *
 * Returns: (transfer full): the source
 */
FloLoadSource *
flo_queue_source_new (AwsClient  *client,
                      const char *queue)
{
  FloQueueSource *self;

  g_return_val_if_fail (queue != NULL, NULL);

  self = g_object_new (FLO_TYPE_QUEUE_SOURCE, NULL);
  g_set_object (&self->client, client);
  self->queue = g_strdup (queue);

  return FLO_LOAD_SOURCE (self);
}

static FloLoadTerms
flo_queue_source_get_terms (FloLoadSource *source)
{
  return (FloLoadTerms) {
    .pause = FLO_QUEUE_SOURCE (source)->pause,
    .keeps = KEEPS_SECONDS * G_USEC_PER_SEC,
    .rights = "sqs:GetQueueUrl and sqs:GetQueueAttributes",
  };
}

static void
flo_queue_source_set_local (FloLoadSource *source)
{
  FLO_QUEUE_SOURCE (source)->pause = LOCAL_PAUSE_SECONDS * G_USEC_PER_SEC;
}

/* ---- the question ---- */

static gboolean
parse_count (const char *text,
             double     *sum)
{
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, MOST_MESSAGES, &number, NULL))
    return FALSE;
  *sum += (double) number;

  return TRUE;
}

/* @error: (transfer full) */
static void
fail (GTask  *task,
      GError *error)
{
  FloQueueSource *self = g_task_get_source_object (task);

  /* It may have been made anew meanwhile. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_pointer (&self->url, g_free);
  g_task_return_error (task, error);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AwsGetQueueAttributesOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  FloLoadFigure figure = { .time = g_get_real_time () };

  if (output == NULL)
    {
      fail (task, error);
      return;
    }

  if (output->attributes != NULL && parse_count (output->attributes->approximate_number_of_messages, &figure.value) &&
      parse_count (output->attributes->approximate_number_of_messages_not_visible, &figure.value))
    {
      GArray *figures = g_array_new (FALSE, FALSE, sizeof (FloLoadFigure));

      g_array_append_val (figures, figure);
      g_task_return_pointer (task, figures, (GDestroyNotify) g_array_unref);
    }
  else
    {
      fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "SQS does not say how many messages there are"));
    }
  aws_shape_free (AWS_SQS_GET_QUEUE_ATTRIBUTES.output, output);
}

static void
count (GTask *task)
{
  FloQueueSource *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) names = aws_string_array_new ("ApproximateNumberOfMessages",
                                                      "ApproximateNumberOfMessagesNotVisible", NULL);
  AwsGetQueueAttributesInput input = { .queue_url = self->url, .attribute_names = names };

  aws_client_call_async (self->client, &AWS_SQS_GET_QUEUE_ATTRIBUTES, &input, g_task_get_cancellable (task), counted_cb,
                         g_object_ref (task));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloQueueSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  AwsGetQueueUrlOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (output == NULL)
    {
      fail (task, error);
      return;
    }

  g_free (self->url);
  self->url = g_steal_pointer (&output->queue_url);
  aws_shape_free (AWS_SQS_GET_QUEUE_URL.output, output);
  if (self->url != NULL)
    count (task);
  else
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "SQS does not say where it is"));
}

static void
flo_queue_source_ask_async (FloLoadSource       *source,
                            GPtrArray           *nodes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FloQueueSource *self = FLO_QUEUE_SOURCE (source);
  AwsGetQueueUrlInput input = { .queue_name = self->queue };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, flo_queue_source_ask_async);
  if (self->url != NULL)
    count (task);
  else
    aws_client_call_async (self->client, &AWS_SQS_GET_QUEUE_URL, &input, cancellable, found_cb, g_object_ref (task));
}

static void
flo_queue_source_implement (FloLoadSourceInterface *iface)
{
  iface->get_terms = flo_queue_source_get_terms;
  iface->set_local = flo_queue_source_set_local;
  iface->ask_async = flo_queue_source_ask_async;
}
