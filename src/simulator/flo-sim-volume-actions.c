/* flo-sim-volume-actions.c: disks and their snapshots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

#define LARGEST_VOLUME 16384

gboolean
flo_sim_describe_volumes (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "attachment.delete-on-termination", "attachmentSet.deleteOnTermination" },
    { "attachment.device", "attachmentSet.device" },
    { "attachment.instance-id", "attachmentSet.instanceId" },
    { "attachment.status", "attachmentSet.status" },
    { "availability-zone", "availabilityZone" },
    { "create-time", "createTime" },
    { "encrypted", "encrypted" },
    { "size", "size" },
    { "snapshot-id", "snapshotId" },
    { "status", "status" },
    { "volume-id", "volumeId" },
    { "volume-type", "volumeType" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_VOLUME, "volumeSet", "VolumeId", filters, 5, 1000 };

  return flo_sim_describe (call, &description);
}

gboolean
flo_sim_delete_volume (FloSimCall *call)
{
  FloSimResource *volume = flo_sim_call_find_param (call, FLO_SIM_KIND_VOLUME, "VolumeId");

  if (volume == NULL)
    return FALSE;
  if (g_strcmp0 (flo_sim_resource_get (volume, "status"), "available") != 0)
    return flo_sim_call_fail (
        call, "VolumeInUse", "Volume %s is currently attached to %s", volume->id,
        flo_sim_json_get (json_array_get_object_element (
                              flo_sim_json_get_array (volume->data, "attachmentSet"), 0),
                          "instanceId"));
  flo_sim_cloud_remove (call->cloud, volume, call->now);
  return flo_sim_call_return_true (call);
}

/* The size that a snapshot needs; 0 without one. FALSE: the call has failed. */
static gboolean
read_snapshot (FloSimCall *call,
               gint64     *size)
{
  FloSimResource *snapshot;

  *size = 0;
  if (flo_sim_call_get (call, "SnapshotId") == NULL)
    return TRUE;
  snapshot = flo_sim_call_find_param (call, FLO_SIM_KIND_SNAPSHOT, "SnapshotId");
  if (snapshot == NULL)
    return FALSE;
  *size = flo_sim_json_get_int (snapshot->data, "volumeSize");
  return TRUE;
}

gboolean
flo_sim_create_volume (FloSimCall *call)
{
  const char *zone = flo_sim_call_get (call, "AvailabilityZone");
  const char *type = flo_sim_call_get (call, "VolumeType");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autoptr (JsonObject) data = NULL;
  gint64 least, size;

  if (zone == NULL || flo_sim_places_find_zone (call->cloud->places, call->region, zone) == NULL)
    return flo_sim_call_fail (call, "InvalidZone.NotFound", "The zone '%s' does not exist.",
                              zone != NULL ? zone : "");
  if (!read_snapshot (call, &least))
    return FALSE;
  size = flo_sim_node_get_int (call->params, "Size", least);
  if (size < MAX (least, 1) || size > LARGEST_VOLUME)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Volume of %" G_GINT64_FORMAT "GiB is invalid; it must be %"
                              G_GINT64_FORMAT " to %d GiB.",
                              size, MAX (least, 1), LARGEST_VOLUME);
  data = flo_sim_json_new (
      "volumeId", "", "#size", size, "snapshotId", flo_sim_call_get (call, "SnapshotId"),
      "availabilityZone", zone, "status", "available", "createTime", time, "[attachmentSet",
      json_array_new (), "volumeType", type != NULL ? type : "gp2", "?encrypted",
      flo_sim_node_get_bool (call->params, "Encrypted", FALSE), "[tagSet", json_array_new (), NULL);
  if (flo_sim_call_get (call, "Iops") != NULL)
    flo_sim_json_set (data, "#iops", flo_sim_node_get_int (call->params, "Iops", 0), NULL);
  if (flo_sim_call_get (call, "Throughput") != NULL)
    flo_sim_json_set (data, "#throughput", flo_sim_node_get_int (call->params, "Throughput", 0), NULL);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_VOLUME, data))
    return FALSE;
  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_VOLUME, call->region, call->now,
                     json_object_ref (data));
  json_object_unref (call->result);
  call->result = flo_sim_json_copy (data);
  flo_sim_json_set (call->result, "status", "creating", NULL);
  return TRUE;
}

gboolean
flo_sim_attach_volume (FloSimCall *call)
{
  FloSimResource *volume = flo_sim_call_find_param (call, FLO_SIM_KIND_VOLUME, "VolumeId");
  FloSimResource *instance
      = volume != NULL ? flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId") : NULL;
  const char *device = flo_sim_call_get (call, "Device");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  JsonArray *mappings;

  if (instance == NULL)
    return FALSE;
  if (g_strcmp0 (flo_sim_resource_get (volume, "status"), "available") != 0)
    return flo_sim_call_fail (call, "VolumeInUse", "%s is already attached to an instance",
                              volume->id);
  if (g_strcmp0 (flo_sim_resource_get (volume, "availabilityZone"),
                 flo_sim_resource_get (instance, "placement.availabilityZone"))
      != 0)
    return flo_sim_call_fail (call, "InvalidVolume.ZoneMismatch",
                              "The volume '%s' is not in the same availability zone as instance '%s'",
                              volume->id, instance->id);
  if (g_strcmp0 (flo_sim_instance_get_state (instance), "running") != 0
      && g_strcmp0 (flo_sim_instance_get_state (instance), "stopped") != 0)
    return flo_sim_call_fail (call, "IncorrectState", "Instance '%s' is not 'running'.",
                              instance->id);
  json_object_unref (call->result);
  call->result = flo_sim_json_new ("volumeId", volume->id, "instanceId", instance->id, "device",
                                   device, "status", "attached", "attachTime", time,
                                   "?deleteOnTermination", FALSE, NULL);
  json_array_add_object_element (flo_sim_json_get_array (volume->data, "attachmentSet"),
                                 flo_sim_json_copy (call->result));
  flo_sim_json_set (volume->data, "status", "in-use", NULL);
  mappings = flo_sim_json_get_array (instance->data, "blockDeviceMapping");
  json_array_add_object_element (
      mappings, flo_sim_json_new ("deviceName", device, "{ebs",
                                  flo_sim_json_new ("volumeId", volume->id, "status", "attached",
                                                    "attachTime", time, "?deleteOnTermination", FALSE,
                                                    NULL),
                                  NULL));
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

/* Takes the volume from the instance's list of disks. */
static void
forget_device (FloSimResource *instance,
               const char     *volume_id)
{
  JsonArray *mappings = flo_sim_json_get_array (instance->data, "blockDeviceMapping");

  for (guint i = json_array_get_length (mappings); i > 0; i--)
    if (g_strcmp0 (flo_sim_json_get (flo_sim_json_nth (mappings, i - 1), "ebs.volumeId"), volume_id)
        == 0)
      json_array_remove_element (mappings, i - 1);
}

gboolean
flo_sim_detach_volume (FloSimCall *call)
{
  FloSimResource *volume = flo_sim_call_find_param (call, FLO_SIM_KIND_VOLUME, "VolumeId");
  JsonArray *attachments;
  FloSimResource *instance;

  if (volume == NULL)
    return FALSE;
  attachments = flo_sim_json_get_array (volume->data, "attachmentSet");
  if (json_array_get_length (attachments) == 0)
    return flo_sim_call_fail (call, "IncorrectState", "Volume '%s' is in the 'available' state.",
                              volume->id);
  json_object_unref (call->result);
  call->result = flo_sim_json_copy (flo_sim_json_nth (attachments, 0));
  flo_sim_json_set (call->result, "status", "detaching", NULL);
  instance = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_INSTANCE, call->region,
                                     flo_sim_json_get (call->result, "instanceId"));
  if (instance != NULL)
    forget_device (instance, volume->id);
  flo_sim_json_set (volume->data, "status", "available", "[attachmentSet", json_array_new (), NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

/* A volume grows; here it has grown at once. */
gboolean
flo_sim_modify_volume (FloSimCall *call)
{
  FloSimResource *volume = flo_sim_call_find_param (call, FLO_SIM_KIND_VOLUME, "VolumeId");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  const char *type = flo_sim_call_get (call, "VolumeType");
  JsonObject *modification;
  gint64 before, after;

  if (volume == NULL)
    return FALSE;
  before = flo_sim_json_get_int (volume->data, "size");
  after = flo_sim_node_get_int (call->params, "Size", before);
  if (after < before || after > LARGEST_VOLUME)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "New size cannot be smaller than existing size");
  modification = flo_sim_json_new (
      "volumeId", volume->id, "modificationState", "completed", "#originalSize", before,
      "#targetSize", after, "originalVolumeType", flo_sim_resource_get (volume, "volumeType"),
      "targetVolumeType", type != NULL ? type : flo_sim_resource_get (volume, "volumeType"),
      "#progress", G_GINT64_CONSTANT (100), "startTime", time, "endTime", time, NULL);
  flo_sim_json_set (volume->data, "#size", after, "volumeType", type, "{_modification", modification,
                    NULL);
  flo_sim_cloud_touch (call->cloud);
  modification = flo_sim_json_copy (modification);
  flo_sim_json_set (modification, "modificationState", "modifying", "#progress",
                    G_GINT64_CONSTANT (0), NULL);
  json_object_remove_member (modification, "endTime");
  flo_sim_json_set (call->result, "{volumeModification", modification, NULL);
  return TRUE;
}

gboolean
flo_sim_describe_volumes_modifications (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "modification-state", "modificationState" },
    { "volume-id", "volumeId" },
    { NULL },
  };
  static const FloSimFilter none[] = { { NULL } };
  static const FloSimDescription by_id
      = { FLO_SIM_KIND_VOLUME, "volumeSet", "VolumeId", none, 5, 1000 };
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "VolumeId");
  g_autoptr (GPtrArray) volumes
      = ids->len > 0 && flo_sim_node_count (call->params, "Filter") == 0
            ? flo_sim_describe_select (call, &by_id)
            : flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_VOLUME, call->region, call->now);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (volumes == NULL)
    return FALSE;
  for (guint i = 0; i < volumes->len; i++)
    {
      const FloSimResource *volume = g_ptr_array_index (volumes, i);

      if (json_object_has_member (volume->data, "_modification"))
        g_ptr_array_add (found, json_object_get_object_member (volume->data, "_modification"));
    }
  return flo_sim_describe_objects (call, "volumeModificationSet", found, filters, 1, 500);
}

gboolean
flo_sim_create_snapshot (FloSimCall *call)
{
  FloSimResource *volume = flo_sim_call_find_param (call, FLO_SIM_KIND_VOLUME, "VolumeId");
  const char *description = flo_sim_call_get (call, "Description");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autoptr (JsonObject) data = NULL;

  if (volume == NULL)
    return FALSE;
  data = flo_sim_json_new (
      "snapshotId", "", "volumeId", volume->id, "status", "completed", "startTime", time, "progress",
      "100%", "ownerId", FLO_SIM_ACCOUNT_ID, "#volumeSize",
      flo_sim_json_get_int (volume->data, "size"), "description",
      description != NULL ? description : "", "?encrypted",
      flo_sim_json_get_bool (volume->data, "encrypted"), "storageTier", "standard", "[tagSet",
      json_array_new (), NULL);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_SNAPSHOT, data))
    return FALSE;
  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_SNAPSHOT, call->region, call->now,
                     json_object_ref (data));
  json_object_unref (call->result);
  call->result = flo_sim_json_copy (data);
  flo_sim_json_set (call->result, "status", "pending", "progress", "", NULL);
  json_object_remove_member (call->result, "storageTier");
  return TRUE;
}

gboolean
flo_sim_describe_snapshots (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "description", "description" },
    { "encrypted", "encrypted" },
    { "owner-id", "ownerId" },
    { "progress", "progress" },
    { "snapshot-id", "snapshotId" },
    { "start-time", "startTime" },
    { "status", "status" },
    { "volume-id", "volumeId" },
    { "volume-size", "volumeSize" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_SNAPSHOT, "snapshotSet", "SnapshotId", filters, 5, 1000 };

  return flo_sim_describe (call, &description);
}

static gboolean
is_text (const char *text,
         gpointer    user_data)
{
  return g_str_equal (text, user_data);
}

/* The image that is made of the snapshot. (nullable) */
static const FloSimResource *
find_image_of (FloSimCall           *call,
               const FloSimResource *snapshot)
{
  g_autoptr (GPtrArray) images
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_IMAGE, call->region, G_MAXINT64);

  for (guint i = 0; i < images->len; i++)
    {
      FloSimResource *image = g_ptr_array_index (images, i);

      if (flo_sim_json_any (image->data, "blockDeviceMapping.ebs.snapshotId", is_text, snapshot->id))
        return image;
    }
  return NULL;
}

gboolean
flo_sim_delete_snapshot (FloSimCall *call)
{
  FloSimResource *snapshot = flo_sim_call_find_param (call, FLO_SIM_KIND_SNAPSHOT, "SnapshotId");
  const FloSimResource *image;

  if (snapshot == NULL)
    return FALSE;
  image = find_image_of (call, snapshot);
  if (image != NULL)
    return flo_sim_call_fail (call, "InvalidSnapshot.InUse",
                              "The snapshot %s is currently in use by %s", snapshot->id, image->id);
  flo_sim_cloud_remove (call->cloud, snapshot, call->now);
  return flo_sim_call_return_true (call);
}
