/* aws-retry-helper.c: our arithmetic of repetition, for a test that does botocore's beside it
 *
 * Reads commands, a line each, and answers each with a line:
 *     begin TIME, take TIME, answered TIME THROTTLED   →  WAIT ENABLED RATE CAPACITY TOKENS MEASURED
 *     delay ATTEMPT RANDOM                             →  MILLISECONDS
 *     acquire timeout|other, release COST              →  COST TOKENS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "aws/aws-retry.h"
#include "aws/aws-send-rate.h"

static void
print_rate (const AwsSendRate *rate,
            double             wait)
{
  printf ("%.12g %d %.12g %.12g %.12g %.12g\n", wait, rate->enabled, rate->rate, rate->capacity,
          rate->tokens, rate->measured_rate);
}

int
main (int   argc,
      char *argv[])
{
  AwsSendRate rate = { 0 };
  AwsRetryQuota quota;
  guint cost = 0;
  char line[256];

  aws_retry_quota_init (&quota);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto(GStrv) words = g_strsplit (g_strstrip (line), " ", 3);
      double number = words[1] != NULL ? g_ascii_strtod (words[1], NULL) : 0;

      if (strcmp (words[0], "begin") == 0)
        {
          aws_send_rate_init (&rate, number);
          print_rate (&rate, 0);
        }
      else if (strcmp (words[0], "take") == 0)
        print_rate (&rate, aws_send_rate_take (&rate, number));
      else if (strcmp (words[0], "answered") == 0)
        {
          aws_send_rate_answered (&rate, strcmp (words[2], "1") == 0, number);
          print_rate (&rate, 0);
        }
      else if (strcmp (words[0], "delay") == 0)
        printf ("%u\n", aws_retry_get_delay ((guint) number, g_ascii_strtod (words[2], NULL), 1000, 0));
      else if (strcmp (words[0], "acquire") == 0)
        {
          cost = aws_retry_quota_acquire (&quota, strcmp (words[1], "timeout") == 0
                                                      ? AWS_RETRY_TIMEOUT : AWS_RETRY_TRANSIENT);
          printf ("%u %u\n", cost, quota.tokens);
        }
      else
        {
          g_assert_cmpstr (words[0], ==, "release");
          aws_retry_quota_release (&quota, (guint) number);
          printf ("%u %u\n", (guint) number, quota.tokens);
        }
    }

  return 0;
}
