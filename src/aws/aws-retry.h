/* aws-retry.h: when to repeat a request, and after how long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-error.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_RETRY_NEVER,
  AWS_RETRY_TRANSIENT,
  AWS_RETRY_TIMEOUT,
  AWS_RETRY_THROTTLED,
} AwsRetryKind;

/* Keeps a fleet of failing requests from making an outage worse: every repetition costs, success pays
 * back. One for each account. */
typedef struct
{
  guint tokens;
} AwsRetryQuota;

void         aws_retry_quota_init    (AwsRetryQuota *quota);
guint        aws_retry_quota_acquire (AwsRetryQuota *quota,
                                      AwsRetryKind   kind);
void         aws_retry_quota_release (AwsRetryQuota *quota,
                                      guint          cost);

AwsRetryKind aws_retry_classify      (const GError  *error,
                                      gboolean       repeatable);
guint        aws_retry_get_delay     (guint          attempt,
                                      double         random,
                                      guint          unit,
                                      guint          server_delay);

G_END_DECLS
