/* flo-zone-cost-log.c: what each fleet cost per Availability Zone over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-zone-cost-log"

#include "flotilla-config.h"

#include "store/flo-sql.h"
#include "store/flo-store-private.h"
#include "store/flo-zone-cost-log.h"

typedef struct
{
  char *fleet_id;    /* (owned) */
  GPtrArray *rows;   /* (owned) (nullable) (element-type FloZoneCostRow): to append, or found */
} Request;


static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->fleet_id);
  g_clear_pointer (&request->rows, g_ptr_array_unref);
  g_free (request);
}

void
flo_zone_cost_row_free (FloZoneCostRow *self)
{
  if (self == NULL)
    return;

  g_free (self->zone);
  g_free (self);
}

static gboolean
append_func (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  Request *request = data;

  for (guint i = 0; i < request->rows->len; i++)
    {
      const FloZoneCostRow *row = g_ptr_array_index (request->rows, i);

      if (!flo_sql_run (db,
                        "INSERT OR REPLACE INTO zone_costs (fleet_id, zone, time, per_hour, nodes)"
                        " VALUES (?, ?, ?, ?, ?)",
                        "write the cost", error, "ssiii",
                        request->fleet_id, row->zone, row->time, row->per_hour, (gint64) row->nodes))
        return FALSE;
    }

  return TRUE;
}

void
flo_zone_cost_log_append_async (FloStore            *store,
                                const char          *fleet_id,
                                GPtrArray           *rows,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);
  g_return_if_fail (rows != NULL);

  request = g_new0 (Request, 1);
  request->fleet_id = g_strdup (fleet_id);
  request->rows = rows;

  flo_store_run_async (store, append_func, request, request_free, cancellable, callback, user_data);
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

static gboolean
list_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;

  request->rows = flo_sql_list (db,
                                "SELECT zone, time, per_hour, nodes FROM zone_costs WHERE fleet_id = ?"
                                " ORDER BY zone, time",
                                "read the costs", step_from_row, (GDestroyNotify) flo_zone_cost_row_free,
                                error, "s", request->fleet_id);

  return request->rows != NULL;
}

void
flo_zone_cost_log_list_async (FloStore            *store,
                              const char          *fleet_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (fleet_id != NULL);

  request = g_new0 (Request, 1);
  request->fleet_id = g_strdup (fleet_id);

  flo_store_run_async (store, list_func, request, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_zone_cost_log_list_finish (FloStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return NULL;

  return g_steal_pointer (&((Request *) flo_store_run_get_data (result))->rows);
}
