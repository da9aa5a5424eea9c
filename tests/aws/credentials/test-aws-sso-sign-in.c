/* test-aws-sso-sign-in.c: signing in to IAM Identity Center, with a code and with a browser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "aws-test-server.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-proof-key.h"
#include "aws/credentials/aws-sso-sign-in-private.h"
#include "aws/credentials/aws-sso-token-cache.h"

#define START_URL "https://example.awsapps.com/start"
/* Milliseconds for a second of waiting. */
#define PACE 10

#define REGISTERED \
  "{\"clientId\": \"client\", \"clientSecret\": \"S3CR3T-client\", \"clientIdIssuedAt\": 1, " \
  "\"clientSecretExpiresAt\": 4000000000}"
#define AUTHORIZED \
  "{\"deviceCode\": \"S3CR3T-device\", \"userCode\": \"ABCD-EFGH\", \"verificationUri\": \"https://device.example/\", " \
  "\"verificationUriComplete\": \"https://device.example/?user_code=ABCD-EFGH\", \"expiresIn\": 600, \"interval\": 1}"
#define TOKEN \
  "{\"accessToken\": \"S3CR3T-token\", \"tokenType\": \"Bearer\", \"expiresIn\": 28800, \"refreshToken\": \"S3CR3T-refresh\"}"
#define PENDING "{\"error\": \"authorization_pending\", \"error_description\": \"wait\"}"

typedef struct
{
  AwsTestServer *server;       /* (owned) */
  AwsSsoSession *session;      /* (owned) */
  AwsSsoSignIn *sign_in;       /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  gboolean done;
  gboolean signed_in;
  GError *error;               /* (owned) (nullable) */
  char *seen_uri;              /* (owned) (nullable) */
  char *seen_code;             /* (owned) (nullable) */
} Fixture;

static void
shown_cb (AwsSsoSignIn *sign_in,
          GParamSpec   *pspec,
          Fixture      *fixture)
{
  g_autofree char *uri = NULL;
  g_autofree char *code = NULL;
  gint64 expires_at = 0;

  g_object_get (sign_in, "uri", &uri, "user-code", &code, "expires-at", &expires_at, NULL);
  g_assert_cmpstr (uri, ==, aws_sso_sign_in_get_uri (sign_in));
  g_assert_cmpstr (code, ==, aws_sso_sign_in_get_user_code (sign_in));
  g_assert_cmpint (expires_at, ==, aws_sso_sign_in_get_expires_at (sign_in));
  if (uri != NULL)
    {
      g_assert_cmpint (expires_at, >, 0);
      g_free (fixture->seen_uri);
      fixture->seen_uri = g_steal_pointer (&uri);
    }
  if (code != NULL)
    {
      g_free (fixture->seen_code);
      fixture->seen_code = g_steal_pointer (&code);
    }
}

static void
remove_cache (Fixture *fixture)
{
  g_autofree char *token = aws_sso_session_dup_cache_path (fixture->session);
  g_autofree char *registration = aws_sso_session_dup_registration_path (fixture->session);

  g_unlink (token);
  g_unlink (registration);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->server = aws_test_server_new ();
  fixture->session = aws_sso_session_new ("work", START_URL, "eu-west-1", NULL);
  fixture->sign_in =
      aws_sso_sign_in_new (fixture->session, aws_test_server_get_url (fixture->server));
  fixture->cancellable = g_cancellable_new ();
  _aws_sso_sign_in_set_pace (fixture->sign_in, PACE);
  g_signal_connect (fixture->sign_in, "notify", G_CALLBACK (shown_cb), fixture);
  remove_cache (fixture);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->sign_in);
  aws_test_server_free (fixture->server);
  g_object_unref (fixture->cancellable);
  aws_sso_session_unref (fixture->session);
  g_clear_error (&fixture->error);
  g_free (fixture->seen_uri);
  g_free (fixture->seen_code);
}

static void
push (Fixture    *fixture,
      guint       status,
      const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = status, .body = body });
}

static void
push_error (Fixture    *fixture,
            const char *error)
{
  g_autofree char *body =
      g_strdup_printf ("{\"error\": \"%s\", \"error_description\": \"because\"}", error);

  push (fixture, 400, body);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->signed_in =
      aws_sso_sign_in_run_finish (AWS_SSO_SIGN_IN (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
start (Fixture         *fixture,
       AwsSignInMethod  method)
{
  fixture->done = FALSE;
  g_clear_error (&fixture->error);
  aws_sso_sign_in_run_async (fixture->sign_in, method, fixture->cancellable, ran_cb, fixture);
}

static void
finish (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fixture->signed_in == (fixture->error == NULL));
  g_assert_null (aws_sso_sign_in_get_uri (fixture->sign_in));
  g_assert_null (aws_sso_sign_in_get_user_code (fixture->sign_in));
  g_assert_cmpint (aws_sso_sign_in_get_expires_at (fixture->sign_in), ==, 0);
  /* Whatever went wrong, no secret shows. */
  g_assert_true (fixture->error == NULL || strstr (fixture->error->message, "S3CR3T") == NULL);
}

static void
run (Fixture         *fixture,
     AwsSignInMethod  method)
{
  start (fixture, method);
  finish (fixture);
}

static void
wait_for_page (Fixture *fixture)
{
  while (aws_sso_sign_in_get_uri (fixture->sign_in) == NULL && !fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
}

static void
wait_for_requests (Fixture *fixture,
                   guint    n)
{
  while (aws_test_server_get_n_requests (fixture->server) < n && !fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
}

/* (transfer full): what was sent as @member, "" for an absent one, lists with commas */
static char *
sent (Fixture    *fixture,
      guint       index,
      const char *path,
      const char *member)
{
  const AwsTestRequest *request = aws_test_server_get_request (fixture->server, index);
  g_autoptr(JsonNode) root = json_from_string (request->body, NULL);
  JsonNode *node = json_object_get_member (json_node_get_object (root), member);
  GString *text = g_string_new (NULL);

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, path);
  g_assert_null (request->authorization);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                              json_array_get_string_element (json_node_get_array (node), i));
  else if (node != NULL)
    g_string_append (text, json_node_get_string (node));

  return g_string_free (text, FALSE);
}

static void
assert_sent (Fixture    *fixture,
             guint       index,
             const char *path,
             const char *member,
             const char *expected)
{
  g_autofree char *value = sent (fixture, index, path, member);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_n_requests (Fixture *fixture,
                   guint    n)
{
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, n);
}

static void
assert_failed (Fixture    *fixture,
               const char *code)
{
  g_assert_nonnull (fixture->error);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, code);
  if (strstr (fixture->error->message, START_URL) == NULL)
    g_error ("\"%s\" does not say where", fixture->error->message);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static AwsSsoToken *
load_token (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  aws_sso_token_cache_load_async (fixture->session, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return aws_sso_token_cache_load_finish (result, NULL);
}

static void
write_registration (Fixture    *fixture,
                    const char *text)
{
  g_autofree char *path = aws_sso_session_dup_registration_path (fixture->session);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* ---- with a code ---- */

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AwsSsoToken) token = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push (fixture, 400, PENDING);
  push (fixture, 400, PENDING);
  push (fixture, 200, TOKEN);
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);

  assert_n_requests (fixture, 5);
  assert_sent (fixture, 0, "/client/register", "clientName", "Flotilla");
  assert_sent (fixture, 0, "/client/register", "clientType", "public");
  assert_sent (fixture, 0, "/client/register", "scopes", "sso:account:access");
  assert_sent (fixture, 0, "/client/register", "grantTypes", "");
  assert_sent (fixture, 1, "/device_authorization", "clientId", "client");
  assert_sent (fixture, 1, "/device_authorization", "clientSecret", "S3CR3T-client");
  assert_sent (fixture, 1, "/device_authorization", "startUrl", START_URL);
  assert_sent (fixture, 4, "/token", "grantType", "urn:ietf:params:oauth:grant-type:device_code");
  assert_sent (fixture, 4, "/token", "deviceCode", "S3CR3T-device");
  assert_sent (fixture, 4, "/token", "clientSecret", "S3CR3T-client");
  g_assert_cmpstr (fixture->seen_uri, ==, "https://device.example/?user_code=ABCD-EFGH");
  g_assert_cmpstr (fixture->seen_code, ==, "ABCD-EFGH");

  token = load_token (fixture);
  g_assert_cmpstr (token->access_token, ==, "S3CR3T-token");
  g_assert_cmpstr (token->refresh_token, ==, "S3CR3T-refresh");
  g_assert_cmpstr (token->client_id, ==, "client");
  g_assert_cmpint (token->registration_expires_at, ==, 4000000000);
  g_assert_cmpint (token->expires_at, >=, now + 28800);
  g_assert_cmpint (token->expires_at, <=, now + 28800 + 30);
}

static void
test_device_slow_down (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 begin = g_get_monotonic_time ();

  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push_error (fixture, "slow_down");
  push_error (fixture, "slow_down");
  push (fixture, 200, TOKEN);
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);
  assert_n_requests (fixture, 5);
  /* 1, then 1 + 5, then 1 + 5 + 5 */
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, (1 + 6 + 11) * PACE * 1000);
}

/* Wi-Fi that comes back later than the machine wakes up. */
static void
test_device_bad_network (Fixture       *fixture,
                         gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_RESET });
  push (fixture, 503, "");
  push (fixture, 200, TOKEN);
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);
  assert_n_requests (fixture, 5);
}

static void
test_device_refused (Fixture       *fixture,
                     gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push_error (fixture, "access_denied");
  run (fixture, AWS_SIGN_IN_DEVICE);
  assert_failed (fixture, AWS_CODE_SIGN_IN_DENIED);
  g_assert_nonnull (strstr (fixture->error->message, "because"));
  g_assert_null (load_token (fixture));
}

static void
test_device_expired (Fixture       *fixture,
                     gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push_error (fixture, "expired_token");
  run (fixture, AWS_SIGN_IN_DEVICE);
  assert_failed (fixture, AWS_CODE_SIGN_IN_EXPIRED);
}

/* Nobody comes, and AWS would let us ask for ever. */
static void
test_device_time_over (Fixture       *fixture,
                       gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  push (fixture, 200,
        "{\"deviceCode\": \"d\", \"userCode\": \"c\", \"verificationUri\": "
        "\"https://device.example/\", "
        "\"expiresIn\": 20, \"interval\": 2}");
  push (fixture, 400, PENDING);
  run (fixture, AWS_SIGN_IN_DEVICE);
  assert_failed (fixture, AWS_CODE_SIGN_IN_EXPIRED);
  g_assert_cmpstr (fixture->seen_uri, ==, "https://device.example/");
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), >=, 3);
}

/* The machine sleeps for an hour while it waits: it does not ask once more when it wakes up. */
static void
test_device_sleep (Fixture       *fixture,
                   gconstpointer  data)
{
  guint n;

  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push (fixture, 400, PENDING);
  start (fixture, AWS_SIGN_IN_DEVICE);
  wait_for_requests (fixture, 3);
  n = aws_test_server_get_n_requests (fixture->server);
  _aws_sso_sign_in_set_skew (fixture->sign_in, 3600);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_SIGN_IN_EXPIRED);
  assert_n_requests (fixture, n);
}

static void
test_device_cancel (Fixture       *fixture,
                    gconstpointer  data)
{
  guint step = GPOINTER_TO_UINT (data);

  if (step > 0)
    push (fixture, 200, REGISTERED);
  if (step > 1)
    push (fixture, 200, AUTHORIZED);
  if (step > 2)
    push (fixture, 400, PENDING);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  start (fixture, AWS_SIGN_IN_DEVICE);
  wait_for_requests (fixture, step + 1);
  g_cancellable_cancel (fixture->cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (load_token (fixture));
}

static void
test_device_cancel_waiting (Fixture       *fixture,
                            gconstpointer  data)
{
  _aws_sso_sign_in_set_pace (fixture->sign_in, 60000);
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  start (fixture, AWS_SIGN_IN_DEVICE);
  wait_for_page (fixture);
  g_cancellable_cancel (fixture->cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_n_requests (fixture, 2);

  /* A cancellable that is cancelled already sends nothing. */
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_n_requests (fixture, 2);
}

static void
test_device_malformed (Fixture       *fixture,
                       gconstpointer  data)
{
  static const char *const answers[] =
  {
    "{}", "[]", "", "{\"deviceCode\": 5}", "{\"deviceCode\": \"d\", \"verificationUri\": \"https://device.example/\"}",
    "{\"deviceCode\": \"d\", \"userCode\": \"c\"}",
    "{\"deviceCode\": \"d\", \"userCode\": \"c\", \"verificationUri\": \"javascript:alert(1)\"}",
    "{\"deviceCode\": \"d\", \"userCode\": \"c\", \"verificationUri\": \"file:///etc/passwd\"}",
    "{\"deviceCode\": \"d\", \"userCode\": \"c\", \"verificationUri\": \"http://device.example/\"}",
    "{\"deviceCode\": \"d\", \"userCode\": \"c\", \"verificationUri\": \"https:///\"}",
  };

  push (fixture, 200, REGISTERED);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      push (fixture, 200, answers[i]);
      run (fixture, AWS_SIGN_IN_DEVICE);
      g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_PROTOCOL);
    }
}

static void
test_token_malformed (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const answers[] =
  {
    "{}", "{\"accessToken\": \"a\"}", "{\"accessToken\": \"\", \"expiresIn\": 5}", "{\"expiresIn\": 5}",
    "{\"accessToken\": \"a\\nX-Header: b\", \"expiresIn\": 5}",
  };

  push (fixture, 200, REGISTERED);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      push (fixture, 200, AUTHORIZED);
      push (fixture, 200, answers[i]);
      run (fixture, AWS_SIGN_IN_DEVICE);
      g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_null (load_token (fixture));
    }
}

/* ---- the registration ---- */

static void
test_registration_kept (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *registration = aws_sso_session_dup_registration_path (fixture->session);
  GStatBuf status;

  push (fixture, 200, REGISTERED);
  for (guint i = 0; i < 2; i++)
    {
      push (fixture, 200, AUTHORIZED);
      push (fixture, 200, TOKEN);
    }
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (g_stat (registration, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);
  assert_n_requests (fixture, 5);
  assert_sent (fixture, 3, "/device_authorization", "clientId", "client");
}

static void
test_registration_useless (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char *const kept[] =
  {
    "{\"clientId\": \"old\", \"clientSecret\": \"s\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}",
    /* for the browser */
    ("{\"clientId\": \"old\", \"clientSecret\": \"s\", \"expiresAt\": \"2100-01-01T00:00:00Z\", "
     "\"grantTypes\": [\"authorization_code\", \"refresh_token\"]}"),
    "{\"clientId\": \"old\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}",
    "broken",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      write_registration (fixture, kept[i]);
      push (fixture, 200, REGISTERED);
      push (fixture, 200, AUTHORIZED);
      push (fixture, 200, TOKEN);
      run (fixture, AWS_SIGN_IN_DEVICE);
      g_assert_no_error (fixture->error);
      assert_sent (fixture, 3 * i, "/client/register", "clientName", "Flotilla");
    }
}

/* AWS has forgotten what was registered. */
static void
test_registration_unknown (Fixture       *fixture,
                           gconstpointer  data)
{
  write_registration (
      fixture,
      "{\"clientId\": \"old\", \"clientSecret\": \"s\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}");
  aws_test_server_push (
      fixture->server,
      &(AwsTestAnswer){ .status = 401, .body = "{\"error\": \"invalid_client\"}" });
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push (fixture, 200, TOKEN);
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_no_error (fixture->error);
  assert_n_requests (fixture, 4);
  assert_sent (fixture, 0, "/device_authorization", "clientId", "old");
  assert_sent (fixture, 2, "/device_authorization", "clientId", "client");
}

/* … and does not like the new one either: that is an error, not a loop. */
static void
test_registration_refused (Fixture       *fixture,
                           gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  aws_test_server_push (
      fixture->server,
      &(AwsTestAnswer){ .status = 401, .body = "{\"error\": \"invalid_client\"}" });
  run (fixture, AWS_SIGN_IN_DEVICE);
  assert_failed (fixture, "InvalidClientException");
  assert_n_requests (fixture, 2);
}

/* ---- with a browser ---- */

/* The parameters of the page that would be opened. (transfer full) */
static GHashTable *
read_page (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri =
      g_uri_parse (aws_sso_sign_in_get_uri (fixture->sign_in), G_URI_FLAGS_ENCODED, &error);
  g_autofree char *base = NULL;
  GHashTable *parameters;

  g_assert_no_error (error);
  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uri));
  g_assert_cmpstr (base, ==, aws_test_server_get_url (fixture->server));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/authorize");
  parameters = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, &error);
  g_assert_no_error (error);

  return parameters;
}

static void
visited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  GBytes **page = user_data;

  *page = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* What a browser does that is sent to @redirect_uri. Returns the status. */
static guint
visit (const char *redirect_uri,
       const char *query)
{
  g_autoptr(SoupSession) browser = soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("%s?%s", redirect_uri, query);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GBytes) page = NULL;

  soup_session_send_and_read_async (browser, message, G_PRIORITY_DEFAULT, NULL, visited_cb, &page);
  while (page == NULL)
    g_main_context_iteration (NULL, TRUE);

  return soup_message_get_status (message);
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GHashTable) page = NULL;
  g_autoptr(AwsSsoToken) token = NULL;
  g_autofree char *query = NULL;
  g_autofree char *verifier = NULL;
  g_autofree char *challenge = NULL;
  const char *redirect_uri;

  push (fixture, 200, REGISTERED);
  push (fixture, 200, TOKEN);
  start (fixture, AWS_SIGN_IN_BROWSER);
  wait_for_page (fixture);
  assert_sent (fixture, 0, "/client/register", "grantTypes", "authorization_code,refresh_token");
  assert_sent (fixture, 0, "/client/register", "redirectUris", "http://127.0.0.1/oauth/callback");
  assert_sent (fixture, 0, "/client/register", "issuerUrl", START_URL);
  assert_sent (fixture, 0, "/client/register", "scopes", "sso:account:access");

  page = read_page (fixture);
  redirect_uri = g_hash_table_lookup (page, "redirect_uri");
  g_assert_cmpstr (g_hash_table_lookup (page, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (page, "client_id"), ==, "client");
  g_assert_cmpstr (g_hash_table_lookup (page, "scopes"), ==, "sso:account:access");
  g_assert_cmpstr (g_hash_table_lookup (page, "code_challenge_method"), ==, "S256");
  g_assert_cmpuint (strlen (g_hash_table_lookup (page, "state")), >=, 22);
  g_assert_null (aws_sso_sign_in_get_user_code (fixture->sign_in));

  g_assert_cmpuint (visit (redirect_uri, "code=stolen&state=guessed"), ==, 400);
  g_assert_false (fixture->done);
  query =
      g_strdup_printf ("code=S3CR3T-code&state=%s", (char *) g_hash_table_lookup (page, "state"));
  g_assert_cmpuint (visit (redirect_uri, query), ==, 200);
  finish (fixture);
  g_assert_no_error (fixture->error);

  assert_n_requests (fixture, 2);
  assert_sent (fixture, 1, "/token", "grantType", "authorization_code");
  assert_sent (fixture, 1, "/token", "code", "S3CR3T-code");
  assert_sent (fixture, 1, "/token", "redirectUri", redirect_uri);
  assert_sent (fixture, 1, "/token", "clientId", "client");
  verifier = sent (fixture, 1, "/token", "codeVerifier");
  challenge = aws_proof_key_dup_challenge (verifier);
  g_assert_cmpstr (challenge, ==, g_hash_table_lookup (page, "code_challenge"));

  token = load_token (fixture);
  g_assert_cmpstr (token->access_token, ==, "S3CR3T-token");
}

static void
test_browser_denied (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GHashTable) page = NULL;
  g_autofree char *query = NULL;

  push (fixture, 200, REGISTERED);
  start (fixture, AWS_SIGN_IN_BROWSER);
  wait_for_page (fixture);
  page = read_page (fixture);
  query = g_strdup_printf ("error=access_denied&state=%s",
                           (char *) g_hash_table_lookup (page, "state"));
  visit (g_hash_table_lookup (page, "redirect_uri"), query);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_SIGN_IN_DENIED);
}

/* Ten minutes, also when the machine sleeps through them. */
static void
test_browser_sleep (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  push (fixture, 200, REGISTERED);
  start (fixture, AWS_SIGN_IN_BROWSER);
  wait_for_page (fixture);
  g_assert_cmpint (aws_sso_sign_in_get_expires_at (fixture->sign_in), >=, now + 600);
  g_assert_cmpint (aws_sso_sign_in_get_expires_at (fixture->sign_in), <=, now + 630);
  _aws_sso_sign_in_set_skew (fixture->sign_in, 600 + 30);
  finish (fixture);
  assert_failed (fixture, AWS_CODE_SIGN_IN_EXPIRED);
}

static void
test_browser_cancel (Fixture       *fixture,
                     gconstpointer  data)
{
  push (fixture, 200, REGISTERED);
  start (fixture, AWS_SIGN_IN_BROWSER);
  wait_for_page (fixture);
  g_cancellable_cancel (fixture->cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A code that AWS does not take; the next run does not trust what was kept, and another runs meanwhile not at all. */
static void
test_browser_again (Fixture       *fixture,
                    gconstpointer  data)
{
  write_registration (
      fixture,
      "{\"clientId\": \"old\", \"clientSecret\": \"s\", \"expiresAt\": \"2100-01-01T00:00:00Z\", "
      "\"grantTypes\": [\"authorization_code\", \"refresh_token\"]}");
  push_error (fixture, "invalid_grant");
  push (fixture, 200, REGISTERED);
  push (fixture, 200, TOKEN);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GHashTable) page = NULL;
      g_autofree char *query = NULL;
      Fixture second = { .sign_in = fixture->sign_in };

      start (fixture, AWS_SIGN_IN_BROWSER);
      wait_for_page (fixture);

      start (&second, AWS_SIGN_IN_DEVICE);
      while (!second.done)
        g_main_context_iteration (NULL, TRUE);
      g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_PENDING);
      g_clear_error (&second.error);

      page = read_page (fixture);
      g_assert_cmpstr (g_hash_table_lookup (page, "client_id"), ==, i == 0 ? "old" : "client");
      query = g_strdup_printf ("code=c&state=%s", (char *) g_hash_table_lookup (page, "state"));
      visit (g_hash_table_lookup (page, "redirect_uri"), query);
      finish (fixture);
      if (i == 0)
        assert_failed (fixture, "InvalidGrantException");
    }
  g_assert_no_error (fixture->error);
}

/* Signed in, but nowhere to keep it: that is said, not hidden. */
static void
test_not_kept (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (fixture->session);
  g_autofree char *inside = g_build_filename (path, "inside", NULL);

  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  push (fixture, 200, REGISTERED);
  push (fixture, 200, AUTHORIZED);
  push (fixture, 200, TOKEN);
  run (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_nonnull (fixture->error);
  g_assert_nonnull (strstr (fixture->error->message, path));
  g_rmdir (inside);
  g_rmdir (path);
}

#define TEST(name, func) TEST_WITH (name, NULL, func)
#define TEST_WITH(name, data, func) \
  g_test_add ("/aws/sso-sign-in/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("AWS_MAX_ATTEMPTS", "1", TRUE);

  TEST ("device", test_device);
  TEST ("device/slow-down", test_device_slow_down);
  TEST ("device/bad-network", test_device_bad_network);
  TEST ("device/refused", test_device_refused);
  TEST ("device/expired", test_device_expired);
  TEST ("device/time-over", test_device_time_over);
  TEST ("device/sleep", test_device_sleep);
  TEST_WITH ("device/cancel/register", GUINT_TO_POINTER (0), test_device_cancel);
  TEST_WITH ("device/cancel/authorize", GUINT_TO_POINTER (1), test_device_cancel);
  TEST_WITH ("device/cancel/first", GUINT_TO_POINTER (2), test_device_cancel);
  TEST_WITH ("device/cancel/next", GUINT_TO_POINTER (3), test_device_cancel);
  TEST ("device/cancel/waiting", test_device_cancel_waiting);
  TEST ("device/malformed", test_device_malformed);
  TEST ("token/malformed", test_token_malformed);
  TEST ("registration/kept", test_registration_kept);
  TEST ("registration/useless", test_registration_useless);
  TEST ("registration/unknown", test_registration_unknown);
  TEST ("registration/refused", test_registration_refused);
  TEST ("browser", test_browser);
  TEST ("browser/denied", test_browser_denied);
  TEST ("browser/sleep", test_browser_sleep);
  TEST ("browser/cancel", test_browser_cancel);
  TEST ("browser/again", test_browser_again);
  TEST ("not-kept", test_not_kept);

  return g_test_run ();
}
