/* flo-figures-market.c: a market, with prices on demand where nothing at all was known of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-figures"

#include "flotilla-config.h"

#include "market/flo-figures.h"

/* Nobody waits longer for prices on demand: one can do without. In milliseconds. */
#define PATIENCE 10000

typedef struct
{
  AwsClient *client;            /* (owned) */
  GStrv types;                  /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned): of the figures alone */
  gulong cancelled_handler;
  guint patience;
} Load;


static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_handle_id (&load->patience, g_source_remove);
  g_object_unref (load->client);
  g_object_unref (load->cancellable);
  g_strfreev (load->types);
  g_free (load);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FloMarket *market = flo_market_load_finish (result, &error);

  if (market != NULL)
    g_task_return_pointer (task, market, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
figures_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (FloFigures) figures = flo_figures_refresh_finish (result, &error);

  g_clear_handle_id (&load->patience, g_source_remove);
  g_cancellable_disconnect (cancellable, load->cancelled_handler);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Without them the market says that they are not known. */
  if (figures != NULL && figures->on_demand_problem != NULL)
    g_info ("On-demand prices: %s", figures->on_demand_problem->message);
  flo_market_load_async (load->client, (const char * const *) load->types, cancellable, market_loaded_cb,
                         g_object_ref (task));
}

static gboolean
patience_cb (gpointer user_data)
{
  Load *load = user_data;

  load->patience = 0;
  g_cancellable_cancel (load->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * flo_figures_load_market_async:
 * @client: the region is the client's
 * @types: (nullable) (array zero-terminated=1): limit to these types; none is all
 * @cancellable: (nullable): cancels the loading
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As flo_market_load_async(), for who decides by what the same costs on demand: where nothing at all is known of that
 * AWS is asked first, for some seconds at most. What is known but old will do; see %FLO_FIGURES_OLD.
 */
void
flo_figures_load_market_async (AwsClient           *client,
                               const char * const  *types,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_figures_load_market_async);
  load = g_new0 (Load, 1);
  load->client = g_object_ref (client);
  load->types = types != NULL && types[0] != NULL ? g_strdupv ((GStrv) types) : NULL;
  load->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, load, load_free);
  if (cancellable != NULL)
    load->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (load->cancellable), g_object_unref);

  load->patience = g_timeout_add (PATIENCE, patience_cb, load);
  flo_figures_refresh_async (client, FLO_FIGURES_MISSING, (const char * const *) load->types, load->cancellable,
                             figures_found_cb, task);
}

/* Returns: (transfer full) (nullable): the snapshot; NULL with @error set */
FloMarket *
flo_figures_load_market_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
