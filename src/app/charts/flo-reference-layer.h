/* flo-reference-layer.h: levels to compare with: what the same costs on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-chart-layer.h"

G_BEGIN_DECLS

#define FLO_TYPE_REFERENCE_LAYER (flo_reference_layer_get_type ())
G_DECLARE_FINAL_TYPE (FloReferenceLayer, flo_reference_layer, FLO, REFERENCE_LAYER, FloChartLayer)

FloReferenceLayer *flo_reference_layer_new   (void);
void               flo_reference_layer_clear (FloReferenceLayer *self);
/* A level that is far above all data is named at the upper edge and does not press the data
 * flat. */
void               flo_reference_layer_add   (FloReferenceLayer *self,
                                              const char        *title,
                                              FloMoney           value);

G_END_DECLS
