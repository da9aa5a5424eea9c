/* flo-limit-look.c: what a config's dynamic price limit is for each pool now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-limit-look"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/observe/flo-limit-look.h"
#include "fleet/plan/flo-need.h"

typedef struct
{
  FloLimit limit;
  FloMarket *market;     /* (owned): keeps @pools */
  GPtrArray *pools;      /* (owned) (element-type FloPool) */
  gint64 now;            /* Unix seconds */
  GError *trouble;       /* (owned) (nullable): why prices are not known */
} Look;


static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->pools);
  g_object_unref (look->market);
  g_clear_error (&look->trouble);
  g_free (look);
}

/* All pools that may ever be launched in, best first: whatever they cost now. */
static GPtrArray *
list_pools (FloConfig  *config,
            const char *architecture,
            FloMarket  *market)
{
  FloChoiceTerms terms;
  FloNeed need;

  flo_need_from_config (config, architecture, &need);
  need.maximum_price = 0;
  need.maximum_percent = 0;

  flo_config_get_terms (config, &terms);

  return flo_choice_list (market, &need, NULL, &terms);
}

static GStrv
list_types (GPtrArray *pools)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();

  for (guint i = 0; i < pools->len && g_hash_table_size (seen) < FLO_LIMIT_LOOK_TYPES; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (g_hash_table_add (seen, (gpointer) pool->type->name))
        g_strv_builder_add (types, pool->type->name);
    }

  return g_strv_builder_end (types);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) series = flo_price_archive_load_finish (FLO_PRICE_ARCHIVE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  look->trouble = g_steal_pointer (&error);
  g_task_return_pointer (task, flo_maximum_prices_compute (&look->limit, look->pools, series, look->now),
                         (GDestroyNotify) flo_maximum_prices_unref);
}

/**
 * flo_limit_look_async:
 * @client: in the config's region
 * @archive: where prices are kept; what is missing there is asked for
 * @config: with a dynamic limit
 * @architecture: (nullable): of the fleet's image
 * @market: the region's
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
flo_limit_look_async (AwsClient           *client,
                      FloPriceArchive     *archive,
                      FloConfig           *config,
                      const char          *architecture,
                      FloMarket           *market,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);
  g_auto (GStrv) types = NULL;

  g_return_if_fail (FLO_IS_PRICE_ARCHIVE (archive));
  g_return_if_fail (FLO_IS_MARKET (market));

  g_task_set_source_tag (task, flo_limit_look_async);
  look->limit = flo_config_get_limit (config);
  look->market = g_object_ref (market);
  look->pools = list_pools (config, architecture, market);
  look->now = g_get_real_time () / G_USEC_PER_SEC;
  g_task_set_task_data (task, look, look_free);

  types = list_types (look->pools);
  flo_price_archive_load_async (archive, client, NULL, (const char * const *) types, NULL, look->now - FLO_LIMIT_WINDOW,
                                look->now, cancellable, loaded_cb, task);
}

/**
 * flo_limit_look_finish:
 * @result: the result
 * @trouble: (out) (optional) (nullable): why no prices are known; every pool then has its limit without them
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what each pool that fits may cost; %NULL with @error set
 */
FloMaximumPrices *
flo_limit_look_finish (GAsyncResult  *result,
                       GError       **trouble,
                       GError       **error)
{
  Look *look;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  look = g_task_get_task_data (G_TASK (result));
  if (trouble != NULL)
    *trouble = g_steal_pointer (&look->trouble);

  return g_task_propagate_pointer (G_TASK (result), error);
}
