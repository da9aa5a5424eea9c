/* flo-chart-export.h: a chart as a file: its numbers, or its picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart.h"
#include "app/charts/flo-step-table.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CHART_FORMAT_CSV,
  FLO_CHART_FORMAT_PNG,
  FLO_CHART_FORMAT_SVG,
} FloChartFormat;

/* "csv", "png", "svg": as file names end. */
const char *flo_chart_format_get_suffix (FloChartFormat       format);

/* Writes @file, which is replaced as a whole or not touched. Pictures show the period that @chart
 * shows, in the light style on white; numbers are all there are. Nothing is written on the main
 * thread. */
void        flo_chart_export_async      (FloChart            *chart,
                                         FloStepTable        *table,
                                         const char          *title,
                                         FloChartFormat       format,
                                         GFile               *file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/* Draws, from 0, 0 on, what a picture shows below its head. */
typedef void (*FloPictureFunc) (FloChartPainter     *painter,
                                const FloChartTheme *theme,
                                double               width,
                                double               height,
                                gpointer             user_data);

/* A picture of something else than a chart. @height: of what @draw draws. Borrowed. */
typedef struct
{
  const char *title;
  const char *subtitle;
  double height;
  FloPictureFunc draw;
  gpointer user_data;
} FloPicture;

/* The same for @picture, or for @csv when that is the format. Finish with flo_chart_export_finish(). */
void        flo_picture_export_async    (GObject             *source,
                                         const FloPicture    *picture,
                                         GBytes              *csv,
                                         FloChartFormat       format,
                                         GFile               *file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean    flo_chart_export_finish     (GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
