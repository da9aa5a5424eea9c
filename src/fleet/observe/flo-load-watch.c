/* flo-load-watch.c: asks how long the queue is that says how many nodes are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-load-watch"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-sqs.h"
#include "fleet/observe/flo-load-watch.h"

#define PERIOD_SECONDS 30
#define LOCAL_PERIOD_SECONDS 1
/* More than SQS counts; keeps sums from overflowing. */
#define MOST_MESSAGES G_GINT64_CONSTANT (1000000000000)

typedef struct
{
  gint64 messages;
  gint64 time;                  /* Unix microseconds */
} Sample;

struct _FloLoadWatch
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) */
  char *queue;                  /* (owned) (nullable) */
  char *url;                    /* (owned) (nullable): of the queue, until it cannot be asked */
  gint64 window;                /* microseconds */
  GArray *samples;              /* (element-type Sample): of the window, oldest first */
  FloLoad load;
  char *trouble;                /* (owned) (nullable) */
  gint64 period;                /* microseconds */
  gint64 asked_at;              /* Unix microseconds; 0: never */
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (FloLoadWatch, flo_load_watch, G_TYPE_OBJECT)


static void
flo_load_watch_finalize (GObject *object)
{
  FloLoadWatch *self = FLO_LOAD_WATCH (object);

  g_clear_object (&self->client);
  g_free (self->queue);
  g_free (self->url);
  g_array_unref (self->samples);
  g_free (self->trouble);

  G_OBJECT_CLASS (flo_load_watch_parent_class)->finalize (object);
}

static void
flo_load_watch_class_init (FloLoadWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_load_watch_finalize;
}

static void
flo_load_watch_init (FloLoadWatch *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  self->period = PERIOD_SECONDS * G_USEC_PER_SEC;
}

FloLoadWatch *
flo_load_watch_new (AwsClient       *client,
                    const FloConfig *config)
{
  FloLoadWatch *self;

  g_return_val_if_fail (config != NULL, NULL);

  self = g_object_new (FLO_TYPE_LOAD_WATCH, NULL);
  g_set_object (&self->client, client);
  self->queue = g_strdup (config->scaling.queue);
  self->window = config->scaling.in_minutes * 60 * G_USEC_PER_SEC;

  return self;
}

void
flo_load_watch_set_local (FloLoadWatch *self)
{
  g_return_if_fail (FLO_IS_LOAD_WATCH (self));

  self->period = LOCAL_PERIOD_SECONDS * G_USEC_PER_SEC;
}

const FloLoad *
flo_load_watch_get (FloLoadWatch *self)
{
  g_return_val_if_fail (FLO_IS_LOAD_WATCH (self), NULL);

  self->load.trouble = self->trouble;

  return self->queue != NULL ? &self->load : NULL;
}

/* Nobody knows what there was in between: after a silence, or a clock that jumped, it begins anew. */
void
flo_load_watch_take (FloLoadWatch *self,
                     gint64        messages,
                     gint64        time)
{
  const Sample sample = { messages, time };
  guint old = 0;

  g_return_if_fail (FLO_IS_LOAD_WATCH (self));

  if (self->load.time == 0 || time < self->load.time || time - self->load.time > FLO_LOAD_STALE * G_USEC_PER_SEC)
    {
      g_array_set_size (self->samples, 0);
      self->load.since = time;
    }
  g_array_append_val (self->samples, sample);
  while (g_array_index (self->samples, Sample, old).time < time - self->window)
    old++;
  g_array_remove_range (self->samples, 0, old);

  self->load.messages = messages;
  self->load.time = time;
  self->load.peak = 0;
  self->load.before = g_array_index (self->samples, Sample, 0).messages;
  for (guint i = 0; i < self->samples->len; i++)
    self->load.peak = MAX (self->load.peak, g_array_index (self->samples, Sample, i).messages);
}

/* ---- the question ---- */

static gboolean
parse_count (const char *text,
             gint64     *sum)
{
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, MOST_MESSAGES, &number, NULL))
    return FALSE;
  *sum += (gint64) number;

  return TRUE;
}

/* The end of a question. @error: (transfer full) (nullable) */
static void
end_question (GTask  *task,
              GError *error)
{
  FloLoadWatch *self = g_task_get_source_object (task);
  g_autoptr (GError) owned = error;
  g_autofree char *before = g_steal_pointer (&self->trouble);
  gboolean news;

  self->asking = FALSE;
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->trouble = g_steal_pointer (&before);
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }

  if (owned != NULL)
    {
      /* It may have been made anew meanwhile. */
      g_clear_pointer (&self->url, g_free);
      self->trouble = g_strdup_printf ("Nobody knows how long the queue %s is: %s. The number of nodes stays until it can "
                                       "be read%s", self->queue, owned->message,
                                       g_error_matches (owned, AWS_ERROR, AWS_ERROR_PERMISSION)
                                         ? ". Allow sqs:GetQueueUrl and sqs:GetQueueAttributes; flotillactl account "
                                           "policy --feature metrics prints a policy with them"
                                         : "");
    }
  news = owned == NULL || g_strcmp0 (before, self->trouble) != 0;
  g_task_return_boolean (task, news);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AwsGetQueueAttributesOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  gint64 sum = 0;

  if (output == NULL)
    {
      end_question (task, error);
      return;
    }

  if (output->attributes != NULL && parse_count (output->attributes->approximate_number_of_messages, &sum) &&
      parse_count (output->attributes->approximate_number_of_messages_not_visible, &sum))
    flo_load_watch_take (g_task_get_source_object (task), sum, g_get_real_time ());
  else
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "SQS does not say how many messages there are");
  aws_shape_free (AWS_SQS_GET_QUEUE_ATTRIBUTES.output, output);
  end_question (task, error);
}

static void
count (GTask *task)
{
  FloLoadWatch *self = g_task_get_source_object (task);
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
  FloLoadWatch *self = g_task_get_source_object (task);
  GError *error = NULL;
  AwsGetQueueUrlOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (output == NULL)
    {
      end_question (task, error);
      return;
    }

  g_free (self->url);
  self->url = g_steal_pointer (&output->queue_url);
  aws_shape_free (AWS_SQS_GET_QUEUE_URL.output, output);
  if (self->url != NULL)
    count (task);
  else
    end_question (task, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "SQS does not say where it is"));
}

void
flo_load_watch_refresh_async (FloLoadWatch        *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_LOAD_WATCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_load_watch_refresh_async);
  if (self->queue == NULL || self->asking || (self->asked_at <= now && now - self->asked_at < self->period))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  self->asking = TRUE;
  self->asked_at = now;
  if (self->url != NULL)
    {
      count (task);
    }
  else
    {
      AwsGetQueueUrlInput input = { .queue_name = self->queue };

      aws_client_call_async (self->client, &AWS_SQS_GET_QUEUE_URL, &input, cancellable, found_cb, g_object_ref (task));
    }
}

gboolean
flo_load_watch_refresh_finish (FloLoadWatch  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
