/* flo-price-alert-records.h: what prices people want to be told of, and what they were told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_PRICE_ALERT_ABOVE,            /* a pool's price is above @price */
  FLO_PRICE_ALERT_BELOW,            /* or below it */
  FLO_PRICE_ALERT_CHANGED,          /* it changed by @percent or more within @hours */
  FLO_PRICE_ALERT_ABOVE_ON_DEMAND,  /* it is above @percent of what the type costs on demand */
  FLO_PRICE_ALERT_CHEAPEST_BELOW,   /* the cheapest of all pools is below @price */
} FloPriceAlertKind;

const char *flo_price_alert_kind_get_word (FloPriceAlertKind  kind);   /* "above", … stable */
gboolean    flo_price_alert_kind_parse    (const char        *word,
                                           FloPriceAlertKind *kind);

/* An account cannot have more. */
#define FLO_PRICE_ALERT_MAX 100

/* Owned strings. */
typedef struct
{
  gint64 id;               /* 0: it is not kept yet */
  char *account;
  char *region;
  char *product;
  GStrv types;             /* names, or patterns with * and ? */
  GStrv zones;             /* (nullable): all */
  FloPriceAlertKind kind;
  FloMoney price;          /* per hour, of the kinds that have one; else 0 */
  guint percent;           /* so too */
  guint hours;
} FloPriceAlert;

FloPriceAlert *flo_price_alert_copy (const FloPriceAlert *self);
void           flo_price_alert_free (FloPriceAlert       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceAlert, flo_price_alert_free)

/* How far a pool was looked at for an alert, and what was told of it. Owned strings. */
typedef struct
{
  gint64 alert;            /* its id */
  char *type;              /* with the zone: the pool; both are empty where it is the cheapest of the set */
  char *zone;
  gint64 checked;          /* Unix seconds: until when */
  gboolean told;           /* it was told, and has not been over since */
  FloMoney price;          /* that was told */
  FloMoney before;         /* and what it was before */
} FloPriceAlertState;

FloPriceAlertState *flo_price_alert_state_new  (gint64              alert,
                                                const char         *type,
                                                const char         *zone);
FloPriceAlertState *flo_price_alert_state_copy (const FloPriceAlertState *self);
void                flo_price_alert_state_free (FloPriceAlertState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceAlertState, flo_price_alert_state_free)

/* Who is told: each hears of everything once. */
typedef enum
{
  FLO_PRICE_ALERT_TELL_WINDOW,
  FLO_PRICE_ALERT_TELL_COMMAND,
} FloPriceAlertListener;

/* Keeps a new one (id 0), or one that was changed, of which nothing counts as told then. */
void       flo_price_alert_records_save_async    (FloStore              *store,
                                                  const FloPriceAlert   *alert,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
/* Returns: its id; 0 with @error: FLO_STORE_ERROR_NOT_FOUND, FLO_STORE_ERROR_EXISTS (there are too many) */
gint64     flo_price_alert_records_save_finish   (FloStore              *store,
                                                  GAsyncResult          *result,
                                                  GError               **error);
void       flo_price_alert_records_remove_async  (FloStore              *store,
                                                  const char            *account,
                                                  gint64                 id,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
gboolean   flo_price_alert_records_remove_finish (FloStore              *store,
                                                  GAsyncResult          *result,
                                                  GError               **error);
/* The account's, in the order in which they were made, and what @listener was told. */
void       flo_price_alert_records_list_async    (FloStore              *store,
                                                  const char            *account,
                                                  FloPriceAlertListener  listener,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
/* @states: (out) (optional) (transfer full) (element-type FloPriceAlertState)
 * Returns: (transfer full) (element-type FloPriceAlert) */
GPtrArray *flo_price_alert_records_list_finish   (FloStore              *store,
                                                  GAsyncResult          *result,
                                                  GPtrArray            **states,
                                                  GError               **error);
/* Remembers what @listener was told. Of an alert that is gone meanwhile nothing is kept.
 * @states: (element-type FloPriceAlertState) (transfer full) */
void       flo_price_alert_records_told_async    (FloStore              *store,
                                                  FloPriceAlertListener  listener,
                                                  GPtrArray             *states,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
gboolean   flo_price_alert_records_told_finish   (FloStore              *store,
                                                  GAsyncResult          *result,
                                                  GError               **error);

G_END_DECLS
