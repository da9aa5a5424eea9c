/* flo-price-watch.c: keeps a fleet's prices fresh, and what is remembered of its pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-watch"

#include "flotilla-config.h"

#include "fleet/observe/flo-price-watch.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-figures.h"

/* How old prices may be, in microseconds. */
#define MARKET_AGE (60 * G_USEC_PER_SEC)
/* What AWS publishes once a day is looked after so often; asked for only when it is old. */
#define FIGURES_EVERY (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _FloPriceWatch
{
  AwsClient *client;        /* (owned) */
  FloStore *store;          /* (owned) */
  char *account;            /* (owned) */
  FloConfig *config;        /* (owned) */
  FloMarket *market;        /* (owned) (nullable) */
  FloPoolMemory *memory;    /* (owned) (nullable) */
  gint64 market_at;         /* monotonic */
  gint64 figures_at;        /* monotonic: when what AWS publishes was looked after */
  GCancellable *figures;    /* (owned) (nullable): ends that */
  gboolean caught_up;       /* the time before this process is counted at the prices that held */
};

typedef struct
{
  FloPriceWatch *watch;       /* borrowed */
  FloPublisher *publisher;    /* borrowed */
} Refresh;


FloPriceWatch *
flo_price_watch_new (AwsClient  *client,
                     FloStore   *store,
                     const char *account,
                     FloConfig  *config)
{
  FloPriceWatch *self = g_new0 (FloPriceWatch, 1);

  self->client = g_object_ref (client);
  self->store = g_object_ref (store);
  self->account = g_strdup (account);
  self->figures = g_cancellable_new ();
  self->config = flo_config_ref (config);

  return self;
}

void
flo_price_watch_free (FloPriceWatch *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->figures);
  g_clear_object (&self->figures);
  g_object_unref (self->client);
  flo_config_unref (self->config);
  g_object_unref (self->store);
  g_free (self->account);
  g_clear_object (&self->market);
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  g_free (self);
}

FloMarket *
flo_price_watch_get_market (FloPriceWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->market;
}

FloPoolMemory *
flo_price_watch_get_memory (FloPriceWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->memory;
}

static void
history_loaded_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) series = flo_price_history_load_finish (result, &error);

  /* Without them that time is counted at the last price that was seen: no reason to leave the fleet alone. */
  if (series != NULL)
    flo_publisher_fill_gap (refresh->publisher, series);
  else
    g_message ("%s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
catch_up (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);
  FloPriceWatch *self = refresh->watch;
  g_auto (GStrv) types = NULL;
  gint64 from;

  if (!self->caught_up)
    types = flo_publisher_find_gap (refresh->publisher, &from);
  self->caught_up = TRUE;

  if (types == NULL)
    g_task_return_boolean (task, TRUE);
  else
    flo_price_history_load_async (self->client, NULL, (const char * const *) types, NULL, from,
                                  g_get_real_time () / G_USEC_PER_SEC, g_task_get_cancellable (task),
                                  history_loaded_cb, g_object_ref (task));
}

/* ---- what AWS publishes about a region ---- */

static void
figures_renewed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FloFigures) figures = flo_figures_refresh_finish (result, &error);

  /* The next market has them. Without them, the old ones are as good as they were, and say how old they are. */
  if (figures != NULL && figures->on_demand_problem != NULL)
    g_info ("On-demand prices: %s", figures->on_demand_problem->message);
  if (figures != NULL && figures->advisor_problem != NULL)
    g_info ("Spot Advisor: %s", figures->advisor_problem->message);
}

/* In the background, and not in the first minute: nothing waits for it. */
static void
renew_figures (FloPriceWatch *self,
               GStrv          types)
{
  const gint64 now = g_get_monotonic_time ();

  if (self->market == NULL || (self->figures_at != 0 && now - self->figures_at < FIGURES_EVERY))
    return;

  self->figures_at = now;
  flo_figures_refresh_async (self->client, FLO_FIGURES_OLD, (const char * const *) types, self->figures,
                             figures_renewed_cb, NULL);
}

/* Without it, pools are chosen by what AWS tells: no reason to leave the fleet alone. */
static void
memory_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloPriceWatch *self = ((Refresh *) g_task_get_task_data (task))->watch;
  g_autoptr (GError) error = NULL;
  FloPoolMemory *memory = flo_pool_memory_load_finish (result, &error);

  if (memory != NULL)
    {
      g_clear_pointer (&self->memory, flo_pool_memory_unref);
      self->memory = memory;
    }
  else
    {
      g_message ("%s", error->message);
    }
  catch_up (task);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloPriceWatch *self = ((Refresh *) g_task_get_task_data (task))->watch;
  g_autoptr (GError) error = NULL;
  FloMarket *market = flo_figures_load_market_finish (result, &error);

  if (market == NULL && (self->market == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Old prices are better than none; the next turn asks again. */
  if (market != NULL)
    {
      g_clear_object (&self->market);
      self->market = market;
      self->market_at = g_get_monotonic_time ();
    }

  flo_pool_memory_load_async (self->store, self->account, self->market, self->memory,
                              g_task_get_cancellable (task), memory_loaded_cb, g_object_ref (task));
}

/* Those that nodes may be, and those that nodes are: of a config that was changed they may not be the same. */
static GStrv
list_types (FloPriceWatch *self,
            const char    *architecture,
            FloPublisher  *publisher)
{
  g_auto (GStrv) fitting = flo_need_list_types (self->config, architecture);
  g_auto (GStrv) living = flo_publisher_list_types (publisher);
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();

  g_strv_builder_addv (types, (const char **) fitting);
  for (guint i = 0; living[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char * const *) fitting, living[i]))
        g_strv_builder_add (types, living[i]);
    }

  return g_strv_builder_end (types);
}

void
flo_price_watch_refresh_async (FloPriceWatch       *self,
                               const char          *architecture,
                               gboolean             need_market,
                               FloPublisher        *publisher,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_auto (GStrv) types = NULL;
  Refresh *refresh;

  g_return_if_fail (self != NULL);
  g_return_if_fail (publisher != NULL);

  refresh = g_new0 (Refresh, 1);
  refresh->watch = self;
  refresh->publisher = publisher;
  g_task_set_source_tag (task, flo_price_watch_refresh_async);
  g_task_set_task_data (task, refresh, g_free);

  if (!need_market || (self->market != NULL && g_get_monotonic_time () - self->market_at < MARKET_AGE))
    {
      catch_up (task);
      return;
    }

  types = list_types (self, architecture, publisher);
  renew_figures (self, types);
  flo_figures_load_market_async (self->client, (const char * const *) types, cancellable, market_loaded_cb,
                                 g_object_ref (task));
}

gboolean
flo_price_watch_refresh_finish (FloPriceWatch  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
