/* test-aws-login.c: the sessions of "aws login", and the proof with which they are renewed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <nettle/bignum.h>
#include <nettle/dsa.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/ecdsa.h>
#include <string.h>

#include "aws-test-server.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-provider.h"
#include "aws/credentials/aws-login-proof.h"
#include "aws/credentials/aws-login-session.h"
#include "base/flo-secret.h"
#include "base/flo-time.h"

#define SESSION "arn:aws:iam::123456789012:user/ana"

/* The key of RFC 7515, A.3, as OpenSSL writes it in both ways. */
#define KEY_X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define KEY_Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define KEY_SEC1 \
  "-----BEGIN EC PRIVATE KEY-----\n" \
  "MHcCAQEEII6bEJ5xkJi/mASH3x9dd+nLKWBuvtImO19XwhPfhPSyoAoGCCqGSM49\n" \
  "AwEHoUQDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72b\n" \
  "focs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==\n" \
  "-----END EC PRIVATE KEY-----\n"
#define KEY_PKCS8 \
  "-----BEGIN PRIVATE KEY-----\n" \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff\n" \
  "H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp\n" \
  "7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt\n" \
  "-----END PRIVATE KEY-----\n"

#define RENEWED \
  "{\"accessToken\": {\"accessKeyId\": \"ASIANEW\", \"secretAccessKey\": \"S3CR3T-new\", " \
  "\"sessionToken\": \"S3CR3T-new-session\"}, \"tokenType\": \"aws_sigv4\", \"expiresIn\": 900, " \
  "\"refreshToken\": \"S3CR3T-next\"}"

/* ---- the proof ---- */

/* (transfer full) */
static guint8 *
base64url_decode (const char *text,
                  gsize      *length)
{
  g_autoptr(GString) base64 = g_string_new (text);

  g_string_replace (base64, "-", "+", 0);
  g_string_replace (base64, "_", "/", 0);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');

  return g_base64_decode (base64->str, length);
}

static JsonNode *
decode_part (const char *part)
{
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree guint8 *bytes = base64url_decode (part, &length);
  g_autofree char *text = g_strndup ((const char *) bytes, length);
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);

  return node;
}

static void
set_integer (mpz_t       integer,
             const char *text)
{
  gsize length;
  g_autofree guint8 *bytes = base64url_decode (text, &length);

  g_assert_cmpuint (length, ==, 32);
  nettle_mpz_init_set_str_256_u (integer, length, bytes);
}

/* Whether the owner of the private half has signed @proof. */
static gboolean
verify (const char *proof)
{
  const char *dot = strrchr (proof, '.');
  g_autofree char *digest_text =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, proof, dot - proof);
  guint8 digest[32];
  gsize length;
  g_autofree guint8 *bytes = base64url_decode (dot + 1, &length);
  struct dsa_signature signature;
  struct ecc_point point;
  mpz_t x, y;
  gboolean is_good;

  for (gsize i = 0; i < sizeof digest; i++)
    digest[i] = (guint8) (g_ascii_xdigit_value (digest_text[2 * i]) * 16
                          + g_ascii_xdigit_value (digest_text[2 * i + 1]));

  g_assert_cmpuint (length, ==, 64);
  dsa_signature_init (&signature);
  nettle_mpz_set_str_256_u (signature.r, 32, bytes);
  nettle_mpz_set_str_256_u (signature.s, 32, bytes + 32);
  set_integer (x, KEY_X);
  set_integer (y, KEY_Y);
  ecc_point_init (&point, nettle_get_secp_256r1 ());
  g_assert_true (ecc_point_set (&point, x, y));
  is_good = ecdsa_verify (&point, sizeof digest, digest, &signature) != 0;
  ecc_point_clear (&point);
  dsa_signature_clear (&signature);
  mpz_clear (x);
  mpz_clear (y);

  return is_good;
}

static const char *
get_string (JsonNode   *node,
            const char *member)
{
  return json_object_get_string_member (json_node_get_object (node), member);
}

static void
test_proof (void)
{
  static const char *const pems[] = { KEY_SEC1, KEY_PKCS8 };

  for (gsize i = 0; i < G_N_ELEMENTS (pems); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AwsLoginKey) key = aws_login_key_parse (pems[i], &error);
      g_autofree char *proof = NULL;
      g_autofree char *other = NULL;
      g_auto(GStrv) parts = NULL;
      g_autoptr(JsonNode) header = NULL;
      g_autoptr(JsonNode) claims = NULL;
      JsonNode *jwk;

      g_assert_no_error (error);
      proof = aws_login_key_create_proof (key, "POST", "https://example.com/v1/token", 1795486200,
                                          "id");
      other = aws_login_key_create_proof (key, "POST", "https://example.com/v1/token", 1795486200,
                                          "id");
      g_assert_cmpstr (proof, !=, other);
      g_assert_true (verify (proof));
      g_assert_true (verify (other));

      parts = g_strsplit (proof, ".", -1);
      g_assert_cmpuint (g_strv_length (parts), ==, 3);
      header = decode_part (parts[0]);
      claims = decode_part (parts[1]);
      jwk = json_object_get_member (json_node_get_object (header), "jwk");
      g_assert_cmpstr (get_string (header, "typ"), ==, "dpop+jwt");
      g_assert_cmpstr (get_string (header, "alg"), ==, "ES256");
      g_assert_cmpstr (get_string (jwk, "kty"), ==, "EC");
      g_assert_cmpstr (get_string (jwk, "crv"), ==, "P-256");
      g_assert_cmpstr (get_string (jwk, "x"), ==, KEY_X);
      g_assert_cmpstr (get_string (jwk, "y"), ==, KEY_Y);
      g_assert_cmpuint (json_object_get_size (json_node_get_object (jwk)), ==, 4);
      g_assert_cmpstr (get_string (claims, "htm"), ==, "POST");
      g_assert_cmpstr (get_string (claims, "htu"), ==, "https://example.com/v1/token");
      g_assert_cmpstr (get_string (claims, "jti"), ==, "id");
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (claims), "iat"), ==,
                       1795486200);

      /* One byte of the signature, and it is worth nothing. */
      proof[strlen (proof) - 3] = proof[strlen (proof) - 3] == 'A' ? 'B' : 'A';
      g_assert_false (verify (proof));
    }
}

static void
test_bad_keys (void)
{
  static const char *const pems[] =
  {
    "", "S3CR3T", "-----BEGIN EC PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY----------END EC PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----\nS3CR3T==\n-----END EC PRIVATE KEY-----",
    /* the dashes of one line are those of the other */
    "-----BEGIN EC PRIVATE KEY-----END EC PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
    /* cut short */
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEII6bEJ5xkJi/mASH\n-----END EC PRIVATE KEY-----",
    /* on another curve, secp256k1 */
    "-----BEGIN EC PRIVATE KEY-----\nMHQCAQEEIH5zyu+Y7I4BUTMSrQtrvBvUuTnIHaW0eJxOX9IC7qr6oAcGBSuBBAAK\n"
    "oUQDQgAERN5V2IxZ2k6FAht4TAFksbzVWiYGzUfPoKbEM1nl+JFoVjNSkkeIvv8t\n"
    "YutThZiA8Eg3pEyrCj4LZgqvSt0oxQ==\n-----END EC PRIVATE KEY-----",
    /* zero */
    "-----BEGIN EC PRIVATE KEY-----\nMCUCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    "-----END EC PRIVATE KEY-----",
    /* more than the order of the curve */
    "-----BEGIN EC PRIVATE KEY-----\nMCUCAQEEIP//////////////////////////////////////////\n"
    "-----END EC PRIVATE KEY-----",
    /* one kind in the envelope of the other */
    "-----BEGIN PRIVATE KEY-----\nMHcCAQEEII6bEJ5xkJi/mASH3x9dd+nLKWBuvtImO19XwhPfhPSyoAoGCCqGSM49\n"
    "AwEHoUQDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72b\nfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==\n"
    "-----END PRIVATE KEY-----\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pems); i++)
    {
      g_autoptr(GError) error = NULL;

      if (aws_login_key_parse (pems[i], &error) != NULL)
        g_error ("%s was taken", pems[i]);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_null (strstr (error->message, "S3CR3T"));
    }
}

/* ---- the provider ---- */

typedef struct
{
  AwsTestServer *server;             /* (owned) */
  AwsCredentialsProvider *provider;  /* (owned) */
  char *path;                        /* (owned) */
  gboolean done;
  AwsCredentials *credentials;       /* (owned) (nullable) */
  GError *error;                     /* (owned) (nullable) */
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *folder = NULL;

  fixture->server = aws_test_server_new ();
  g_setenv ("AWS_ENDPOINT_URL_SIGNIN", aws_test_server_get_url (fixture->server), TRUE);
  fixture->provider = aws_login_provider_new (SESSION, "eu-west-1", "work");
  fixture->path = aws_login_session_dup_path (SESSION);
  folder = g_path_get_dirname (fixture->path);
  g_assert_true (g_str_has_suffix (folder, "/.aws/login/cache"));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->provider);
  aws_test_server_free (fixture->server);
  g_clear_pointer (&fixture->credentials, aws_credentials_unref);
  g_clear_error (&fixture->error);
  g_free (fixture->path);
}

/* (transfer full): as the AWS CLI writes it */
static char *
create_text (gint64      seconds,
             const char *pem)
{
  g_autofree char *end = flo_time_format (g_get_real_time () / G_USEC_PER_SEC + seconds);
  g_autofree char *key = g_strescape (pem, NULL);

  return g_strdup_printf (
      "{\"accessToken\": {\"accessKeyId\": \"ASIAOLD\", \"secretAccessKey\": \"S3CR3T-old\", "
      "\"sessionToken\": \"S3CR3T-session\", \"accountId\": \"123456789012\", \"expiresAt\": \"%s\"}, "
      "\"tokenType\": \"aws_sigv4\", \"clientId\": \"arn:aws:signin:::devtools/same-device\", "
      "\"refreshToken\": \"S3CR3T-refresh\", \"idToken\": \"S3CR3T-id\", \"dpopKey\": \"%s\"}", end, key);
}

static void
keep (Fixture    *fixture,
      gint64      seconds,
      const char *pem)
{
  g_autofree char *text = create_text (seconds, pem);

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->credentials = aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source),
                                                               result, &fixture->error);
  fixture->done = TRUE;
}

static void
load (Fixture *fixture)
{
  fixture->done = FALSE;
  g_clear_pointer (&fixture->credentials, aws_credentials_unref);
  g_clear_error (&fixture->error);
  aws_credentials_provider_load_async (fixture->provider, NULL, loaded_cb, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fixture->error == NULL || strstr (fixture->error->message, "S3CR3T") == NULL);
}

static void
assert_key (Fixture    *fixture,
            const char *key)
{
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (fixture->credentials), ==, key);
  g_assert_cmpstr (aws_credentials_get_account_id (fixture->credentials), ==, "123456789012");
}

static void
assert_must_log_in (Fixture    *fixture,
                    const char *part)
{
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, AWS_CODE_LOGIN_NEEDED);
  g_assert_nonnull (strstr (fixture->error->message, "aws login --profile work"));
  if (strstr (fixture->error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", fixture->error->message, part);
}

static void
push (Fixture    *fixture,
      guint       status,
      const char *body,
      const char *type)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer){
                                             .status = status,
                                             .body = body,
                                             .header = type != NULL ? "x-amzn-errortype" : NULL,
                                             .header_value = type,
                                         });
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  keep (fixture, 600, KEY_SEC1);
  load (fixture);
  assert_key (fixture, "ASIAOLD");
  g_assert_cmpstr (aws_credentials_get_secret (fixture->credentials), ==, "S3CR3T-old");
  g_assert_cmpstr (aws_credentials_get_session_token (fixture->credentials), ==, "S3CR3T-session");
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_renewed (Fixture       *fixture,
              gconstpointer  data)
{
  const AwsTestRequest *request;
  g_autofree char *uri = g_strconcat (aws_test_server_get_url (fixture->server), "/v1/token", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) claims = NULL;
  g_autoptr(JsonNode) written = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *proof;
  GStatBuf status;

  keep (fixture, GPOINTER_TO_INT (data), KEY_SEC1);
  push (fixture, 200, RENEWED, NULL);
  load (fixture);
  assert_key (fixture, "ASIANEW");
  g_assert_cmpint (aws_credentials_get_expires_at (fixture->credentials), >=, now + 900);

  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);
  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/v1/token");
  g_assert_null (request->authorization);
  body = json_from_string (request->body, NULL);
  g_assert_cmpstr (get_string (body, "clientId"), ==, "arn:aws:signin:::devtools/same-device");
  g_assert_cmpstr (get_string (body, "grantType"), ==, "refresh_token");
  g_assert_cmpstr (get_string (body, "refreshToken"), ==, "S3CR3T-refresh");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (body)), ==, 3);

  proof = g_hash_table_lookup (request->headers, "dpop");
  g_assert_true (verify (proof));
  parts = g_strsplit (proof, ".", -1);
  claims = decode_part (parts[1]);
  g_assert_cmpstr (get_string (claims, "htu"), ==, uri);
  g_assert_cmpint (ABS (json_object_get_int_member (json_node_get_object (claims), "iat") - now),
                   <=, 30);

  /* What others need of it is still there. */
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  written = json_from_string (text, NULL);
  g_assert_cmpstr (get_string (written, "refreshToken"), ==, "S3CR3T-next");
  g_assert_cmpstr (get_string (written, "idToken"), ==, "S3CR3T-id");
  g_assert_cmpstr (get_string (written, "tokenType"), ==, "aws_sigv4");
  g_assert_cmpstr (get_string (written, "dpopKey"), ==, KEY_SEC1);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_object_get_object_member (json_node_get_object (written), "accessToken"),
          "accountId"),
      ==, "123456789012");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  /* The next load has no need to ask. */
  load (fixture);
  assert_key (fixture, "ASIANEW");
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  push (fixture, 403, "{\"error\": \"TOKEN_EXPIRED\", \"message\": \"The session has ended\"}",
        "AccessDeniedException");

  /* As long as it lasts it is used all the same. */
  keep (fixture, 60, KEY_SEC1);
  load (fixture);
  assert_key (fixture, "ASIAOLD");

  keep (fixture, -60, KEY_SEC1);
  load (fixture);
  assert_must_log_in (fixture, "The session has ended");
}

static void
test_no_network (Fixture       *fixture,
                 gconstpointer  data)
{
  push (fixture, 500, "{\"error\": \"server_error\", \"message\": \"later\"}",
        "InternalServerException");
  keep (fixture, 60, KEY_SEC1);
  load (fixture);
  assert_key (fixture, "ASIAOLD");

  keep (fixture, -60, KEY_SEC1);
  load (fixture);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_TRANSIENT);
}

static void
test_renewed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  push (fixture, 403, "{\"error\": \"TOKEN_EXPIRED\", \"message\": \"used\"}",
        "AccessDeniedException");
  keep (fixture, -60, KEY_SEC1);
  aws_credentials_provider_load_async (fixture->provider, NULL, loaded_cb, fixture);
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  keep (fixture, 800, KEY_SEC1);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  assert_key (fixture, "ASIAOLD");
}

static void
test_malformed_answer (Fixture       *fixture,
                       gconstpointer  data)
{
  static const char *const answers[] =
  {
    "{}", "{\"accessToken\": {}, \"expiresIn\": 5}", "{\"accessToken\": 5}", "",
    "{\"accessToken\": {\"accessKeyId\": \"a\", \"secretAccessKey\": \"b\", \"sessionToken\": \"c\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      push (fixture, 200, answers[i], NULL);
      keep (fixture, -60, KEY_SEC1);
      load (fixture);
      assert_must_log_in (fixture, "");
    }
}

static void
test_unusable (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const members[] =
  {
    "accessKeyId", "secretAccessKey", "sessionToken", "expiresAt", "clientId", "refreshToken", "dpopKey",
  };

  g_unlink (fixture->path);
  load (fixture);
  assert_must_log_in (fixture, "nobody has logged in yet");

  g_assert_true (g_file_set_contents (fixture->path, "{\"accessToken\": \"S3CR3T", -1, NULL));
  load (fixture);
  assert_must_log_in (fixture, fixture->path);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *complete = create_text (600, KEY_SEC1);
      g_autoptr(GString) text = g_string_new (complete);
      g_autofree char *member = g_strdup_printf ("\"%s\"", members[i]);

      g_assert_cmpuint (g_string_replace (text, member, "\"else\"", 0), ==, 1);
      g_assert_true (g_file_set_contents (fixture->path, text->str, -1, NULL));
      load (fixture);
      assert_must_log_in (fixture, "is missing");
    }

  keep (fixture, -60, "no key");
  load (fixture);
  assert_must_log_in (fixture, "dpopKey is not a private key");
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_folder (void)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, SESSION, -1);
  g_autofree char *name = g_strconcat (hash, ".json", NULL);
  g_autofree char *absolute = NULL;
  g_autofree char *at_home = NULL;
  g_autofree char *expected = g_build_filename (g_get_home_dir (), "logins", name, NULL);
  g_autofree char *plain = g_build_filename ("/somewhere", name, NULL);

  g_setenv ("AWS_LOGIN_CACHE_DIRECTORY", "/somewhere", TRUE);
  absolute = aws_login_session_dup_path (SESSION);
  g_assert_cmpstr (absolute, ==, plain);
  g_setenv ("AWS_LOGIN_CACHE_DIRECTORY", "~/logins", TRUE);
  at_home = aws_login_session_dup_path (SESSION);
  g_assert_cmpstr (at_home, ==, expected);
  g_unsetenv ("AWS_LOGIN_CACHE_DIRECTORY");
}

#define TEST(name, func) TEST_WITH (name, NULL, func)
#define TEST_WITH(name, data, func) \
  g_test_add ("/aws/login/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("AWS_MAX_ATTEMPTS", "1", TRUE);
  /* The models that requests are checked against do not have this service yet; they are checked here. */
  g_unsetenv ("FLOTILLA_RECORD_REQUESTS");

  g_test_add_func ("/aws/login/proof", test_proof);
  g_test_add_func ("/aws/login/proof/bad-keys", test_bad_keys);
  g_test_add_func ("/aws/login/folder", test_folder);
  TEST ("kept", test_kept);
  TEST_WITH ("renewed/in-time", GINT_TO_POINTER (200), test_renewed);
  TEST_WITH ("renewed/late", GINT_TO_POINTER (-200), test_renewed);
  TEST ("renewed/elsewhere", test_renewed_elsewhere);
  TEST ("refused", test_refused);
  TEST ("no-network", test_no_network);
  TEST ("malformed-answer", test_malformed_answer);
  TEST ("unusable", test_unusable);

  return g_test_run ();
}
