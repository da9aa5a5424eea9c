/* flo-chart-view.h: a chart with all around it: title, periods, legend, table, export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart.h"
#include "app/charts/flo-step-table.h"

G_BEGIN_DECLS

#define FLO_TYPE_CHART_VIEW (flo_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (FloChartView, flo_chart_view, FLO, CHART_VIEW, GtkWidget)

/* What the finished charts are made of. Properties: span (seconds shown: 3600, 86400, 604800 or
 * 2592000; what people choose), show-table. Action: chart-view.export with "csv", "png" or "svg". */
FloChartView *flo_chart_view_new         (const char   *title,
                                          const char   *empty_title,
                                          const char   *empty_text);
FloChart     *flo_chart_view_get_chart   (FloChartView *self);
gint64        flo_chart_view_get_span    (FloChartView *self);
void          flo_chart_view_set_span    (FloChartView *self,
                                          gint64        span);
FloStepTable *flo_chart_view_get_table   (FloChartView *self);
/* @table: (nullable): the numbers of the chart; without, the words for "nothing yet" are shown. */
void          flo_chart_view_set_table   (FloChartView *self,
                                          FloStepTable *table);
/* The first part of the names of exported files: "cost of my-fleet" */
void          flo_chart_view_set_name    (FloChartView *self,
                                          const char   *name);
/* Brings legend and emptiness up to date. */
void          flo_chart_view_refresh     (FloChartView *self);

G_END_DECLS
