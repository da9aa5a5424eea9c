/* flo-price-steps.h: pools' prices as step series, each with a look of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-series-style.h"
#include "app/charts/flo-step-series.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

FloStepSeries *flo_price_steps_from_series (FloPriceSeries *prices,
                                            const char     *title);
/* @prices: (nullable) (element-type FloPriceSeries); a FloSeriesStyle for each is appended to @styles.
 * Names say only what differs.
 * Returns: (transfer full) (element-type FloStepSeries) */
GPtrArray     *flo_price_steps_new         (GListModel     *prices,
                                            GArray         *styles);

G_END_DECLS
