/* flo-pool-records.c: what happened to us in each pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-pool-records"

#include "flotilla-config.h"

#include "store/flo-pool-records.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"

#define KEEP_SECONDS (365 * G_GINT64_CONSTANT (86400))
#define MAX_ROWS 100000

typedef struct
{
  char *account;     /* (owned) */
  char *region;      /* (owned) */
  gint64 since;
  GPtrArray *rows;   /* (owned) (nullable) (element-type FloPoolRow): to add, or found */
} Request;

static const char * const words[] = {
  [FLO_POOL_LAUNCHED] = "launched",
  [FLO_POOL_NO_CAPACITY] = "no-capacity",
  [FLO_POOL_NOTICE] = "notice",
  [FLO_POOL_INTERRUPTED] = "interrupted",
};


const char *
flo_pool_event_get_word (FloPoolEvent event)
{
  g_return_val_if_fail (event < G_N_ELEMENTS (words), NULL);

  return words[event];
}

FloPoolRow *
flo_pool_row_copy (const FloPoolRow *self)
{
  FloPoolRow *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->type = g_strdup (self->type);
  copy->zone = g_strdup (self->zone);
  copy->zone_id = g_strdup (self->zone_id);
  copy->source = g_strdup (self->source);

  return copy;
}

void
flo_pool_row_free (FloPoolRow *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->zone);
  g_free (self->zone_id);
  g_free (self->source);
  g_free (self);
}

static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->account);
  g_free (request->region);
  g_clear_pointer (&request->rows, g_ptr_array_unref);
  g_free (request);
}

static Request *
request_new (const char *account,
             const char *region)
{
  Request *request = g_new0 (Request, 1);

  request->account = g_strdup (account);
  request->region = g_strdup (region);

  return request;
}

static gboolean
add_row (sqlite3           *db,
         const Request     *request,
         const FloPoolRow  *row,
         GError           **error)
{
  return flo_sql_run (db,
                      "INSERT INTO pool_events (account, region, type, zone, zone_id, spot, event, source, time,"
                      " run_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      " ON CONFLICT (account, region, type, zone, event, source) DO UPDATE SET"
                      " time = min (time, excluded.time),"
                      " run_seconds = max (run_seconds, excluded.run_seconds),"
                      " zone_id = coalesce (zone_id, excluded.zone_id)",
                      "remember what happened in a pool", error, "sssssissii",
                      request->account, request->region, row->type, row->zone, row->zone_id, (gint64) row->spot,
                      flo_pool_event_get_word (row->event), row->source, row->time, row->run_seconds);
}

static gboolean
add_func (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  Request *request = data;

  for (guint i = 0; i < request->rows->len; i++)
    {
      if (!add_row (db, request, g_ptr_array_index (request->rows, i), error))
        return FALSE;
    }

  return flo_sql_run (db, "DELETE FROM pool_events WHERE account = ? AND region = ? AND time < ?",
                      "forget what happened long ago", error, "ssi", request->account, request->region,
                      g_get_real_time () / G_USEC_PER_SEC - KEEP_SECONDS);
}

void
flo_pool_records_add_async (FloStore            *store,
                            const char          *account,
                            const char          *region,
                            GPtrArray           *rows,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && region != NULL);
  g_return_if_fail (rows != NULL);

  request = request_new (account, region);
  request->rows = rows;

  flo_store_run_async (store, add_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_pool_records_add_finish (FloStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
row_from_sql (sqlite3_stmt *sql)
{
  g_autofree char *word = flo_sql_dup_text (sql, 4);
  FloPoolRow *row = g_new0 (FloPoolRow, 1);

  row->type = flo_sql_dup_text (sql, 0);
  row->zone = flo_sql_dup_text (sql, 1);
  row->zone_id = flo_sql_dup_text (sql, 2);
  row->spot = sqlite3_column_int64 (sql, 3) != 0;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (words[i], word) == 0)
        row->event = i;
    }
  row->source = flo_sql_dup_text (sql, 5);
  row->time = sqlite3_column_int64 (sql, 6);
  row->run_seconds = sqlite3_column_int64 (sql, 7);

  return row;
}

static gboolean
list_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;

  /* The newest count most, should there be too many. */
  request->rows = flo_sql_list (db,
                                "SELECT * FROM (SELECT type, zone, zone_id, spot, event, source, time, run_seconds"
                                " FROM pool_events WHERE account = ? AND region = ? AND time >= ?"
                                " ORDER BY time DESC, rowid DESC LIMIT " G_STRINGIFY (MAX_ROWS) ")"
                                " ORDER BY time, type, zone, event, source",
                                "read what happened in the pools", row_from_sql, (GDestroyNotify) flo_pool_row_free,
                                error, "ssi", request->account, request->region, request->since);

  return request->rows != NULL;
}

void
flo_pool_records_list_async (FloStore            *store,
                             const char          *account,
                             const char          *region,
                             gint64               since,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && region != NULL);

  request = request_new (account, region);
  request->since = since;

  flo_store_run_async (store, list_func, request, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_pool_records_list_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return NULL;

  return g_steal_pointer (&((Request *) flo_store_run_get_data (result))->rows);
}
