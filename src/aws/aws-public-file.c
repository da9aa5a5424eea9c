/* aws-public-file.c: a small file that AWS publishes for everybody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-public-file"

#include "aws/aws-public-file.h"

#include "aws/aws-client-private.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-error-codes.h"
#include "aws/aws-file-fetch.h"
#include "aws/aws-partition.h"

#define TOTAL_TIMEOUT (5 * 60000)

static const AwsService public_files =
{
  .id = "pricing",
  .sdk_id = "PRICE_FILES",
  .endpoint_prefix = "pricing",
};

typedef struct
{
  AwsClient *client;             /* (owned) */
  char *url;                     /* (owned) */
  char *etag;                    /* (owned) (nullable) */
  gsize max_size;

  GByteArray *body;              /* (owned) */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_byte_array_unref (fetch->body);
  g_object_unref (fetch->client);
  g_free (fetch->url);
  g_free (fetch->etag);
  g_free (fetch);
}

void
aws_public_file_free (AwsPublicFile *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->etag);
  g_free (self);
}

static gboolean
append (gpointer      sink_data,
        const char   *data,
        gsize         length,
        GError      **error)
{
  Fetch *fetch = sink_data;

  if (length > fetch->max_size - fetch->body->len)
    {
      g_autofree char *problem = g_strdup_printf ("the file is larger than %" G_GSIZE_FORMAT " bytes",
                                                  fetch->max_size);

      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_TOO_LARGE, problem, NULL, 0));
      return FALSE;
    }
  g_byte_array_append (fetch->body, (const guint8 *) data, length);

  return TRUE;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(AwsPublicFile) file = g_new0 (AwsPublicFile, 1);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!_aws_file_fetch_finish (result, &file->is_unchanged, &file->etag, &error))
    {
      if (error->domain == AWS_ERROR)
        g_prefix_error (&error, "%s: ", fetch->url);
      g_task_return_error (task, error);
      return;
    }

  if (!file->is_unchanged)
    file->content = g_bytes_new (fetch->body->data, fetch->body->len);
  g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) aws_public_file_free);
}

/* (nullable) (transfer full): where somebody else stands in for AWS */
static AwsEndpoint *
find_stand_in (AwsClient  *client,
               GError    **error)
{
  AwsConnection *connection = _aws_client_get_connection (client);
  const AwsPartition *partition = aws_partition_find (aws_client_get_region (client));
  g_autoptr(AwsEndpoint) endpoint = NULL;
  AwsSettings settings;
  g_autofree char *host = NULL;

  if (connection->settings == NULL)
    return NULL;

  settings = *connection->settings;
  settings.use_fips = FALSE;
  settings.use_dual_stack = FALSE;
  endpoint = aws_endpoint_resolve (&public_files, partition->global_region,
                                   _aws_client_get_endpoint_url (client), &settings, error);
  if (endpoint == NULL)
    return NULL;

  host = g_strdup_printf (".%s", partition->suffix);

  return g_str_has_suffix (g_uri_get_host (endpoint->uri), host) ? NULL : g_steal_pointer (&endpoint);
}

/* (nullable) (transfer full): @url, or the same path of who stands in for AWS */
static GUri *
fetch_resolve (Fetch   *fetch,
               GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AwsEndpoint) stand_in = find_stand_in (fetch->client, &local_error);
  g_autoptr(GUri) uri = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  uri = g_uri_parse (fetch->url, G_URI_FLAGS_ENCODED_PATH, error);
  if (uri == NULL || stand_in == NULL)
    return g_steal_pointer (&uri);

  return g_uri_parse_relative (stand_in->uri, g_uri_get_path (uri), G_URI_FLAGS_ENCODED_PATH, error);
}

static void
fetch_prepared_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = NULL;
  Fetch *fetch = g_task_get_task_data (task);

  if (aws_connection_prepare_finish (result, &error))
    uri = fetch_resolve (fetch, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  _aws_file_fetch_async (fetch->client, uri, fetch->etag, "try again later", TOTAL_TIMEOUT, append, fetch,
                         g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

/**
 * aws_public_file_fetch_async:
 * @client: whose connections are used; its credentials are not
 * @url: where the file is at AWS; when the client talks to somebody who stands in for AWS (the practice cloud), he
 *   is asked for the same path
 * @etag: (nullable): of the file that was read last time
 * @max_size: in bytes; a larger file is refused as soon as that shows
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * It is not repeated when it fails.
 */
void
aws_public_file_fetch_async (AwsClient           *client,
                             const char          *url,
                             const char          *etag,
                             gsize                max_size,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (url != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (client);
  fetch->url = g_strdup (url);
  fetch->etag = g_strdup (etag);
  fetch->max_size = max_size;
  fetch->body = g_byte_array_new ();
  g_task_set_source_tag (task, aws_public_file_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  aws_connection_prepare_async (_aws_client_get_connection (client), cancellable,
                                fetch_prepared_cb, task);
}

/**
 * aws_public_file_fetch_finish:
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the file, or %NULL with @error set
 */
AwsPublicFile *
aws_public_file_fetch_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * aws_public_file_dup_place:
 * @client: a client
 *
 * What the practice cloud says of prices must not be taken for AWS's word: who keeps such figures keeps them apart by
 * this name.
 *
 * Returns: (transfer full) (nullable): "aws", "aws-cn" and so on, or a name of who stands in for AWS; %NULL before the
 *   client's settings are read, which its first call does, and when they name no valid place
 */
char *
aws_public_file_dup_place (AwsClient *client)
{
  g_autoptr(AwsEndpoint) stand_in = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sum = NULL;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);

  if (_aws_client_get_connection (client)->settings == NULL)
    return NULL;

  stand_in = find_stand_in (client, &error);
  if (error != NULL)
    return NULL;
  if (stand_in == NULL)
    return g_strdup (aws_partition_find (aws_client_get_region (client))->id);

  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, stand_in->host, -1);

  return g_strdup_printf ("endpoint-%.16s", sum);
}

static void
place_prepared_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AwsClient *client = g_task_get_task_data (task);
  g_autoptr(AwsEndpoint) stand_in = NULL;
  GError *error = NULL;

  /* What is wrong with the endpoint is said in its own words. */
  if (aws_connection_prepare_finish (result, &error))
    stand_in = find_stand_in (client, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, aws_public_file_dup_place (client), g_free);
}

/**
 * aws_public_file_find_place_async:
 * @client: a client
 * @cancellable: (nullable): ends it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * As aws_public_file_dup_place(), for a client that has called nobody yet.
 */
void
aws_public_file_find_place_async (AwsClient           *client,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_public_file_find_place_async);
  g_task_set_task_data (task, g_object_ref (client), g_object_unref);
  aws_connection_prepare_async (_aws_client_get_connection (client), cancellable, place_prepared_cb, task);
}

/* Returns: (transfer full) (nullable): the place; NULL with @error set */
char *
aws_public_file_find_place_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
