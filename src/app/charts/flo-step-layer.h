/* flo-step-layer.h: lines that hold until they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-layer.h"

G_BEGIN_DECLS

#define FLO_TYPE_STEP_LAYER (flo_step_layer_get_type ())
G_DECLARE_FINAL_TYPE (FloStepLayer, flo_step_layer, FLO, STEP_LAYER, FloChartLayer)

FloStepLayer *flo_step_layer_new        (void);
/* @series: (element-type FloStepSeries); @styles: one for each. */
void          flo_step_layer_set_series (FloStepLayer         *self,
                                         GPtrArray            *series,
                                         const FloSeriesStyle *styles);

G_END_DECLS
