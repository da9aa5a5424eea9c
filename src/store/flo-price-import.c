/* flo-price-import.c: many prices from somewhere else, all or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-import"

#include "flotilla-config.h"

#include "store/flo-price-import.h"
#include "store/flo-price-writer-private.h"
#include "store/flo-store-private.h"

struct _FloPriceImport
{
  char *source;              /* (owned) */
  FloPriceImportFunc func;
  gpointer data;             /* (owned) */
  GDestroyNotify destroy;    /* (nullable) */
  sqlite3 *db;               /* (unowned): while it runs */
  guint64 n_new;
};


static void
import_free (gpointer user_data)
{
  FloPriceImport *self = user_data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->source);
  g_free (self);
}

gboolean
flo_price_import_write (FloPriceImport  *self,
                        const char      *region,
                        FloPriceBatch   *batch,
                        GError         **error)
{
  g_return_val_if_fail (self != NULL && self->db != NULL, FALSE);
  g_return_val_if_fail (region != NULL && batch != NULL, FALSE);

  return flo_price_writer_write (self->db, self->source, region, batch, TRUE, &self->n_new, error);
}

static gboolean
import_func (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  FloPriceImport *self = data;
  gboolean good;

  self->db = db;
  good = self->func (self, self->data, error);
  self->db = NULL;

  return good;
}

void
flo_price_import_async (FloStore            *store,
                        const char          *source,
                        FloPriceImportFunc   func,
                        gpointer             data,
                        GDestroyNotify       destroy,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  FloPriceImport *self;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (source != NULL && func != NULL);

  self = g_new0 (FloPriceImport, 1);
  self->source = g_strdup (source);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  flo_store_run_async (store, import_func, self, import_free, cancellable, callback, user_data);
}

gboolean
flo_price_import_finish (FloStore      *store,
                         GAsyncResult  *result,
                         guint64       *n_new,
                         GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return FALSE;
  if (n_new != NULL)
    *n_new = ((FloPriceImport *) flo_store_run_get_data (result))->n_new;

  return TRUE;
}

gpointer
flo_price_import_get_data (GAsyncResult *result)
{
  return ((FloPriceImport *) flo_store_run_get_data (result))->data;
}
