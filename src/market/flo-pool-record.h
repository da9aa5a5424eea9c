/* flo-pool-record.h: what we saw ourselves of each pool, and what it is worth today
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-pool-records.h"

G_BEGIN_DECLS

/* How long it takes until an event counts half: capacity comes and goes within hours, how often AWS takes
 * nodes back changes over weeks. */
#define FLO_POOL_CAPACITY_HALF_LIFE (12 * 3600)
#define FLO_POOL_INTERRUPTION_HALF_LIFE (14 * 86400)

/* A pool as we know it. Counts are of all that is remembered; the weighed figures are of what it is worth now.
 * A node whose notice and end were both seen was taken back once.
 * Borrowed from its set. Times are Unix seconds, 0 = never. */
typedef struct
{
  const char *type;
  const char *zone;
  guint launches;               /* of spot nodes, as all that follows */
  guint refusals;               /* calls that found no capacity */
  guint notices;
  guint interruptions;          /* nodes that AWS took back, or said it would */
  double hours;                 /* that nodes ran, all together */
  gint64 last_launch;
  gint64 last_refusal;
  gint64 last_interruption;
  double weighed_launches;      /* by the half-life of capacity */
  double weighed_refusals;
  double weighed_interruptions; /* by that of interruptions */
  double weighed_hours;
} FloPoolRecord;

/* Immutable; may be shared between threads. */
typedef struct _FloPoolRecordSet FloPoolRecordSet;

FloPoolRecordSet    *flo_pool_record_set_new         (GPtrArray            *rows,
                                                      gint64                now);
void                 flo_pool_record_set_free        (FloPoolRecordSet     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPoolRecordSet, flo_pool_record_set_free)

void                 flo_pool_record_set_load_async  (FloStore             *store,
                                                      const char           *account,
                                                      const char           *region,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
FloPoolRecordSet    *flo_pool_record_set_load_finish (GAsyncResult         *result,
                                                      GError              **error);
gint64               flo_pool_record_set_get_time    (FloPoolRecordSet     *self);
guint                flo_pool_record_set_get_n       (FloPoolRecordSet     *self);
const FloPoolRecord *flo_pool_record_set_get         (FloPoolRecordSet     *self,
                                                      guint                 index);
const FloPoolRecord *flo_pool_record_set_find        (FloPoolRecordSet     *self,
                                                      const char           *type,
                                                      const char           *zone);

double               flo_pool_record_get_interruption_rate
                                                     (const FloPoolRecord  *self,
                                                      int                   interruption_range);
double               flo_pool_record_get_interruption_risk
                                                     (const FloPoolRecord  *self,
                                                      int                   interruption_range,
                                                      double                hours);
double               flo_pool_record_get_refusal_risk (const FloPoolRecord *self);
char                *flo_pool_record_describe        (const FloPoolRecord  *self,
                                                      gint64                now);

G_END_DECLS
