/* flo-event-log.c: what happened to each fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-event-log"

#include "flotilla-config.h"

#include "store/flo-event-log-private.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"
#include "store/flo-store-rows-private.h"

typedef struct
{
  char *fleet_id;      /* (owned) */
  FloEventRow *row;    /* (owned) */
} Request;


static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->fleet_id);
  flo_event_row_free (request->row);
  g_free (request);
}

void
flo_event_row_free (FloEventRow *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->reason);
  g_free (self->resource);
  g_free (self->zone);
  g_free (self);
}

static FloEventRow *
copy_row (const FloEventRow *row)
{
  FloEventRow *copy = g_memdup2 (row, sizeof *row);

  copy->kind = g_strdup (row->kind);
  copy->title = g_strdup (row->title);
  copy->reason = g_strdup (row->reason);
  copy->resource = g_strdup (row->resource);
  copy->zone = g_strdup (row->zone);

  return copy;
}

gboolean
flo_event_row_write (const FloEventRow  *self,
                     sqlite3            *db,
                     const char         *fleet_id,
                     GError            **error)
{
  return flo_sql_run (db,
                      "INSERT INTO events (fleet_id, time, kind, title, reason, resource, zone)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "write an event", error, "sisssss",
                      fleet_id, self->time, self->kind, self->title, self->reason, self->resource, self->zone);
}

static gboolean
append_func (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  Request *request = data;

  if (!flo_event_row_write (request->row, db, request->fleet_id, error))
    return FALSE;

  request->row->id = sqlite3_last_insert_rowid (db);

  return TRUE;
}

void
flo_event_log_append_async (FloStore            *store,
                            const char          *fleet_id,
                            const FloEventRow   *row,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (row != NULL);

  request = g_new0 (Request, 1);
  request->fleet_id = g_strdup (fleet_id);
  request->row = copy_row (row);

  flo_store_run_async (store, append_func, request, request_free, cancellable, callback, user_data);
}

gint64
flo_event_log_append_finish (FloStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return 0;

  return ((Request *) flo_store_run_get_data (result))->row->id;
}

static gpointer
event_from_row (sqlite3_stmt *row)
{
  FloEventRow *event = g_new0 (FloEventRow, 1);

  event->id = sqlite3_column_int64 (row, 0);
  event->time = sqlite3_column_int64 (row, 1);
  event->kind = flo_sql_dup_text (row, 2);
  event->title = flo_sql_dup_text (row, 3);
  event->reason = flo_sql_dup_text (row, 4);
  event->resource = flo_sql_dup_text (row, 5);
  event->zone = flo_sql_dup_text (row, 6);

  return event;
}

static const FloStoreQuery query = {
  "SELECT id, time, kind, title, reason, resource, zone FROM"
  " (SELECT * FROM events WHERE fleet_id = ? ORDER BY id DESC LIMIT ?) ORDER BY id",
  "read the events", "si", event_from_row, (GDestroyNotify) flo_event_row_free
};

void
flo_event_log_list_async (FloStore            *store,
                          const char          *fleet_id,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);

  flo_store_list_async (store, &query, cancellable, callback, user_data, fleet_id, (gint64) limit);
}

GPtrArray *
flo_event_log_list_finish (FloStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
