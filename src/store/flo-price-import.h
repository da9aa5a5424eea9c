/* flo-price-import.h: many prices from somewhere else, all or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-batch.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

typedef struct _FloPriceImport FloPriceImport;

/* Runs on the store's thread, in one transaction: calls flo_price_import_write() as often as it likes. FALSE with @error
 * set: nothing was written. */
typedef gboolean (*FloPriceImportFunc) (FloPriceImport  *import,
                                        gpointer         data,
                                        GError         **error);

/* What is known of a moment stays. */
gboolean flo_price_import_write  (FloPriceImport       *import,
                                  const char           *region,
                                  FloPriceBatch        *batch,
                                  GError              **error);
/* @source: whose they become
 * @data: belongs to the store until it is done, freed with @destroy on the caller's thread */
void     flo_price_import_async  (FloStore             *store,
                                  const char           *source,
                                  FloPriceImportFunc    func,
                                  gpointer              data,
                                  GDestroyNotify        destroy,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/* @n_new: (out): how many were not known */
gboolean flo_price_import_finish (FloStore             *store,
                                  GAsyncResult         *result,
                                  guint64              *n_new,
                                  GError              **error);
/* The @data that was given; borrowed, as long as @result lives. */
gpointer flo_price_import_get_data
                                 (GAsyncResult         *result);

G_END_DECLS
