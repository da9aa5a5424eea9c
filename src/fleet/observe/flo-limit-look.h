/* flo-limit-look.h: what a config's dynamic price limit is for each pool now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-maximum-prices.h"
#include "market/flo-price-archive.h"

G_BEGIN_DECLS

/* The prices of so many types, the best pools', are looked at. The others' limit is on-demand, or the budget. */
#define FLO_LIMIT_LOOK_TYPES 100

void              flo_limit_look_async  (AwsClient            *client,
                                         FloPriceArchive      *archive,
                                         FloConfig            *config,
                                         const char           *architecture,
                                         FloMarket            *market,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FloMaximumPrices *flo_limit_look_finish (GAsyncResult         *result,
                                         GError              **trouble,
                                         GError              **error);

G_END_DECLS
