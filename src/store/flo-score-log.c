/* flo-score-log.c: every placement score AWS gave us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-score-log"

#include "flotilla-config.h"

#include "store/flo-score-log.h"
#include "store/flo-store-private.h"
#include "store/flo-store-rows-private.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
#define KEEP_SECONDS (365 * SECONDS_PER_DAY)
#define MAX_ROWS "20000"

typedef struct
{
  char *account;     /* (owned) */
  char *request;     /* (owned) */
  gint64 since;
  GPtrArray *rows;   /* (owned) (nullable) (element-type FloScoreRow) */
  guint n_new;
} Request;


void
flo_score_row_free (FloScoreRow *self)
{
  if (self == NULL)
    return;

  g_free (self->region);
  g_free (self->zone_id);
  g_free (self);
}

static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->account);
  g_free (request->request);
  g_clear_pointer (&request->rows, g_ptr_array_unref);
  g_free (request);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
append_row (sqlite3        *db,
            const char     *account,
            const char     *request,
            gconstpointer   data,
            GError        **error)
{
  const FloScoreRow *row = data;

  return flo_sql_run (db,
                      "INSERT OR REPLACE INTO placement_scores (account, request, time, region, zone_id, score)"
                      " VALUES (?, ?, ?, ?, ?, ?)",
                      "keep the placement scores", error, "ssissi", account, request, row->time,
                      row->region, row->zone_id != NULL ? row->zone_id : "", (gint64) row->score);
}

static gboolean
forget (sqlite3        *db,
        const char     *account,
        const char     *request,
        gconstpointer   row,
        GError        **error)
{
  return flo_sql_run (db, "DELETE FROM placement_scores WHERE time < ?", "forget old placement scores", error, "i",
                      get_now () - KEEP_SECONDS);
}

void
flo_score_log_append_async (FloStore            *store,
                            const char          *account,
                            const char          *request,
                            GPtrArray           *rows,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (request != NULL);

  flo_store_write_async (store, account, request, rows, append_row, forget, cancellable, callback, user_data);
}

gboolean
flo_score_log_append_finish (FloStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
row_from_sql (sqlite3_stmt *sql)
{
  FloScoreRow *row = g_new0 (FloScoreRow, 1);

  row->time = sqlite3_column_int64 (sql, 0);
  row->region = flo_sql_dup_text (sql, 1);
  row->zone_id = flo_sql_dup_text (sql, 2);
  row->score = (int) sqlite3_column_int64 (sql, 3);

  return row;
}

static gboolean
count_new (sqlite3   *db,
           Request   *request,
           GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  statement = flo_sql_prepare (db,
                               "SELECT count (*) FROM (SELECT request FROM placement_scores WHERE account = ?"
                               " GROUP BY request HAVING min (time) > ?)",
                               "count the placement scores", error, "si", request->account,
                               get_now () - SECONDS_PER_DAY);
  if (statement == NULL || !flo_sql_step (statement, "count the placement scores", &row, error))
    return FALSE;

  request->n_new = row ? (guint) sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

static gboolean
list_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;

  request->rows = flo_sql_list (db,
                                "SELECT time, region, nullif (zone_id, ''), score FROM placement_scores"
                                " WHERE account = ? AND request = ? AND time >= ?"
                                " ORDER BY time DESC, region, zone_id LIMIT " MAX_ROWS,
                                "read the placement scores", row_from_sql, (GDestroyNotify) flo_score_row_free,
                                error, "ssi", request->account, request->request, request->since);

  return request->rows != NULL && count_new (db, request, error);
}

void
flo_score_log_list_async (FloStore            *store,
                          const char          *account,
                          const char          *request,
                          gint64               since,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *job;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && request != NULL);

  job = g_new0 (Request, 1);
  job->account = g_strdup (account);
  job->request = g_strdup (request);
  job->since = since;

  flo_store_run_async (store, list_func, job, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_score_log_list_finish (FloStore      *store,
                           GAsyncResult  *result,
                           guint         *n_new,
                           GError       **error)
{
  Request *request;

  if (!flo_store_run_finish (store, result, error))
    return NULL;

  request = flo_store_run_get_data (result);
  if (n_new != NULL)
    *n_new = request->n_new;

  return g_steal_pointer (&request->rows);
}
