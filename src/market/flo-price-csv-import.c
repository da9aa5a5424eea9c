/* flo-price-csv-import.c: a table of spot prices into the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-csv"

#include "flotilla-config.h"

#include "market/flo-price-csv.h"
#include "store/flo-price-import.h"

#define CHUNK (256 * 1024)
/* Prices that are in memory before they are written. */
#define ROWS_AT_ONCE 50000

typedef struct
{
  GInputStream *stream;        /* (owned) */
  GCancellable *cancellable;   /* (owned) (nullable) */
  char *region;                /* (owned) (nullable): of lines that do not say */
  FloPriceImport *import;      /* (unowned): while it runs */
  FloPriceBatch *batch;        /* (owned) (nullable): what is not written yet */
  char *batch_region;          /* (owned) (nullable): whose that is */
  guint64 n_rows;
} Import;


static void
import_free (gpointer user_data)
{
  Import *self = user_data;

  g_object_unref (self->stream);
  g_clear_object (&self->cancellable);
  g_free (self->region);
  g_clear_pointer (&self->batch, flo_price_batch_free);
  g_free (self->batch_region);
  g_free (self);
}

static gboolean
write_batch (Import  *self,
             GError **error)
{
  gboolean good = self->batch == NULL || flo_price_import_write (self->import, self->batch_region, self->batch, error);

  g_clear_pointer (&self->batch, flo_price_batch_free);
  g_clear_pointer (&self->batch_region, g_free);

  return good;
}

static gboolean
row_cb (const FloPriceCsvRow  *row,
        gpointer               user_data,
        GError               **error)
{
  Import *self = user_data;
  const char *region = row->region != NULL ? row->region : self->region;

  if (region == NULL)
    {
      g_set_error (error, FLO_PRICE_CSV_ERROR, FLO_PRICE_CSV_ERROR_INVALID,
                   "no region is said here, and none was given");
      return FALSE;
    }
  /* Tables are sorted by region, when they are of more than one at all. */
  if (self->batch != NULL &&
      (flo_price_batch_get_size (self->batch) >= ROWS_AT_ONCE || !g_str_equal (region, self->batch_region)) &&
      !write_batch (self, error))
    return FALSE;
  if (self->batch == NULL)
    {
      self->batch = flo_price_batch_new ();
      self->batch_region = g_strdup (region);
    }

  self->n_rows++;
  if (flo_price_batch_add (self->batch, row->instance_type, row->zone, row->zone_id, row->product, row->time, row->price))
    return TRUE;

  g_set_error (error, FLO_PRICE_CSV_ERROR, FLO_PRICE_CSV_ERROR_INVALID,
               "this cannot be a price of EC2: its time is before 2006 or after 2100, it is more than a million dollars an "
               "hour, or a name is too long");
  return FALSE;
}

static gboolean
import_func (FloPriceImport  *import,
             gpointer         data,
             GError         **error)
{
  Import *self = data;
  g_autoptr (FloPriceCsv) table = flo_price_csv_new (row_cb, self);
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize length;

  self->import = import;
  while ((length = g_input_stream_read (self->stream, chunk, CHUNK, self->cancellable, error)) > 0)
    {
      if (!flo_price_csv_feed (table, chunk, (gsize) length, error))
        return FALSE;
    }

  return length == 0 && flo_price_csv_finish (table, error) && write_batch (self, error);
}

void
flo_price_csv_import_async (FloStore            *store,
                            const char          *source,
                            const char          *region,
                            GInputStream        *stream,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Import *self;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (source != NULL);
  g_return_if_fail (G_IS_INPUT_STREAM (stream));

  self = g_new0 (Import, 1);
  self->stream = g_object_ref (stream);
  self->region = g_strdup (region);
  g_set_object (&self->cancellable, cancellable);
  flo_price_import_async (store, source, import_func, self, import_free, cancellable, callback, user_data);
}

gboolean
flo_price_csv_import_finish (FloStore      *store,
                             GAsyncResult  *result,
                             guint64       *n_rows,
                             guint64       *n_new,
                             GError       **error)
{
  if (!flo_price_import_finish (store, result, n_new, error))
    return FALSE;
  if (n_rows != NULL)
    *n_rows = ((Import *) flo_price_import_get_data (result))->n_rows;

  return TRUE;
}
