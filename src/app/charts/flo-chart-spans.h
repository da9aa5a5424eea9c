/* flo-chart-spans.h: the choice of the period a chart shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHART_SPANS (flo_chart_spans_get_type ())
G_DECLARE_FINAL_TYPE (FloChartSpans, flo_chart_spans, FLO, CHART_SPANS, GtkWidget)

/* An hour, a day, a week, a month. Property: span (seconds). Emits "chosen" when somebody presses a
 * period, the one that is shown already, too. */
GtkWidget *flo_chart_spans_new (void);

G_END_DECLS
