/* flo-price-query.c: what pools of several regions cost now and how that moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-price-query.h"

#include "app/prices/flo-pool-item.h"
#include "app/support/flo-error-dialog.h"

/* One region's part. */
typedef struct
{
  char *region;            /* (owned) */
  AwsClient *client;       /* (owned) */
  FloPriceArchive *archive; /* (owned) */
  FloMarket *market;       /* (owned) (nullable) */
  GListModel *series;      /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable): the first */
  guint64 n_prices;        /* that were fetched */
  double share;            /* of the time that they are of; negative: nothing had to be fetched yet */
} Part;

typedef struct
{
  GPtrArray *parts;        /* (owned) (element-type Part) */
  GStrv zones;             /* (owned) (nullable) */
  gint64 from;
  gint64 to;
  FloPriceQueryProgress progress;
  gpointer progress_data;  /* (unowned) */
  guint n_pending;
} Query;

/* What one request's callback needs. */
typedef struct
{
  GTask *task;             /* (owned) */
  Part *part;              /* borrowed from the task's data */
} Step;

static void
part_free (Part *part)
{
  g_free (part->region);
  g_clear_object (&part->client);
  g_clear_object (&part->archive);
  g_clear_object (&part->market);
  g_clear_object (&part->series);
  g_clear_error (&part->error);
  g_free (part);
}

static void
query_free (Query *query)
{
  g_ptr_array_unref (query->parts);
  g_strfreev (query->zones);
  g_free (query);
}

static Step *
step_new (GTask *task,
          Part  *part)
{
  Step *step = g_new0 (Step, 1);

  step->task = g_object_ref (task);
  step->part = part;
  ((Query *) g_task_get_task_data (task))->n_pending++;

  return step;
}

void
flo_price_answer_free (FloPriceAnswer *self)
{
  g_clear_object (&self->pools);
  g_clear_object (&self->series);
  g_free (self->problem);
  g_free (self);
}

static FloPriceSeries *
find_series (GListModel *series,
             const char *type,
             const char *zone)
{
  for (guint i = 0; series != NULL && i < g_list_model_get_n_items (series); i++)
    {
      g_autoptr(FloPriceSeries) one = g_list_model_get_item (series, i);

      if (g_str_equal (flo_price_series_get_instance_type (one), type) &&
          g_str_equal (flo_price_series_get_zone (one), zone))
        return g_steal_pointer (&one);
    }

  return NULL;
}

static void
add_pools (GListStore *pools,
           Part       *part,
           Query      *query)
{
  for (guint i = 0; i < flo_market_get_n_pools (part->market); i++)
    {
      const FloPool *pool = flo_market_get_pool (part->market, i);
      g_autoptr(FloPoolItem) item = NULL;
      g_autoptr(FloPriceSeries) series = NULL;

      if (query->zones != NULL &&
          !g_strv_contains ((const char * const *) query->zones, pool->zone->name))
        continue;
      item = flo_pool_item_new (part->region, pool);
      series = find_series (part->series, pool->type->name, pool->zone->name);
      if (series != NULL)
        flo_pool_item_set_history (item, series, query->from, query->to);
      g_list_store_append (pools, item);
    }
}

static void
add_series (GListStore *all,
            Part       *part)
{
  for (guint i = 0; part->series != NULL && i < g_list_model_get_n_items (part->series); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (part->series, i);

      g_list_store_append (all, series);
    }
}

/* The older of two, and what is known of what is not. */
static FloOrigin
get_older (FloOrigin a,
           FloOrigin b)
{
  if (a.source == FLO_SOURCE_NONE)
    return b;
  return b.source != FLO_SOURCE_NONE && b.time < a.time ? b : a;
}

static void
note_origins (FloPriceAnswer *answer,
              FloMarket      *market)
{
  answer->time = MIN (answer->time, flo_market_get_time (market));
  answer->advisor = get_older (answer->advisor, flo_market_get_advisor_origin (market));
  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    answer->on_demand = get_older (answer->on_demand,
                                   flo_market_get_pool (market, i)->type->on_demand_origin);
}

/* All have answered, one way or the other. */
static void
complete (GTask *task)
{
  Query *query = g_task_get_task_data (task);
  g_autoptr(FloPriceAnswer) answer = NULL;
  g_autoptr(GString) problems = g_string_new (NULL);
  GListStore *pools = g_list_store_new (FLO_TYPE_POOL_ITEM);
  GListStore *series = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  const GError *failed = NULL;
  gboolean any = FALSE;

  answer = g_new0 (FloPriceAnswer, 1);
  answer->pools = G_LIST_MODEL (pools);
  answer->series = G_LIST_MODEL (series);
  answer->time = answer->asked_at = query->to;
  for (guint i = 0; i < query->parts->len; i++)
    {
      Part *part = g_ptr_array_index (query->parts, i);

      if (part->market != NULL)
        {
          add_pools (pools, part, query);
          note_origins (answer, part->market);
        }
      add_series (series, part);
      any |= part->market != NULL || part->series != NULL;
      if (part->error != NULL)
        {
          g_autofree char *words = flo_error_dialog_describe (part->error);

          failed = failed != NULL ? failed : part->error;
          g_string_append_printf (problems, "%s%s: %s", problems->len > 0 ? "\n" : "",
                                  part->region, words);
        }
    }
  if (!any && failed != NULL)
    {
      g_task_return_error (task, g_error_copy (failed));
      return;
    }
  if (problems->len > 0)
    answer->problem = g_strdup (problems->str);
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) flo_price_answer_free);
}

static void
end_step (Step   *step,
          GError *error)
{
  Query *query = g_task_get_task_data (step->task);

  if (error != NULL && step->part->error == NULL)
    step->part->error = error;
  else
    g_clear_error (&error);
  if (--query->n_pending == 0 && !g_task_return_error_if_cancelled (step->task))
    complete (step->task);
  g_object_unref (step->task);
  g_free (step);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Step *step = user_data;
  GError *error = NULL;

  step->part->market = flo_market_load_finish (result, &error);
  end_step (step, error);
}

static void
history_loaded_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Step *step = user_data;
  GError *error = NULL;

  g_signal_handlers_disconnect_by_data (step->part->archive, step);
  step->part->series = flo_price_archive_load_finish (step->part->archive, result, &error);
  end_step (step, error);
}

/* One archive may have told of somebody else's load, which ours waits for. */
static void
archive_progress_cb (FloPriceArchive *archive,
                     guint64          n_prices,
                     double           share,
                     Step            *step)
{
  Query *query = g_task_get_task_data (step->task);
  guint64 all_prices = 0;
  double sum = 0;
  guint n = 0;

  step->part->n_prices = n_prices;
  step->part->share = share;
  for (guint i = 0; i < query->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (query->parts, i);

      if (part->share < 0)
        continue;
      all_prices += part->n_prices;
      sum += part->share;
      n++;
    }
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (step->task)))
    query->progress (all_prices, sum / n, query->progress_data);
}

/* The zones among @zones that are in @region. */
static GStrv
pick_zones (const char * const *zones,
            const char         *region)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) picked = NULL;

  for (guint i = 0; zones[i] != NULL; i++)
    if (g_str_has_prefix (zones[i], region))
      g_strv_builder_add (builder, zones[i]);
  picked = g_strv_builder_end (builder);

  return picked[0] != NULL ? g_steal_pointer (&picked) : NULL;
}

static void
ask (GTask              *task,
     Part               *part,
     const char * const *types)
{
  Query *query = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_auto(GStrv) zones = NULL;

  if (query->zones != NULL)
    zones = pick_zones ((const char * const *) query->zones, part->region);
  /* Where no zone is wanted nobody is asked. */
  if (query->zones != NULL && zones == NULL)
    return;
  flo_market_load_async (part->client, types, cancellable, market_loaded_cb,
                         step_new (task, part));
  if (g_strv_length ((GStrv) types) <= FLO_PRICE_QUERY_MAX_HISTORIES)
    {
      Step *step = step_new (task, part);

      g_signal_connect (part->archive, "progress", G_CALLBACK (archive_progress_cb), step);
      flo_price_archive_load_async (part->archive, part->client, NULL, types, (const char * const *) zones,
                                    query->from, query->to, cancellable, history_loaded_cb, step);
    }
}

void
flo_price_query_async (FloSession          *session,
                       const char * const  *regions,
                       const char * const  *types,
                       const char * const  *zones,
                       gint64               from,
                       gint64               to,
                       FloPriceQueryProgress progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Query *query;

  g_return_if_fail (FLO_IS_SESSION (session));
  g_return_if_fail (regions != NULL && regions[0] != NULL);
  g_return_if_fail (types != NULL && types[0] != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_price_query_async);
  query = g_new0 (Query, 1);
  query->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  query->zones = g_strdupv ((GStrv) zones);
  query->from = from;
  query->to = to;
  query->progress = progress;
  query->progress_data = progress_data;
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  for (guint i = 0; regions[i] != NULL; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->share = -1;
      part->region = g_strdup (regions[i]);
      part->client = flo_session_create_client (session, regions[i]);
      g_set_object (&part->archive, flo_session_get_archive (session, regions[i]));
      g_ptr_array_add (query->parts, part);
    }
  /* Only now, so that an answer cannot come before all questions are asked. */
  for (guint i = 0; i < query->parts->len; i++)
    ask (task, g_ptr_array_index (query->parts, i), types);
  if (query->n_pending == 0)
    complete (task);
}

FloPriceAnswer *
flo_price_query_finish (FloSession    *session,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, flo_price_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
