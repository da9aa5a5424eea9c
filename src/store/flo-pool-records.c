/* flo-pool-records.c: what happened to us in each pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-pool-records"

#include "flotilla-config.h"

#include "store/flo-pool-records.h"
#include "store/flo-store-rows-private.h"

#define KEEP_SECONDS (365 * G_GINT64_CONSTANT (86400))
#define MAX_ROWS 100000

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

static gboolean
add_row (sqlite3        *db,
         const char     *account,
         const char     *region,
         gconstpointer   data,
         GError        **error)
{
  const FloPoolRow *row = data;

  return flo_sql_run (db,
                      "INSERT INTO pool_events (account, region, type, zone, zone_id, spot, event, source, time,"
                      " run_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      " ON CONFLICT (account, region, type, zone, event, source) DO UPDATE SET"
                      " time = min (time, excluded.time),"
                      " run_seconds = max (run_seconds, excluded.run_seconds),"
                      " zone_id = coalesce (zone_id, excluded.zone_id)",
                      "remember what happened in a pool", error, "sssssissii",
                      account, region, row->type, row->zone, row->zone_id, (gint64) row->spot,
                      flo_pool_event_get_word (row->event), row->source, row->time, row->run_seconds);
}

static gboolean
forget (sqlite3        *db,
        const char     *account,
        const char     *region,
        gconstpointer   row,
        GError        **error)
{
  return flo_sql_run (db, "DELETE FROM pool_events WHERE account = ? AND region = ? AND time < ?",
                      "forget what happened long ago", error, "ssi", account, region,
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
  g_return_if_fail (region != NULL);

  flo_store_write_async (store, account, region, rows, add_row, forget, cancellable, callback, user_data);
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

static const FloStoreQuery query = {
  /* The newest count most, should there be too many. */
  "SELECT * FROM (SELECT type, zone, zone_id, spot, event, source, time, run_seconds"
  " FROM pool_events WHERE account = ? AND region = ? AND time >= ?"
  " ORDER BY time DESC, rowid DESC LIMIT " G_STRINGIFY (MAX_ROWS) ")"
  " ORDER BY time, type, zone, event, source",
  "read what happened in the pools", "ssi", row_from_sql, (GDestroyNotify) flo_pool_row_free
};

void
flo_pool_records_list_async (FloStore            *store,
                             const char          *account,
                             const char          *region,
                             gint64               since,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && region != NULL);

  flo_store_list_async (store, &query, cancellable, callback, user_data, account, region, since);
}

GPtrArray *
flo_pool_records_list_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
