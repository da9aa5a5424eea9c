/* flo-price-batch.h: prices on their way into the database, or just read from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

/* A price, from @time (Unix seconds) until the next of its pool. */
typedef struct
{
  gint64 time;
  FloMoney price;
} FloPriceStep;

/* One pool's. */
typedef struct
{
  char *type;       /* (owned) */
  char *zone;       /* (owned) */
  char *zone_id;    /* (owned) (nullable): AWS does not always tell */
  char *product;    /* (owned): without " (Amazon VPC)" */
  GArray *steps;    /* (owned) (element-type FloPriceStep) */
} FloPricePool;

void           flo_price_pool_free      (FloPricePool   *self);

/* Steps by pool. Not shared between threads. */
typedef struct _FloPriceBatch FloPriceBatch;

FloPriceBatch *flo_price_batch_new      (void);
void           flo_price_batch_free     (FloPriceBatch  *self);
/* FALSE: it is no record that can be true (a name missing or far too long, a time before EC2 or in the far
 * future, a price below zero or above a million dollars an hour), and was left out. Of several at one time the last one added counts. */
gboolean       flo_price_batch_add      (FloPriceBatch  *self,
                                         const char     *type,
                                         const char     *zone,
                                         const char     *zone_id,   /* (nullable) */
                                         const char     *product,
                                         gint64          time,
                                         FloMoney        price);
guint64        flo_price_batch_get_size (FloPriceBatch  *self);
/* Sorts by product, type, zone and each pool's steps by time, one for each time.
 * Returns: (transfer none) (element-type FloPricePool) */
GPtrArray     *flo_price_batch_sort     (FloPriceBatch  *self);

/* What runs on the machines, in AWS's words: spot prices are of one of these. NULL-terminated. */
#define FLO_PRICE_PRODUCT_LINUX "Linux/UNIX"
extern const char * const FLO_PRICE_PRODUCTS[];
/* AWS names some products twice: "Linux/UNIX (Amazon VPC)" is "Linux/UNIX". (transfer full) */
char          *flo_price_product_plain  (const char     *product);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPricePool, flo_price_pool_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceBatch, flo_price_batch_free)

G_END_DECLS
