/* flo-sim-images.c: the machine images everybody may use, and the SSM parameters that name them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-images.h"

#include <string.h>

#include "simulator/flo-sim-data.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-random.h"

static JsonObject *
read_image (FloCsv     *table,
            const char *region)
{
  const char *name = flo_sim_data_get (table, "name");
  const char *alias = flo_sim_data_get (table, "alias");
  const char *owner = flo_sim_data_get (table, "owner");
  guint64 key = flo_sim_random_key (flo_sim_random_key (0, name), region);
  g_autofree char *id
      = g_strdup_printf ("ami-0%016" G_GINT64_MODIFIER "x", flo_sim_random_hash (key, 0));
  g_autofree char *snapshot
      = g_strdup_printf ("snap-0%016" G_GINT64_MODIFIER "x", flo_sim_random_hash (key, 1));
  g_autofree char *location = g_strdup_printf ("%s/%s", alias[0] != '\0' ? alias : owner, name);
  const char *architecture = flo_sim_data_get (table, "architecture");
  JsonArray *disks = json_array_new ();

  json_array_add_object_element (
      disks,
      flo_sim_json_new ("deviceName", flo_sim_data_get (table, "root_device"), "{ebs",
                        flo_sim_json_new ("snapshotId", snapshot, "#volumeSize",
                                          flo_sim_data_get_int (table, "size_gb"),
                                          "?deleteOnTermination", TRUE, "volumeType", "gp3",
                                          "#iops", G_GINT64_CONSTANT (3000), "#throughput",
                                          G_GINT64_CONSTANT (125), "?encrypted", FALSE, NULL),
                        NULL));
  return flo_sim_json_new (
      "imageId", id, "imageLocation", location, "imageState", "available", "imageOwnerId", owner,
      "creationDate", flo_sim_data_get (table, "created"), "?isPublic", TRUE, "architecture",
      architecture, "imageType", "machine", "?enaSupport", TRUE, "sriovNetSupport", "simple",
      "imageOwnerAlias", alias[0] != '\0' ? alias : NULL, "name", name, "description",
      flo_sim_data_get (table, "description"), "rootDeviceType", "ebs", "rootDeviceName",
      flo_sim_data_get (table, "root_device"), "[blockDeviceMapping", disks, "virtualizationType",
      "hvm", "hypervisor", "xen", "platformDetails", "Linux/UNIX", "usageOperation", "RunInstances",
      "bootMode", g_str_equal (architecture, "arm64") ? "uefi" : "uefi-preferred", "_parameter",
      flo_sim_data_get (table, "parameter"), NULL);
}

GPtrArray *
flo_sim_images_list (const char *region)
{
  g_autoptr (FloCsv) table = flo_sim_data_open_csv ("images.csv");
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  while (flo_csv_next (table))
    g_ptr_array_add (images, read_image (table, region));
  return images;
}

static JsonObject *
find_by (const char *region,
         const char *member,
         const char *value)
{
  g_autoptr (GPtrArray) images = flo_sim_images_list (region);

  for (guint i = 0; i < images->len; i++)
    if (g_strcmp0 (flo_sim_json_get (g_ptr_array_index (images, i), member), value) == 0)
      return json_object_ref (g_ptr_array_index (images, i));
  return NULL;
}

JsonObject *
flo_sim_images_find (const char *region,
                     const char *image_id)
{
  return find_by (region, "imageId", image_id);
}

JsonObject *
flo_sim_images_find_any (FloSimCloud *cloud,
                         const char  *region,
                         const char  *image_id)
{
  const FloSimResource *own
      = flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_IMAGE, region, image_id);

  return own != NULL ? json_object_ref (own->data) : flo_sim_images_find (region, image_id);
}

JsonObject *
flo_sim_images_find_parameter (const char *region,
                               const char *name)
{
  return name[0] != '\0' ? find_by (region, "_parameter", name) : NULL;
}
