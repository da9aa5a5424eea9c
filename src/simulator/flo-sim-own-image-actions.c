/* flo-sim-own-image-actions.c: images made of one's own instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-images.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

/* A snapshot of the volume for the image. (transfer none) */
static FloSimResource *
take_snapshot (FloSimCall           *call,
               const FloSimResource *instance,
               const FloSimResource *volume)
{
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *description = g_strdup_printf ("Created by CreateImage(%s)", instance->id);
  JsonObject *data = flo_sim_json_new (
      "snapshotId", "", "volumeId", volume->id, "status", "completed", "startTime", time, "progress",
      "100%", "ownerId", FLO_SIM_ACCOUNT_ID, "#volumeSize",
      flo_sim_json_get_int (volume->data, "size"), "description", description, "?encrypted",
      flo_sim_json_get_bool (volume->data, "encrypted"), "storageTier", "standard", "[tagSet",
      json_array_new (), NULL);

  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_SNAPSHOT, data);
  return flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_SNAPSHOT, call->region, call->now, data);
}

/* The image's disks are the instance's as they are now. */
static JsonArray *
take_disks (FloSimCall           *call,
            const FloSimResource *instance)
{
  JsonArray *mappings = flo_sim_json_get_array (instance->data, "blockDeviceMapping");
  JsonArray *disks = json_array_new ();

  for (guint i = 0; mappings != NULL && i < json_array_get_length (mappings); i++)
    {
      JsonObject *mapping = flo_sim_json_nth (mappings, i);
      const char *id = flo_sim_json_get (mapping, "ebs.volumeId");
      FloSimResource *volume
          = id != NULL ? flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_VOLUME, call->region, id)
                       : NULL;

      if (volume == NULL)
        continue;
      json_array_add_object_element (
          disks,
          flo_sim_json_new (
              "deviceName", flo_sim_json_get (mapping, "deviceName"), "{ebs",
              flo_sim_json_new ("snapshotId", take_snapshot (call, instance, volume)->id,
                                "#volumeSize", flo_sim_json_get_int (volume->data, "size"),
                                "?deleteOnTermination", TRUE, "volumeType",
                                flo_sim_resource_get (volume, "volumeType"), "?encrypted",
                                flo_sim_json_get_bool (volume->data, "encrypted"), NULL),
              NULL));
    }
  return disks;
}

/* The instance's own image, under another name. (nullable) when that is no more (transfer full) */
static JsonObject *
copy_base (FloSimCall           *call,
           const FloSimResource *instance)
{
  g_autoptr (JsonObject) base
      = flo_sim_images_find_any (call->cloud, call->region, flo_sim_resource_get (instance, "imageId"));
  JsonObject *copy = base != NULL ? flo_sim_json_copy (base) : NULL;
  static const char *const foreign[] = { "imageOwnerAlias", "_parameter", "description" };

  for (guint i = 0; copy != NULL && i < G_N_ELEMENTS (foreign); i++)
    json_object_remove_member (copy, foreign[i]);
  return copy;
}

gboolean
flo_sim_create_image (FloSimCall *call)
{
  static const char *const types[] = { "image", "snapshot", NULL };
  FloSimResource *instance = flo_sim_call_find_param (call, FLO_SIM_KIND_INSTANCE, "InstanceId");
  const char *name = flo_sim_call_get (call, "Name");
  const char *state = instance != NULL ? flo_sim_instance_get_state (instance) : NULL;
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *location = g_strconcat (FLO_SIM_ACCOUNT_ID "/", name, NULL);
  FloSimResource *image;
  JsonObject *data;

  if (instance == NULL || !flo_sim_call_check_tags (call, call->params, types))
    return FALSE;
  if (strlen (name) < 3 || strlen (name) > 128)
    return flo_sim_call_fail (call, "InvalidAMIName.Malformed",
                              "AMI names must be between 3 and 128 characters long");
  if (g_strcmp0 (state, "running") != 0 && g_strcmp0 (state, "stopped") != 0)
    return flo_sim_call_fail (call, "IncorrectState", "The instance '%s' is in the state %s.",
                              instance->id, state);
  image = flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_IMAGE, call->region, "name", name,
                                 G_MAXINT64);
  if (image != NULL)
    return flo_sim_call_fail (call, "InvalidAMIName.Duplicate",
                              "AMI name %s is already in use by AMI %s", name, image->id);
  if (flo_sim_node_find (call->params, "BlockDeviceMapping") != NULL)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "The practice cloud takes the instance's disks as they are.");
  data = copy_base (call, instance);
  if (data == NULL)
    return flo_sim_call_fail (call, "InvalidAMIID.Unavailable",
                              "The image of the instance is no longer available.");
  flo_sim_json_set (data, "imageLocation", location, "imageOwnerId", FLO_SIM_ACCOUNT_ID,
                    "creationDate", time, "?isPublic", FALSE, "name", name, "description",
                    flo_sim_call_get (call, "Description"), "[blockDeviceMapping",
                    take_disks (call, instance), "[tagSet", json_array_new (), NULL);
  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_IMAGE, data);
  image = flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_IMAGE, call->region, call->now, data);
  flo_sim_json_set (call->result, "imageId", image->id, NULL);
  return TRUE;
}

/* Its snapshots stay, and cost. */
gboolean
flo_sim_deregister_image (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "ImageId");
  g_autoptr (JsonObject) public = flo_sim_images_find (call->region, id);
  FloSimResource *image;

  if (public != NULL)
    return flo_sim_call_fail (call, "AuthFailure", "Not authorized for image:%s", id);
  image = flo_sim_call_find_param (call, FLO_SIM_KIND_IMAGE, "ImageId");
  if (image == NULL)
    return FALSE;
  flo_sim_cloud_remove (call->cloud, image, call->now);
  return flo_sim_call_return_true (call);
}
