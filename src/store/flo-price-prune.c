/* flo-price-prune.c: what becomes of old prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-prune"

#include "flotilla-config.h"

#include "store/flo-price-day.h"
#include "store/flo-price-prune.h"
#include "store/flo-sql.h"

#define PRUNING "make days of old prices"
/* A transaction goes on until it took so many steps. */
#define STEPS_AT_ONCE 5000
/* Of one pool: more than a day can have, so that one day is always whole. */
#define STEPS_OF_POOL (FLO_PRICE_DAY_SECONDS + 1)

typedef struct
{
  FloPricePruning pruning;
  gboolean due;
  gint64 now;
  gint64 end;         /* of what goes, the start of a day; 0: not known yet */
  gint64 pool;        /* the next one */
  gboolean done;
} Prune;

/* The statements of a transaction. */
typedef struct
{
  sqlite3_stmt *next_pool;   /* (owned) */
  sqlite3_stmt *steps;       /* (owned) */
  sqlite3_stmt *before;      /* (owned) */
  sqlite3_stmt *insert;      /* (owned) */
  sqlite3_stmt *remove;      /* (owned) */
} Statements;


static void
statements_clear (Statements *statements)
{
  sqlite3_finalize (statements->next_pool);
  sqlite3_finalize (statements->steps);
  sqlite3_finalize (statements->before);
  sqlite3_finalize (statements->insert);
  sqlite3_finalize (statements->remove);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statements, statements_clear)

static gboolean
statements_prepare (Statements  *statements,
                    sqlite3     *db,
                    GError     **error)
{
  const struct { sqlite3_stmt **statement; const char *sql; } all[] = {
    { &statements->next_pool,
      "SELECT id FROM price_pools WHERE id >= ?1 AND EXISTS (SELECT 1 FROM prices WHERE pool = id AND time < ?2)"
      " ORDER BY id LIMIT 1" },
    { &statements->steps, "SELECT time, price FROM prices WHERE pool = ?1 AND time < ?2 ORDER BY time LIMIT ?3" },
    { &statements->before, "SELECT close FROM price_days WHERE pool = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1" },
    { &statements->insert,
      "INSERT INTO price_days (pool, day, seconds, open, close, minimum, maximum, weighted)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)" },
    { &statements->remove, "DELETE FROM prices WHERE pool = ?1 AND time < ?2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      *all[i].statement = flo_sql_prepare (db, all[i].sql, PRUNING, error, "");
      if (*all[i].statement == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Steps @statement once, with these values. */
static gboolean
run (sqlite3_stmt   *statement,
     const gint64   *values,
     guint           n_values,
     gboolean       *row,
     GError        **error)
{
  sqlite3_reset (statement);
  for (guint i = 0; i < n_values; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, values[i]);

  return flo_sql_step (statement, PRUNING, row, error);
}

#define RUN(statement, row, error, ...) \
  run (statement, (const gint64[]) { __VA_ARGS__ }, sizeof ((const gint64[]) { __VA_ARGS__ }) / sizeof (gint64), row, error)

/* ---- a pool ---- */

static gboolean
write_day (Statements          *statements,
           gint64               pool,
           const FloPriceStep  *steps,
           guint                n_steps,
           Prune               *prune,
           GError             **error)
{
  const gint64 number = steps->time / FLO_PRICE_DAY_SECONDS;
  FloPriceDay day;
  FloMoney before = 0;
  gboolean has_before, row;

  if (!RUN (statements->before, &has_before, error, pool, number))
    return FALSE;
  if (has_before)
    before = sqlite3_column_int64 (statements->before, 0);
  sqlite3_reset (statements->before);
  if (!flo_price_day_roll (&day, number, has_before ? &before : NULL, steps, n_steps))
    return TRUE;

  prune->pruning.n_days++;

  return RUN (statements->insert, &row, error, pool, day.day, day.seconds, day.open, day.close, day.minimum, day.maximum,
              day.weighted);
}

/* (transfer full): what goes of the pool, at least a whole day of it; *@end: (out): all before this */
static GArray *
read_steps (Statements    *statements,
            gint64         pool,
            const Prune   *prune,
            gint64        *end,
            GError       **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  gboolean row;

  if (!RUN (statements->steps, &row, error, pool, prune->end, STEPS_OF_POOL))
    return NULL;
  while (row)
    {
      const FloPriceStep step = { sqlite3_column_int64 (statements->steps, 0),
                                  sqlite3_column_int64 (statements->steps, 1) };

      g_array_append_val (steps, step);
      if (!flo_sql_step (statements->steps, PRUNING, &row, error))
        return NULL;
    }
  sqlite3_reset (statements->steps);

  *end = prune->end;
  if (steps->len == STEPS_OF_POOL)
    {
      *end = g_array_index (steps, FloPriceStep, steps->len - 1).time / FLO_PRICE_DAY_SECONDS * FLO_PRICE_DAY_SECONDS;
      while (g_array_index (steps, FloPriceStep, steps->len - 1).time >= *end)
        g_array_set_size (steps, steps->len - 1);
    }

  return g_steal_pointer (&steps);
}

static gboolean
prune_pool (Statements  *statements,
            gint64       pool,
            Prune       *prune,
            GError     **error)
{
  gint64 end;
  g_autoptr (GArray) steps = read_steps (statements, pool, prune, &end, error);
  gboolean row;
  guint first = 0;

  if (steps == NULL)
    return FALSE;

  for (guint i = 1; i <= steps->len; i++)
    {
      const FloPriceStep *begin = &g_array_index (steps, FloPriceStep, first);

      if (i < steps->len && g_array_index (steps, FloPriceStep, i).time / FLO_PRICE_DAY_SECONDS ==
                            begin->time / FLO_PRICE_DAY_SECONDS)
        continue;
      if (!write_day (statements, pool, begin, i - first, prune, error))
        return FALSE;
      first = i;
    }
  prune->pruning.n_steps += steps->len;

  return RUN (statements->remove, &row, error, pool, end);
}

/* ---- a transaction ---- */

/* *@prune: what is set, and whether it is time. */
static gboolean
begin (sqlite3  *db,
       Prune    *prune,
       GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  if (prune->pruning.keep != 0 &&
      !flo_sql_run (db, "UPDATE price_retention SET days = ?", PRUNING, error, "i", (gint64) prune->pruning.keep))
    return FALSE;
  statement = flo_sql_prepare (db, "SELECT days, pruned_at FROM price_retention", PRUNING, error, "");
  if (statement == NULL || !flo_sql_step (statement, PRUNING, &row, error))
    return FALSE;

  prune->pruning.keep = (guint) CLAMP (sqlite3_column_int64 (statement, 0), FLO_PRICE_KEEP_LEAST, FLO_PRICE_KEEP_MOST);
  /* Of a clock that was wrong nothing is learned. */
  prune->done = prune->due && ABS (prune->now - sqlite3_column_int64 (statement, 1)) < FLO_PRICE_DAY_SECONDS;
  prune->end = (prune->now / FLO_PRICE_DAY_SECONDS - prune->pruning.keep) * FLO_PRICE_DAY_SECONDS;

  return TRUE;
}

static gboolean
prune_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  Prune *prune = data;
  const guint64 before = prune->pruning.n_steps;
  g_auto (Statements) statements = { NULL };

  if (prune->end == 0 && !begin (db, prune, error))
    return FALSE;
  if (prune->done)
    return TRUE;
  if (!statements_prepare (&statements, db, error))
    return FALSE;

  while (prune->pruning.n_steps - before < STEPS_AT_ONCE)
    {
      gboolean row;

      if (!RUN (statements.next_pool, &row, error, prune->pool, prune->end))
        return FALSE;
      if (!row)
        {
          prune->done = TRUE;
          return flo_sql_run (db, "UPDATE price_retention SET pruned_at = ?", PRUNING, error, "i", prune->now);
        }
      /* The same one again when it has more. */
      prune->pool = sqlite3_column_int64 (statements.next_pool, 0);
      sqlite3_reset (statements.next_pool);
      if (!prune_pool (&statements, prune->pool, prune, error))
        return FALSE;
    }

  return TRUE;
}

static void
pruned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Prune *prune = g_task_get_task_data (task);
  GError *error = NULL;

  if (!flo_store_run_finish (FLO_STORE (object), result, &error))
    g_task_return_error (task, error);
  else if (prune->done)
    g_task_return_boolean (task, TRUE);
  else
    flo_store_run_async (FLO_STORE (object), prune_func, prune, NULL, g_task_get_cancellable (task), pruned_cb,
                         g_object_ref (task));
}

void
flo_price_prune_async (FloStore            *store,
                       guint                keep,
                       gboolean             due,
                       gint64               now,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;
  Prune *prune;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (keep == 0 || (keep >= FLO_PRICE_KEEP_LEAST && keep <= FLO_PRICE_KEEP_MOST));

  task = g_task_new (store, cancellable, callback, user_data);
  prune = g_new0 (Prune, 1);
  prune->pruning.keep = keep;
  prune->due = due;
  prune->now = now;
  g_task_set_source_tag (task, flo_price_prune_async);
  g_task_set_task_data (task, prune, g_free);
  /* What was committed did happen. */
  g_task_set_check_cancellable (task, FALSE);
  flo_store_run_async (store, prune_func, prune, NULL, cancellable, pruned_cb, task);
}

gboolean
flo_price_prune_finish (FloStore         *store,
                        GAsyncResult     *result,
                        FloPricePruning  *pruning,
                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (pruning != NULL)
    *pruning = ((Prune *) g_task_get_task_data (G_TASK (result)))->pruning;

  return TRUE;
}
