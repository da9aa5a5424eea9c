/* flo-limit-watch.c: keeps a fleet's dynamic price limit fresh
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-limit-watch"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/observe/flo-limit-look.h"
#include "fleet/observe/flo-limit-record.h"
#include "fleet/observe/flo-limit-watch.h"

/* By how much a look has to be late to be waited for, seconds. */
#define LATE 3600

struct _FloLimitWatch
{
  GObject parent_instance;

  AwsClient *client;          /* (owned) */
  FloPriceArchive *archive;   /* (owned) */
  FloConfig *config;          /* (owned) */
  FloMaximumPrices *prices;   /* (owned) (nullable) */
  FloMaximumPrices *told;     /* (owned) (nullable): those that are known to have been reported */
  gboolean is_new;            /* @prices were not taken yet */
  gboolean looking;
  gint64 due;                 /* Unix seconds */
};

G_DEFINE_FINAL_TYPE (FloLimitWatch, flo_limit_watch, G_TYPE_OBJECT)


static void
flo_limit_watch_finalize (GObject *object)
{
  FloLimitWatch *self = FLO_LIMIT_WATCH (object);

  g_clear_pointer (&self->prices, flo_maximum_prices_unref);
  g_clear_pointer (&self->told, flo_maximum_prices_unref);
  g_object_unref (self->archive);
  g_object_unref (self->client);
  flo_config_unref (self->config);

  G_OBJECT_CLASS (flo_limit_watch_parent_class)->finalize (object);
}

static void
flo_limit_watch_class_init (FloLimitWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_limit_watch_finalize;
}

static void
flo_limit_watch_init (FloLimitWatch *self)
{
}

/**
 * flo_limit_watch_new:
 * @store: where prices are kept
 * @client: in the config's region
 * @config: the fleet's
 * @record: the fleet's, with what was looked at before
 *
 * Returns: (transfer full): a watch
 */
FloLimitWatch *
flo_limit_watch_new (FloStore             *store,
                     AwsClient            *client,
                     FloConfig            *config,
                     const FloFleetRecord *record)
{
  FloLimitWatch *self = g_object_new (FLO_TYPE_LIMIT_WATCH, NULL);
  FloLimit limit = flo_config_get_limit (config);

  self->client = g_object_ref (client);
  self->archive = flo_price_archive_new (store, record->account);
  self->config = flo_config_ref (config);
  if (limit.kind == FLO_LIMIT_DYNAMIC)
    self->prices = flo_limit_record_read (record->maximum_prices);
  if (self->prices != NULL)
    self->told = flo_maximum_prices_ref (self->prices);
  self->due = flo_limit_record_get_due (self->prices, &limit, g_get_real_time () / G_USEC_PER_SEC);

  return self;
}

/* Returns: (transfer none) (nullable): what each pool may cost; NULL before the first look, and without a dynamic limit */
FloMaximumPrices *
flo_limit_watch_get_prices (FloLimitWatch *self)
{
  g_return_val_if_fail (FLO_IS_LIMIT_WATCH (self), NULL);

  return self->prices;
}

/* @task: (nullable): that waits for it */
static void
looked (FloLimitWatch *self,
        GAsyncResult  *result,
        GTask         *task)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const FloLimit limit = flo_config_get_limit (self->config);
  g_autoptr (GError) trouble = NULL;
  GError *error = NULL;
  FloMaximumPrices *prices = flo_limit_look_finish (result, &trouble, &error);

  self->looking = FALSE;
  if (prices == NULL)
    {
      if (task != NULL)
        g_task_return_error (task, error);
      else
        g_error_free (error);
      return;
    }

  if (trouble != NULL)
    g_message ("What spot prices were is not known, so the price limit is not looked at anew: %s", trouble->message);
  /* What was found before is better than what is found without prices. */
  if (trouble == NULL || self->prices == NULL)
    {
      g_clear_pointer (&self->prices, flo_maximum_prices_unref);
      self->prices = prices;
      self->is_new = TRUE;
      self->due = flo_limit_record_get_due (prices, &limit, now);
    }
  else
    {
      flo_maximum_prices_unref (prices);
      self->due = now + FLO_LIMIT_RECORD_AGAIN;
    }
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
waited_look_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  looked (g_task_get_source_object (task), result, task);
}

static void
looked_again_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (FloLimitWatch) self = user_data;

  looked (self, result, NULL);
}

/**
 * flo_limit_watch_refresh_async:
 * @self: a watch
 * @architecture: (nullable): of the fleet's image
 * @market: the region's
 * @cancellable: (nullable): to give up
 * @callback: called when it is known what pools may cost
 * @user_data: for @callback
 *
 * Waits for the first look, and for one that should have been an hour ago, because nobody was there. The others are in
 * the background, and the next turn has what they find.
 */
void
flo_limit_watch_refresh_async (FloLimitWatch       *self,
                               const char          *architecture,
                               FloMarket           *market,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_LIMIT_WATCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_limit_watch_refresh_async);
  if (self->config->price.limit != FLO_PRICE_DYNAMIC || self->looking || now < self->due)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->looking = TRUE;
  if (self->prices == NULL || now >= self->due + LATE)
    {
      flo_limit_look_async (self->client, self->archive, self->config, architecture, market, cancellable,
                            waited_look_cb, g_steal_pointer (&task));
      return;
    }
  flo_limit_look_async (self->client, self->archive, self->config, architecture, market, cancellable, looked_again_cb,
                        g_object_ref (self));
  g_task_return_boolean (task, TRUE);
}

/**
 * flo_limit_watch_refresh_finish:
 * @self: a watch
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it was not given up
 */
gboolean
flo_limit_watch_refresh_finish (FloLimitWatch  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * flo_limit_watch_take_news:
 * @self: a watch
 * @title: (out) (transfer full) (nullable): what changed; %NULL when nothing did
 * @reason: (out) (transfer full) (nullable): old and new prices, and why
 *
 * Returns: whether somebody looked since this was asked last, and what was found is to be kept
 */
gboolean
flo_limit_watch_take_news (FloLimitWatch  *self,
                           char          **title,
                           char          **reason)
{
  g_return_val_if_fail (FLO_IS_LIMIT_WATCH (self), FALSE);
  g_return_val_if_fail (title != NULL && reason != NULL, FALSE);

  *title = *reason = NULL;
  if (!self->is_new)
    return FALSE;

  self->is_new = FALSE;
  *title = flo_limit_record_describe (self->told, self->prices, reason);
  g_clear_pointer (&self->told, flo_maximum_prices_unref);
  self->told = flo_maximum_prices_ref (self->prices);

  return TRUE;
}
