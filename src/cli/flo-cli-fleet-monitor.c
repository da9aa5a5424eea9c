/* flo-cli-fleet-monitor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <stdio.h>

#include "base/flo-time.h"
#include "cli/flo-cli-fleet-monitor.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-json.h"

struct _FloCliFleetMonitor
{
  FloFleet *fleet;        /* (owned) */
  FloCliOutput *output;   /* (unowned) */
  FloCliMonitorKind kind;
  guint idle;             /* source that prints the state once this turn's changes are all there; 0 = none */
  FloFleetState state;    /* as printed last */
  guint running;
  guint checking;
  char *problem;          /* (owned) (nullable) */
  gboolean printed;
  gint64 newest_event;    /* id: it and those before are not news any more */
};

/* ---- what is printed ---- */

static void
print_event (FloCliFleetMonitor *self,
             FloEvent           *event)
{
  g_autofree char *time = flo_time_format (flo_event_get_time (event) / G_USEC_PER_SEC);
  const char *reason = flo_event_get_reason (event);
  FloEventKind kind = flo_event_get_kind (event);

  if (self->kind != FLO_CLI_MONITOR_EVENTS)
    {
      if (self->kind == FLO_CLI_MONITOR_STEPS || kind == FLO_EVENT_PROBLEM || kind == FLO_EVENT_NOTICE || kind == FLO_EVENT_LOST)
        flo_cli_output_note (self->output, "%s%s%s", flo_event_get_title (event),
                             reason != NULL ? ": " : "", reason != NULL ? reason : "");
      return;
    }
  if (flo_cli_output_is_json (self->output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "fleet", flo_fleet_get_id (self->fleet));
      json_builder_set_member_name (builder, "event");
      flo_cli_json_event (builder, event);
      json_builder_end_object (builder);
      flo_cli_output_json_line (self->output, json_builder_get_root (builder));
    }
  flo_cli_output_print (self->output, "%s  %s  %-9s  %s%s%s\n", time,
                        flo_fleet_get_name (self->fleet), flo_event_kind_get_word (kind),
                        flo_event_get_title (event), reason != NULL ? ": " : "",
                        reason != NULL ? reason : "");
  fflush (stdout);
}

static void
print_state (FloCliFleetMonitor *self)
{
  FloFleet *fleet = self->fleet;
  g_autofree char *per_hour = flo_money_format (flo_fleet_get_per_hour (fleet));
  g_autofree char *time = flo_time_format (g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *nodes = flo_cli_fleet_describe_nodes (fleet);
  const char *problem = flo_fleet_get_problem (fleet);

  if (flo_cli_output_is_json (self->output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "fleet", flo_fleet_get_id (fleet));
      json_builder_set_member_name (builder, "state");
      flo_cli_json_fleet (builder, fleet, FALSE);
      json_builder_end_object (builder);
      flo_cli_output_json_line (self->output, json_builder_get_root (builder));
    }
  flo_cli_output_print (self->output, "%s  %s  state      %s, %s, %s an hour%s%s\n",
                        time, flo_fleet_get_name (fleet),
                        flo_cli_fleet_get_state_word (fleet), nodes, per_hour,
                        problem != NULL ? ": " : "", problem != NULL ? problem : "");
  fflush (stdout);
}

/* ---- what is listened to ---- */

/* Newest first: what was added is printed from its end. */
static void
events_changed_cb (GListModel         *events,
                   guint               position,
                   guint               removed,
                   guint               added,
                   FloCliFleetMonitor *self)
{
  for (guint i = added; i > 0; i--)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, position + i - 1);

      print_event (self, event);
    }
}

static void
progress_changed_cb (FloFleet           *fleet,
                     FloCliFleetMonitor *self)
{
  guint n_steps = 0;
  const FloProgressStep *steps = flo_fleet_get_progress (fleet, &n_steps);

  /* The first step that is not done is the one people wait for. Of those that are not needed nothing is said. */
  while (n_steps > 0 && steps[n_steps - 1].total == 0)
    n_steps--;
  for (guint i = 0; i < n_steps; i++)
    if (steps[i].total > 0 && (steps[i].done < steps[i].total || i == n_steps - 1))
      {
        flo_cli_output_progress (self->output, steps[i].word, steps[i].done, steps[i].total);
        return;
      }
}

/* One change is several properties: they are printed together, and after the events that explain them.
 * What the database remembers is not printed: the first look at AWS will tell. */
static gboolean
print_state_cb (gpointer user_data)
{
  FloCliFleetMonitor *self = user_data;
  FloFleet *fleet = self->fleet;

  self->idle = 0;
  if (self->printed && self->state == flo_fleet_get_state (fleet)
      && self->running == flo_fleet_get_running (fleet)
      && self->checking == flo_fleet_get_checking (fleet)
      && g_strcmp0 (self->problem, flo_fleet_get_problem (fleet)) == 0)
    return G_SOURCE_REMOVE;
  if (flo_fleet_get_observed_at (fleet) == 0 && flo_fleet_get_problem (fleet) == NULL
      && flo_fleet_get_state (fleet) != FLO_FLEET_DESTROYED)
    return G_SOURCE_REMOVE;

  self->printed = TRUE;
  self->state = flo_fleet_get_state (fleet);
  self->running = flo_fleet_get_running (fleet);
  self->checking = flo_fleet_get_checking (fleet);
  g_free (self->problem);
  self->problem = g_strdup (flo_fleet_get_problem (fleet));
  print_state (self);
  return G_SOURCE_REMOVE;
}

static void
state_changed_cb (FloFleet           *fleet,
                  GParamSpec         *pspec,
                  FloCliFleetMonitor *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (print_state_cb, self);
}

static void
disconnect (FloCliFleetMonitor *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_signal_handlers_disconnect_by_data (flo_fleet_get_events (self->fleet), self);
  g_signal_handlers_disconnect_by_data (self->fleet, self);
}

void
flo_cli_fleet_monitor_look (FloCliFleetMonitor *self,
                            FloFleet           *fleet)
{
  GListModel *events = flo_fleet_get_events (fleet);

  disconnect (self);
  g_set_object (&self->fleet, fleet);
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i - 1);

      if (flo_event_get_id (event) <= self->newest_event)
        continue;
      self->newest_event = flo_event_get_id (event);
      print_event (self, event);
    }
  if (self->kind == FLO_CLI_MONITOR_EVENTS)
    print_state_cb (self);
}

/* Ids, not times: what is found out later may have happened earlier. */
static gint64
find_newest (GListModel *events)
{
  gint64 newest = 0;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i);

      newest = MAX (newest, flo_event_get_id (event));
    }
  return newest;
}

FloCliFleetMonitor *
flo_cli_fleet_monitor_new (FloCliContext     *context,
                           FloFleet          *fleet,
                           FloCliMonitorKind  kind)
{
  FloCliFleetMonitor *self = g_new0 (FloCliFleetMonitor, 1);
  static const char *const watched[] = { "notify::state", "notify::running", "notify::checking", "notify::problem",
                                         "notify::observed-at" };

  self->fleet = g_object_ref (fleet);
  self->output = flo_cli_context_get_output (context);
  self->kind = kind;
  self->newest_event = find_newest (flo_fleet_get_events (fleet));
  g_signal_connect (flo_fleet_get_events (fleet), "items-changed", G_CALLBACK (events_changed_cb),
                    self);
  if (kind == FLO_CLI_MONITOR_PROGRESS)
    {
      g_signal_connect (fleet, "progress-changed", G_CALLBACK (progress_changed_cb), self);
      progress_changed_cb (fleet, self);
      return self;
    }
  if (kind == FLO_CLI_MONITOR_STEPS)
    return self;
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect (fleet, watched[i], G_CALLBACK (state_changed_cb), self);
  state_changed_cb (fleet, NULL, self);
  return self;
}

void
flo_cli_fleet_monitor_free (FloCliFleetMonitor *self)
{
  /* The last change, too: a fleet's end is one. */
  if (self->idle != 0)
    {
      g_clear_handle_id (&self->idle, g_source_remove);
      print_state_cb (self);
    }
  flo_cli_output_end_progress (self->output);
  disconnect (self);
  g_object_unref (self->fleet);
  g_free (self->problem);
  g_free (self);
}
