/* aws-file-fetch.c: a file that AWS publishes for everybody, as it comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-file-fetch"

#include "aws/aws-file-fetch.h"

#include <string.h>

#include "aws/aws-client-private.h"

#define MAX_ETAG_LENGTH 1024

typedef struct
{
  SoupMessage *message;          /* (owned) */
  char *etag;                    /* (owned) (nullable): of the file that was read last time */
  const char *if_missing;        /* static */
  AwsFileSink sink;
  gpointer sink_data;

  gboolean is_unchanged;
  char *new_etag;                /* (owned) (nullable) */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->message);
  g_free (fetch->etag);
  g_free (fetch->new_etag);
  g_free (fetch);
}

static gboolean
fetch_body_cb (SoupMessage  *message,
               const char   *data,
               gsize         length,
               gpointer      user_data,
               GError      **error)
{
  Fetch *fetch = user_data;

  /* What a proxy says instead is judged by its status alone. */
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    return TRUE;

  return fetch->sink (fetch->sink_data, data, length, error);
}

static gboolean
fetch_judge (Fetch   *fetch,
             GError **error)
{
  const guint status = soup_message_get_status (fetch->message);
  const char *etag = soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "ETag");
  g_autofree char *message = NULL;
  gboolean is_missing;

  fetch->is_unchanged = status == SOUP_STATUS_NOT_MODIFIED && fetch->etag != NULL;
  if (status == SOUP_STATUS_OK || fetch->is_unchanged)
    {
      if (etag == NULL || strlen (etag) > MAX_ETAG_LENGTH)
        etag = fetch->is_unchanged ? fetch->etag : NULL;
      fetch->new_etag = g_strdup (etag);
      return TRUE;
    }

  is_missing = status == SOUP_STATUS_NOT_FOUND;
  message = g_strdup_printf ("%s answered with status %u; %s", g_uri_get_host (soup_message_get_uri (fetch->message)),
                             status, is_missing ? fetch->if_missing : "try again later");
  g_propagate_error (error, aws_error_new (NULL, is_missing ? "NoSuchKey" : NULL, message, NULL, status));

  return FALSE;
}

static void
fetch_exchanged_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (aws_exchange_finish (result, &error) && fetch_judge (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * _aws_file_fetch_async:
 * @client: whose connections are used, after they were prepared; its credentials are not
 * @uri: where the file is
 * @etag: (nullable): of the file that was read last time
 * @if_missing: what it means when there is none, in a few words; static
 * @timeout: of the whole, in milliseconds; the client's when that is longer
 * @sink: (scope async): gets the content
 * @sink_data: for @sink; has to live until @callback
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when the file was read
 * @user_data: for @callback
 *
 * It is not repeated when it fails: its caller has to forget what came so far first.
 */
void
_aws_file_fetch_async (AwsClient           *client,
                       GUri                *uri,
                       const char          *etag,
                       const char          *if_missing,
                       guint                timeout,
                       AwsFileSink          sink,
                       gpointer             sink_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  AwsConnection *connection = _aws_client_get_connection (client);
  AwsTimeouts timeouts = connection->timeouts;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->etag = g_strdup (etag);
  fetch->if_missing = if_missing;
  fetch->sink = sink;
  fetch->sink_data = sink_data;
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  if (etag != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (fetch->message), "If-None-Match", etag);
  g_task_set_source_tag (task, _aws_file_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);

  timeouts.total = MAX (timeouts.total, timeout);
  aws_exchange_async (connection->session, fetch->message, &timeouts, fetch_body_cb, fetch, cancellable,
                      fetch_exchanged_cb, task);
}

/**
 * _aws_file_fetch_finish:
 * @result: the result
 * @is_unchanged: (out): the file is still the one that was asked about; there was no content
 * @etag: (out) (nullable) (transfer full): names this state of the file
 * @error: %AWS_ERROR, what the sink said, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the file was read
 */
gboolean
_aws_file_fetch_finish (GAsyncResult  *result,
                        gboolean      *is_unchanged,
                        char         **etag,
                        GError       **error)
{
  Fetch *fetch = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *is_unchanged = fetch->is_unchanged;
  *etag = g_steal_pointer (&fetch->new_etag);

  return TRUE;
}
