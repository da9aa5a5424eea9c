/* aws-price-file.c: every on-demand price of instances and volumes in a region, from the file that AWS publishes
 *
 * It weighs hundreds of megabytes and is read as it comes in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-price-file"

#include "aws/aws-price-file.h"

#include <string.h>

#include "aws/aws-client-private.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-error-codes.h"
#include "aws/aws-file-fetch.h"
#include "aws/aws-partition.h"

#define MAX_SIZE (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define TOTAL_TIMEOUT (60 * 60000)
#define ACTION "the price file"

static const AwsService price_files =
{
  .id = "pricing",
  .sdk_id = "PRICE_FILES",
  .endpoint_prefix = "pricing",
};

typedef struct
{
  AwsClient *client;             /* (owned) */
  char *etag;                    /* (owned) (nullable) */
  AwsListPriceFunc price_func;
  gpointer price_data;
  GCancellable *cancellable;     /* (owned) (nullable) */

  AwsPriceTable *table;          /* (owned) */
  guint64 size;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->cancellable);
  aws_price_table_free (fetch->table);
  g_object_unref (fetch->client);
  g_free (fetch->etag);
  g_free (fetch);
}

void
aws_price_file_free (AwsPriceFile *self)
{
  g_free (self->etag);
  g_free (self);
}

/* Stands between the table and the caller, who gets nothing more once he has given up. */
static void
fetch_price_cb (const AwsListPrice *price,
                gpointer            user_data)
{
  Fetch *fetch = user_data;

  if (!g_cancellable_is_cancelled (fetch->cancellable))
    fetch->price_func (price, fetch->price_data);
}

static gboolean
feed (gpointer      sink_data,
      const char   *data,
      gsize         length,
      GError      **error)
{
  Fetch *fetch = sink_data;

  fetch->size += length;
  if (fetch->size > MAX_SIZE)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_TOO_LARGE,
                                               "the price file is larger than 4 GiB", NULL, 0));
      return FALSE;
    }

  return aws_price_table_feed (fetch->table, data, length, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(AwsPriceFile) file = g_new0 (AwsPriceFile, 1);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  file->size = fetch->size;
  if (_aws_file_fetch_finish (result, &file->is_unchanged, &file->etag, &error)
      && (file->is_unchanged || aws_price_table_finish (fetch->table, &error)))
    {
      g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) aws_price_file_free);
      return;
    }
  if (error->domain == AWS_ERROR)
    g_prefix_error (&error, "%s: ", ACTION);
  g_task_return_error (task, error);
}

/* (nullable) (transfer full): where the file of the client's region is */
static GUri *
fetch_resolve (Fetch   *fetch,
               GError **error)
{
  const char *region = aws_client_get_region (fetch->client);
  AwsSettings settings = *_aws_client_get_connection (fetch->client)->settings;
  g_autoptr(AwsEndpoint) endpoint = NULL;
  g_autofree char *path = NULL;
  const AwsPartition *partition;

  if (!aws_endpoint_check_region (region, error))
    return NULL;

  /* One host has the files of a whole partition, and of GovCloud too; it has no relatives for FIPS
   * or IPv6. */
  partition = aws_partition_find (region);
  if (strcmp (partition->id, "aws-us-gov") == 0)
    partition = aws_partition_find ("us-east-1");
  settings.use_fips = FALSE;
  settings.use_dual_stack = FALSE;
  endpoint = aws_endpoint_resolve (&price_files, partition->global_region,
                                   _aws_client_get_endpoint_url (fetch->client), &settings, error);
  if (endpoint == NULL)
    return NULL;

  path = g_strdup_printf ("/offers/v1.0/%s/AmazonEC2/current/%s/index.csv",
                          strcmp (partition->id, "aws-cn") == 0 ? "cn" : "aws", region);

  return g_uri_parse_relative (endpoint->uri, path, G_URI_FLAGS_ENCODED_PATH, error);
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

  _aws_file_fetch_async (fetch->client, uri, fetch->etag, "it has no prices of this region", TOTAL_TIMEOUT, feed, fetch,
                         g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

/**
 * aws_price_file_fetch_async:
 * @client: whose region is meant; its credentials are not used
 * @etag: (nullable): of the file that was read last time
 * @price_func: (scope async): gets every on-demand price while the file comes in; what it got is
 *   worth nothing when the whole fails
 * @price_data: for @price_func
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when the file was read
 * @user_data: for @callback
 *
 * Memory is bounded by a line of the file. It is not repeated when it fails: its caller has to
 * forget what came so far first.
 */
void
aws_price_file_fetch_async (AwsClient           *client,
                            const char          *etag,
                            AwsListPriceFunc     price_func,
                            gpointer             price_data,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (price_func != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (client);
  fetch->etag = g_strdup (etag);
  fetch->price_func = price_func;
  fetch->price_data = price_data;
  g_set_object (&fetch->cancellable, cancellable);
  fetch->table = aws_price_table_new (fetch_price_cb, fetch);
  g_task_set_source_tag (task, aws_price_file_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  aws_connection_prepare_async (_aws_client_get_connection (client), cancellable,
                                fetch_prepared_cb, task);
}

/**
 * aws_price_file_fetch_finish:
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what is known of the file, or %NULL with @error set
 */
AwsPriceFile *
aws_price_file_fetch_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
