/* aws-price-table.h: the prices of instances and volumes in a price file of EC2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

/* Of an instance with its system alone, or of an EBS volume. */
typedef struct
{
  const char *instance_type;      /* "" of a volume */
  const char *volume_type;        /* gp3 | io2 | …; "" of an instance */
  const char *operating_system;   /* Linux | Windows | RHEL | SUSE | …, as the file says; "" of a volume */
  const char *tenancy;            /* Shared | Dedicated; "" of a volume */
  const char *region;             /* a Local Zone has one of its own; "" in old files */
  const char *currency;           /* USD, in China CNY */
  FloMoney price;                 /* of an hour, of a volume of a GiB and month; in millionths of @currency */
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
