/* flo-engine.c: runs the fleets of one account: observe, plan, act, again
 *
 * The list of fleets and what belongs to all of them; what happens to one is its runner's business. What is asked of fleets, and
 * how the list comes from the store, are in files beside this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "config/flo-config-region-check.h"
#include "fleet/cleanup/flo-resource-list.h"
#include "fleet/engine/flo-dry-run.h"
#include "fleet/engine/flo-engine-private.h"
#include "fleet/plan/flo-launch-mark.h"
#include "fleet/plan/flo-need.h"

#include <string.h>

typedef struct
{
  FloConfig *config;       /* (owned) */
  FloFleetRecord *record;  /* (owned) */
} Launch;

G_DEFINE_FINAL_TYPE (FloEngine, flo_engine, G_TYPE_OBJECT)

G_DEFINE_QUARK (flo-fleet-error-quark, flo_fleet_error)


static void
flo_engine_finalize (GObject *object)
{
  FloEngine *self = FLO_ENGINE (object);

  g_clear_pointer (&self->runners, g_ptr_array_unref);
  g_clear_pointer (&self->lock, flo_engine_lock_release);
  g_clear_object (&self->fleets);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_clear_object (&self->ledger);
  g_free (self->owner);
  g_clear_pointer (&self->driver, flo_driver_unref);

  G_OBJECT_CLASS (flo_engine_parent_class)->finalize (object);
}

static void
flo_engine_class_init (FloEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_engine_finalize;
}

static void
flo_engine_init (FloEngine *self)
{
  self->fleets = g_list_store_new (FLO_TYPE_FLEET);
  self->runners = g_ptr_array_new_with_free_func (g_object_unref);
}

FloEngine *
flo_engine_new (FloStore   *store,
                FloAccount *account)
{
  FloEngine *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  self = g_object_new (FLO_TYPE_ENGINE, NULL);
  self->store = g_object_ref (store);
  self->account = g_object_ref (account);
  self->client = flo_account_create_client (account, NULL);
  self->ledger = flo_overall_ledger_new (store, flo_account_get_name (account));
  self->owner = g_strdup_printf ("%s@%s", g_get_user_name (), g_get_host_name ());

  return self;
}

GListModel *
flo_engine_get_fleets (FloEngine *self)
{
  g_return_val_if_fail (FLO_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->fleets);
}

FloAccount *
flo_engine_get_account (FloEngine *self)
{
  g_return_val_if_fail (FLO_IS_ENGINE (self), NULL);

  return self->account;
}

FloFleet *
flo_engine_find (FloEngine  *self,
                 const char *id_or_name)
{
  FloFleet *found = NULL;

  g_return_val_if_fail (FLO_IS_ENGINE (self), NULL);
  g_return_val_if_fail (id_or_name != NULL, NULL);

  for (guint i = 0; i < self->runners->len; i++)
    {
      FloFleet *fleet = flo_fleet_runner_get_fleet (g_ptr_array_index (self->runners, i));

      if (g_str_equal (flo_fleet_get_id (fleet), id_or_name))
        return fleet;
      if (!g_str_equal (flo_fleet_get_name (fleet), id_or_name))
        continue;
      if (found != NULL)
        return NULL;
      found = fleet;
    }

  return found;
}

FloFleetRunner *
flo_engine_find_runner (FloEngine *self,
                        FloFleet  *fleet)
{
  for (guint i = 0; i < self->runners->len; i++)
    {
      FloFleetRunner *runner = g_ptr_array_index (self->runners, i);

      if (flo_fleet_runner_get_fleet (runner) == fleet)
        return runner;
    }

  return NULL;
}

static void
fleet_destroyed_cb (FloFleetRunner *runner,
                    FloEngine      *self)
{
  guint index;

  if (!g_ptr_array_find (self->runners, runner, &index))
    return;

  flo_overall_ledger_remove (self->ledger, flo_fleet_runner_get_fleet (runner));
  g_list_store_remove (self->fleets, index);
  g_ptr_array_remove_index (self->runners, index);
}

/* Plain http is accepted for this computer only. */
static gboolean
is_local (FloAccount *account)
{
  const char *url = flo_account_get_endpoint_url (account);

  return url != NULL && g_str_has_prefix (url, "http:");
}

FloFleetRunner *
flo_engine_make_runner (FloEngine            *self,
                        const FloFleetRecord *record,
                        FloConfig            *config,
                        gboolean              read_only)
{
  g_autoptr (AwsClient) client = aws_client_for_region (self->client, record->region);
  FloFleetRunner *runner = flo_fleet_runner_new (self->store, client, record, config, self->driver, read_only);

  if (is_local (self->account))
    flo_fleet_runner_set_local (runner);
  flo_fleet_runner_set_ledger (runner, self->ledger);
  g_signal_connect_object (runner, "destroyed", G_CALLBACK (fleet_destroyed_cb), self, 0);

  return runner;
}

void
flo_engine_run (FloEngine      *self,
                FloFleetRunner *runner)
{
  g_ptr_array_add (self->runners, runner);
  flo_overall_ledger_add (self->ledger, flo_fleet_runner_get_fleet (runner), FALSE);
  g_list_store_append (self->fleets, flo_fleet_runner_get_fleet (runner));
  flo_fleet_runner_wake (runner);
}

/* ---- launch ---- */

static void
launch_free (gpointer data)
{
  Launch *launch = data;

  flo_config_unref (launch->config);
  g_clear_pointer (&launch->record, flo_fleet_record_free);
  g_free (launch);
}

/* Short enough to be typed, without letters that are mistaken for figures. */
static char *
make_fleet_id (void)
{
  static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz";
  GString *id = g_string_new ("f-");

  for (guint i = 0; i < 8; i++)
    g_string_append_c (id, letters[g_random_int_range (0, sizeof letters - 1)]);

  return g_string_free (id, FALSE);
}

static void
record_added_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Launch *launch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  FloFleetRunner *runner;

  if (!flo_fleet_records_add_finish (FLO_STORE (object), result, &error))
    {
      if (g_error_matches (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS))
        g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_EXISTS, "%s. Change the config of "
                                 "that one, destroy it first, or give this config another name", error->message);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  runner = flo_engine_make_runner (self, launch->record, launch->config, FALSE);
  flo_fleet_runner_set_launched (runner);
  flo_engine_run (self, runner);
  g_task_return_pointer (task, g_object_ref (flo_fleet_runner_get_fleet (runner)), g_object_unref);
}

static void
market_checked_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Launch *launch = g_task_get_task_data (task);
  g_autoptr (FloMarket) market = NULL;
  g_autoptr (FloLaunchMark) mark = NULL;
  GError *error = NULL;

  market = flo_dry_run_check_finish (result, &error);
  if (market == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  launch->record = g_new0 (FloFleetRecord, 1);
  launch->record->id = make_fleet_id ();
  launch->record->name = g_strdup (launch->config->name);
  launch->record->account = g_strdup (flo_account_get_name (self->account));
  launch->record->region = g_strdup (launch->config->region);
  launch->record->config = flo_config_to_json (launch->config);
  launch->record->created_at = g_get_real_time () / G_USEC_PER_SEC;
  mark = flo_launch_mark_new (launch->config, launch->record->created_at);
  launch->record->launch = flo_launch_mark_write (mark);

  flo_fleet_records_add_async (self->store, launch->record, g_task_get_cancellable (task), record_added_cb,
                               g_object_ref (task));
}

void
flo_engine_launch_async (FloEngine           *self,
                         FloConfig           *config,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (AwsClient) client = NULL;
  Launch *launch;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_launch_async);
  if (self->lock == NULL || self->stopped)
    {
      g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE,
                               "This program does not run the fleets of the account %s, so it cannot launch one",
                               flo_account_get_name (self->account));
      return;
    }

  launch = g_new0 (Launch, 1);
  launch->config = flo_config_ref (config);
  g_task_set_task_data (task, launch, launch_free);

  client = aws_client_for_region (self->client, config->region);
  flo_dry_run_check_async (client, config, self->ledger, NULL, cancellable, market_checked_cb, g_object_ref (task));
}

FloFleet *
flo_engine_launch_finish (FloEngine     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- plan and look ---- */

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GListModel *actions = flo_dry_run_plan_finish (result, &error);

  if (actions != NULL)
    g_task_return_pointer (task, actions, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
flo_engine_plan_async (FloEngine           *self,
                       FloConfig           *config,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (AwsClient) client = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_plan_async);
  client = aws_client_for_region (self->client, config->region);
  flo_dry_run_plan_async (client, self->store, flo_account_get_name (self->account), config, self->owner, self->ledger,
                          cancellable, planned_cb, g_object_ref (task));
}

GListModel *
flo_engine_plan_finish (FloEngine     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
resources_listed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GListModel *resources = flo_resource_list_finish (result, &error);

  if (resources != NULL)
    g_task_return_pointer (task, resources, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
set_unknown_fleet_error (GTask    *task,
                         FloFleet *fleet)
{
  g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                           "The fleet %s is not one of this account's living fleets", flo_fleet_get_id (fleet));
}

void
flo_engine_list_resources_async (FloEngine           *self,
                                 FloFleet            *fleet,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (AwsClient) client = NULL;
  g_autoptr (FloHistory) nothing = flo_history_new ();
  FloFleetRunner *runner;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_list_resources_async);

  /* Of a destroyed fleet, too: what carries its tag is asked of AWS, not of us. */
  runner = flo_engine_find_runner (self, fleet);
  client = runner != NULL ? g_object_ref (flo_fleet_runner_get_client (runner))
                          : aws_client_for_region (self->client, flo_fleet_get_region (fleet));
  flo_resource_list_async (client, flo_fleet_get_id (fleet),
                           runner != NULL ? flo_fleet_runner_get_history (runner) : nothing, cancellable,
                           resources_listed_cb, g_object_ref (task));
}

GListModel *
flo_engine_list_resources_finish (FloEngine     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- destroy, wake, stop ---- */

static void
destroy_begun_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (flo_fleet_runner_destroy_finish (FLO_FLEET_RUNNER (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Nothing is written of a fleet that another computer drives. */
static void
lease_known_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFleetRunner *runner = FLO_FLEET_RUNNER (object);
  GError *error = NULL;

  if (flo_fleet_runner_know_lease_finish (runner, result, &error) &&
      flo_engine_check_driver (flo_fleet_runner_get_fleet (runner), &error))
    flo_fleet_runner_destroy_async (runner, g_task_get_cancellable (task), destroy_begun_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
flo_engine_destroy_async (FloEngine           *self,
                          FloFleet            *fleet,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  FloFleetRunner *runner;
  GError *error = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_destroy_async);

  runner = flo_engine_find_runner (self, fleet);
  if (runner == NULL)
    set_unknown_fleet_error (task, fleet);
  else if (!flo_engine_check_driver (fleet, &error))
    g_task_return_error (task, error);
  else if (self->stopped)
    g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE,
                             "This program is about to end, so it cannot destroy the fleet %s",
                             flo_fleet_get_name (fleet));
  else if (self->lock == NULL)
    flo_engine_ask_destroy (self, runner, g_steal_pointer (&task));
  else
    flo_fleet_runner_know_lease_async (runner, lease_known_cb, g_steal_pointer (&task));
}

gboolean
flo_engine_destroy_finish (FloEngine     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
flo_engine_wake (FloEngine *self)
{
  g_autoptr (GPtrArray) runners = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));

  /* A turn that ends a fleet takes its runner out of the list. */
  runners = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->runners->len; i++)
    g_ptr_array_add (runners, g_object_ref (g_ptr_array_index (self->runners, i)));

  for (guint i = 0; i < runners->len; i++)
    flo_fleet_runner_wake (g_ptr_array_index (runners, i));
}

static void
runner_stopped_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  guint *pending = g_task_get_task_data (task);

  flo_fleet_runner_stop_finish (FLO_FLEET_RUNNER (object), result);
  if (--*pending > 0)
    return;
  g_clear_pointer (&self->lock, flo_engine_lock_release);
  g_task_return_boolean (task, TRUE);
}

void
flo_engine_stop_async (FloEngine           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  guint *pending;

  g_return_if_fail (FLO_IS_ENGINE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_engine_stop_async);
  pending = g_new0 (guint, 1);
  g_task_set_task_data (task, pending, g_free);

  self->stopped = TRUE;
  *pending = self->runners->len;
  for (guint i = 0; i < self->runners->len; i++)
    flo_fleet_runner_stop_async (g_ptr_array_index (self->runners, i), runner_stopped_cb, g_object_ref (task));

  if (*pending == 0)
    {
      g_clear_pointer (&self->lock, flo_engine_lock_release);
      g_task_return_boolean (task, TRUE);
    }
}

void
flo_engine_stop_finish (FloEngine    *self,
                        GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
