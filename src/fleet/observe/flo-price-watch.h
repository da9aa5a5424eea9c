/* flo-price-watch.h: keeps a fleet's prices fresh, and what is remembered of its pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-publisher.h"
#include "market/flo-pool-memory.h"

G_BEGIN_DECLS

/* The market of the types a fleet may use, asked for once a minute, and what is remembered of its pools by then; and,
 * once, the prices of the time when nobody watched. */
typedef struct _FloPriceWatch FloPriceWatch;

FloPriceWatch *flo_price_watch_new            (AwsClient            *client,
                                               FloStore             *store,
                                               const char           *account,
                                               FloConfig            *config);
void           flo_price_watch_free           (FloPriceWatch        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceWatch, flo_price_watch_free)

/* Borrowed, NULL before the first answer. */
FloMarket     *flo_price_watch_get_market     (FloPriceWatch        *self);
FloPoolMemory *flo_price_watch_get_memory     (FloPriceWatch        *self);
/* @self has to live until it is finished. @architecture: (nullable): of the fleet's image. @need_market: FALSE: the
 * fleet launches nothing any more, and only the past is of interest. Fails only when a market is needed and there is
 * none, not even an old one. */
void           flo_price_watch_refresh_async  (FloPriceWatch        *self,
                                               const char           *architecture,
                                               gboolean              need_market,
                                               FloPublisher         *publisher,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       flo_price_watch_refresh_finish (FloPriceWatch        *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
