/* flo-fleet-records.c: which fleets there are, and what is wanted of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-records"

#include "flotilla-config.h"

#include "store/flo-event-log-private.h"
#include "store/flo-fleet-records.h"
#include "store/flo-sql.h"
#include "store/flo-store-rows-private.h"


FloFleetRecord *
flo_fleet_record_copy (const FloFleetRecord *self)
{
  FloFleetRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->account = g_strdup (self->account);
  copy->region = g_strdup (self->region);
  copy->config = g_strdup (self->config);
  copy->image = g_strdup (self->image);
  copy->maximum_prices = g_strdup (self->maximum_prices);
  copy->wishes = g_strdup (self->wishes);
  copy->scaled = g_strdup (self->scaled);
  copy->launch = g_strdup (self->launch);

  return copy;
}

void
flo_fleet_record_free (FloFleetRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->account);
  g_free (self->region);
  g_free (self->config);
  g_free (self->image);
  g_free (self->maximum_prices);
  g_free (self->wishes);
  g_free (self->scaled);
  g_free (self->launch);
  g_free (self);
}

/* @problem: (transfer full). Returns: FALSE */
static gboolean
fail_to_write (const FloFleetRecord  *record,
               GError                *problem,
               GError               **error)
{
  if (g_error_matches (problem, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS))
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS,
                   "The account %s has a fleet named %s already", record->account, record->name);
      g_error_free (problem);
    }
  else
    {
      g_propagate_error (error, problem);
    }

  return FALSE;
}

/* @func is given a copy of @record. */
static void
write_record (FloStore             *store,
              FloStoreFunc          func,
              const FloFleetRecord *record,
              GCancellable         *cancellable,
              GAsyncReadyCallback   callback,
              gpointer              user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (record != NULL);

  flo_store_run_async (store, func, flo_fleet_record_copy (record), (GDestroyNotify) flo_fleet_record_free, cancellable,
                       callback, user_data);
}

static gboolean
add_func (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  const FloFleetRecord *record = data;
  g_autoptr (GError) local_error = NULL;

  if (flo_sql_run (db,
                   "INSERT INTO fleets (id, name, account, region, config, desired, image, healthy_at,"
                   " created_at, destroyed_at, maximum_prices, revision, nodes_since, launch)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(?, 1), max(?, 1), ?)",
                   "write the fleet", &local_error, "sssssssiiisiis",
                   record->id, record->name, record->account, record->region, record->config,
                   record->destroy ? "destroyed" : "running", record->image,
                   record->healthy_at, record->created_at, record->destroyed_at, record->maximum_prices,
                   record->revision, record->nodes_since, record->launch))
    return TRUE;

  return fail_to_write (record, g_steal_pointer (&local_error), error);
}

void
flo_fleet_records_add_async (FloStore             *store,
                             const FloFleetRecord *record,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  write_record (store, add_func, record, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_add_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gboolean
adopt_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  const FloFleetRecord *record = data;
  g_autoptr (GError) local_error = NULL;

  if (flo_sql_run (db,
                   "INSERT INTO fleets (id, name, account, region, config, desired, wishes, healthy_at, created_at,"
                   " destroyed_at, revision, nodes_since) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, max(?, 1), max(?, 1))"
                   " ON CONFLICT (id) DO UPDATE SET name = excluded.name, account = excluded.account,"
                   " region = excluded.region, config = excluded.config, desired = excluded.desired, image = NULL,"
                   " maximum_prices = NULL, wishes = excluded.wishes, scaled = NULL, launch = NULL, short_since = 0, healthy_at = 0,"
                   " revision = excluded.revision, nodes_since = excluded.nodes_since,"
                   " destroyed_at = 0 WHERE destroyed_at != 0",
                   "write the fleet", &local_error, "sssssssiii",
                   record->id, record->name, record->account, record->region, record->config,
                   record->destroy ? "destroyed" : "running", record->wishes, record->created_at,
                   record->revision, record->nodes_since))
    {
      if (sqlite3_changes (db) > 0)
        return TRUE;
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS, "The fleet %s lives already", record->id);
      return FALSE;
    }

  return fail_to_write (record, g_steal_pointer (&local_error), error);
}

void
flo_fleet_records_adopt_async (FloStore             *store,
                               const FloFleetRecord *record,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  write_record (store, adopt_func, record, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_adopt_finish (FloStore      *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gboolean
update_func (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  const FloFleetRecord *record = data;

  if (!flo_sql_run (db,
                    "UPDATE fleets SET desired = CASE desired WHEN 'destroyed' THEN desired ELSE ?1 END,"
                    " image = CASE revision WHEN max(?2, 1) THEN ?3 ELSE image END,"
                    " maximum_prices = CASE revision WHEN max(?2, 1) THEN ?4 ELSE maximum_prices END,"
                    " scaled = ?5, short_since = ?6, healthy_at = ?7 WHERE id = ?8",
                    "write the fleet", error, "sisssiis",
                    record->destroy ? "destroyed" : "running", record->revision, record->image, record->maximum_prices,
                    record->scaled, record->short_since, record->healthy_at, record->id))
    return FALSE;

  if (sqlite3_changes (db) == 0)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND, "There is no fleet %s", record->id);
      return FALSE;
    }

  return TRUE;
}

void
flo_fleet_records_update_async (FloStore             *store,
                                const FloFleetRecord *record,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  write_record (store, update_func, record, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_update_finish (FloStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
record_from_row (sqlite3_stmt *row)
{
  FloFleetRecord *record = g_new0 (FloFleetRecord, 1);

  record->id = flo_sql_dup_text (row, 0);
  record->name = flo_sql_dup_text (row, 1);
  record->account = flo_sql_dup_text (row, 2);
  record->region = flo_sql_dup_text (row, 3);
  record->config = flo_sql_dup_text (row, 4);
  record->destroy = sqlite3_column_int (row, 5);
  record->image = flo_sql_dup_text (row, 6);
  record->healthy_at = sqlite3_column_int64 (row, 7);
  record->created_at = sqlite3_column_int64 (row, 8);
  record->destroyed_at = sqlite3_column_int64 (row, 9);
  record->maximum_prices = flo_sql_dup_text (row, 10);
  record->wishes = flo_sql_dup_text (row, 11);
  record->scaled = flo_sql_dup_text (row, 12);
  record->revision = sqlite3_column_int64 (row, 13);
  record->nodes_since = sqlite3_column_int64 (row, 14);
  record->launch = flo_sql_dup_text (row, 15);
  record->short_since = sqlite3_column_int64 (row, 16);

  return record;
}

#define COLUMNS "id, name, account, region, config, desired = 'destroyed', image,"\
                " healthy_at, created_at, destroyed_at, maximum_prices, wishes, scaled, revision, nodes_since, launch,"\
                " short_since"

static const FloStoreQuery query = {
  "SELECT " COLUMNS " FROM fleets"
  " WHERE (?1 IS NULL OR account = ?1) AND (?2 = 0 OR destroyed_at = 0) ORDER BY created_at, id",
  "read the fleets", "si", record_from_row, (GDestroyNotify) flo_fleet_record_free
};

void
flo_fleet_records_list_async (FloStore            *store,
                              const char          *account,
                              gboolean             living_only,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));

  flo_store_list_async (store, &query, cancellable, callback, user_data, account, (gint64) living_only);
}

GPtrArray *
flo_fleet_records_list_finish (FloStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return flo_store_list_finish (store, result, error);
}

/* ---- what is asked of one ---- */

static const FloStoreQuery one_query = {
  "SELECT " COLUMNS " FROM fleets WHERE id = ?1", "read the fleet", "s", record_from_row,
  (GDestroyNotify) flo_fleet_record_free
};

void
flo_fleet_records_read_async (FloStore            *store,
                              const char          *fleet_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);

  flo_store_list_async (store, &one_query, cancellable, callback, user_data, fleet_id);
}

FloFleetRecord *
flo_fleet_records_read_finish (FloStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (GPtrArray) records = flo_store_list_finish (store, result, error);

  if (records == NULL)
    return NULL;
  if (records->len == 0)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND, "The fleet is not in the database");
      return NULL;
    }

  return flo_fleet_record_copy (g_ptr_array_index (records, 0));
}

typedef struct
{
  char *fleet_id;          /* (owned) */
  char *config;            /* (owned) (nullable): it gets another one, as @revision says */
  FloFleetRevision revision;
  FloFleetWishFunc func;
  gpointer data;           /* (owned) */
  GDestroyNotify destroy;  /* (nullable) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->fleet_id);
  g_free (wish->config);
  if (wish->destroy != NULL)
    wish->destroy (wish->data);
  g_free (wish);
}

static gboolean
set_no_fleet_error (const char  *fleet_id,
                    GError     **error)
{
  g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND, "There is no living fleet %s", fleet_id);

  return FALSE;
}

static gboolean
read_wishes (sqlite3     *db,
             const char  *fleet_id,
             char       **wishes,
             GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  statement = flo_sql_prepare (db, "SELECT wishes FROM fleets WHERE id = ? AND destroyed_at = 0", "read the fleet", error,
                               "s", fleet_id);
  if (statement == NULL || !flo_sql_step (statement, "read the fleet", &row, error))
    return FALSE;
  if (!row)
    return set_no_fleet_error (fleet_id, error);

  *wishes = flo_sql_dup_text (statement, 0);

  return TRUE;
}

/* In the same transaction, so that no revision is without its line in the log. */
static gboolean
write_revision (sqlite3     *db,
                const Wish  *wish,
                GError     **error)
{
  const FloFleetRevision *revision = &wish->revision;

  if (wish->config == NULL)
    return TRUE;

  if (!flo_sql_run (db,
                    "UPDATE fleets SET config = ?1, revision = ?2,"
                    " nodes_since = CASE ?3 WHEN 1 THEN ?2 ELSE nodes_since END,"
                    " image = CASE ?4 WHEN 1 THEN image END,"
                    " maximum_prices = NULL WHERE id = ?5 AND revision = ?2 - 1 AND desired != 'destroyed'",
                    "write the config of the fleet", error, "siiis",
                    wish->config, revision->revision, (gint64) revision->new_nodes, (gint64) revision->keep_image,
                    wish->fleet_id))
    return FALSE;
  if (sqlite3_changes (db) > 0)
    return TRUE;

  g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS,
               "The config of the fleet %s was changed by somebody else meanwhile, or the fleet is to be destroyed: look at it "
               "again", wish->fleet_id);

  return FALSE;
}

static gboolean
wish_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Wish *wish = data;
  g_autoptr (FloEventRow) event = g_new0 (FloEventRow, 1);
  g_autofree char *wishes = NULL;
  g_autofree char *changed = NULL;

  event->kind = g_strdup ("request");
  event->time = g_get_real_time ();
  if (!read_wishes (db, wish->fleet_id, &wishes, error) ||
      !write_revision (db, wish, error) ||
      !wish->func (wishes, &changed, event, wish->data, error))
    return FALSE;

  return flo_sql_run (db, "UPDATE fleets SET wishes = ? WHERE id = ?", "write what is asked of the fleet", error, "ss",
                      changed, wish->fleet_id) &&
         (event->title == NULL || flo_event_row_write (event, db, wish->fleet_id, error));
}

void
flo_fleet_records_wish_async (FloStore            *store,
                              const char          *fleet_id,
                              FloFleetWishFunc     func,
                              gpointer             data,
                              GDestroyNotify       destroy,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Wish *wish;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (func != NULL);

  wish = g_new0 (Wish, 1);
  *wish = (Wish) { .fleet_id = g_strdup (fleet_id), .func = func, .data = data, .destroy = destroy };
  flo_store_run_async (store, wish_func, wish, wish_free, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_wish_finish (FloStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

void
flo_fleet_records_revise_async (FloStore               *store,
                                const FloFleetRevision *revision,
                                FloFleetWishFunc        func,
                                gpointer                data,
                                GDestroyNotify          destroy,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  Wish *wish;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (revision != NULL && revision->config != NULL);
  g_return_if_fail (func != NULL);

  wish = g_new0 (Wish, 1);
  *wish = (Wish) {
    .fleet_id = g_strdup (revision->fleet_id),
    .config = g_strdup (revision->config),
    .revision = *revision,
    .func = func,
    .data = data,
    .destroy = destroy,
  };
  flo_store_run_async (store, wish_func, wish, wish_free, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_revise_finish (FloStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

/* ---- that it shall be gone, and that it is ---- */

typedef struct
{
  char *fleet_id;          /* (owned) */
  gint64 time;             /* it is gone since then; 0: it shall be */
  FloEventRow *event;      /* (owned) */
} End;

static void
end_free (gpointer data)
{
  End *end = data;

  g_free (end->fleet_id);
  flo_event_row_free (end->event);
  g_free (end);
}

static gboolean
destroy_func (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  const End *end = data;
  g_autofree char *wishes = NULL;

  if (!read_wishes (db, end->fleet_id, &wishes, error) ||
      !flo_sql_run (db, "UPDATE fleets SET desired = 'destroyed' WHERE id = ? AND desired != 'destroyed'",
                    "mark the fleet for destruction", error, "s", end->fleet_id))
    return FALSE;

  return sqlite3_changes (db) == 0 || flo_event_row_write (end->event, db, end->fleet_id, error);
}

static gboolean
end_func (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  const End *end = data;

  if (!flo_sql_run (db, "UPDATE fleets SET destroyed_at = ? WHERE id = ? AND destroyed_at = 0", "write the fleet's end", error,
                    "is", end->time, end->fleet_id))
    return FALSE;
  if (sqlite3_changes (db) == 0)
    return set_no_fleet_error (end->fleet_id, error);

  return flo_event_row_write (end->event, db, end->fleet_id, error);
}

static End *
end_new (const char *fleet_id,
         const char *kind,
         const char *title,
         const char *reason)
{
  End *end = g_new0 (End, 1);

  end->fleet_id = g_strdup (fleet_id);
  end->event = g_new0 (FloEventRow, 1);
  end->event->kind = g_strdup (kind);
  end->event->time = g_get_real_time ();
  end->event->title = g_strdup (title);
  end->event->reason = g_strdup (reason);

  return end;
}

void
flo_fleet_records_destroy_async (FloStore            *store,
                                 const char          *fleet_id,
                                 const char          *title,
                                 const char          *reason,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (title != NULL);

  flo_store_run_async (store, destroy_func, end_new (fleet_id, "request", title, reason), end_free, cancellable, callback,
                       user_data);
}

gboolean
flo_fleet_records_destroy_finish (FloStore      *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

void
flo_fleet_records_end_async (FloStore            *store,
                             const char          *fleet_id,
                             gint64               time,
                             const char          *title,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  End *end;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (time > 0);
  g_return_if_fail (title != NULL);

  end = end_new (fleet_id, "milestone", title, reason);
  end->time = time;
  flo_store_run_async (store, end_func, end, end_free, cancellable, callback, user_data);
}

gboolean
flo_fleet_records_end_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_run_finish (store, result, error);
}
