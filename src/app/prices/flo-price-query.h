/* flo-price-query.h: what pools of several regions cost now and how that moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "market/flo-price-history.h"

G_BEGIN_DECLS

/* With more types than this only the prices of now are asked for. */
#define FLO_PRICE_QUERY_MAX_HISTORIES 6

typedef struct
{
  GListModel *pools;       /* (owned) (element-type FloPoolItem): by region as asked, type, zone */
  GListModel *series;      /* (owned) (element-type FloPriceSeries): none with too many types */
  char *problem;           /* (owned) (nullable): regions that did not answer, and why */
  gint64 asked_at;         /* Unix seconds: the end of the series */
  gint64 time;             /* Unix seconds: as of when */
  FloOrigin on_demand;     /* of the oldest on-demand price among them */
  FloOrigin advisor;       /* of the oldest interruption ranges among them */
} FloPriceAnswer;

void            flo_price_answer_free        (FloPriceAnswer      *self);

/* While AWS is asked for prices that are not kept yet: how many came, and how much of the time (0 to 1) they are of. */
typedef void (*FloPriceQueryProgress) (guint64  n_prices,
                                       double   share,
                                       gpointer user_data);

/* Asks all regions at once. Some that fail are a problem of the answer; when all do it is an error.
 * @zones: (nullable): only these, of whichever region.
 * @progress: not called after @callback */
void            flo_price_query_async        (FloSession          *session,
                                              const char * const  *regions,
                                              const char * const  *types,
                                              const char * const  *zones,
                                              gint64               from,
                                              gint64               to,
                                              FloPriceQueryProgress progress,
                                              gpointer             progress_data,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
FloPriceAnswer *flo_price_query_finish       (FloSession          *session,
                                              GAsyncResult        *result,
                                              GError             **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceAnswer, flo_price_answer_free)

G_END_DECLS
