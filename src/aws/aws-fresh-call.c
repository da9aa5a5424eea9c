/* aws-fresh-call.c: calls about what was made a moment ago
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "aws/aws-client-private.h"
#include "aws/aws-fresh-call.h"

#include "aws/aws-error.h"

/* In units of the client's patience, normally seconds. */
#define FIRST_DELAY 1
#define LONGEST_DELAY 16
#define LONGEST_WAIT 120   /* all delays of a call together, in the same units */

typedef struct
{
  const AwsOperation *operation;
  gpointer input;        /* (owned) (nullable) */
  gint64 made_at;        /* Unix seconds, 0 = long ago */
  guint delay;           /* before the next repetition */
  guint waited;          /* so far */
} FreshCall;

static void
fresh_call_free (gpointer data)
{
  FreshCall *call = data;

  if (call->operation->input != NULL)
    aws_shape_free (call->operation->input, call->input);
  g_free (call);
}

/**
 * aws_fresh_call_is_too_early:
 * @error: (nullable): how a call about a resource failed
 * @made_at: when the resource was made, in Unix seconds; 0: long ago
 * @now: Unix seconds
 *
 * Returns: whether @error says that the resource does not exist and it is too early to believe that
 */
gboolean
aws_fresh_call_is_too_early (const GError *error,
                             gint64        made_at,
                             gint64        now)
{
  return made_at != 0 && g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND)
         && now - made_at < AWS_FRESH_SECONDS;
}

static void fresh_call_send (GTask *task);

static gboolean
fresh_call_wait_over_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    fresh_call_send (g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/* Takes @task. */
static void
fresh_call_wait (GTask *task)
{
  FreshCall *call = g_task_get_task_data (task);
  guint unit = _aws_client_get_backoff_unit (g_task_get_source_object (task));
  g_autoptr(GSource) timer = g_timeout_source_new (call->delay * unit);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) cancelled = NULL;

  call->waited += call->delay;
  call->delay = MIN (2 * call->delay, LONGEST_DELAY);
  g_source_set_callback (timer, fresh_call_wait_over_cb, task, g_object_unref);
  if (cancellable != NULL)
    {
      cancelled = g_cancellable_source_new (cancellable);
      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_attach (timer, g_task_get_context (task));
}

static void
fresh_call_done_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  FreshCall *call = g_task_get_task_data (task);
  gpointer output = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output != NULL)
    g_task_return_pointer (task, output, NULL);
  else if (call->waited < LONGEST_WAIT
           && aws_fresh_call_is_too_early (error, call->made_at, g_get_real_time () / G_USEC_PER_SEC))
    fresh_call_wait (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
fresh_call_send (GTask *task)
{
  FreshCall *call = g_task_get_task_data (task);

  aws_client_call_async (g_task_get_source_object (task), call->operation, call->input,
                         g_task_get_cancellable (task), fresh_call_done_cb, task);
}

/**
 * aws_fresh_call_async:
 * @client: a client
 * @operation: what to call
 * @input: (nullable): its input; copied
 * @made_at: when the youngest resource that @input names was made, in Unix seconds; 0: long ago
 * @cancellable: (nullable): to give up
 * @callback: called in the client's main context
 * @user_data: for @callback
 *
 * Calls as aws_client_call_async() does. When AWS says that something does not exist and the resource is
 * younger than %AWS_FRESH_SECONDS, the call is repeated after 1, 2, 4, 8 and then always 16 seconds, for
 * two minutes at most: AWS has not carried it out, so that this does no harm. After that the error is
 * what AWS says; a resource that is younger still may exist nevertheless.
 *
 * Not for deletions, for which NotFound is the end.
 */
void
aws_fresh_call_async (AwsClient           *client,
                      const AwsOperation  *operation,
                      gconstpointer        input,
                      gint64               made_at,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  FreshCall *call;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (operation != NULL);

  call = g_new0 (FreshCall, 1);
  call->operation = operation;
  if (input != NULL)
    call->input = aws_shape_copy (operation->input, input);
  call->made_at = made_at;
  call->delay = FIRST_DELAY;

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_fresh_call_async);
  g_task_set_task_data (task, call, fresh_call_free);
  /* What AWS has done is reported even to a caller who has lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  fresh_call_send (g_steal_pointer (&task));
}

/**
 * aws_fresh_call_finish:
 * @client: the client
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, to be freed with aws_shape_free (operation->output, answer);
 *   %NULL with @error set
 */
gpointer
aws_fresh_call_finish (AwsClient     *client,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
