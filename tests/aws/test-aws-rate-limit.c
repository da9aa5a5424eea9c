/* test-aws-rate-limit.c: who may send when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-rate-limit.h"
#include "aws/services/aws-cloudtrail.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-sts.h"

typedef struct
{
  AwsRateLimit *limit;
  GPtrArray *order;        /* (element-type utf8): the names of those that went on */
  guint n_cancelled;
} Fixture;

typedef struct
{
  Fixture *fixture;
  const char *name;
} Waiter;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->limit = aws_rate_limit_new ();
  fixture->order = g_ptr_array_new ();
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  aws_rate_limit_unref (fixture->limit);
  g_ptr_array_unref (fixture->order);
}

static void
went_on_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Waiter *waiter = user_data;
  g_autoptr(GError) error = NULL;

  if (aws_rate_limit_acquire_finish (result, &error))
    {
      g_ptr_array_add (waiter->fixture->order, (char *) waiter->name);
      return;
    }

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  waiter->fixture->n_cancelled++;
}

static void
acquire (Fixture            *fixture,
         const char         *name,
         const AwsOperation *operation,
         gboolean            adaptive,
         GCancellable       *cancellable)
{
  Waiter *waiter = g_new (Waiter, 1);

  *waiter = (Waiter) { fixture, name };
  aws_rate_limit_acquire_async (fixture->limit, "us-east-1", operation, adaptive, cancellable, went_on_cb,
                                waiter);
}

static void
wait_for (Fixture *fixture,
          guint    n)
{
  while (fixture->order->len < n)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_at_once (Fixture            *fixture,
               const char         *region,
               const AwsOperation *operation)
{
  guint n = 0;

  while (n < 1000 && aws_rate_limit_try (fixture->limit, region, operation, FALSE))
    n++;

  return n;
}

static gboolean over;

static gboolean
quit_cb (gpointer user_data)
{
  over = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_DESCRIBE_INSTANCES), ==, 100);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_DESCRIBE_IMAGES), ==, 100);
  g_assert_cmpuint (count_at_once (fixture, "eu-west-1", &AWS_EC2_DESCRIBE_INSTANCES), ==, 100);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_CREATE_TAGS), ==, 50);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_CREATE_FLEET), ==, 5);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_CLOUDTRAIL_LOOKUP_EVENTS), ==, 2);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_STS_GET_CALLER_IDENTITY), ==, 1000);

  aws_rate_limit_set_scale (fixture->limit, 2);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_DESCRIBE_VPCS), ==, 200);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_DESCRIBE_INSTANCES), ==, 0);
  aws_rate_limit_set_scale (fixture->limit, 0);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_DESCRIBE_VOLUMES), ==, 1000);
}

/* The bucket of CreateFleet holds five and gets two a second. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g" };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    acquire (fixture, names[i], &AWS_EC2_CREATE_FLEET, FALSE, NULL);
  /* Nobody gets in before those who wait. */
  g_assert_false (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_CREATE_FLEET, FALSE));
  g_assert_true (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_CREATE_VPC, FALSE));

  wait_for (fixture, 5);
  g_assert_cmpuint (fixture->order->len, ==, 5);
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_CREATE_FLEET, FALSE, AWS_RATE_ANSWERED);
  wait_for (fixture, 7);
  /* the token itself and the slack, then another token */
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 1240 * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (g_ptr_array_index (fixture->order, i), ==, names[i]);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_CREATE_FLEET), ==, 5);
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_CREATE_FLEET, FALSE, AWS_RATE_UNANSWERED);
  acquire (fixture, "a", &AWS_EC2_CREATE_FLEET, FALSE, cancellable);
  acquire (fixture, "b", &AWS_EC2_CREATE_FLEET, FALSE, NULL);
  acquire (fixture, "c", &AWS_EC2_CREATE_FLEET, FALSE, cancelled);
  g_cancellable_cancel (cancellable);
  while (fixture->n_cancelled < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->order->len, ==, 0);

  /* It takes the place of the one before. */
  wait_for (fixture, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->order, 0), ==, "b");
}

/* AWS's bucket is filled from when the first request has reached it, which may be long after it was sent. */
static void
test_slow_start (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 answered;

  g_assert_cmpuint (count_at_once (fixture, "us-east-1", &AWS_EC2_CREATE_FLEET), ==, 5);
  acquire (fixture, "a", &AWS_EC2_CREATE_FLEET, FALSE, NULL);
  g_timeout_add (1500, quit_cb, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->order->len, ==, 0);

  answered = g_get_monotonic_time ();
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_CREATE_FLEET, FALSE, AWS_RATE_ANSWERED);
  wait_for (fixture, 1);
  g_assert_cmpint (g_get_monotonic_time () - answered, >=, 740 * 1000);
}

/* Whoever else uses the account has emptied the bucket. */
static void
test_throttled (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_true (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, FALSE));
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, FALSE, AWS_RATE_ANSWERED);
  g_assert_true (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, FALSE));
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, FALSE, AWS_RATE_THROTTLED);
  g_assert_false (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, FALSE));
  g_assert_true (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_SUBNETS, FALSE));
}

/* All calls of a service wait for one another, those with an effect the least. */
static void
test_adaptive (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_true (aws_rate_limit_try (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, TRUE));
  aws_rate_limit_done (fixture->limit, "us-east-1", &AWS_EC2_DESCRIBE_VPCS, TRUE, AWS_RATE_THROTTLED);

  acquire (fixture, "subnets", &AWS_EC2_DESCRIBE_SUBNETS, TRUE, NULL);
  acquire (fixture, "terminate", &AWS_EC2_TERMINATE_INSTANCES, TRUE, NULL);
  acquire (fixture, "other", &AWS_EC2_DESCRIBE_VOLUMES, FALSE, NULL);
  wait_for (fixture, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->order, 0), ==, "other");
  wait_for (fixture, 2);
  g_assert_cmpstr (g_ptr_array_index (fixture->order, 1), ==, "terminate");
  wait_for (fixture, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->order, 2), ==, "subnets");
}

static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GObject) account = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(AwsRateLimit) one = aws_rate_limit_ref_for (account);
  g_autoptr(AwsRateLimit) two = aws_rate_limit_ref_for (account);
  g_autoptr(AwsRateLimit) three = aws_rate_limit_ref_for (other);

  g_assert_true (one == two);
  g_assert_true (one != three);
}

#define ADD(path, test) \
  g_test_add ("/aws/rate-limit/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sizes", test_sizes);
  ADD ("order", test_order);
  ADD ("cancel", test_cancel);
  ADD ("slow-start", test_slow_start);
  ADD ("throttled", test_throttled);
  ADD ("adaptive", test_adaptive);
  ADD ("shared", test_shared);

  return g_test_run ();
}
