/* test-aws-rest.c: calls whose parameters are in the path, the query and the headers; calls without credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-client-private.h"
#include "aws/aws-error.h"
#include "aws/services/aws-sso-oidc.h"
#include "aws/services/aws-sso.h"
#include "aws-test-server.h"

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GMainLoop *loop;

  const AwsOperation *operation;
  gpointer answer;
  GPtrArray *items;
  GError *error;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  static const AwsTimeouts patience = { .connect = 2000, .idle = 300, .total = 3000 };
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->items = g_ptr_array_new_with_free_func (g_free);
  fixture->client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
  _aws_client_set_patience (fixture->client, &patience, 20);
}

static void
fixture_clear_result (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  if (fixture->operation != NULL)
    aws_shape_free (fixture->operation->output, g_steal_pointer (&fixture->answer));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_clear_result (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  aws_test_server_free (fixture->server);
  g_ptr_array_unref (fixture->items);
  g_main_loop_unref (fixture->loop);
}

static void
push (Fixture    *fixture,
      guint       status,
      const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = status, .body = body });
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->answer = aws_client_call_finish (AWS_CLIENT (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static gpointer
call (Fixture            *fixture,
      const AwsOperation *operation,
      gconstpointer       input)
{
  fixture_clear_result (fixture);
  fixture->operation = operation;
  aws_client_call_async (fixture->client, operation, input, NULL, called_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true ((fixture->answer != NULL) != (fixture->error != NULL));

  return fixture->answer;
}

static void
assert_failed (Fixture    *fixture,
               int         category,
               const char *code)
{
  g_assert_error (fixture->error, AWS_ERROR, category);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, code);
}

static void
assert_n_requests (Fixture *fixture,
                   guint    n)
{
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, n);
}

static const char *
sent_header (Fixture    *fixture,
             guint       index,
             const char *name)
{
  return g_hash_table_lookup (aws_test_server_get_request (fixture->server, index)->headers, name);
}

static void
test_anonymous (Fixture       *fixture,
                gconstpointer  data)
{
  AwsGetRoleCredentialsInput input =
    { .role_name = (char *) "a b/ü+%&", .account_id = (char *) "123456789012", .access_token = (char *) "t0ken/==" };
  AwsGetRoleCredentialsOutput *output;
  const AwsTestRequest *request;

  push (fixture, 200, "{\"roleCredentials\":{\"accessKeyId\":\"ASIA1\",\"secretAccessKey\":\"se/cret\","
        "\"sessionToken\":\"to\\u006ben\",\"expiration\":1764100000123}}");
  output = call (fixture, &AWS_SSO_GET_ROLE_CREDENTIALS, &input);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (output->role_credentials->access_key_id, ==, "ASIA1");
  g_assert_cmpstr (output->role_credentials->secret_access_key, ==, "se/cret");
  g_assert_cmpstr (output->role_credentials->session_token, ==, "token");
  g_assert_cmpint (output->role_credentials->expiration.value, ==, G_GINT64_CONSTANT (1764100000123));

  request = aws_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/federation/credentials");
  g_assert_cmpstr (request->query, ==, "role_name=a%20b%2F%C3%BC%2B%25%26&account_id=123456789012");
  g_assert_cmpstr (request->body, ==, "");
  g_assert_null (request->authorization);
  g_assert_null (request->amz_date);
  g_assert_cmpstr (sent_header (fixture, 0, "x-amz-sso_bearer_token"), ==, "t0ken/==");
  g_assert_null (sent_header (fixture, 0, "content-type"));

  push (fixture, 200, "");
  g_assert_nonnull (call (fixture, &AWS_SSO_LOGOUT, &(AwsLogoutInput) { (char *) "t" }));
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->method, ==, "POST");
}

/* Nobody is asked for other credentials, which would not help. */
static void
test_anonymous_refused (Fixture       *fixture,
                        gconstpointer  data)
{
  AwsLogoutInput input = { .access_token = (char *) "t" };

  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 401, .header = "x-amzn-ErrorType", .header_value = "UnauthorizedException:http://internal.amazon.com/",
    .body = "{\"message\":\"Session token not found or invalid\",\"__type\":\"com.amazonaws.switchboard#Other\"}" });
  call (fixture, &AWS_SSO_LOGOUT, &input);
  assert_failed (fixture, AWS_ERROR_CREDENTIALS, "UnauthorizedException");
  g_assert_cmpstr (fixture->error->message, ==, "Logout: Session token not found or invalid (UnauthorizedException)");
  assert_n_requests (fixture, 1);

  input.access_token = (char *) "line\r\nX-Other: header";
  call (fixture, &AWS_SSO_LOGOUT, &input);
  assert_failed (fixture, AWS_ERROR_PARAMETER, "BadRequest");
  g_assert_null (strstr (fixture->error->message, "Other"));
  assert_n_requests (fixture, 1);
}

/* Both are waited for by who calls, not repeated by us. */
static void
test_sign_in_pending (Fixture       *fixture,
                      gconstpointer  data)
{
  AwsCreateTokenInput input = { .client_id = (char *) "c", .client_secret = (char *) "s",
                                .grant_type = (char *) AWS_GRANT_DEVICE_CODE, .device_code = (char *) "d\"é" };

  push (fixture, 400, "{\"error\":\"authorization_pending\",\"error_description\":null}");
  call (fixture, &AWS_SSO_OIDC_CREATE_TOKEN, &input);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "AuthorizationPendingException");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/token");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->body, ==,
                   "{\"clientId\":\"c\",\"clientSecret\":\"s\",\"grantType\":\"" AWS_GRANT_DEVICE_CODE "\","
                   "\"deviceCode\":\"d\\\"é\"}");
  g_assert_cmpstr (sent_header (fixture, 0, "content-type"), ==, "application/json");

  push (fixture, 400, "{\"error\":\"slow_down\",\"error_description\":\"not so fast\"}");
  call (fixture, &AWS_SSO_OIDC_CREATE_TOKEN, &input);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "SlowDownException");
  g_assert_cmpstr (fixture->error->message, ==, "CreateToken: not so fast (SlowDownException)");
  assert_n_requests (fixture, 2);
}

static void
account_cb (gconstpointer item,
            gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->items, g_strdup (((const AwsAccountInfo *) item)->account_id));
}

static void
accounts_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Fixture *fixture = user_data;

  aws_client_list_finish (AWS_CLIENT (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* The token goes by another name in the request than in the answer. */
static void
test_rest_pages (Fixture       *fixture,
                 gconstpointer  data)
{
  AwsListAccountsInput input = { .max_results = aws_integer (1), .access_token = (char *) "t" };

  push (fixture, 200, "{\"nextToken\":\"p/2\",\"accountList\":[{\"accountId\":\"1\"}]}");
  push (fixture, 200, "{\"nextToken\":null,\"accountList\":[{\"accountId\":\"2\"},{\"accountId\":\"3\"}]}");
  aws_client_list_async (fixture->client, &AWS_SSO_LIST_ACCOUNTS, &input, account_cb, fixture, NULL,
                         accounts_listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->items->len, ==, 3);
  assert_n_requests (fixture, 2);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->query, ==, "max_result=1");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==, "next_token=p%2F2&max_result=1");
  g_assert_cmpstr (sent_header (fixture, 1, "x-amz-sso_bearer_token"), ==, "t");
}

#define ADD(path, test) \
  g_test_add ("/aws/rest/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("anonymous", test_anonymous);
  ADD ("anonymous/refused", test_anonymous_refused);
  ADD ("sign-in-pending", test_sign_in_pending);
  ADD ("pages", test_rest_pages);

  return g_test_run ();
}
