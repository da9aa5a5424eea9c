/* flo-node-records.h: every node a fleet ever had, and what it cost
 *
 * AWS forgets a terminated instance after about an hour; its cost must not be forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One row. Owned strings. Times are Unix seconds. */
typedef struct
{
  char *id;                      /* the instance's */
  char *instance_type;           /* (nullable) */
  char *zone;                    /* (nullable) */
  gboolean spot;
  gint64 launched_at;
  gint64 ended_at;               /* 0 = lives */
  char *end_detail;              /* (nullable): why it ended */
  gint64 price;                  /* micro-dollars an hour from @priced_at on */
  gint64 priced_at;              /* up to when @micro_dollar_seconds counts */
  gint64 micro_dollar_seconds;   /* price × time so far: divided by 3600 only when shown */
  gint64 work_seconds;           /* that it really worked, up to @worked_until */
  gint64 worked_until;           /* 0: it does not work now */
  gboolean cut_off;              /* it ended before the work was done: its last checkpoint interval is lost */
  gint64 storage_price;          /* micro-dollars an hour of its volume, all its life; 0: not counted */
  gboolean storage_shipped;      /* that is at the price that ships with us: AWS had not told the region's */
  gint64 address_price;          /* the same of its public address; 0: it has none */
  gboolean standby;              /* it is stopped until a node is missing */
  gint64 stopped_at;             /* since when it is stopped, and only its volume costs; 0: it is not */
  gint64 stopped_seconds;        /* for how long it was, before that */
  gint64 credited;               /* micro-dollar seconds that AWS does not charge and @micro_dollar_seconds has not */
} FloNodeRecord;

FloNodeRecord *flo_node_record_copy         (const FloNodeRecord  *self);
void           flo_node_record_free         (FloNodeRecord        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloNodeRecord, flo_node_record_free)

/* Writes all @records or none. @records: (element-type FloNodeRecord) (transfer full) */
void           flo_node_records_save_async  (FloStore             *store,
                                             const char           *fleet_id,
                                             GPtrArray            *records,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       flo_node_records_save_finish (FloStore             *store,
                                             GAsyncResult         *result,
                                             GError              **error);
/* A fleet's, by launch, then id. (element-type FloNodeRecord) */
void           flo_node_records_list_async  (FloStore             *store,
                                             const char           *fleet_id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray     *flo_node_records_list_finish (FloStore             *store,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
