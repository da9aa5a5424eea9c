/* flo-price-writer.c: prices into the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-writer"

#include "flotilla-config.h"

#include "store/flo-price-day.h"
#include "store/flo-price-writer-private.h"

#define WRITING "keep the prices"


/* The statements of a batch. */
typedef struct
{
  sqlite3_stmt *pool;       /* (owned): makes it, or finds it */
  sqlite3_stmt *insert;     /* (owned) */
  sqlite3_stmt *last_day;   /* (owned): the last day of a pool that is kept as a day */
  sqlite3_stmt *day;        /* (owned): whether a day is */
} Writer;

static void
writer_clear (Writer *writer)
{
  sqlite3_finalize (writer->pool);
  sqlite3_finalize (writer->insert);
  sqlite3_finalize (writer->last_day);
  sqlite3_finalize (writer->day);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static gboolean
writer_prepare (Writer    *writer,
                sqlite3   *db,
                gboolean   keep,
                GError   **error)
{
  writer->pool = flo_sql_prepare (db,
                                  "INSERT INTO price_pools (source, region, product, type, zone, zone_id)"
                                  " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, region, product, type, zone)"
                                  " DO UPDATE SET zone_id = coalesce(excluded.zone_id, zone_id) RETURNING id",
                                  WRITING, error, "");
  if (writer->pool == NULL)
    return FALSE;
  /* A page of the tree is written only when something changes in it. */
  writer->insert = flo_sql_prepare (db,
                                    keep
                                    ? "INSERT OR IGNORE INTO prices (pool, time, price) VALUES (?, ?, ?)"
                                    : "INSERT INTO prices (pool, time, price) VALUES (?, ?, ?)"
                                      " ON CONFLICT DO UPDATE SET price = excluded.price WHERE price <> excluded.price",
                                    WRITING, error, "");
  if (writer->insert == NULL)
    return FALSE;
  writer->last_day = flo_sql_prepare (db, "SELECT max(day) FROM price_days WHERE pool = ?", WRITING, error, "");
  if (writer->last_day == NULL)
    return FALSE;
  writer->day = flo_sql_prepare (db, "SELECT 1 FROM price_days WHERE pool = ? AND day = ?", WRITING, error, "");

  return writer->day != NULL;
}

static gboolean
find_pool_id (Writer              *writer,
              const char          *source,
              const char          *region,
              const FloPricePool  *pool,
              gint64              *id,
              GError             **error)
{
  const char *values[] = { source, region, pool->product, pool->type, pool->zone, pool->zone_id };
  gboolean row;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    sqlite3_bind_text (writer->pool, (int) i + 1, values[i], -1, SQLITE_STATIC);
  if (!flo_sql_step (writer->pool, WRITING, &row, error))
    return FALSE;
  g_assert (row);
  *id = sqlite3_column_int64 (writer->pool, 0);
  sqlite3_reset (writer->pool);

  return TRUE;
}

/* The time before which a step may be of a day that is kept as a day. */
static gboolean
find_end_of_days (Writer    *writer,
                  gint64     id,
                  gint64    *end,
                  GError   **error)
{
  gboolean row;

  sqlite3_bind_int64 (writer->last_day, 1, id);
  if (!flo_sql_step (writer->last_day, WRITING, &row, error))
    return FALSE;
  *end = row && sqlite3_column_type (writer->last_day, 0) != SQLITE_NULL
         ? (sqlite3_column_int64 (writer->last_day, 0) + 1) * FLO_PRICE_DAY_SECONDS
         : G_MININT64;
  sqlite3_reset (writer->last_day);

  return TRUE;
}

static gboolean
is_kept_as_day (Writer    *writer,
                gint64     id,
                gint64     time,
                gboolean  *is_kept,
                GError   **error)
{
  gboolean good;

  sqlite3_bind_int64 (writer->day, 1, id);
  sqlite3_bind_int64 (writer->day, 2, time / FLO_PRICE_DAY_SECONDS);
  good = flo_sql_step (writer->day, WRITING, is_kept, error);
  sqlite3_reset (writer->day);

  return good;
}

static gboolean
write_steps (Writer              *writer,
             gint64               id,
             const FloPricePool  *pool,
             GError             **error)
{
  gboolean row, is_kept;
  gint64 end_of_days;

  if (!find_end_of_days (writer, id, &end_of_days, error))
    return FALSE;

  for (guint i = 0; i < pool->steps->len; i++)
    {
      const FloPriceStep *step = &g_array_index (pool->steps, FloPriceStep, i);

      if (step->time < end_of_days)
        {
          if (!is_kept_as_day (writer, id, step->time, &is_kept, error))
            return FALSE;
          if (is_kept)
            continue;
        }
      sqlite3_bind_int64 (writer->insert, 1, id);
      sqlite3_bind_int64 (writer->insert, 2, step->time);
      sqlite3_bind_int64 (writer->insert, 3, step->price);
      if (!flo_sql_step (writer->insert, WRITING, &row, error))
        return FALSE;
      sqlite3_reset (writer->insert);
    }

  return TRUE;
}

gboolean
flo_price_writer_write (sqlite3        *db,
                        const char     *source,
                        const char     *region,
                        FloPriceBatch  *batch,
                        gboolean        keep,
                        guint64        *n_new,
                        GError        **error)
{
  GPtrArray *pools = flo_price_batch_sort (batch);
  g_auto (Writer) writer = { NULL };
  gint64 before = sqlite3_total_changes64 (db);

  if (!writer_prepare (&writer, db, keep, error))
    return FALSE;

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPricePool *pool = g_ptr_array_index (pools, i);
      gint64 id;

      if (!find_pool_id (&writer, source, region, pool, &id, error) ||
          !write_steps (&writer, id, pool, error))
        return FALSE;
    }
  *n_new += (guint64) (sqlite3_total_changes64 (db) - before) - pools->len;

  return TRUE;
}
