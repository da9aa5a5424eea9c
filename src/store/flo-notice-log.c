/* flo-notice-log.c: what events said of a fleet's instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-notice-log"

#include "flotilla-config.h"

#include "store/flo-notice-log.h"
#include "store/flo-store-rows-private.h"

#define WEEK (7 * 24 * 3600)

/* By FloNoticeKind. Never change a word: old databases hold it. */
static const char * const words[] = { "interruption", "rebalance" };


FloNoticeRow *
flo_notice_row_new (const char    *instance,
                    FloNoticeKind  kind,
                    gint64         time)
{
  FloNoticeRow *self = g_new0 (FloNoticeRow, 1);

  self->instance = g_strdup (instance);
  self->kind = kind;
  self->time = time;

  return self;
}

void
flo_notice_row_free (FloNoticeRow *self)
{
  if (self == NULL)
    return;

  g_free (self->instance);
  g_free (self);
}

static gboolean
append_row (sqlite3        *db,
            const char     *fleet_id,
            const char     *part,
            gconstpointer   data,
            GError        **error)
{
  const FloNoticeRow *row = data;

  return flo_sql_run (db, "INSERT OR REPLACE INTO notices (fleet_id, instance, kind, time) VALUES (?, ?, ?, ?)",
                      "write the notice", error, "sssi", fleet_id, row->instance, words[row->kind], row->time);
}

static gboolean
forget_old (sqlite3        *db,
            const char     *fleet_id,
            const char     *part,
            gconstpointer   data,
            GError        **error)
{
  return flo_sql_run (db, "DELETE FROM notices WHERE fleet_id = ? AND time < ?", "forget old notices", error, "si",
                      fleet_id, g_get_real_time () / G_USEC_PER_SEC - WEEK);
}

void
flo_notice_log_append_async (FloStore            *store,
                             const char          *fleet_id,
                             GPtrArray           *rows,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  flo_store_write_async (store, fleet_id, NULL, rows, append_row, forget_old, cancellable, callback, user_data);
}

gboolean
flo_notice_log_append_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
notice_from_row (sqlite3_stmt *row)
{
  g_autofree char *word = flo_sql_dup_text (row, 1);
  FloNoticeRow *notice = g_new0 (FloNoticeRow, 1);

  notice->instance = flo_sql_dup_text (row, 0);
  notice->kind = g_strcmp0 (word, words[FLO_NOTICE_REBALANCE]) == 0 ? FLO_NOTICE_REBALANCE : FLO_NOTICE_INTERRUPTION;
  notice->time = sqlite3_column_int64 (row, 2);

  return notice;
}

static const FloStoreQuery query = {
  "SELECT instance, kind, time FROM notices WHERE fleet_id = ? ORDER BY time, instance, kind",
  "read the notices", "s", notice_from_row, (GDestroyNotify) flo_notice_row_free
};

void
flo_notice_log_list_async (FloStore            *store,
                           const char          *fleet_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);

  flo_store_list_async (store, &query, cancellable, callback, user_data, fleet_id);
}

GPtrArray *
flo_notice_log_list_finish (FloStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
