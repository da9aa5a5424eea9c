/* flo-pool-records.h: what happened to us in each pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_POOL_LAUNCHED,      /* a node began there */
  FLO_POOL_NO_CAPACITY,   /* AWS had none for us */
  FLO_POOL_NOTICE,        /* AWS announced that it takes a node back */
  FLO_POOL_INTERRUPTED,   /* and took it, announced or not */
} FloPoolEvent;

const char *flo_pool_event_get_word (FloPoolEvent event);   /* "launched", … stable */

/* One row. Owned strings.
 * @source: whose event it is: an instance's id, or the token of a call. The same event of the same source in
 *   the same pool is one event, however often it is told: the earliest time and the longest run count. */
typedef struct
{
  char *type;
  char *zone;
  char *zone_id;          /* (nullable): of the zone, the same in every account */
  gboolean spot;          /* or on demand */
  FloPoolEvent event;
  char *source;
  gint64 time;            /* Unix seconds */
  gint64 run_seconds;     /* of a launch: how long the node has run, as far as it is known */
} FloPoolRow;

FloPoolRow *flo_pool_row_copy            (const FloPoolRow     *self);
void        flo_pool_row_free            (FloPoolRow           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPoolRow, flo_pool_row_free)

/* All @rows or none; what is older than a year goes. @rows: (element-type FloPoolRow) (transfer full) */
void        flo_pool_records_add_async   (FloStore             *store,
                                          const char           *account,
                                          const char           *region,
                                          GPtrArray            *rows,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    flo_pool_records_add_finish  (FloStore             *store,
                                          GAsyncResult         *result,
                                          GError              **error);
/* What is remembered of a region since @since (Unix seconds), the newest 100,000, by time.
 * (element-type FloPoolRow) */
void        flo_pool_records_list_async  (FloStore             *store,
                                          const char           *account,
                                          const char           *region,
                                          gint64                since,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray  *flo_pool_records_list_finish (FloStore             *store,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
