/* flo-heat-map.h: figures as shades: where it is cheap, where it is calm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/flo-heat-grid.h"

G_BEGIN_DECLS

#define FLO_TYPE_HEAT_MAP (flo_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (FloHeatMap, flo_heat_map, FLO, HEAT_MAP, GtkWidget)

/* Keys: the arrows go from cell to cell, Home and End along the row, Page Up and Page Down along the
 * column, Return opens, Escape leaves. Mirrored in right-to-left languages, as seen.
 *
 * Property: reading (the words of the cell that is read out, NULL without one).
 * Signal: "activated" (guint row, guint column). */
GtkWidget   *flo_heat_map_new         (void) G_GNUC_WARN_UNUSED_RESULT;
/* @grid: (nullable): an empty map. */
void         flo_heat_map_set_grid    (FloHeatMap  *self,
                                       FloHeatGrid *grid);
FloHeatGrid *flo_heat_map_get_grid    (FloHeatMap  *self);
/* FALSE when no cell is read out. */
gboolean     flo_heat_map_get_cursor  (FloHeatMap  *self,
                                       guint       *row,
                                       guint       *column);
void         flo_heat_map_set_cursor  (FloHeatMap  *self,
                                       guint        row,
                                       guint        column);
const char  *flo_heat_map_get_reading (FloHeatMap  *self);
/* What assistive technology says about it as a whole. Returns: (transfer full) */
char        *flo_heat_map_describe    (FloHeatMap  *self);

G_END_DECLS
