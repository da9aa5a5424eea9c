/* flo-price-reader.c: a pool's steps, from the changes that are kept and from the days before them
 *
 * No day has both: when changes become a day they go (flo-price-prune.c), and none is written into it later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-reader"

#include "flotilla-config.h"

#include "store/flo-price-day.h"
#include "store/flo-price-reader-private.h"

#define READING "read the prices"
#define DAY_COLUMNS "day, seconds, open, close, minimum, maximum, weighted"

struct _FloPriceReader
{
  sqlite3_stmt *last_step;   /* (owned) */
  sqlite3_stmt *last_day;    /* (owned) */
  sqlite3_stmt *steps;       /* (owned) */
  sqlite3_stmt *days;        /* (owned) */
};


void
flo_price_reader_free (FloPriceReader *self)
{
  if (self == NULL)
    return;

  sqlite3_finalize (self->last_step);
  sqlite3_finalize (self->last_day);
  sqlite3_finalize (self->steps);
  sqlite3_finalize (self->days);
  g_free (self);
}

FloPriceReader *
flo_price_reader_new (sqlite3  *db,
                      GError  **error)
{
  g_autoptr (FloPriceReader) self = g_new0 (FloPriceReader, 1);

  self->last_step = flo_sql_prepare (db, "SELECT max(time) FROM prices WHERE pool = ?1 AND time <= ?2",
                                     READING, error, "");
  self->last_day = self->last_step == NULL ? NULL :
                   flo_sql_prepare (db,
                                    "SELECT " DAY_COLUMNS " FROM price_days WHERE pool = ?1 AND day <= ?2 / 86400"
                                    " AND (day + 1) * 86400 - seconds <= ?2 ORDER BY day DESC LIMIT 1",
                                    READING, error, "");
  self->steps = self->last_day == NULL ? NULL :
                flo_sql_prepare (db,
                                 "SELECT time, price FROM prices WHERE pool = ?1 AND time >= ?2 AND time <= ?3"
                                 " ORDER BY time LIMIT ?4",
                                 READING, error, "");
  self->days = self->steps == NULL ? NULL :
               flo_sql_prepare (db,
                                "SELECT " DAY_COLUMNS " FROM price_days WHERE pool = ?1 AND day >= ?2 / 86400"
                                " AND day <= ?3 / 86400 ORDER BY day LIMIT ?4",
                                READING, error, "");

  return self->days != NULL ? g_steal_pointer (&self) : NULL;
}

/* Binds what there is, and steps to the first row. */
static gboolean
begin (sqlite3_stmt  *statement,
       gint64         pool,
       gint64         first,
       gint64         last,
       int            limit,
       gboolean      *row,
       GError       **error)
{
  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, pool);
  sqlite3_bind_int64 (statement, 2, first);
  if (sqlite3_bind_parameter_count (statement) > 2)
    {
      sqlite3_bind_int64 (statement, 3, last);
      sqlite3_bind_int (statement, 4, limit);
    }

  return flo_sql_step (statement, READING, row, error);
}

static FloPriceDay
day_from_row (sqlite3_stmt *row)
{
  return (FloPriceDay) {
    .day = sqlite3_column_int64 (row, 0),
    .seconds = sqlite3_column_int64 (row, 1),
    .open = sqlite3_column_int64 (row, 2),
    .close = sqlite3_column_int64 (row, 3),
    .minimum = sqlite3_column_int64 (row, 4),
    .maximum = sqlite3_column_int64 (row, 5),
    .weighted = sqlite3_column_int64 (row, 6),
  };
}

gboolean
flo_price_reader_find (FloPriceReader  *self,
                       gint64           pool,
                       gint64           time,
                       gint64          *start,
                       GError         **error)
{
  gint64 found = G_MININT64;
  gboolean row;

  g_return_val_if_fail (self != NULL && start != NULL, FALSE);

  if (!begin (self->last_step, pool, time, 0, 0, &row, error))
    return FALSE;
  if (row && sqlite3_column_type (self->last_step, 0) != SQLITE_NULL)
    found = sqlite3_column_int64 (self->last_step, 0);

  if (!begin (self->last_day, pool, time, 0, 0, &row, error))
    return FALSE;
  if (row)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
      const FloPriceDay day = day_from_row (self->last_day);

      flo_price_day_unroll (&day, steps);
      for (guint i = 0; i < steps->len && g_array_index (steps, FloPriceStep, i).time <= time; i++)
        found = MAX (found, g_array_index (steps, FloPriceStep, i).time);
    }
  sqlite3_reset (self->last_step);
  sqlite3_reset (self->last_day);
  *start = found != G_MININT64 ? found : time;

  return TRUE;
}

static gboolean
read_steps (FloPriceReader  *self,
            GArray          *steps,
            gboolean         row,
            GError         **error)
{
  while (row)
    {
      const FloPriceStep step = { sqlite3_column_int64 (self->steps, 0), sqlite3_column_int64 (self->steps, 1) };

      g_array_append_val (steps, step);
      if (!flo_sql_step (self->steps, READING, &row, error))
        return FALSE;
    }
  sqlite3_reset (self->steps);

  return TRUE;
}

/* *@end: (inout): all is read up to here */
static gboolean
read_days (FloPriceReader  *self,
           GArray          *steps,
           gboolean         row,
           int              limit,
           gint64          *end,
           GError         **error)
{
  int n = 0;

  while (row)
    {
      const FloPriceDay day = day_from_row (self->days);

      flo_price_day_unroll (&day, steps);
      if (++n == limit)
        *end = MIN (*end, (day.day + 1) * FLO_PRICE_DAY_SECONDS - 1);
      if (!flo_sql_step (self->days, READING, &row, error))
        return FALSE;
    }
  sqlite3_reset (self->days);

  return TRUE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 in_a = ((const FloPriceStep *) a)->time, in_b = ((const FloPriceStep *) b)->time;

  return (in_a > in_b) - (in_a < in_b);
}

/* What is left of @found between the two, in order. */
static void
append_inside (GArray *steps,
               GArray *found,
               gint64  first,
               gint64  end)
{
  g_array_sort (found, compare_times);
  for (guint i = 0; i < found->len; i++)
    {
      const FloPriceStep *step = &g_array_index (found, FloPriceStep, i);

      if (step->time >= first && step->time <= end)
        g_array_append_vals (steps, step, 1);
    }
}

gboolean
flo_price_reader_read (FloPriceReader  *self,
                       gint64           pool,
                       gint64           first,
                       gint64           last,
                       int              limit,
                       GArray          *steps,
                       gint64          *next,
                       GError         **error)
{
  const guint before = steps->len;
  gint64 end = last;
  gboolean row, has_days;

  g_return_val_if_fail (self != NULL && next != NULL, FALSE);

  if (!begin (self->steps, pool, first, last, limit, &row, error) || !read_steps (self, steps, row, error))
    return FALSE;
  if (limit > 0 && steps->len - before == (guint) limit)
    end = g_array_index (steps, FloPriceStep, steps->len - 1).time;

  if (!begin (self->days, pool, first, end, limit, &has_days, error))
    return FALSE;
  if (has_days)
    {
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));

      if (steps->len > before)
        g_array_append_vals (found, &g_array_index (steps, FloPriceStep, before), steps->len - before);
      g_array_set_size (steps, before);
      if (!read_days (self, found, TRUE, limit, &end, error))
        return FALSE;
      append_inside (steps, found, first, end);
    }
  sqlite3_reset (self->days);
  *next = end + 1;

  return TRUE;
}

/* ---- pools ---- */

static gpointer
pool_from_row (sqlite3_stmt *row)
{
  FloPricePool *pool = g_new0 (FloPricePool, 1);
  gint64 id = sqlite3_column_int64 (row, 0);

  pool->product = flo_sql_dup_text (row, 1);
  pool->type = flo_sql_dup_text (row, 2);
  pool->zone = flo_sql_dup_text (row, 3);
  pool->zone_id = flo_sql_dup_text (row, 4);
  pool->steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  /* Where its steps are, until they are read. */
  g_array_append_vals (pool->steps, &(FloPriceStep) { id, 0 }, 1);

  return pool;
}

static gboolean
is_wanted (const FloPricePool *pool,
           const char * const *types,
           const char * const *zones)
{
  return (types == NULL || g_strv_contains (types, pool->type)) &&
         (zones == NULL || g_strv_contains (zones, pool->zone) ||
          (pool->zone_id != NULL && g_strv_contains (zones, pool->zone_id)));
}

/* One type of one product is found by the index, however many pools there are: a condition that may be absent would
 * look at all of them. Each pool's steps lie together. */
GPtrArray *
flo_price_reader_list (sqlite3     *db,
                       const char  *source,
                       const char  *region,
                       const char  *product,
                       GStrv        types,
                       GStrv        zones,
                       GError     **error)
{
  const gboolean one = types != NULL && types[0] != NULL && types[1] == NULL && product != NULL;
  GPtrArray *found;

  found = flo_sql_list (db,
                        one ? "SELECT id, product, type, zone, zone_id FROM price_pools"
                              " WHERE source = ?1 AND region = ?2 AND product = ?3 AND type = ?4 ORDER BY zone"
                            : "SELECT id, product, type, zone, zone_id FROM price_pools"
                              " WHERE source = ?1 AND region = ?2 AND (?3 IS NULL OR product = ?3)"
                              " ORDER BY product, type, zone",
                        READING, pool_from_row, (GDestroyNotify) flo_price_pool_free, error, one ? "ssss" : "sss",
                        source, region, product, one ? types[0] : NULL);

  for (guint i = found != NULL ? found->len : 0; i-- > 0;)
    {
      if (!is_wanted (g_ptr_array_index (found, i), (const char * const *) types, (const char * const *) zones))
        g_ptr_array_remove_index (found, i);
    }

  return found;
}
