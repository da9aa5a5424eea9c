/* flo-sim-resource.c: a thing somebody made in the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-resource.h"

#include "simulator/flo-sim-json.h"

static const FloSimKindInfo kinds[FLO_SIM_N_KINDS] = {
  [FLO_SIM_KIND_FLEET] = { "fleet", "fleet-", "fleetId", "fleet ID", "InvalidFleetId.NotFound",
                           "InvalidFleetId.Malformed" },
  [FLO_SIM_KIND_INSTANCE] = { "instance", "i-", "instanceId", "instance ID",
                              "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed" },
  [FLO_SIM_KIND_INTERNET_GATEWAY]
  = { "internet-gateway", "igw-", "internetGatewayId", "internetGateway ID",
      "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayId.Malformed" },
  [FLO_SIM_KIND_KEY_PAIR] = { "key-pair", "key-", "keyPairId", "key pair",
                              "InvalidKeyPair.NotFound", "InvalidKeyPair.Format" },
  [FLO_SIM_KIND_LAUNCH_TEMPLATE]
  = { "launch-template", "lt-", "launchTemplateId", "launch template",
      "InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateId.Malformed" },
  [FLO_SIM_KIND_ROUTE_TABLE] = { "route-table", "rtb-", "routeTableId", "routeTable ID",
                                 "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed" },
  [FLO_SIM_KIND_SECURITY_GROUP] = { "security-group", "sg-", "groupId", "security group",
                                    "InvalidGroup.NotFound", "InvalidGroupId.Malformed" },
  [FLO_SIM_KIND_SPOT_REQUEST]
  = { "spot-instances-request", "sir-", "spotInstanceRequestId", "spot instance request ID",
      "InvalidSpotInstanceRequestID.NotFound", "InvalidSpotInstanceRequestID.Malformed" },
  [FLO_SIM_KIND_SUBNET] = { "subnet", "subnet-", "subnetId", "subnet ID",
                            "InvalidSubnetID.NotFound", "InvalidSubnetId.Malformed" },
  [FLO_SIM_KIND_VOLUME] = { "volume", "vol-", "volumeId", "volume", "InvalidVolume.NotFound",
                            "InvalidVolumeID.Malformed" },
  [FLO_SIM_KIND_VPC]
  = { "vpc", "vpc-", "vpcId", "vpc ID", "InvalidVpcID.NotFound", "InvalidVpcId.Malformed" },
  [FLO_SIM_KIND_ADDRESS]
  = { "elastic-ip", "eipalloc-", "allocationId", "allocation ID", "InvalidAllocationID.NotFound",
      "InvalidAllocationID.Malformed" },
  [FLO_SIM_KIND_PLACEMENT_GROUP]
  = { "placement-group", "pg-", "groupId", "placement group", "InvalidPlacementGroup.Unknown",
      "InvalidPlacementGroupId.Malformed" },
  [FLO_SIM_KIND_SNAPSHOT] = { "snapshot", "snap-", "snapshotId", "snapshot",
                              "InvalidSnapshot.NotFound", "InvalidSnapshotID.Malformed" },
  [FLO_SIM_KIND_IMAGE] = { "image", "ami-", "imageId", "image ID", "InvalidAMIID.NotFound",
                           "InvalidAMIID.Malformed" },
  [FLO_SIM_KIND_QUEUE] = { "queue", "arn:aws:sqs:", "arn", "queue", "", "" },
  [FLO_SIM_KIND_RULE] = { "rule", "arn:aws:events:", "arn", "rule", "", "" },
  [FLO_SIM_KIND_BUCKET] = { "bucket", "arn:aws:s3:", "arn", "bucket", "", "" },
  [FLO_SIM_KIND_OBJECT] = { "object", "arn:aws:s3:", "arn", "object", "", "" },
  [FLO_SIM_KIND_BUDGET] = { "budget", "arn:aws:budgets:", "arn", "budget", "", "" },
  [FLO_SIM_KIND_ALARM] = { "alarm", "arn:aws:cloudwatch:", "arn", "alarm", "", "" },
};

const FloSimKindInfo *
flo_sim_kind_get_info (FloSimKind kind)
{
  return &kinds[kind];
}

gboolean
flo_sim_kind_from_name (const char *name,
                        FloSimKind *kind)
{
  for (guint i = 0; i < FLO_SIM_N_KINDS; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
flo_sim_kind_from_id (const char *id,
                      FloSimKind *kind)
{
  for (guint i = 0; i < FLO_SIM_KIND_QUEUE; i++)
    if (g_str_has_prefix (id, kinds[i].prefix))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

FloSimResource *
flo_sim_resource_new (FloSimKind  kind,
                      const char *id,
                      const char *region,
                      gint64      created_at,
                      JsonObject *data)
{
  FloSimResource *self = g_new0 (FloSimResource, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->region = g_strdup (region);
  self->created_at = created_at;
  self->data = data;
  return self;
}

void
flo_sim_resource_free (FloSimResource *self)
{
  g_free (self->id);
  g_free (self->region);
  json_object_unref (self->data);
  g_free (self);
}

const char *
flo_sim_resource_get (const FloSimResource *self,
                      const char           *path)
{
  return flo_sim_json_get (self->data, path);
}

/* Index in tagSet, or -1. */
static int
find_tag (const FloSimResource *self,
          const char           *key)
{
  JsonArray *tags = flo_sim_json_get_array (self->data, "tagSet");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    if (g_strcmp0 (flo_sim_json_get (json_array_get_object_element (tags, i), "key"), key) == 0)
      return (int) i;
  return -1;
}

const char *
flo_sim_resource_get_tag (const FloSimResource *self,
                          const char           *key)
{
  int at = find_tag (self, key);

  if (at < 0)
    return NULL;
  return flo_sim_json_get (
      json_array_get_object_element (flo_sim_json_get_array (self->data, "tagSet"), at), "value");
}

void
flo_sim_resource_set_tag (FloSimResource *self,
                          const char     *key,
                          const char     *value)
{
  JsonArray *tags = flo_sim_json_get_array (self->data, "tagSet");
  int at = find_tag (self, key);

  if (tags == NULL)
    {
      tags = json_array_new ();
      json_object_set_array_member (self->data, "tagSet", tags);
    }
  if (at >= 0)
    flo_sim_json_set (json_array_get_object_element (tags, at), "value", value, NULL);
  else
    json_array_add_object_element (tags, flo_sim_json_new ("key", key, "value", value, NULL));
}

void
flo_sim_resource_remove_tag (FloSimResource *self,
                             const char     *key,
                             const char     *value)
{
  int at = find_tag (self, key);

  if (at >= 0 && (value == NULL || g_strcmp0 (flo_sim_resource_get_tag (self, key), value) == 0))
    json_array_remove_element (flo_sim_json_get_array (self->data, "tagSet"), at);
}

JsonObject *
flo_sim_resource_save (const FloSimResource *self)
{
  return flo_sim_json_new ("kind", kinds[self->kind].name, "id", self->id, "region", self->region,
                           "?builtin", self->builtin, "#created_at", self->created_at,
                           "#visible_at", self->visible_at, "#gone_at", self->gone_at, "?vanished",
                           self->vanished, "#step", (gint64) self->step, "#due_at", self->due_at,
                           "{data", json_object_ref (self->data), NULL);
}

/* Templates used to have one version, and nothing to tell it from others. */
static void
adopt_template (JsonObject *data)
{
  JsonArray *versions = json_array_new ();

  json_array_add_object_element (
      versions,
      flo_sim_json_new ("#number", G_GINT64_CONSTANT (1), "time",
                        flo_sim_json_get (data, "createTime"), "[data",
                        json_array_ref (flo_sim_json_get_array (data, "_data")), NULL));
  flo_sim_json_set (data, "[_versions", versions, "#_highest", G_GINT64_CONSTANT (1), NULL);
  json_object_remove_member (data, "_data");
}

FloSimResource *
flo_sim_resource_load (JsonObject *saved)
{
  const char *kind_name = flo_sim_json_get (saved, "kind");
  const char *id = flo_sim_json_get (saved, "id");
  const char *region = flo_sim_json_get (saved, "region");
  JsonNode *data = json_object_get_member (saved, "data");
  FloSimResource *self;
  FloSimKind kind;

  if (kind_name == NULL || !flo_sim_kind_from_name (kind_name, &kind) || id == NULL
      || region == NULL || data == NULL || !JSON_NODE_HOLDS_OBJECT (data))
    return NULL;

  self = flo_sim_resource_new (kind, id, region, flo_sim_json_get_int (saved, "created_at"),
                               json_node_dup_object (data));
  if (kind == FLO_SIM_KIND_LAUNCH_TEMPLATE && json_object_has_member (self->data, "_data"))
    adopt_template (self->data);
  self->builtin = flo_sim_json_get_bool (saved, "builtin");
  self->visible_at = flo_sim_json_get_int (saved, "visible_at");
  self->gone_at = flo_sim_json_get_int (saved, "gone_at");
  self->vanished = flo_sim_json_get_bool (saved, "vanished");
  self->step = CLAMP (flo_sim_json_get_int (saved, "step"), FLO_SIM_STEP_NONE, FLO_SIM_STEP_FILL);
  self->due_at = flo_sim_json_get_int (saved, "due_at");
  return self;
}
