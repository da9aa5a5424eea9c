/* flo-chart-swatch.h: the look of a series beside its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/flo-series-style.h"

G_BEGIN_DECLS

#define FLO_TYPE_CHART_SWATCH (flo_chart_swatch_get_type ())
G_DECLARE_FINAL_TYPE (FloChartSwatch, flo_chart_swatch, FLO, CHART_SWATCH, GtkWidget)

/* @on_dark: it lies on something dark in the light style, too, as read-outs are. */
GtkWidget *flo_chart_swatch_new (FloSeriesStyle style,
                                 gboolean       on_dark);

G_END_DECLS
