/* test-aws-fresh-call.c: calls about what was made a moment ago
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-server.h"
#include "aws/aws-client-private.h"
#include "aws/aws-error.h"
#include "aws/aws-fresh-call.h"
#include "aws/services/aws-ec2.h"
#include "flo-test-simulator.h"

#define ABSENT \
  "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-1' does not exist</Message>" \
  "</Error></Errors><RequestID>1</RequestID></Response>"
#define SUBNET \
  "<CreateSubnetResponse><subnet><subnetId>subnet-1</subnetId></subnet></CreateSubnetResponse>"

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GError *error;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  static const AwsTimeouts patience = { .connect = 2000, .idle = 2000, .total = 5000 };
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
  _aws_client_set_patience (fixture->client, &patience, 10);
  _aws_client_set_rate_scale (fixture->client, 0);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_error (&fixture->error);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  aws_test_server_free (fixture->server);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
push (Fixture    *fixture,
      guint       status,
      const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = status, .body = body });
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Whether it succeeded; else *@error says why not. */
static gboolean
create_subnet (AwsClient     *client,
               const char    *vpc_id,
               gint64         made_at,
               GCancellable  *cancellable,
               GError       **error)
{
  AwsCreateSubnetInput input = { .vpc_id = (char *) vpc_id, .cidr_block = (char *) "10.7.1.0/24" };
  g_autoptr(GAsyncResult) result = NULL;
  gpointer output;

  aws_fresh_call_async (client, &AWS_EC2_CREATE_SUBNET, &input, made_at, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  output = aws_fresh_call_finish (client, result, error);
  aws_shape_free (AWS_EC2_CREATE_SUBNET.output, output);

  return output != NULL;
}

static void
test_appears (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  push (fixture, 400, ABSENT);
  push (fixture, 400, ABSENT);
  push (fixture, 400, ABSENT);
  push (fixture, 200, SUBNET);
  g_assert_true (create_subnet (fixture->client, "vpc-1", get_now (), NULL, &fixture->error));
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 4);
  /* 1 + 2 + 4 units of 10 ms */
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 70 * 1000);
}

/* What is old and cannot be found does not exist. */
static void
test_old (Fixture       *fixture,
          gconstpointer  data)
{
  const gint64 times[] = { 0, get_now () - AWS_FRESH_SECONDS - 1 };

  push (fixture, 400, ABSENT);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_clear_error (&fixture->error);
      g_assert_false (create_subnet (fixture->client, "vpc-1", times[i], NULL, &fixture->error));
      g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
      g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, i + 1);
    }
}

/* It ends: 1 + 2 + 4 + 8 + 7 × 16 units are more than 120. */
static void
test_never_appears (Fixture       *fixture,
                    gconstpointer  data)
{
  push (fixture, 400, ABSENT);
  g_assert_false (create_subnet (fixture->client, "vpc-1", get_now (), NULL, &fixture->error));
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 12);
}

static void
test_other_error (Fixture       *fixture,
                  gconstpointer  data)
{
  push (fixture, 400, "<Response><Errors><Error><Code>InvalidSubnet.Conflict</Code><Message>no</Message></Error>"
                      "</Errors></Response>");
  g_assert_false (create_subnet (fixture->client, "vpc-1", get_now (), NULL, &fixture->error));
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CONFLICT);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();
  static const AwsTimeouts patience = { .connect = 2000, .idle = 2000, .total = 5000 };

  _aws_client_set_patience (fixture->client, &patience, 60000);
  push (fixture, 400, ABSENT);
  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_false (create_subnet (fixture->client, "vpc-1", get_now (), cancellable, &fixture->error));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_too_early (void)
{
  g_autoptr(GError) absent = aws_error_new (NULL, "InvalidInstanceID.NotFound", "x", NULL, 400);
  g_autoptr(GError) denied = aws_error_new (NULL, "UnauthorizedOperation", "x", NULL, 403);

  g_assert_true (aws_fresh_call_is_too_early (absent, 1000, 1000));
  g_assert_true (aws_fresh_call_is_too_early (absent, 1000, 1299));
  g_assert_false (aws_fresh_call_is_too_early (absent, 1000, 1300));
  g_assert_false (aws_fresh_call_is_too_early (absent, 0, 1000));
  g_assert_false (aws_fresh_call_is_too_early (denied, 1000, 1000));
  g_assert_false (aws_fresh_call_is_too_early (NULL, 1000, 1000));
}

/* The practice cloud hides what is new for a second. */
static void
test_simulator (void)
{
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (NULL);
  g_autoptr(AwsClient) client = flo_test_simulator_create_client (simulator, "us-east-1");
  AwsCreateVpcInput input = { .cidr_block = (char *) "10.7.0.0/16" };
  g_autofree char *answer = flo_test_simulator_control (simulator, "consistency", "{\"delay_seconds\": 1}");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AwsCreateVpcOutput *output;
  g_autofree char *vpc_id = NULL;

  aws_client_call_async (client, &AWS_EC2_CREATE_VPC, &input, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  output = aws_client_call_finish (client, result, &error);
  g_assert_no_error (error);
  vpc_id = g_strdup (output->vpc->vpc_id);
  aws_shape_free (AWS_EC2_CREATE_VPC.output, output);

  g_assert_false (create_subnet (client, vpc_id, 0, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (create_subnet (client, vpc_id, get_now (), NULL, &error));
  g_assert_no_error (error);
}

#define ADD(path, test) \
  g_test_add ("/aws/fresh-call/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("appears", test_appears);
  ADD ("old", test_old);
  ADD ("never-appears", test_never_appears);
  ADD ("other-error", test_other_error);
  ADD ("cancel", test_cancel);
  g_test_add_func ("/aws/fresh-call/too-early", test_too_early);
  g_test_add_func ("/aws/fresh-call/simulator", test_simulator);

  return g_test_run ();
}
