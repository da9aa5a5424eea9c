/* flo-zone-row.h: an Availability Zone that can be ticked: its price, its risk, or why it cannot be used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "market/flo-market.h"

G_BEGIN_DECLS

#define FLO_TYPE_ZONE_ROW (flo_zone_row_get_type ())
G_DECLARE_FINAL_TYPE (FloZoneRow, flo_zone_row, FLO, ZONE_ROW, AdwActionRow)

/* Signal "toggled" when the person ticked it or took the tick away. */
GtkWidget  *flo_zone_row_new        (const FloZone *zone);
const char *flo_zone_row_get_zone   (FloZoneRow    *self);
gboolean    flo_zone_row_get_usable (FloZoneRow    *self);
gboolean    flo_zone_row_get_active (FloZoneRow    *self);
void        flo_zone_row_set_active (FloZoneRow    *self,
                                     gboolean       active);
/* @pools: the FloPool that meet the need, of all zones */
void        flo_zone_row_show_pools (FloZoneRow    *self,
                                     GPtrArray     *pools);

G_END_DECLS
