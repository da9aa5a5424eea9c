/* flo-heat-draw.h: how a heat map is laid out and drawn, for the screen and for files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-painter.h"
#include "app/charts/flo-chart-theme.h"
#include "app/charts/flo-heat-grid.h"

G_BEGIN_DECLS

/* Where everything is, in pixels; in right-to-left languages the whole is mirrored. */
typedef struct
{
  double width;
  double row_heads;      /* width of the names of rows */
  double head;           /* height of both lines of heads */
  double line;           /* height of one of them */
  double cell_width;
  double cell_height;
  guint n_rows;
  guint n_columns;
  gboolean mirrored;
} FloHeatLayout;

/* Cells share what @width leaves, and are no narrower than their texts and no wider than looks good. */
void            flo_heat_layout_init       (FloHeatLayout       *layout,
                                            FloChartPainter     *painter,
                                            FloHeatGrid         *grid,
                                            double               width,
                                            gboolean             mirrored);
/* The narrowest that shows every text, and the height. */
double          flo_heat_layout_get_minimum (FloChartPainter    *painter,
                                            FloHeatGrid         *grid);
double          flo_heat_layout_get_height (const FloHeatLayout *layout);
graphene_rect_t flo_heat_layout_get_cell   (const FloHeatLayout *layout,
                                            guint                row,
                                            guint                column);
gboolean        flo_heat_layout_find_cell  (const FloHeatLayout *layout,
                                            double               x,
                                            double               y,
                                            guint               *row,
                                            guint               *column);
/* The colour of a place on the scale, and one for words on it: 4.5:1 at least. */
GdkRGBA         flo_heat_get_fill          (const FloChartTheme *theme,
                                            FloHeatScale         scale,
                                            double               share);
GdkRGBA         flo_heat_get_ink           (const GdkRGBA       *fill);
void            flo_heat_draw              (FloHeatGrid         *grid,
                                            const FloHeatLayout *layout,
                                            FloChartPainter     *painter,
                                            const FloChartTheme *theme);

G_END_DECLS
