/* flo-cost-outlook.h: what a config would cost if it were launched now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"
#include "fleet/plan/flo-expected-pools.h"
#include "market/flo-forecast.h"
#include "market/flo-price-archive.h"
#include "market/flo-price-limit.h"

G_BEGIN_DECLS

/* How much of the past is looked at: what AWS keeps; and over how long a limit is judged. */
#define FLO_COST_OUTLOOK_HISTORY_DAYS 90
#define FLO_COST_OUTLOOK_LIMIT_DAYS 30
/* So many forecasts of a hundred are to hold. */
#define FLO_COST_OUTLOOK_PERCENT 90

enum
{
  FLO_COST_OUTLOOK_HOUR,
  FLO_COST_OUTLOOK_DAY,
  FLO_COST_OUTLOOK_MONTH,    /* 30 days */
  FLO_COST_OUTLOOK_N_HORIZONS
};

typedef struct
{
  FloExpectedPool expected;
  FloLimitReview limit;      /* what the config's would have meant; all zero on demand */
} FloCostOutlookPool;

/* All of the nodes, or those of a zone. The intervals of zones do not add up to that of all, and what is expected does so
 * nearly: each is a forecast of its own. The volumes of standbys are in that of all alone. */
typedef struct
{
  const char *zone;          /* (nullable): borrowed from the market; NULL = all */
  guint nodes;
  FloMoney now;              /* USD/hour, with volumes and public addresses */
  FloMoney extras;           /* of that, for these */
  FloMoney on_demand;        /* the same if all of them were; 0 = not known */
  FloForecast forecasts[FLO_COST_OUTLOOK_N_HORIZONS];
} FloCostOutlookPlace;

#define FLO_TYPE_COST_OUTLOOK (flo_cost_outlook_get_type ())
G_DECLARE_FINAL_TYPE (FloCostOutlook, flo_cost_outlook, FLO, COST_OUTLOOK, GObject)

void                       flo_cost_outlook_load_async   (AwsClient              *client,
                                                          FloConfig              *config,
                                                          FloMarket              *market,
                                                          FloPriceArchive        *archive,
                                                          GCancellable           *cancellable,
                                                          GAsyncReadyCallback     callback,
                                                          gpointer                user_data);
FloCostOutlook            *flo_cost_outlook_load_finish  (GAsyncResult           *result,
                                                          GError                **error);
char                      *flo_cost_outlook_describe_extras (FloCostOutlook      *self);
gint64                     flo_cost_outlook_get_time     (FloCostOutlook         *self);
guint                      flo_cost_outlook_get_n_pools  (FloCostOutlook         *self);
const FloCostOutlookPool  *flo_cost_outlook_get_pool     (FloCostOutlook         *self,
                                                          guint                   index);
guint                      flo_cost_outlook_get_n_places (FloCostOutlook         *self);
const FloCostOutlookPlace *flo_cost_outlook_get_place    (FloCostOutlook         *self,
                                                          guint                   index);
const FloMoney            *flo_cost_outlook_get_days     (FloCostOutlook         *self,
                                                          guint                  *n_days);
const FloForecastCheck    *flo_cost_outlook_get_check    (FloCostOutlook         *self,
                                                          guint                   horizon);

G_END_DECLS
