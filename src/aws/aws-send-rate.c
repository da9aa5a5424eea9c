/* aws-send-rate.c: how fast to send while AWS throttles ("adaptive mode")
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-retry"

#include "aws/aws-send-rate.h"

#include <math.h>

#define MIN_RATE 0.5
#define BACK_OFF 0.7          /* the rate is multiplied by it when AWS throttles */
#define STEEPNESS 0.4
#define SMOOTHING 0.8
#define MEASURES_A_SECOND 2
#define MAX_GROWTH 2          /* over what is measured */

static void
aws_send_rate_fill (AwsSendRate *self,
                    double       now)
{
  self->tokens = MIN (self->capacity, self->tokens + (now - self->filled_at) * self->rate);
  self->filled_at = now;
}

static void
aws_send_rate_set_rate (AwsSendRate *self,
                        double       rate,
                        double       now)
{
  aws_send_rate_fill (self, now);
  self->rate = MAX (rate, MIN_RATE);
  self->capacity = MAX (rate, 1);
  self->tokens = MIN (self->tokens, self->capacity);
}

static void
aws_send_rate_measure (AwsSendRate *self,
                       double       now)
{
  double until = floor (now * MEASURES_A_SECOND) / MEASURES_A_SECOND;

  self->n_answers++;
  if (until <= self->measured_until)
    return;

  self->measured_rate = self->n_answers / (until - self->measured_until) * SMOOTHING
                        + self->measured_rate * (1 - SMOOTHING);
  self->n_answers = 0;
  self->measured_until = until;
}

static void
aws_send_rate_remember (AwsSendRate *self,
                        double       rate,
                        double       now)
{
  self->best_rate = rate;
  self->recovery_time = cbrt (rate * (1 - BACK_OFF) / STEEPNESS);
  self->throttled_at = now;
}

/**
 * aws_send_rate_init:
 * @self: where to begin
 * @now: seconds
 */
void
aws_send_rate_init (AwsSendRate *self,
                    double       now)
{
  *self = (AwsSendRate) { .rate = 1, .capacity = 1, .filled_at = now };
  self->measured_until = floor (now);
  aws_send_rate_remember (self, 0, now);
}

/**
 * aws_send_rate_take:
 * @self: a rate
 * @now: seconds
 *
 * Returns: 0 when a request may be sent, which has taken a token; else the seconds until there is one
 */
double
aws_send_rate_take (AwsSendRate *self,
                    double       now)
{
  if (!self->enabled)
    return 0;

  aws_send_rate_fill (self, now);
  if (self->tokens < 1)
    return (1 - self->tokens) / self->rate;

  self->tokens -= 1;

  return 0;
}

/**
 * aws_send_rate_answered:
 * @self: a rate
 * @throttled: whether the answer was that there are too many requests
 * @now: seconds
 */
void
aws_send_rate_answered (AwsSendRate *self,
                        gboolean     throttled,
                        double       now)
{
  double rate;

  aws_send_rate_measure (self, now);
  if (throttled)
    {
      rate = self->enabled ? MIN (self->measured_rate, self->rate) : self->measured_rate;
      aws_send_rate_remember (self, rate, now);
      rate *= BACK_OFF;
      self->enabled = TRUE;
    }
  else
    {
      double distance = now - self->throttled_at - self->recovery_time;

      rate = STEEPNESS * distance * distance * distance + self->best_rate;
    }

  aws_send_rate_set_rate (self, MIN (rate, MAX_GROWTH * self->measured_rate), now);
}
