/* flo-fleet-runner-inquire.c: what is asked beside the turns: who ended a node
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"


static void
inquired_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GPtrArray) answers = flo_end_inquiry_continue_finish (FLO_END_INQUIRY (object), result);

  for (guint i = 0; i < answers->len; i++)
    {
      const FloEndAnswer *answer = g_ptr_array_index (answers, i);

      flo_publisher_report (self->publisher, FLO_EVENT_LOST, answer->title, answer->reason, answer->id, answer->zone);
    }
  flo_fleet_runner_end_aside (self);
}

void
flo_fleet_runner_inquire (FloFleetRunner *self)
{
  g_autoptr (GPtrArray) ended = flo_publisher_take_ended (self->publisher);

  if (self->read_only || self->stopping)
    return;

  for (guint i = 0; i < ended->len; i++)
    {
      const FloNodeRecord *record = g_ptr_array_index (ended, i);

      flo_end_inquiry_add (self->inquiry, record->id, record->zone, record->ended_at);
    }
  flo_fleet_runner_begin_aside (self);
  flo_end_inquiry_continue_async (self->inquiry, self->cancellable, inquired_cb, g_object_ref (self));
}
