/* flo-price-log.h: spot prices in the database
 *
 * A price holds until the next one of its pool. A window therefore begins with the last change before it.
 *
 * What was asked for is remembered as well, by type and for all zones at once: then what is missing can be told
 * from what did not change. A type that is the empty text stands for all types together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-batch.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* Whose prices: AWS's names of zones differ from account to account, and a practice cloud's are its own. */
typedef struct
{
  const char *source;      /* the account */
  const char *region;
  const char *product;     /* "Linux/UNIX", … */
} FloPriceScope;

/* Seconds, both of them inside. */
typedef struct
{
  gint64 first;
  gint64 last;
} FloPriceSpan;

/* AWS may tell of a change so many seconds after it: of the time before the asking so much is not known for good. */
#define FLO_PRICE_LATE 300

/* That all is known of @span. */
typedef struct
{
  const char * const *types;   /* (nullable) (array zero-terminated=1): NULL: all */
  FloPriceSpan span;
  gint64 checked;              /* when AWS was asked: changes near it may still come */
} FloPriceCoverage;

/* One transaction. @batch: (transfer full); its products count, not the scope's.
 * @keep: what is known of a moment stays; else it is replaced.
 * @coverage: (nullable): of the scope's product; read before this returns */
void       flo_price_log_write_async  (FloStore               *store,
                                       const FloPriceScope    *scope,
                                       FloPriceBatch          *batch,
                                       gboolean                keep,
                                       const FloPriceCoverage *coverage,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);
/* @n_new: (out) (optional): how many rows are new or were changed */
gboolean   flo_price_log_write_finish (FloStore               *store,
                                       GAsyncResult           *result,
                                       guint64                *n_new,
                                       GError                **error);

/* What is not known of @span, for each of @types. When AWS was asked @fresh seconds before the end of @span or
 * later, nothing is missing at its end. */
void       flo_price_log_find_gaps_async  (FloStore            *store,
                                           const FloPriceScope *scope,
                                           const char * const  *types,   /* (nullable): all together */
                                           FloPriceSpan         span,
                                           gint64               fresh,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* Returns: (transfer full) (element-type GArray of FloPriceSpan): oldest first, one for each type as asked (for
 * all types together, one). @checked: (out): the oldest time at which AWS was asked, 0 = never for one of them */
GPtrArray *flo_price_log_find_gaps_finish (FloStore            *store,
                                           GAsyncResult        *result,
                                           gint64              *checked,
                                           GError             **error);

/* What held inside the window, oldest first: the last change before it comes as it is, at its own time.
 * @scope: its product may be NULL: all */
void       flo_price_log_read_async   (FloStore            *store,
                                       const FloPriceScope *scope,
                                       const char * const  *types,   /* (nullable): all */
                                       const char * const  *zones,   /* (nullable): all; names or ids */
                                       FloPriceSpan         span,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Returns: (transfer full) (element-type FloPricePool): by product, type, zone; none without a step */
GPtrArray *flo_price_log_read_finish  (FloStore            *store,
                                       GAsyncResult        *result,
                                       GError             **error);

typedef struct
{
  guint64 pools;
  guint64 rows;
  gint64 oldest;     /* Unix seconds; 0 = there is none */
  gint64 newest;
} FloPriceCounts;

/* Of @source's, of all regions and products. */
void       flo_price_log_count_async  (FloStore            *store,
                                       const char          *source,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean   flo_price_log_count_finish (FloStore            *store,
                                       GAsyncResult        *result,
                                       FloPriceCounts      *counts,
                                       GError             **error);

G_END_DECLS
