/* aws-file-fetch.h: a file that AWS publishes for everybody, as it comes in
 *
 * There is no signature, and no account sees more in it than another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"

G_BEGIN_DECLS

/* Gets the content part by part; FALSE with @error set ends the fetch. */
typedef gboolean (*AwsFileSink) (gpointer      sink_data,
                                 const char   *data,
                                 gsize         length,
                                 GError      **error);

void     _aws_file_fetch_async  (AwsClient            *client,
                                 GUri                 *uri,
                                 const char           *etag,
                                 const char           *if_missing,
                                 guint                 timeout,
                                 AwsFileSink           sink,
                                 gpointer              sink_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean _aws_file_fetch_finish (GAsyncResult         *result,
                                 gboolean             *is_unchanged,
                                 char                **etag,
                                 GError              **error);

G_END_DECLS
