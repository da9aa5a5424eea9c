/* aws-retry.c: when to repeat a request, and after how long
 *
 * What the AWS SDKs call "standard mode": three attempts, a quota of 500 tokens, random delays whose
 * bound doubles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-retry"

#include "aws/aws-retry.h"

#include "aws/aws-error-codes.h"

#define QUOTA 500
#define COST 5
#define TIMEOUT_COST 10
#define SUCCESS_GAIN 1
#define MAX_DELAY_UNITS 20
#define MAX_SERVER_DELAY 30000   /* milliseconds: longer is for the caller to decide */

void
aws_retry_quota_init (AwsRetryQuota *quota)
{
  quota->tokens = QUOTA;
}

/**
 * aws_retry_quota_acquire:
 * @quota: the quota
 * @kind: why the request is to be repeated
 *
 * Returns: what the repetition costs, to be given back with aws_retry_quota_release() if it succeeds;
 *   0 when the quota is used up and the request must fail
 */
guint
aws_retry_quota_acquire (AwsRetryQuota *quota,
                         AwsRetryKind   kind)
{
  guint cost = kind == AWS_RETRY_TIMEOUT ? TIMEOUT_COST : COST;

  if (quota->tokens < cost)
    return 0;

  quota->tokens -= cost;

  return cost;
}

/**
 * aws_retry_quota_release:
 * @quota: the quota
 * @cost: what the last repetition of the request that has succeeded cost; 0 when it was not repeated
 */
void
aws_retry_quota_release (AwsRetryQuota *quota,
                         guint          cost)
{
  quota->tokens = MIN (quota->tokens + (cost > 0 ? cost : SUCCESS_GAIN), QUOTA);
}

/**
 * aws_retry_classify:
 * @error: how a request failed
 * @repeatable: whether it does no harm to carry it out twice
 *
 * Returns: whether and why to repeat it. What AWS may have carried out is repeated only if @repeatable.
 */
AwsRetryKind
aws_retry_classify (const GError *error,
                    gboolean      repeatable)
{
  const char *code = aws_error_get_code (error);

  if (error->domain != AWS_ERROR)
    return AWS_RETRY_NEVER;

  /* These three were not carried out. */
  if (error->code == AWS_ERROR_THROTTLED)
    return AWS_RETRY_THROTTLED;
  if (g_strcmp0 (code, AWS_CODE_CONNECT_FAILED) == 0)
    return AWS_RETRY_TRANSIENT;
  if (g_strcmp0 (code, AWS_CODE_CONNECT_TIMEOUT) == 0)
    return AWS_RETRY_TIMEOUT;

  if (!repeatable)
    return AWS_RETRY_NEVER;

  if (g_strcmp0 (code, AWS_CODE_ANSWER_TIMEOUT) == 0)
    return AWS_RETRY_TIMEOUT;
  if (error->code == AWS_ERROR_TRANSIENT || g_strcmp0 (code, AWS_CODE_ANSWER_TRUNCATED) == 0)
    return AWS_RETRY_TRANSIENT;

  return AWS_RETRY_NEVER;
}

/**
 * aws_retry_get_delay:
 * @attempt: how many attempts have failed, at least 1
 * @random: between 0 and 1, so that clients that failed together do not come back together
 * @unit: milliseconds of the first delay's bound, normally 1000
 * @server_delay: milliseconds that the server asked for, 0 = it did not
 *
 * Returns: how many milliseconds to wait
 */
guint
aws_retry_get_delay (guint  attempt,
                     double random,
                     guint  unit,
                     guint  server_delay)
{
  guint bound = MIN (1u << MIN (attempt - 1, 16), MAX_DELAY_UNITS) * unit;

  return MAX ((guint) (random * bound), MIN (server_delay, MAX_SERVER_DELAY));
}
