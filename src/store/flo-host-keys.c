/* flo-host-keys.c: by which keys a fleet's nodes are known on SSH
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-host-keys"

#include "flotilla-config.h"

#include "store/flo-host-keys.h"
#include "store/flo-store-rows-private.h"


FloHostKeyRow *
flo_host_key_row_new (const char *instance,
                      const char *key)
{
  FloHostKeyRow *self = g_new0 (FloHostKeyRow, 1);

  self->instance = g_strdup (instance);
  self->key = g_strdup (key);

  return self;
}

void
flo_host_key_row_free (FloHostKeyRow *self)
{
  if (self == NULL)
    return;

  g_free (self->instance);
  g_free (self->key);
  g_free (self);
}

static gboolean
write_row (sqlite3        *db,
           const char     *fleet_id,
           const char     *part,
           gconstpointer   data,
           GError        **error)
{
  const FloHostKeyRow *row = data;

  if (row->key == NULL)
    return flo_sql_run (db, "DELETE FROM host_keys WHERE fleet_id = ? AND instance = ?", "forget the host key", error, "ss",
                        fleet_id, row->instance);

  return flo_sql_run (db, "INSERT OR IGNORE INTO host_keys (fleet_id, instance, key) VALUES (?, ?, ?)",
                      "write the host key", error, "sss", fleet_id, row->instance, row->key);
}

void
flo_host_keys_write_async (FloStore            *store,
                           const char          *fleet_id,
                           GPtrArray           *rows,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  flo_store_write_async (store, fleet_id, NULL, rows, write_row, NULL, cancellable, callback, user_data);
}

gboolean
flo_host_keys_write_finish (FloStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
key_from_row (sqlite3_stmt *row)
{
  FloHostKeyRow *key = g_new0 (FloHostKeyRow, 1);

  key->instance = flo_sql_dup_text (row, 0);
  key->key = flo_sql_dup_text (row, 1);

  return key;
}

static const FloStoreQuery query = {
  "SELECT instance, key FROM host_keys WHERE fleet_id = ? ORDER BY instance",
  "read the host keys", "s", key_from_row, (GDestroyNotify) flo_host_key_row_free
};

void
flo_host_keys_list_async (FloStore            *store,
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
flo_host_keys_list_finish (FloStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
