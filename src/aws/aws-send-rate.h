/* aws-send-rate.h: how fast to send while AWS throttles ("adaptive mode")
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A token bucket whose rate falls when AWS throttles and recovers along a cubic curve, as the AWS SDKs do
 * it. It lets everything through until AWS throttles for the first time. Pure arithmetic: all times are
 * given, in seconds. */
typedef struct
{
  gboolean enabled;

  double rate;              /* tokens a second */
  double capacity;
  double tokens;
  double filled_at;

  double measured_rate;     /* of answers a second, smoothed */
  double measured_until;    /* the last half second that counts */
  double n_answers;         /* since then */

  double best_rate;         /* when AWS throttled last */
  double recovery_time;     /* seconds after that until best_rate is reached again */
  double throttled_at;
} AwsSendRate;

void   aws_send_rate_init     (AwsSendRate *self,
                               double       now);
double aws_send_rate_take     (AwsSendRate *self,
                               double       now);
void   aws_send_rate_answered (AwsSendRate *self,
                               gboolean     throttled,
                               double       now);

G_END_DECLS
