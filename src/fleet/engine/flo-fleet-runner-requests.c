/* flo-fleet-runner-requests.c: what others ask of a runner: a turn, the past, the end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-restore.h"
#include "fleet/observe/flo-end-reason.h"

void
flo_fleet_runner_wake (FloFleetRunner *self)
{
  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  /* During a turn it counts for the next. */
  flo_fleet_runner_begin_turn (self);
  self->impatient = TRUE;
}

void
flo_fleet_runner_turn_async (FloFleetRunner      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_fleet_runner_turn_async);
  g_queue_push_tail (&self->waiting, task);
  flo_fleet_runner_begin_turn (self);
}

void
flo_fleet_runner_turn_finish (FloFleetRunner *self,
                              GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* What nodes that ended said of it, which AWS may have forgotten. */
static void
remember_reclaims (FloFleetRunner *self)
{
  GListModel *nodes = flo_fleet_get_nodes (self->fleet);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (FloNode) node = g_list_model_get_item (nodes, i);

      if (flo_node_get_ended_at (node) != 0 && flo_end_reason_is_reclaim (flo_node_get_state_detail (node)))
        flo_reclaims_note (self->reclaims, flo_node_get_id (node), flo_node_get_ended_at (node));
    }
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFleetRunner *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (flo_fleet_restore_finish (result, self->history, self->publisher, self->notices, &error))
    {
      remember_reclaims (self);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

void
flo_fleet_runner_restore_async (FloFleetRunner      *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_fleet_runner_restore_async);
  flo_fleet_restore_async (self->store, self->record->id, restored_cb, task);
}

gboolean
flo_fleet_runner_restore_finish (FloFleetRunner  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
destroy_written_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFleetRunner *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->destroy_asked = FALSE;
  if (!flo_fleet_records_update_finish (FLO_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->record->destroy = TRUE;
  self->steady = FALSE;
  self->looks = 0;
  flo_fleet_set_state (self->fleet, FLO_FLEET_DESTROYING);
  flo_fleet_runner_begin_turn (self);
  g_task_return_boolean (task, TRUE);
}

void
flo_fleet_runner_destroy_async (FloFleetRunner      *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_fleet_runner_destroy_async);
  self->destroy_asked = TRUE;
  flo_fleet_runner_write_record (self, destroy_written_cb, task);
}

gboolean
flo_fleet_runner_destroy_finish (FloFleetRunner  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
feed_gone_cb (gpointer  user_data,
              GObject  *feed)
{
  g_autoptr (FloFleetRunner) self = user_data;

  flo_fleet_runner_end_aside (self);
}

void
flo_fleet_runner_stop_async (FloFleetRunner      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_fleet_runner_stop_async);

  self->stopping = TRUE;
  if (self->feed != NULL)
    {
      /* A question to the queue that is under way holds the feed until it is over. */
      flo_fleet_runner_begin_aside (self);
      g_object_weak_ref (G_OBJECT (self->feed), feed_gone_cb, g_object_ref (self));
    }
  flo_fleet_runner_stop_listening (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  g_queue_push_tail (&self->stops, g_steal_pointer (&task));
  flo_fleet_runner_end_stops (self);
}

void
flo_fleet_runner_stop_finish (FloFleetRunner *self,
                              GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
