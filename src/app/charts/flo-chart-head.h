/* flo-chart-head.h: the row above a chart, two rows where it is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHART_HEAD (flo_chart_head_get_type ())
G_DECLARE_FINAL_TYPE (FloChartHead, flo_chart_head, FLO, CHART_HEAD, GtkWidget)

/* @title, then @choices, then @tools; where there is no room for all three, @choices get the whole
 * width of a row of their own. */
GtkWidget *flo_chart_head_new (GtkWidget *title,
                               GtkWidget *choices,
                               GtkWidget *tools);

G_END_DECLS
