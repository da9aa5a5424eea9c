/* flo-sim-places.h: the Regions and zones of the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *region;
  char *name;
  char *id;
  char *type;         /* "availability-zone", "local-zone", "wavelength-zone" */
  char *opt_in;       /* "opt-in-not-required", "opted-in", "not-opted-in" */
  char *group;
  char *border_group;
  char *parent;       /* name of the parent zone of a local or wavelength zone, else "" */
  guint on_demand_percent; /* the price level, us-east-1 being 100 */
} FloSimZone;

typedef struct _FloSimPlaces FloSimPlaces;

/* @test_regions adds made-up Regions that real life has no example of, such as one with a single
 * usable Availability Zone. */
FloSimPlaces     *flo_sim_places_new         (gboolean      test_regions);
void              flo_sim_places_free        (FloSimPlaces *self);
/* Names of the Regions that are on for the account: (transfer none) (element-type utf8). */
GPtrArray        *flo_sim_places_get_regions (FloSimPlaces *self);
gboolean          flo_sim_places_has_region  (FloSimPlaces *self,
                                              const char   *region);
/* All zones of all Regions: (transfer none) (element-type FloSimZone). */
GPtrArray        *flo_sim_places_get_zones   (FloSimPlaces *self);
/* By name in @region. (nullable) (transfer none) */
const FloSimZone *flo_sim_places_find_zone   (FloSimPlaces *self,
                                              const char   *region,
                                              const char   *name);
/* Can this account launch in the zone, and is it an Availability Zone proper? */
gboolean          flo_sim_zone_is_usable     (const FloSimZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimPlaces, flo_sim_places_free)

G_END_DECLS
