/* flo-engine-start.c: the engine's fleets as they are stored, and their first turns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "fleet/engine/flo-engine-private.h"

typedef struct
{
  GPtrArray *records;      /* (owned) (nullable) (element-type FloFleetRecord): still to be restored */
  guint next;
  gboolean read_only;
  guint pending;
} Start;


static FloFleetRunner *
add_runner (FloEngine            *self,
            const FloFleetRecord *record,
            FloConfig            *config,
            gboolean              read_only)
{
  FloFleetRunner *runner = flo_engine_make_runner (self, record, config, read_only);

  g_ptr_array_add (self->runners, runner);
  flo_overall_ledger_add (self->ledger, flo_fleet_runner_get_fleet (runner), read_only);

  return runner;
}

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->records, g_ptr_array_unref);
  g_free (start);
}

static void
start_done (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  if (--start->pending == 0)
    g_task_return_boolean (task, TRUE);
}

static void
first_turn_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  flo_fleet_runner_turn_finish (FLO_FLEET_RUNNER (object), result);
  start_done (task);
}

static void
run_all (GTask *task)
{
  FloEngine *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);

  if (self->stopped)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The engine was stopped");
      return;
    }

  start->pending = 1;
  for (guint i = 0; i < self->runners->len; i++)
    {
      FloFleetRunner *runner = g_ptr_array_index (self->runners, i);

      g_list_store_append (self->fleets, flo_fleet_runner_get_fleet (runner));
      if (start->read_only)
        {
          start->pending++;
          flo_fleet_runner_turn_async (runner, first_turn_cb, g_object_ref (task));
        }
      else
        {
          flo_fleet_runner_wake (runner);
        }
    }

  start_done (task);
}

static void restore_next (GTask *task);

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (flo_fleet_runner_restore_finish (FLO_FLEET_RUNNER (object), result, &error))
    {
      restore_next (task);
      return;
    }

  g_ptr_array_set_size (self->runners, 0);
  g_clear_pointer (&self->lock, flo_engine_lock_release);
  g_task_return_error (task, error);
}

FloConfig *
flo_engine_parse_config (const FloFleetRecord  *record,
                         GError               **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (record->config, -1, &problems);

  if (config != NULL)
    return config;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG,
               "The stored config of fleet %s cannot be read: %s", record->id,
               problems->len > 0 ? flo_config_problem_get_message (g_ptr_array_index (problems, 0)) : "it is empty");

  return NULL;
}

static void
restore_next (GTask *task)
{
  FloEngine *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  const FloFleetRecord *record;
  g_autoptr (FloConfig) config = NULL;
  GError *error = NULL;

  if (start->next == start->records->len)
    {
      run_all (task);
      return;
    }

  record = g_ptr_array_index (start->records, start->next);
  start->next++;
  config = flo_engine_parse_config (record, &error);
  if (config == NULL)
    {
      g_ptr_array_set_size (self->runners, 0);
      g_clear_pointer (&self->lock, flo_engine_lock_release);
      g_task_return_error (task, error);
      return;
    }

  flo_fleet_runner_restore_async (add_runner (self, record, config, start->read_only), restored_cb,
                                  g_object_ref (task));
}

static void
records_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  start->records = flo_fleet_records_list_finish (FLO_STORE (object), result, &error);
  if (start->records == NULL)
    {
      g_clear_pointer (&self->lock, flo_engine_lock_release);
      g_task_return_error (task, error);
      return;
    }

  restore_next (task);
}

static void
begin (FloEngine           *self,
       gboolean             read_only,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, start, start_free);
  start->read_only = read_only;

  if (!read_only)
    {
      self->lock = flo_engine_lock_take (flo_store_get_path (self->store), flo_account_get_name (self->account),
                                         &error);
      if (self->lock == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
    }

  /* Not before: the lock's file is a part of it. */
  g_clear_pointer (&self->driver, flo_driver_unref);
  self->driver = flo_driver_new (flo_store_get_path (self->store), flo_account_get_name (self->account), self->owner);
  flo_fleet_records_list_async (self->store, flo_account_get_name (self->account), TRUE, cancellable,
                                records_listed_cb, g_object_ref (task));
}

void
flo_engine_start_async (FloEngine           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (self->lock == NULL && self->runners->len == 0);

  begin (self, FALSE, flo_engine_start_async, cancellable, callback, user_data);
}

gboolean
flo_engine_start_finish (FloEngine     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
flo_engine_load_async (FloEngine           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (self->lock == NULL && self->runners->len == 0);

  begin (self, TRUE, flo_engine_load_async, cancellable, callback, user_data);
}

gboolean
flo_engine_load_finish (FloEngine     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
