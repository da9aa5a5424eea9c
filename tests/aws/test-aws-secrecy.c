/* test-aws-secrecy.c: what is secret is nowhere but where it has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aws-test-server.h"
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

typedef struct
{
  AwsTestServer *server;
  GString *log;
} Fixture;

static GString *captured_log;

/* Also what is never shown: debug messages of all domains, GLib's and libsoup's included. */
static GLogWriterOutput
capture_log (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (captured_log, "%s=%s\n", fields[i].key,
                              (const char *) fields[i].value);
    else
      g_string_append_len (captured_log, fields[i].value, fields[i].length);

  return G_LOG_WRITER_HANDLED;
}

/* Put together here and nowhere else, so that the test itself holds no copy. There are sixteen of them. */
static char *
create_secret (char mark)
{
  char *secret = flo_secret_alloc (41);

  for (guint i = 0; i < 40; i++)
    secret[i] = "0Kq7ZpVtB3xYw9Ls"[(i * 7 + (guint) mark) % 16];

  return secret;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->server = aws_test_server_new ();
  g_string_truncate (captured_log, 0);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  aws_test_server_free (fixture->server);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* What is left of it: the error's message, or NULL. */
static char *
call (Fixture                *fixture,
      AwsCredentialsProvider *provider)
{
  static const AwsTimeouts patience = { .connect = 2000, .idle = 300, .total = 1000 };
  g_autoptr(AwsClient) client =
    aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gpointer answer;

  _aws_client_set_patience (client, &patience, 10);
  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = aws_client_call_finish (client, result, &error);
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, answer);

  return error != NULL ? g_strdup (error->message) : NULL;
}

/* In what this process can write; its own buffer is left out by being marked while it is searched. */
static guint
count_in_memory (const char *needle)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length = strlen (needle);
  gsize size = 1024 * 1024;
  char *buffer = flo_secret_alloc (size);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint n = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest;
      guint64 start = g_ascii_strtoull (lines[i], &rest, 16);
      guint64 end = *rest == '-' ? g_ascii_strtoull (rest + 1, &rest, 16) : 0;

      if (end == 0 || !g_str_has_prefix (rest, " rw"))
        continue;
      for (guint64 at = start; at < end; at += size - length)
        {
          gssize n_read;
          const char *found;

          if ((guintptr) buffer < at + size && at < (guintptr) buffer + size)
            continue;
          n_read = pread (memory, buffer, MIN (size, end - at), (off_t) at);
          for (const char *from = buffer;
               n_read > 0 && (found = memmem (from, (gsize) (buffer + n_read - from), needle, length)) != NULL;
               from = found + length)
            n += at + (guint64) (found - buffer) != (guintptr) needle;
        }
    }
  close (memory);
  flo_secret_free (buffer);

  return n;
}

static void
push_identity (Fixture *fixture)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .body = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account>"
            "</GetCallerIdentityResult></GetCallerIdentityResponse>",
  });
}

/* It finds what is there, or the other tests would say nothing. */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  char *secret = create_secret ('s');
  g_autofree char *copy = g_strdup (secret);

  g_assert_cmpuint (count_in_memory (secret), ==, 1);
  copy[3] ^= 1;
  g_assert_cmpuint (count_in_memory (secret), ==, 0);
  flo_secret_free (secret);
}

static void
test_typed_key (Fixture       *fixture,
                gconstpointer  data)
{
  char *secret = create_secret ('t');
  AwsCredentials *credentials = aws_credentials_new (KEY_ID, secret, NULL, 0);
  AwsCredentialsProvider *provider = aws_static_provider_new (credentials);

  push_identity (fixture);
  g_assert_null (call (fixture, provider));
  g_assert_cmpuint (count_in_memory (secret), ==, 1);

  g_object_unref (provider);
  aws_credentials_unref (credentials);
  g_assert_cmpuint (count_in_memory (secret), ==, 0);
  flo_secret_free (secret);
}

static void
test_key_in_file (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secrecy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "credentials", NULL);
  char *secret = create_secret ('f');
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

  push_identity (fixture);
  provider = aws_profile_provider_new (NULL, NULL);
  g_assert_null (call (fixture, provider));
  g_object_unref (provider);
  g_assert_cmpuint (count_in_memory (secret), ==, 0);

  flo_secret_free (secret);
  g_remove (path);
  g_rmdir (directory);
}

/* The sign-in of AWS's tools: read, written anew, read again. */
static void
test_token_in_cache (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("secrecy", "https://example.com/start", "eu-west-1", NULL);
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  g_autofree char *folder = g_path_get_dirname (path);
  char *secret = create_secret ('c');
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

      aws_sso_token_cache_load_async (session, NULL, done_cb, &loaded);
      while (loaded == NULL)
        g_main_context_iteration (NULL, TRUE);
      token = aws_sso_token_cache_load_finish (loaded, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_in_memory (secret), ==, 1);

      aws_sso_token_cache_save_async (session, token, NULL, done_cb, &saved);
      while (saved == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (aws_sso_token_cache_save_finish (saved, &error));
      g_clear_object (&saved);
      aws_sso_token_free (token);
      g_assert_cmpuint (count_in_memory (secret), ==, 0);
    }

  flo_secret_free (secret);
  g_remove (path);
}

/* AWS explains a wrong signature with everything that was signed. */
static void
test_log_and_errors (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const codes[] = { "SignatureDoesNotMatch", "RequestLimitExceeded", "AccessDenied" };
  char *secret = create_secret ('l');
  char *token = create_secret ('k');
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
      message = call (fixture, provider);
      g_assert_nonnull (strstr (message, "does not match the signature"));
      g_assert_nonnull (strstr (message, codes[i]));
      g_assert_null (strstr (message, token));
      g_assert_null (strstr (message, "Canonical"));
    }

  g_assert_nonnull (strstr (captured_log->str, "GetCallerIdentity"));
  g_assert_null (strstr (captured_log->str, secret));
  g_assert_null (strstr (captured_log->str, token));
  g_assert_null (strstr (captured_log->str, "Signature="));
  flo_secret_free (secret);
  flo_secret_free (token);
}

/* What libsoup has read ahead of us is out of reach, so answers come from elsewhere. */
static char *
create_answer (const char *format)
{
  char *a = create_secret ('a');
  char *b = create_secret ('b');
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
      char *secret = create_secret (*mark);

      g_assert_cmpuint (count_in_memory (secret), ==, n);
      flo_secret_free (secret);
    }
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
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
test_requests (Fixture       *fixture,
               gconstpointer  data)
{
  static const AwsOperation *const operations[] = { &AWS_SSO_GET_ROLE_CREDENTIALS, &AWS_SSO_OIDC_CREATE_TOKEN };
  char *secret = create_secret ('E');
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

      g_assert_cmpuint (count_in_memory (secret), ==, 1);
      message = aws_request_create_message (request, endpoint);
      aws_request_wipe_message (request, message);
      g_object_unref (message);
      g_assert_cmpuint (count_in_memory (secret), ==, 1);
      aws_request_free (request);
      g_assert_cmpuint (count_in_memory (secret), ==, 0);
      aws_endpoint_free (endpoint);
    }
  flo_secret_free (secret);
}

static void
test_signature (Fixture       *fixture,
                gconstpointer  data)
{
  char *token = create_secret ('N');
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (KEY_ID, "x", token, 0);
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  g_autofree char *filler = g_strnfill (5000, 'x');
  AwsHeader headers[] = { { "host", "h" }, { "x-amz-security-token", token }, { "x-amz-z", filler } };
  AwsSignerScope scope = { credentials, "us-east-1", "ec2", "20150830T123600Z" };
  AwsSignerRequest request = { .method = "POST", .path = "/", .headers = headers, .n_headers = 3 };
  g_autofree char *authorization = aws_signer_sign (signer, &scope, &request);

  g_assert_nonnull (strstr (authorization, "x-amz-security-token"));
  g_assert_cmpuint (count_in_memory (token), ==, 1);   /* the credentials' own */
  flo_secret_free (token);
}

#define ADD(path, test) \
  g_test_add ("/aws/secrecy/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  captured_log = g_string_new (NULL);
  g_log_set_writer_func (capture_log, NULL, NULL);

  ADD ("search", test_search);
  ADD ("typed-key", test_typed_key);
  ADD ("key-in-file", test_key_in_file);
  ADD ("token-in-cache", test_token_in_cache);
  ADD ("log-and-errors", test_log_and_errors);
  ADD ("answers", test_answers);
  ADD ("requests", test_requests);
  ADD ("signature", test_signature);

  status = g_test_run ();
  g_string_free (captured_log, TRUE);

  return status;
}
