/* test-aws-public-file.c: a small file over the network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-public-file.h"
#include "aws-test-server.h"

#define URL "https://files.s3.amazonaws.com/advice/data.json"
#define MAX_SIZE 20

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->client = aws_client_new (provider, "eu-central-1", aws_test_server_get_url (fixture->server));
  fixture->cancellable = g_cancellable_new ();
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->cancellable);
  g_clear_object (&fixture->result);
  aws_test_server_free (fixture->server);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static AwsPublicFile *
fetch (Fixture     *fixture,
       const char  *etag,
       GError     **error)
{
  g_clear_object (&fixture->result);
  aws_public_file_fetch_async (fixture->client, URL, etag, MAX_SIZE, fixture->cancellable, fetched_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return aws_public_file_fetch_finish (fixture->result, error);
}

static void
test_fetch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPublicFile) file = NULL;
  g_autoptr(AwsPublicFile) same = NULL;
  g_autofree char *place = aws_public_file_dup_place (fixture->client);
  const AwsTestRequest *request;

  /* Not known before the settings are read. */
  g_assert_null (place);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = "12345678901234567890", .header = "ETag",
                                                            .header_value = "\"abc\"" });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 304 });

  file = fetch (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (file->is_unchanged);
  g_assert_cmpuint (g_bytes_get_size (file->content), ==, MAX_SIZE);
  g_assert_cmpstr (file->etag, ==, "\"abc\"");
  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->path, ==, "/advice/data.json");
  g_assert_null (request->authorization);
  g_assert_null (request->if_none_match);

  same = fetch (fixture, file->etag, &error);
  g_assert_no_error (error);
  g_assert_true (same->is_unchanged);
  g_assert_null (same->content);
  g_assert_cmpstr (same->etag, ==, "\"abc\"");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->if_none_match, ==, "\"abc\"");

  /* What somebody else says is not taken for AWS's word. */
  place = aws_public_file_dup_place (fixture->client);
  g_assert_true (g_str_has_prefix (place, "endpoint-"));
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { AwsTestAnswer answer; AwsErrorCategory category; } cases[] =
  {
    { { .status = 503, .body = "busy" }, AWS_ERROR_TRANSIENT },
    { { .status = 403, .body = "no" }, AWS_ERROR_PERMISSION },
    { { .status = 404, .body = "none" }, AWS_ERROR_NOT_FOUND },
    /* It was not asked about. */
    { { .status = 304 }, AWS_ERROR_UNKNOWN },
    { { .status = 301, .header = "Location", .header_value = "http://127.0.0.1:1/" }, AWS_ERROR_UNKNOWN },
    { { .mode = AWS_TEST_TRUNCATE, .body = "1234567890" }, AWS_ERROR_TRANSIENT },
    { { .mode = AWS_TEST_RESET }, AWS_ERROR_TRANSIENT },
    { { .body = "123456789012345678901" }, AWS_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    aws_test_server_push (fixture->server, &cases[i].answer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AwsPublicFile) file = fetch (fixture, NULL, &error);

      g_assert_null (file);
      g_test_message ("%u: %s", i, error->message);
      g_assert_true (error->domain == AWS_ERROR);
      g_assert_cmpint (error->code, ==, cases[i].category);
      g_assert_nonnull (strstr (error->message, URL));
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsPublicFile) file = NULL;

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  aws_public_file_fetch_async (fixture->client, URL, NULL, MAX_SIZE, fixture->cancellable, fetched_cb, fixture);
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  file = aws_public_file_fetch_finish (fixture->result, &error);
  g_assert_null (file);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path,
     void      (*func) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/aws/public-file/fetch", test_fetch);
  add ("/aws/public-file/failures", test_failures);
  add ("/aws/public-file/cancelled", test_cancelled);

  return g_test_run ();
}
