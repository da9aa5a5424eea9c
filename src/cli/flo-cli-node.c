/* flo-cli-node.c: flotillactl node list, node replace, node drain, node keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-request.h"
#include "cli/flo-cli-table.h"

/* ---- list ---- */

static void
add_node_row (FloCliTable *table,
              FloFleet    *fleet,
              FloNode     *node)
{
  g_autofree char *price = flo_money_format (flo_node_get_price (node));
  g_autofree char *cost = flo_money_format (flo_node_get_cost (node));
  const FloWishedNode *wished = flo_wishes_find_node (flo_fleet_get_wishes (fleet), flo_node_get_id (node));
  const char *type = flo_node_get_instance_type (node);
  const char *zone = flo_node_get_zone (node);
  const char *concern = flo_node_get_concern (node);
  const char *state = flo_cli_fleet_get_node_word (fleet, node);

  flo_cli_table_add (table, flo_node_get_id (node), flo_fleet_get_name (fleet), type != NULL ? type : "",
                     zone != NULL ? zone : "", flo_node_get_spot (node) ? "spot" : "on-demand",
                     state != NULL ? state : "?",
                     flo_node_health_get_word (flo_node_get_health (node)), price, cost,
                     wished == NULL ? "" : wished->drain ? "to drain" : "to replace", concern != NULL ? concern : "", NULL);
}

static void
add_node_json (JsonBuilder *builder,
               FloFleet    *fleet,
               FloNode     *node)
{
  const FloWishedNode *wished = flo_wishes_find_node (flo_fleet_get_wishes (fleet), flo_node_get_id (node));

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "fleet", flo_fleet_get_id (fleet));
  flo_cli_json_add_string (builder, "asked", wished == NULL ? NULL : wished->drain ? "drain" : "replace");
  json_builder_set_member_name (builder, "node");
  flo_cli_json_node (builder, fleet, node);
  json_builder_end_object (builder);
}

static FloCliExit
node_list (FloCliContext  *context,
           GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *name = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  FloFleet *named = name != NULL ? flo_cli_context_require_fleet (context, name, FLO_CLI_ENGINE_LOAD, error) : NULL;
  FloEngine *engine = name != NULL ? flo_cli_context_get_engine (context)
                                   : flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table = flo_cli_table_new ("NODE", "FLEET", "TYPE", "ZONE", "KIND", "STATE", "HEALTH",
                                                    ">PER HOUR", ">SO FAR", "ASKED", "", NULL);
  GListModel *fleets;
  guint n = 0;

  if (engine == NULL || (name != NULL && named == NULL))
    return FLO_CLI_EXIT_FAILED;
  fleets = flo_engine_get_fleets (engine);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);
      GListModel *nodes = flo_fleet_get_nodes (fleet);

      if (named != NULL && fleet != named)
        continue;
      if (flo_fleet_get_observing_failed (fleet) != NULL)
        flo_cli_output_note (output, "%s is not up to date: %s", flo_fleet_get_name (fleet),
                             flo_fleet_get_observing_failed (fleet));
      for (guint k = 0; k < g_list_model_get_n_items (nodes); k++, n++)
        {
          g_autoptr(FloNode) node = g_list_model_get_item (nodes, k);

          add_node_json (builder, fleet, node);
          add_node_row (table, fleet, node);
        }
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (n == 0)
    flo_cli_output_note (output, "There are no nodes.");
  else
    flo_cli_table_print (table, output);
  return FLO_CLI_EXIT_DONE;
}

/* ---- one node ---- */

/* The node's fleet: an instance is in one only. @found: (out): its id */
static FloFleet *
find_fleet (FloEngine   *engine,
            const char  *id,
            char       **found,
            guint       *n_found)
{
  GListModel *fleets = flo_engine_get_fleets (engine);
  FloFleet *its = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);
      GListModel *nodes = flo_fleet_get_nodes (fleet);

      for (guint k = 0; k < g_list_model_get_n_items (nodes); k++)
        {
          g_autoptr(FloNode) node = g_list_model_get_item (nodes, k);

          if (!g_str_has_prefix (flo_node_get_id (node), id))
            continue;
          g_free (*found);
          *found = g_strdup (flo_node_get_id (node));
          its = fleet;
          *n_found = g_str_equal (*found, id) ? 1 : *n_found + 1;
          if (g_str_equal (*found, id))
            return its;
        }
    }
  return its;
}

/* By the beginning of its id, when no other node's begins so. */
static FloCliExit
run (FloCliContext      *context,
     FloCliRequestKind   kind,
     GError            **error)
{
  const char *id = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  FloEngine *engine = flo_cli_context_require_engine (context, NULL, FLO_CLI_ENGINE_LOAD, error);
  g_autoptr(FloCliRequest) request = NULL;
  g_autofree char *found = NULL;
  FloFleet *fleet;
  guint n_found = 0;

  if (engine == NULL)
    return FLO_CLI_EXIT_FAILED;
  fleet = find_fleet (engine, id, &found, &n_found);
  if (n_found == 1)
    {
      request = flo_cli_request_new (kind, context, fleet, found);
      return flo_cli_request_run (request, error);
    }
  if (n_found > 1)
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "%u nodes have ids that begin with %s; give more of it", n_found,
                 id);
  else
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                 "no fleet of the account %s has a node %s; flotillactl node list shows those there are",
                 flo_account_get_name (flo_engine_get_account (engine)), id);
  return FLO_CLI_EXIT_FAILED;
}

static FloCliExit
node_replace (FloCliContext  *context,
              GError        **error)
{
  return run (context, FLO_CLI_REQUEST_REPLACE, error);
}

static FloCliExit
node_drain (FloCliContext  *context,
            GError        **error)
{
  return run (context, FLO_CLI_REQUEST_DRAIN, error);
}

static FloCliExit
node_keep (FloCliContext  *context,
           GError        **error)
{
  return run (context, FLO_CLI_REQUEST_KEEP, error);
}

const FloCliCommand FLO_CLI_NODE_COMMANDS[] = {
  { "node", "list", "list the nodes of one fleet, or of all", "[FLEET]", 0, 1, FLO_CLI_TAKES_ACCOUNT, node_list, NULL },
  { "node", "replace", "launch another node, then end this one", "NODE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, node_replace, FLO_CLI_REQUEST_OPTIONS },
  { "node", "drain", "end a node when its drain time is over", "NODE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, node_drain, FLO_CLI_REQUEST_OPTIONS },
  { "node", "keep", "take back node replace or node drain", "NODE", 1, 1,
    FLO_CLI_TAKES_ACCOUNT | FLO_CLI_TAKES_CONSENT, node_keep, NULL },
  { NULL },
};
