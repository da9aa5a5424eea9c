/* flo-pool-item.h: a pool as a line of a table: what it costs, how it moved, how often it is taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

#define FLO_TYPE_POOL_ITEM (flo_pool_item_get_type ())
G_DECLARE_FINAL_TYPE (FloPoolItem, flo_pool_item, FLO, POOL_ITEM, GObject)

/* A copy: it lives without the market. Amounts are per hour, 0 where nothing is known. */
FloPoolItem *flo_pool_item_new              (const char     *region,
                                             const FloPool  *pool);
/* Takes least, greatest and time-weighted mean over [@from, @to) from @series. */
void         flo_pool_item_set_history      (FloPoolItem    *self,
                                             FloPriceSeries *series,
                                             gint64          from,
                                             gint64          to);
const char  *flo_pool_item_get_region       (FloPoolItem    *self);
const char  *flo_pool_item_get_zone         (FloPoolItem    *self);
const char  *flo_pool_item_get_type_name    (FloPoolItem    *self);
guint        flo_pool_item_get_vcpus        (FloPoolItem    *self);
FloMoney     flo_pool_item_get_price        (FloPoolItem    *self);
FloMoney     flo_pool_item_get_on_demand    (FloPoolItem    *self);
FloMoney     flo_pool_item_get_least        (FloPoolItem    *self);
FloMoney     flo_pool_item_get_greatest     (FloPoolItem    *self);
FloMoney     flo_pool_item_get_mean         (FloPoolItem    *self);
gint64       flo_pool_item_get_since        (FloPoolItem    *self);   /* Unix seconds */
int          flo_pool_item_get_interruption (FloPoolItem    *self);   /* Spot Advisor's range, -1: not known */
/* How much less than on demand, 0 … 1; negative when nothing can be said. */
double       flo_pool_item_get_saved        (FloPoolItem    *self);
/* All of it in a sentence. Returns: (transfer full) */
char        *flo_pool_item_describe         (FloPoolItem    *self);

G_END_DECLS
