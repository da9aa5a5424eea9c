/* flo-price-news.h: asks for the prices that an account's alerts are about, and what there is to tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "market/flo-price-alert.h"

G_BEGIN_DECLS

/* @problem: what could not be looked at, and why: sentences, one a line */
typedef struct
{
  guint n_alerts;          /* that the account has */
  GPtrArray *events;       /* (owned) (element-type FloPriceAlertEvent) */
  GPtrArray *states;       /* (owned) (element-type FloPriceAlertState): for the next time, as soon as it is told */
  char *problem;           /* (owned) (nullable) */
} FloPriceNews;

void          flo_price_news_free        (FloPriceNews           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceNews, flo_price_news_free)

void          flo_price_news_load_async  (FloStore               *store,
                                          const char             *account,
                                          AwsClient              *client,
                                          FloPriceAlertListener   listener,
                                          GPtrArray              *states,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
FloPriceNews *flo_price_news_load_finish (FloStore               *store,
                                          GAsyncResult           *result,
                                          GError                **error);

G_END_DECLS
