/* flo-price-limit.h: what a maximum price would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* All pure. AWS's advice is to set no maximum price: one that is passed takes the node away. */
typedef enum
{
  FLO_LIMIT_NONE,        /* up to on-demand, which is as far as AWS goes */
  FLO_LIMIT_FIXED,
  FLO_LIMIT_PERCENT,     /* of on-demand */
  FLO_LIMIT_DYNAMIC,     /* what would have been enough lately, looked at anew every day */
} FloLimitKind;
#define FLO_N_LIMIT_KINDS (FLO_LIMIT_DYNAMIC + 1)

typedef struct
{
  FloLimitKind kind;
  FloMoney price;        /* FIXED: USD/hour */
  guint percent;         /* PERCENT: 1–100. DYNAMIC: of the time, that one wants to have the node */
  FloMoney budget;       /* DYNAMIC: USD/hour, never more than that; 0 = no such bound */
} FloLimit;

/* What it would have meant, where prices are known. */
typedef struct
{
  FloMoney limit;        /* at the end, USD/hour; 0 = no limit */
  gint64 seconds;        /* that are known */
  gint64 seconds_out;    /* the price was above it */
  guint n_times;         /* it rose above it */
  FloMoney paid;         /* the mean price while below, USD/hour; 0 = it never was */
} FloLimitReview;

/* What a limit rests on. */
typedef enum
{
  FLO_LIMIT_BASIS_CONFIG,      /* it is what was written down, or a share of on-demand */
  FLO_LIMIT_BASIS_HISTORY,     /* what was enough */
  FLO_LIMIT_BASIS_ON_DEMAND,   /* what was enough is above on-demand, which is as far as it goes */
  FLO_LIMIT_BASIS_BUDGET,      /* what was enough is above the budget, which is as far as it goes */
  FLO_LIMIT_BASIS_UNKNOWN,     /* too little is known: on-demand, or the budget when that is less */
} FloLimitBasis;

/* How far back the dynamic limit looks, how much of that has to be known, and how often it is looked at anew: seconds */
#define FLO_LIMIT_WINDOW (30 * 86400)
#define FLO_LIMIT_MIN_HISTORY (7 * 86400)
#define FLO_LIMIT_PERIOD 86400

/* Figures to begin with, and to compare one's own with: most spot prices are below that share of on-demand. */
#define FLO_LIMIT_USUAL_PERCENT 60
#define FLO_LIMIT_USUAL_AVAILABILITY 95

/* In words for people: "what was enough for 95 % of the last 30 days" */
char    *flo_limit_explain     (const FloLimit        *limit,
                                FloLimitBasis          basis);
FloMoney flo_limit_get         (const FloLimit        *limit,
                                FloPriceSeries        *series,
                                FloMoney               on_demand,
                                gint64                 now,
                                FloLimitBasis         *basis);
void     flo_limit_list        (const FloLimit        *limit,
                                FloPriceSeries        *series,
                                FloMoney               on_demand,
                                gint64                 from,
                                guint                  n_periods,
                                FloMoney              *prices);
void     flo_limit_list_kinds  (const FloLimit        *own,
                                FloMoney               price,
                                FloLimit              *kinds);
void     flo_limit_review      (const FloLimit        *limit,
                                FloPriceSeries        *series,
                                FloMoney               on_demand,
                                gint64                 from,
                                gint64                 to,
                                FloLimitReview        *review);
gint64   flo_limit_seconds_out (FloPriceSeries *const *series,
                                const FloMoney        *limits,
                                guint                  n_series,
                                gint64                 from,
                                gint64                 to,
                                gint64                *known);

G_END_DECLS
