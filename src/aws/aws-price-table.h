/* aws-price-table.h: the on-demand prices in a price file of EC2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef struct
{
  const char *instance_type;
  const char *operating_system;   /* Linux | Windows | RHEL | SUSE | …, as the file says */
  const char *tenancy;            /* Shared | Dedicated */
  const char *region;             /* a Local Zone has one of its own; "" in old files */
  const char *currency;           /* USD, in China CNY */
  FloMoney per_hour;              /* in millionths of @currency */
} AwsListPrice;

/* AwsListPriceFunc: @price is borrowed until it returns. */
typedef void (*AwsListPriceFunc) (const AwsListPrice *price,
                                  gpointer            user_data);

typedef struct _AwsPriceTable AwsPriceTable;

AwsPriceTable *aws_price_table_new    (AwsListPriceFunc   price_func,
                                       gpointer           price_data) G_GNUC_WARN_UNUSED_RESULT;
void           aws_price_table_free   (AwsPriceTable     *self);
gboolean       aws_price_table_feed   (AwsPriceTable     *self,
                                       const char        *data,
                                       gsize              length,
                                       GError           **error);
gboolean       aws_price_table_finish (AwsPriceTable     *self,
                                       GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsPriceTable, aws_price_table_free)

G_END_DECLS
