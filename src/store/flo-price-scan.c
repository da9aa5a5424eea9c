/* flo-price-scan.c: all prices that are kept, part by part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-scan"

#include "flotilla-config.h"

#include "store/flo-price-reader-private.h"
#include "store/flo-price-scan.h"

/* About so many steps in a transaction, so that writers do not wait. */
#define STEPS_AT_ONCE 10000

typedef struct
{
  char *source, *region;     /* (owned) */
  char *product;             /* (owned) (nullable) */
  GStrv types, zones;        /* (owned) (nullable) */
  FloPriceSpan span;
  FloPriceScanFunc func;
  gpointer func_data;
  GPtrArray *pools;          /* (owned) (nullable) (element-type FloPricePool): NULL: not listed yet */
  GArray *ids;               /* (owned) (element-type gint64) */
  guint first, end;          /* the pools that were read last */
  gint64 next;               /* where the last of them goes on; greater than span.last: it does not */
} Scan;


static void
scan_free (gpointer user_data)
{
  Scan *scan = user_data;

  g_free (scan->source);
  g_free (scan->region);
  g_free (scan->product);
  g_strfreev (scan->types);
  g_strfreev (scan->zones);
  g_clear_pointer (&scan->pools, g_ptr_array_unref);
  g_array_unref (scan->ids);
  g_free (scan);
}

static gboolean
list_pools (sqlite3  *db,
            Scan     *scan,
            GError  **error)
{
  scan->pools = flo_price_reader_list (db, scan->source, scan->region, scan->product, scan->types, scan->zones, error);
  if (scan->pools == NULL)
    return FALSE;

  for (guint i = 0; i < scan->pools->len; i++)
    {
      GArray *steps = ((FloPricePool *) g_ptr_array_index (scan->pools, i))->steps;

      g_array_append_val (scan->ids, g_array_index (steps, FloPriceStep, 0).time);
      g_array_set_size (steps, 0);
    }

  return TRUE;
}

static gboolean
scan_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Scan *scan = data;
  g_autoptr (FloPriceReader) reader = flo_price_reader_new (db, error);
  guint n = 0;

  if (reader == NULL || (scan->pools == NULL && !list_pools (db, scan, error)))
    return FALSE;

  scan->first = scan->end > 0 && scan->next <= scan->span.last ? scan->end - 1 : scan->end;
  for (scan->end = scan->first; scan->end < scan->pools->len && n < STEPS_AT_ONCE; scan->end++)
    {
      FloPricePool *pool = g_ptr_array_index (scan->pools, scan->end);
      const gint64 id = g_array_index (scan->ids, gint64, scan->end);

      if ((scan->next > scan->span.last && !flo_price_reader_find (reader, id, scan->span.first, &scan->next, error)) ||
          !flo_price_reader_read (reader, id, scan->next, scan->span.last, STEPS_AT_ONCE, pool->steps, &scan->next, error))
        return FALSE;
      n += pool->steps->len;
      if (scan->next <= scan->span.last)
        {
          scan->end++;
          break;
        }
    }

  return TRUE;
}

static void
scanned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Scan *scan = g_task_get_task_data (task);
  GError *error = NULL;

  if (!flo_store_run_finish (FLO_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = scan->first; i < scan->end; i++)
    {
      FloPricePool *pool = g_ptr_array_index (scan->pools, i);

      if (pool->steps->len > 0)
        scan->func (pool, scan->func_data);
      /* Also what it has allocated. */
      g_array_unref (pool->steps);
      pool->steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
    }

  if (scan->end == scan->pools->len && scan->next > scan->span.last)
    g_task_return_boolean (task, TRUE);
  else
    flo_store_run_async (FLO_STORE (object), scan_func, scan, NULL, g_task_get_cancellable (task), scanned_cb,
                         g_object_ref (task));
}

void
flo_price_scan_async (FloStore            *store,
                      const FloPriceScope *scope,
                      const char * const  *types,
                      const char * const  *zones,
                      FloPriceSpan         span,
                      FloPriceScanFunc     func,
                      gpointer             func_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;
  Scan *scan;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (scope != NULL && scope->source != NULL && scope->region != NULL);
  g_return_if_fail (func != NULL && span.last < G_MAXINT64);

  scan = g_new0 (Scan, 1);
  scan->source = g_strdup (scope->source);
  scan->region = g_strdup (scope->region);
  scan->product = scope->product != NULL ? flo_price_product_plain (scope->product) : NULL;
  scan->types = g_strdupv ((GStrv) types);
  scan->zones = g_strdupv ((GStrv) zones);
  scan->span = span;
  scan->func = func;
  scan->func_data = func_data;
  scan->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  scan->next = G_MAXINT64;

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_price_scan_async);
  g_task_set_task_data (task, scan, scan_free);
  flo_store_run_async (store, scan_func, scan, NULL, cancellable, scanned_cb, task);
}

gboolean
flo_price_scan_finish (FloStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
