/* flo-market-load.c: asks AWS for one region's market
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-market"

#include "market/flo-market-private.h"

#include "aws/aws-public-file.h"
#include "aws/services/aws-ec2.h"
#include "market/flo-advisor.h"
#include "market/flo-on-demand.h"
#include "market/flo-type-table.h"

/* AWS takes so many values in one filter, and so many types in one DescribeInstanceTypes. */
#define MAX_FILTER_VALUES 200
#define MAX_LOOKUP_TYPES 100

typedef struct
{
  gint64 time;
  FloMoney price;
} Price;

/* What has come in so far.
 * @n_pending: requests under way; the start counts as one, so that nothing ends before all have begun
 * @error: (owned) (nullable): the first one; the other requests then end with the cancellable
 */
typedef struct
{
  AwsClient *client;           /* (owned) */
  GCancellable *cancellable;   /* (owned): ends all requests */
  gulong cancelled_handler;
  GStringChunk *strings;       /* (owned) */
  GStrv wanted;                /* (owned) (nullable): limit to these types */
  gint64 time;
  GArray *zones;               /* (owned) (element-type FloZone) */
  GHashTable *offers;          /* (owned) (element-type utf8 GPtrArray): names of zones by type */
  GHashTable *prices;          /* (owned) (element-type utf8 Price): by "type zone" */
  GHashTable *types;           /* (owned) (element-type utf8 FloInstanceType) */
  FloTypeTable *table;         /* (owned) (nullable): what is known of types already */
  gboolean looked_up;          /* what the table does not know was asked for */
  char *place;                 /* (owned) (nullable): whose figures are kept */
  guint n_pending;
  GError *error;
} Load;

static void
load_free (Load *self)
{
  g_object_unref (self->client);
  g_object_unref (self->cancellable);
  g_string_chunk_free (self->strings);
  g_strfreev (self->wanted);
  g_array_unref (self->zones);
  g_hash_table_unref (self->offers);
  g_hash_table_unref (self->prices);
  g_hash_table_unref (self->types);
  g_clear_pointer (&self->table, flo_type_table_unref);
  g_free (self->place);
  g_clear_error (&self->error);
  g_free (self);
}

static Load *
load_new (AwsClient          *client,
          const char * const *types)
{
  Load *self = g_new0 (Load, 1);

  self->client = g_object_ref (client);
  self->cancellable = g_cancellable_new ();
  self->strings = g_string_chunk_new (4096);
  self->time = g_get_real_time () / G_USEC_PER_SEC;
  self->zones = g_array_new (FALSE, TRUE, sizeof (FloZone));
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->wanted = types != NULL && types[0] != NULL ? g_strdupv ((char **) types) : NULL;

  return self;
}

static const char *
keep (Load       *self,
      const char *string)
{
  return string != NULL ? g_string_chunk_insert_const (self->strings, string) : NULL;
}

static gboolean
is_wanted (Load       *self,
           const char *type)
{
  return self->wanted == NULL || g_strv_contains ((const char * const *) self->wanted, type);
}

/* ---- what comes in, item by item ---- */

/* Why nodes cannot go there; NULL when they can. */
static const char *
find_why_not (Load                      *self,
              const AwsAvailabilityZone *zone)
{
  if (g_strcmp0 (zone->zone_type, "local-zone") == 0)
    return "a Local Zone";
  if (g_strcmp0 (zone->zone_type, "wavelength-zone") == 0)
    return "a Wavelength Zone";
  if (zone->zone_type != NULL && !g_str_equal (zone->zone_type, "availability-zone"))
    return keep (self, zone->zone_type);
  if (g_strcmp0 (zone->opt_in_status, "not-opted-in") == 0)
    return "not opted in";
  if (g_strcmp0 (zone->state, "available") != 0)
    return zone->state != NULL ? keep (self, zone->state) : "of unknown state";

  return NULL;
}

static void
zone_received (gconstpointer item,
               gpointer      user_data)
{
  const AwsAvailabilityZone *zone = item;
  Load *self = user_data;
  FloZone known = { keep (self, zone->zone_name), keep (self, zone->zone_id), FALSE, find_why_not (self, zone) };

  if (known.name == NULL)
    return;
  known.usable = known.why_not == NULL;
  g_array_append_val (self->zones, known);
}

static void
offer_received (gconstpointer item,
                gpointer      user_data)
{
  const AwsInstanceTypeOffering *offer = item;
  Load *self = user_data;
  GPtrArray *zones;

  if (offer->instance_type == NULL || offer->location == NULL || !is_wanted (self, offer->instance_type))
    return;

  zones = g_hash_table_lookup (self->offers, offer->instance_type);
  if (zones == NULL)
    {
      zones = g_ptr_array_new ();
      g_hash_table_insert (self->offers, (gpointer) keep (self, offer->instance_type), zones);
    }
  g_ptr_array_add (zones, (gpointer) keep (self, offer->location));
}

/* AWS may send the change before the one that holds as well: the newest counts. */
static void
price_received (gconstpointer item,
                gpointer      user_data)
{
  const AwsSpotPrice *record = item;
  Load *self = user_data;
  g_autofree char *key = NULL;
  Price *price;
  FloMoney money;

  if (record->instance_type == NULL || record->availability_zone == NULL ||
      !is_wanted (self, record->instance_type) || !flo_money_parse (record->spot_price, &money))
    return;

  key = g_strconcat (record->instance_type, " ", record->availability_zone, NULL);
  price = g_hash_table_lookup (self->prices, key);
  if (price == NULL)
    {
      price = g_new0 (Price, 1);
      price->time = G_MININT64;
      g_hash_table_insert (self->prices, g_steal_pointer (&key), price);
    }
  if (record->timestamp.seconds > price->time)
    *price = (Price) { record->timestamp.seconds, money };
}

static gboolean
list_has (GPtrArray  *list,
          const char *word)
{
  return list != NULL && g_ptr_array_find_with_equal_func (list, word, g_str_equal, NULL);
}

static void
type_received (gconstpointer item,
               gpointer      user_data)
{
  const AwsInstanceTypeInfo *info = item;
  Load *self = user_data;
  FloInstanceType *type;

  if (info->instance_type == NULL)
    return;

  type = g_new0 (FloInstanceType, 1);
  type->name = keep (self, info->instance_type);
  type->vcpus = (guint) CLAMP (info->default_vcpus.value, 0, G_MAXUINT);
  type->memory_mib = (guint64) MAX (info->memory_mib.value, 0);
  type->x86_64 = list_has (info->supported_architectures, "x86_64");
  type->arm64 = list_has (info->supported_architectures, "arm64");
  type->burstable = info->burstable.value;
  type->current_generation = info->current_generation.value;
  type->bare_metal = info->bare_metal.value;
  type->spot = list_has (info->supported_usage_classes, "spot");
  for (guint i = 0; i < aws_list_length (info->gpus); i++)
    type->gpus += (guint) CLAMP (((AwsGpuDevice *) info->gpus->pdata[i])->count.value, 0, 1000);
  g_hash_table_insert (self->types, (gpointer) type->name, type);
}

/* ---- putting it together ---- */

static int
compare_zones (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (((const FloZone *) a)->name, ((const FloZone *) b)->name);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char **) a, *(const char **) b);
}

static const FloZone *
find_zone (Load       *self,
           const char *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    {
      const FloZone *zone = &g_array_index (self->zones, FloZone, i);

      if (g_str_equal (zone->name, name))
        return zone;
    }

  return NULL;
}

static void
append_pools (Load                  *self,
              GArray                *pools,
              const FloInstanceType *type,
              int                    interruption)
{
  GPtrArray *zones = g_hash_table_lookup (self->offers, type->name);

  g_ptr_array_sort (zones, compare_names);
  for (guint i = 0; i < zones->len; i++)
    {
      g_autofree char *key = g_strconcat (type->name, " ", (const char *) zones->pdata[i], NULL);
      const Price *price = g_hash_table_lookup (self->prices, key);
      FloPool pool = { type, find_zone (self, zones->pdata[i]), 0, 0, interruption };

      if (pool.zone == NULL)
        continue;
      if (price != NULL)
        {
          pool.spot_price = price->price;
          pool.price_since = price->time;
        }
      g_array_append_val (pools, pool);
    }
}

/* Of what is asked for today the answer counts. FALSE: nobody explains it. */
static gboolean
describe_type (Load            *self,
               const char      *name,
               FloInstanceType *type)
{
  const FloInstanceType *answered = g_hash_table_lookup (self->types, name);

  if (answered != NULL)
    *type = *answered;

  return answered != NULL || flo_type_table_describe_type (self->table, name, type);
}

/* In a thread: reads what is kept of figures that AWS publishes elsewhere. */
static FloMarket *
make_market (Load *self)
{
  const char *region = aws_client_get_region (self->client);
  g_autoptr(FloOnDemand) on_demand = flo_on_demand_read (self->place, region);
  g_autoptr(FloAdvisor) advisor = flo_advisor_read (self->place, region);
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->offers), (GCompareFunc) g_strcmp0);
  g_autoptr(GArray) types = g_array_new (FALSE, FALSE, sizeof (FloInstanceType));
  g_autoptr(GArray) pools = g_array_new (FALSE, FALSE, sizeof (FloPool));
  FloMarket *market;

  g_array_sort (self->zones, compare_zones);
  for (GList *link = names; link != NULL; link = link->next)
    {
      FloInstanceType type;

      if (!describe_type (self, link->data, &type))
        continue;
      type.on_demand = flo_on_demand_find (on_demand, type.name, NULL, &type.on_demand_origin);
      g_array_append_val (types, type);
    }
  for (guint i = 0; i < types->len; i++)
    {
      const FloInstanceType *type = &g_array_index (types, FloInstanceType, i);

      append_pools (self, pools, type, flo_advisor_find (advisor, type->name, NULL, NULL));
    }

  market = flo_market_new (region, self->time,
                           (gpointer) self->zones->data, self->zones->len,
                           (gpointer) types->data, types->len,
                           (gpointer) pools->data, pools->len);
  _flo_market_take_figures (market, on_demand, g_steal_pointer (&advisor), flo_type_table_ref (self->table));

  return market;
}

/* For the next start. What is known of a few types is no market. */
static void
keep_market (Load      *self,
             FloMarket *market)
{
  g_autoptr(GError) error = NULL;

  if (self->wanted == NULL && self->place != NULL && flo_market_get_n_pools (market) > 0 &&
      !_flo_market_write (market, self->place, &error))
    g_message ("The market could not be kept: %s", error->message);
}

/* ---- the requests ---- */

static void request_done (GTask  *task,
                          GError *error);

static void
request_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  aws_client_list_finish (AWS_CLIENT (source), result, &error);
  request_done (task, error);
}

/* Takes a reference to @task and clears @input. */
static void
request (GTask              *task,
         const AwsOperation *operation,
         gpointer            input,
         AwsItemFunc         item_func)
{
  Load *self = g_task_get_task_data (task);

  self->n_pending++;
  aws_client_list_async (self->client, operation, input, item_func, self,
                         self->cancellable, request_done_cb, g_object_ref (task));
  aws_shape_clear (operation->input, input);
}

static void
request_zones (GTask *task)
{
  /* All of them, so that it can be said why some do not count. */
  AwsDescribeAvailabilityZonesInput input = { .all_availability_zones = aws_boolean (TRUE) };

  request (task, &AWS_EC2_DESCRIBE_AVAILABILITY_ZONES, &input, zone_received);
}

/* The wanted types as a filter and not as a parameter: a type nobody has heard of then matches nothing,
 * where a parameter could fail the request and with it the answer about all the others. NULL when all are
 * wanted, or too many for a filter: then everything comes, and what is not wanted is dropped. */
static GPtrArray *
make_type_filters (Load *self)
{
  GPtrArray *filters;
  AwsFilter *filter;

  if (self->wanted == NULL || g_strv_length (self->wanted) > MAX_FILTER_VALUES)
    return NULL;

  filter = aws_filter_new ("instance-type", NULL, NULL);
  g_ptr_array_unref (filter->values);
  filter->values = aws_string_array_copy ((const char * const *) self->wanted);
  filters = aws_filter_array_new ();
  g_ptr_array_add (filters, filter);

  return filters;
}

static void
request_offers (GTask *task)
{
  Load *self = g_task_get_task_data (task);
  AwsDescribeInstanceTypeOfferingsInput input = {
    .location_type = g_strdup ("availability-zone"),
    .filters = make_type_filters (self),
  };

  request (task, &AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS, &input, offer_received);
}

static void
request_prices (GTask *task)
{
  Load *self = g_task_get_task_data (task);
  AwsDescribeSpotPriceHistoryInput input = {
    .filters = make_type_filters (self),
    .product_descriptions = aws_string_array_new ("Linux/UNIX", NULL),
    .start_time = aws_time (self->time),
    .end_time = aws_time (self->time),
  };

  request (task, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &input, price_received);
}

/* Looks up the types that are younger than what we know. Returns: how many */
static guint
request_unknown_types (GTask *task)
{
  Load *self = g_task_get_task_data (task);
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->offers), (GCompareFunc) g_strcmp0);
  AwsDescribeInstanceTypesInput input = { 0 };
  guint n = 0;

  for (GList *link = names; link != NULL; link = link->next)
    {
      if (flo_type_table_find (self->table, link->data) != NULL)
        continue;
      n++;
      if (input.instance_types == NULL)
        input.instance_types = aws_string_array_new (NULL, NULL);
      g_ptr_array_add (input.instance_types, g_strdup (link->data));
      if (input.instance_types->len == MAX_LOOKUP_TYPES)
        request (task, &AWS_EC2_DESCRIBE_INSTANCE_TYPES, &input, type_received);
    }
  if (input.instance_types != NULL)
    request (task, &AWS_EC2_DESCRIBE_INSTANCE_TYPES, &input, type_received);

  return n;
}

static void
make_market_thread (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  FloMarket *market = make_market (task_data);

  keep_market (task_data, market);
  g_task_return_pointer (task, market, g_object_unref);
}

static void
market_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloMarket *market = g_task_propagate_pointer (G_TASK (result), NULL);

  g_task_return_pointer (task, market, g_object_unref);
}

/* The thread has what came in for itself until it is done. */
static void
run_in_thread (GTask               *task,
               GTaskThreadFunc      func,
               GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) work = g_task_new (NULL, NULL, callback, g_object_ref (task));

  g_task_set_source_tag (work, run_in_thread);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (work, func);
}

static void
finish (GTask *task)
{
  Load *self = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_handler);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  run_in_thread (task, make_market_thread, market_made_cb);
}

static void
read_table_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Load *self = task_data;

  self->table = flo_type_table_read (self->place, aws_client_get_region (self->client));
  g_task_return_boolean (task, TRUE);
}

static void
table_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (request_unknown_types (task) == 0)
    finish (task);
}

/* @error: (transfer full) (nullable): how it went */
static void
request_done (GTask  *task,
              GError *error)
{
  Load *self = g_task_get_task_data (task);

  if (error != NULL && self->error == NULL)
    {
      self->error = error;
      g_cancellable_cancel (self->cancellable);
    }
  else
    g_clear_error (&error);

  if (--self->n_pending > 0)
    return;

  /* All offers are in: now it can be seen what is unknown. Once only, for types AWS does not explain. */
  if (self->error != NULL || self->looked_up)
    {
      finish (task);
      return;
    }
  self->looked_up = TRUE;
  self->place = aws_public_file_dup_place (self->client);
  run_in_thread (task, read_table_thread, table_read_cb);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * flo_market_load_async:
 * @client: the region is the client's
 * @types: (nullable) (array zero-terminated=1): limit to these types; none is all
 * @cancellable: (nullable): cancels the loading
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks for zones, offers and prices at once, then for the figures of types that are younger than the
 * catalogue. The first error ends the other requests.
 */
void
flo_market_load_async (AwsClient           *client,
                       const char * const  *types,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *self;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_market_load_async);
  self = load_new (client, types);
  g_task_set_task_data (task, self, (GDestroyNotify) load_free);
  if (cancellable != NULL)
    self->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (self->cancellable), g_object_unref);

  self->n_pending = 1;
  request_zones (task);
  request_offers (task);
  request_prices (task);
  request_done (task, NULL);
}

/**
 * flo_market_load_finish:
 *
 * Returns: (transfer full) (nullable): the snapshot; NULL with @error set
 */
FloMarket *
flo_market_load_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
