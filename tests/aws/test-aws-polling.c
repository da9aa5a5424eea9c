/* test-aws-polling.c: a fleet of a thousand nodes is watched without being throttled
 *
 * The practice cloud counts as AWS does; here its buckets and ours are four times as large, so that the
 * test takes seconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-client-private.h"
#include "aws/services/aws-ec2.h"
#include "flo-test-simulator.h"

#define N_CALLS 1000
#define SCALE 4

typedef struct
{
  AwsClient *client;
  guint n_to_send;
  guint n_open;
  guint n_failed;
} Poll;

static guint n_throttled;

/* The client repeats what was throttled; only its log knows. */
static GLogWriterOutput
count_throttled (GLogLevelFlags   level,
                 const GLogField *fields,
                 gsize            n_fields,
                 gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && g_strrstr (fields[i].value, "RequestLimitExceeded") != NULL)
      n_throttled++;

  return level == G_LOG_LEVEL_DEBUG ? G_LOG_WRITER_HANDLED
                                    : g_log_writer_default (level, fields, n_fields, user_data);
}

static void poll_send (Poll *poll);

static void
polled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Poll *poll = user_data;
  g_autoptr(GError) error = NULL;
  gpointer answer = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  aws_shape_free (AWS_EC2_DESCRIBE_INSTANCES.output, answer);
  poll->n_failed += answer == NULL;
  poll->n_open--;
  if (poll->n_to_send > 0)
    poll_send (poll);
}

static void
poll_send (Poll *poll)
{
  poll->n_to_send--;
  poll->n_open++;
  aws_client_call_async (poll->client, &AWS_EC2_DESCRIBE_INSTANCES, NULL, NULL, polled_cb, poll);
}

/* Returns: how many calls failed in the end, of @n with at most @n_at_once under way */
static guint
poll_all (AwsClient *client,
          guint      n,
          guint      n_at_once)
{
  Poll poll = { client, n, 0, 0 };

  n_throttled = 0;
  while (poll.n_to_send > 0 && poll.n_open < n_at_once)
    poll_send (&poll);
  while (poll.n_open > 0)
    g_main_context_iteration (NULL, TRUE);

  return poll.n_failed;
}

static void
test_polling (void)
{
  static const char *const arguments[] = { "--throttle-scale", "4", NULL };
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (arguments);
  g_autoptr(AwsClient) client = flo_test_simulator_create_client (simulator, "us-east-1");
  g_autoptr(AwsClient) rash = flo_test_simulator_create_client (simulator, "eu-west-1");

  /* Once of three times: on a busy machine either side is held up, and then gets much at once. */
  _aws_client_set_rate_scale (client, SCALE);
  for (guint i = 0; i < 3 && (i == 0 || n_throttled > 0); i++)
    g_assert_cmpuint (poll_all (client, N_CALLS, N_CALLS), ==, 0);
  g_assert_cmpuint (n_throttled, ==, 0);

  /* Without the limit it is throttled, or this test would show nothing. */
  _aws_client_set_rate_scale (rash, 0);
  poll_all (rash, N_CALLS, N_CALLS);
  g_assert_cmpuint (n_throttled, >, 0);
}

/* Where AWS allows less than is known of it, adaptive mode finds out how much: it asks less often in vain. */
static void
test_adaptive (void)
{
  static const char *const arguments[] = { "--throttle-scale", "0.25", NULL };
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (arguments);
  g_autoptr(AwsClient) standard = flo_test_simulator_create_client (simulator, "us-east-1");
  g_autoptr(AwsClient) adaptive = flo_test_simulator_create_client (simulator, "eu-west-1");
  guint n_in_vain;

  _aws_client_set_rate_scale (standard, 0);
  _aws_client_set_rate_scale (adaptive, 0);
  poll_all (standard, 50, 8);
  n_in_vain = n_throttled;

  g_setenv ("AWS_RETRY_MODE", "adaptive", TRUE);
  poll_all (adaptive, 50, 8);
  g_unsetenv ("AWS_RETRY_MODE");
  g_test_message ("throttled %u times in standard mode, %u times in adaptive mode", n_in_vain, n_throttled);
  g_assert_cmpuint (n_throttled, >, 0);
  g_assert_cmpuint (2 * n_throttled, <, n_in_vain);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_throttled, NULL, NULL);

  g_test_add_func ("/aws/polling/thousand", test_polling);
  g_test_add_func ("/aws/polling/adaptive", test_adaptive);

  return g_test_run ();
}
