/* flo-sim-launch.c: brings instances to life
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-checks.h"
#include "simulator/flo-sim-launch.h"

#include <stdlib.h>
#include <string.h>

#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-images.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-public-address.h"

#define SSM_PREFIX "resolve:ssm:"

void
flo_sim_launch_clear (FloSimLaunch *launch)
{
  g_clear_pointer (&launch->groups, g_ptr_array_unref);
  g_clear_pointer (&launch->image, json_object_unref);
}

void
flo_sim_problem_clear (FloSimProblem *problem)
{
  g_clear_pointer (&problem->message, g_free);
}

void
flo_sim_problem_set (FloSimProblem *problem,
                     const char    *code,
                     const char    *format,
                     ...)
{
  va_list args;

  g_free (problem->message);
  problem->code = code;
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
}

static gboolean
resolve_image (FloSimCall       *call,
               FloSimNode       *data,
               const FloSimType *type,
               FloSimLaunch     *launch,
               FloSimProblem    *problem)
{
  const char *image_id = flo_sim_node_get (data, "ImageId");
  const char *architecture;

  if (image_id == NULL)
    {
      flo_sim_problem_set (problem, "MissingParameter",
                           "The request must contain the parameter ImageId");
      return FALSE;
    }
  launch->image = g_str_has_prefix (image_id, SSM_PREFIX)
                      ? flo_sim_images_find_parameter (call->region, image_id + strlen (SSM_PREFIX))
                      : flo_sim_images_find_any (call->cloud, call->region, image_id);
  if (launch->image == NULL)
    {
      flo_sim_problem_set (problem, "InvalidAMIID.NotFound", "The image id '[%s]' does not exist",
                           image_id);
      return FALSE;
    }
  architecture = flo_sim_json_get (launch->image, "architecture");
  if (!g_strv_contains ((const char *const *) type->architectures, architecture))
    {
      flo_sim_problem_set (
          problem, "InvalidParameterValue",
          "The architecture '%s' of the specified instance type does not match the "
          "architecture '%s' of the specified AMI. Specify an instance type and an AMI "
          "that have matching architectures, and try again.",
          type->architectures[0], architecture);
      return FALSE;
    }
  return TRUE;
}

static gboolean
resolve_subnet (FloSimCall       *call,
                const FloSimZone *zone,
                FloSimLaunch     *launch,
                FloSimProblem    *problem)
{
  g_autoptr (GPtrArray) subnets
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_SUBNET, call->region, call->now);

  for (guint i = 0; launch->subnet == NULL && i < subnets->len; i++)
    {
      FloSimResource *subnet = g_ptr_array_index (subnets, i);

      if (flo_sim_json_get_bool (subnet->data, "defaultForAz")
          && g_strcmp0 (flo_sim_resource_get (subnet, "availabilityZone"), zone->name) == 0)
        launch->subnet = subnet;
    }
  if (launch->subnet == NULL)
    {
      flo_sim_problem_set (problem, "MissingInput",
                           "No default subnet for availability zone: '%s'.", zone->name);
      return FALSE;
    }
  if (flo_sim_json_get_int (launch->subnet->data, "availableIpAddressCount") <= 0)
    {
      flo_sim_problem_set (
          problem, "InsufficientFreeAddressesInSubnet",
          "The specified subnet does not have enough free addresses to satisfy the request.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_group (FloSimCall     *call,
           FloSimResource *group,
           const char     *wanted,
           FloSimLaunch   *launch,
           FloSimProblem  *problem)
{
  if (group == NULL)
    {
      flo_sim_problem_set (problem, "InvalidGroup.NotFound",
                           "The security group '%s' does not exist", wanted);
      return FALSE;
    }
  if (g_strcmp0 (flo_sim_resource_get (group, "vpcId"),
                 flo_sim_resource_get (launch->subnet, "vpcId"))
      != 0)
    {
      flo_sim_problem_set (problem, "InvalidParameter",
                           "Security group %s and subnet %s belong to different networks.",
                           group->id, launch->subnet->id);
      return FALSE;
    }
  g_ptr_array_add (launch->groups, group);
  return TRUE;
}

static FloSimResource *
find_group_by_name (FloSimCall *call,
                    const char *vpc_id,
                    const char *name)
{
  g_autoptr (GPtrArray) groups
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_SECURITY_GROUP, call->region, call->now);

  for (guint i = 0; i < groups->len; i++)
    {
      FloSimResource *group = g_ptr_array_index (groups, i);

      if (g_strcmp0 (flo_sim_resource_get (group, "vpcId"), vpc_id) == 0
          && g_strcmp0 (flo_sim_resource_get (group, "groupName"), name) == 0)
        return group;
    }
  return NULL;
}

static gboolean
resolve_groups (FloSimCall    *call,
                FloSimNode    *data,
                FloSimLaunch  *launch,
                FloSimProblem *problem)
{
  const char *vpc_id = flo_sim_resource_get (launch->subnet, "vpcId");
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (data, "SecurityGroupId");
  g_autoptr (GPtrArray) interface_ids
      = flo_sim_node_get_strings (data, "NetworkInterface.1.SecurityGroupId");
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (data, "SecurityGroup");
  GPtrArray *wanted = interface_ids->len > 0 ? interface_ids : ids;

  if (flo_sim_node_find (data, "NetworkInterface") != NULL && ids->len + names->len > 0)
    {
      flo_sim_problem_set (
          problem, "InvalidParameterCombination",
          "Network interfaces and an instance-level security groups may not be specified on "
          "the same request");
      return FALSE;
    }
  launch->groups = g_ptr_array_new ();
  for (guint i = 0; i < wanted->len; i++)
    {
      const char *id = g_ptr_array_index (wanted, i);

      if (!add_group (call,
                      flo_sim_cloud_find (call->cloud, FLO_SIM_KIND_SECURITY_GROUP, call->region,
                                          id, call->now),
                      id, launch, problem))
        return FALSE;
    }
  for (guint i = 0; i < names->len; i++)
    if (!add_group (call, find_group_by_name (call, vpc_id, g_ptr_array_index (names, i)),
                    g_ptr_array_index (names, i), launch, problem))
      return FALSE;
  if (launch->groups->len == 0)
    return add_group (call, find_group_by_name (call, vpc_id, "default"), "default", launch,
                      problem);
  return TRUE;
}

/* The template's mapping for the image's root disk. (nullable) */
static FloSimNode *
root_mapping (const FloSimLaunch *launch)
{
  const char *root = flo_sim_json_get (launch->image, "rootDeviceName");

  for (guint i = 0; i < flo_sim_node_count (launch->data, "BlockDeviceMapping"); i++)
    {
      FloSimNode *mapping = flo_sim_node_nth (launch->data, "BlockDeviceMapping", i);

      if (g_strcmp0 (flo_sim_node_get (mapping, "DeviceName"), root) == 0)
        return mapping;
    }
  return NULL;
}

/* Disks must hold their snapshot, and interfaces say which they are. */
static gboolean
check_devices (FloSimNode    *data,
               FloSimLaunch  *launch,
               FloSimProblem *problem)
{
  JsonArray *disks = flo_sim_json_get_array (launch->image, "blockDeviceMapping");
  JsonObject *disk = json_array_get_object_element (disks, 0);
  gint64 least = flo_sim_json_get_int (disk, "ebs.volumeSize");
  gint64 size = flo_sim_node_get_int (root_mapping (launch), "Ebs.VolumeSize", least);

  if (size < least)
    {
      flo_sim_problem_set (problem, "InvalidBlockDeviceMapping",
                           "Volume of size %" G_GINT64_FORMAT "GB is smaller than snapshot '%s', "
                           "expect size >= %" G_GINT64_FORMAT "GB",
                           size, flo_sim_json_get (disk, "ebs.snapshotId"), least);
      return FALSE;
    }
  for (guint i = 0; i < flo_sim_node_count (data, "NetworkInterface"); i++)
    if (flo_sim_node_get (flo_sim_node_nth (data, "NetworkInterface", i), "DeviceIndex") == NULL)
      {
        flo_sim_problem_set (problem, "InvalidParameterCombination",
                             "Each network interface requires a device index.");
        return FALSE;
      }
  return TRUE;
}

gboolean
flo_sim_launch_prepare (FloSimCall       *call,
                        FloSimNode       *data,
                        const FloSimType *type,
                        const FloSimZone *zone,
                        FloSimResource   *subnet,
                        FloSimPurchase    purchase,
                        FloSimLaunch     *launch,
                        FloSimProblem    *problem)
{
  const char *key_name = flo_sim_node_get (data, "KeyName");

  launch->data = data;
  launch->subnet = subnet;
  launch->purchase = purchase;
  if (!flo_sim_market_get_offer (call->cloud->market, type, zone, &launch->offer)
      || type->on_demand == 0 || (purchase == FLO_SIM_PURCHASE_SPOT && !type->spot))
    {
      flo_sim_problem_set (
          problem, "Unsupported",
          "Your requested instance type (%s) is not supported in your requested Availability "
          "Zone (%s). Please retry your request by not specifying an Availability Zone or "
          "choosing another.",
          type->name, zone->name);
      return FALSE;
    }
  if (key_name != NULL
      && flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_KEY_PAIR, call->region, "keyName",
                                key_name, call->now)
             == NULL)
    {
      flo_sim_problem_set (problem, "InvalidKeyPair.NotFound", "The key pair '%s' does not exist",
                           key_name);
      return FALSE;
    }
  return resolve_image (call, data, type, launch, problem) && check_devices (data, launch, problem)
         && resolve_subnet (call, zone, launch, problem)
         && resolve_groups (call, data, launch, problem);
}

/* The next free-looking address of the subnet, as text. */
static char *
take_address (FloSimResource *subnet)
{
  gint64 host = flo_sim_json_get_int (subnet->data, "_next_host");
  gint64 left = flo_sim_json_get_int (subnet->data, "availableIpAddressCount");
  guint32 address = 0;
  guint bits = 0;

  flo_sim_cidr_parse (flo_sim_resource_get (subnet, "cidrBlock"), &address, &bits);
  host = MAX (host, 4) % ((G_GINT64_CONSTANT (1) << (32 - bits)) - 1);
  host = MAX (host, 4);
  flo_sim_json_set (subnet->data, "#_next_host", host + 1, "#availableIpAddressCount", left - 1,
                    NULL);
  address += (guint32) host;
  return g_strdup_printf ("%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
                          address & 255);
}

static JsonArray *
describe_groups (const FloSimLaunch *launch)
{
  JsonArray *groups = json_array_new ();

  for (guint i = 0; i < launch->groups->len; i++)
    {
      const FloSimResource *group = g_ptr_array_index (launch->groups, i);

      json_array_add_object_element (
          groups, flo_sim_json_new ("groupId", group->id, "groupName",
                                    flo_sim_resource_get (group, "groupName"), NULL));
    }
  return groups;
}

static char *
dashed (const char *address)
{
  return g_strdelimit (g_strdup (address), ".", '-');
}

static void
add_network (FloSimCall         *call,
             const FloSimLaunch *launch,
             JsonObject         *data)
{
  FloSimNode *node = launch->data;
  g_autofree char *private_address = take_address (launch->subnet);
  g_autofree char *dashed_private = dashed (private_address);
  g_autofree char *private_name
      = g_strdup_printf ("ip-%s.%s.compute.internal", dashed_private, call->region);
  g_autofree char *interface_id = g_strdup_printf ("eni-0%016" G_GINT64_MODIFIER "x",
                                                   flo_sim_cloud_next_number (call->cloud));
  JsonArray *interfaces = json_array_new ();
  const char *vpc_id = flo_sim_resource_get (launch->subnet, "vpcId");

  json_array_add_object_element (
      interfaces,
      flo_sim_json_new (
          "networkInterfaceId", interface_id, "subnetId", launch->subnet->id, "vpcId", vpc_id,
          "description", "", "ownerId", FLO_SIM_ACCOUNT_ID, "status", "in-use", "privateIpAddress",
          private_address, "privateDnsName", private_name, "?sourceDestCheck", TRUE, "[groupSet",
          describe_groups (launch), "{attachment",
          flo_sim_json_new ("#deviceIndex", G_GINT64_CONSTANT (0), "status", "attached",
                            "?deleteOnTermination", TRUE, NULL),
          "interfaceType", "interface", NULL));
  flo_sim_json_set (data, "privateDnsName", private_name, "dnsName", "", "subnetId",
                    launch->subnet->id, "vpcId", vpc_id, "privateIpAddress", private_address,
                    "?sourceDestCheck", TRUE, "[groupSet", describe_groups (launch),
                    "[networkInterfaceSet", interfaces, NULL);
  if (flo_sim_node_get_bool (node, "NetworkInterface.1.AssociatePublicIpAddress",
                             flo_sim_json_get_bool (launch->subnet->data, "mapPublicIpOnLaunch")))
    flo_sim_public_address_give (call->cloud, call->region, data, call->now);
}

static void
add_volume (FloSimCall         *call,
            const FloSimLaunch *launch,
            FloSimResource     *instance,
            const char         *device,
            FloSimNode         *mapping,
            gint64              usual_size)
{
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  gboolean deleted = flo_sim_node_get_bool (mapping, "Ebs.DeleteOnTermination", TRUE);
  const char *type = flo_sim_node_get (mapping, "Ebs.VolumeType");
  JsonArray *attachments = json_array_new ();
  JsonArray *mappings = flo_sim_json_get_array (instance->data, "blockDeviceMapping");
  FloSimResource *volume;
  JsonObject *data;

  data = flo_sim_json_new (
      "volumeId", "", "#size", flo_sim_node_get_int (mapping, "Ebs.VolumeSize", usual_size),
      "availabilityZone", launch->offer.zone->name, "status", "in-use", "createTime", time,
      "[attachmentSet", attachments, "volumeType", type != NULL ? type : "gp3", "?encrypted",
      flo_sim_node_get_bool (mapping, "Ebs.Encrypted", FALSE), "[tagSet", json_array_new (), NULL);
  volume = flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_VOLUME, call->region, call->now, data);
  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_VOLUME, data);
  flo_sim_call_add_tags (launch->data, FLO_SIM_KIND_VOLUME, data);
  json_array_add_object_element (
      attachments, flo_sim_json_new ("volumeId", volume->id, "instanceId", instance->id, "device",
                                     device, "status", "attached", "attachTime", time,
                                     "?deleteOnTermination", deleted, NULL));
  json_array_add_object_element (
      mappings, flo_sim_json_new ("deviceName", device, "{ebs",
                                  flo_sim_json_new ("volumeId", volume->id, "status", "attached",
                                                    "attachTime", time, "?deleteOnTermination",
                                                    deleted, NULL),
                                  NULL));
}

static void
add_volumes (FloSimCall         *call,
             const FloSimLaunch *launch,
             FloSimResource     *instance)
{
  JsonArray *disks = flo_sim_json_get_array (launch->image, "blockDeviceMapping");
  JsonObject *disk = json_array_get_object_element (disks, 0);
  FloSimNode *root = root_mapping (launch);

  add_volume (call, launch, instance, flo_sim_json_get (disk, "deviceName"), root,
              flo_sim_json_get_int (disk, "ebs.volumeSize"));
  for (guint i = 0; i < flo_sim_node_count (launch->data, "BlockDeviceMapping"); i++)
    {
      FloSimNode *mapping = flo_sim_node_nth (launch->data, "BlockDeviceMapping", i);

      if (mapping != root && flo_sim_node_find (mapping, "Ebs") != NULL
          && flo_sim_node_get (mapping, "DeviceName") != NULL)
        add_volume (call, launch, instance, flo_sim_node_get (mapping, "DeviceName"), mapping, 8);
    }
}

static void
add_request (FloSimCall         *call,
             const FloSimLaunch *launch,
             FloSimResource     *instance)
{
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *price = flo_money_to_decimal (
      launch->max_price > 0 ? launch->max_price : launch->offer.pool.on_demand);
  FloSimResource *request;
  JsonObject *data;

  data = flo_sim_json_new (
      "spotInstanceRequestId", "", "spotPrice", price, "type", "one-time", "instanceId",
      instance->id, "createTime", time, "productDescription", "Linux/UNIX",
      "launchedAvailabilityZone", launch->offer.zone->name, "instanceInterruptionBehavior",
      "terminate", "{launchSpecification",
      flo_sim_json_new ("imageId", flo_sim_json_get (launch->image, "imageId"), "keyName",
                        flo_sim_node_get (launch->data, "KeyName"), "[groupSet",
                        describe_groups (launch), "instanceType", launch->offer.type->name,
                        "{placement",
                        flo_sim_json_new ("availabilityZone", launch->offer.zone->name, "tenancy",
                                          "default", NULL),
                        "subnetId", launch->subnet->id, NULL),
      "[tagSet", json_array_new (), NULL);
  request
      = flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_SPOT_REQUEST, call->region, call->now, data);
  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_SPOT_REQUEST, data);
  flo_sim_call_add_tags (launch->data, FLO_SIM_KIND_SPOT_REQUEST, data);
  flo_sim_spot_request_set (call->cloud, request, "active", "fulfilled",
                            "Your Spot request is fulfilled.", call->now);
  flo_sim_json_set (instance->data, "instanceLifecycle", "spot", "spotInstanceRequestId",
                    request->id, NULL);
}

static JsonObject *
describe_instance (FloSimCall         *call,
                   const FloSimLaunch *launch,
                   const char         *reservation_id,
                   guint               index,
                   JsonArray          *tags)
{
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  FloSimNode *data = launch->data;
  const FloSimType *type = launch->offer.type;
  gboolean arm = g_str_equal (type->architectures[0], "arm64");
  gint64 threads = arm || type->vcpus == 1 ? 1 : 2;
  const char *tokens = flo_sim_node_get (data, "MetadataOptions.HttpTokens");
  JsonArray *tag_copies = json_array_new ();

  for (guint i = 0; i < json_array_get_length (tags); i++)
    json_array_add_object_element (tag_copies,
                                   flo_sim_json_copy (json_array_get_object_element (tags, i)));
  return flo_sim_json_new (
      "instanceId", "", "imageId", flo_sim_json_get (launch->image, "imageId"), "{instanceState",
      json_object_new (), "reason", "", "keyName", flo_sim_node_get (data, "KeyName"),
      "#amiLaunchIndex", (gint64) index, "[productCodes", json_array_new (), "instanceType",
      type->name, "launchTime", time, "{placement",
      flo_sim_json_new ("availabilityZone", launch->offer.zone->name, "groupName", "", "tenancy",
                        "default", NULL),
      "{monitoring",
      flo_sim_json_new (
          "state",
          flo_sim_node_get_bool (data, "Monitoring.Enabled", FALSE) ? "enabled" : "disabled", NULL),
      "architecture", flo_sim_json_get (launch->image, "architecture"), "rootDeviceType", "ebs",
      "rootDeviceName", flo_sim_json_get (launch->image, "rootDeviceName"), "[blockDeviceMapping",
      json_array_new (), "virtualizationType", "hvm", "[tagSet", tag_copies, "hypervisor", "xen",
      "?ebsOptimized", FALSE, "?enaSupport", TRUE, "{cpuOptions",
      flo_sim_json_new ("#coreCount", (gint64) type->vcpus / threads, "#threadsPerCore", threads,
                        NULL),
      "{metadataOptions",
      flo_sim_json_new ("state", "applied", "httpTokens", tokens != NULL ? tokens : "optional",
                        "#httpPutResponseHopLimit",
                        flo_sim_node_get_int (data, "MetadataOptions.HttpPutResponseHopLimit", 1),
                        "httpEndpoint", "enabled", NULL),
      "platformDetails", "Linux/UNIX", "usageOperation", "RunInstances", "_reservation",
      reservation_id, "_user_data", flo_sim_node_get (data, "UserData"), "?_protected",
      flo_sim_node_get_bool (data, "DisableApiTermination", FALSE)
          && launch->purchase == FLO_SIM_PURCHASE_ON_DEMAND,
      NULL);
}

FloSimResource *
flo_sim_launch_run (FloSimCall         *call,
                    const FloSimLaunch *launch,
                    const char         *reservation_id,
                    guint               index,
                    JsonArray          *tags)
{
  JsonObject *data = describe_instance (call, launch, reservation_id, index, tags);
  FloSimResource *instance;

  add_network (call, launch, data);
  instance = flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, call->now, data);
  if (launch->purchase == FLO_SIM_PURCHASE_SPOT)
    add_request (call, launch, instance);
  add_volumes (call, launch, instance);
  flo_sim_life_begin (call->cloud, instance, call->now);
  flo_sim_checks_begin (call->cloud, instance, call->now);
  return instance;
}
