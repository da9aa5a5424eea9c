/* flo-price-news.c: asks for the prices that an account's alerts are about, and what there is to tell
 *
 *   alerts and what was told ──▶ a region and product ──▶ on-demand prices, if need be ──▶ prices ──▶ evaluated
 *                                     ▲                                                                   │
 *                                     └───────────────────────────── the next ────────────────────────────┘
 *
 * Prices come from the archive, so that AWS is asked for what is new alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-news"

#include "flotilla-config.h"

#include "market/flo-price-news.h"

#include "market/flo-figures.h"
#include "market/flo-price-archive.h"

/* Alerts that one question to AWS answers. */
typedef struct
{
  GPtrArray *alerts;       /* (owned) (element-type FloPriceAlert), borrowed */
  GPtrArray *types;        /* (owned) (element-type utf8), NULL-terminated */
  AwsClient *client;       /* (owned) */
  FloFigures *figures;     /* (owned) (nullable) */
  gint64 from;
} Group;

typedef struct
{
  AwsClient *client;       /* (owned) */
  FloPriceArchive *archive;   /* (owned) */
  GPtrArray *told;         /* (owned) (nullable) (element-type FloPriceAlertState) */
  GPtrArray *alerts;       /* (owned) (nullable) (element-type FloPriceAlert) */
  GPtrArray *groups;       /* (owned) (nullable) (element-type Group): still to be looked at */
  guint n_failed;
  guint n_done;
  GError *error;           /* (owned) (nullable): the first */
  GString *problems;       /* (owned) */
  gint64 now;
  FloPriceNews *news;      /* (owned) (nullable) */
} Load;

static void look_at_next (GTask *task);


void
flo_price_news_free (FloPriceNews *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->states);
  g_free (self->problem);
  g_free (self);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->alerts);
  g_ptr_array_unref (group->types);
  g_object_unref (group->client);
  g_clear_pointer (&group->figures, flo_figures_free);
  g_free (group);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->client);
  g_object_unref (load->archive);
  g_clear_pointer (&load->told, g_ptr_array_unref);
  g_clear_pointer (&load->groups, g_ptr_array_unref);
  g_clear_pointer (&load->alerts, g_ptr_array_unref);
  g_clear_error (&load->error);
  g_string_free (load->problems, TRUE);
  g_clear_pointer (&load->news, flo_price_news_free);
  g_free (load);
}

static Group *
get_group (Load *load)
{
  return g_ptr_array_index (load->groups, load->groups->len - 1);
}

static const FloPriceAlert *
get_first (const Group *group)
{
  return g_ptr_array_index (group->alerts, 0);
}

/* ---- the end ---- */

static void
complete (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->n_done == 0 && load->n_failed > 0)
    {
      g_task_return_error (task, g_steal_pointer (&load->error));
      return;
    }
  if (load->problems->len > 0)
    load->news->problem = g_strdup (load->problems->str);
  g_task_return_pointer (task, g_steal_pointer (&load->news), (GDestroyNotify) flo_price_news_free);
}

static void
add_problem (Load       *load,
             const char *subject,
             const char *text)
{
  g_string_append_printf (load->problems, "%s%s: %s", load->problems->len > 0 ? "\n" : "", subject, text);
}

/* What could not be looked at is where it was. */
static void
keep_states (Load                *load,
             const FloPriceAlert *alert)
{
  for (guint i = 0; i < load->told->len; i++)
    {
      const FloPriceAlertState *state = g_ptr_array_index (load->told, i);

      if (state->alert == alert->id)
        g_ptr_array_add (load->news->states, flo_price_alert_state_copy (state));
    }
}

/* Others are looked at all the same. Takes @error. */
static void
fail_group (Load   *load,
            GError *error)
{
  Group *group = get_group (load);

  add_problem (load, get_first (group)->region, error->message);
  for (guint i = 0; i < group->alerts->len; i++)
    keep_states (load, group->alerts->pdata[i]);
  load->n_failed++;
  if (load->error == NULL)
    load->error = error;
  else
    g_error_free (error);
}

/* ---- one group ---- */

static FloMoney
find_on_demand (const char *type,
                gpointer    user_data)
{
  const Group *group = user_data;

  if (group->figures == NULL || group->figures->on_demand == NULL)
    return 0;

  return flo_on_demand_find (group->figures->on_demand, type, get_first (group)->product, NULL);
}

/* Of what is compared with prices on demand nothing can be said where none is known. */
static void
note_unknown (Load                *load,
              Group               *group,
              const FloPriceAlert *alert)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *subject = NULL;

  if (alert->kind != FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
    return;
  for (guint i = 0; group->types->pdata[i] != NULL; i++)
    if (flo_price_alert_covers (alert, group->types->pdata[i], NULL) &&
        find_on_demand (group->types->pdata[i], group) == 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", (char *) group->types->pdata[i]);
  if (names->len == 0)
    return;

  subject = g_strdup_printf ("%s, %s", alert->region, names->str);
  add_problem (load, subject,
               group->figures != NULL && group->figures->on_demand_problem != NULL
                 ? group->figures->on_demand_problem->message
                 : "what it costs on demand is not known, so the alert cannot be looked at; flotillactl price sources "
                 "--file fetches the prices of every product");
}

static void
evaluate (Load       *load,
          Group      *group,
          GListModel *prices)
{
  guint n_series = g_list_model_get_n_items (prices);
  g_autoptr(GPtrArray) series = g_ptr_array_new_full (n_series, g_object_unref);

  for (guint i = 0; i < n_series; i++)
    g_ptr_array_add (series, g_list_model_get_item (prices, i));
  for (guint i = 0; i < group->alerts->len; i++)
    {
      const FloPriceAlert *alert = g_ptr_array_index (group->alerts, i);
      GPtrArray *events = flo_price_alert_evaluate (alert, (FloPriceSeries *const *) (gpointer) series->pdata,
                                                    series->len, find_on_demand, group, load->told, load->now,
                                                    load->news->states);

      g_ptr_array_extend_and_steal (load->news->events, events);
      note_unknown (load, group, alert);
    }
}

static void
prices_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GListModel) prices = flo_price_archive_load_finish (load->archive, result, &error);

  if (prices != NULL)
    {
      evaluate (load, get_group (load), prices);
      load->n_done++;
    }
  else
    {
      fail_group (load, error);
    }
  g_ptr_array_set_size (load->groups, (int) load->groups->len - 1);
  look_at_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
load_prices (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  Group *group = get_group (load);

  flo_price_archive_load_async (load->archive, group->client, get_first (group)->product,
                                (const char *const *) group->types->pdata, NULL, group->from, load->now,
                                g_task_get_cancellable (task), prices_loaded_cb, task);
}

static void
figures_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);

  /* Without them it is said of which alert nothing can be said. */
  get_group (load)->figures = flo_figures_refresh_finish (result, NULL);
  load_prices (task);
}

static gboolean
needs_on_demand (const Group *group)
{
  for (guint i = 0; i < group->alerts->len; i++)
    if (((FloPriceAlert *) group->alerts->pdata[i])->kind == FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
      return TRUE;

  return FALSE;
}

/* Takes @task. */
static void
look_at_next (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  Group *group;

  if (load->groups->len == 0)
    {
      if (!g_task_return_error_if_cancelled (task))
        complete (task);
      g_object_unref (task);
      return;
    }
  group = get_group (load);
  if (needs_on_demand (group))
    flo_figures_refresh_async (group->client, FLO_FIGURES_MISSING, (const char *const *) group->types->pdata,
                               g_task_get_cancellable (task), figures_found_cb, task);
  else
    load_prices (task);
}

/* ---- which groups there are ---- */

static void
add_type (GPtrArray  *types,
          const char *name)
{
  if (!g_ptr_array_find_with_equal_func (types, name, g_str_equal, NULL))
    g_ptr_array_add (types, g_strdup (name));
}

static Group *
find_group (Load                *load,
            const FloPriceAlert *alert)
{
  Group *group;

  for (guint i = 0; i < load->groups->len; i++)
    {
      const FloPriceAlert *first = get_first (load->groups->pdata[i]);

      if (g_str_equal (first->region, alert->region) && g_str_equal (first->product, alert->product))
        return load->groups->pdata[i];
    }
  group = g_new0 (Group, 1);
  group->alerts = g_ptr_array_new ();
  group->types = g_ptr_array_new_with_free_func (g_free);
  group->client = g_strcmp0 (alert->region, aws_client_get_region (load->client)) == 0
                    ? g_object_ref (load->client)
                    : aws_client_for_region (load->client, alert->region);
  group->from = load->now;
  g_ptr_array_add (load->groups, group);

  return group;
}

/* Until when it was looked at; 0: never. */
static gint64
get_checked (Load                *load,
             const FloPriceAlert *alert)
{
  gint64 checked = 0;

  for (guint i = 0; i < load->told->len; i++)
    {
      const FloPriceAlertState *state = g_ptr_array_index (load->told, i);

      if (state->alert == alert->id)
        checked = MAX (checked, state->checked);
    }

  return checked;
}

static void
group_alerts (Load *load)
{
  for (guint i = 0; i < load->alerts->len; i++)
    {
      const FloPriceAlert *alert = g_ptr_array_index (load->alerts, i);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) types = flo_price_alert_list_types (alert, &error);
      Group *group;

      /* The catalogue may have grown since it was made. */
      if (types == NULL)
        {
          g_autofree char *where = flo_price_alert_describe_where (alert);

          add_problem (load, where, error->message);
          continue;
        }
      group = find_group (load, alert);
      g_ptr_array_add (group->alerts, (gpointer) alert);
      group->from = MIN (group->from, flo_price_alert_get_start (alert, get_checked (load, alert), load->now));
      for (guint t = 0; t < types->len; t++)
        add_type (group->types, types->pdata[t]);
    }
  for (guint i = 0; i < load->groups->len; i++)
    g_ptr_array_add (((Group *) load->groups->pdata[i])->types, NULL);
}

static void
alerts_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GPtrArray) told = NULL;
  GError *error = NULL;

  load->alerts = flo_price_alert_records_list_finish (FLO_STORE (object), result, &told, &error);
  if (load->alerts == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (load->told == NULL)
    load->told = g_steal_pointer (&told);
  load->news->n_alerts = load->alerts->len;
  load->groups = g_ptr_array_new_with_free_func (group_free);
  group_alerts (load);
  look_at_next (task);
}

/**
 * flo_price_news_load_async:
 * @store: the database
 * @account: whose alerts
 * @client: of the account, in any region
 * @listener: who is told
 * @states: (nullable) (element-type FloPriceAlertState): what was told so far; %NULL: as the database remembers of
 *   @listener
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks once at all alerts of the account. When something was told, or as soon as it was, the states of the answer
 * are for flo_price_alert_records_told_async(). A region that does not answer is a problem of the answer; when none
 * does it is an error.
 */
void
flo_price_news_load_async (FloStore              *store,
                           const char            *account,
                           AwsClient             *client,
                           FloPriceAlertListener  listener,
                           GPtrArray             *states,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);
  g_return_if_fail (AWS_IS_CLIENT (client));

  load = g_new0 (Load, 1);
  load->client = g_object_ref (client);
  load->archive = flo_price_archive_new (store, account);
  load->told = states != NULL ? g_ptr_array_ref (states) : NULL;
  load->problems = g_string_new (NULL);
  load->now = g_get_real_time () / G_USEC_PER_SEC;
  load->news = g_new0 (FloPriceNews, 1);
  load->news->events = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_alert_event_free);
  load->news->states = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_alert_state_free);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_price_news_load_async);
  g_task_set_task_data (task, load, load_free);
  flo_price_alert_records_list_async (store, account, listener, cancellable, alerts_read_cb, task);
}

/**
 * flo_price_news_load_finish:
 * @store: the database
 * @result: the result
 * @error: %AWS_ERROR, %FLO_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what there is to tell; %NULL with @error set
 */
FloPriceNews *
flo_price_news_load_finish (FloStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
