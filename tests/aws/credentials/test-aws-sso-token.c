/* test-aws-sso-token.c: the sign-ins that are shared with AWS's tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-proof-key.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "aws/credentials/aws-token-file.h"
#include "base/flo-secret.h"
#include "base/flo-secret-file.h"

#define START_URL "https://example.awsapps.com/start"

static AwsTokenDocument *
read_document (const char  *text,
               GError     **error)
{
  return aws_token_document_new (flo_secret_strdup (text), strlen (text), error);
}

/* ---- the reader ---- */

static void
test_document_values (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsTokenDocument) document = read_document (
      " {\"a\": \"first\", \"a\" : \"last\", \"quoted\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude80\",\n"
      "\"number\": -12.5e+3, \"zero\": 0, \"yes\": true, \"nothing\": null, \"list\": [\"x\", [\"y\"], {\"z\": 1}],"
      "\"in\\u0073ide\": {\"key\": \"deep\", \"deeper\": {\"key\": \"deepest\"}}, \"empty\": {}, \"none\": [ ],"
      "\"time\": \"2026-11-24T02:10:00Z\", \"old\": \"2026-11-24T02:10:00UTC\", \"local\": \"2026-11-24T02:10:00\"}\n",
      &error);
  char *last = NULL, *deep = NULL, *deepest = NULL;
  g_autofree char *quoted = NULL;
  gint64 time = 0, old = 0;

  g_assert_no_error (error);
  last = aws_token_document_dup_secret (document, "a");
  deep = aws_token_document_dup_secret (document, "inside/key");
  deepest = aws_token_document_dup_secret (document, "inside/deeper/key");
  quoted = aws_token_document_dup_string (document, "quoted");
  g_assert_cmpstr (last, ==, "last");
  g_assert_cmpstr (deep, ==, "deep");
  g_assert_cmpstr (deepest, ==, "deepest");
  g_assert_cmpstr (quoted, ==, "\"\\/\b\f\n\r\t\303\251\360\237\232\200");
  flo_secret_free (last);
  flo_secret_free (deep);
  flo_secret_free (deepest);

  g_assert_null (aws_token_document_dup_secret (document, "number"));
  g_assert_null (aws_token_document_dup_secret (document, "inside"));
  g_assert_null (aws_token_document_dup_secret (document, "missing"));
  g_assert_null (aws_token_document_dup_secret (document, "a/key"));
  g_assert_true (aws_token_document_has (document, "number"));
  g_assert_false (aws_token_document_has (document, "nothing"));
  g_assert_true (aws_token_document_list_holds (document, "list", "x"));
  g_assert_false (aws_token_document_list_holds (document, "list", "y"));
  g_assert_false (aws_token_document_list_holds (document, "a", "last"));

  g_assert_true (aws_token_document_get_time (document, "time", &time));
  g_assert_true (aws_token_document_get_time (document, "old", &old));
  g_assert_cmpint (time, ==, old);
  g_assert_cmpint (time, ==, 1795486200);
  g_assert_false (aws_token_document_get_time (document, "local", &time));
}

static void
test_document_refusals (void)
{
  static const char *const texts[] =
  {
    "", " ", "{", "}", "[]", "\"text\"", "1", "{} {}", "{}x", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
    "{'a': 1}", "{\"a\": tru}", "{\"a\": NaN}", "{\"a\": 01}", "{\"a\": -}", "{\"a\": 1.}", "{\"a\": 1e}", "{\"a\": +1}",
    "{\"a\": \"no end}", "{\"a\": \"a\nb\"}", "{\"a\": \"\\x\"}", "{\"a\": \"\\u12\"}", "{\"a\": \"\\u0000\"}",
    "{\"a\": \"\\ud83d\"}", "{\"a\": \"\\ude80\"}", "{\"a\": \"\\", "{\"a\": \"\\u", "{\"a\": [1 2]}", "{\"a\": [1,]}",
    "\357\273\277{}", "{\"a\": \"\377\"}", "{\"a\": [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      AwsTokenDocument *document = read_document (texts[i], &error);

      if (document != NULL)
        g_error ("\"%s\" was taken", texts[i]);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
    }
}

static void
test_document_bounds (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) many = g_string_new ("{\"list\": [0");
  g_autoptr(GString) long_text = g_string_new ("{\"a\": \"");

  for (guint i = 0; i < 2000; i++)
    g_string_append (many, ",0");
  g_string_append (many, "]}");
  g_assert_null (read_document (many->str, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
  g_clear_error (&error);

  while (long_text->len <= AWS_TOKEN_DOCUMENT_MAX_SIZE)
    g_string_append_c (long_text, 'x');
  g_string_append (long_text, "\"}");
  g_assert_null (read_document (long_text->str, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
}

/* ---- tokens ---- */

static AwsSsoToken *
read_token (const char  *text,
            GError     **error)
{
  return aws_sso_token_parse (flo_secret_strdup (text), strlen (text), error);
}

static void
test_token (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("work", START_URL, "eu-west-1", NULL);
  g_autoptr(AwsSsoToken) token = NULL;
  g_autoptr(AwsSsoToken) again = NULL;
  gsize length = 0;
  char *text;

  token = read_token (
      "{\"startUrl\": \"" START_URL
      "\", \"region\": \"eu-west-1\", \"accessToken\": \"S3CR3T\\\"1\\\"\","
      "\"expiresAt\": \"2026-11-24T02:10:00Z\", \"clientId\": \"id\", \"clientSecret\": \"S3CR3T "
      "2\","
      "\"registrationExpiresAt\": \"2027-02-24T02:10:00Z\", \"refreshToken\": \"S3CR3T 3\"}",
      &error);
  g_assert_no_error (error);
  g_assert_true (aws_sso_token_can_be_renewed (token, 1795486200));
  g_assert_false (aws_sso_token_can_be_renewed (token, token->registration_expires_at));

  text = aws_sso_token_format (token, session, &length);
  g_assert_cmpuint (strlen (text), ==, length);
  again = aws_sso_token_parse (text, length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->access_token, ==, "S3CR3T\"1\"");
  g_assert_cmpint (again->expires_at, ==, 1795486200);
  g_assert_cmpstr (again->client_id, ==, "id");
  g_assert_cmpstr (again->client_secret, ==, "S3CR3T 2");
  g_assert_cmpstr (again->refresh_token, ==, "S3CR3T 3");
  g_assert_cmpint (again->registration_expires_at, ==, token->registration_expires_at);
}

static void
test_token_incomplete (void)
{
  static const char *const broken[] =
  {
    "{}", "{\"accessToken\": \"S3CR3T\"}", "{\"expiresAt\": \"2026-11-24T02:10:00Z\"}",
    "{\"accessToken\": 5, \"expiresAt\": \"2026-11-24T02:10:00Z\"}",
    "{\"accessToken\": \"\", \"expiresAt\": \"2026-11-24T02:10:00Z\"}",
    "{\"accessToken\": \"S3CR3T\", \"expiresAt\": 1795486200}", "{\"accessToken\": \"S3CR3T\", \"expiresAt\": \"soon\"}",
    "{\"accessToken\": [\"S3CR3T\"], \"expiresAt\": \"2026-11-24T02:10:00Z\"}",
  };
  static const char *const lasting[] =
  {
    "\"clientId\"", "\"clientSecret\"", "\"registrationExpiresAt\"", "\"refreshToken\"",
  };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_assert_null (read_token (broken[i], &error));
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_null (strstr (error->message, "S3CR3T"));
      g_clear_error (&error);
    }

  /* Without any one of these it is a token, but cannot be renewed. */
  for (gsize i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      g_autoptr(GString) text = g_string_new (
          "{\"accessToken\": \"a\", \"expiresAt\": \"2026-11-24T02:10:00Z\", \"clientId\": \"id\", \"clientSecret\": \"s\","
          "\"registrationExpiresAt\": \"2027-02-24T02:10:00Z\", \"refreshToken\": \"r\"}");
      g_autoptr(AwsSsoToken) token = NULL;

      g_assert_cmpuint (g_string_replace (text, lasting[i], "\"else\"", 0), ==, 1);
      token = read_token (text->str, &error);
      g_assert_no_error (error);
      g_assert_false (aws_sso_token_can_be_renewed (token, 1795486200));
    }
}

static void
test_registration (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("work", START_URL, "eu-west-1", NULL);
  AwsSsoRegistration made = { (char *) "id", (char *) "S3CR3T", 1795486200, TRUE };
  gsize length;
  char *text = aws_sso_registration_format (&made, session, &length);
  g_autoptr(AwsSsoRegistration) registration = NULL;

  g_assert_cmpstr (text, ==,
                   "{\"clientId\": \"id\", \"clientSecret\": \"S3CR3T\", \"expiresAt\": "
                   "\"2026-11-24T02:10:00Z\", "
                   "\"scopes\": [\"sso:account:access\"], "
                   "\"grantTypes\": [\"authorization_code\", \"refresh_token\"]}");
  registration = aws_sso_registration_parse (text, length, &error);
  g_assert_no_error (error);
  g_assert_true (registration->takes_codes);
  g_assert_true (aws_sso_registration_is_valid (registration, 1795486200 - 900));
  g_assert_false (aws_sso_registration_is_valid (registration, 1795486200 - 899));
}

/* The names are what awscli 2.9's own functions make of the same sessions. */
static void
test_paths (void)
{
  static const char *const scopes[] = { "sso:account:access", "caf\303\251 \"x\"", NULL };
  g_autoptr(AwsSsoSession) named = aws_sso_session_new ("work", START_URL, "eu-west-1", NULL);
  g_autoptr(AwsSsoSession) scoped = aws_sso_session_new ("work", START_URL, "eu-west-1", scopes);
  g_autoptr(AwsSsoSession) old = aws_sso_session_new (NULL, START_URL, "us-east-1", NULL);
  struct { char *path; const char *name;
  } rows[] = {
    { aws_sso_session_dup_cache_path (named), "e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json" },
    { aws_sso_session_dup_cache_path (old), "e8be5486177c5b5392bd9aa76563515b29358e6e.json" },
    { aws_sso_session_dup_registration_path (named),
      "7468b1473c79c2912b52bfeec3dfc19518597c59.json" },
    { aws_sso_session_dup_registration_path (scoped),
      "8cb5672279faffad85909330625a787796e0f870.json" },
    { aws_sso_session_dup_registration_path (old),
      "6c6f31f93a84fcbeca9b94bb5d13f4109559e71a.json" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_path_get_basename (rows[i].path);
      g_autofree char *folder = g_path_get_dirname (rows[i].path);

      g_assert_cmpstr (name, ==, rows[i].name);
      g_assert_true (g_str_has_suffix (folder, "/.aws/sso/cache"));
      g_free (rows[i].path);
    }
}

/* ---- files ---- */

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}

static AwsSsoToken *
load (AwsSsoSession  *session,
      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aws_sso_token_cache_load_async (session, NULL, result_cb, &result);

  return aws_sso_token_cache_load_finish (wait_for (&result), error);
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);

  return (guint) status.st_mode & 0777;
}

static void
test_cache (void)
{
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("cache", START_URL, "eu-west-1", NULL);
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  g_autofree char *folder = g_path_get_dirname (path);
  AwsSsoToken made = { (char *) "S3CR3T", 1795486200, NULL, NULL, 0, NULL };
  g_autoptr(AwsSsoToken) token = NULL;
  g_autoptr(GAsyncResult) saved = NULL;
  g_autoptr(GAsyncResult) removed = NULL;
  g_autoptr(GAsyncResult) removed_again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (load (session, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  aws_sso_token_cache_save_async (session, &made, NULL, result_cb, &saved);
  g_assert_true (aws_sso_token_cache_save_finish (wait_for (&saved), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (folder), ==, 0700);

  token = load (session, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token->access_token, ==, "S3CR3T");
  g_assert_null (token->refresh_token);

  aws_sso_token_cache_remove_async (session, NULL, result_cb, &removed);
  g_assert_true (aws_sso_token_cache_remove_finish (wait_for (&removed), &error));
  aws_sso_token_cache_remove_async (session, NULL, result_cb, &removed_again);
  g_assert_true (aws_sso_token_cache_remove_finish (wait_for (&removed_again), &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A file that others could read is not kept that way. */
static void
test_cache_mode (void)
{
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("mode", START_URL, "eu-west-1", NULL);
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  g_autofree char *folder = g_path_get_dirname (path);
  AwsSsoToken made = { (char *) "S3CR3T", 1795486200, NULL, NULL, 0, NULL };
  g_autoptr(GAsyncResult) saved = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents_full (path, "old", -1, G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);

  aws_sso_token_cache_save_async (session, &made, NULL, result_cb, &saved);
  g_assert_true (aws_sso_token_cache_save_finish (wait_for (&saved), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (path), ==, 0600);

  /* Nothing half written is left beside it. */
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_suffix (name, ".json"));
}

static void
test_cache_broken (void)
{
  g_autoptr(AwsSsoSession) session = aws_sso_session_new ("broken", START_URL, "eu-west-1", NULL);
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *huge = g_strnfill (AWS_TOKEN_DOCUMENT_MAX_SIZE + 1, ' ');
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{\"accessToken\": \"S3CR3T", -1, NULL));
  g_assert_null (load (session, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strstr (error->message, "S3CR3T"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, huge, -1, NULL));
  g_assert_null (load (session, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_null (load (session, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* ---- PKCE ---- */

static void
test_proof_key (void)
{
  g_autofree char *none = aws_base64url_encode ("", 0);
  g_autofree char *one = aws_base64url_encode ("\377", 1);
  g_autofree char *two = aws_base64url_encode ("\377\376", 2);
  g_autofree char *three = aws_base64url_encode ("\373\377\376", 3);
  /* RFC 7636, appendix B */
  g_autofree char *challenge =
      aws_proof_key_dup_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  char *verifier = aws_proof_key_new ();
  char *other = aws_proof_key_new ();

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "_w");
  g_assert_cmpstr (two, ==, "__4");
  g_assert_cmpstr (three, ==, "-__-");
  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_assert_cmpstr (verifier, !=, other);
  flo_secret_free (verifier);
  flo_secret_free (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/aws/sso-token/document/values", test_document_values);
  g_test_add_func ("/aws/sso-token/document/refusals", test_document_refusals);
  g_test_add_func ("/aws/sso-token/document/bounds", test_document_bounds);
  g_test_add_func ("/aws/sso-token/token", test_token);
  g_test_add_func ("/aws/sso-token/token/incomplete", test_token_incomplete);
  g_test_add_func ("/aws/sso-token/registration", test_registration);
  g_test_add_func ("/aws/sso-token/paths", test_paths);
  g_test_add_func ("/aws/sso-token/cache", test_cache);
  g_test_add_func ("/aws/sso-token/cache/mode", test_cache_mode);
  g_test_add_func ("/aws/sso-token/cache/broken", test_cache_broken);
  g_test_add_func ("/aws/sso-token/proof-key", test_proof_key);

  return g_test_run ();
}
