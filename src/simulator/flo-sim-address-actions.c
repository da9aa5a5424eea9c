/* flo-sim-address-actions.c: network interfaces, and addresses that stay
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-bill.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

#define MOST_ADDRESSES 5

/* (nullable) the only interface of an instance */
static JsonObject *
interface_of (const FloSimResource *instance)
{
  JsonArray *interfaces = flo_sim_json_get_array (instance->data, "networkInterfaceSet");

  return interfaces != NULL && json_array_get_length (interfaces) > 0
             ? flo_sim_json_nth (interfaces, 0)
             : NULL;
}

/* As it is described by itself, not as a part of its instance. */
static JsonObject *
describe_interface (const FloSimResource *instance,
                    JsonObject           *interface)
{
  JsonObject *object = flo_sim_json_copy (interface);
  JsonObject *attachment = json_object_get_object_member (object, "attachment");

  flo_sim_json_set (attachment, "instanceId", instance->id, "instanceOwnerId", FLO_SIM_ACCOUNT_ID,
                    NULL);
  flo_sim_json_set (object, "availabilityZone",
                    flo_sim_resource_get (instance, "placement.availabilityZone"),
                    "?requesterManaged", FALSE, "[tagSet", json_array_new (), NULL);
  return object;
}

static GPtrArray *
list_interfaces (FloSimCall *call)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) instances
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, call->now);

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (instances, i);
      JsonObject *interface = interface_of (instance);

      if (interface != NULL)
        g_ptr_array_add (objects, describe_interface (instance, interface));
    }
  return objects;
}

static gboolean
fail_no_interface (FloSimCall *call,
                   const char *id)
{
  return flo_sim_call_fail (call,
                            g_str_has_prefix (id, "eni-") ? "InvalidNetworkInterfaceID.NotFound"
                                                          : "InvalidNetworkInterfaceId.Malformed",
                            "The networkInterface ID '%s' does not exist", id);
}

gboolean
flo_sim_describe_network_interfaces (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "addresses.private-ip-address", "privateIpAddress" },
    { "association.public-ip", "association.publicIp" },
    { "attachment.instance-id", "attachment.instanceId" },
    { "attachment.status", "attachment.status" },
    { "availability-zone", "availabilityZone" },
    { "description", "description" },
    { "group-id", "groupSet.groupId" },
    { "interface-type", "interfaceType" },
    { "network-interface-id", "networkInterfaceId" },
    { "private-ip-address", "privateIpAddress" },
    { "status", "status" },
    { "subnet-id", "subnetId" },
    { "vpc-id", "vpcId" },
    { NULL },
  };
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "NetworkInterfaceId");
  g_autoptr (GPtrArray) all = list_interfaces (call);

  for (guint i = 0; i < ids->len; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < all->len && !found; j++)
        found = g_strcmp0 (flo_sim_json_get (g_ptr_array_index (all, j), "networkInterfaceId"),
                           g_ptr_array_index (ids, i))
                == 0;
      if (!found)
        return fail_no_interface (call, g_ptr_array_index (ids, i));
    }
  for (guint i = all->len; ids->len > 0 && i > 0; i--)
    if (!g_ptr_array_find_with_equal_func (
            ids, flo_sim_json_get (g_ptr_array_index (all, i - 1), "networkInterfaceId"),
            g_str_equal, NULL))
      g_ptr_array_remove_index (all, i - 1);
  return flo_sim_describe_objects (call, "networkInterfaceSet", all, filters, 5, 1000);
}

/* Interfaces here live and die with their instances. */
gboolean
flo_sim_delete_network_interface (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "NetworkInterfaceId");
  g_autoptr (GPtrArray) all = list_interfaces (call);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (flo_sim_json_get (g_ptr_array_index (all, i), "networkInterfaceId"), id) == 0)
      return flo_sim_call_fail (call, "InvalidParameterValue",
                                "Network interface '%s' is currently in use.", id);
  return fail_no_interface (call, id);
}

/* The instance that has the interface. (nullable) */
static FloSimResource *
find_holder (FloSimCall *call,
             const char *id)
{
  g_autoptr (GPtrArray) instances
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, call->now);

  for (guint i = 0; i < instances->len; i++)
    {
      JsonObject *interface = interface_of (g_ptr_array_index (instances, i));

      if (interface != NULL
          && g_strcmp0 (flo_sim_json_get (interface, "networkInterfaceId"), id) == 0)
        return g_ptr_array_index (instances, i);
    }
  return NULL;
}

/* The groups that the call names. (transfer full) (nullable): the call has failed */
static JsonArray *
read_groups (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "SecurityGroupId");
  g_autoptr (JsonArray) groups = json_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      const FloSimResource *group
          = flo_sim_call_find (call, FLO_SIM_KIND_SECURITY_GROUP, g_ptr_array_index (ids, i));

      if (group == NULL)
        return NULL;
      json_array_add_object_element (
          groups, flo_sim_json_new ("groupId", group->id, "groupName",
                                    flo_sim_resource_get (group, "groupName"), NULL));
    }
  return g_steal_pointer (&groups);
}

gboolean
flo_sim_modify_network_interface_attribute (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "NetworkInterfaceId");
  FloSimResource *instance = find_holder (call, id);
  JsonObject *interface = instance != NULL ? interface_of (instance) : NULL;
  g_autoptr (JsonArray) groups = NULL;

  if (interface == NULL)
    return fail_no_interface (call, id);
  groups = read_groups (call);
  if (groups == NULL)
    return FALSE;
  if (json_array_get_length (groups) > 0)
    {
      flo_sim_json_set (interface, "[groupSet", json_array_ref (groups), NULL);
      flo_sim_json_set (instance->data, "[groupSet", json_array_ref (groups), NULL);
    }
  if (flo_sim_call_get (call, "Description.Value") != NULL)
    flo_sim_json_set (interface, "description", flo_sim_call_get (call, "Description.Value"), NULL);
  if (flo_sim_call_get (call, "SourceDestCheck.Value") != NULL)
    {
      gboolean check = flo_sim_node_get_bool (call->params, "SourceDestCheck.Value", TRUE);

      flo_sim_json_set (interface, "?sourceDestCheck", check, NULL);
      flo_sim_json_set (instance->data, "?sourceDestCheck", check, NULL);
    }
  if (flo_sim_call_get (call, "Attachment.DeleteOnTermination") != NULL)
    flo_sim_json_set (json_object_get_object_member (interface, "attachment"),
                      "?deleteOnTermination",
                      flo_sim_node_get_bool (call->params, "Attachment.DeleteOnTermination", TRUE),
                      NULL);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_allocate_address (FloSimCall *call)
{
  g_autoptr (GPtrArray) there
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_ADDRESS, call->region, G_MAXINT64);
  guint64 number = flo_sim_cloud_next_number (call->cloud);
  g_autofree char *address
      = g_strdup_printf ("203.0.113.%u", (guint) (number % 254) + 1);
  g_autoptr (JsonObject) data = NULL;
  FloSimResource *resource;

  if (there->len >= MOST_ADDRESSES)
    return flo_sim_call_fail (call, "AddressLimitExceeded",
                              "The maximum number of addresses has been reached.");
  data = flo_sim_json_new ("allocationId", "", "publicIp", address, "domain", "vpc",
                           "publicIpv4Pool", "amazon", "networkBorderGroup", call->region, "[tagSet",
                           json_array_new (), NULL);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_ADDRESS, data))
    return FALSE;
  resource = flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_ADDRESS, call->region, call->now,
                                json_object_ref (data));
  flo_sim_json_set (call->result, "publicIp", address, "allocationId", resource->id, "domain", "vpc",
                    "publicIpv4Pool", "amazon", "networkBorderGroup", call->region, NULL);
  return TRUE;
}

gboolean
flo_sim_describe_addresses (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "allocation-id", "allocationId" },
    { "association-id", "associationId" },
    { "domain", "domain" },
    { "instance-id", "instanceId" },
    { "network-interface-id", "networkInterfaceId" },
    { "private-ip-address", "privateIpAddress" },
    { "public-ip", "publicIp" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_ADDRESS, "addressesSet", "AllocationId", filters, 0, 0 };

  return flo_sim_describe (call, &description);
}

/* Takes the address from whatever has it. */
static void
part (FloSimCall     *call,
      FloSimResource *address)
{
  static const char *const gone[] = { "associationId", "instanceId", "networkInterfaceId",
                                      "networkInterfaceOwnerId", "privateIpAddress" };
  const char *id = flo_sim_resource_get (address, "instanceId");
  FloSimResource *instance
      = id != NULL ? flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, id)
                   : NULL;
  JsonObject *interface = instance != NULL ? interface_of (instance) : NULL;

  if (instance != NULL)
    json_object_remove_member (instance->data, "ipAddress");
  if (interface != NULL)
    json_object_remove_member (interface, "association");
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    json_object_remove_member (address->data, gone[i]);
}

gboolean
flo_sim_associate_address (FloSimCall *call)
{
  FloSimResource *address
      = flo_sim_call_find_param (call, FLO_SIM_KIND_ADDRESS, "AllocationId");
  FloSimResource *instance
      = address != NULL ? flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId") : NULL;
  JsonObject *interface = instance != NULL ? interface_of (instance) : NULL;
  g_autofree char *id = NULL;

  if (instance == NULL)
    return FALSE;
  if (interface == NULL || g_strcmp0 (flo_sim_instance_get_state (instance), "pending") == 0)
    return flo_sim_call_fail (call, "InvalidInstanceID",
                              "The pending instance '%s' is not in a valid state for this operation.",
                              instance->id);
  if (flo_sim_resource_get (address, "associationId") != NULL
      && !flo_sim_node_get_bool (call->params, "AllowReassociation", TRUE))
    return flo_sim_call_fail (call, "Resource.AlreadyAssociated",
                              "resource %s is already associated with associate-id %s", address->id,
                              flo_sim_resource_get (address, "associationId"));
  part (call, address);
  id = g_strdup_printf ("eipassoc-0%016" G_GINT64_MODIFIER "x",
                        flo_sim_cloud_next_number (call->cloud));
  flo_sim_json_set (address->data, "associationId", id, "instanceId", instance->id,
                    "networkInterfaceId", flo_sim_json_get (interface, "networkInterfaceId"),
                    "networkInterfaceOwnerId", FLO_SIM_ACCOUNT_ID, "privateIpAddress",
                    flo_sim_resource_get (instance, "privateIpAddress"), NULL);
  flo_sim_bill_end_address (instance->data, call->now);
  flo_sim_json_set (instance->data, "ipAddress", flo_sim_resource_get (address, "publicIp"), NULL);
  flo_sim_json_set (interface, "{association",
                    flo_sim_json_new ("publicIp", flo_sim_resource_get (address, "publicIp"),
                                      "publicDnsName", "", "ipOwnerId", FLO_SIM_ACCOUNT_ID, NULL),
                    NULL);
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "associationId", id, NULL);
  return TRUE;
}

gboolean
flo_sim_disassociate_address (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "AssociationId");
  FloSimResource *address
      = id != NULL ? flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_ADDRESS, call->region,
                                            "associationId", id, call->now)
                   : NULL;

  if (address == NULL)
    return flo_sim_call_fail (call, "InvalidAssociationID.NotFound",
                              "The association ID '%s' does not exist", id != NULL ? id : "");
  part (call, address);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_release_address (FloSimCall *call)
{
  FloSimResource *address
      = flo_sim_call_find_param (call, FLO_SIM_KIND_ADDRESS, "AllocationId");

  if (address == NULL)
    return FALSE;
  if (flo_sim_resource_get (address, "associationId") != NULL)
    return flo_sim_call_fail (call, "InvalidIPAddress.InUse",
                              "Address %s is in use by %s.",
                              flo_sim_resource_get (address, "publicIp"),
                              flo_sim_resource_get (address, "networkInterfaceId"));
  flo_sim_cloud_remove (call->cloud, address, call->now);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_create_placement_group (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "GroupName");
  const char *strategy = flo_sim_call_get (call, "Strategy");
  g_autoptr (JsonObject) data = NULL;
  g_autofree char *arn = NULL;

  if (name == NULL || name[0] == '\0')
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter groupName");
  if (flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_PLACEMENT_GROUP, call->region, "groupName",
                             name, G_MAXINT64)
      != NULL)
    return flo_sim_call_fail (call, "InvalidPlacementGroup.Duplicate",
                              "The Placement Group '%s' already exists.", name);
  arn = g_strdup_printf ("arn:aws:ec2:%s:" FLO_SIM_ACCOUNT_ID ":placement-group/%s", call->region,
                         name);
  data = flo_sim_json_new ("groupName", name, "state", "available", "strategy",
                           strategy != NULL ? strategy : "cluster", "groupId", "", "groupArn", arn,
                           "[tagSet", json_array_new (), NULL);
  if (g_strcmp0 (strategy, "partition") == 0)
    flo_sim_json_set (data, "#partitionCount",
                      flo_sim_node_get_int (call->params, "PartitionCount", 2), NULL);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_PLACEMENT_GROUP, data))
    return FALSE;
  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_PLACEMENT_GROUP, call->region, call->now,
                     json_object_ref (data));
  flo_sim_json_set (call->result, "{placementGroup", json_object_ref (data), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_placement_groups (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "group-arn", "groupArn" },
    { "group-name", "groupName" },
    { "state", "state" },
    { "strategy", "strategy" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_PLACEMENT_GROUP, "placementGroupSet", "GroupId", filters, 0, 0 };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "GroupName");
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    {
      FloSimResource *group
          = flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_PLACEMENT_GROUP, call->region,
                                   "groupName", g_ptr_array_index (names, i), call->now);

      if (group == NULL)
        return flo_sim_call_fail (call, "InvalidPlacementGroup.Unknown",
                                  "The Placement Group '%s' is unknown.",
                                  (const char *) g_ptr_array_index (names, i));
      g_ptr_array_add (objects, group->data);
    }
  if (names->len > 0)
    return flo_sim_describe_objects (call, "placementGroupSet", objects, filters, 0, 0);
  return flo_sim_describe (call, &description);
}

gboolean
flo_sim_delete_placement_group (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "GroupName");
  FloSimResource *group = flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_PLACEMENT_GROUP,
                                                 call->region, "groupName", name, call->now);

  if (group == NULL)
    return flo_sim_call_fail (call, "InvalidPlacementGroup.Unknown",
                              "The Placement Group '%s' is unknown.", name);
  flo_sim_cloud_remove (call->cloud, group, call->now);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_describe_account_attributes (FloSimCall *call)
{
  static const char *const attributes[][2] = {
    { "supported-platforms", "VPC" },
    { "vpc-max-security-groups-per-interface", "5" },
    { "vpc-max-elastic-ips", G_STRINGIFY (MOST_ADDRESSES) },
    { "max-elastic-ips", G_STRINGIFY (MOST_ADDRESSES) },
  };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "AttributeName");
  JsonArray *set = json_array_new ();

  flo_sim_json_set (call->result, "[accountAttributeSet", set, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      JsonArray *values;

      if (names->len > 0
          && !g_ptr_array_find_with_equal_func (names, attributes[i][0], g_str_equal, NULL))
        continue;
      values = json_array_new ();
      json_array_add_object_element (
          values, flo_sim_json_new ("attributeValue", attributes[i][1], NULL));
      json_array_add_object_element (set, flo_sim_json_new ("attributeName", attributes[i][0],
                                                            "[attributeValueSet", values, NULL));
    }
  return TRUE;
}
