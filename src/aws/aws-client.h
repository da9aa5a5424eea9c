/* aws-client.h: calls AWS: signs, sends, retries, pages, parses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-credentials-provider.h"
#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

#define AWS_TYPE_CLIENT (aws_client_get_type ())
G_DECLARE_FINAL_TYPE (AwsClient, aws_client, AWS, CLIENT, GObject)

/* An account at one set of endpoints: holds the connection pool, the retry quota and the clock
 * offset. Belongs to the thread-default main context it was made in.
 *
 * @endpoint_url: (nullable): overrides every service's endpoint (the practice cloud, a proxy);
 *   NULL: AWS_ENDPOINT_URL[_SERVICE], then AWS's own. http is accepted for loopback only.
 *   A URL that is refused makes every call fail with AWS_ERROR_PARAMETER and says why.
 */
AwsClient  *aws_client_new         (AwsCredentialsProvider *provider,
                                    const char             *region,
                                    const char             *endpoint_url) G_GNUC_WARN_UNUSED_RESULT;
/* The same account, connections, quota and clock in another region. */
AwsClient  *aws_client_for_region  (AwsClient              *self,
                                    const char             *region) G_GNUC_WARN_UNUSED_RESULT;
const char *aws_client_get_region  (AwsClient              *self);
AwsCredentialsProvider *
            aws_client_get_provider (AwsClient             *self);

/* One request, one answer. @input is read before this returns. The answer belongs to the caller:
 * aws_shape_free (operation->output, answer). */
void        aws_client_call_async  (AwsClient              *self,
                                    const AwsOperation     *operation,
                                    gconstpointer           input,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data);
gpointer    aws_client_call_finish (AwsClient              *self,
                                    GAsyncResult           *result,
                                    GError                **error);

/* AwsItemFunc: called for every item of every page while the bytes come in, so that memory is bound
 * by a page and not by the answer. @item is borrowed and reused: copy what you keep. */
typedef void (*AwsItemFunc) (gconstpointer item,
                             gpointer      user_data);

/* All pages of a list. A page that has to be repeated hands its items out only once.
 * Ends at an absent, empty or repeated token. */
void        aws_client_list_async  (AwsClient              *self,
                                    const AwsOperation     *operation,
                                    gconstpointer           input,
                                    AwsItemFunc             item_func,
                                    gpointer                item_data,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data);
gboolean    aws_client_list_finish (AwsClient              *self,
                                    GAsyncResult           *result,
                                    GError                **error);

G_END_DECLS
