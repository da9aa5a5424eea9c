/* flo-cli-price-writer.h: price records to standard output, as fast as they come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/services/aws-ec2.h"

G_BEGIN_DECLS

typedef struct _FloCliPriceWriter FloCliPriceWriter;

typedef enum
{
  FLO_CLI_PRICE_LINES,   /* for people */
  FLO_CLI_PRICE_JSON,    /* one array of objects */
  FLO_CLI_PRICE_CSV,     /* see flo-price-csv.h */
} FloCliPriceFormat;

/* @fd: borrowed
 * @region: (nullable): of all records, for CSV
 * @cancellable: cancelled when nobody reads any more, so that AWS is not asked for more pages */
FloCliPriceWriter *flo_cli_price_writer_new    (int                 fd,
                                                FloCliPriceFormat   format,
                                                const char         *region,
                                                GCancellable       *cancellable);
/* An AwsItemFunc. Nothing is kept but a buffer. After the first failed write the rest is dropped. */
void               flo_cli_price_writer_add    (gconstpointer       spot_price,
                                                gpointer            writer);
guint64            flo_cli_price_writer_count  (FloCliPriceWriter  *self);
/* Whether a write failed; finish then says how. */
gboolean           flo_cli_price_writer_failed (FloCliPriceWriter  *self);
/* Ends the array and writes what is buffered. */
gboolean           flo_cli_price_writer_finish (FloCliPriceWriter  *self,
                                                GError            **error);
/* Without finish, a JSON array stays open: what was cut off must not look complete. */
void               flo_cli_price_writer_free   (FloCliPriceWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliPriceWriter, flo_cli_price_writer_free)

G_END_DECLS
