/* test-aws-secrecy.c: what is secret is nowhere but where it has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aws-test-secrecy.h"
#include "aws/aws-client-private.h"
#include "aws/aws-request.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-sso-oidc.h"
#include "aws/services/aws-sso.h"
#include "aws/services/aws-sts.h"
#include "aws/wire/aws-answer.h"
#include "base/flo-secret.h"

#define KEY_ID "AKIDSECRECY"

/* It finds what is there, or the other tests would say nothing. */
static void
test_search (AwsTestSecrecy *fixture,
             gconstpointer   data)
{
  char *secret = aws_test_secrecy_create ('s');
  g_autofree char *copy = g_strdup (secret);

  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 1);
  copy[3] ^= 1;
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);
  flo_secret_free (secret);
}

static void
test_typed_key (AwsTestSecrecy *fixture,
                gconstpointer   data)
{
  char *secret = aws_test_secrecy_create ('t');
  AwsCredentials *credentials = aws_credentials_new (KEY_ID, secret, NULL, 0);
  AwsCredentialsProvider *provider = aws_static_provider_new (credentials);

  aws_test_secrecy_push_identity (fixture);
  g_assert_null (aws_test_secrecy_call (fixture, provider));
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 1);

  g_object_unref (provider);
  aws_credentials_unref (credentials);
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);
  flo_secret_free (secret);
}

static void
test_key_in_file (AwsTestSecrecy *fixture,
                  gconstpointer   data)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secrecy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "credentials", NULL);
  char *secret = aws_test_secrecy_create ('f');
  AwsCredentialsProvider *provider;
  int file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (dprintf (file, "[default]\naws_access_key_id = " KEY_ID "\naws_secret_access_key = "), >, 0);
  g_assert_cmpint (write (file, secret, strlen (secret)), ==, strlen (secret));
  g_assert_cmpint (write (file, "\n", 1), ==, 1);
  /* So long that whoever lets a buffer grow leaves old ones behind. */
  for (guint i = 0; i < 4000; i++)
    g_assert_cmpint (dprintf (file, "# a comment, %u\n", i), >, 0);
  close (file);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", path, TRUE);
  g_setenv ("AWS_CONFIG_FILE", "/nonexistent", TRUE);

  aws_test_secrecy_push_identity (fixture);
  provider = aws_profile_provider_new (NULL, NULL);
  g_assert_null (aws_test_secrecy_call (fixture, provider));
  g_object_unref (provider);
  g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);

  flo_secret_free (secret);
  g_remove (path);
  g_rmdir (directory);
}

/* The sign-in of AWS's tools: read, written anew, read again. */
static void
test_token_in_cache (AwsTestSecrecy *fixture,
                     gconstpointer   data)
{
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("secrecy", "https://example.com/start", "eu-west-1", NULL);
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  g_autofree char *folder = g_path_get_dirname (path);
  char *secret = aws_test_secrecy_create ('c');
  int file;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  file = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (dprintf (file, "{\"expiresAt\": \"2100-01-01T00:00:00Z\", \"accessToken\": \""), >, 0);
  g_assert_cmpint (write (file, secret, strlen (secret)), ==, strlen (secret));
  g_assert_cmpint (dprintf (file, "\"}"), >, 0);
  close (file);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) loaded = NULL;
      g_autoptr(GAsyncResult) saved = NULL;
      g_autoptr(GError) error = NULL;
      AwsSsoToken *token;

      aws_sso_token_cache_load_async (session, NULL, aws_test_secrecy_done_cb, &loaded);
      while (loaded == NULL)
        g_main_context_iteration (NULL, TRUE);
      token = aws_sso_token_cache_load_finish (loaded, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 1);

      aws_sso_token_cache_save_async (session, token, NULL, aws_test_secrecy_done_cb, &saved);
      while (saved == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (aws_sso_token_cache_save_finish (saved, &error));
      g_clear_object (&saved);
      aws_sso_token_free (token);
      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);
    }

  flo_secret_free (secret);
  g_remove (path);
}

/* AWS explains a wrong signature with everything that was signed. */
static void
test_log_and_errors (AwsTestSecrecy *fixture,
                     gconstpointer   data)
{
  static const char *const codes[] = { "SignatureDoesNotMatch", "RequestLimitExceeded", "AccessDenied" };
  char *secret = aws_test_secrecy_create ('l');
  char *token = aws_test_secrecy_create ('k');
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (KEY_ID, secret, token, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "<ErrorResponse><Error><Code>%s</Code><Message>The request signature we calculated does not match the "
          "signature you provided. Check your AWS Secret Access Key and signing method.\n\nThe Canonical String for "
          "this request should have been\n'POST\n/\n\nhost:x\nx-amz-date:y\nx-amz-security-token:%s\n\nhost'"
          "</Message></Error></ErrorResponse>", codes[i], token);
      g_autofree char *message = NULL;

      aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 403, .body = body });
      message = aws_test_secrecy_call (fixture, provider);
      g_assert_nonnull (strstr (message, "does not match the signature"));
      g_assert_nonnull (strstr (message, codes[i]));
      g_assert_null (strstr (message, token));
      g_assert_null (strstr (message, "Canonical"));
    }

  g_assert_nonnull (strstr (aws_test_secrecy_get_log (), "GetCallerIdentity"));
  g_assert_null (strstr (aws_test_secrecy_get_log (), secret));
  g_assert_null (strstr (aws_test_secrecy_get_log (), token));
  g_assert_null (strstr (aws_test_secrecy_get_log (), "Signature="));
  flo_secret_free (secret);
  flo_secret_free (token);
}

/* What libsoup has read ahead of us is out of reach, so answers come from elsewhere. */
static char *
create_answer (const char *format)
{
  char *a = aws_test_secrecy_create ('a');
  char *b = aws_test_secrecy_create ('b');
  char *answer = flo_secret_alloc (strlen (format) + 2 * strlen (a));

  for (char *at = answer; *format != '\0'; format++)
    if (*format == '@' || *format == '#')
      at = stpcpy (at, *format == '@' ? a : b);
    else
      *at++ = *format;
  flo_secret_free (a);
  flo_secret_free (b);

  return answer;
}

/* How often each of the two is there. */
static void
assert_secrets (guint n)
{
  for (const char *mark = "ab"; *mark != '\0'; mark++)
    {
      char *secret = aws_test_secrecy_create (*mark);

      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, n);
      flo_secret_free (secret);
    }
}

static void
test_answers (AwsTestSecrecy *fixture,
              gconstpointer   data)
{
  static const struct { const AwsOperation *operation; guint status; const char *format; } cases[] =
  {
    { &AWS_SSO_GET_ROLE_CREDENTIALS, 200, "{\"roleCredentials\":{\"accessKeyId\":\"ASIA\",\"secretAccessKey\":\"@\","
      "\"sessionToken\":\"#\",\"expiration\":1764100000000}}" },
    { &AWS_SSO_OIDC_CREATE_TOKEN, 200, "{\"accessToken\":\"@\",\"tokenType\":\"Bearer\",\"expiresIn\":28800,"
      "\"idToken\":null,\"refreshToken\":\"#\"}" },
    { &AWS_STS_ASSUME_ROLE, 200, "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>"
      "<SecretAccessKey>@</SecretAccessKey><SessionToken>#</SessionToken></Credentials></AssumeRoleResult>"
      "</AssumeRoleResponse>" },
    /* Refused in the middle, and not what was asked for at all */
    { &AWS_SSO_OIDC_CREATE_TOKEN, 200, "{\"accessToken\":\"@\",\"refreshToken\":\"#\",\"expiresIn\":\"never\"}" },
    { &AWS_SSO_OIDC_CREATE_TOKEN, 400, "{\"accessToken\":\"@\",\"refreshToken\":\"#\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *body = create_answer (cases[i].format);
      gsize length = strlen (body);
      AwsAnswer *answer = aws_answer_new (cases[i].operation, cases[i].status, NULL, NULL, 0);
      gpointer output;

      /* In pieces, so that what holds them has to grow. */
      for (gsize at = 0; at < length; at += 50)
        g_assert_true (aws_answer_feed (answer, body + at, MIN (50, length - at), NULL));
      output = aws_answer_finish (answer, NULL, NULL);
      aws_answer_free (answer);
      flo_secret_free (body);
      g_assert_true ((output != NULL) == (i < 3));
      assert_secrets (output != NULL ? 1 : 0);
      aws_shape_free (cases[i].operation->output, output);
      assert_secrets (0);
    }
}

/* Up to where libsoup writes it into a buffer of its own, which nobody else can wipe. */
static void
test_requests (AwsTestSecrecy *fixture,
               gconstpointer   data)
{
  static const AwsOperation *const operations[] = { &AWS_SSO_GET_ROLE_CREDENTIALS, &AWS_SSO_OIDC_CREATE_TOKEN };
  char *secret = aws_test_secrecy_create ('E');
  AwsGetRoleCredentialsInput role = { (char *) "role", (char *) "123456789012", secret };
  AwsCreateTokenInput input = { .client_id = (char *) "c", .refresh_token = secret,
                                .grant_type = (char *) AWS_GRANT_REFRESH_TOKEN };
  gconstpointer inputs[] = { &role, &input };
  g_autoptr(AwsSettings) settings = aws_settings_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      AwsEndpoint *endpoint = aws_endpoint_resolve (operations[i]->service, "us-east-1", NULL, settings, NULL);
      AwsRequest *request = aws_request_new (operations[i], inputs[i], NULL);
      SoupMessage *message;

      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 1);
      message = aws_request_create_message (request, endpoint);
      aws_request_wipe_message (request, message);
      g_object_unref (message);
      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 1);
      aws_request_free (request);
      g_assert_cmpuint (aws_test_secrecy_count (secret), ==, 0);
      aws_endpoint_free (endpoint);
    }
  flo_secret_free (secret);
}

static void
test_signature (AwsTestSecrecy *fixture,
                gconstpointer   data)
{
  char *token = aws_test_secrecy_create ('N');
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (KEY_ID, "x", token, 0);
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autofree char *filler = g_strnfill (5000, 'x');
  AwsHeader headers[] = { { "host", "h" }, { "x-amz-security-token", token }, { "x-amz-z", filler } };
  AwsSignerScope scope = { credentials, "us-east-1", "ec2", "20150830T123600Z" };
  AwsSignerRequest request = { .method = "POST", .path = "/", .headers = headers, .n_headers = 3 };
  g_autofree char *authorization = aws_signer_sign (signer, &scope, &request);

  g_assert_nonnull (strstr (authorization, "x-amz-security-token"));
  g_assert_cmpuint (aws_test_secrecy_count (token), ==, 1);   /* the credentials' own */
  flo_secret_free (token);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  AWS_TEST_SECRECY_ADD ("/aws/secrecy/search", test_search);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/typed-key", test_typed_key);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/key-in-file", test_key_in_file);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/token-in-cache", test_token_in_cache);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/log-and-errors", test_log_and_errors);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/answers", test_answers);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/requests", test_requests);
  AWS_TEST_SECRECY_ADD ("/aws/secrecy/signature", test_signature);

  return aws_test_secrecy_run ();
}
