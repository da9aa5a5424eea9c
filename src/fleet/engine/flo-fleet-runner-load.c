/* flo-fleet-runner-load.c: a fleet whose queue or metric says how many nodes are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"

static void
load_refreshed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean news = flo_load_watch_refresh_finish (FLO_LOAD_WATCH (object), result, &error);

  if (news && !self->read_only && !self->in_turn)
    flo_fleet_runner_begin_turn (self);
  flo_fleet_runner_end_aside (self);
}

void
flo_fleet_runner_ask_load (FloFleetRunner *self)
{
  if (self->record->destroy || self->read_only)
    return;

  flo_fleet_runner_begin_aside (self);
  flo_load_watch_refresh_async (self->load, self->cancellable, load_refreshed_cb, g_object_ref (self));
}

static void
scale_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (flo_fleet_records_update_finish (FLO_STORE (object), result, &error))
    {
      flo_fleet_runner_end_turn (self, 0);
      return;
    }

  /* The next turn finds in the row what is. */
  flo_fleet_runner_fail_turn (self, "Record how many nodes are wanted", error);
}

gboolean
flo_fleet_runner_keep_scale (FloFleetRunner *self,
                             const FloPlan  *plan)
{
  FloScaled *scaled;

  if (plan->scale_title == NULL || self->read_only || self->stopping || self->record->destroy)
    return FALSE;

  scaled = g_new0 (FloScaled, 1);
  scaled->nodes = plan->scale_to;
  scaled->time = g_get_real_time ();
  scaled->why = g_strdup (plan->scale_reason);
  flo_scaled_free (self->scaled);
  self->scaled = scaled;
  g_free (self->record->scaled);
  self->record->scaled = flo_scaled_write (scaled);
  self->steady = FALSE;
  self->delay = FLO_FLEET_RUNNER_MOVING;

  flo_publisher_report (self->publisher, FLO_EVENT_ACTION, plan->scale_title, plan->scale_reason, NULL, NULL);
  flo_fleet_runner_write_record (self, scale_written_cb, g_object_ref (self));

  return TRUE;
}
