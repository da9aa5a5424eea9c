/* flo-price-replay.c: the pools of a config over the prices that are kept of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-replay"

#include "flotilla-config.h"

#include "backtest/flo-price-replay.h"

#include "backtest/flo-replay-market.h"
#include "config/flo-config-need.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)

typedef struct
{
  FloConfig *config;       /* (owned) */
  FloMarket *market;       /* (owned): the pools that are replayed */
  gint64 from, now;        /* Unix seconds */
  guint n_pools;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  flo_config_unref (load->config);
  g_object_unref (load->market);
  g_free (load);
}

static void
set_series (FloReplaySetting *setting,
            FloPriceSeries   *series,
            gint64            from)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloStep));
  gsize n;
  const FloPricePoint *points = flo_price_series_get_points (series, &n);

  for (gsize i = 0; i < n; i++)
    {
      const FloStep step = { MAX (points[i].time - from, 0), points[i].price };

      g_array_append_val (steps, step);
    }
  if (n > 0)
    flo_replay_setting_set_prices (setting, flo_price_series_get_instance_type (series),
                                   flo_price_series_get_zone (series), (const FloStep *) (gpointer) steps->data, n);
}

static FloReplaySetting *
create_setting (Load       *load,
                GListModel *prices)
{
  FloReplaySetting *setting = flo_replay_setting_new (load->market, load->from, load->now - load->from);
  FloLimit limit = flo_config_get_limit (load->config);

  flo_replay_setting_draw_interruptions (setting);
  flo_replay_setting_set_limit (setting, &limit, prices);
  for (guint i = 0; i < g_list_model_get_n_items (prices); i++)
    {
      g_autoptr (FloPriceSeries) series = g_list_model_get_item (prices, i);

      set_series (setting, series, load->from);
    }

  return setting;
}

static void
prices_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GListModel) prices = NULL;
  GError *error = NULL;

  prices = flo_price_archive_load_finish (FLO_PRICE_ARCHIVE (object), result, &error);
  if (prices != NULL)
    g_task_return_pointer (task, create_setting (g_task_get_task_data (task), prices),
                           (GDestroyNotify) flo_replay_setting_free);
  else
    g_task_return_error (task, error);
}

/**
 * flo_price_replay_load_async:
 * @archive: where prices are kept
 * @client: whom to ask for those that are missing
 * @config: what nodes must be
 * @region: the market of its region
 * @now: Unix seconds: prices up to then
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * The best pools of @config in @region, with what they cost in the last %FLO_PRICE_REPLAY_DAYS days; nodes are taken back
 * as often as Spot Advisor says of such machines.
 */
void
flo_price_replay_load_async (FloPriceArchive     *archive,
                             AwsClient           *client,
                             FloConfig           *config,
                             FloMarket           *region,
                             gint64               now,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **names = NULL;
  Load *load;

  g_return_if_fail (FLO_IS_PRICE_ARCHIVE (archive) && config != NULL && FLO_IS_MARKET (region));

  g_task_set_source_tag (task, flo_price_replay_load_async);
  load = g_new0 (Load, 1);
  load->config = flo_config_ref (config);
  load->market = flo_replay_market_new_best (config, region);
  load->n_pools = flo_market_get_n_pools (load->market);
  load->from = now - FLO_PRICE_REPLAY_DAYS * SECONDS_PER_DAY;
  load->now = now;
  g_task_set_task_data (task, load, load_free);
  if (load->n_pools == 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  for (guint i = 0; i < load->n_pools; i++)
    g_hash_table_add (types, (gpointer) flo_market_get_pool (load->market, i)->type->name);
  names = (const char **) g_hash_table_get_keys_as_array (types, NULL);
  flo_price_archive_load_async (archive, client, NULL, names, NULL, load->from, now, cancellable, prices_loaded_cb,
                                g_steal_pointer (&task));
}

/**
 * flo_price_replay_load_finish:
 * @result: of flo_price_replay_load_async()
 * @n_pools: (out): how many pools there are
 * @error: (out): what went wrong
 *
 * Returns: (transfer full) (nullable): where to test the config; %NULL without an error, and no pools: none fits
 */
FloReplaySetting *
flo_price_replay_load_finish (GAsyncResult  *result,
                              guint         *n_pools,
                              GError       **error)
{
  const Load *load;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (n_pools != NULL, NULL);

  load = g_task_get_task_data (G_TASK (result));
  *n_pools = load->n_pools;

  return g_task_propagate_pointer (G_TASK (result), error);
}
