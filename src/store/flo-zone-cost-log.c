/* flo-zone-cost-log.c: what each fleet cost per Availability Zone over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-zone-cost-log"

#include "flotilla-config.h"

#include "store/flo-store-rows-private.h"
#include "store/flo-zone-cost-log.h"


void
flo_zone_cost_row_free (FloZoneCostRow *self)
{
  if (self == NULL)
    return;

  g_free (self->zone);
  g_free (self);
}

static gboolean
append_row (sqlite3        *db,
            const char     *fleet_id,
            const char     *part,
            gconstpointer   data,
            GError        **error)
{
  const FloZoneCostRow *row = data;

  return flo_sql_run (db,
                      "INSERT OR REPLACE INTO zone_costs (fleet_id, zone, time, per_hour, nodes)"
                      " VALUES (?, ?, ?, ?, ?)",
                      "write the cost", error, "ssiii",
                      fleet_id, row->zone, row->time, row->per_hour, (gint64) row->nodes);
}

void
flo_zone_cost_log_append_async (FloStore            *store,
                                const char          *fleet_id,
                                GPtrArray           *rows,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  flo_store_write_async (store, fleet_id, NULL, rows, append_row, NULL, cancellable, callback, user_data);
}

gboolean
flo_zone_cost_log_append_finish (FloStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

static gpointer
step_from_row (sqlite3_stmt *row)
{
  FloZoneCostRow *step = g_new0 (FloZoneCostRow, 1);

  step->zone = flo_sql_dup_text (row, 0);
  step->time = sqlite3_column_int64 (row, 1);
  step->per_hour = sqlite3_column_int64 (row, 2);
  step->nodes = sqlite3_column_int64 (row, 3);

  return step;
}

static const FloStoreQuery query = {
  "SELECT zone, time, per_hour, nodes FROM zone_costs WHERE fleet_id = ? ORDER BY zone, time",
  "read the costs", "s", step_from_row, (GDestroyNotify) flo_zone_cost_row_free
};

void
flo_zone_cost_log_list_async (FloStore            *store,
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
flo_zone_cost_log_list_finish (FloStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return flo_store_list_finish (store, result, error);
}
