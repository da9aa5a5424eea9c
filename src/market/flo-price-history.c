/* flo-price-history.c: how prices moved, pool by pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-history.h"


struct _FloPriceSeries
{
  GObject parent_instance;

  char *instance_type;   /* (owned) */
  char *zone;            /* (owned) */
  char *zone_id;         /* (owned) (nullable) */
  GArray *points;        /* (owned) (element-type FloPricePoint) */
};

G_DEFINE_FINAL_TYPE (FloPriceSeries, flo_price_series, G_TYPE_OBJECT)

static void
flo_price_series_finalize (GObject *object)
{
  FloPriceSeries *self = FLO_PRICE_SERIES (object);

  g_free (self->instance_type);
  g_free (self->zone);
  g_free (self->zone_id);
  g_array_unref (self->points);

  G_OBJECT_CLASS (flo_price_series_parent_class)->finalize (object);
}

static void
flo_price_series_class_init (FloPriceSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_price_series_finalize;
}

static void
flo_price_series_init (FloPriceSeries *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const FloPricePoint *in_a = a;
  const FloPricePoint *in_b = b;

  return in_a->time == in_b->time ? 0 : in_a->time < in_b->time ? -1 : 1;
}

/* Adds what holds inside [from, to] to the series, whose points are then in order. */
static void
take_points (FloPriceSeries *self,
             GArray         *points,
             gint64          from,
             gint64          to)
{
  g_array_sort (points, compare_times);

  for (guint i = 0; i < points->len; i++)
    {
      FloPricePoint point = g_array_index (points, FloPricePoint, i);

      if (point.time > to)
        break;
      point.time = MAX (point.time, from);

      /* Of several at one time, the last one holds: so a record from before the window gives way
       * to the next, and what is left of them is the price the window starts with. */
      if (self->points->len > 0 &&
          g_array_index (self->points, FloPricePoint, self->points->len - 1).time == point.time)
        g_array_set_size (self->points, self->points->len - 1);
      g_array_append_val (self->points, point);
    }
}

/**
 * flo_price_series_new:
 * @instance_type: a type
 * @zone: a zone's name
 * @points: (array length=n_points): records in any order, also repeated ones
 * @n_points: how many
 * @from: the start of the window: the last record before it is moved here, because it holds here
 * @to: the end of the window; records after it are left out
 *
 * Returns: (transfer full): a series
 */
FloPriceSeries *
flo_price_series_new (const char          *instance_type,
                      const char          *zone,
                      const FloPricePoint *points,
                      gsize                n_points,
                      gint64               from,
                      gint64               to)
{
  FloPriceSeries *self;
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));

  g_return_val_if_fail (instance_type != NULL && zone != NULL, NULL);

  self = g_object_new (FLO_TYPE_PRICE_SERIES, NULL);
  self->instance_type = g_strdup (instance_type);
  self->zone = g_strdup (zone);
  g_array_append_vals (sorted, points, (guint) n_points);
  take_points (self, sorted, from, to);

  return self;
}

GListModel *
flo_price_series_list_new (GPtrArray *pools,
                           gint64     from,
                           gint64     to)
{
  GListStore *list = g_list_store_new (FLO_TYPE_PRICE_SERIES);

  g_return_val_if_fail (pools != NULL, NULL);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPricePool *pool = g_ptr_array_index (pools, i);
      g_autoptr(FloPriceSeries) series = flo_price_series_new (pool->type, pool->zone, (gpointer) pool->steps->data,
                                                               pool->steps->len, from, to);

      series->zone_id = g_strdup (pool->zone_id);
      if (series->points->len > 0)
        g_list_store_append (list, series);
    }

  return G_LIST_MODEL (list);
}

const char *
flo_price_series_get_instance_type (FloPriceSeries *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_SERIES (self), NULL);

  return self->instance_type;
}

const char *
flo_price_series_get_zone (FloPriceSeries *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_SERIES (self), NULL);

  return self->zone;
}

const char *
flo_price_series_get_zone_id (FloPriceSeries *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_SERIES (self), NULL);

  return self->zone_id;
}

/* Returns: (transfer none) (array length=n_points): oldest first */
const FloPricePoint *
flo_price_series_get_points (FloPriceSeries *self,
                             gsize          *n_points)
{
  g_return_val_if_fail (FLO_IS_PRICE_SERIES (self), NULL);
  g_return_val_if_fail (n_points != NULL, NULL);

  *n_points = self->points->len;
  return (const FloPricePoint *) (gpointer) self->points->data;
}

/**
 * flo_price_series_get_average:
 * @self: a series
 * @from: Unix seconds
 * @to: Unix seconds
 *
 * Weighted by how long each price held, rounded half up. Before the first record no price is known:
 * that time does not count.
 *
 * Returns: the average price an hour over [@from, @to), 0 when nothing is known about it
 */
FloMoney
flo_price_series_get_average (FloPriceSeries *self,
                              gint64          from,
                              gint64          to)
{
  __int128 sum = 0;
  gint64 covered = 0;

  g_return_val_if_fail (FLO_IS_PRICE_SERIES (self), 0);

  for (guint i = 0; i < self->points->len; i++)
    {
      const FloPricePoint *point = &g_array_index (self->points, FloPricePoint, i);
      gint64 start = MAX (point->time, from);
      gint64 end = i + 1 < self->points->len ? MIN (point[1].time, to) : to;

      if (end > start)
        {
          sum += (__int128) point->price * (end - start);
          covered += end - start;
        }
    }

  return covered > 0 ? (FloMoney) ((sum + covered / 2) / covered) : 0;
}

FloPriceSeries *
flo_price_history_find (GListModel *series,
                        const char *instance_type,
                        const char *zone)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (series), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (series); i++)
    {
      g_autoptr(FloPriceSeries) one = g_list_model_get_item (series, i);

      if (g_str_equal (flo_price_series_get_instance_type (one), instance_type) &&
          g_str_equal (flo_price_series_get_zone (one), zone))
        return one;
    }

  return NULL;
}

/* ---- loading ---- */

typedef struct
{
  gint64 from;
  gint64 to;
  GStrv zones;             /* (owned) (nullable): the wanted ones; NULL: all */
  FloPriceBatch *batch;    /* (owned) */
} Load;

static void
load_free (Load *load)
{
  g_strfreev (load->zones);
  flo_price_batch_free (load->batch);
  g_free (load);
}

gboolean
flo_price_history_take_record (FloPriceBatch      *batch,
                               const AwsSpotPrice *record)
{
  FloMoney price;

  return record->timestamp.is_set && flo_money_parse (record->spot_price, &price) &&
         flo_price_batch_add (batch, record->instance_type, record->availability_zone, record->availability_zone_id,
                              record->product_description, record->timestamp.seconds, price);
}

/* One record, borrowed. */
static void
record_received (gconstpointer item,
                 gpointer      user_data)
{
  const AwsSpotPrice *record = item;
  Load *load = user_data;

  if (load->zones == NULL || (record->availability_zone != NULL &&
                              g_strv_contains ((const char * const *) load->zones, record->availability_zone)))
    flo_price_history_take_record (load->batch, record);
}

static void
history_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  if (aws_client_list_finish (AWS_CLIENT (source), result, &error))
    g_task_return_pointer (task, flo_price_series_list_new (flo_price_batch_sort (load->batch), load->from, load->to),
                           g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * flo_price_history_load_async:
 * @client: the region is the client's
 * @product: (nullable): what runs on the machines, in AWS's words; NULL: Linux/UNIX
 * @types: (nullable) (array zero-terminated=1): types, NULL for all
 * @zones: (nullable) (array zero-terminated=1): names of zones, NULL for all
 * @from: Unix seconds; AWS keeps 90 days
 * @to: Unix seconds
 * @cancellable: (nullable): cancels the loading
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Loads all pages of the product's prices.
 */
void
flo_price_history_load_async (AwsClient           *client,
                              const char          *product,
                              const char * const  *types,
                              const char * const  *zones,
                              gint64               from,
                              gint64               to,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  AwsDescribeSpotPriceHistoryInput input = { 0 };
  Load *load;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_price_history_load_async);

  load = g_new0 (Load, 1);
  load->from = from;
  load->to = to;
  load->zones = g_strdupv ((GStrv) zones);
  load->batch = flo_price_batch_new ();
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  input.instance_types = aws_string_array_copy (types);
  input.product_descriptions = aws_string_array_new (product != NULL ? product : FLO_PRICE_PRODUCT_LINUX, NULL);
  input.start_time = aws_time (from);
  input.end_time = aws_time (to);
  /* The request takes one zone; several are a filter. */
  if (zones != NULL && zones[0] != NULL)
    {
      AwsFilter *filter = aws_filter_new ("availability-zone", NULL, NULL);

      g_ptr_array_unref (filter->values);
      filter->values = aws_string_array_copy (zones);
      input.filters = aws_filter_array_new ();
      g_ptr_array_add (input.filters, filter);
    }

  aws_client_list_async (client, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &input,
                         record_received, load, cancellable, history_listed_cb, g_steal_pointer (&task));
  aws_shape_clear (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input, &input);
}

/**
 * flo_price_history_load_finish:
 *
 * Returns: (transfer full) (nullable): a list of #FloPriceSeries by type, then zone; NULL with @error set
 */
GListModel *
flo_price_history_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
