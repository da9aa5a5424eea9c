/* flo-sim-places-actions.c: DescribeRegions and DescribeAvailabilityZones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"

/* Regions that the account would have to opt in to first; AllRegions lists them. */
static const char *const closed_regions[] = { "af-south-1", "ap-east-1", "me-south-1" };

static void
add_region (GPtrArray  *regions,
            const char *name,
            const char *opt_in)
{
  g_autofree char *endpoint = g_strdup_printf ("ec2.%s.amazonaws.com", name);

  g_ptr_array_add (regions, flo_sim_json_new ("regionName", name, "regionEndpoint", endpoint,
                                              "optInStatus", opt_in, NULL));
}

static gboolean
is_wanted (GPtrArray  *names,
           const char *name)
{
  return names->len == 0 || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* Fails for a name in @names that no object has at @path. */
static gboolean
check_names (FloSimCall *call,
             GPtrArray  *names,
             GPtrArray  *objects,
             const char *path,
             const char *what)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      gboolean found = FALSE;

      for (guint j = 0; j < objects->len && !found; j++)
        found = g_strcmp0 (flo_sim_json_get (g_ptr_array_index (objects, j), path), name) == 0;
      if (!found)
        return flo_sim_call_fail (call, "InvalidParameterValue", "Invalid %s: [%s]", what, name);
    }
  return TRUE;
}

gboolean
flo_sim_describe_regions (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "endpoint", "regionEndpoint" },
    { "opt-in-status", "optInStatus" },
    { "region-name", "regionName" },
    { NULL },
  };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "RegionName");
  g_autoptr (GPtrArray) regions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *open = flo_sim_places_get_regions (call->cloud->places);

  for (guint i = 0; i < open->len; i++)
    if (is_wanted (names, g_ptr_array_index (open, i)))
      add_region (regions, g_ptr_array_index (open, i), "opt-in-not-required");
  for (guint i = 0; i < G_N_ELEMENTS (closed_regions); i++)
    if (names->len > 0 ? is_wanted (names, closed_regions[i])
                       : flo_sim_node_get_bool (call->params, "AllRegions", FALSE))
      add_region (regions, closed_regions[i], "not-opted-in");

  return check_names (call, names, regions, "regionName", "region")
         && flo_sim_describe_objects (call, "regionInfo", regions, filters, 0, 0);
}

static JsonObject *
describe_zone (FloSimPlaces     *places,
               const FloSimZone *zone)
{
  const FloSimZone *parent = NULL;

  if (zone->parent[0] != '\0')
    parent = flo_sim_places_find_zone (places, zone->region, zone->parent);
  return flo_sim_json_new ("zoneName", zone->name, "zoneState", "available", "optInStatus",
                           zone->opt_in, "[messageSet", json_array_new (), "regionName",
                           zone->region, "zoneId", zone->id, "groupName", zone->group,
                           "networkBorderGroup", zone->border_group, "zoneType", zone->type,
                           "parentZoneName", parent != NULL ? parent->name : NULL, "parentZoneId",
                           parent != NULL ? parent->id : NULL, NULL);
}

gboolean
flo_sim_describe_availability_zones (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "group-name", "groupName" },
    { "opt-in-status", "optInStatus" },
    { "parent-zone-id", "parentZoneId" },
    { "parent-zone-name", "parentZoneName" },
    { "region-name", "regionName" },
    { "state", "zoneState" },
    { "zone-id", "zoneId" },
    { "zone-name", "zoneName" },
    { "zone-type", "zoneType" },
    { NULL },
  };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "ZoneName");
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "ZoneId");
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  gboolean all = flo_sim_node_get_bool (call->params, "AllAvailabilityZones", FALSE);

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->region, call->region) && is_wanted (names, zone->name)
          && is_wanted (ids, zone->id) && (all || !g_str_equal (zone->opt_in, "not-opted-in")))
        g_ptr_array_add (found, describe_zone (call->cloud->places, zone));
    }
  return check_names (call, names, found, "zoneName", "availability zone")
         && check_names (call, ids, found, "zoneId", "availability zone-id")
         && flo_sim_describe_objects (call, "availabilityZoneInfo", found, filters, 0, 0);
}
