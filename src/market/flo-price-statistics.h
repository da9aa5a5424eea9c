/* flo-price-statistics.h: what a pool's prices were like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* All pure. A price holds until the next, so everything is weighted by time; the time before the first
 * record, of which nothing is known, does not count. */

typedef struct
{
  gint64 from, to;           /* Unix seconds: the part of the window whose prices are known */
  FloMoney now;              /* USD/hour, at its end */
  FloMoney minimum, maximum;
  FloMoney mean;             /* rounded half up */
  FloMoney low, median, high; /* the 5th, 50th and 95th percentile */
  double volatility;         /* the standard deviation as a share of the mean */
  double trend;              /* slope of the least-squares line, a day, as a share of the mean */
  guint n_changes;           /* to another price */
} FloPriceStatistics;

gboolean flo_price_statistics_compute       (FloPriceSeries     *series,
                                             gint64              from,
                                             gint64              to,
                                             FloPriceStatistics *statistics);
gint64   flo_price_statistics_seconds_above (FloPriceSeries     *series,
                                             gint64              from,
                                             gint64              to,
                                             FloMoney            threshold);
int      flo_price_statistics_saving        (FloMoney            price,
                                             FloMoney            on_demand);

G_END_DECLS
