/* flo-chart-painter.h: one way to draw for the screen and for files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A chart is drawn by one code, onto a GtkSnapshot (rectangles and text become render nodes of
 * their own, which the GPU draws) or onto cairo (PNG and SVG). On the stack; borrows everything. */
typedef struct
{
  GtkSnapshot *snapshot;     /* (nullable) */
  cairo_t *cr;               /* (nullable) */
  PangoContext *context;
  gboolean wordless;         /* words take a fixed room and are left out: the picture is the same with any font */
} FloChartPainter;

/* Figures of the same width, so that they do not jump. Returns: (transfer full) */
PangoLayout *flo_chart_painter_create_layout (FloChartPainter       *self,
                                              const char            *text,
                                              double                 scale,
                                              gboolean               bold);
/* In pixels; each may be NULL. */
void         flo_chart_painter_get_size      (FloChartPainter       *self,
                                              PangoLayout           *layout,
                                              int                   *width,
                                              int                   *height);
void         flo_chart_painter_fill          (FloChartPainter       *self,
                                              const graphene_rect_t *rect,
                                              const GdkRGBA         *color);
/* @x, @y: the upper left corner. */
void         flo_chart_painter_show_layout   (FloChartPainter       *self,
                                              PangoLayout           *layout,
                                              double                 x,
                                              double                 y,
                                              const GdkRGBA         *color);
/* Lines and areas inside @bounds.
 * Returns: (transfer full): give it to flo_chart_painter_end_cairo() */
cairo_t     *flo_chart_painter_begin_cairo   (FloChartPainter       *self,
                                              const graphene_rect_t *bounds);
void         flo_chart_painter_end_cairo     (FloChartPainter       *self,
                                              cairo_t               *cr);

G_END_DECLS
