/* flo-price-chart.h: how the spot prices of pools moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-view.h"
#include "app/charts/flo-marker-layer.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

#define FLO_TYPE_PRICE_CHART (flo_price_chart_get_type ())
G_DECLARE_FINAL_TYPE (FloPriceChart, flo_price_chart, FLO, PRICE_CHART, GtkWidget)

/* Colours stand for zones and dashes for types; pools of one single zone are coloured by type.
 * Properties: series (GListModel of FloPriceSeries, nullable), span (seconds). */
GtkWidget    *flo_price_chart_new           (void);
GListModel   *flo_price_chart_get_series    (FloPriceChart      *self);
void          flo_price_chart_set_series    (FloPriceChart      *self,
                                             GListModel         *series);
/* The line to compare with: what an instance of that type costs on demand, USD/hour; 0 removes
 * it. */
void          flo_price_chart_set_on_demand (FloPriceChart      *self,
                                             const char         *instance_type,
                                             FloMoney            per_hour);
/* The most one would pay, as a line; 0 removes it. */
void          flo_price_chart_set_limit     (FloPriceChart      *self,
                                             FloMoney            per_hour);
/* Whether it shows exactly these already, so that a zoom need not be lost. */
gboolean      flo_price_chart_shows         (FloPriceChart      *self,
                                             GListModel         *series);
/* The interruptions of one's own instances, above the lines. */
void          flo_price_chart_set_markers   (FloPriceChart      *self,
                                             const FloMarker    *markers,
                                             gsize               n_markers);
/* Its parts. Borrowed. */
FloChartView *flo_price_chart_get_view      (FloPriceChart      *self);

G_END_DECLS
