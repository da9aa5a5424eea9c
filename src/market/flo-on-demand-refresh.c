/* flo-on-demand-refresh.c: asks AWS for on-demand prices, and for that of storage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-on-demand"

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-partition.h"
#include "aws/aws-price-file.h"
#include "aws/aws-price-list.h"
#include "aws/aws-public-file.h"
#include "aws/services/aws-pricing.h"
#include "market/flo-figure-cache.h"
#include "market/flo-on-demand-private.h"

/* More types than this are asked for with all others of the region: that is a dozen pages. */
#define MAX_TYPES 12
#define PAGE_SIZE 100
/* A region has about 1,200 Linux prices. */
#define MAX_PAGES 60

typedef struct
{
  AwsClient *client;       /* (owned): of the region that is asked about */
  AwsClient *price_client; /* (owned): of the region that answers about prices */
  GStrv types;             /* (owned) (nullable): NULL = all */
  guint next;              /* of the types */
  gboolean about_storage;  /* all types were asked about: now what a volume costs */
  char *token;             /* (owned) (nullable): of the next page */
  guint n_pages;
  gint64 time;             /* when it began, Unix seconds */
  FloOnDemand *fresh;      /* (owned): what AWS said */
  char *place;             /* (owned) (nullable) */
  char *etag;              /* (owned) (nullable): of the file */
  FloOnDemand *known;      /* (owned) (nullable): what the file said last time */
} Refresh;

static void ask (GTask *task);


static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_object_unref (refresh->client);
  g_clear_object (&refresh->price_client);
  g_strfreev (refresh->types);
  g_free (refresh->token);
  g_clear_pointer (&refresh->fresh, flo_on_demand_free);
  g_clear_pointer (&refresh->known, flo_on_demand_free);
  g_free (refresh->place);
  g_free (refresh->etag);
  g_free (refresh);
}

/* ---- keeping ---- */

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  g_autoptr (FloOnDemand) known = flo_on_demand_read (refresh->place, flo_on_demand_get_region (refresh->fresh));
  g_autoptr (GError) error = NULL;

  _flo_on_demand_add (refresh->fresh, known);
  /* They are of use now even if they cannot be kept. */
  if (refresh->place != NULL && !_flo_on_demand_write (refresh->fresh, refresh->place, refresh->etag, &error))
    g_message ("Prices could not be kept: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_pointer (task, g_steal_pointer (&refresh->fresh), (GDestroyNotify) flo_on_demand_free);
}

/* The thread has the refresh for itself until it is done. */
static void
keep (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;

  if (refresh->place == NULL)
    refresh->place = aws_public_file_dup_place (refresh->client);
  work = g_task_new (NULL, NULL, kept_cb, g_object_ref (task));
  g_task_set_source_tag (work, keep);
  g_task_set_task_data (work, refresh, NULL);
  g_task_run_in_thread (work, keep_thread);
}

static void
price_cb (const AwsListPrice *price,
          gpointer            user_data)
{
  Refresh *refresh = user_data;
  const char *region = flo_on_demand_get_region (refresh->fresh);

  /* A Local Zone of the region has prices of its own, which are not the region's. */
  if (!g_str_equal (price->currency, "USD") || (*price->region != '\0' && !g_str_equal (price->region, region)))
    return;

  if (g_str_equal (price->volume_type, FLO_ON_DEMAND_VOLUME))
    _flo_on_demand_set_storage (refresh->fresh, price->price, refresh->time);
  else if (g_str_equal (price->tenancy, "Shared") && _flo_on_demand_wants (price->operating_system))
    _flo_on_demand_set (refresh->fresh, price->instance_type, price->operating_system, price->price, refresh->time);
}

/* AWS has told all: what it did not price it does not sell, and that is worth knowing, too. */
static void
close_storage (Refresh *refresh)
{
  FloOrigin origin;

  flo_on_demand_get_storage (refresh->fresh, &origin);
  if (origin.source == FLO_SOURCE_NONE)
    _flo_on_demand_set_storage (refresh->fresh, 0, refresh->time);
}

/* ---- asking ---- */

static void
add_filter (GPtrArray  *filters,
            const char *field,
            const char *value)
{
  AwsPriceFilter *filter = g_new0 (AwsPriceFilter, 1);

  filter->type = g_strdup ("TERM_MATCH");
  filter->field = g_strdup (field);
  filter->value = g_strdup (value);
  g_ptr_array_add (filters, filter);
}

static AwsGetProductsInput *
make_input (Refresh *refresh)
{
  AwsGetProductsInput *input = aws_shape_new (AWS_PRICING_GET_PRODUCTS.input);

  input->service_code = g_strdup ("AmazonEC2");
  input->format_version = g_strdup ("aws_v1");
  input->max_results = aws_integer (PAGE_SIZE);
  input->next_token = g_strdup (refresh->token);
  input->filters = g_ptr_array_new ();
  add_filter (input->filters, "regionCode", flo_on_demand_get_region (refresh->fresh));
  if (refresh->about_storage)
    {
      add_filter (input->filters, "productFamily", "Storage");
      add_filter (input->filters, "volumeApiName", FLO_ON_DEMAND_VOLUME);
      return input;
    }

  add_filter (input->filters, "operatingSystem", FLO_ON_DEMAND_LINUX);
  add_filter (input->filters, "tenancy", "Shared");
  add_filter (input->filters, "preInstalledSw", "NA");
  add_filter (input->filters, "capacitystatus", "Used");
  add_filter (input->filters, "marketoption", "OnDemand");
  if (refresh->types != NULL)
    add_filter (input->filters, "instanceType", refresh->types[refresh->next]);

  return input;
}

static gboolean
read_page (Refresh                     *refresh,
           const AwsGetProductsOutput  *output,
           GError                     **error)
{
  for (guint i = 0; i < aws_list_length (output->price_list); i++)
    {
      const char *text = g_ptr_array_index (output->price_list, i);

      if (!aws_price_list_read (text, strlen (text), price_cb, refresh, error))
        return FALSE;
    }

  return TRUE;
}

/* Returns: whether there is more to ask about instances */
static gboolean
go_on (Refresh                     *refresh,
       const AwsGetProductsOutput  *output)
{
  const char *token = output->next_token;
  const gboolean again = token != NULL && *token != '\0' && g_strcmp0 (token, refresh->token) != 0;
  FloOrigin origin;

  if (again && ++refresh->n_pages < MAX_PAGES)
    {
      g_free (refresh->token);
      refresh->token = g_strdup (token);
      return TRUE;
    }

  g_clear_pointer (&refresh->token, g_free);
  refresh->n_pages = 0;
  if (refresh->types == NULL)
    {
      /* A list that was cut off is not whole. */
      if (!again)
        _flo_on_demand_set_whole (refresh->fresh, FLO_ON_DEMAND_LINUX, refresh->time);
      return FALSE;
    }

  /* Not sold here: that is worth knowing, too. */
  flo_on_demand_find (refresh->fresh, refresh->types[refresh->next], NULL, &origin);
  if (origin.source != FLO_SOURCE_AWS)
    _flo_on_demand_set (refresh->fresh, refresh->types[refresh->next], FLO_ON_DEMAND_LINUX, 0, refresh->time);

  return refresh->types[++refresh->next] != NULL;
}

/* @error: (transfer full) (nullable): why there is no answer that can be read */
static void
instances_answered (GTask    *task,
                    gboolean  more,
                    GError   *error)
{
  Refresh *refresh = g_task_get_task_data (task);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!more && refresh->types == NULL && flo_on_demand_get_n (refresh->fresh) == 0)
    {
      g_task_return_new_error (task, AWS_ERROR, AWS_ERROR_NOT_FOUND, "AWS's price list has no prices of %s in US dollars",
                               flo_on_demand_get_region (refresh->fresh));
      return;
    }

  refresh->about_storage = !more;
  ask (task);
}

/* What instances cost is of use without it, too. @error: (transfer full) (nullable) */
static void
storage_answered (GTask  *task,
                  GError *error)
{
  Refresh *refresh = g_task_get_task_data (task);

  if (error != NULL)
    {
      g_message ("What storage costs in %s is not known: %s", flo_on_demand_get_region (refresh->fresh), error->message);
      g_error_free (error);
    }
  else
    {
      close_storage (refresh);
    }
  keep (task);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  GError *error = NULL;
  AwsGetProductsOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  gboolean more = FALSE;

  if (output != NULL)
    {
      more = read_page (refresh, output, &error) && !refresh->about_storage && go_on (refresh, output);
      aws_shape_free (AWS_PRICING_GET_PRODUCTS.output, output);
    }

  if (refresh->about_storage)
    storage_answered (task, error);
  else
    instances_answered (task, more, error);
}

static void
ask (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);
  AwsGetProductsInput *input = make_input (refresh);

  aws_client_call_async (refresh->price_client, &AWS_PRICING_GET_PRODUCTS, input, g_task_get_cancellable (task),
                         answered_cb, g_object_ref (task));
  aws_shape_free (AWS_PRICING_GET_PRODUCTS.input, input);
}

/* Prices are told in few regions, and in each partition by itself. */
static void
begin_asking (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);
  const AwsPartition *partition = aws_partition_find (aws_client_get_region (refresh->client));

  if (!g_str_equal (partition->id, "aws"))
    {
      g_task_return_new_error (task, AWS_ERROR, AWS_ERROR_NOT_FOUND,
                               "AWS's price list does not answer about %s in US dollars to its accounts",
                               aws_client_get_region (refresh->client));
      return;
    }

  refresh->price_client = aws_client_for_region (refresh->client, partition->global_region);
  ask (task);
}

/* ---- the file ---- */

static void
file_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (AwsPriceFile) file = NULL;
  GError *error = NULL;

  file = aws_price_file_fetch_finish (result, &error);
  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* It is as it was, and so are its prices. */
  if (file->is_unchanged && refresh->known != NULL)
    _flo_on_demand_renew (refresh->fresh, refresh->known, refresh->time);

  if (flo_on_demand_get_n (refresh->fresh) == 0)
    {
      g_task_return_new_error (task, AWS_ERROR, AWS_ERROR_NOT_FOUND, "The price file has no prices of %s in US dollars",
                               flo_on_demand_get_region (refresh->fresh));
      return;
    }

  g_free (refresh->etag);
  refresh->etag = g_strdup (file->etag);
  _flo_on_demand_set_whole (refresh->fresh, FLO_ON_DEMAND_LINUX, refresh->time);
  close_storage (refresh);
  keep (task);
}

static void
file_known_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  aws_price_file_fetch_async (refresh->client, refresh->etag, price_cb, refresh, g_task_get_cancellable (task),
                              file_read_cb, g_object_ref (task));
}

static void
file_known_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  const char *region = flo_on_demand_get_region (refresh->fresh);
  FloOrigin storage = { FLO_SOURCE_NONE, 0 };

  refresh->etag = _flo_on_demand_read_etag (refresh->place, region);
  if (refresh->etag != NULL)
    refresh->known = flo_on_demand_read (refresh->place, region);
  if (refresh->known != NULL)
    flo_on_demand_get_storage (refresh->known, &storage);
  /* Who read the file last took no price of storage from it: it has to come once more. */
  if (storage.source == FLO_SOURCE_NONE)
    {
      g_clear_pointer (&refresh->known, flo_on_demand_free);
      g_clear_pointer (&refresh->etag, g_free);
    }

  g_task_return_boolean (task, TRUE);
}

/* It weighs hundreds of megabytes: worth asking whether it is still the one of last time. */
static void
file_place_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;
  GError *error = NULL;

  refresh->place = aws_public_file_find_place_finish (result, &error);
  if (refresh->place == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  work = g_task_new (NULL, NULL, file_known_cb, g_object_ref (task));
  g_task_set_source_tag (work, file_place_cb);
  g_task_set_task_data (work, refresh, NULL);
  g_task_run_in_thread (work, file_known_thread);
}

/**
 * flo_on_demand_refresh_async:
 * @client: the region is the client's
 * @way: whom to ask
 * @types: (nullable) (array zero-terminated=1): these types only; %NULL or none, or many, is all. The file has all
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks AWS, also what storage costs, keeps what it said for the next run, and adds what was known before.
 */
void
flo_on_demand_refresh_async (AwsClient           *client,
                             FloOnDemandWay       way,
                             const char * const  *types,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Refresh *refresh;

  g_return_if_fail (AWS_IS_CLIENT (client));

  refresh = g_new0 (Refresh, 1);
  refresh->client = g_object_ref (client);
  if (types != NULL && types[0] != NULL && g_strv_length ((GStrv) types) <= MAX_TYPES)
    refresh->types = g_strdupv ((GStrv) types);
  refresh->time = g_get_real_time () / G_USEC_PER_SEC;
  refresh->fresh = _flo_on_demand_new (aws_client_get_region (client));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_on_demand_refresh_async);
  g_task_set_task_data (task, refresh, refresh_free);

  if (way == FLO_ON_DEMAND_FILE)
    aws_public_file_find_place_async (client, cancellable, file_place_cb, g_object_ref (task));
  else
    begin_asking (task);
}

/**
 * flo_on_demand_refresh_finish:
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the region's prices as they are known now; %NULL with @error set
 */
FloOnDemand *
flo_on_demand_refresh_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
