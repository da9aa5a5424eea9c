/* aws-call.h: one call, repeated as often as it takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/aws-connection.h"

G_BEGIN_DECLS

/* @source: whose call it is, the source object of the result
 * @endpoint_url: (nullable): overrides where the service answers
 * @item_func: (nullable): gets the items of operation->items instead of the answer */
void     aws_call_async  (gpointer              source,
                          AwsConnection        *connection,
                          const char           *region,
                          const char           *endpoint_url,
                          const AwsOperation   *operation,
                          gconstpointer         input,
                          AwsItemFunc           item_func,
                          gpointer              item_data,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data);
gpointer aws_call_finish (GAsyncResult         *result,
                          GError              **error);

G_END_DECLS
