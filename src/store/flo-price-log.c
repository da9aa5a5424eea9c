/* flo-price-log.c: spot prices in the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-log"

#include "flotilla-config.h"

#include "store/flo-price-log.h"
#include "store/flo-price-reader-private.h"
#include "store/flo-price-writer-private.h"
#include "store/flo-sql.h"
#include "store/flo-store-private.h"

#define WRITING "keep the prices"
#define READING "read the prices"

typedef struct
{
  char *source;          /* (owned) */
  char *region;          /* (owned) (nullable) */
  char *product;         /* (owned) (nullable) */
  FloPriceBatch *batch;  /* (owned) (nullable) */
  gboolean keep;
  gboolean covers;
  GStrv types;           /* (owned) (nullable): NULL: all */
  GStrv zones;           /* (owned) (nullable): NULL: all */
  FloPriceSpan span;
  gint64 checked;        /* when AWS was asked */
  gint64 fresh;
  GPtrArray *found;      /* (owned) (nullable): what was asked for */
  guint64 n_new;
  FloPriceCounts counts;
} Request;


static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  g_free (request->source);
  g_free (request->region);
  g_free (request->product);
  g_clear_pointer (&request->batch, flo_price_batch_free);
  g_strfreev (request->types);
  g_strfreev (request->zones);
  g_clear_pointer (&request->found, g_ptr_array_unref);
  g_free (request);
}

static Request *
request_new (const FloPriceScope *scope)
{
  Request *request = g_new0 (Request, 1);

  request->source = g_strdup (scope->source);
  request->region = g_strdup (scope->region);
  if (scope->product != NULL)
    request->product = flo_price_product_plain (scope->product);

  return request;
}

/* ---- writing ---- */

/* Spans of one key never touch: those that would are made one. */
static gboolean
cover (sqlite3        *db,
       const Request  *request,
       const char     *type,
       GError        **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 first, last, checked;
  gboolean row;

  statement = flo_sql_prepare (db,
                               "SELECT min(first), max(last), max(checked) FROM price_coverage WHERE source = ?"
                               " AND region = ? AND product = ? AND type = ? AND first <= ? AND last >= ?",
                               WRITING, error, "ssssii", request->source, request->region, request->product, type,
                               request->span.last + 1, request->span.first - 1);
  if (statement == NULL || !flo_sql_step (statement, WRITING, &row, error))
    return FALSE;

  first = request->span.first;
  last = request->span.last;
  checked = request->checked;
  if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
    {
      first = MIN (first, sqlite3_column_int64 (statement, 0));
      last = MAX (last, sqlite3_column_int64 (statement, 1));
      checked = MAX (checked, sqlite3_column_int64 (statement, 2));
    }

  return flo_sql_run (db,
                      "DELETE FROM price_coverage WHERE source = ? AND region = ? AND product = ? AND type = ?"
                      " AND first <= ? AND last >= ?",
                      WRITING, error, "ssssii", request->source, request->region, request->product, type,
                      request->span.last + 1, request->span.first - 1) &&
         flo_sql_run (db,
                      "INSERT INTO price_coverage (source, region, product, type, first, last, checked)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                      WRITING, error, "ssssiii", request->source, request->region, request->product, type,
                      first, last, checked);
}

static gboolean
write_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  Request *request = data;

  if (!flo_price_writer_write (db, request->source, request->region, request->batch, request->keep, &request->n_new, error))
    return FALSE;
  if (!request->covers)
    return TRUE;
  if (request->types == NULL)
    return cover (db, request, "", error);

  for (guint i = 0; request->types[i] != NULL; i++)
    {
      if (!cover (db, request, request->types[i], error))
        return FALSE;
    }

  return TRUE;
}

void
flo_price_log_write_async (FloStore               *store,
                           const FloPriceScope    *scope,
                           FloPriceBatch          *batch,
                           gboolean                keep,
                           const FloPriceCoverage *coverage,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (scope != NULL && scope->source != NULL && scope->region != NULL);
  g_return_if_fail (batch != NULL);
  g_return_if_fail (coverage == NULL || scope->product != NULL);

  request = request_new (scope);
  request->batch = batch;
  request->keep = keep;
  if (coverage != NULL)
    {
      request->covers = coverage->span.last >= coverage->span.first;
      request->types = g_strdupv ((GStrv) coverage->types);
      request->span = coverage->span;
      request->checked = coverage->checked;
    }

  flo_store_run_async (store, write_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_price_log_write_finish (FloStore      *store,
                            GAsyncResult  *result,
                            guint64       *n_new,
                            GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return FALSE;

  if (n_new != NULL)
    *n_new = ((Request *) flo_store_run_get_data (result))->n_new;

  return TRUE;
}

/* ---- what is missing ---- */

/* What of the request's span no row covers; the rows come by their start, and may overlap: those of the type and
 * those of all types together. */
static GArray *
find_gaps (sqlite3        *db,
           Request        *request,
           const char     *type,
           gint64         *checked,
           GError        **error)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (FloPriceSpan));
  g_autoptr (sqlite3_stmt) statement = NULL;
  FloPriceSpan gap = request->span;
  gboolean row = TRUE;

  *checked = 0;
  statement = flo_sql_prepare (db,
                               "SELECT first, last, checked FROM price_coverage WHERE source = ? AND region = ?"
                               " AND product = ? AND type IN (?, '') AND first <= ? AND max(last, checked) >= ? ORDER BY first",
                               READING, error, "ssssii", request->source, request->region, request->product, type,
                               request->span.last, request->span.first - request->fresh);
  if (statement == NULL)
    return NULL;

  while (row)
    {
      FloPriceSpan known;
      gint64 asked;

      if (!flo_sql_step (statement, READING, &row, error))
        return NULL;
      if (!row)
        break;
      asked = sqlite3_column_int64 (statement, 2);
      known.first = sqlite3_column_int64 (statement, 0);
      known.last = sqlite3_column_int64 (statement, 1);
      /* Known up to when AWS was asked, and that was lately. */
      if (known.last >= asked - FLO_PRICE_LATE && asked >= request->span.last - request->fresh)
        known.last = MAX (known.last, MIN (asked + request->fresh, request->span.last));
      *checked = MAX (*checked, asked);

      if (known.first > gap.first)
        {
          FloPriceSpan before = { gap.first, known.first - 1 };

          g_array_append_val (gaps, before);
        }
      gap.first = MAX (gap.first, known.last + 1);
    }
  if (gap.first <= gap.last)
    g_array_append_val (gaps, gap);

  return g_steal_pointer (&gaps);
}

static gboolean
find_gaps_func (sqlite3   *db,
                gpointer   data,
                GError   **error)
{
  static const char * const all[] = { "", NULL };
  Request *request = data;
  const char * const *types = request->types != NULL ? (const char * const *) request->types : all;

  request->found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; types[i] != NULL; i++)
    {
      gint64 checked;
      GArray *gaps = find_gaps (db, request, types[i], &checked, error);

      if (gaps == NULL)
        return FALSE;
      g_ptr_array_add (request->found, gaps);
      request->checked = i == 0 ? checked : MIN (request->checked, checked);
    }

  return TRUE;
}

void
flo_price_log_find_gaps_async (FloStore            *store,
                               const FloPriceScope *scope,
                               const char * const  *types,
                               FloPriceSpan         span,
                               gint64               fresh,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (scope != NULL && scope->source != NULL && scope->region != NULL && scope->product != NULL);

  request = request_new (scope);
  request->types = g_strdupv ((GStrv) types);
  request->span = span;
  request->fresh = fresh;

  flo_store_run_async (store, find_gaps_func, request, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_price_log_find_gaps_finish (FloStore      *store,
                                GAsyncResult  *result,
                                gint64        *checked,
                                GError       **error)
{
  Request *request;

  if (!flo_store_run_finish (store, result, error))
    return NULL;

  request = flo_store_run_get_data (result);
  if (checked != NULL)
    *checked = request->checked;

  return g_steal_pointer (&request->found);
}

/* ---- reading ---- */

/* From the last change before the window on. */
static gboolean
read_steps (FloPriceReader      *reader,
            const FloPriceSpan  *span,
            GArray              *steps,
            GError             **error)
{
  gint64 id = g_array_index (steps, FloPriceStep, 0).time, start, next;

  g_array_set_size (steps, 0);

  return flo_price_reader_find (reader, id, span->first, &start, error) &&
         flo_price_reader_read (reader, id, start, span->last, -1, steps, &next, error);
}

static gboolean
read_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Request *request = data;
  g_autoptr (FloPriceReader) reader = flo_price_reader_new (db, error);

  if (reader == NULL)
    return FALSE;
  request->found = flo_price_reader_list (db, request->source, request->region, request->product, request->types,
                                          request->zones, error);
  if (request->found == NULL)
    return FALSE;

  for (guint i = request->found->len; i-- > 0;)
    {
      FloPricePool *pool = g_ptr_array_index (request->found, i);

      if (!read_steps (reader, &request->span, pool->steps, error))
        return FALSE;
      if (pool->steps->len == 0)
        g_ptr_array_remove_index (request->found, i);
    }

  return TRUE;
}

void
flo_price_log_read_async (FloStore            *store,
                          const FloPriceScope *scope,
                          const char * const  *types,
                          const char * const  *zones,
                          FloPriceSpan         span,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (scope != NULL && scope->source != NULL && scope->region != NULL);

  request = request_new (scope);
  request->types = g_strdupv ((GStrv) types);
  request->zones = g_strdupv ((GStrv) zones);
  request->span = span;

  flo_store_run_async (store, read_func, request, request_free, cancellable, callback, user_data);
}

GPtrArray *
flo_price_log_read_finish (FloStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return NULL;

  return g_steal_pointer (&((Request *) flo_store_run_get_data (result))->found);
}

/* ---- counts ---- */

static gboolean
count_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  Request *request = data;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  statement = flo_sql_prepare (db,
                               "SELECT (SELECT count(*) FROM price_pools WHERE source = ?1), count(*),"
                               " coalesce(min(time), 0), coalesce(max(time), 0)"
                               " FROM price_pools JOIN prices ON pool = id WHERE source = ?1",
                               READING, error, "s", request->source);
  if (statement == NULL || !flo_sql_step (statement, READING, &row, error))
    return FALSE;

  request->counts.pools = (guint64) sqlite3_column_int64 (statement, 0);
  request->counts.rows = (guint64) sqlite3_column_int64 (statement, 1);
  request->counts.oldest = sqlite3_column_int64 (statement, 2);
  request->counts.newest = sqlite3_column_int64 (statement, 3);

  return TRUE;
}

void
flo_price_log_count_async (FloStore            *store,
                           const char          *source,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Request *request;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (source != NULL);

  request = request_new (&(FloPriceScope) { .source = source });

  flo_store_run_async (store, count_func, request, request_free, cancellable, callback, user_data);
}

gboolean
flo_price_log_count_finish (FloStore        *store,
                            GAsyncResult    *result,
                            FloPriceCounts  *counts,
                            GError         **error)
{
  if (!flo_store_run_finish (store, result, error))
    return FALSE;

  *counts = ((Request *) flo_store_run_get_data (result))->counts;

  return TRUE;
}
