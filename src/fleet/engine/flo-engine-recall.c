/* flo-engine-recall.c: a fleet that is gone, for who looked on while another process destroyed it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "fleet/engine/flo-engine-private.h"


static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FloFleetRunner) runner = FLO_FLEET_RUNNER (object);
  FloFleet *fleet = flo_fleet_runner_get_fleet (runner);
  GError *error = NULL;

  if (!flo_fleet_runner_restore_finish (runner, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_object_ref (fleet), g_object_unref);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  g_autoptr (FloFleetRecord) record = NULL;
  g_autoptr (FloConfig) config = NULL;
  GError *error = NULL;

  record = flo_fleet_records_read_finish (FLO_STORE (object), result, &error);
  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (record->destroyed_at == 0)
    {
      g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND, "The fleet %s is not gone", record->id);
      return;
    }
  config = flo_engine_parse_config (record, &error);
  if (config == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* Its runner restores the fleet, and never has a turn. */
  flo_fleet_runner_restore_async (flo_engine_make_runner (self, record, config, TRUE), restored_cb, g_object_ref (task));
}

/**
 * flo_engine_recall_async:
 * @self: an engine that has been started or loaded
 * @fleet_id: a fleet of its account, by id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads a fleet that is gone from the store.
 */
void
flo_engine_recall_async (FloEngine           *self,
                         const char          *fleet_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self) && self->driver != NULL);
  g_return_if_fail (fleet_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_recall_async);
  flo_fleet_records_read_async (self->store, fleet_id, cancellable, record_read_cb, g_object_ref (task));
}

FloFleet *
flo_engine_recall_finish (FloEngine     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
