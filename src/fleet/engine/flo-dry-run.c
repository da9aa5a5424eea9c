/* flo-dry-run.c: what a launch would do, without doing it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-dry-run"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "config/flo-config-deadline.h"
#include "config/flo-config-region-check.h"
#include "fleet/act/flo-image.h"
#include "fleet/engine/flo-dry-run.h"
#include "fleet/engine/flo-engine.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-limit-look.h"
#include "fleet/observe/flo-observer.h"
#include "fleet/plan/flo-launch-budget.h"
#include "fleet/plan/flo-need.h"
#include "fleet/plan/flo-planner.h"
#include "market/flo-figures.h"

/* Stands for the id that a launch would make. */
#define NO_FLEET "f-new"

typedef struct
{
  AwsClient *client;      /* (owned) */
  FloConfig *config;      /* (owned) */
  FloOverallLedger *ledger; /* (owned) */
  FloFleet *fleet;        /* (owned) (nullable): that is to be changed */
  char *owner;            /* (owned) (nullable) */
  FloStore *store;        /* (owned) (nullable): of a plan */
  char *account;          /* (owned) (nullable): of a plan */
  FloMarket *market;      /* (owned) (nullable) */
  FloPoolMemory *memory;  /* (owned) (nullable) */
  FloMaximumPrices *maximum_prices; /* (owned) (nullable): of a dynamic limit */
  JsonObject *image;      /* (owned) (nullable) */
  FloHistory *history;    /* (owned): empty */
} DryRun;


static void
dry_run_free (gpointer data)
{
  DryRun *run = data;

  g_object_unref (run->client);
  flo_config_unref (run->config);
  g_object_unref (run->ledger);
  g_clear_object (&run->fleet);
  g_free (run->owner);
  g_clear_object (&run->store);
  g_free (run->account);
  g_clear_object (&run->market);
  g_clear_pointer (&run->memory, flo_pool_memory_unref);
  g_clear_pointer (&run->maximum_prices, flo_maximum_prices_unref);
  g_clear_pointer (&run->image, json_object_unref);
  flo_history_free (run->history);
  g_free (run);
}

static GTask *
make_task (AwsClient           *client,
           FloConfig           *config,
           FloOverallLedger    *ledger,
           const char          *owner,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  DryRun *run = g_new0 (DryRun, 1);

  run->client = g_object_ref (client);
  run->config = flo_config_ref (config);
  run->ledger = g_object_ref (ledger);
  run->owner = g_strdup (owner);
  run->history = flo_history_new ();
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, run, dry_run_free);

  return task;
}

/* ---- check ---- */

static GError *
check_region (const FloConfig *config,
              FloMarket       *market)
{
  g_autoptr (GPtrArray) problems = flo_config_check_region (config, market);
  g_autoptr (GString) text = g_string_new (NULL);

  FloConfigProblem *late = flo_config_check_deadline_time (config, g_get_real_time () / G_USEC_PER_SEC);

  if (late != NULL)
    g_ptr_array_add (problems, late);
  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);
      const char *hint = flo_config_problem_get_hint (problem);

      if (flo_config_problem_get_severity (problem) != FLO_SEVERITY_ERROR)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", flo_config_problem_get_message (problem));
      if (hint != NULL)
        g_string_append_printf (text, ". %s", hint);
    }

  if (text->len == 0)
    return NULL;

  return g_error_new_literal (FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG, text->str);
}

/* What the others cost, and what the fleet itself did cost, if it is there already: it is spent, too. */
static FloOverallBudget
get_overall (DryRun *run,
             gint64  now)
{
  FloOverallBudget overall = flo_overall_ledger_get (run->ledger, run->fleet);

  if (run->fleet != NULL)
    {
      overall.others_today += flo_fleet_get_cost_between (run->fleet, flo_time_get_day (now), now);
      overall.others_month += flo_fleet_get_cost_between (run->fleet, flo_time_get_month (now), now);
    }

  return overall;
}

static void
check_budget (GTask    *task,
              gboolean  addresses)
{
  DryRun *run = g_task_get_task_data (task);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  FloOverallBudget overall = get_overall (run, now);
  GError *error = NULL;

  if (flo_launch_budget_check (run->config, run->market, addresses, &overall, now, &error))
    g_task_return_pointer (task, g_steal_pointer (&run->market), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
network_seen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (FloObservation) network = flo_observer_observe_finish (result, &error);

  if (network == NULL)
    g_task_return_error (task, error);
  else
    check_budget (task, flo_observation_gives_addresses (network));
}

/* Whether nodes get public addresses decides nothing where there is no budget. */
static void
look_at_network (GTask *task)
{
  DryRun *run = g_task_get_task_data (task);
  FloOverallBudget overall = get_overall (run, g_get_real_time () / G_USEC_PER_SEC);

  if (flo_launch_budget_is_set (run->config, &overall))
    flo_observer_observe_async (run->client, NO_FLEET, run->config->network.vpc, run->history, FLO_OBSERVE_NETWORK,
                                g_task_get_cancellable (task), network_seen_cb, g_object_ref (task));
  else
    check_budget (task, TRUE);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->market = flo_figures_load_market_finish (result, &error);
  if (run->market != NULL)
    error = check_region (run->config, run->market);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    look_at_network (task);
}

static void
ledger_refreshed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  g_auto (GStrv) types = flo_need_list_types (run->config, NULL);
  GError *error = NULL;

  if (flo_overall_ledger_refresh_finish (run->ledger, result, &error))
    flo_figures_load_market_async (run->client, (const char * const *) types, g_task_get_cancellable (task),
                                   market_loaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
flo_dry_run_check_async (AwsClient           *client,
                         FloConfig           *config,
                         FloOverallLedger    *ledger,
                         FloFleet            *fleet,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  DryRun *run;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (config != NULL);
  g_return_if_fail (FLO_IS_OVERALL_LEDGER (ledger));

  task = make_task (client, config, ledger, NULL, flo_dry_run_check_async, cancellable, callback, user_data);
  run = g_task_get_task_data (task);
  g_set_object (&run->fleet, fleet);
  flo_overall_ledger_refresh_async (ledger, ledger_refreshed_cb, task);
}

FloMarket *
flo_dry_run_check_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- plan ---- */

static GListModel *
make_plan (DryRun         *run,
           FloObservation *observation)
{
  FloOverallBudget overall = flo_overall_ledger_get (run->ledger, NULL);
  g_autoptr (FloPlan) plan = NULL;
  GListStore *actions = g_list_store_new (FLO_TYPE_ACTION);
  FloPlanInput input = {
    .fleet_id = NO_FLEET,
    .owner = run->owner,
    .config = run->config,
    .observation = observation,
    .history = run->history,
    .market = run->market,
    .memory = run->memory,
    .maximum_prices = run->maximum_prices,
    .image = {
      flo_json_get_string (run->image, "id"),
      flo_json_get_string (run->image, "architecture"),
      flo_json_get_string (run->image, "root_device"),
    },
    .overall = &overall,
    .now = observation->time,
  };

  plan = flo_planner_plan (&input);
  for (guint i = 0; i < plan->actions->len; i++)
    g_list_store_append (actions, g_ptr_array_index (plan->actions, i));

  return G_LIST_MODEL (actions);
}

static void
observed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  g_autoptr (FloObservation) observation = NULL;
  GError *error = NULL;

  observation = flo_observer_observe_finish (result, &error);
  if (observation == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_plan (run, observation), g_object_unref);
}

static void
observe (GTask *task)
{
  DryRun *run = g_task_get_task_data (task);

  flo_observer_observe_async (run->client, NO_FLEET, run->config->network.vpc, run->history, FLO_OBSERVE_LAUNCH,
                              g_task_get_cancellable (task), observed_cb, g_object_ref (task));
}

static void
limit_looked_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  g_autoptr (GError) trouble = NULL;
  GError *error = NULL;

  run->maximum_prices = flo_limit_look_finish (result, &trouble, &error);
  if (trouble != NULL)
    g_message ("%s", trouble->message);
  if (run->maximum_prices == NULL)
    g_task_return_error (task, error);
  else
    observe (task);
}

static void
look_at_limit (GTask *task)
{
  DryRun *run = g_task_get_task_data (task);
  g_autoptr (FloPriceArchive) archive = flo_price_archive_new (run->store, run->account);

  flo_limit_look_async (run->client, archive, run->config, flo_json_get_string (run->image, "architecture"),
                        run->market, g_task_get_cancellable (task), limit_looked_cb, g_object_ref (task));
}

static void
image_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->image = flo_image_find_finish (result, &error);
  if (run->image == NULL)
    g_task_return_error (task, error);
  else if (run->config->price.limit == FLO_PRICE_DYNAMIC)
    look_at_limit (task);
  else
    observe (task);
}

static void
memory_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->memory = flo_pool_memory_load_finish (result, &error);
  if (run->memory == NULL)
    g_task_return_error (task, error);
  else
    flo_image_find_async (run->client, run->config, g_task_get_cancellable (task), image_found_cb,
                          g_object_ref (task));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->market = flo_dry_run_check_finish (result, &error);
  if (run->market == NULL)
    g_task_return_error (task, error);
  else
    flo_pool_memory_load_async (run->store, run->account, run->market, NULL, g_task_get_cancellable (task),
                                memory_loaded_cb, g_object_ref (task));
}

void
flo_dry_run_plan_async (AwsClient           *client,
                        FloStore            *store,
                        const char          *account,
                        FloConfig           *config,
                        const char          *owner,
                        FloOverallLedger    *ledger,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  DryRun *run;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);
  g_return_if_fail (config != NULL);

  task = make_task (client, config, ledger, owner, flo_dry_run_plan_async, cancellable, callback, user_data);
  run = g_task_get_task_data (task);
  run->store = g_object_ref (store);
  run->account = g_strdup (account);
  flo_dry_run_check_async (client, config, ledger, NULL, cancellable, checked_cb, task);
}

GListModel *
flo_dry_run_plan_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
