/* aws-metadata.c: asks services that are at hand for credentials: containers' and instances'
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "flotilla-config.h"

#include "aws/credentials/aws-metadata.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/aws-exchange.h"
#include "base/flo-secret.h"

typedef struct
{
  SoupMessage *message;        /* (owned) */
  AwsMetadataAnswer *answer;   /* (owned) (nullable): NULL once it is handed out */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_clear_object (&ask->message);
  g_clear_pointer (&ask->answer, aws_metadata_answer_free);
  g_free (ask);
}

SoupSession *
aws_metadata_create_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "flotilla/" FLO_VERSION,
                                                        "proxy-resolver", NULL, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

void
aws_metadata_answer_free (AwsMetadataAnswer *self)
{
  flo_secret_free (self->text);
  g_free (self);
}

static gboolean
received_cb (SoupMessage  *message,
             const char   *data,
             gsize         length,
             gpointer      user_data,
             GError      **error)
{
  AwsMetadataAnswer *answer = ((Ask *) user_data)->answer;

  if (answer->length + length > AWS_METADATA_MAX_SIZE)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_TOO_LARGE, "the answer is larger than 64 KiB",
                                               NULL, 0));
      return FALSE;
    }
  memcpy (answer->text + answer->length, data, length);
  answer->length += length;

  return TRUE;
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Ask *ask = g_task_get_task_data (task);

  if (!aws_exchange_finish (result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ask->answer->status = soup_message_get_status (ask->message);
  g_task_return_pointer (task, g_steal_pointer (&ask->answer), (GDestroyNotify) aws_metadata_answer_free);
}

void
aws_metadata_ask_async (SoupSession         *session,
                        SoupMessage         *message,
                        guint                patience,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  const AwsTimeouts timeouts = { .connect = patience, .idle = patience, .total = patience };
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  ask->message = g_object_ref (message);
  ask->answer = g_new0 (AwsMetadataAnswer, 1);
  ask->answer->text = flo_secret_alloc (AWS_METADATA_MAX_SIZE + 1);
  g_task_set_source_tag (task, aws_metadata_ask_async);
  g_task_set_task_data (task, ask, ask_free);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  aws_exchange_async (session, message, &timeouts, received_cb, ask, cancellable, exchanged_cb,
                      g_steal_pointer (&task));
}

AwsMetadataAnswer *
aws_metadata_ask_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
