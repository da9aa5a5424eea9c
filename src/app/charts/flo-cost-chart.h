/* flo-cost-chart.h: what a fleet costs per Availability Zone, and what interrupted it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-view.h"
#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_COST_CHART (flo_cost_chart_get_type ())
G_DECLARE_FINAL_TYPE (FloCostChart, flo_cost_chart, FLO, COST_CHART, GtkWidget)

/* Properties: fleet (FloFleet, nullable), span (seconds: 3600, 86400, 604800 or 2592000). Follows
 * the fleet while it is shown; costs nothing while it is hidden or the fleet is gone. */
GtkWidget    *flo_cost_chart_new       (void);
FloFleet     *flo_cost_chart_get_fleet (FloCostChart       *self);
void          flo_cost_chart_set_fleet (FloCostChart       *self,
                                        FloFleet           *fleet);
/* Its parts. Borrowed. */
FloChartView *flo_cost_chart_get_view  (FloCostChart       *self);

G_END_DECLS
