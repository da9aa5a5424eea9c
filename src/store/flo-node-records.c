/* flo-node-records.c: every node a fleet ever had, and what it cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-node-records"

#include "flotilla-config.h"

#include "store/flo-node-records.h"
#include "store/flo-store-rows-private.h"


FloNodeRecord *
flo_node_record_copy (const FloNodeRecord *self)
{
  FloNodeRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->instance_type = g_strdup (self->instance_type);
  copy->zone = g_strdup (self->zone);
  copy->end_detail = g_strdup (self->end_detail);

  return copy;
}

void
flo_node_record_free (FloNodeRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->instance_type);
  g_free (self->zone);
  g_free (self->end_detail);
  g_free (self);
}

static gboolean
save_node (sqlite3        *db,
           const char     *fleet_id,
           const char     *part,
           gconstpointer   data,
           GError        **error)
{
  const FloNodeRecord *node = data;

  return flo_sql_run (db,
                      "INSERT OR REPLACE INTO nodes (fleet_id, id, instance_type, zone, spot, launched_at,"
                      " ended_at, end_detail, price, priced_at, micro_dollar_seconds,"
                      " work_seconds, worked_until, cut_off, credited, storage_price, address_price,"
                      " storage_shipped, standby, stopped_at, stopped_seconds)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "write a node", error, "ssssiiisiiiiiiiiiiiii",
                      fleet_id, node->id, node->instance_type, node->zone, (gint64) node->spot,
                      node->launched_at, node->ended_at, node->end_detail, node->price,
                      node->priced_at, node->micro_dollar_seconds, node->work_seconds,
                      node->worked_until, (gint64) node->cut_off, node->credited,
                      node->storage_price, node->address_price, (gint64) node->storage_shipped,
                      (gint64) node->standby, node->stopped_at, node->stopped_seconds);
}

void
flo_node_records_save_async (FloStore            *store,
                             const char          *fleet_id,
                             GPtrArray           *records,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  flo_store_write_async (store, fleet_id, NULL, records, save_node, NULL, cancellable, callback, user_data);
}

gboolean
flo_node_records_save_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
record_from_row (sqlite3_stmt *row)
{
  FloNodeRecord *node = g_new0 (FloNodeRecord, 1);

  node->id = flo_sql_dup_text (row, 0);
  node->instance_type = flo_sql_dup_text (row, 1);
  node->zone = flo_sql_dup_text (row, 2);
  node->spot = sqlite3_column_int (row, 3);
  node->launched_at = sqlite3_column_int64 (row, 4);
  node->ended_at = sqlite3_column_int64 (row, 5);
  node->end_detail = flo_sql_dup_text (row, 6);
  node->price = sqlite3_column_int64 (row, 7);
  node->priced_at = sqlite3_column_int64 (row, 8);
  node->micro_dollar_seconds = sqlite3_column_int64 (row, 9);
  node->work_seconds = sqlite3_column_int64 (row, 10);
  node->worked_until = sqlite3_column_int64 (row, 11);
  node->cut_off = sqlite3_column_int (row, 12);
  node->credited = sqlite3_column_int64 (row, 13);
  node->storage_price = sqlite3_column_int64 (row, 14);
  node->address_price = sqlite3_column_int64 (row, 15);
  node->storage_shipped = sqlite3_column_int (row, 16);
  node->standby = sqlite3_column_int (row, 17);
  node->stopped_at = sqlite3_column_int64 (row, 18);
  node->stopped_seconds = sqlite3_column_int64 (row, 19);

  return node;
}

static const FloStoreQuery query = {
  "SELECT id, instance_type, zone, spot, launched_at, ended_at, end_detail, price,"
  " priced_at, micro_dollar_seconds, work_seconds, worked_until, cut_off, credited, storage_price, address_price,"
  " storage_shipped, standby, stopped_at, stopped_seconds FROM nodes WHERE fleet_id = ? ORDER BY launched_at, id",
  "read the nodes", "s", record_from_row, (GDestroyNotify) flo_node_record_free
};

void
flo_node_records_list_async (FloStore            *store,
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
flo_node_records_list_finish (FloStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
