/* flo-journal.c: what we were about to do, written before we did it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-journal"

#include "flotilla-config.h"

#include "store/flo-journal.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"
#include "store/flo-store-rows-private.h"

/* One request to the journal, and its answer. */
typedef struct
{
  gint64 intent;
  char *fleet_id;        /* (owned) (nullable) */
  char *action;          /* (owned) */
  char *token;           /* (owned) */
  char *parameters;      /* (owned) */
  char *reason;          /* (owned) (nullable) */
  FloIntentState state;
  char *result;          /* (owned) (nullable) */
} Request;


static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->fleet_id);
  g_free (request->action);
  g_free (request->token);
  g_free (request->parameters);
  g_free (request->reason);
  g_free (request->result);
  g_free (request);
}

void
flo_intent_free (FloIntent *self)
{
  if (self == NULL)
    return;

  g_free (self->fleet_id);
  g_free (self->action);
  g_free (self->token);
  g_free (self->parameters);
  g_free (self->reason);
  g_free (self->result);
  g_free (self);
}

static gboolean
begin_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  static const char * const what = "write to the journal";
  Request *request = data;
  g_autoptr (sqlite3_stmt) find = NULL;
  gboolean row;

  find = flo_sql_prepare (db, "SELECT id FROM journal WHERE token = ?", what, error, "s", request->token);
  if (find == NULL || !flo_sql_step (find, what, &row, error))
    return FALSE;

  if (row)
    {
      request->intent = sqlite3_column_int64 (find, 0);
      return TRUE;
    }

  if (!flo_sql_run (db,
                    "INSERT INTO journal (fleet_id, action, token, parameters, reason, state, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    what, error, "sssssii",
                    request->fleet_id, request->action, request->token, request->parameters,
                    request->reason, (gint64) FLO_INTENT_OPEN, g_get_real_time ()))
    return FALSE;

  request->intent = sqlite3_last_insert_rowid (db);

  return TRUE;
}

void
flo_journal_begin_async (FloStore            *store,
                         const char          *fleet_id,
                         const char          *action,
                         const char          *token,
                         const char          *parameters,
                         const char          *reason,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (action != NULL);
  g_return_if_fail (token != NULL);
  g_return_if_fail (parameters != NULL);

  request = g_new0 (Request, 1);
  request->fleet_id = g_strdup (fleet_id);
  request->action = g_strdup (action);
  request->token = g_strdup (token);
  request->parameters = g_strdup (parameters);
  request->reason = g_strdup (reason);

  flo_store_run_async (store, begin_func, request, request_free, cancellable, callback, user_data);
}

gint64
flo_journal_begin_finish (FloStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return 0;

  return ((Request *) flo_store_run_get_data (result))->intent;
}

static gboolean
end_func (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  Request *request = data;

  if (!flo_sql_run (db, "UPDATE journal SET state = ?, result = ?, finished_at = ? WHERE id = ?",
                    "write to the journal", error, "isii", (gint64) request->state, request->result,
                    request->state == FLO_INTENT_OPEN ? (gint64) 0 : g_get_real_time (), request->intent))
    return FALSE;

  if (sqlite3_changes (db) == 0)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND,
                   "The journal has no entry %" G_GINT64_FORMAT, request->intent);
      return FALSE;
    }

  return TRUE;
}

void
flo_journal_end_async (FloStore            *store,
                       gint64               intent,
                       FloIntentState       state,
                       const char          *result_json,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (intent > 0);

  request = g_new0 (Request, 1);
  request->intent = intent;
  request->state = state;
  request->result = g_strdup (result_json);

  flo_store_run_async (store, end_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_journal_end_finish (FloStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
intent_from_row (sqlite3_stmt *row)
{
  FloIntent *intent = g_new0 (FloIntent, 1);

  intent->id = sqlite3_column_int64 (row, 0);
  intent->fleet_id = flo_sql_dup_text (row, 1);
  intent->action = flo_sql_dup_text (row, 2);
  intent->token = flo_sql_dup_text (row, 3);
  intent->parameters = flo_sql_dup_text (row, 4);
  intent->reason = flo_sql_dup_text (row, 5);
  intent->state = sqlite3_column_int (row, 6);
  intent->result = flo_sql_dup_text (row, 7);
  intent->created_at = sqlite3_column_int64 (row, 8);
  intent->finished_at = sqlite3_column_int64 (row, 9);

  return intent;
}

static const FloStoreQuery query = {
  "SELECT id, fleet_id, action, token, parameters, reason, state, result,"
  " created_at, finished_at FROM journal"
  " WHERE (?1 IS NULL OR fleet_id = ?1) AND (?2 = 0 OR state = 0) ORDER BY id",
  "read the journal", "si", intent_from_row, (GDestroyNotify) flo_intent_free
};

void
flo_journal_list_async (FloStore            *store,
                        const char          *fleet_id,
                        gboolean             open_only,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  flo_store_list_async (store, &query, cancellable, callback, user_data, fleet_id, (gint64) open_only);
}

GPtrArray *
flo_journal_list_finish (FloStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
