/* flo-cost-outlook.c: what a config would cost if it were launched now
 *
 *   market ──▶ what is remembered ──▶ expected pools ──▶ their prices of 90 days ──▶ forecasts, in a thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-cost-outlook"

#include "fleet/flo-cost-outlook.h"

#include <math.h>

#include "config/flo-config-need.h"
#include "fleet/engine/flo-engine.h"
#include "fleet/observe/flo-observer.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-figures.h"
#include "market/flo-node-extras.h"

#define SECONDS_PER_DAY 86400
#define RESAMPLES 10000
#define SEED 1              /* the same prices give the same forecast */

/* What the nodes of a place are, and what comes of it */
typedef struct
{
  FloCostOutlookPlace shown;
  GArray *spot;            /* (owned) (element-type FloForecastPool): series borrowed from the history */
  FloMoney fixed;          /* USD/hour of what is certain: instances on demand, volumes, addresses */
} Place;

struct _FloCostOutlook
{
  GObject parent_instance;

  AwsClient *client;       /* (owned) */
  FloConfig *config;       /* (owned) */
  FloMarket *market;       /* (owned) (nullable): until it is loaded */
  FloPriceArchive *archive; /* (owned) (nullable): AWS is asked for all prices */
  gboolean addresses;      /* nodes get public ones */
  gint64 now;              /* Unix seconds */
  GListModel *history;     /* (owned) (nullable) (element-type FloPriceSeries) */
  GArray *pools;           /* (owned) (element-type FloCostOutlookPool) */
  GArray *places;          /* (owned) (element-type Place): all, then each zone */
  GArray *days;            /* (owned) (element-type FloMoney): what all cost an hour in each of the last days */
  FloForecastCheck checks[FLO_COST_OUTLOOK_N_HORIZONS];
};

static const guint horizons[FLO_COST_OUTLOOK_N_HORIZONS] = { FLO_FORECAST_HOUR, FLO_FORECAST_DAY, FLO_FORECAST_MONTH };

G_DEFINE_FINAL_TYPE (FloCostOutlook, flo_cost_outlook, G_TYPE_OBJECT)

static void
flo_cost_outlook_finalize (GObject *object)
{
  FloCostOutlook *self = FLO_COST_OUTLOOK (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->config, flo_config_unref);
  g_clear_object (&self->market);
  g_clear_object (&self->archive);
  g_clear_object (&self->history);
  g_array_unref (self->pools);
  g_array_unref (self->places);
  g_array_unref (self->days);

  G_OBJECT_CLASS (flo_cost_outlook_parent_class)->finalize (object);
}

static void
flo_cost_outlook_class_init (FloCostOutlookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_cost_outlook_finalize;
}

static void
clear_place (gpointer data)
{
  g_array_unref (((Place *) data)->spot);
}

static void
flo_cost_outlook_init (FloCostOutlook *self)
{
  self->pools = g_array_new (FALSE, FALSE, sizeof (FloCostOutlookPool));
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  self->days = g_array_new (FALSE, FALSE, sizeof (FloMoney));
}

/* ---- forecasts ---- */

static const FloForecastPool *
get_spot (const Place *place)
{
  return (const FloForecastPool *) (gpointer) place->spot->data;
}

/* @model: (nullable): of what is not on demand */
static void
forecast (Place            *place,
          FloForecastModel *model,
          guint             horizon)
{
  FloForecast *result = &place->shown.forecasts[horizon];
  FloMoney fixed = place->fixed * horizons[horizon];

  result->hours = horizons[horizon];
  if (model != NULL)
    flo_forecast_model_run (model, horizons[horizon], RESAMPLES, SEED, FLO_COST_OUTLOOK_PERCENT, result);
  result->expected += fixed;
  result->low += fixed;
  result->median += fixed;
  result->high += fixed;
}

/* Returns: (transfer full) (nullable): NULL with @error unset when all are on demand, with @error set when too little is
 *   known */
static FloForecastModel *
compute_place (FloCostOutlook  *self,
               Place           *place,
               GError         **error)
{
  gint64 from = self->now - FLO_COST_OUTLOOK_HISTORY_DAYS * SECONDS_PER_DAY;
  g_autoptr(FloForecastModel) model = NULL;

  if (place->spot->len > 0)
    {
      model = flo_forecast_model_new (get_spot (place), place->spot->len, from, self->now);
      if (model == NULL)
        {
          g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
                       "AWS tells less than %d days of prices of these pools, too little to forecast from",
                       FLO_FORECAST_MIN_HISTORY / SECONDS_PER_DAY);
          return NULL;
        }
    }

  place->shown.now = place->fixed + (model != NULL ? flo_forecast_model_now (model) : 0);
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    forecast (place, model, i);

  return g_steal_pointer (&model);
}

/* How the forecasts of the past held, and what the days were like that they are made from */
static void
look_back (FloCostOutlook   *self,
           FloForecastModel *model,
           GCancellable     *cancellable)
{
  gint64 from = self->now - FLO_COST_OUTLOOK_HISTORY_DAYS * SECONDS_PER_DAY;
  const Place *all = &g_array_index (self->places, Place, 0);
  g_autoptr(GArray) days = flo_forecast_model_days (model);

  for (guint i = 0; i < days->len; i++)
    {
      FloMoney day = g_array_index (days, FloMoney, i) + all->fixed;

      g_array_append_val (self->days, day);
    }
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS && !g_cancellable_is_cancelled (cancellable); i++)
    flo_forecast_verify (get_spot (all), all->spot->len, from, self->now, horizons[i], FLO_COST_OUTLOOK_PERCENT,
                         &self->checks[i]);
}

/* The zones' forecasts are made to add up to that of all, whose past is known (flo_forecast_verify()), each in proportion to
 * its own: top-down by forecast proportions (Athanasopoulos, Ahmed and Hyndman, "Hierarchical forecasts for Australian
 * domestic tourism", International Journal of Forecasting 2009). What is certain stays as it is. */
static void
add_up (FloCostOutlook *self,
        guint           horizon)
{
  Place *all = &g_array_index (self->places, Place, 0);
  double whole = (double) (all->shown.forecasts[horizon].expected - all->fixed * horizons[horizon]), sum = 0;

  for (guint i = 1; i < self->places->len; i++)
    {
      const Place *zone = &g_array_index (self->places, Place, i);

      sum += (double) (zone->shown.forecasts[horizon].expected - zone->fixed * horizons[horizon]);
    }
  for (guint i = 1; i < self->places->len && sum > 0; i++)
    {
      Place *zone = &g_array_index (self->places, Place, i);
      FloForecast *forecast = &zone->shown.forecasts[horizon];
      FloMoney fixed = zone->fixed * horizons[horizon];
      FloMoney *parts[] = { &forecast->expected, &forecast->low, &forecast->median, &forecast->high };

      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        *parts[k] = fixed + (FloMoney) llround ((double) (*parts[k] - fixed) * whole / sum);
    }
}

static gboolean
compute (FloCostOutlook  *self,
         GCancellable    *cancellable,
         GError         **error)
{
  for (guint i = 0; i < self->places->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GError *problem = NULL;
      g_autoptr(FloForecastModel) model = compute_place (self, &g_array_index (self->places, Place, i), &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return FALSE;
        }
      if (i == 0 && model != NULL)
        look_back (self, model, cancellable);
    }
  for (guint i = 0; i < FLO_COST_OUTLOOK_N_HORIZONS; i++)
    add_up (self, i);

  return TRUE;
}

/* The thread has the outlook for itself until it is done, and owns nothing of it. */
static void
compute_in_thread (GTask        *work,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (compute (task_data, cancellable, &error))
    g_task_return_boolean (work, TRUE);
  else
    g_task_return_error (work, error);
}

static void
computed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- prices ---- */

/* @zone: (nullable): all */
static Place *
require_place (FloCostOutlook *self,
               const char     *zone)
{
  Place place = { .shown.zone = zone, .spot = NULL };

  for (guint i = 0; i < self->places->len; i++)
    if (g_strcmp0 (g_array_index (self->places, Place, i).shown.zone, zone) == 0)
      return &g_array_index (self->places, Place, i);

  place.spot = g_array_new (FALSE, FALSE, sizeof (FloForecastPool));
  g_array_append_val (self->places, place);

  return &g_array_index (self->places, Place, self->places->len - 1);
}

/* @spot: (nullable): what is to be forecast; NULL = they are on demand */
static void
add_to_places (FloCostOutlook        *self,
               const FloExpectedPool *pool,
               const FloForecastPool *spot)
{
  const char *const zones[] = { NULL, pool->pool->zone->name };
  FloNodeExtras node = flo_node_extras_new (self->market, self->config->storage.size_gib, self->addresses);
  FloMoney extras = pool->nodes * flo_node_extras_get_sum (&node);
  FloMoney on_demand = pool->nodes * pool->pool->type->on_demand;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      Place *place = require_place (self, zones[i]);
      gboolean known = place->shown.nodes == 0 || place->shown.on_demand > 0;

      place->shown.nodes += pool->nodes;
      place->shown.on_demand = known && on_demand > 0 ? place->shown.on_demand + on_demand + extras : 0;
      place->shown.extras += extras;
      place->fixed += extras;
      if (spot != NULL)
        g_array_append_vals (place->spot, spot, 1);
      else
        place->fixed += on_demand;
    }
}

/* Standbys are stopped: their volumes cost, wherever they will be. */
static void
add_standbys (FloCostOutlook *self)
{
  FloNodeExtras node = flo_node_extras_new (self->market, self->config->storage.size_gib, FALSE);
  FloMoney volumes = self->config->availability.standbys * node.storage;
  Place *all = require_place (self, NULL);

  all->shown.extras += volumes;
  all->fixed += volumes;
  if (all->shown.on_demand > 0)
    all->shown.on_demand += volumes;
}

static gboolean
take_pool (FloCostOutlook      *self,
           FloCostOutlookPool  *pool,
           GError         **error)
{
  const FloPool *expected = pool->expected.pool;
  FloForecastPool spot = { NULL, pool->expected.nodes, expected->type->on_demand };
  FloLimit limit = flo_config_get_limit (self->config);

  if (pool->expected.on_demand)
    {
      add_to_places (self, &pool->expected, NULL);
      return TRUE;
    }

  spot.series = flo_price_history_find (self->history, expected->type->name, expected->zone->name);
  if (spot.series == NULL)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
                   "AWS tells no price history of %s in %s, so there is nothing to forecast from",
                   expected->type->name, expected->zone->name);
      return FALSE;
    }
  flo_limit_review (&limit, spot.series, spot.on_demand, self->now - FLO_COST_OUTLOOK_LIMIT_DAYS * SECONDS_PER_DAY,
                    self->now, &pool->limit);
  add_to_places (self, &pool->expected, &spot);

  return TRUE;
}

static void
history_loaded_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) work = NULL;
  FloCostOutlook *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->history = self->archive != NULL ? flo_price_archive_load_finish (self->archive, result, &error)
                                        : flo_price_history_load_finish (result, &error);
  for (guint i = 0; error == NULL && i < self->pools->len; i++)
    take_pool (self, &g_array_index (self->pools, FloCostOutlookPool, i), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  add_standbys (self);
  work = g_task_new (NULL, g_task_get_cancellable (task), computed_cb, g_object_ref (task));
  g_task_set_source_tag (work, history_loaded_cb);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, compute_in_thread);
}

/* ---- pools ---- */

/* The prices of all types and zones that nodes are expected in; a few pools more than those come along. Takes @task. */
static void
load_history (GTask *task)
{
  FloCostOutlook *self = g_task_get_task_data (task);
  g_autoptr(GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **zone_names = NULL, **type_names = NULL;
  gint64 from = self->now - FLO_COST_OUTLOOK_HISTORY_DAYS * SECONDS_PER_DAY;

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_array_index (self->pools, FloCostOutlookPool, i).expected.pool;

      g_hash_table_add (zones, (gpointer) pool->zone->name);
      g_hash_table_add (types, (gpointer) pool->type->name);
    }
  zone_names = (const char **) g_hash_table_get_keys_as_array (zones, NULL);
  type_names = (const char **) g_hash_table_get_keys_as_array (types, NULL);

  if (self->archive != NULL)
    flo_price_archive_load_async (self->archive, self->client, NULL, type_names, zone_names, from, self->now,
                                  g_task_get_cancellable (task), history_loaded_cb, task);
  else
    flo_price_history_load_async (self->client, NULL, type_names, zone_names, from, self->now,
                                  g_task_get_cancellable (task), history_loaded_cb, task);
}

/* Takes @task. */
static void
expect_pools (GTask         *task,
              FloPoolMemory *memory)
{
  g_autoptr(GTask) owned = task;
  FloCostOutlook *self = g_task_get_task_data (task);
  g_autoptr(GArray) expected = flo_expected_pools (self->config, NULL, self->market, memory);

  for (guint i = 0; i < expected->len; i++)
    {
      FloCostOutlookPool pool = { g_array_index (expected, FloExpectedPool, i), { 0 } };

      g_array_append_val (self->pools, pool);
    }
  if (self->pools->len > 0)
    load_history (g_steal_pointer (&owned));
  else
    g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
                             "no pool in %s fits the config, so there is nothing to forecast; flotillactl config "
                             "validate --live says what does not fit", self->config->region);
}

static void
memory_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(FloPoolMemory) memory = flo_pool_memory_load_finish (result, &error);

  if (memory != NULL)
    expect_pools (g_steal_pointer (&task), memory);
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
remember (GTask *task)
{
  FloCostOutlook *self = g_task_get_task_data (task);

  if (self->archive == NULL)
    expect_pools (task, NULL);
  else
    flo_pool_memory_load_async (flo_price_archive_get_store (self->archive),
                                flo_price_archive_get_source (self->archive), self->market, NULL,
                                g_task_get_cancellable (task), memory_loaded_cb, task);
}

/* Who may not see it is no worse off than before: then addresses count. */
static void
network_seen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloCostOutlook *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloObservation) network = flo_observer_observe_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (network != NULL)
    self->addresses = flo_observation_gives_addresses (network);
  else
    g_message ("%s", error->message);
  remember (g_steal_pointer (&task));
}

/* Whether nodes get public addresses there. Takes @task. */
static void
look_at_network (GTask *task)
{
  FloCostOutlook *self = g_task_get_task_data (task);

  self->addresses = TRUE;
  flo_observer_observe_async (self->client, "", self->config->network.vpc, NULL, FLO_OBSERVE_NETWORK,
                              g_task_get_cancellable (task), network_seen_cb, task);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloCostOutlook *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->market = flo_figures_load_market_finish (result, &error);
  if (self->market != NULL)
    look_at_network (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * flo_cost_outlook_load_async:
 * @client: in the config's region
 * @config: a valid config
 * @market: (nullable): the region's, when it is there already; %NULL: it is loaded
 * @archive: (nullable): where prices are kept; %NULL: AWS is asked for all of them
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Looks where the nodes would be, asks AWS for the prices of those pools, forecasts from them, and looks how many of the
 * forecasts held that could have been made in the past.
 */
void
flo_cost_outlook_load_async (AwsClient           *client,
                             FloConfig           *config,
                             FloMarket           *market,
                             FloPriceArchive     *archive,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  FloCostOutlook *self = g_object_new (FLO_TYPE_COST_OUTLOOK, NULL);
  g_auto(GStrv) types = NULL;

  g_task_set_source_tag (task, flo_cost_outlook_load_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->client = g_object_ref (client);
  self->config = flo_config_ref (config);
  g_set_object (&self->market, market);
  g_set_object (&self->archive, archive);
  self->now = g_get_real_time () / G_USEC_PER_SEC;

  if (market != NULL)
    {
      look_at_network (g_steal_pointer (&task));
      return;
    }
  types = flo_need_list_types (config, NULL);
  flo_figures_load_market_async (client, (const char * const *) types, cancellable, market_loaded_cb,
                                 g_steal_pointer (&task));
}

/**
 * flo_cost_outlook_load_finish:
 * @result: the result
 * @error: %FLO_FLEET_ERROR when there is nothing to forecast from, %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): an outlook that does not change; %NULL with @error set
 */
FloCostOutlook *
flo_cost_outlook_load_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what is known ---- */

/* (transfer full): at which prices volumes and addresses count, and whose word that is */
char *
flo_cost_outlook_describe_extras (FloCostOutlook *self)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self), NULL);

  return flo_node_extras_describe (self->market, self->addresses, self->now);
}

/* Unix seconds */
gint64
flo_cost_outlook_get_time (FloCostOutlook *self)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self), 0);

  return self->now;
}

guint
flo_cost_outlook_get_n_pools (FloCostOutlook *self)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self), 0);

  return self->pools->len;
}

const FloCostOutlookPool *
flo_cost_outlook_get_pool (FloCostOutlook *self,
                           guint       index)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self) && index < self->pools->len, NULL);

  return &g_array_index (self->pools, FloCostOutlookPool, index);
}

guint
flo_cost_outlook_get_n_places (FloCostOutlook *self)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self), 0);

  return self->places->len;
}

/* The first is all of them, those after it are zones. */
const FloCostOutlookPlace *
flo_cost_outlook_get_place (FloCostOutlook *self,
                            guint           index)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self) && index < self->places->len, NULL);

  return &g_array_index (self->places, Place, index).shown;
}

/* What all nodes cost an hour on average in each of the days that the forecasts are made from, oldest first; none when all
 * are on demand. Borrowed from @self. */
const FloMoney *
flo_cost_outlook_get_days (FloCostOutlook *self,
                           guint          *n_days)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self) && n_days != NULL, NULL);

  *n_days = self->days->len;

  return (const FloMoney *) (gpointer) self->days->data;
}

/* How the forecasts of all of them held; @horizon: below FLO_COST_OUTLOOK_N_HORIZONS. Without a single check when all are on
 * demand, or the prices do not reach back far enough. */
const FloForecastCheck *
flo_cost_outlook_get_check (FloCostOutlook *self,
                            guint           horizon)
{
  g_return_val_if_fail (FLO_IS_COST_OUTLOOK (self) && horizon < FLO_COST_OUTLOOK_N_HORIZONS, NULL);

  return &self->checks[horizon];
}
