/* flo-cli-fleet.c: flotillactl fleet list, fleet show; the table of the group
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-fleet.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-request.h"
#include "cli/flo-cli-table.h"

#define SHOWN_EVENTS 10

/* ---- list ---- */

static void
add_fleet_row (FloCliTable *table,
               FloFleet    *fleet)
{
  g_autofree char *running = flo_cli_fleet_is_known (fleet) ? g_strdup_printf ("%u", flo_fleet_get_running (fleet))
                                                            : g_strdup ("?");
  g_autofree char *nodes = g_strdup_printf ("%s/%u", running, flo_fleet_get_wanted (fleet));
  g_autofree char *per_hour = flo_money_format (flo_fleet_get_per_hour (fleet));
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (fleet));

  flo_cli_table_add (table, flo_fleet_get_id (fleet), flo_fleet_get_name (fleet),
                     flo_fleet_get_region (fleet),
                     flo_cli_fleet_get_state_word (fleet), nodes, per_hour, cost,
                     flo_fleet_get_driver (fleet) != NULL ? flo_fleet_get_driver (fleet) : "", NULL);
}

static FloCliExit
fleet_list (FloCliContext  *context,
            GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("ID", "NAME", "REGION", "STATE", ">NODES", ">PER HOUR", ">SO FAR", "", NULL);
  GListModel *fleets;

  if (engine == NULL)
    return FLO_CLI_EXIT_FAILED;
  fleets = flo_engine_get_fleets (engine);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);

      flo_cli_json_fleet (builder, fleet, FALSE);
      add_fleet_row (table, fleet);
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (g_list_model_get_n_items (fleets) == 0)
    flo_cli_output_note (output, "Account %s has no fleets.",
                         flo_account_get_name (flo_engine_get_account (engine)));
  else
    flo_cli_table_print (table, output);
  return FLO_CLI_EXIT_DONE;
}

/* ---- show ---- */

static void
print_nodes (FloCliOutput *output,
             FloFleet     *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("NODE", "TYPE", "ZONE", "KIND", "STATE", ">PER HOUR", "ADDRESS", "", NULL);

  if (g_list_model_get_n_items (nodes) == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);
      g_autofree char *price = flo_money_format (flo_node_get_price (node));
      const char *type = flo_node_get_instance_type (node);
      const char *zone = flo_node_get_zone (node);
      const char *address = flo_node_get_public_address (node);
      const char *concern = flo_node_get_concern (node);
      const char *state = flo_cli_fleet_get_node_word (fleet, node);

      flo_cli_table_add (table, flo_node_get_id (node), type != NULL ? type : "",
                         zone != NULL ? zone : "", flo_node_get_spot (node) ? "spot" : "on-demand",
                         state != NULL ? state : "?", price,
                         address != NULL ? address : "", concern != NULL ? concern : "", NULL);
    }
  flo_cli_output_print (output, "\n");
  flo_cli_table_print (table, output);
}

static void
print_events (FloCliOutput *output,
              GListModel   *events)
{
  guint n = MIN (g_list_model_get_n_items (events), SHOWN_EVENTS);

  if (n > 0)
    flo_cli_output_print (output, "\nWhat happened last:\n");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i);
      g_autofree char *time = flo_time_format (flo_event_get_time (event) / G_USEC_PER_SEC);
      const char *reason = flo_event_get_reason (event);

      flo_cli_output_print (output, "  %s  %s%s%s\n", time, flo_event_get_title (event),
                            reason != NULL ? ": " : "", reason != NULL ? reason : "");
    }
}

static void
print_actions (FloCliOutput *output,
               GListModel   *actions)
{
  if (g_list_model_get_n_items (actions) > 0)
    flo_cli_output_print (output, "\nWhat is next:\n");
  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      flo_cli_output_print (output, "  %s: %s\n", flo_action_get_title (action),
                            flo_action_get_reason (action));
    }
}

/* What a person asked of it, a line each. */
static void
print_wishes (FloCliOutput *output,
              FloFleet     *fleet)
{
  const FloWishes *wishes = flo_fleet_get_wishes (fleet);
  g_autofree char *scaled = wishes->scaled.by != NULL ? flo_asked_describe (&wishes->scaled) : NULL;
  g_autofree char *paused = wishes->paused.by != NULL ? flo_asked_describe (&wishes->paused) : NULL;

  if (wishes->paused.by != NULL)
    flo_cli_output_print (output, "Paused: nothing is begun, %s. Goes on with: flotillactl fleet resume %s\n", paused,
                          flo_fleet_get_name (fleet));
  if (wishes->scaled.by != NULL)
    flo_cli_output_print (output, "Scaled: to %u nodes, %s\n", wishes->nodes, scaled);
  for (guint i = 0; i < wishes->left_zones->len; i++)
    {
      const FloWishedZone *zone = g_ptr_array_index (wishes->left_zones, i);
      g_autofree char *asked = flo_asked_describe (&zone->asked);

      flo_cli_output_print (output, "Leaves: %s, %s\n", zone->zone, asked);
    }
  for (guint i = 0; i < wishes->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (wishes->left_nodes, i);
      g_autofree char *asked = flo_asked_describe (&node->asked);

      flo_cli_output_print (output, "%s: %s, %s\n", node->drain ? "To drain" : "To replace", node->id, asked);
    }
}

/* Of a fleet that was launched with the config that it has there is nothing to say. */
static void
print_revision (FloCliOutput *output,
                FloFleet     *fleet)
{
  guint outdated = flo_fleet_get_outdated (fleet);

  if (flo_fleet_get_revision (fleet) == 1)
    return;
  flo_cli_output_print (output, "Config: revision %u; ", flo_fleet_get_revision (fleet));
  if (outdated == 0)
    flo_cli_output_print (output, "all nodes are as it wants them\n");
  else
    flo_cli_output_print (output, "%u node%s an older one, and %s replaced in turn\n", outdated,
                          outdated == 1 ? " has" : "s have", outdated == 1 ? "is" : "are");
}

void
flo_cli_fleet_print (FloCliOutput *output,
                     FloFleet     *fleet)
{
  g_autofree char *per_hour = flo_money_format (flo_fleet_get_per_hour (fleet));
  g_autofree char *on_demand = flo_money_format (flo_fleet_get_on_demand_per_hour (fleet));
  g_autofree char *cost = flo_money_format (flo_fleet_get_cost (fleet));
  g_autofree char *nodes = flo_cli_fleet_describe_nodes (fleet);
  g_autofree char *instances = flo_money_format (flo_fleet_get_cost (fleet) - flo_fleet_get_extras_cost (fleet));
  g_autofree char *extras = flo_money_format (flo_fleet_get_extras_cost (fleet));

  flo_cli_output_print (output, "%s (%s) in %s: %s, %s\n",
                        flo_fleet_get_name (fleet), flo_fleet_get_id (fleet),
                        flo_fleet_get_region (fleet),
                        flo_cli_fleet_get_state_word (fleet), nodes);
  flo_cli_output_print (output, "%s an hour (on demand: %s), %s so far: instances %s, storage and addresses %s\n",
                        per_hour, on_demand, cost, instances, extras);
  if (flo_fleet_is_storage_shipped (fleet))
    flo_cli_output_print (output, "AWS had not told what storage costs in %s: some of it counts at the price that ships with "
                          "Flotilla, that of us-east-1.\n", flo_fleet_get_region (fleet));
  print_revision (output, fleet);
  if (flo_fleet_get_driver (fleet) != NULL)
    flo_cli_output_print (output, "%s. Have it driven here with: flotillactl fleet take-over %s\n",
                          flo_fleet_get_driver (fleet), flo_fleet_get_name (fleet));
  if (flo_fleet_get_problem (fleet) != NULL)
    flo_cli_output_print (output, "Problem: %s\n", flo_fleet_get_problem (fleet));
  if (flo_fleet_get_fallback (fleet) != NULL)
    flo_cli_output_print (output, "Fallback: %s\n", flo_fleet_get_fallback (fleet));
  if (flo_fleet_get_standby (fleet) != NULL)
    flo_cli_output_print (output, "Standbys: %s\n", flo_fleet_get_standby (fleet));
  if (flo_fleet_get_config (fleet)->mode == FLO_MODE_MANAGED)
    flo_cli_output_print (output, "Managed by EC2: %s; it replaces what it loses while nothing of ours runs\n",
                          flo_fleet_get_kept (fleet) != NULL ? flo_fleet_get_kept (fleet) : "it keeps no nodes now");
  if (flo_fleet_get_listening (fleet) != NULL)
    flo_cli_output_print (output, "Notices: %s\n", flo_fleet_get_listening (fleet));
  if (flo_fleet_get_shortages (fleet) != NULL)
    flo_cli_output_print (output, "Zones: %s\n", flo_fleet_get_shortages (fleet));
  if (flo_fleet_get_deadline (fleet) != NULL)
    flo_cli_output_print (output, "Deadline: %s\n", flo_fleet_get_deadline (fleet));
  if (flo_fleet_get_scaling (fleet) != NULL)
    flo_cli_output_print (output, "Scaling: %s\n", flo_fleet_get_scaling (fleet));
  if (flo_fleet_get_observing_failed (fleet) != NULL)
    flo_cli_output_print (output, "Not up to date: %s\n", flo_fleet_get_observing_failed (fleet));
  print_wishes (output, fleet);
  print_nodes (output, fleet);
  print_actions (output, flo_fleet_get_next_actions (fleet));
  print_events (output, flo_fleet_get_events (fleet));
}

static FloCliExit
fleet_show (FloCliContext  *context,
            GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *name = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  FloFleet *fleet = flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_LOAD, error);

  if (fleet == NULL)
    return FLO_CLI_EXIT_FAILED;
  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      flo_cli_json_fleet (builder, fleet, TRUE);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  flo_cli_fleet_print (output, fleet);
  return FLO_CLI_EXIT_DONE;
}

const FloCliCommand FLO_CLI_FLEET_COMMANDS[] = {
  { "fleet", "plan", "show what a launch would do, why, and what it costs", "FILE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT, flo_cli_fleet_plan, NULL },
  { "fleet", "launch", "launch a config and wait until all nodes run", "FILE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_launch,
    FLO_CLI_FLEET_LAUNCH_OPTIONS },
  { "fleet", "list", "list the account's fleets", "", 0, 0, FLO_CLI_TAKES_ACCOUNT, fleet_list, NULL },
  { "fleet", "show", "show one fleet: nodes, cost, what happened", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT, fleet_show, NULL },
  { "fleet", "watch", "run the fleets and show what happens", "[FLEET]", 0, 1,
    FLO_CLI_TAKES_ACCOUNT, flo_cli_fleet_watch, FLO_CLI_FLEET_WATCH_OPTIONS },
  { "fleet", "scale", "have so many nodes from now on", "FLEET NODES", 2, 2,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_scale, FLO_CLI_REQUEST_OPTIONS },
  { "fleet", "update", "give a fleet that lives another config", "FLEET FILE", 2, 2,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_update, FLO_CLI_REQUEST_OPTIONS },
  { "fleet", "pause", "begin nothing until it is resumed", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_pause, NULL },
  { "fleet", "resume", "go on after fleet pause", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_resume, FLO_CLI_REQUEST_OPTIONS },
  { "fleet", "migrate", "leave a zone: its nodes are replaced elsewhere", "FLEET ZONE", 2, 2,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_migrate, FLO_CLI_REQUEST_OPTIONS },
  { "fleet", "allow", "use a zone again after fleet migrate", "FLEET ZONE", 2, 2,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_allow, NULL },
  { "fleet", "take-over", "drive a fleet that another computer drives", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_take_over, FLO_CLI_REQUEST_OPTIONS },
  { "fleet", "destroy", "end a fleet and prove that nothing is left", "FLEET", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, flo_cli_fleet_destroy, NULL },
  { NULL },
};
