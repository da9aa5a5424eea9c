/* flo-cost-outlook.h: what a config would cost if it were launched now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"
#include "fleet/flo-expected-pools.h"
#include "market/flo-forecast.h"
#include "market/flo-price-archive.h"
#include "market/flo-price-limit.h"

G_BEGIN_DECLS

/* How much of the past is looked at: what AWS keeps; and over how long a limit is judged. */
#define FLO_COST_OUTLOOK_HISTORY_DAYS 90
#define FLO_COST_OUTLOOK_LIMIT_DAYS 30
/* So many forecasts of a hundred hold. */
#define FLO_COST_OUTLOOK_PERCENT 90

/* An hour, a day and 30 days. */
#define FLO_COST_OUTLOOK_N_HORIZONS 3

typedef struct
{
  FloExpectedPool expected;
  FloLimitReview limit;      /* what the config's would have meant; all zero on demand */
} FloCostOutlookPool;

#define FLO_TYPE_COST_OUTLOOK (flo_cost_outlook_get_type ())
G_DECLARE_FINAL_TYPE (FloCostOutlook, flo_cost_outlook, FLO, COST_OUTLOOK, GObject)

void                       flo_cost_outlook_load_async   (AwsClient              *client,
                                                          FloConfig              *config,
                                                          FloMarket              *market,
                                                          FloPriceArchive        *archive,
                                                          gboolean                verify,
                                                          GCancellable           *cancellable,
                                                          GAsyncReadyCallback     callback,
                                                          gpointer                user_data);
FloCostOutlook            *flo_cost_outlook_load_finish  (GAsyncResult           *result,
                                                          GError                **error);
gint64                     flo_cost_outlook_get_time     (FloCostOutlook         *self);
FloMoney                   flo_cost_outlook_get_cost_now (FloCostOutlook         *self);
guint                      flo_cost_outlook_get_n_pools  (FloCostOutlook         *self);
const FloCostOutlookPool  *flo_cost_outlook_get_pool     (FloCostOutlook         *self,
                                                          guint                   index);
const FloForecast         *flo_cost_outlook_get_forecast (FloCostOutlook         *self,
                                                          guint                   horizon);
const FloForecastCheck    *flo_cost_outlook_get_check    (FloCostOutlook         *self,
                                                          guint                   horizon);

G_END_DECLS
