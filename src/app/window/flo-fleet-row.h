/* flo-fleet-row.h: a fleet in the sidebar: its state, its size, its price
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_ROW (flo_fleet_row_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetRow, flo_fleet_row, FLO, FLEET_ROW, GtkListBoxRow)

GtkWidget *flo_fleet_row_new       (FloFleet    *fleet);
FloFleet  *flo_fleet_row_get_fleet (FloFleetRow *self);

G_END_DECLS
