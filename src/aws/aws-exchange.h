/* aws-exchange.h: one HTTP request and its answer, with time-outs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* In milliseconds. */
typedef struct
{
  guint connect;   /* to look the host up, connect and agree on a key */
  guint idle;      /* without a byte */
  guint total;     /* from the beginning to the last byte, waiting for a free connection included */
} AwsTimeouts;

/* Gets the body as it comes in; the message's status and headers are there by then. Returning FALSE
 * with @error set ends the exchange. */
typedef gboolean (*AwsExchangeFunc) (SoupMessage  *message,
                                     const char   *data,
                                     gsize         length,
                                     gpointer      user_data,
                                     GError      **error);

void     aws_exchange_async  (SoupSession          *session,
                              SoupMessage          *message,
                              const AwsTimeouts    *timeouts,
                              AwsExchangeFunc       func,
                              gpointer              func_data,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
/* Fails with G_IO_ERROR_CANCELLED, with what @func failed with, or with AWS_ERROR_TRANSIENT and a code
 * that says whether AWS may have got the request. */
gboolean aws_exchange_finish (GAsyncResult         *result,
                              GError              **error);

G_END_DECLS
