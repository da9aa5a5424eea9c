/* flo-price-replay.h: the pools of a config over the prices that are kept of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-replay-setting.h"
#include "market/flo-price-archive.h"

G_BEGIN_DECLS

/* What prices are kept and fetched of. */
#define FLO_PRICE_REPLAY_DAYS 90

void              flo_price_replay_load_async  (FloPriceArchive      *archive,
                                                AwsClient            *client,
                                                FloConfig            *config,
                                                FloMarket            *region,
                                                gint64                now,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FloReplaySetting *flo_price_replay_load_finish (GAsyncResult         *result,
                                                guint                *n_pools,
                                                GError              **error);

G_END_DECLS
