/* flo-sim-instance-actions.c: instances and spot requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

static const FloSimFilter instance_filters[] = {
  { "architecture", "architecture" },
  { "availability-zone", "placement.availabilityZone" },
  { "block-device-mapping.volume-id", "blockDeviceMapping.ebs.volumeId" },
  { "dns-name", "dnsName" },
  { "image-id", "imageId" },
  { "instance-id", "instanceId" },
  { "instance-lifecycle", "instanceLifecycle" },
  { "instance-state-code", "instanceState.code" },
  { "instance-state-name", "instanceState.name" },
  { "instance-type", "instanceType" },
  { "instance.group-id", "groupSet.groupId" },
  { "instance.group-name", "groupSet.groupName" },
  { "ip-address", "ipAddress" },
  { "key-name", "keyName" },
  { "launch-time", "launchTime" },
  { "network-interface.subnet-id", "networkInterfaceSet.subnetId" },
  { "network-interface.vpc-id", "networkInterfaceSet.vpcId" },
  { "private-dns-name", "privateDnsName" },
  { "private-ip-address", "privateIpAddress" },
  { "reservation-id", "_reservation" },
  { "root-device-type", "rootDeviceType" },
  { "spot-instance-request-id", "spotInstanceRequestId" },
  { "state-reason-code", "stateReason.code" },
  { "subnet-id", "subnetId" },
  { "vpc-id", "vpcId" },
  { NULL },
};

static const FloSimDescription instance_description = {
  FLO_SIM_KIND_INSTANCE, "reservationSet", "InstanceId", instance_filters, 5, 1000,
};

/* Instances launched together answer as one reservation. */
static JsonArray *
find_reservation (JsonArray            *reservations,
                  GHashTable           *by_id,
                  const FloSimResource *instance)
{
  const char *id = flo_sim_resource_get (instance, "_reservation");
  JsonArray *instances = g_hash_table_lookup (by_id, id);

  if (instances != NULL)
    return instances;

  instances = json_array_new ();
  json_array_add_object_element (reservations, flo_sim_json_new ("reservationId", id, "ownerId",
                                                                 FLO_SIM_ACCOUNT_ID, "[groupSet",
                                                                 json_array_new (), "[instancesSet",
                                                                 instances, NULL));
  g_hash_table_insert (by_id, (gpointer) id, instances);
  return instances;
}

gboolean
flo_sim_describe_instances (FloSimCall *call)
{
  g_autoptr (GPtrArray) found = flo_sim_describe_select (call, &instance_description);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *reservations;
  guint start, end;

  if (found == NULL
      || !flo_sim_paginate (call, found->len, instance_description.least, instance_description.most,
                            &start, &end))
    return FALSE;

  reservations = json_array_new ();
  for (guint i = start; i < end; i++)
    {
      FloSimResource *instance = g_ptr_array_index (found, i);

      json_array_add_object_element (find_reservation (reservations, by_id, instance),
                                     json_object_ref (instance->data));
    }
  flo_sim_json_set (call->result, "[reservationSet", reservations, NULL);
  return TRUE;
}

static JsonObject *
copy_state (const FloSimResource *instance)
{
  return flo_sim_json_new ("#code", flo_sim_json_get_int (instance->data, "instanceState.code"),
                           "name", flo_sim_instance_get_state (instance), NULL);
}

gboolean
flo_sim_terminate_instances (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "InstanceId");
  g_autoptr (GPtrArray) instances = g_ptr_array_new ();
  JsonArray *set;

  if (ids->len == 0)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter InstanceId");

  /* All or nothing: one unknown id and none is terminated. */
  for (guint i = 0; i < ids->len; i++)
    {
      FloSimResource *instance
          = flo_sim_call_find (call, FLO_SIM_KIND_INSTANCE, g_ptr_array_index (ids, i));

      if (instance == NULL)
        return FALSE;
      if (flo_sim_json_get_bool (instance->data, "_protected"))
        return flo_sim_call_fail (call, "OperationNotPermitted",
                                  "The instance '%s' may not be terminated. Modify its "
                                  "'disableApiTermination' instance attribute and try again.",
                                  instance->id);
      g_ptr_array_add (instances, instance);
    }
  set = json_array_new ();
  for (guint i = 0; i < instances->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (instances, i);
      JsonObject *before = copy_state (instance);

      flo_sim_life_terminate (call->cloud, instance, call->now);
      json_array_add_object_element (set, flo_sim_json_new ("instanceId", instance->id,
                                                            "{currentState", copy_state (instance),
                                                            "{previousState", before, NULL));
    }
  flo_sim_json_set (call->result, "[instancesSet", set, NULL);
  return TRUE;
}

gboolean
flo_sim_describe_spot_instance_requests (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "availability-zone-group", "availabilityZoneGroup" },
    { "create-time", "createTime" },
    { "instance-id", "instanceId" },
    { "launch.image-id", "launchSpecification.imageId" },
    { "launch.instance-type", "launchSpecification.instanceType" },
    { "launched-availability-zone", "launchedAvailabilityZone" },
    { "product-description", "productDescription" },
    { "spot-instance-request-id", "spotInstanceRequestId" },
    { "spot-price", "spotPrice" },
    { "state", "state" },
    { "status-code", "status.code" },
    { "status-message", "status.message" },
    { "type", "type" },
    { NULL },
  };
  static const FloSimDescription description = {
    FLO_SIM_KIND_SPOT_REQUEST, "spotInstanceRequestSet", "SpotInstanceRequestId", filters, 5, 1000,
  };

  return flo_sim_describe (call, &description);
}

/* Cancelling ends the request and leaves its instance running. */
gboolean
flo_sim_cancel_spot_instance_requests (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "SpotInstanceRequestId");
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();
  JsonArray *set;

  for (guint i = 0; i < ids->len; i++)
    {
      FloSimResource *request
          = flo_sim_call_find (call, FLO_SIM_KIND_SPOT_REQUEST, g_ptr_array_index (ids, i));

      if (request == NULL)
        return FALSE;
      g_ptr_array_add (requests, request);
    }
  set = json_array_new ();
  for (guint i = 0; i < requests->len; i++)
    {
      FloSimResource *request = g_ptr_array_index (requests, i);

      if (g_strcmp0 (flo_sim_resource_get (request, "state"), "active") == 0)
        flo_sim_spot_request_set (
            call->cloud, request, "cancelled", "request-canceled-and-instance-running",
            "Your Spot request is canceled, but your instance is still running.", call->now);
      json_array_add_object_element (
          set, flo_sim_json_new ("spotInstanceRequestId", request->id, "state",
                                 flo_sim_resource_get (request, "state"), NULL));
    }
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "[spotInstanceRequestSet", set, NULL);
  return TRUE;
}
