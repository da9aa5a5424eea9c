/* flo-sim-places.c: the Regions and zones of the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-places.h"

#include "simulator/flo-sim-data.h"

struct _FloSimPlaces
{
  GPtrArray *regions; /* (element-type utf8), the strings are the zones' */
  GPtrArray *zones;   /* (element-type FloSimZone) (owned) */
};

static void
flo_sim_zone_free (gpointer data)
{
  FloSimZone *zone = data;

  g_free (zone->region);
  g_free (zone->name);
  g_free (zone->id);
  g_free (zone->type);
  g_free (zone->opt_in);
  g_free (zone->group);
  g_free (zone->border_group);
  g_free (zone->parent);
  g_free (zone);
}

static void
read_places (FloSimPlaces *self,
             const char   *name)
{
  g_autoptr (FloCsv) table = flo_sim_data_open_csv (name);

  while (flo_csv_next (table))
    {
      FloSimZone *zone = g_new0 (FloSimZone, 1);

      zone->region = g_strdup (flo_sim_data_get (table, "region"));
      zone->name = g_strdup (flo_sim_data_get (table, "zone"));
      zone->id = g_strdup (flo_sim_data_get (table, "zone_id"));
      zone->type = g_strdup (flo_sim_data_get (table, "zone_type"));
      zone->opt_in = g_strdup (flo_sim_data_get (table, "opt_in"));
      zone->group = g_strdup (flo_sim_data_get (table, "group"));
      zone->border_group = g_strdup (flo_sim_data_get (table, "border_group"));
      zone->parent = g_strdup (flo_sim_data_get (table, "parent"));
      zone->on_demand_percent = flo_sim_data_get_int (table, "on_demand_percent");
      g_ptr_array_add (self->zones, zone);
      if (!flo_sim_places_has_region (self, zone->region))
        g_ptr_array_add (self->regions, zone->region);
    }
}

FloSimPlaces *
flo_sim_places_new (gboolean test_regions)
{
  FloSimPlaces *self = g_new0 (FloSimPlaces, 1);

  self->regions = g_ptr_array_new ();
  self->zones = g_ptr_array_new_with_free_func (flo_sim_zone_free);
  read_places (self, "places.csv");
  if (test_regions)
    read_places (self, "test-places.csv");
  return self;
}

void
flo_sim_places_free (FloSimPlaces *self)
{
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->zones);
  g_free (self);
}

GPtrArray *
flo_sim_places_get_regions (FloSimPlaces *self)
{
  return self->regions;
}

gboolean
flo_sim_places_has_region (FloSimPlaces *self,
                           const char   *region)
{
  return g_ptr_array_find_with_equal_func (self->regions, region, g_str_equal, NULL);
}

GPtrArray *
flo_sim_places_get_zones (FloSimPlaces *self)
{
  return self->zones;
}

const FloSimZone *
flo_sim_places_find_zone (FloSimPlaces *self,
                          const char   *region,
                          const char   *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (self->zones, i);

      if (g_str_equal (zone->region, region) && g_str_equal (zone->name, name))
        return zone;
    }
  return NULL;
}

gboolean
flo_sim_zone_is_usable (const FloSimZone *zone)
{
  return g_str_equal (zone->type, "availability-zone")
         && !g_str_equal (zone->opt_in, "not-opted-in");
}
