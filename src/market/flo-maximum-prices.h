/* flo-maximum-prices.h: what each pool may cost at most, as a dynamic limit has it for a day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-price-limit.h"

G_BEGIN_DECLS

typedef struct
{
  char *type;
  char *zone;
  FloMoney price;          /* USD/hour; 0 = no limit but AWS's own, on-demand, whose price is not known */
  FloLimitBasis basis;
} FloMaximumPrice;

/* Reference counted; does not change once it is complete. */
typedef struct _FloMaximumPrices FloMaximumPrices;

FloMaximumPrices      *flo_maximum_prices_new       (const FloLimit         *limit,
                                                     gint64                  time);
FloMaximumPrices      *flo_maximum_prices_compute   (const FloLimit         *limit,
                                                     GPtrArray              *pools,
                                                     GListModel             *series,
                                                     gint64                  now);
FloMaximumPrices      *flo_maximum_prices_ref       (FloMaximumPrices       *self);
void                   flo_maximum_prices_unref     (FloMaximumPrices       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloMaximumPrices, flo_maximum_prices_unref)

void                   flo_maximum_prices_add       (FloMaximumPrices       *self,
                                                     const char             *type,
                                                     const char             *zone,
                                                     FloMoney                price,
                                                     FloLimitBasis           basis);
const FloLimit        *flo_maximum_prices_get_limit (const FloMaximumPrices *self);
gint64                 flo_maximum_prices_get_time  (const FloMaximumPrices *self);
guint                  flo_maximum_prices_get_n     (const FloMaximumPrices *self);
const FloMaximumPrice *flo_maximum_prices_get       (const FloMaximumPrices *self,
                                                     guint                   index);
const FloMaximumPrice *flo_maximum_prices_find      (const FloMaximumPrices *self,
                                                     const char             *type,
                                                     const char             *zone);

G_END_DECLS
