/* flo-fleet-runner-kept.c: shows how EC2 keeps the nodes, and tells what it did meanwhile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-private.h"
#include "fleet/observe/flo-kept-watch.h"


static const FloSeen *
find_keeper (FloFleetRunner *self)
{
  GPtrArray *others = self->observation->others;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind == FLO_SEEN_FLEET && seen->ours && seen->kept)
        return seen;
    }

  return NULL;
}

/* What an earlier run told is not told again, and what happened since is. */
static void
ensure_watch (FloFleetRunner *self)
{
  GListModel *events = flo_fleet_get_events (self->fleet);

  if (self->kept != NULL)
    return;

  self->kept = flo_kept_watch_new (self->client, self->record->created_at - 1);
  if (self->steady_delay < FLO_FLEET_RUNNER_LOCAL_BELOW)
    flo_kept_watch_set_local (self->kept);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);

      flo_kept_watch_note_told (self->kept, flo_event_get_title (event), flo_event_get_time (event) / G_USEC_PER_SEC);
    }
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GPtrArray) events = NULL;
  gboolean trouble = FALSE;

  events = flo_kept_watch_refresh_finish (FLO_KEPT_WATCH (object), result, NULL);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FloKeptEvent *event = g_ptr_array_index (events, i);

      flo_publisher_report_at (self->publisher, event->time * G_USEC_PER_SEC, event->kind, event->title, event->reason, NULL,
                               event->zone);
      trouble |= event->trouble;
    }
  if (trouble && !self->in_turn && !self->stopping)
    flo_fleet_runner_begin_turn (self);
  flo_fleet_runner_end_aside (self);
}

void
flo_fleet_runner_follow_kept (FloFleetRunner *self)
{
  const FloSeen *seen;

  if (flo_fleet_get_config (self->fleet)->mode != FLO_MODE_MANAGED)
    return;

  seen = find_keeper (self);
  flo_fleet_set_kept (self->fleet, seen != NULL ? seen->id : NULL, seen != NULL ? seen->target : 0,
                      seen != NULL ? seen->fulfilled : 0);
  if (seen == NULL || self->read_only || self->record->destroy)
    return;

  ensure_watch (self);
  flo_fleet_runner_begin_aside (self);
  flo_kept_watch_refresh_async (self->kept, seen->id, self->cancellable, refreshed_cb, g_object_ref (self));
}

const char *
flo_fleet_runner_get_ec2_trouble (FloFleetRunner *self)
{
  return self->kept != NULL ? flo_kept_watch_get_trouble (self->kept, g_get_real_time () / G_USEC_PER_SEC) : NULL;
}
