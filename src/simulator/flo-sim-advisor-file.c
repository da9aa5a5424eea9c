/* flo-sim-advisor-file.c: the file behind the Spot Instance Advisor, that anybody may read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-rest.h"

/* Where each range ends, in percent, and what people read. */
static const struct
{
  const char *label;
  gint64      max;
} ranges[] = { { "<5%", 5 }, { "5-10%", 11 }, { "10-15%", 16 }, { "15-20%", 22 }, { ">20%", 100 } };

static JsonArray *
list_ranges (void)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    json_array_add_object_element (list, flo_sim_json_new ("#index", (gint64) i, "label", ranges[i].label,
                                                           "#dots", (gint64) i, "#max", ranges[i].max, NULL));
  return list;
}

/* (nullable) what is said of a Region's types */
static JsonObject *
describe_region (FloSimCatalog *catalog,
                 const char    *region)
{
  g_autoptr (JsonObject) types = json_object_new ();
  GPtrArray *all = flo_sim_catalog_get_types (catalog);

  for (guint i = 0; i < all->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (all, i);
      const FloSimAdvice *advice = flo_sim_catalog_get_advice (catalog, type->name, region);

      if (advice != NULL)
        json_object_set_object_member (types, type->name,
                                       flo_sim_json_new ("#s", (gint64) advice->savings_percent, "#r",
                                                         (gint64) advice->band, NULL));
    }
  return json_object_get_size (types) > 0 ? g_steal_pointer (&types) : NULL;
}

static JsonObject *
describe_types (FloSimCatalog *catalog)
{
  JsonObject *types = json_object_new ();
  GPtrArray *all = flo_sim_catalog_get_types (catalog);

  for (guint i = 0; i < all->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (all, i);

      /* Amazon EMR wants xlarge and larger. */
      const gboolean emr = type->vcpus >= 4 && !type->burstable && !type->bare_metal;

      json_object_set_object_member (types, type->name,
                                     flo_sim_json_new ("#cores", (gint64) type->vcpus, "%ram_gb",
                                                       (double) type->memory_mib / 1024, "?emr",
                                                       emr, NULL));
    }
  return types;
}

void
flo_sim_advisor_file (const FloSimRestRequest *request,
                      FloSimReply             *reply)
{
  GPtrArray *regions = flo_sim_places_get_regions (request->cloud->places);
  JsonObject *advice = json_object_new ();
  g_autoptr (JsonObject) file = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < regions->len; i++)
    {
      const char *region = g_ptr_array_index (regions, i);
      JsonObject *types = describe_region (request->cloud->catalog, region);

      if (types != NULL)
        json_object_set_object_member (advice, region, flo_sim_json_new ("{Linux", types, NULL));
    }
  file = flo_sim_json_new ("global_rate", "<10%", "[ranges", list_ranges (), "{instance_types",
                           describe_types (request->cloud->catalog), "{spot_advisor", advice, NULL);
  text = flo_sim_json_to_text (file);
  flo_sim_reply_file (request, reply, "application/json", text);
}
