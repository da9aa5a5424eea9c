/* test-aws-metadata-source.c: the services of containers and instances when they do not answer as they should
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws-test-server.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-provider.h"

#define KEYS \
  "{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s3cr3t\", \"Token\": \"t\", " \
  "\"Expiration\": \"2099-01-01T00:00:00Z\", \"AccountId\": \"123456789012\"}"

typedef struct
{
  AwsTestServer *server;
  AwsTestServer *elsewhere;   /* where nothing may come */
  GCancellable *cancellable;
  gboolean done;
  AwsCredentials *answer;
  GError *error;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *url = NULL;

  fixture->server = aws_test_server_new ();
  fixture->elsewhere = aws_test_server_new ();
  fixture->cancellable = g_cancellable_new ();
  url = g_strconcat (aws_test_server_get_url (fixture->server), "/service", NULL);
  g_setenv (data, url, TRUE);
  aws_test_server_push (fixture->elsewhere, &(AwsTestAnswer) { .body = KEYS });
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_unsetenv (data);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->elsewhere), ==, 0);
  aws_test_server_free (fixture->server);
  aws_test_server_free (fixture->elsewhere);
  g_object_unref (fixture->cancellable);
  g_clear_pointer (&fixture->answer, aws_credentials_unref);
  g_clear_error (&fixture->error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->answer =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
start (Fixture *fixture)
{
  g_autoptr(AwsCredentialsProvider) provider = aws_default_chain_new (NULL, NULL);

  aws_credentials_provider_load_async (provider, fixture->cancellable, loaded_cb, fixture);
}

static void
finish (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
await_requests (Fixture *fixture,
                guint    n)
{
  while (aws_test_server_get_n_requests (fixture->server) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_failed (Fixture    *fixture,
               const char *code,
               const char *part)
{
  g_assert_null (fixture->answer);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, code);
  g_assert_null (strstr (fixture->error->message, "s3cr3t"));
  if (strstr (fixture->error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", fixture->error->message, part);
}

static void
assert_cancelled (Fixture *fixture)
{
  gint64 start_time = g_get_monotonic_time ();

  g_cancellable_cancel (fixture->cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 900 * 1000);
}

static void
test_container (Fixture       *fixture,
                gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = KEYS });
  start (fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (fixture->answer), ==, "ASIA1");
  g_assert_cmpstr (aws_credentials_get_account_id (fixture->answer), ==, "123456789012");
  g_assert_cmpint (aws_credentials_get_expires_at (fixture->answer), >, 0);
}

/* It is asked again, after a pause. */
static void
test_container_recovers (Fixture       *fixture,
                         gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 500 });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = KEYS });
  start (fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_container_cancel (Fixture       *fixture,
                       gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  start (fixture);
  await_requests (fixture, 1);
  assert_cancelled (fixture);
}

static void
test_container_cancel_pause (Fixture       *fixture,
                             gconstpointer  data)
{
  gint64 until;

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 500 });
  start (fixture);
  await_requests (fixture, 1);

  /* Its answer is here well before the pause is over. */
  until = g_get_monotonic_time () + 200 * 1000;
  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  assert_cancelled (fixture);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_container_huge (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *spaces = g_strnfill (100 * 1024, ' ');
  g_autofree char *body = g_strconcat (spaces, KEYS, NULL);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = body });
  start (fixture);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_SOURCE_FAILED, "larger than 64 KiB");
}

/* The token that gets keys goes nowhere else. */
static void
test_container_redirect (Fixture       *fixture,
                         gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 302, .header = "Location", .header_value = aws_test_server_get_url (fixture->elsewhere) });
  start (fixture);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_SOURCE_FAILED, "HTTP status 302");
}

static void
test_instance_hangs (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 start_time = g_get_monotonic_time ();

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  start (fixture);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_NO_CREDENTIALS, "the role of this EC2 instance");
  g_assert_cmpint (g_get_monotonic_time () - start_time, >=, G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 10 * G_USEC_PER_SEC);
}

static void
test_instance_cancel (Fixture       *fixture,
                      gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = "token" });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  start (fixture);
  await_requests (fixture, 2);
  assert_cancelled (fixture);
}

/* What it names the role is a part of a path, and stays one. */
static void
test_instance_odd_role (Fixture       *fixture,
                        gconstpointer  data)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = "token" });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = "a b?c#d\nother" });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = KEYS });
  start (fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/service/latest/api/token");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 2)->path, ==,
                   "/service/latest/meta-data/iam/security-credentials/a b?c#d");
}

static void
test_instance_without_tokens_refused (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_setenv ("AWS_EC2_METADATA_V1_DISABLED", "true", TRUE);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 404 });
  start (fixture);
  finish (fixture);
  g_unsetenv ("AWS_EC2_METADATA_V1_DISABLED");
  assert_failed (fixture, AWS_CODE_NO_CREDENTIALS, "no AWS credentials found");
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);
}

#define ADD(path, variable, test) \
  g_test_add ("/aws/metadata-source/" path, Fixture, variable, fixture_set_up, test, fixture_tear_down)
#define CONTAINER "AWS_CONTAINER_CREDENTIALS_FULL_URI"
#define INSTANCE "AWS_EC2_METADATA_SERVICE_ENDPOINT"

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("AWS_CONFIG_FILE", "/nonexistent", TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent", TRUE);
  g_setenv ("BOTO_CONFIG", "/nonexistent", TRUE);
  g_unsetenv ("AWS_EC2_METADATA_DISABLED");

  ADD ("container", CONTAINER, test_container);
  ADD ("container-recovers", CONTAINER, test_container_recovers);
  ADD ("container-cancel", CONTAINER, test_container_cancel);
  ADD ("container-cancel-pause", CONTAINER, test_container_cancel_pause);
  ADD ("container-huge", CONTAINER, test_container_huge);
  ADD ("container-redirect", CONTAINER, test_container_redirect);
  ADD ("instance-hangs", INSTANCE, test_instance_hangs);
  ADD ("instance-cancel", INSTANCE, test_instance_cancel);
  ADD ("instance-odd-role", INSTANCE, test_instance_odd_role);
  ADD ("instance-without-tokens-refused", INSTANCE, test_instance_without_tokens_refused);

  return g_test_run ();
}
