/* flo-pool-memory.h: what is remembered of a region's pools: how it went for us, and how their prices moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-pool-record.h"
#include "market/flo-price-changes.h"

G_BEGIN_DECLS

/* Immutable, reference counted; may be shared between threads. Whoever chooses pools is handed one, so that the same
 * question has the same answer. */
typedef struct
{
  FloPoolRecordSet *records;    /* (owned) (nullable) */
  FloPriceChanges *changes;     /* (owned) (nullable) */
} FloPoolMemory;

/* Both (transfer full) (nullable) */
FloPoolMemory *flo_pool_memory_new         (FloPoolRecordSet     *records,
                                            FloPriceChanges      *changes);
FloPoolMemory *flo_pool_memory_ref         (FloPoolMemory        *self);
void           flo_pool_memory_unref       (FloPoolMemory        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPoolMemory, flo_pool_memory_unref)

void           flo_pool_memory_load_async  (FloStore             *store,
                                            const char           *account,
                                            FloMarket            *market,
                                            FloPoolMemory        *known,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
FloPoolMemory *flo_pool_memory_load_finish (GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
