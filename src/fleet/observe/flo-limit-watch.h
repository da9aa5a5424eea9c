/* flo-limit-watch.h: keeps a fleet's dynamic price limit fresh
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-maximum-prices.h"
#include "store/flo-fleet-records.h"

G_BEGIN_DECLS

/* Looks once a day (FLO_LIMIT_PERIOD) at what was enough, also over restarts; only where the config has a dynamic
 * limit. */
#define FLO_TYPE_LIMIT_WATCH (flo_limit_watch_get_type ())
G_DECLARE_FINAL_TYPE (FloLimitWatch, flo_limit_watch, FLO, LIMIT_WATCH, GObject)

FloLimitWatch    *flo_limit_watch_new            (FloStore             *store,
                                                  AwsClient            *client,
                                                  FloConfig            *config,
                                                  const FloFleetRecord *record);
FloMaximumPrices *flo_limit_watch_get_prices     (FloLimitWatch        *self);
void              flo_limit_watch_refresh_async  (FloLimitWatch        *self,
                                                  const char           *architecture,
                                                  FloMarket            *market,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          flo_limit_watch_refresh_finish (FloLimitWatch        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
gboolean          flo_limit_watch_take_news      (FloLimitWatch        *self,
                                                  char                **title,
                                                  char                **reason);

G_END_DECLS
