/* aws-price-file.h: every on-demand price of instances and volumes in a region, from the file that AWS publishes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/aws-price-table.h"

G_BEGIN_DECLS

/**
 * AwsPriceFile:
 * @is_unchanged: the file is still the one that was asked about, and was not read
 * @etag: (nullable): names this state of the file: to be asked about next time
 * @size: bytes that were read
 */
typedef struct
{
  gboolean is_unchanged;
  char *etag;
  guint64 size;
} AwsPriceFile;

void          aws_price_file_free         (AwsPriceFile         *self);

void          aws_price_file_fetch_async  (AwsClient            *client,
                                           const char           *etag,
                                           AwsListPriceFunc      price_func,
                                           gpointer              price_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
AwsPriceFile *aws_price_file_fetch_finish (GAsyncResult         *result,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsPriceFile, aws_price_file_free)

G_END_DECLS
