/* flo-chart-clock.h: when a live chart has to look at its data again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHART_CLOCK (flo_chart_clock_get_type ())
G_DECLARE_FINAL_TYPE (FloChartClock, flo_chart_clock, FLO, CHART_CLOCK, GObject)

/* Emits "tick" at most once a second, and only while @widget is mapped: what is asked for meanwhile
 * happens when it is shown again. Without a poke and without a pixel's worth of time passing,
 * nothing runs at all. */
FloChartClock *flo_chart_clock_new          (GtkWidget     *widget);
/* Something has changed. */
void           flo_chart_clock_poke         (FloChartClock *self);
/* How long one pixel lasts: after that much time "now" has moved. 0: it stands still. */
void           flo_chart_clock_set_interval (FloChartClock *self,
                                             double         seconds);

G_END_DECLS
