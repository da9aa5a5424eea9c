/* flo-price-alert-records.c: what prices people want to be told of, and what they were told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-alert-records"

#include "flotilla-config.h"

#include "store/flo-price-alert-records.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"

typedef struct
{
  FloPriceAlert *alert;            /* (owned) (nullable): to be kept */
  char *account;                   /* (owned) (nullable) */
  gint64 id;                       /* to be removed; or of the one that was kept */
  FloPriceAlertListener listener;
  GPtrArray *alerts;               /* (owned) (nullable): found */
  GPtrArray *states;               /* (owned) (nullable): found, or to be kept */
} Request;

static const char * const kinds[] = {
  [FLO_PRICE_ALERT_ABOVE] = "above",
  [FLO_PRICE_ALERT_BELOW] = "below",
  [FLO_PRICE_ALERT_CHANGED] = "changed",
  [FLO_PRICE_ALERT_ABOVE_ON_DEMAND] = "above-on-demand",
  [FLO_PRICE_ALERT_CHEAPEST_BELOW] = "cheapest-below",
};

static const char * const listeners[] = {
  [FLO_PRICE_ALERT_TELL_WINDOW] = "window",
  [FLO_PRICE_ALERT_TELL_COMMAND] = "command",
};


const char *
flo_price_alert_kind_get_word (FloPriceAlertKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}

gboolean
flo_price_alert_kind_parse (const char        *word,
                            FloPriceAlertKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (word, kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

FloPriceAlert *
flo_price_alert_copy (const FloPriceAlert *self)
{
  FloPriceAlert *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->account = g_strdup (self->account);
  copy->region = g_strdup (self->region);
  copy->product = g_strdup (self->product);
  copy->types = g_strdupv (self->types);
  copy->zones = g_strdupv (self->zones);

  return copy;
}

void
flo_price_alert_free (FloPriceAlert *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_free (self->region);
  g_free (self->product);
  g_strfreev (self->types);
  g_strfreev (self->zones);
  g_free (self);
}

FloPriceAlertState *
flo_price_alert_state_new (gint64      alert,
                           const char *type,
                           const char *zone)
{
  FloPriceAlertState *self = g_new0 (FloPriceAlertState, 1);

  self->alert = alert;
  self->type = g_strdup (type);
  self->zone = g_strdup (zone);

  return self;
}

FloPriceAlertState *
flo_price_alert_state_copy (const FloPriceAlertState *self)
{
  FloPriceAlertState *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->type = g_strdup (self->type);
  copy->zone = g_strdup (self->zone);

  return copy;
}

void
flo_price_alert_state_free (FloPriceAlertState *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->zone);
  g_free (self);
}

static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  flo_price_alert_free (request->alert);
  g_free (request->account);
  g_clear_pointer (&request->alerts, g_ptr_array_unref);
  g_clear_pointer (&request->states, g_ptr_array_unref);
  g_free (request);
}

/* ---- keeping ---- */

static gboolean
check_room (sqlite3              *db,
            const FloPriceAlert  *alert,
            GError              **error)
{
  const char *what = "count the price alerts";
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  statement = flo_sql_prepare (db, "SELECT count (*) FROM price_alerts WHERE account = ?", what, error, "s",
                               alert->account);
  if (statement == NULL || !flo_sql_step (statement, what, &row, error))
    return FALSE;
  if (sqlite3_column_int64 (statement, 0) < FLO_PRICE_ALERT_MAX)
    return TRUE;

  g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS,
               "The account %s has %d price alerts already, and no more are kept. Remove one, or give one of them "
               "more types", alert->account, FLO_PRICE_ALERT_MAX);

  return FALSE;
}

static gboolean
add (sqlite3              *db,
     const FloPriceAlert  *alert,
     const char           *types,
     const char           *zones,
     GError              **error)
{
  return check_room (db, alert, error) &&
         flo_sql_run (db,
                      "INSERT INTO price_alerts (account, region, product, types, zones, kind, price, percent, hours)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "keep the price alert", error, "ssssssiii", alert->account, alert->region, alert->product,
                      types, zones, kinds[alert->kind], alert->price, (gint64) alert->percent,
                      (gint64) alert->hours);
}

static gboolean
change (sqlite3              *db,
        const FloPriceAlert  *alert,
        const char           *types,
        const char           *zones,
        GError              **error)
{
  if (!flo_sql_run (db,
                    "UPDATE price_alerts SET region = ?, product = ?, types = ?, zones = ?, kind = ?, price = ?,"
                    " percent = ?, hours = ? WHERE id = ? AND account = ?",
                    "change the price alert", error, "sssssiiiis", alert->region, alert->product, types, zones,
                    kinds[alert->kind], alert->price, (gint64) alert->percent, (gint64) alert->hours, alert->id,
                    alert->account))
    return FALSE;
  if (sqlite3_changes (db) == 0)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND,
                   "The price alert is gone: somebody else removed it. Add it anew");
      return FALSE;
    }

  return flo_sql_run (db, "DELETE FROM price_alert_states WHERE alert = ?", "change the price alert", error, "i",
                      alert->id);
}

static gboolean
save_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;
  const FloPriceAlert *alert = request->alert;
  g_autofree char *types = g_strjoinv (",", alert->types);
  g_autofree char *zones = alert->zones != NULL ? g_strjoinv (",", alert->zones) : NULL;

  if (alert->id != 0 ? !change (db, alert, types, zones, error) : !add (db, alert, types, zones, error))
    return FALSE;
  request->id = alert->id != 0 ? alert->id : sqlite3_last_insert_rowid (db);

  return TRUE;
}

void
flo_price_alert_records_save_async (FloStore            *store,
                                    const FloPriceAlert *alert,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (alert != NULL && alert->account != NULL && alert->region != NULL && alert->product != NULL);
  g_return_if_fail (alert->types != NULL && alert->types[0] != NULL);

  request = g_new0 (Request, 1);
  request->alert = flo_price_alert_copy (alert);

  flo_store_run_async (store, save_func, request, request_free, cancellable, callback, user_data);
}

gint64
flo_price_alert_records_save_finish (FloStore      *store,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return 0;

  return ((Request *) flo_store_run_get_data (result))->id;
}

/* ---- removing ---- */

static gboolean
remove_func (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  Request *request = data;

  if (!flo_sql_run (db, "DELETE FROM price_alerts WHERE id = ? AND account = ?", "remove the price alert", error, "is",
                    request->id, request->account))
    return FALSE;
  if (sqlite3_changes (db) > 0)
    return TRUE;

  g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND,
               "The account %s has no price alert %" G_GINT64_FORMAT, request->account, request->id);

  return FALSE;
}

void
flo_price_alert_records_remove_async (FloStore            *store,
                                      const char          *account,
                                      gint64               id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);

  request = g_new0 (Request, 1);
  request->account = g_strdup (account);
  request->id = id;

  flo_store_run_async (store, remove_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_price_alert_records_remove_finish (FloStore      *store,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

/* ---- listing ---- */

static GStrv
dup_list (sqlite3_stmt *sql,
          int           column)
{
  const char *text = (const char *) sqlite3_column_text (sql, column);

  return text != NULL ? g_strsplit (text, ",", -1) : NULL;
}

static gpointer
alert_from_sql (sqlite3_stmt *sql)
{
  FloPriceAlert *alert = g_new0 (FloPriceAlert, 1);

  alert->id = sqlite3_column_int64 (sql, 0);
  alert->account = flo_sql_dup_text (sql, 1);
  alert->region = flo_sql_dup_text (sql, 2);
  alert->product = flo_sql_dup_text (sql, 3);
  alert->types = dup_list (sql, 4);
  alert->zones = dup_list (sql, 5);
  /* A table that is checked has no other word. */
  flo_price_alert_kind_parse ((const char *) sqlite3_column_text (sql, 6), &alert->kind);
  alert->price = sqlite3_column_int64 (sql, 7);
  alert->percent = (guint) sqlite3_column_int64 (sql, 8);
  alert->hours = (guint) sqlite3_column_int64 (sql, 9);

  return alert;
}

static gpointer
state_from_sql (sqlite3_stmt *sql)
{
  FloPriceAlertState *state = g_new0 (FloPriceAlertState, 1);

  state->alert = sqlite3_column_int64 (sql, 0);
  state->type = flo_sql_dup_text (sql, 1);
  state->zone = flo_sql_dup_text (sql, 2);
  state->checked = sqlite3_column_int64 (sql, 3);
  state->told = sqlite3_column_int64 (sql, 4) != 0;
  state->price = sqlite3_column_int64 (sql, 5);
  state->before = sqlite3_column_int64 (sql, 6);

  return state;
}

static gboolean
list_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;

  request->alerts = flo_sql_list (db,
                                  "SELECT id, account, region, product, types, zones, kind, price, percent, hours"
                                  " FROM price_alerts WHERE account = ? ORDER BY id",
                                  "read the price alerts", alert_from_sql, (GDestroyNotify) flo_price_alert_free,
                                  error, "s", request->account);
  if (request->alerts == NULL)
    return FALSE;
  request->states = flo_sql_list (db,
                                  "SELECT alert, type, zone, checked, told, s.price, before FROM price_alert_states s"
                                  " JOIN price_alerts ON id = alert WHERE account = ? AND listener = ?",
                                  "read what was told of prices", state_from_sql,
                                  (GDestroyNotify) flo_price_alert_state_free, error, "ss", request->account,
                                  listeners[request->listener]);

  return request->states != NULL;
}

void
flo_price_alert_records_list_async (FloStore              *store,
                                    const char            *account,
                                    FloPriceAlertListener  listener,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);

  request = g_new0 (Request, 1);
  request->account = g_strdup (account);
  request->listener = listener;

  flo_store_run_async (store, list_func, request, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_price_alert_records_list_finish (FloStore      *store,
                                     GAsyncResult  *result,
                                     GPtrArray    **states,
                                     GError       **error)
{
  Request *request;

  if (!flo_store_run_finish (store, result, error))
    return NULL;

  request = flo_store_run_get_data (result);
  if (states != NULL)
    *states = g_steal_pointer (&request->states);

  return g_steal_pointer (&request->alerts);
}

/* ---- what was told ---- */

static gboolean
told_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;

  for (guint i = 0; i < request->states->len; i++)
    {
      const FloPriceAlertState *state = g_ptr_array_index (request->states, i);

      if (!flo_sql_run (db,
                        "INSERT OR REPLACE INTO price_alert_states (alert, listener, type, zone, checked, told, price,"
                        " before) SELECT id, ?, ?, ?, ?, ?, ?, ? FROM price_alerts WHERE id = ?",
                        "remember what was told of prices", error, "sssiiiii", listeners[request->listener],
                        state->type, state->zone, state->checked, (gint64) state->told, state->price, state->before,
                        state->alert))
        return FALSE;
    }

  return TRUE;
}

void
flo_price_alert_records_told_async (FloStore              *store,
                                    FloPriceAlertListener  listener,
                                    GPtrArray             *states,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (states != NULL);

  request = g_new0 (Request, 1);
  request->listener = listener;
  request->states = states;

  flo_store_run_async (store, told_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_price_alert_records_told_finish (FloStore      *store,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return flo_store_run_finish (store, result, error);
}
