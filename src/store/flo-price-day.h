/* flo-price-day.h: what a pool's prices were like on one day
 *
 * Prices of long ago are kept by the day. Read again they are steps that have the day's first and last price, its least
 * and highest, and its mean, each of them exactly; a day with one change is what it was. Between the extremes, which
 * hold for a second, stands the mean of the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-batch.h"

G_BEGIN_DECLS

#define FLO_PRICE_DAY_SECONDS 86400

/* Of a day at which the price changed, or was known for the first time. On other days the price before holds. */
typedef struct
{
  gint64 day;            /* days since 1970, UTC */
  gint64 seconds;        /* so many of them, up to its end, have a price */
  FloMoney open, close;
  FloMoney minimum, maximum;
  gint64 weighted;       /* the sum of price × seconds: the mean is weighted / seconds */
} FloPriceDay;

/* @before: (nullable): the price that held when @day began; NULL: none is known
 * @steps: (array length=n_steps): those of @day, oldest first; at least one
 * Returns: FALSE: the price did not change, so there is nothing to keep */
gboolean flo_price_day_roll   (FloPriceDay        *self,
                               gint64              day,
                               const FloMoney     *before,
                               const FloPriceStep *steps,
                               guint               n_steps);
/* Appends the steps of @self, six at most. @steps: (element-type FloPriceStep) */
void     flo_price_day_unroll (const FloPriceDay  *self,
                               GArray             *steps);

G_END_DECLS
