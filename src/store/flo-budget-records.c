/* flo-budget-records.c: what all fleets of an account may cost together, and what they do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-budget-records"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "store/flo-budget-records.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"

/* ?1 the account, ?2 where the month begins, ?3 where the day does, ?4 now. The same arithmetic as
 * flo_fleet_get_cost_between(), for all fleets at once, and for those that are gone. */
#define SPENDS \
  "WITH wanted AS (SELECT id, name, destroyed_at, created_at FROM fleets" \
  "  WHERE account = ?1 AND (destroyed_at = 0 OR destroyed_at >= ?2))," \
  /* The step that the month began with, of each zone. */ \
  " begins AS (SELECT fleet_id, zone, max (CASE WHEN time <= ?2 THEN time ELSE 0 END) AS since" \
  "  FROM zone_costs WHERE fleet_id IN (SELECT id FROM wanted) GROUP BY fleet_id, zone)," \
  " steps AS (SELECT c.fleet_id, c.zone, c.time, c.per_hour," \
  "  lead (c.time) OVER (PARTITION BY c.fleet_id, c.zone ORDER BY c.time) AS next" \
  "  FROM zone_costs c JOIN begins b USING (fleet_id, zone) WHERE c.time >= b.since)," \
  " zones AS (SELECT fleet_id," \
  "  sum (CASE WHEN next IS NULL THEN per_hour ELSE 0 END) AS per_hour," \
  "  (sum (per_hour * max (min (coalesce (next, ?4), ?4) - max (time, ?3), 0)) + 1800) / 3600 AS today," \
  "  (sum (per_hour * max (min (coalesce (next, ?4), ?4) - max (time, ?2), 0)) + 1800) / 3600 AS month" \
  "  FROM steps GROUP BY fleet_id, zone)," \
  " costs AS (SELECT fleet_id, sum (per_hour) AS per_hour, sum (today) AS today, sum (month) AS month" \
  "  FROM zones GROUP BY fleet_id)," \
  /* What AWS does not charge: as much as falls into the time of the node's life. */ \
  " credits AS (SELECT fleet_id," \
  "  sum (credited / 3600 * max (min (ended_at, ?4) - max (launched_at, ?3), 0) / (ended_at - launched_at)) AS today," \
  "  sum (credited / 3600 * max (min (ended_at, ?4) - max (launched_at, ?2), 0) / (ended_at - launched_at)) AS month" \
  "  FROM nodes WHERE credited > 0 AND ended_at > launched_at AND ended_at > ?2 GROUP BY fleet_id)" \
  " SELECT w.id, w.name, w.destroyed_at = 0," \
  "  CASE WHEN w.destroyed_at = 0 THEN coalesce (c.per_hour, 0) ELSE 0 END," \
  "  max (coalesce (c.today, 0) - coalesce (d.today, 0), 0), max (coalesce (c.month, 0) - coalesce (d.month, 0), 0)" \
  " FROM wanted w LEFT JOIN costs c ON c.fleet_id = w.id LEFT JOIN credits d ON d.fleet_id = w.id" \
  " ORDER BY w.created_at, w.id"

typedef struct
{
  char *account;              /* (owned) */
  gint64 now;
  FloBudgetRecord *record;    /* (owned) (nullable) */
  GPtrArray *spends;          /* (owned) (nullable) (element-type FloSpendRow) */
} Job;


void
flo_budget_record_sign (FloBudgetRecord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->set_by);
  self->set_by = g_strdup_printf ("%s@%s", g_get_user_name (), g_get_host_name ());
  self->set_at = g_get_real_time () / G_USEC_PER_SEC;
}

void
flo_budget_record_free (FloBudgetRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->at_limit);
  g_free (self->set_by);
  g_free (self);
}

void
flo_spend_row_free (FloSpendRow *self)
{
  if (self == NULL)
    return;

  g_free (self->fleet_id);
  g_free (self->name);
  g_free (self);
}

static void
job_free (gpointer user_data)
{
  Job *job = user_data;

  g_free (job->account);
  g_clear_pointer (&job->record, flo_budget_record_free);
  g_clear_pointer (&job->spends, g_ptr_array_unref);
  g_free (job);
}

static Job *
make_job (const char *account)
{
  Job *job = g_new0 (Job, 1);

  job->account = g_strdup (account);

  return job;
}

/* ---- write ---- */

static gboolean
save_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  const Job *job = data;
  const FloBudgetRecord *record = job->record;

  if (record->per_hour == 0 && record->per_day == 0 && record->per_month == 0)
    return flo_sql_run (db, "DELETE FROM account_budgets WHERE account = ?", "remove the budget", error, "s", job->account);

  return flo_sql_run (db,
                      "INSERT OR REPLACE INTO account_budgets (account, per_hour, per_day, per_month, at_limit, set_by,"
                      " set_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "write the budget", error, "siiissi", job->account, record->per_hour, record->per_day,
                      record->per_month, record->at_limit, record->set_by, record->set_at);
}

void
flo_budget_records_save_async (FloStore              *store,
                               const char            *account,
                               const FloBudgetRecord *record,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  Job *job;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);
  g_return_if_fail (record != NULL);

  job = make_job (account);
  job->record = g_memdup2 (record, sizeof *record);
  job->record->at_limit = g_strdup (record->at_limit);
  job->record->set_by = g_strdup (record->set_by);

  flo_store_run_async (store, save_func, job, job_free, cancellable, callback, user_data);
}

gboolean
flo_budget_records_save_finish (FloStore      *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return flo_store_run_finish (store, result, error);
}

/* ---- read ---- */

static gpointer
record_from_row (sqlite3_stmt *row)
{
  FloBudgetRecord *record = g_new0 (FloBudgetRecord, 1);

  record->per_hour = sqlite3_column_int64 (row, 0);
  record->per_day = sqlite3_column_int64 (row, 1);
  record->per_month = sqlite3_column_int64 (row, 2);
  record->at_limit = flo_sql_dup_text (row, 3);
  record->set_by = flo_sql_dup_text (row, 4);
  record->set_at = sqlite3_column_int64 (row, 5);

  return record;
}

static gpointer
spend_from_row (sqlite3_stmt *row)
{
  FloSpendRow *spend = g_new0 (FloSpendRow, 1);

  spend->fleet_id = flo_sql_dup_text (row, 0);
  spend->name = flo_sql_dup_text (row, 1);
  spend->living = sqlite3_column_int (row, 2);
  spend->per_hour = sqlite3_column_int64 (row, 3);
  spend->today = sqlite3_column_int64 (row, 4);
  spend->month = sqlite3_column_int64 (row, 5);

  return spend;
}

static gboolean
read_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) records = NULL;

  records = flo_sql_list (db,
                          "SELECT per_hour, per_day, per_month, at_limit, set_by, set_at FROM account_budgets"
                          " WHERE account = ?",
                          "read the budget", record_from_row, (GDestroyNotify) flo_budget_record_free, error, "s",
                          job->account);
  if (records == NULL)
    return FALSE;

  job->record = records->len > 0 ? g_ptr_array_steal_index (records, 0) : g_new0 (FloBudgetRecord, 1);
  job->spends = flo_sql_list (db, SPENDS, "read what fleets cost", spend_from_row, (GDestroyNotify) flo_spend_row_free,
                              error, "siii", job->account, flo_time_get_month (job->now), flo_time_get_day (job->now),
                              job->now);

  return job->spends != NULL;
}

void
flo_budget_records_read_async (FloStore            *store,
                               const char          *account,
                               gint64               now,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Job *job;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL);

  job = make_job (account);
  job->now = now;

  flo_store_run_async (store, read_func, job, job_free, cancellable, callback, user_data);
}

FloBudgetRecord *
flo_budget_records_read_finish (FloStore      *store,
                                GAsyncResult  *result,
                                GPtrArray    **spends,
                                GError       **error)
{
  Job *job;

  if (!flo_store_run_finish (store, result, error))
    return NULL;

  job = flo_store_run_get_data (result);
  if (spends != NULL)
    *spends = g_steal_pointer (&job->spends);

  return g_steal_pointer (&job->record);
}
