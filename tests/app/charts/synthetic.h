/* synthetic.h: made-up fleets and prices for the tests of the charts, the same every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* A fleet in @n_zones zones with @n_steps cost changes in each over the @period seconds before
 * @now, and some interruptions. */
FloFleet   *synthetic_fleet_new  (guint  n_zones,
                                  guint  n_steps,
                                  gint64 period,
                                  gint64 now);
/* Prices of the types in zones a, b, … over the @period seconds before @now. */
GListModel *synthetic_prices_new (const char * const *types,
                                  guint               n_zones,
                                  guint               n_points,
                                  gint64              period,
                                  gint64              now);

G_END_DECLS
