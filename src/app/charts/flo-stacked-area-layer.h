/* flo-stacked-area-layer.h: areas on top of each other, one a series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-layer.h"
#include "app/charts/flo-step-stack.h"

G_BEGIN_DECLS

#define FLO_TYPE_STACKED_AREA_LAYER (flo_stacked_area_layer_get_type ())
G_DECLARE_FINAL_TYPE (FloStackedAreaLayer, flo_stacked_area_layer, FLO, STACKED_AREA_LAYER,
                      FloChartLayer)

FloStackedAreaLayer *flo_stacked_area_layer_new        (void);
/* @series: (element-type FloStepSeries), lowest first; @indices: the palette index of each. */
void                 flo_stacked_area_layer_set_series (FloStackedAreaLayer *self,
                                                        GPtrArray           *series,
                                                        const guint         *indices);
FloStepStack        *flo_stacked_area_layer_get_stack  (FloStackedAreaLayer *self);

G_END_DECLS
