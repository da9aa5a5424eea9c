/* flo-cli-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-output.h"

void
flo_cli_json_add_string (JsonBuilder *builder,
                         const char  *name,
                         const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
flo_cli_json_add_integer (JsonBuilder *builder,
                          const char  *name,
                          gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
flo_cli_json_add_boolean (JsonBuilder *builder,
                          const char  *name,
                          gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
flo_cli_json_add_money (JsonBuilder *builder,
                        const char  *name,
                        FloMoney     value)
{
  g_autofree char *text = value != 0 ? flo_money_to_decimal (value) : NULL;

  flo_cli_json_add_string (builder, name, text);
}

void
flo_cli_json_add_time (JsonBuilder *builder,
                       const char  *name,
                       gint64       seconds)
{
  g_autofree char *text = seconds != 0 ? flo_time_format (seconds) : NULL;

  flo_cli_json_add_string (builder, name, text);
}

void
flo_cli_json_account (JsonBuilder *builder,
                      FloAccount  *account)
{
  AwsSsoSession *session = flo_account_get_sso_session (account);

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", flo_account_get_name (account));
  flo_cli_json_add_string (builder, "kind",
                           flo_account_kind_get_word (flo_account_get_kind (account)));
  flo_cli_json_add_string (builder, "method", flo_account_method_get_word (flo_account_get_method (account)));
  flo_cli_json_add_string (builder, "source", flo_account_get_source (account));
  flo_cli_json_add_string (builder, "file", flo_account_get_file (account));
  flo_cli_json_add_string (builder, "mfa_serial", flo_account_get_mfa_serial (account));
  flo_cli_json_add_string (builder, "sso_session",
                           session != NULL && aws_sso_session_get_name (session) == NULL
                             ? aws_sso_session_get_start_url (session)
                             : session != NULL ? aws_sso_session_get_name (session) : NULL);
  flo_cli_json_add_string (builder, "access_key_id", flo_account_get_access_key_id (account));
  flo_cli_json_add_string (builder, "region", flo_account_get_region (account));
  flo_cli_json_add_string (builder, "endpoint_url", flo_account_get_endpoint_url (account));
  json_builder_end_object (builder);
}

void
flo_cli_json_problem (JsonBuilder      *builder,
                      FloConfigProblem *problem)
{
  gboolean is_error = flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR;

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "severity", is_error ? "error" : "warning");
  flo_cli_json_add_string (builder, "path", flo_config_problem_get_path (problem));
  flo_cli_json_add_integer (builder, "line", flo_config_problem_get_line (problem));
  flo_cli_json_add_integer (builder, "column", flo_config_problem_get_column (problem));
  flo_cli_json_add_string (builder, "message", flo_config_problem_get_message (problem));
  flo_cli_json_add_string (builder, "hint", flo_config_problem_get_hint (problem));
  json_builder_end_object (builder);
}

void
flo_cli_json_node (JsonBuilder *builder,
                   FloFleet    *fleet,
                   FloNode     *node)
{
  g_autofree char *zone_id = NULL;

  g_object_get (node, "zone-id", &zone_id, NULL);
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "id", flo_node_get_id (node));
  flo_cli_json_add_string (builder, "instance_type", flo_node_get_instance_type (node));
  flo_cli_json_add_string (builder, "zone", flo_node_get_zone (node));
  flo_cli_json_add_string (builder, "zone_id", zone_id);
  flo_cli_json_add_boolean (builder, "spot", flo_node_get_spot (node));
  flo_cli_json_add_boolean (builder, "standby", flo_node_get_standby (node));
  flo_cli_json_add_string (builder, "state", flo_cli_fleet_get_node_word (fleet, node));
  flo_cli_json_add_string (builder, "state_detail", flo_node_get_state_detail (node));
  flo_cli_json_add_time (builder, "launched_at", flo_node_get_launched_at (node));
  flo_cli_json_add_time (builder, "ended_at", flo_node_get_ended_at (node));
  flo_cli_json_add_time (builder, "notice_ends_at", flo_node_get_notice_ends_at (node));
  flo_cli_json_add_string (builder, "health", flo_node_health_get_word (flo_node_get_health (node)));
  flo_cli_json_add_string (builder, "health_detail", flo_node_get_health_detail (node));
  flo_cli_json_add_string (builder, "maintenance", flo_node_get_maintenance (node));
  flo_cli_json_add_time (builder, "maintenance_at", flo_node_get_maintenance_at (node));
  flo_cli_json_add_money (builder, "price_per_hour", flo_node_get_price (node));
  flo_cli_json_add_money (builder, "cost", flo_node_get_cost (node));
  flo_cli_json_add_money (builder, "extras_cost", flo_node_get_extras (node));
  flo_cli_json_add_string (builder, "public_address", flo_node_get_public_address (node));
  json_builder_end_object (builder);
}

void
flo_cli_json_event (JsonBuilder *builder,
                    FloEvent    *event)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_time (builder, "time", flo_event_get_time (event) / G_USEC_PER_SEC);
  flo_cli_json_add_string (builder, "kind", flo_event_kind_get_word (flo_event_get_kind (event)));
  flo_cli_json_add_string (builder, "title", flo_event_get_title (event));
  flo_cli_json_add_string (builder, "reason", flo_event_get_reason (event));
  flo_cli_json_add_string (builder, "resource", flo_event_get_resource (event));
  flo_cli_json_add_string (builder, "zone", flo_event_get_zone (event));
  json_builder_end_object (builder);
}

void
flo_cli_json_action (JsonBuilder *builder,
                     FloAction   *action)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "action",
                           flo_action_kind_get_word (flo_action_get_kind (action)));
  flo_cli_json_add_string (builder, "title", flo_action_get_title (action));
  flo_cli_json_add_string (builder, "reason", flo_action_get_reason (action));
  json_builder_end_object (builder);
}

void
flo_cli_json_resource (JsonBuilder *builder,
                       FloResource *resource)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "kind", flo_resource_get_kind (resource));
  flo_cli_json_add_string (builder, "id", flo_resource_get_id (resource));
  flo_cli_json_add_string (builder, "name", flo_resource_get_name (resource));
  flo_cli_json_add_string (builder, "detail", flo_resource_get_detail (resource));
  json_builder_end_object (builder);
}

static void
add_zones (JsonBuilder *builder,
           FloFleet    *fleet)
{
  GListModel *zones = flo_fleet_get_zone_costs (fleet);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr(FloZoneCostSeries) zone = g_list_model_get_item (zones, i);
      guint n = 0;
      const FloZoneCost *points = flo_zone_cost_series_get_points (zone, &n);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", flo_zone_cost_series_get_zone (zone));
      flo_cli_json_add_integer (builder, "nodes", n > 0 ? points[n - 1].nodes : 0);
      flo_cli_json_add_money (builder, "per_hour", n > 0 ? points[n - 1].per_hour : 0);
      flo_cli_json_add_money (builder, "cost",
                              n > 0 ? flo_zone_cost_series_get_total (zone, points[0].time, now) : 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_details (JsonBuilder *builder,
             FloFleet    *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  GListModel *events = flo_fleet_get_events (fleet);
  GListModel *actions = flo_fleet_get_next_actions (fleet);

  add_zones (builder, fleet);

  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      flo_cli_json_node (builder, fleet, node);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i);

      flo_cli_json_event (builder, event);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "next_actions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      flo_cli_json_action (builder, action);
    }
  json_builder_end_array (builder);
}

/* Work that has a deadline, in seconds of one node; null without one. */
static void
add_work (JsonBuilder *builder,
          FloFleet    *fleet)
{
  gint64 total;
  gint64 done = flo_fleet_get_work (fleet, &total);

  flo_cli_json_add_string (builder, "deadline", flo_fleet_get_deadline (fleet));
  json_builder_set_member_name (builder, "work_done_seconds");
  if (total > 0)
    json_builder_add_int_value (builder, done);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "work_total_seconds");
  if (total > 0)
    json_builder_add_int_value (builder, total);
  else
    json_builder_add_null_value (builder);
}

static void
add_asked (JsonBuilder    *builder,
           const FloAsked *asked)
{
  flo_cli_json_add_string (builder, "by", asked->by);
  flo_cli_json_add_time (builder, "at", asked->time / G_USEC_PER_SEC);
}

/* An object, or null when it was not asked for; @nodes: to scale to, NULL for a pause. */
static void
add_request (JsonBuilder    *builder,
             const char     *name,
             const FloAsked *asked,
             const guint    *nodes)
{
  json_builder_set_member_name (builder, name);
  if (asked->by == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  if (nodes != NULL)
    flo_cli_json_add_integer (builder, "nodes", *nodes);
  add_asked (builder, asked);
  json_builder_end_object (builder);
}

/* What a person asked of it. */
static void
add_wishes (JsonBuilder     *builder,
            const FloWishes *wishes)
{
  json_builder_set_member_name (builder, "asked");
  json_builder_begin_object (builder);
  add_request (builder, "scaled", &wishes->scaled, &wishes->nodes);
  add_request (builder, "paused", &wishes->paused, NULL);
  json_builder_set_member_name (builder, "zones_to_leave");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wishes->left_zones->len; i++)
    {
      const FloWishedZone *zone = g_ptr_array_index (wishes->left_zones, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", zone->zone);
      add_asked (builder, &zone->asked);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "nodes_to_go");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wishes->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (wishes->left_nodes, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "id", node->id);
      flo_cli_json_add_string (builder, "how", node->drain ? "drain" : "replace");
      add_asked (builder, &node->asked);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Who drives it, as its tag says; null: nobody yet, or it is not known. */
static void
add_driver (JsonBuilder *builder,
            FloFleet    *fleet)
{
  const FloLease *lease = flo_fleet_get_lease (fleet);

  flo_cli_json_add_string (builder, "read_only", flo_fleet_get_driver (fleet));
  json_builder_set_member_name (builder, "driver");
  if (lease == NULL || lease->state == FLO_LEASE_LEFT)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "owner", lease->owner);
  flo_cli_json_add_boolean (builder, "here", flo_fleet_get_driver (fleet) == NULL);
  flo_cli_json_add_time (builder, "since", lease->since);
  flo_cli_json_add_time (builder, "heard_at", lease->renewed);
  json_builder_end_object (builder);
}

void
flo_cli_json_fleet (JsonBuilder *builder,
                    FloFleet    *fleet,
                    gboolean     full)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "id", flo_fleet_get_id (fleet));
  flo_cli_json_add_string (builder, "name", flo_fleet_get_name (fleet));
  flo_cli_json_add_string (builder, "account", flo_fleet_get_account (fleet));
  flo_cli_json_add_string (builder, "region", flo_fleet_get_region (fleet));
  flo_cli_json_add_string (builder, "state",
                           flo_fleet_state_get_word (flo_fleet_get_state (fleet)));
  flo_cli_json_add_string (builder, "problem", flo_fleet_get_problem (fleet));
  flo_cli_json_add_integer (builder, "revision", flo_fleet_get_revision (fleet));
  flo_cli_json_add_integer (builder, "outdated", flo_fleet_get_outdated (fleet));
  flo_cli_json_add_integer (builder, "stand_ins", flo_fleet_get_stand_ins (fleet));
  flo_cli_json_add_string (builder, "fallback", flo_fleet_get_fallback (fleet));
  flo_cli_json_add_integer (builder, "standing_in", flo_fleet_get_standing_in (fleet));
  flo_cli_json_add_string (builder, "standby", flo_fleet_get_standby (fleet));
  flo_cli_json_add_string (builder, "shortages", flo_fleet_get_shortages (fleet));
  add_work (builder, fleet);
  flo_cli_json_add_string (builder, "scaling", flo_fleet_get_scaling (fleet));
  flo_cli_json_add_integer (builder, "wanted", flo_fleet_get_wanted (fleet));
  add_wishes (builder, flo_fleet_get_wishes (fleet));
  if (flo_cli_fleet_is_known (fleet))
    flo_cli_json_add_integer (builder, "running", flo_fleet_get_running (fleet));
  else
    flo_cli_json_add_string (builder, "running", NULL);
  flo_cli_json_add_integer (builder, "checking", flo_fleet_get_checking (fleet));
  flo_cli_json_add_boolean (builder, "rolled_back", flo_fleet_get_rolled_back (fleet, NULL));
  flo_cli_json_add_money (builder, "per_hour", flo_fleet_get_per_hour (fleet));
  flo_cli_json_add_money (builder, "on_demand_per_hour", flo_fleet_get_on_demand_per_hour (fleet));
  flo_cli_json_add_money (builder, "cost", flo_fleet_get_cost (fleet));
  flo_cli_json_add_money (builder, "extras_per_hour", flo_fleet_get_extras_per_hour (fleet));
  flo_cli_json_add_money (builder, "extras_cost", flo_fleet_get_extras_cost (fleet));
  flo_cli_json_add_boolean (builder, "storage_shipped", flo_fleet_is_storage_shipped (fleet));
  flo_cli_json_add_time (builder, "created_at", flo_fleet_get_created_at (fleet));
  flo_cli_json_add_time (builder, "observed_at", flo_fleet_get_observed_at (fleet));
  flo_cli_json_add_string (builder, "observing_failed", flo_fleet_get_observing_failed (fleet));
  flo_cli_json_add_string (builder, "budget", flo_fleet_get_budget (fleet));
  flo_cli_json_add_string (builder, "mode",
                           flo_fleet_get_config (fleet)->mode == FLO_MODE_MANAGED ? "managed" : "flotilla");
  flo_cli_json_add_string (builder, "kept", flo_fleet_get_kept (fleet));
  if (flo_fleet_get_kept (fleet) != NULL)
    flo_cli_json_add_integer (builder, "fulfilled", (gint64) flo_fleet_get_fulfilled (fleet));
  add_driver (builder, fleet);
  flo_cli_json_add_string (builder, "listening", flo_fleet_get_listening (fleet));
  flo_cli_json_add_time (builder, "wait_until", flo_fleet_get_wait_until (fleet));
  if (full)
    add_details (builder, fleet);
  json_builder_end_object (builder);
}

void
flo_cli_json_text (JsonBuilder *builder,
                   const char  *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  /* Only our own writers' texts come here. */
  g_return_if_fail (node != NULL);
  json_builder_add_value (builder, node);
}
