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
gboolean    flo_chart_export_finish     (GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
