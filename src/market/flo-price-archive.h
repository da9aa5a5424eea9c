/* flo-price-archive.h: spot prices, from the database as far as it has them, from AWS where it has not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-price-history.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

#define FLO_TYPE_PRICE_ARCHIVE (flo_price_archive_get_type ())
G_DECLARE_FINAL_TYPE (FloPriceArchive, flo_price_archive, FLO, PRICE_ARCHIVE, GObject)

FloPriceArchive *flo_price_archive_new         (FloStore             *store,
                                                const char           *source);
FloStore        *flo_price_archive_get_store   (FloPriceArchive      *self);
const char      *flo_price_archive_get_source  (FloPriceArchive      *self);
void             flo_price_archive_load_async  (FloPriceArchive      *self,
                                                AwsClient            *client,
                                                const char           *product,   /* (nullable): Linux/UNIX */
                                                const char * const   *types,
                                                const char * const   *zones,
                                                gint64                from,
                                                gint64                to,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GListModel      *flo_price_archive_load_finish (FloPriceArchive      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
