/* flo-chart-legend.h: what the series of a chart are, and where they stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHART_LEGEND (flo_chart_legend_get_type ())
G_DECLARE_FINAL_TYPE (FloChartLegend, flo_chart_legend, FLO, CHART_LEGEND, GtkWidget)

/* Wraps like words. */
GtkWidget *flo_chart_legend_new (void);
/* @readings: (element-type FloReading): totals and those without a look are left out. */
void       flo_chart_legend_set (FloChartLegend *self,
                                 GPtrArray      *readings);

G_END_DECLS
