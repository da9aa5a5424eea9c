/* aws-connection.h: what the clients of one account share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials-provider.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-exchange.h"
#include "aws/aws-rate-limit.h"
#include "aws/aws-retry.h"
#include "aws/aws-settings.h"
#include "aws/aws-signer.h"

G_BEGIN_DECLS

/* The pool of connections, the signer, the retry quota and the clock's corrections. Reference counted;
 * belongs to one main context. */
typedef struct
{
  SoupSession *session;                  /* (owned) */
  AwsSigner *signer;                     /* (owned) */
  AwsRetryQuota quota;
  AwsRateLimit *rate_limit;              /* (owned): shared with all connections of the provider's users */
  GHashTable *clock_offsets;             /* (owned): host → seconds that its clock is ahead of ours */
  AwsCredentialsProvider *provider;      /* (owned): keeps what it answers */
  AwsTimeouts timeouts;
  guint backoff_unit;                    /* milliseconds */
  AwsSettings *settings;                 /* (owned) (nullable): NULL = not read yet */
  AwsSettings *unready_settings;         /* (owned) (nullable): while their certificates are read */
  GPtrArray *waiting;                    /* (owned) (element-type GTask): for the settings */
} AwsConnection;

AwsConnection *aws_connection_new               (AwsCredentialsProvider *provider);
AwsConnection *aws_connection_ref               (AwsConnection          *self);
void           aws_connection_unref             (AwsConnection          *self);

/* Reads the settings, once. Has to be done before anything is sent. */
void           aws_connection_prepare_async     (AwsConnection          *self,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
gboolean       aws_connection_prepare_finish    (GAsyncResult           *result,
                                                 GError                **error);

/* The time at @endpoint, in Unix seconds. */
gint64         aws_connection_get_time          (AwsConnection          *self,
                                                 const AwsEndpoint      *endpoint);
void           aws_connection_set_clock_offset  (AwsConnection          *self,
                                                 const AwsEndpoint      *endpoint,
                                                 gint64                  seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsConnection, aws_connection_unref)

G_END_DECLS
