/* flo-forecast.h: what a set of pools will cost, and how sure that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* All pure: the same prices and the same seed give the same forecast. */

#define FLO_FORECAST_HOUR 1
#define FLO_FORECAST_DAY 24
#define FLO_FORECAST_MONTH 720     /* 30 days */

/* Less is not enough to forecast from. */
#define FLO_FORECAST_MIN_HISTORY (7 * 86400)

typedef struct
{
  FloPriceSeries *series;    /* (unowned) */
  guint nodes;
  FloMoney on_demand;        /* USD/hour a node; 0 = not known */
} FloForecastPool;

/* USD for all of the nodes and hours */
typedef struct
{
  guint hours;
  FloMoney expected;         /* the mean */
  FloMoney low, high;        /* what holds as often as was asked for: as often below as above */
  FloMoney median;
} FloForecast;

/* How often forecasts held that would have been made in the past. They overlap, so that there is less to learn from
 * them than from as many by themselves. */
typedef struct
{
  guint n_checks;
  guint n_apart;             /* so many of them share no hour with each other */
  guint n_held;              /* the cost was within the interval */
  guint n_above;             /* it cost more */
  guint n_below;             /* it cost less */
  double width;              /* of the interval, as a share of the cost, on average */
} FloForecastCheck;

/* From fewer than that apart, nobody knows how often forecasts hold. */
#define FLO_FORECAST_MIN_APART 20

typedef struct _FloForecastModel FloForecastModel;

FloForecastModel *flo_forecast_model_new  (const FloForecastPool *pools,
                                           guint                  n_pools,
                                           gint64                 from,
                                           gint64                 now);
void              flo_forecast_model_free (FloForecastModel      *self);
FloMoney          flo_forecast_model_now  (FloForecastModel      *self);
GArray           *flo_forecast_model_days (FloForecastModel      *self);
void              flo_forecast_model_run  (FloForecastModel      *self,
                                           guint                  hours,
                                           guint                  n_resamples,
                                           guint32                seed,
                                           guint                  percent,
                                           FloForecast           *forecast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloForecastModel, flo_forecast_model_free)

void              flo_forecast_verify     (const FloForecastPool *pools,
                                           guint                  n_pools,
                                           gint64                 from,
                                           gint64                 to,
                                           guint                  hours,
                                           guint                  percent,
                                           FloForecastCheck      *check);

G_END_DECLS
