/* flo-price-pattern.h: how prices go with the hours of the week
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

#define FLO_PRICE_PATTERN_DAYS 7     /* Monday is 0 */
#define FLO_PRICE_PATTERN_HOURS 24

/* Mean prices, USD/hour; 0 where nothing is known */
typedef struct
{
  FloMoney hours[FLO_PRICE_PATTERN_DAYS][FLO_PRICE_PATTERN_HOURS];
  FloMoney by_hour[FLO_PRICE_PATTERN_HOURS];   /* of all days */
  FloMoney by_day[FLO_PRICE_PATTERN_DAYS];     /* of all hours */
} FloPricePattern;

void flo_price_pattern_compute (FloPriceSeries  *series,
                                gint64           from,
                                gint64           to,
                                GTimeZone       *zone,
                                FloPricePattern *pattern);

G_END_DECLS
