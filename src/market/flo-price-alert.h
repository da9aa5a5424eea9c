/* flo-price-alert.h: whether prices did what somebody wants to be told of
 *
 * A price holds until the next. An alert is told once when its condition begins to hold, and again only after it was
 * clearly over: a price that wobbles round a threshold is one piece of news, not many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"
#include "store/flo-price-alert-records.h"

G_BEGIN_DECLS

/* By so many percent of a threshold a price has to be on the other side before passing it is news again. */
#define FLO_PRICE_ALERT_MARGIN 3
/* And of a change, this share of it has to be gone. */
#define FLO_PRICE_ALERT_CALM 50

#define FLO_PRICE_ALERT_MAX_PERCENT 10000
#define FLO_PRICE_ALERT_MAX_HOURS (30 * 24)
/* Types and patterns of one alert, and how many types they may mean. */
#define FLO_PRICE_ALERT_MAX_NAMES 50
#define FLO_PRICE_ALERT_MAX_TYPES 200

/* What is told. Owned strings. */
typedef struct
{
  FloPriceAlert *alert;    /* (owned) */
  char *type;
  char *zone;
  gint64 since;            /* Unix seconds: when it began */
  gint64 until;            /* when it was over again; 0: it is so now. A change is never over. */
  FloMoney before;         /* per hour: the price that it is news against; 0: not known */
  FloMoney price;          /* that began it */
  FloMoney now;
  FloMoney threshold;      /* 0 of a change */
} FloPriceAlertEvent;

void       flo_price_alert_event_free (FloPriceAlertEvent   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceAlertEvent, flo_price_alert_event_free)

gboolean   flo_price_alert_check      (const FloPriceAlert  *self,
                                       GError              **error);
gboolean   flo_price_alert_covers     (const FloPriceAlert  *self,
                                       const char           *type,
                                       const char           *zone);
GPtrArray *flo_price_alert_list_types (const FloPriceAlert  *self,
                                       GError              **error);
gint64     flo_price_alert_get_start  (const FloPriceAlert  *self,
                                       gint64                checked,
                                       gint64                now);
/* What a type costs on demand, per hour; 0: not known */
typedef FloMoney (*FloPriceAlertOnDemand) (const char *type,
                                           gpointer    user_data);
GPtrArray *flo_price_alert_evaluate   (const FloPriceAlert  *self,
                                       FloPriceSeries *const *series,
                                       guint                 n_series,
                                       FloPriceAlertOnDemand on_demand,
                                       gpointer              user_data,
                                       GPtrArray            *states,
                                       gint64                now,
                                       GPtrArray            *new_states);

/* In words (flo-price-alert-text.c). All (transfer full) */
char      *flo_price_alert_describe       (const FloPriceAlert      *self);
char      *flo_price_alert_describe_where (const FloPriceAlert      *self);
char      *flo_price_alert_event_title    (const FloPriceAlertEvent *event);
char      *flo_price_alert_event_describe (const FloPriceAlertEvent *event);

G_END_DECLS
