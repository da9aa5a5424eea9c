/* flo-fleet-runner-nodes.c: what a runner hears from its nodes themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/act/flo-fleet-key.h"
#include "fleet/engine/flo-fleet-runner-private.h"


static void
describe_listening (FloFleetRunner *self)
{
  guint seconds = flo_fleet_runner_get_steady_delay (self) / 1000;
  guint nodes;
  guint heard = flo_node_feed_count (self->nodes, &nodes);
  g_autofree char *reason = flo_node_feed_dup_reason (self->nodes);
  g_autofree char *text = NULL;

  if (nodes > 0 && heard == nodes)
    text = g_strdup_printf ("events come from the nodes themselves, over SSH; without them EC2 is asked every %u seconds",
                            seconds);
  else if (reason != NULL)
    text = g_strdup_printf ("events come from %u of %u nodes, over SSH: %s. EC2 is asked every %u seconds", heard, nodes,
                            reason, seconds);
  else if (nodes > 0)
    text = g_strdup_printf ("events come from %u of %u nodes, over SSH; the others are not reached yet. EC2 is asked every "
                            "%u seconds", heard, nodes, seconds);

  flo_fleet_set_listening (self->fleet, text);
}

/* What is in the way of all of them is told once, and once that it is not any more. */
static void
tell_trouble (FloFleetRunner *self)
{
  g_autofree char *trouble = flo_node_feed_dup_trouble (self->nodes);
  g_autofree char *sentence = trouble != NULL ? g_strdup_printf ("%s. EC2 is asked instead", trouble) : NULL;

  if (trouble != NULL && !self->deaf)
    flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, "Events are missing", sentence, NULL, NULL);
  else if (trouble == NULL && self->deaf)
    flo_publisher_report (self->publisher, FLO_EVENT_MILESTONE, "Events come again", NULL, NULL, NULL);
  self->deaf = trouble != NULL;
}

/* What is not kept comes again after a restart: the node still says it. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_notice_log_append_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
}

static void
received_cb (FloNodeFeed    *feed,
             GPtrArray      *events,
             FloFleetRunner *self)
{
  flo_fleet_runner_take_events (self, events, kept_cb, NULL);
}

static void
changed_cb (FloNodeFeed    *feed,
            gboolean        urgent,
            FloFleetRunner *self)
{
  describe_listening (self);
  if (urgent)
    flo_fleet_runner_begin_turn (self);
}

static void
trouble_cb (FloNodeFeed    *feed,
            const char     *instance,
            const char     *text,
            FloFleetRunner *self)
{
  const FloSeenInstance *seen = flo_observation_find_instance (self->observation, instance);
  g_autofree char *title = g_strdup_printf ("%s does not tell its events", instance);

  flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, title, text, instance, seen != NULL ? seen->zone : NULL);
}

void
flo_fleet_runner_stop_listening_to_nodes (FloFleetRunner *self)
{
  if (self->nodes == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->nodes, self);
  flo_node_feed_stop (self->nodes);
  g_clear_object (&self->nodes);
}

static void
begin (FloFleetRunner *self)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  g_autofree char *path = config->access.key_pair == NULL ? flo_fleet_key_get_path (self->record->id) : NULL;
  const FloNodeLogin login = {
    .user = flo_config_get_login (config),
    .port = (guint16) config->access.ssh_port,
    .key_path = path,
    .local = self->local,
  };

  /* A config that says it otherwise is refused. */
  if (login.user == NULL)
    return;

  self->nodes = flo_node_feed_new (self->store, self->record->id, &login);
  g_signal_connect (self->nodes, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (self->nodes, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->nodes, "trouble", G_CALLBACK (trouble_cb), self);
}

void
flo_fleet_runner_listen_to_nodes (FloFleetRunner *self,
                                  gboolean        wanted)
{
  if (!wanted)
    flo_fleet_runner_stop_listening_to_nodes (self);
  else if (self->nodes == NULL)
    begin (self);
  if (self->nodes == NULL)
    return;

  flo_node_feed_follow (self->nodes, self->observation);
  tell_trouble (self);
  describe_listening (self);
}
