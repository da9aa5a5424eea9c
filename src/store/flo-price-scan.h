/* flo-price-scan.h: all prices that are kept, part by part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-log.h"

G_BEGIN_DECLS

/* Gets a part of a pool's steps, which are in order over all its parts; borrowed. */
typedef void (*FloPriceScanFunc) (const FloPricePool *pool,
                                  gpointer            user_data);

/* As flo_price_log_read_async(), with as much in memory as the pools have names, however many prices there are. What is
 * written meanwhile may or may not be among it.
 * @func: called in the context of the caller until @callback is */
void     flo_price_scan_async  (FloStore             *store,
                                const FloPriceScope  *scope,   /* its product may be NULL: all */
                                const char * const   *types,   /* (nullable): all */
                                const char * const   *zones,   /* (nullable): all; names or ids */
                                FloPriceSpan          span,
                                FloPriceScanFunc      func,
                                gpointer              func_data,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean flo_price_scan_finish (FloStore             *store,
                                GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
