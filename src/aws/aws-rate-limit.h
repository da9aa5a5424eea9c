/* aws-rate-limit.h: sends no faster than AWS takes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* AWS counts requests in token buckets, one per account, region and action, and refuses what comes when
 * one is empty. We count the same and wait instead, so that a fleet of a thousand nodes is watched as
 * fast as AWS allows and never throttled by its own polling. One for each account; belongs to one main
 * context. Who waits for the same bucket is served in the order of asking; where calls of several actions
 * share one (adaptive mode), those with an effect come first. */
typedef struct _AwsRateLimit AwsRateLimit;

/* How a request ended that was let through. */
typedef enum
{
  AWS_RATE_UNANSWERED,   /* lost, cancelled, or it took too long */
  AWS_RATE_ANSWERED,
  AWS_RATE_THROTTLED,    /* refused because there were too many */
} AwsRateOutcome;

AwsRateLimit *aws_rate_limit_new            (void);
AwsRateLimit *aws_rate_limit_ref            (AwsRateLimit         *self);
void          aws_rate_limit_unref          (AwsRateLimit         *self);
AwsRateLimit *aws_rate_limit_ref_for        (GObject              *account);
void          aws_rate_limit_set_scale      (AwsRateLimit         *self,
                                             double                scale);

void          aws_rate_limit_acquire_async  (AwsRateLimit         *self,
                                             const char           *region,
                                             const AwsOperation   *operation,
                                             gboolean              adaptive,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean      aws_rate_limit_acquire_finish (GAsyncResult         *result,
                                             GError              **error);
gboolean      aws_rate_limit_try            (AwsRateLimit         *self,
                                             const char           *region,
                                             const AwsOperation   *operation,
                                             gboolean              adaptive);
void          aws_rate_limit_done           (AwsRateLimit         *self,
                                             const char           *region,
                                             const AwsOperation   *operation,
                                             gboolean              adaptive,
                                             AwsRateOutcome        outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsRateLimit, aws_rate_limit_unref)

G_END_DECLS
