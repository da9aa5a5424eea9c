/* flo-series-style.h: how a series looks: colour, and what tells it apart without colour
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "app/charts/flo-chart-theme.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_SERIES_AREA,         /* filled, with a pattern */
  FLO_SERIES_LINE,         /* a line with dashes and a mark */
  FLO_SERIES_REFERENCE,    /* a thin neutral line */
  FLO_SERIES_NOTICE,       /* a triangle in the colour of warnings */
  FLO_SERIES_LOSS,         /* a cross in the colour of errors */
  FLO_SERIES_NONE,         /* words only */
} FloSeriesKind;

typedef struct
{
  FloSeriesKind kind;
  guint index;     /* colour, pattern, mark */
  guint dash;      /* of lines */
} FloSeriesStyle;

/* The pattern of an area over the rectangle, to be clipped by the caller. */
void flo_series_style_draw_pattern (const FloSeriesStyle *style,
                                    cairo_t              *cr,
                                    const FloChartTheme  *theme,
                                    double                x,
                                    double                y,
                                    double                width,
                                    double                height);
void flo_series_style_set_dash     (const FloSeriesStyle *style,
                                    cairo_t              *cr);
/* The mark of the series, about @size pixels wide, with a rim that lifts it off what is below. */
void flo_series_style_draw_mark    (const FloSeriesStyle *style,
                                    cairo_t              *cr,
                                    const FloChartTheme  *theme,
                                    double                x,
                                    double                y,
                                    double                size);
/* What legends and read-outs show for it. */
void flo_series_style_draw_swatch  (const FloSeriesStyle *style,
                                    cairo_t              *cr,
                                    const FloChartTheme  *theme,
                                    double                width,
                                    double                height);

G_END_DECLS
