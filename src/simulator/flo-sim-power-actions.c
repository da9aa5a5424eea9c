/* flo-sim-power-actions.c: starting, stopping and watching instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-checks.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-market.h"
#include "simulator/flo-sim-quota.h"

#define MOST_STATUS_IDS 100
#define SHORT_OF_CAPACITY "Insufficient capacity."
#define OVER_QUOTA                                                                                 \
  "You have requested more vCPU capacity than your current vCPU limit allows for the instance "    \
  "bucket that the specified instance type belongs to. Please visit "                              \
  "http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit."

/* All instances of the call, or NULL and it has failed: one unknown id, and nothing is done. */
static GPtrArray *
find_instances (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "InstanceId");
  g_autoptr (GPtrArray) instances = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      FloSimResource *instance
          = flo_sim_call_find (call, FLO_SIM_KIND_INSTANCE, g_ptr_array_index (ids, i));

      if (instance == NULL)
        return NULL;
      g_ptr_array_add (instances, instance);
    }
  return g_steal_pointer (&instances);
}

static JsonObject *
copy_state (const FloSimResource *instance)
{
  return flo_sim_json_new ("#code", flo_sim_json_get_int (instance->data, "instanceState.code"),
                           "name", flo_sim_instance_get_state (instance), NULL);
}

static gboolean
fail_state (FloSimCall           *call,
            const FloSimResource *instance,
            const char           *wish)
{
  return flo_sim_call_fail (
      call, "IncorrectInstanceState",
      "The instance '%s' is not in a state from which it can be %s. It is '%s'.", instance->id, wish,
      flo_sim_instance_get_state (instance));
}

/* Whether what is stopped finds a place to start in, and may. FALSE: the call has failed. */
static gboolean
has_room (FloSimCall           *call,
          const FloSimResource *instance)
{
  const char *zone_name = flo_sim_resource_get (instance, "placement.availabilityZone");
  const FloSimZone *zone
      = flo_sim_places_find_zone (call->cloud->places, instance->region, zone_name);
  const FloSimType *type
      = flo_sim_catalog_find (call->cloud->catalog, flo_sim_resource_get (instance, "instanceType"));
  FloSimOffer offer;

  if (zone == NULL || type == NULL
      || !flo_sim_market_get_offer (call->cloud->market, type, zone, &offer)
      || flo_sim_market_get_capacity (call->cloud->market, &offer, FLO_SIM_PURCHASE_ON_DEMAND, call->now)
             <= flo_sim_life_count (call->cloud, call->region, zone_name,
                                    flo_sim_resource_get (instance, "instanceType"),
                                    FLO_SIM_PURCHASE_ON_DEMAND))
    return flo_sim_call_fail (call, "InsufficientInstanceCapacity", "%s", SHORT_OF_CAPACITY);
  if (flo_sim_quota_left (call->cloud, call->region, type, FLO_SIM_PURCHASE_ON_DEMAND) == 0)
    return flo_sim_call_fail (call, "VcpuLimitExceeded", "%s", OVER_QUOTA);
  return TRUE;
}

/* Whether all of them are in a state that allows it. FALSE: the call has failed, and nothing is done. */
static gboolean
may_change (FloSimCall *call,
            GPtrArray  *instances,
            const char *wish)
{
  gboolean start = g_str_equal (wish, "started");

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (instances, i);
      const char *state = flo_sim_instance_get_state (instance);

      if (flo_sim_instance_is_spot (instance))
        return flo_sim_call_fail (call, "UnsupportedOperation",
                                  "You can't %s the Spot Instance '%s' because it is associated with "
                                  "a one-time Spot Instance request. You can only start and stop Spot "
                                  "Instances associated with persistent Spot Instance requests.",
                                  start ? "start" : "stop", instance->id);
      if (g_str_equal (state, "shutting-down") || g_str_equal (state, "terminated")
          || g_str_equal (state, start ? "stopping" : "pending"))
        return fail_state (call, instance, wish);
      if (start && g_str_equal (state, "stopped") && !has_room (call, instance))
        return FALSE;
    }
  return TRUE;
}

typedef void (*Change) (FloSimCloud    *cloud,
                            FloSimResource *instance,
                            gint64          now);

static gboolean
change_all (FloSimCall *call,
            Change      change,
            const char *wish)
{
  g_autoptr (GPtrArray) instances = find_instances (call);
  JsonArray *set;

  if (instances == NULL || !may_change (call, instances, wish))
    return FALSE;
  set = json_array_new ();
  flo_sim_json_set (call->result, "[instancesSet", set, NULL);
  for (guint i = 0; i < instances->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (instances, i);
      JsonObject *before = copy_state (instance);

      change (call->cloud, instance, call->now);
      json_array_add_object_element (set, flo_sim_json_new ("instanceId", instance->id,
                                                            "{currentState", copy_state (instance),
                                                            "{previousState", before, NULL));
    }
  return TRUE;
}

gboolean
flo_sim_stop_instances (FloSimCall *call)
{
  if (flo_sim_node_get_bool (call->params, "Hibernate", FALSE))
    return flo_sim_call_fail (call, "UnsupportedHibernationConfiguration",
                              "The instances of the practice cloud cannot hibernate.");
  return change_all (call, flo_sim_life_stop, "stopped");
}

gboolean
flo_sim_start_instances (FloSimCall *call)
{
  return change_all (call, flo_sim_life_start, "started");
}

gboolean
flo_sim_reboot_instances (FloSimCall *call)
{
  g_autoptr (GPtrArray) instances = find_instances (call);

  if (instances == NULL)
    return FALSE;
  for (guint i = 0; i < instances->len; i++)
    if (g_strcmp0 (flo_sim_instance_get_state (g_ptr_array_index (instances, i)), "running") != 0)
      return fail_state (call, g_ptr_array_index (instances, i), "rebooted");
  for (guint i = 0; i < instances->len; i++)
    flo_sim_checks_reboot (call->cloud, g_ptr_array_index (instances, i));
  return flo_sim_call_return_true (call);
}

static gboolean
set_monitoring (FloSimCall *call,
                const char *state,
                const char *told)
{
  g_autoptr (GPtrArray) instances = find_instances (call);
  JsonArray *set;

  if (instances == NULL)
    return FALSE;
  set = json_array_new ();
  for (guint i = 0; i < instances->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (instances, i);

      flo_sim_json_set (instance->data, "{monitoring", flo_sim_json_new ("state", state, NULL), NULL);
      json_array_add_object_element (
          set, flo_sim_json_new ("instanceId", instance->id, "{monitoring",
                                 flo_sim_json_new ("state", told, NULL), NULL));
    }
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "[instancesSet", set, NULL);
  return TRUE;
}

gboolean
flo_sim_monitor_instances (FloSimCall *call)
{
  return set_monitoring (call, "enabled", "pending");
}

gboolean
flo_sim_unmonitor_instances (FloSimCall *call)
{
  return set_monitoring (call, "disabled", "disabling");
}

/* Without IncludeAllInstances only what runs has a status. */
gboolean
flo_sim_describe_instance_status (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "attached-ebs-status.status", "attachedEbsStatus.status" },
    { "availability-zone", "availabilityZone" },
    { "event.code", "eventsSet.code" },
    { "event.description", "eventsSet.description" },
    { "event.instance-event-id", "eventsSet.instanceEventId" },
    { "event.not-after", "eventsSet.notAfter" },
    { "event.not-before", "eventsSet.notBefore" },
    { "instance-state-code", "instanceState.code" },
    { "instance-state-name", "instanceState.name" },
    { "instance-status.reachability", "instanceStatus.details.status" },
    { "instance-status.status", "instanceStatus.status" },
    { "system-status.reachability", "systemStatus.details.status" },
    { "system-status.status", "systemStatus.status" },
    { NULL },
  };
  g_autoptr (GPtrArray) instances = find_instances (call);
  g_autoptr (GPtrArray) objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  gboolean all = flo_sim_node_get_bool (call->params, "IncludeAllInstances", FALSE);

  if (instances == NULL)
    return FALSE;
  if (instances->len > MOST_STATUS_IDS)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "The maximum number of instance IDs that can be specified is %d.",
                              MOST_STATUS_IDS);
  if (instances->len > 0 && flo_sim_call_get (call, "MaxResults") != NULL)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "The parameter instanceId cannot be used with the parameter "
                              "maxResults");
  if (instances->len == 0)
    {
      g_ptr_array_unref (instances);
      instances = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, call->now);
    }
  for (guint i = 0; i < instances->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (instances, i);

      if (all || g_strcmp0 (flo_sim_instance_get_state (instance), "running") == 0)
        g_ptr_array_add (objects, flo_sim_checks_describe (call->cloud, instance, call->now));
    }
  return flo_sim_describe_objects (call, "instanceStatusSet", objects, filters, 5, 1000);
}

gboolean
flo_sim_get_console_output (FloSimCall *call)
{
  FloSimResource *instance = flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *text = NULL;
  g_autofree char *encoded = NULL;

  if (instance == NULL)
    return FALSE;
  text = g_strdup_printf ("[    0.000000] practice cloud: %s (%s) starts from %s\n"
                          "%s login: \n",
                          instance->id, flo_sim_resource_get (instance, "instanceType"),
                          flo_sim_resource_get (instance, "imageId"),
                          flo_sim_resource_get (instance, "privateDnsName"));
  encoded = g_base64_encode ((const guchar *) text, strlen (text));
  flo_sim_json_set (call->result, "instanceId", instance->id, "timestamp", time, "output",
                    g_strcmp0 (flo_sim_instance_get_state (instance), "pending") != 0 ? encoded : NULL,
                    NULL);
  return TRUE;
}

/* Of the attributes the protection against termination has an effect here. */
gboolean
flo_sim_modify_instance_attribute (FloSimCall *call)
{
  FloSimResource *instance = flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId");
  const char *protect = flo_sim_call_get (call, "DisableApiTermination.Value");
  const char *shutdown = flo_sim_call_get (call, "InstanceInitiatedShutdownBehavior.Value");

  if (instance == NULL)
    return FALSE;
  if (protect == NULL && shutdown == NULL)
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The practice cloud changes DisableApiTermination and "
                              "InstanceInitiatedShutdownBehavior, no other attribute.");
  if (protect != NULL && flo_sim_instance_is_spot (instance))
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "Modifying 'disableApiTermination' is not supported for spot instances");
  if (protect != NULL)
    flo_sim_json_set (instance->data, "?_protected", g_ascii_strcasecmp (protect, "true") == 0, NULL);
  if (shutdown != NULL)
    flo_sim_json_set (instance->data, "_shutdown", shutdown, NULL);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_describe_instance_attribute (FloSimCall *call)
{
  FloSimResource *instance = flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId");
  const char *name = flo_sim_call_get (call, "Attribute");
  const char *shutdown;

  if (instance == NULL)
    return FALSE;
  shutdown = flo_sim_resource_get (instance, "_shutdown");
  flo_sim_json_set (call->result, "instanceId", instance->id, NULL);
  if (g_str_equal (name, "disableApiTermination"))
    flo_sim_json_set (
        call->result, "{disableApiTermination",
        flo_sim_json_new ("?value", flo_sim_json_get_bool (instance->data, "_protected"), NULL), NULL);
  else if (g_str_equal (name, "instanceInitiatedShutdownBehavior"))
    flo_sim_json_set (call->result, "{instanceInitiatedShutdownBehavior",
                      flo_sim_json_new ("value", shutdown != NULL ? shutdown : "stop", NULL), NULL);
  else if (g_str_equal (name, "instanceType"))
    flo_sim_json_set (
        call->result, "{instanceType",
        flo_sim_json_new ("value", flo_sim_resource_get (instance, "instanceType"), NULL), NULL);
  else if (g_str_equal (name, "userData"))
    flo_sim_json_set (
        call->result, "{userData",
        flo_sim_json_new ("value", flo_sim_resource_get (instance, "_user_data"), NULL), NULL);
  else
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The practice cloud does not tell the attribute %s.", name);
  return TRUE;
}
