/* flo-figures.c: keeps what AWS publishes about a region fresh
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-figures"

#include "flotilla-config.h"

#include "aws/aws-public-file.h"
#include "market/flo-figures.h"

typedef struct
{
  AwsClient *client;     /* (owned) */
  FloFiguresNeed need;
  GStrv types;           /* (owned) (nullable) */
  char *place;           /* (owned) (nullable) */
  FloFigures *figures;   /* (owned) */
  guint n_pending;
} Refresh;


void
flo_figures_free (FloFigures *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->on_demand, flo_on_demand_free);
  g_clear_pointer (&self->advisor, flo_advisor_free);
  g_clear_pointer (&self->types, flo_type_table_unref);
  g_clear_error (&self->types_problem);
  g_clear_error (&self->on_demand_problem);
  g_clear_error (&self->advisor_problem);
  g_free (self);
}

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_object_unref (refresh->client);
  g_strfreev (refresh->types);
  g_free (refresh->place);
  flo_figures_free (refresh->figures);
  g_free (refresh);
}

static void
one_done (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);

  if (--refresh->n_pending == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&refresh->figures), (GDestroyNotify) flo_figures_free);
}

static void
on_demand_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFigures *figures = ((Refresh *) g_task_get_task_data (task))->figures;
  FloOnDemand *fresh = flo_on_demand_refresh_finish (result, &figures->on_demand_problem);

  if (fresh != NULL)
    {
      g_clear_pointer (&figures->on_demand, flo_on_demand_free);
      figures->on_demand = fresh;
      figures->n_fetched++;
    }
  one_done (task);
}

static void
advisor_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFigures *figures = ((Refresh *) g_task_get_task_data (task))->figures;
  FloAdvisor *fresh = flo_advisor_refresh_finish (result, &figures->advisor_problem);

  if (fresh != NULL)
    {
      g_clear_pointer (&figures->advisor, flo_advisor_free);
      figures->advisor = fresh;
      figures->n_fetched++;
    }
  one_done (task);
}

static void
types_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFigures *figures = ((Refresh *) g_task_get_task_data (task))->figures;
  FloTypeTable *fresh = flo_type_table_refresh_finish (result, &figures->types_problem);

  if (fresh != NULL)
    {
      g_clear_pointer (&figures->types, flo_type_table_unref);
      figures->types = fresh;
      figures->n_fetched++;
    }
  one_done (task);
}

static gboolean
wants_on_demand (Refresh *refresh,
                 gint64   now)
{
  const char * const *types = (const char * const *) refresh->types;

  switch (refresh->need)
    {
    case FLO_FIGURES_KEPT:
      return FALSE;
    case FLO_FIGURES_MISSING:
      return !flo_on_demand_knows (refresh->figures->on_demand, types);
    case FLO_FIGURES_OLD:
      return !flo_on_demand_is_fresh (refresh->figures->on_demand, types, now);
    case FLO_FIGURES_ALL:
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_task_propagate_boolean (G_TASK (result), NULL);

  refresh->n_pending = 1;
  if (wants_on_demand (refresh, now))
    {
      refresh->n_pending++;
      flo_on_demand_refresh_async (refresh->client, FLO_ON_DEMAND_ASK, (const char * const *) refresh->types,
                                   cancellable, on_demand_cb, g_object_ref (task));
    }
  if (refresh->need == FLO_FIGURES_ALL ||
      (refresh->need == FLO_FIGURES_OLD && !flo_advisor_is_fresh (refresh->figures->advisor, now)))
    {
      refresh->n_pending++;
      flo_advisor_refresh_async (refresh->client, cancellable, advisor_cb, g_object_ref (task));
    }
  if (refresh->need == FLO_FIGURES_ALL || (refresh->need == FLO_FIGURES_OLD && refresh->types == NULL &&
                                           !flo_type_table_is_fresh (refresh->figures->types, now)))
    {
      refresh->n_pending++;
      flo_type_table_refresh_async (refresh->client, cancellable, types_cb, g_object_ref (task));
    }
  one_done (task);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  const char *region = aws_client_get_region (refresh->client);

  refresh->figures->on_demand = flo_on_demand_read (refresh->place, region);
  refresh->figures->advisor = flo_advisor_read (refresh->place, region);
  refresh->figures->types = flo_type_table_read (refresh->place, region);
  g_task_return_boolean (task, TRUE);
}

static void
place_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;
  GError *error = NULL;

  refresh->place = aws_public_file_find_place_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* The thread has the refresh for itself until it is done. */
  work = g_task_new (NULL, NULL, read_cb, g_object_ref (task));
  g_task_set_source_tag (work, place_found_cb);
  g_task_set_task_data (work, refresh, NULL);
  g_task_run_in_thread (work, read_thread);
}

/**
 * flo_figures_refresh_async:
 * @client: the region is the client's
 * @need: what is to be fetched
 * @types: (nullable) (array zero-terminated=1): whose on-demand prices; %NULL or none is all types, and what they are
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads what is kept, and asks AWS for what is missing or old. When all is fresh it asks nobody.
 */
void
flo_figures_refresh_async (AwsClient           *client,
                           FloFiguresNeed       need,
                           const char * const  *types,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Refresh *refresh;
  GTask *task;

  g_return_if_fail (AWS_IS_CLIENT (client));

  refresh = g_new0 (Refresh, 1);
  refresh->client = g_object_ref (client);
  refresh->need = need;
  refresh->types = types != NULL && types[0] != NULL ? g_strdupv ((GStrv) types) : NULL;
  refresh->figures = g_new0 (FloFigures, 1);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_figures_refresh_async);
  g_task_set_task_data (task, refresh, refresh_free);
  aws_public_file_find_place_async (client, cancellable, place_found_cb, task);
}

/**
 * flo_figures_refresh_finish:
 * @result: the result
 * @error: %AWS_ERROR of an endpoint that is no endpoint, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what is known now, and what could not be had; %NULL with @error set
 */
FloFigures *
flo_figures_refresh_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
