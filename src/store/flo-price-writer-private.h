/* flo-price-writer-private.h: prices into the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-batch.h"
#include "store/flo-sql.h"

G_BEGIN_DECLS

/* For the store's thread. What is of a day that is kept as a day (flo-price-day.h) is left out.
 * @keep: what is known of a moment stays; else it is replaced
 * @n_new: (inout): grows by the rows that are new or were changed */
gboolean flo_price_writer_write (sqlite3        *db,
                                 const char     *source,
                                 const char     *region,
                                 FloPriceBatch  *batch,
                                 gboolean        keep,
                                 guint64        *n_new,
                                 GError        **error);

G_END_DECLS
