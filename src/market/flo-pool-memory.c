/* flo-pool-memory.c: what is remembered of a region's pools: how it went for us, and how their prices moved
 *
 *   our record ──▶ which types' prices are kept in full ──▶ their prices ──▶ their changes, in a thread
 *
 * AWS is not asked for anything: of pools whose prices nobody looked at yet, nothing is remembered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-pool-memory"

#include "market/flo-pool-memory.h"

#include "store/flo-price-log.h"

#define PRODUCT "Linux/UNIX"
#define SECONDS_PER_DAY 86400
/* Prices that were looked at within the last day are recent enough to tell what moves together. */
#define FRESH SECONDS_PER_DAY
/* What moves together is looked at so often at most. */
#define CHANGES_AGE 3600

typedef struct
{
  FloStore *store;            /* (owned) */
  char *account;              /* (owned) */
  char *region;               /* (owned) */
  GStrv types;                /* (owned): of the market */
  gint64 now;                 /* Unix seconds */
  FloPriceChanges *changes;   /* (owned) (nullable): that are recent enough */
  FloPoolRecordSet *records;  /* (owned) (nullable) */
  GPtrArray *prices;          /* (owned) (nullable) (element-type FloPricePool) */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->store);
  g_free (load->account);
  g_free (load->region);
  g_strfreev (load->types);
  g_clear_pointer (&load->changes, flo_price_changes_unref);
  g_clear_pointer (&load->records, flo_pool_record_set_free);
  g_clear_pointer (&load->prices, g_ptr_array_unref);
  g_free (load);
}

static FloPriceScope
get_scope (Load *load)
{
  return (FloPriceScope) { load->account, load->region, PRODUCT };
}

static FloPriceSpan
get_span (Load *load)
{
  return (FloPriceSpan) { load->now - FLO_PRICE_CHANGES_DAYS * SECONDS_PER_DAY, load->now };
}

/* ---- the object ---- */

FloPoolMemory *
flo_pool_memory_new (FloPoolRecordSet *records,
                     FloPriceChanges  *changes)
{
  FloPoolMemory *self = g_atomic_rc_box_new0 (FloPoolMemory);

  self->records = records;
  self->changes = changes;

  return self;
}

FloPoolMemory *
flo_pool_memory_ref (FloPoolMemory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
pool_memory_clear (gpointer data)
{
  FloPoolMemory *self = data;

  g_clear_pointer (&self->records, flo_pool_record_set_free);
  g_clear_pointer (&self->changes, flo_price_changes_unref);
}

void
flo_pool_memory_unref (FloPoolMemory *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, pool_memory_clear);
}

/* ---- loading ---- */

static FloPriceSeries *
create_series (Load               *load,
               const FloPricePool *pool)
{
  g_autofree FloPricePoint *points = g_new (FloPricePoint, pool->steps->len);
  FloPriceSpan span = get_span (load);

  for (guint i = 0; i < pool->steps->len; i++)
    {
      const FloPriceStep *step = &g_array_index (pool->steps, FloPriceStep, i);

      points[i] = (FloPricePoint) { step->time, step->price };
    }

  return flo_price_series_new (pool->type, pool->zone, points, pool->steps->len, span.first, span.last);
}

/* Gives the records away: nobody else looks at them any more. */
static void
compare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr(GPtrArray) series = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < load->prices->len; i++)
    g_ptr_array_add (series, create_series (load, load->prices->pdata[i]));
  g_task_return_pointer (task,
                         flo_pool_memory_new (g_steal_pointer (&load->records),
                                              flo_price_changes_new ((FloPriceSeries *const *) series->pdata,
                                                                     series->len, load->now)),
                         (GDestroyNotify) flo_pool_memory_unref);
}

/* How it went for us is worth having alone. Nothing to compare is remembered too: it need not be looked for again so soon. */
static void
finish_without_prices (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->changes == NULL)
    load->changes = flo_price_changes_new (NULL, 0, load->now);
  g_task_return_pointer (task,
                         flo_pool_memory_new (g_steal_pointer (&load->records), g_steal_pointer (&load->changes)),
                         (GDestroyNotify) flo_pool_memory_unref);
}

static void
prices_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->prices = flo_price_log_read_finish (FLO_STORE (object), result, &error);
  if (load->prices == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, compare_in_thread);
}

/* The types whose prices of the whole span are kept */
static GStrv
list_known (Load      *load,
            GPtrArray *gaps)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; load->types[i] != NULL; i++)
    if (((GArray *) gaps->pdata[i])->len == 0)
      g_strv_builder_add (builder, load->types[i]);

  return g_strv_builder_end (builder);
}

static void
gaps_found_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  FloPriceScope scope = get_scope (load);
  GError *error = NULL;
  g_autoptr(GPtrArray) gaps = flo_price_log_find_gaps_finish (FLO_STORE (object), result, NULL, &error);
  g_auto(GStrv) known = gaps != NULL ? list_known (load, gaps) : NULL;

  if (known == NULL)
    g_task_return_error (task, error);
  else if (known[0] == NULL)
    finish_without_prices (task);
  else
    flo_price_log_read_async (load->store, &scope, (const char *const *) known, NULL, get_span (load),
                              g_task_get_cancellable (task), prices_read_cb, g_object_ref (task));
}

static void
records_loaded_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  FloPriceScope scope = get_scope (load);
  GError *error = NULL;

  load->records = flo_pool_record_set_load_finish (result, &error);
  if (load->records == NULL)
    g_task_return_error (task, error);
  else if (load->changes != NULL || load->types[0] == NULL)
    finish_without_prices (task);
  else
    flo_price_log_find_gaps_async (load->store, &scope, (const char *const *) load->types, get_span (load), FRESH,
                                   g_task_get_cancellable (task), gaps_found_cb, g_object_ref (task));
}

/* Its pools come by type. */
static GStrv
list_types (FloMarket *market)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const FloInstanceType *last = NULL;

  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    {
      const FloInstanceType *type = flo_market_get_pool (market, i)->type;

      if (type != last)
        g_strv_builder_add (builder, type->name);
      last = type;
    }

  return g_strv_builder_end (builder);
}

/**
 * flo_pool_memory_load_async:
 * @store: the database
 * @account: whose: zones of the same name are other zones in another account
 * @market: a region's market: of its pools
 * @known: (nullable): what was remembered of the same before: how prices moved is looked at again after an hour only
 * @cancellable: (nullable): ends it
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
flo_pool_memory_load_async (FloStore            *store,
                            const char          *account,
                            FloMarket           *market,
                            FloPoolMemory       *known,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);
  g_return_if_fail (FLO_IS_MARKET (market));

  task = g_task_new (NULL, cancellable, callback, user_data);
  load = g_new0 (Load, 1);
  load->store = g_object_ref (store);
  load->account = g_strdup (account);
  load->region = g_strdup (flo_market_get_region (market));
  load->types = list_types (market);
  load->now = g_get_real_time () / G_USEC_PER_SEC;
  if (known != NULL && known->changes != NULL && load->now - flo_price_changes_get_time (known->changes) < CHANGES_AGE)
    load->changes = flo_price_changes_ref (known->changes);
  g_task_set_source_tag (task, flo_pool_memory_load_async);
  g_task_set_task_data (task, load, load_free);
  flo_pool_record_set_load_async (store, account, load->region, cancellable, records_loaded_cb, task);
}

/* Returns: (transfer full) (nullable): NULL with @error set */
FloPoolMemory *
flo_pool_memory_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
