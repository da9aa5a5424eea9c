/* flo-price-correlation.h: whether two pools' prices move together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

double *flo_price_correlation_matrix (FloPriceSeries *const *series,
                                      guint                  n_series,
                                      gint64                 from,
                                      gint64                 to,
                                      gint64                 step);

G_END_DECLS
