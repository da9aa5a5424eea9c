/* flo-sim-keep-actions.c: fleets that are kept at their target
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-fleet.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

#define MOST_HISTORY 1000
#define FLEET_TAG    "aws:ec2:fleet-id"

/* Cloud time, but never more often than once a second on the wall. */
#define FIRST_AFTER   (2 * FLO_SIM_SECOND)
#define REPLACE_AFTER (5 * FLO_SIM_SECOND)
#define AGAIN_AFTER   (30 * FLO_SIM_SECOND)

/* No later than it is to be looked at already. */
static void
look_at (FloSimCloud    *cloud,
         FloSimResource *fleet,
         gint64          time)
{
  if (fleet->step != FLO_SIM_STEP_FILL || fleet->due_at > time)
    flo_sim_cloud_schedule (cloud, fleet, FLO_SIM_STEP_FILL, time);
}

static void
look_again (FloSimCloud    *cloud,
            FloSimResource *fleet,
            gint64          now,
            gint64          after,
            gint64          least)
{
  look_at (cloud, fleet, now + MAX (flo_sim_clock_hurry (cloud->clock, after), least));
}

static gboolean
is_kept (const FloSimResource *fleet)
{
  return fleet->gone_at == 0
         && g_strcmp0 (flo_sim_resource_get (fleet, "type"), "instant") != 0
         && g_strcmp0 (flo_sim_resource_get (fleet, "fleetState"), "active") == 0;
}

static void
note (FloSimResource *fleet,
      gint64          now,
      const char     *type,
      const char     *sub_type,
      const char     *description,
      const char     *instance_id)
{
  JsonArray *history = flo_sim_json_get_array (fleet->data, "_history");
  g_autofree char *time = flo_sim_time_format (now - now % FLO_SIM_SECOND);

  if (json_array_get_length (history) >= MOST_HISTORY)
    json_array_remove_element (history, 0);
  json_array_add_object_element (
      history,
      flo_sim_json_new ("{eventInformation",
                        flo_sim_json_new ("eventDescription", description, "eventSubType", sub_type,
                                          "instanceId", instance_id, NULL),
                        "eventType", type, "timestamp", time, NULL));
}

static double
weight_of (const FloSimResource *instance)
{
  return json_object_get_double_member_with_default (instance->data, "_weight", 1);
}

/* The fleet's instances that count, oldest first: (transfer container). */
static GPtrArray *
list_members (FloSimCloud          *cloud,
              const FloSimResource *fleet)
{
  g_autoptr (GPtrArray) instances
      = flo_sim_cloud_list (cloud, FLO_SIM_KIND_INSTANCE, fleet->region, G_MAXINT64);
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; i < instances->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (instances, i);
      const char *state = flo_sim_instance_get_state (instance);

      if (g_strcmp0 (flo_sim_resource_get_tag (instance, FLEET_TAG), fleet->id) == 0
          && (g_strcmp0 (state, "pending") == 0 || g_strcmp0 (state, "running") == 0))
        g_ptr_array_add (members, instance);
    }
  return members;
}

static double
fulfilled (GPtrArray *members,
           gboolean   spot)
{
  double sum = 0;

  for (guint i = 0; i < members->len; i++)
    if (flo_sim_instance_is_spot (g_ptr_array_index (members, i)) == spot)
      sum += weight_of (g_ptr_array_index (members, i));
  return sum;
}

static FloSimForm *
read_form (const FloSimResource *fleet)
{
  FloSimForm *form = flo_sim_form_new ();
  JsonArray *pairs = flo_sim_json_get_array (fleet->data, "_form");

  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonArray *pair = json_array_get_array_element (pairs, i);

      flo_sim_form_add (form, json_array_get_string_element (pair, 0),
                        json_array_get_string_element (pair, 1));
    }
  return form;
}

/* As AWS describes it: a JSON document in a string. */
static char *
describe_instance (const FloSimResource *instance)
{
  g_autoptr (JsonObject) object = flo_sim_json_new (
      "instanceType", flo_sim_resource_get (instance, "instanceType"), "image",
      flo_sim_resource_get (instance, "imageId"), "productDescription", "Linux/UNIX",
      "availabilityZone", flo_sim_resource_get (instance, "placement.availabilityZone"), NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
note_instance (FloSimResource       *fleet,
               gint64                now,
               const char           *sub_type,
               const FloSimResource *instance)
{
  g_autofree char *description = describe_instance (instance);

  note (fleet, now, "instanceChange", sub_type, description, instance->id);
}

static const char *
find_zone (FloSimCloud          *cloud,
           const FloSimResource *fleet,
           JsonObject           *overrides)
{
  const char *zone = flo_sim_json_get (overrides, "availabilityZone");
  const char *subnet_id = flo_sim_json_get (overrides, "subnetId");
  FloSimResource *subnet = NULL;

  if (zone == NULL && subnet_id != NULL)
    subnet = flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_SUBNET, fleet->region, subnet_id);
  if (subnet != NULL)
    zone = flo_sim_resource_get (subnet, "availabilityZone");
  return zone != NULL ? zone : fleet->region;
}

/* What is wrong with one of the fleet's pools, in the words of its history. */
static void
note_error (FloSimCloud    *cloud,
            FloSimResource *fleet,
            JsonObject     *error,
            gint64          now)
{
  static const struct
  {
    const char *code, *type, *sub_type;
  } kinds[] = {
    { "UnfulfillableCapacity", "information", "launchSpecTemporarilyBlacklisted" },
    { "InsufficientInstanceCapacity", "information", "launchSpecTemporarilyBlacklisted" },
    { "SpotMaxPriceTooLow", "information", "launchSpecUnusable" },
    { "MaxSpotInstanceCountExceeded", "error", "spotInstanceCountLimitExceeded" },
  };
  const char *code = flo_sim_json_get (error, "errorCode");
  JsonObject *both = json_object_get_object_member (error, "launchTemplateAndOverrides");
  JsonObject *overrides = json_object_get_object_member (both, "overrides");
  g_autofree char *description = g_strdup_printf (
      "%s, Linux/UNIX, %s: %s", flo_sim_json_get (overrides, "instanceType"),
      find_zone (cloud, fleet, overrides), flo_sim_json_get (error, "errorMessage"));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].code, code) == 0)
      {
        note (fleet, now, kinds[i].type, kinds[i].sub_type, description, NULL);
        return;
      }
  note (fleet, now, "error", "spotFleetRequestConfigurationInvalid", description, NULL);
}

/* Notes what was launched and what went wrong. */
static void
note_outcome (FloSimCloud    *cloud,
              FloSimResource *fleet,
              JsonArray      *launched,
              JsonArray      *errors,
              gint64          now)
{
  for (guint i = 0; i < json_array_get_length (launched); i++)
    {
      JsonArray *ids = flo_sim_json_get_array (flo_sim_json_nth (launched, i), "instanceIds");

      for (guint j = 0; j < json_array_get_length (ids); j++)
        note_instance (fleet, now, "launched",
                       flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_INSTANCE, fleet->region,
                                               json_array_get_string_element (ids, j)));
    }
  for (guint i = 0; i < json_array_get_length (errors); i++)
    note_error (cloud, fleet, flo_sim_json_nth (errors, i), now);
  if (json_array_get_length (launched) == 0 && json_array_get_length (errors) > 0)
    note (fleet, now, "error", "allLaunchSpecsTemporarilyBlacklisted",
          "Several attempts to launch instances have failed. Either the request could not be "
          "satisfied or the configuration is not valid. The request is tried again later.",
          NULL);
}

static void
launch_missing (FloSimCloud    *cloud,
                FloSimResource *fleet,
                double          spot,
                double          on_demand,
                gint64          now)
{
  g_autoptr (JsonArray) launched = json_array_new ();
  g_autoptr (JsonArray) errors = json_array_new ();
  g_auto (FloSimCall) call = { .cloud = cloud,
                               .service = "ec2",
                               .region = fleet->region,
                               .action = "CreateFleet",
                               .status = 200,
                               .now = now,
                               .form = read_form (fleet),
                               .result = json_object_new () };

  call.params = call.form->root;
  if (!flo_sim_fleet_launch (&call, spot, on_demand, fleet->id, launched, errors))
    note (fleet, now, "error", "spotFleetRequestConfigurationInvalid", call.message, NULL);
  note_outcome (cloud, fleet, launched, errors, now);
}

/* The newest go first. */
static void
end_excess (FloSimCloud    *cloud,
            FloSimResource *fleet,
            GPtrArray      *members,
            gboolean        spot,
            double          excess,
            gint64          now)
{
  if (g_strcmp0 (flo_sim_resource_get (fleet, "excessCapacityTerminationPolicy"), "termination") != 0)
    return;
  for (guint i = members->len; i > 0; i--)
    {
      FloSimResource *instance = g_ptr_array_index (members, i - 1);

      if (flo_sim_instance_is_spot (instance) != spot || weight_of (instance) > excess)
        continue;
      excess -= weight_of (instance);
      note_instance (fleet, now, "terminated", instance);
      flo_sim_life_terminate (cloud, instance, now);
    }
}

/* ---- rebalancing ---- */

static gboolean
is_replaced (const FloSimResource *instance)
{
  return json_object_has_member (instance->data, "_replaced");
}

/* Instances that EC2 recommends to replace, and for which nothing was launched yet; at most so many
 * that the fleet does not grow beyond twice its target. */
static guint
count_recommended (GPtrArray *members,
                   double     target)
{
  guint n = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (members, i);

      n += json_object_has_member (instance->data, "_recommended") && !is_replaced (instance);
    }
  return (guint) CLAMP (2 * target - fulfilled (members, TRUE), 0, n);
}

static double
replaced (GPtrArray *members)
{
  double sum = 0;

  for (guint i = 0; i < members->len; i++)
    if (is_replaced (g_ptr_array_index (members, i)))
      sum += weight_of (g_ptr_array_index (members, i));
  return sum;
}

/* @n instances were launched for those that EC2 recommends to replace. */
static void
note_replaced (FloSimCloud    *cloud,
               FloSimResource *fleet,
               GPtrArray      *members,
               guint           n,
               gint64          now)
{
  static const char strategy[] = "spotOptions.maintenanceStrategies.capacityRebalance";
  g_autofree char *name = g_strconcat (strategy, ".terminationDelay", NULL);
  gint64 delay = flo_sim_json_get_int (fleet->data, name);

  for (guint i = 0; i < members->len && n > 0; i++)
    {
      FloSimResource *instance = g_ptr_array_index (members, i);

      if (!json_object_has_member (instance->data, "_recommended") || is_replaced (instance))
        continue;
      flo_sim_json_set (instance->data, "#_replaced",
                        delay > 0 ? now + flo_sim_clock_hurry (cloud->clock, delay * FLO_SIM_SECOND) : 0,
                        NULL);
      n--;
    }
}

/* Ends those whose time is over. Returns when the next one's is; G_MAXINT64: there is none. */
static gint64
end_replaced (FloSimCloud    *cloud,
              FloSimResource *fleet,
              GPtrArray      *members,
              gint64          now)
{
  gint64 next = G_MAXINT64;

  for (guint i = members->len; i > 0; i--)
    {
      FloSimResource *instance = g_ptr_array_index (members, i - 1);
      gint64 end = flo_sim_json_get_int (instance->data, "_replaced");

      if (!is_replaced (instance) || end == 0)
        continue;
      if (end > now)
        {
          next = MIN (next, end);
          continue;
        }
      note_instance (fleet, now, "terminated", instance);
      flo_sim_life_terminate (cloud, instance, now);
      g_ptr_array_remove_index (members, i - 1);
    }
  return next;
}

void
flo_sim_fleet_recommended (FloSimCloud    *cloud,
                           FloSimResource *instance,
                           gint64          now)
{
  const char *id = flo_sim_resource_get_tag (instance, FLEET_TAG);
  FloSimResource *fleet
      = id != NULL ? flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_FLEET, instance->region, id) : NULL;

  if (fleet == NULL || !is_kept (fleet)
      || flo_sim_resource_get (
             fleet, "spotOptions.maintenanceStrategies.capacityRebalance.replacementStrategy")
             == NULL)
    return;
  flo_sim_json_set (instance->data, "?_recommended", TRUE, NULL);
  look_again (cloud, fleet, now, FIRST_AFTER, 0);
}

void
flo_sim_fleet_fill (FloSimCloud    *cloud,
                    FloSimResource *fleet,
                    gint64          now)
{
  g_autoptr (GPtrArray) members = NULL;
  double spot_target, on_demand_target, spot, on_demand;
  guint recommended;
  gint64 next;

  if (!is_kept (fleet))
    return;
  members = list_members (cloud, fleet);
  next = end_replaced (cloud, fleet, members, now);
  spot_target = (double) flo_sim_json_get_int (fleet->data,
                                               "targetCapacitySpecification.spotTargetCapacity");
  on_demand_target = (double) flo_sim_json_get_int (
      fleet->data, "targetCapacitySpecification.onDemandTargetCapacity");
  recommended = count_recommended (members, spot_target);
  spot = fulfilled (members, TRUE) - replaced (members) - recommended;
  on_demand = fulfilled (members, FALSE);
  if (spot < spot_target || on_demand < on_demand_target)
    {
      guint before = members->len;

      launch_missing (cloud, fleet, MAX (spot_target - spot, 0),
                      MAX (on_demand_target - on_demand, 0), now);
      g_ptr_array_unref (members);
      members = list_members (cloud, fleet);
      note_replaced (cloud, fleet, members, MIN (recommended, members->len - before), now);
      next = MIN (next, end_replaced (cloud, fleet, members, now));
    }
  if (spot > spot_target)
    end_excess (cloud, fleet, members, TRUE, spot - spot_target, now);
  if (on_demand > on_demand_target)
    end_excess (cloud, fleet, members, FALSE, on_demand - on_demand_target, now);

  g_ptr_array_unref (members);
  members = list_members (cloud, fleet);
  spot = fulfilled (members, TRUE);
  on_demand = fulfilled (members, FALSE);
  flo_sim_json_set (fleet->data, "%fulfilledCapacity", spot + on_demand, "%fulfilledOnDemandCapacity",
                    on_demand, "activityStatus",
                    spot < spot_target || on_demand < on_demand_target ? "pending_fulfillment"
                                                                       : "fulfilled",
                    NULL);
  if (spot < spot_target || on_demand < on_demand_target)
    look_again (cloud, fleet, now, AGAIN_AFTER, FLO_SIM_SECOND);
  if (next < G_MAXINT64)
    look_at (cloud, fleet, next);
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_fleet_lost (FloSimCloud          *cloud,
                    const FloSimResource *instance,
                    gint64                now)
{
  const char *id = flo_sim_resource_get_tag (instance, FLEET_TAG);
  FloSimResource *fleet
      = id != NULL ? flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_FLEET, instance->region, id) : NULL;

  if (fleet == NULL || !is_kept (fleet))
    return;
  note_instance (fleet, now, "terminated", instance);
  if (g_strcmp0 (flo_sim_resource_get (fleet, "type"), "maintain") == 0)
    look_again (cloud, fleet, now, REPLACE_AFTER, 0);
}

gboolean
flo_sim_fleet_begin (FloSimCall     *call,
                     FloSimResource *fleet)
{
  const char *policy = flo_sim_call_get (call, "ExcessCapacityTerminationPolicy");
  const char *type = flo_sim_call_get (call, "Type");
  JsonArray *pairs = json_array_new ();

  for (guint i = 0; i < call->form->keys->len; i++)
    json_array_add_array_element (
        pairs, flo_sim_json_strings (g_ptr_array_index (call->form->keys, i),
                                     g_ptr_array_index (call->form->values, i), NULL));
  flo_sim_json_set (fleet->data, "[_form", pairs, "[_history", json_array_new (), "type",
                    type != NULL ? type : "maintain", "activityStatus", "pending_fulfillment",
                    "excessCapacityTerminationPolicy", policy != NULL ? policy : "termination", NULL);
  note (fleet, call->now, "fleetRequestChange", "submitted", NULL, NULL);
  note (fleet, call->now, "fleetRequestChange", "active", NULL, NULL);
  look_again (call->cloud, fleet, call->now, FIRST_AFTER, 0);
  flo_sim_json_set (call->result, "fleetId", fleet->id, NULL);
  return TRUE;
}

/* The kept fleet that FleetId names. NULL: the call has failed. */
static FloSimResource *
find_kept (FloSimCall *call)
{
  FloSimResource *fleet = flo_sim_call_find_param (call, FLO_SIM_KIND_FLEET, "FleetId");

  if (fleet != NULL && g_strcmp0 (flo_sim_resource_get (fleet, "type"), "instant") == 0)
    {
      flo_sim_call_fail (call, "UnsupportedOperation",
                         "The operation is not supported for fleets of type instant.");
      return NULL;
    }
  return fleet;
}

/* Puts the call's LaunchTemplateConfig in the place of the fleet's. */
static void
change_configs (FloSimCall     *call,
                FloSimResource *fleet)
{
  static const char prefix[] = "LaunchTemplateConfig.";
  static const char ours[] = "LaunchTemplateConfigs.";
  JsonArray *pairs = flo_sim_json_get_array (fleet->data, "_form");

  if (flo_sim_node_find (call->params, "LaunchTemplateConfig") == NULL)
    return;
  for (guint i = json_array_get_length (pairs); i > 0; i--)
    if (g_str_has_prefix (
            json_array_get_string_element (json_array_get_array_element (pairs, i - 1), 0), ours))
      json_array_remove_element (pairs, i - 1);
  for (guint i = 0; i < call->form->keys->len; i++)
    {
      const char *key = g_ptr_array_index (call->form->keys, i);
      g_autofree char *renamed = NULL;

      if (!g_str_has_prefix (key, prefix))
        continue;
      renamed = g_strconcat (ours, key + strlen (prefix), NULL);
      json_array_add_array_element (
          pairs, flo_sim_json_strings (renamed, g_ptr_array_index (call->form->values, i), NULL));
    }
}

gboolean
flo_sim_modify_fleet (FloSimCall *call)
{
  FloSimResource *fleet = find_kept (call);
  const char *policy = flo_sim_call_get (call, "ExcessCapacityTerminationPolicy");
  JsonObject *targets;

  if (fleet == NULL)
    return FALSE;
  if (!is_kept (fleet))
    return flo_sim_call_fail (call, "InvalidFleetState",
                              "The fleet %s is %s and cannot be modified.", fleet->id,
                              flo_sim_resource_get (fleet, "fleetState"));
  if (flo_sim_node_find (call->params, "TargetCapacitySpecification") != NULL)
    {
      targets = flo_sim_fleet_read_targets (call);
      if (targets == NULL)
        return FALSE;
      flo_sim_json_set (fleet->data, "{targetCapacitySpecification", targets, NULL);
    }
  change_configs (call, fleet);
  if (policy != NULL)
    flo_sim_json_set (fleet->data, "excessCapacityTerminationPolicy", policy, NULL);
  note (fleet, call->now, "fleetRequestChange", "modify_in_progress", NULL, NULL);
  note (fleet, call->now, "fleetRequestChange", "modify_succeeded", NULL, NULL);
  look_again (call->cloud, fleet, call->now, FIRST_AFTER, 0);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_describe_fleet_instances (FloSimCall *call)
{
  static const FloSimFilter filters[] = { { "instance-type", "instanceType" }, { NULL } };
  FloSimResource *fleet = find_kept (call);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (fleet == NULL)
    return FALSE;
  members = list_members (call->cloud, fleet);
  for (guint i = 0; i < members->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (members, i);

      g_ptr_array_add (objects,
                       flo_sim_json_new ("instanceId", instance->id, "instanceType",
                                         flo_sim_resource_get (instance, "instanceType"),
                                         "spotInstanceRequestId",
                                         flo_sim_resource_get (instance, "spotInstanceRequestId"),
                                         "instanceHealth", "healthy", NULL));
    }
  flo_sim_json_set (call->result, "fleetId", fleet->id, NULL);
  return flo_sim_describe_objects (call, "activeInstanceSet", objects, filters, 1, 1000);
}

/* The parameter's words are not those of the answers, on AWS neither. */
static gboolean
is_of_type (JsonObject *record,
            const char *type)
{
  static const char *const words[][2] = { { "instance-change", "instanceChange" },
                                          { "fleet-change", "fleetRequestChange" },
                                          { "service-error", "error" } };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], type))
      return g_strcmp0 (flo_sim_json_get (record, "eventType"), words[i][1]) == 0;
  return type == NULL;
}

gboolean
flo_sim_describe_fleet_history (FloSimCall *call)
{
  static const FloSimFilter none[] = { { NULL } };
  FloSimResource *fleet = find_kept (call);
  const char *type = flo_sim_call_get (call, "EventType");
  const char *start_text = flo_sim_call_get (call, "StartTime");
  g_autofree char *now = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *start_told = NULL;
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  JsonArray *history;
  gint64 start = 0;

  if (fleet == NULL)
    return FALSE;
  flo_sim_time_parse (start_text, &start);
  start_told = flo_sim_time_format (start);
  history = flo_sim_json_get_array (fleet->data, "_history");
  for (guint i = 0; i < json_array_get_length (history); i++)
    {
      JsonObject *record = flo_sim_json_nth (history, i);
      gint64 time = 0;

      flo_sim_time_parse (flo_sim_json_get (record, "timestamp"), &time);
      if (time >= start - start % FLO_SIM_SECOND && is_of_type (record, type))
        g_ptr_array_add (objects, record);
    }
  flo_sim_json_set (call->result, "fleetId", fleet->id, "startTime", start_told, "lastEvaluatedTime",
                    now, NULL);
  return flo_sim_describe_objects (call, "historyRecordSet", objects, none, 1, 1000);
}
