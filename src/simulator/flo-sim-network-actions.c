/* flo-sim-network-actions.c: VPCs and subnets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-network.h"

gboolean
flo_sim_network_has (FloSimCall *call,
                     FloSimKind  kind,
                     const char *path,
                     const char *value)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (call->cloud->resources, i);

      if (resource->kind == kind && resource->gone_at == 0
          && g_str_equal (resource->region, call->region)
          && g_strcmp0 (flo_sim_resource_get (resource, path), value) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
flo_sim_network_fail_in_use (FloSimCall           *call,
                             const FloSimResource *resource)
{
  g_autofree char *noun = g_strdup (flo_sim_kind_get_info (resource->kind)->noun);
  char *space = strchr (noun, ' ');

  if (space != NULL)
    *space = '\0';
  return flo_sim_call_fail (call, "DependencyViolation",
                            "The %s '%s' has dependencies and cannot be deleted.", noun,
                            resource->id);
}

gboolean
flo_sim_create_vpc (FloSimCall *call)
{
  const char *cidr = flo_sim_call_get (call, "CidrBlock");
  g_autoptr (JsonObject) tags = json_object_new ();
  FloSimResource *vpc;
  guint32 address;
  guint bits;

  if (cidr == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter cidrBlock");
  if (!flo_sim_cidr_parse (cidr, &address, &bits))
    return flo_sim_call_fail (call, "InvalidVpc.Range", "The CIDR '%s' is invalid.", cidr);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_VPC, tags))
    return FALSE;

  vpc = flo_sim_network_add_vpc (call->cloud, call->region, call->now, cidr, FALSE);
  flo_sim_json_set (vpc->data, "[tagSet", json_array_ref (flo_sim_json_get_array (tags, "tagSet")),
                    NULL);
  flo_sim_json_set (call->result, "{vpc", json_object_ref (vpc->data), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_vpcs (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "cidr", "cidrBlock" },
    { "cidr-block-association.cidr-block", "cidrBlockAssociationSet.cidrBlock" },
    { "dhcp-options-id", "dhcpOptionsId" },
    { "is-default", "isDefault" },
    { "isDefault", "isDefault" },
    { "owner-id", "ownerId" },
    { "state", "state" },
    { "vpc-id", "vpcId" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_VPC, "vpcSet", "VpcId", filters, 5, 1000 };

  return flo_sim_describe (call, &description);
}

gboolean
flo_sim_modify_vpc_attribute (FloSimCall *call)
{
  static const char *const attributes[]
      = { "EnableDnsHostnames", "EnableDnsSupport", "EnableNetworkAddressUsageMetrics" };
  FloSimResource *vpc = flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId");
  guint changed = 0;

  if (vpc == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *path = g_strconcat (attributes[i], ".Value", NULL);
      g_autofree char *member = g_strconcat ("?_", attributes[i], NULL);

      if (flo_sim_call_get (call, path) == NULL)
        continue;
      flo_sim_json_set (vpc->data, member, flo_sim_node_get_bool (call->params, path, FALSE), NULL);
      changed++;
    }
  if (changed != 1)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "Exactly one attribute must be modified");
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

/* What every VPC is born with goes with it. */
static void
remove_built_in (FloSimCall     *call,
                 FloSimResource *vpc)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (call->cloud->resources, i);

      if (resource->builtin && resource->gone_at == 0
          && (resource->kind == FLO_SIM_KIND_SECURITY_GROUP
              || resource->kind == FLO_SIM_KIND_ROUTE_TABLE)
          && g_strcmp0 (flo_sim_resource_get (resource, "vpcId"), vpc->id) == 0)
        flo_sim_cloud_remove (call->cloud, resource, call->now);
    }
}

static gboolean
vpc_is_in_use (FloSimCall     *call,
               FloSimResource *vpc)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (call->cloud->resources, i);
      JsonArray *attachments;

      if (resource->gone_at != 0 || !g_str_equal (resource->region, call->region))
        continue;
      switch (resource->kind)
        {
        case FLO_SIM_KIND_SUBNET:
        case FLO_SIM_KIND_INSTANCE:
          if (g_strcmp0 (flo_sim_resource_get (resource, "vpcId"), vpc->id) == 0)
            return TRUE;
          break;

        case FLO_SIM_KIND_SECURITY_GROUP:
        case FLO_SIM_KIND_ROUTE_TABLE:
          if (!resource->builtin
              && g_strcmp0 (flo_sim_resource_get (resource, "vpcId"), vpc->id) == 0)
            return TRUE;
          break;

        case FLO_SIM_KIND_INTERNET_GATEWAY:
          attachments = flo_sim_json_get_array (resource->data, "attachmentSet");
          if (json_array_get_length (attachments) > 0
              && g_strcmp0 (
                     flo_sim_json_get (json_array_get_object_element (attachments, 0), "vpcId"),
                     vpc->id)
                     == 0)
            return TRUE;
          break;

        case FLO_SIM_KIND_FLEET:
        case FLO_SIM_KIND_KEY_PAIR:
        case FLO_SIM_KIND_LAUNCH_TEMPLATE:
        case FLO_SIM_KIND_SPOT_REQUEST:
        case FLO_SIM_KIND_VOLUME:
        case FLO_SIM_KIND_VPC:
        case FLO_SIM_KIND_ADDRESS:
        case FLO_SIM_KIND_PLACEMENT_GROUP:
        case FLO_SIM_KIND_SNAPSHOT:
        case FLO_SIM_KIND_QUEUE:
        case FLO_SIM_KIND_RULE:
        case FLO_SIM_KIND_IMAGE:
        case FLO_SIM_KIND_BUCKET:
        case FLO_SIM_KIND_OBJECT:
        case FLO_SIM_KIND_BUDGET:
        case FLO_SIM_KIND_ALARM:
        default:
          break;
        }
    }
  return FALSE;
}

gboolean
flo_sim_delete_vpc (FloSimCall *call)
{
  FloSimResource *vpc = flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId");

  if (vpc == NULL)
    return FALSE;
  if (vpc_is_in_use (call, vpc))
    return flo_sim_network_fail_in_use (call, vpc);

  remove_built_in (call, vpc);
  flo_sim_cloud_remove (call->cloud, vpc, call->now);
  return flo_sim_call_return_true (call);
}

/* By AvailabilityZone or AvailabilityZoneId, else the first usable one. NULL: the call has failed.
 */
static const FloSimZone *
read_zone (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "AvailabilityZone");
  const char *id = flo_sim_call_get (call, "AvailabilityZoneId");
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->region, call->region) && !g_str_equal (zone->opt_in, "not-opted-in")
          && (name == NULL || g_str_equal (zone->name, name))
          && (id == NULL || g_str_equal (zone->id, id)))
        return zone;
    }
  flo_sim_call_fail (
      call, "InvalidParameterValue",
      "Value (%s) for parameter availabilityZone is invalid. Subnets can only be created in the "
      "availability zones of the Region.",
      name != NULL ? name : id);
  return NULL;
}

static gboolean
check_subnet_cidr (FloSimCall     *call,
                   FloSimResource *vpc,
                   const char     *cidr)
{
  g_autoptr (GPtrArray) subnets
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_SUBNET, call->region, G_MAXINT64);

  if (cidr == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter cidrBlock");
  if (!flo_sim_cidr_contains (flo_sim_resource_get (vpc, "cidrBlock"), cidr))
    return flo_sim_call_fail (call, "InvalidSubnet.Range", "The CIDR '%s' is invalid.", cidr);
  for (guint i = 0; i < subnets->len; i++)
    {
      FloSimResource *subnet = g_ptr_array_index (subnets, i);

      if (g_strcmp0 (flo_sim_resource_get (subnet, "vpcId"), vpc->id) == 0
          && flo_sim_cidr_overlaps (flo_sim_resource_get (subnet, "cidrBlock"), cidr))
        return flo_sim_call_fail (call, "InvalidSubnet.Conflict",
                                  "The CIDR '%s' conflicts with another subnet", cidr);
    }
  return TRUE;
}

gboolean
flo_sim_create_subnet (FloSimCall *call)
{
  FloSimResource *vpc = flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId");
  const char *cidr = flo_sim_call_get (call, "CidrBlock");
  g_autoptr (JsonObject) tags = json_object_new ();
  const FloSimZone *zone;
  FloSimResource *subnet;

  if (vpc == NULL || !check_subnet_cidr (call, vpc, cidr)
      || !flo_sim_call_read_tags (call, FLO_SIM_KIND_SUBNET, tags))
    return FALSE;
  zone = read_zone (call);
  if (zone == NULL)
    return FALSE;

  subnet = flo_sim_network_add_subnet (call->cloud, vpc, call->now, zone, cidr, FALSE);
  flo_sim_json_set (subnet->data, "[tagSet",
                    json_array_ref (flo_sim_json_get_array (tags, "tagSet")), NULL);
  flo_sim_json_set (call->result, "{subnet", json_object_ref (subnet->data), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_subnets (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "availability-zone", "availabilityZone" },
    { "availabilityZone", "availabilityZone" },
    { "availability-zone-id", "availabilityZoneId" },
    { "available-ip-address-count", "availableIpAddressCount" },
    { "cidr", "cidrBlock" },
    { "cidr-block", "cidrBlock" },
    { "cidrBlock", "cidrBlock" },
    { "default-for-az", "defaultForAz" },
    { "defaultForAz", "defaultForAz" },
    { "map-public-ip-on-launch", "mapPublicIpOnLaunch" },
    { "owner-id", "ownerId" },
    { "state", "state" },
    { "subnet-arn", "subnetArn" },
    { "subnet-id", "subnetId" },
    { "vpc-id", "vpcId" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_SUBNET, "subnetSet", "SubnetId", filters, 5, 1000 };

  return flo_sim_describe (call, &description);
}

gboolean
flo_sim_modify_subnet_attribute (FloSimCall *call)
{
  FloSimResource *subnet = flo_sim_call_find_param (call, FLO_SIM_KIND_SUBNET, "SubnetId");

  if (subnet == NULL)
    return FALSE;
  if (flo_sim_call_get (call, "MapPublicIpOnLaunch.Value") == NULL)
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The practice cloud only modifies MapPublicIpOnLaunch of a subnet.");
  flo_sim_json_set (subnet->data, "?mapPublicIpOnLaunch",
                    flo_sim_node_get_bool (call->params, "MapPublicIpOnLaunch.Value", FALSE), NULL);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

/* Route tables forget a subnet that goes. */
static void
remove_associations (FloSimCall *call,
                     const char *subnet_id)
{
  g_autoptr (GPtrArray) tables
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_ROUTE_TABLE, call->region, G_MAXINT64);

  for (guint i = 0; i < tables->len; i++)
    {
      FloSimResource *table = g_ptr_array_index (tables, i);
      JsonArray *associations = flo_sim_json_get_array (table->data, "associationSet");

      for (guint j = json_array_get_length (associations); j > 0; j--)
        if (g_strcmp0 (
                flo_sim_json_get (json_array_get_object_element (associations, j - 1), "subnetId"),
                subnet_id)
            == 0)
          json_array_remove_element (associations, j - 1);
    }
}

gboolean
flo_sim_delete_subnet (FloSimCall *call)
{
  FloSimResource *subnet = flo_sim_call_find_param (call, FLO_SIM_KIND_SUBNET, "SubnetId");

  if (subnet == NULL)
    return FALSE;
  if (flo_sim_network_has (call, FLO_SIM_KIND_INSTANCE, "subnetId", subnet->id))
    return flo_sim_network_fail_in_use (call, subnet);

  remove_associations (call, subnet->id);
  flo_sim_cloud_remove (call->cloud, subnet, call->now);
  return flo_sim_call_return_true (call);
}
