/* flo-price-csv.h: spot prices as a table for other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* What an export begins with. */
#define FLO_PRICE_CSV_COLUMNS "time,region,zone,zone_id,instance_type,product,price"

#define FLO_PRICE_CSV_ERROR (flo_price_csv_error_quark ())
GQuark flo_price_csv_error_quark (void);

typedef enum
{
  FLO_PRICE_CSV_ERROR_INVALID,   /* the message names the line and says what is wrong there */
} FloPriceCsvError;

/* One line; borrowed. */
typedef struct
{
  gint64 time;               /* Unix seconds */
  const char *region;        /* (nullable): it does not say */
  const char *zone;
  const char *zone_id;       /* (nullable) */
  const char *instance_type;
  const char *product;       /* without " (Amazon VPC)" */
  FloMoney price;
} FloPriceCsvRow;

/* FALSE with @error set ends the reading; the number of the line is put before %FLO_PRICE_CSV_ERROR. */
typedef gboolean (*FloPriceCsvFunc) (const FloPriceCsvRow  *row,
                                     gpointer               user_data,
                                     GError               **error);

/* Reads as bytes come in; memory is bounded by a line. The columns are found by their names, the above or AWS's
 * (Timestamp, AvailabilityZone, AvailabilityZoneId, InstanceType, ProductDescription, SpotPrice); time, zone,
 * instance_type and price have to be there, a missing product is Linux/UNIX, others are passed over. */
typedef struct _FloPriceCsv FloPriceCsv;

FloPriceCsv *flo_price_csv_new    (FloPriceCsvFunc   func,
                                   gpointer          user_data);
void         flo_price_csv_free   (FloPriceCsv      *self);
/* FALSE with %FLO_PRICE_CSV_ERROR or what @func failed with: nothing may be fed any more. */
gboolean     flo_price_csv_feed   (FloPriceCsv      *self,
                                   const char       *data,
                                   gsize             length,
                                   GError          **error);
/* After the last byte. */
gboolean     flo_price_csv_finish (FloPriceCsv      *self,
                                   GError          **error);

/* All of a table into the database, or with an error nothing; on the store's thread.
 * @region: (nullable): of lines that do not say; NULL: then it is an error */
void         flo_price_csv_import_async  (FloStore             *store,
                                          const char           *source,
                                          const char           *region,
                                          GInputStream         *stream,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* @n_rows: (out): prices in the table; @n_new: (out): those that were not known */
gboolean     flo_price_csv_import_finish (FloStore             *store,
                                          GAsyncResult         *result,
                                          guint64              *n_rows,
                                          guint64              *n_new,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPriceCsv, flo_price_csv_free)

G_END_DECLS
