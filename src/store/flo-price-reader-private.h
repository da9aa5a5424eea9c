/* flo-price-reader-private.h: a pool's steps, from the changes that are kept and from the days before them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-price-batch.h"
#include "store/flo-sql.h"

G_BEGIN_DECLS

/* All for the store's thread, and for one transaction. */

/* @product, @types, @zones: (nullable): all; zones by name or id
 * Returns: (transfer full) (element-type FloPricePool): by product, type, zone; instead of its steps each has one whose
 * time is the pool's number */
GPtrArray      *flo_price_reader_list (sqlite3         *db,
                                       const char      *source,
                                       const char      *region,
                                       const char      *product,
                                       GStrv            types,
                                       GStrv            zones,
                                       GError         **error);

typedef struct _FloPriceReader FloPriceReader;

FloPriceReader *flo_price_reader_new  (sqlite3         *db,
                                       GError         **error);
void            flo_price_reader_free (FloPriceReader  *self);
/* @start: (out): the time of the last step at or before @time; @time when there is none */
gboolean        flo_price_reader_find (FloPriceReader  *self,
                                       gint64           pool,
                                       gint64           time,
                                       gint64          *start,
                                       GError         **error);
/* Appends the steps from @first to @last, both inside, oldest first.
 * @limit: stop after about so many; -1: never
 * @next: (out): where to go on; greater than @last at the end */
gboolean        flo_price_reader_read (FloPriceReader  *self,
                                       gint64           pool,
                                       gint64           first,
                                       gint64           last,
                                       int              limit,
                                       GArray          *steps,
                                       gint64          *next,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceReader, flo_price_reader_free)

G_END_DECLS
