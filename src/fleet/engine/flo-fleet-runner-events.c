/* flo-fleet-runner-events.c: what a runner hears of its nodes, besides what it asks for
 *
 * Events make a turn begin at once; what they said is in the picture of that turn and of all that follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-json.h"

/* So many times more rarely a fleet is looked at when its events come by themselves. */
#define CALM 4


static void
describe_listening (FloFleetRunner *self,
                    const char     *trouble)
{
  g_autofree char *text = NULL;
  guint seconds = flo_fleet_runner_get_steady_delay (self) / 1000;

  if (self->feed != NULL && flo_event_feed_is_working (self->feed))
    text = g_strdup_printf ("events come from a queue; without them EC2 is asked every %u seconds", seconds);
  else if (trouble != NULL)
    text = g_strdup_printf ("events are missing: %s. EC2 is asked every %u seconds, as without a queue", trouble, seconds);

  flo_fleet_set_listening (self->fleet, text);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FloEventFeed) feed = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = flo_notice_log_append_finish (FLO_STORE (object), result, &error);

  if (!kept)
    g_message ("%s", error->message);
  flo_event_feed_release (feed, kept);
}

gboolean
flo_fleet_runner_take_events (FloFleetRunner      *self,
                              GPtrArray           *events,
                              GAsyncReadyCallback  kept,
                              gpointer             user_data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_notice_row_free);
  gboolean news = FALSE;
  gboolean any;

  for (guint i = 0; i < events->len; i++)
    news |= flo_notice_book_take (self->notices, g_ptr_array_index (events, i), self->observation, rows);

  any = rows->len > 0;
  if (any)
    flo_notice_log_append_async (self->store, self->record->id, g_steal_pointer (&rows), NULL, kept, user_data);
  if (news)
    flo_fleet_runner_begin_turn (self);

  return any;
}

static void
received_cb (FloEventFeed   *feed,
             GPtrArray      *events,
             FloFleetRunner *self)
{
  if (!flo_fleet_runner_take_events (self, events, kept_cb, g_object_ref (feed)))
    {
      flo_event_feed_release (feed, TRUE);
      g_object_unref (feed);
    }
}

static void
changed_cb (FloEventFeed   *feed,
            FloFleetRunner *self)
{
  const char *problem = flo_event_feed_get_problem (feed);

  if (problem != NULL && !self->deaf)
    flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, "Events are missing", problem, NULL, NULL);
  else if (problem == NULL && self->deaf)
    flo_publisher_report (self->publisher, FLO_EVENT_MILESTONE, "Events come again", NULL, NULL, NULL);
  self->deaf = problem != NULL;
  describe_listening (self, problem);

  /* A closer look finds out whether there is a queue; at the latest when the steady look is due. */
  if (self->deaf)
    {
      self->steady = FALSE;
      flo_fleet_runner_begin_turn (self);
    }
}

/* (nullable): borrowed */
static const char *
find_queue (FloFleetRunner *self)
{
  const FloSeen *seen = flo_observation_find_ours (self->observation, FLO_SEEN_QUEUE);

  if (seen != NULL)
    return seen->id;
  if (!self->observation->full && self->feed != NULL)
    return flo_event_feed_get_url (self->feed);

  for (guint i = flo_history_get_n (self->history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (self->history, i - 1);

      if (past->kind == FLO_ACTION_DELETE_QUEUE)
        return NULL;
      if (past->kind == FLO_ACTION_CREATE_QUEUE && past->state == FLO_INTENT_DONE)
        return flo_json_get_string (past->result, "id");
    }

  return NULL;
}

static void
stop_reading (FloFleetRunner *self)
{
  if (self->feed == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->feed, self);
  flo_event_feed_stop (self->feed);
  g_clear_object (&self->feed);
}

void
flo_fleet_runner_stop_listening (FloFleetRunner *self)
{
  stop_reading (self);
  flo_fleet_runner_stop_listening_to_nodes (self);
}

void
flo_fleet_runner_listen (FloFleetRunner *self,
                         const FloPlan  *plan)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  const gboolean may = !self->read_only && !self->stopping && !self->record->destroy && plan->driven == NULL;
  const char *url = may && config->monitoring.events == FLO_EVENTS_QUEUE ? find_queue (self) : NULL;

  if (self->feed != NULL && g_strcmp0 (url, flo_event_feed_get_url (self->feed)) != 0)
    stop_reading (self);
  if (self->feed == NULL && url != NULL)
    {
      self->feed = flo_event_feed_new (self->client, url);
      g_signal_connect (self->feed, "received", G_CALLBACK (received_cb), self);
      g_signal_connect (self->feed, "changed", G_CALLBACK (changed_cb), self);
      flo_event_feed_start (self->feed);
    }

  /* Only a full look shows that there is none, and lets it be made again. */
  if (self->feed != NULL && flo_event_feed_is_gone (self->feed))
    self->steady = FALSE;

  if (plan->events_problem != NULL)
    describe_listening (self, plan->events_problem);
  else if (self->feed != NULL)
    describe_listening (self, flo_event_feed_get_problem (self->feed));
  else if (config->monitoring.events != FLO_EVENTS_INSTANCES)
    flo_fleet_set_listening (self->fleet, NULL);

  flo_fleet_runner_listen_to_nodes (self, may && config->monitoring.events == FLO_EVENTS_INSTANCES);
}

/* Of all that tells of its nodes by itself. */
static gboolean
hears_all (FloFleetRunner *self)
{
  guint nodes;

  if (self->nodes != NULL)
    return flo_node_feed_count (self->nodes, &nodes) == nodes && nodes > 0;

  return self->feed != NULL && flo_event_feed_is_working (self->feed);
}

guint
flo_fleet_runner_get_steady_delay (FloFleetRunner *self)
{
  /* How much there is to do is no event. */
  const gboolean hears = hears_all (self) && flo_load_watch_get (self->load) == NULL;

  return hears ? self->steady_delay * CALM : self->steady_delay;
}
