/* aws-fresh-call.h: calls about what was made a moment ago
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"

G_BEGIN_DECLS

/* AWS is eventually consistent: for some seconds, seldom minutes, after a resource was made, other calls
 * may say that it does not exist. Until it is this old, in seconds, a NotFound says nothing. */
#define AWS_FRESH_SECONDS 300

gboolean aws_fresh_call_is_too_early (const GError        *error,
                                      gint64               made_at,
                                      gint64               now);

void     aws_fresh_call_async        (AwsClient           *client,
                                      const AwsOperation  *operation,
                                      gconstpointer        input,
                                      gint64               made_at,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gpointer aws_fresh_call_finish       (AwsClient           *client,
                                      GAsyncResult        *result,
                                      GError             **error);

G_END_DECLS
