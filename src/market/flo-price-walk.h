/* flo-price-walk.h: a series of prices, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* Lives on the stack; the series has to outlive it. */
typedef struct
{
  const FloPricePoint *points;
  gsize n_points;
  gsize next;
  gint64 from;
  gint64 to;
} FloPriceWalk;

/* @start up to, but not including, @end: Unix seconds; @price per hour */
typedef struct
{
  gint64 start;
  gint64 end;
  FloMoney price;
} FloPriceStretch;

/* Through [@from, @to). The time before the first record, of which no price is known, is left out. */
void     flo_price_walk_init (FloPriceWalk    *walk,
                              FloPriceSeries  *series,
                              gint64           from,
                              gint64           to);
/* FALSE at the end. They come in order and leave no gap between them. */
gboolean flo_price_walk_next (FloPriceWalk    *walk,
                              FloPriceStretch *stretch);

G_END_DECLS
