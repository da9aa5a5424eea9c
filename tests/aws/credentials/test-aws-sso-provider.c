/* test-aws-sso-provider.c: a role of IAM Identity Center, with and without somebody to sign in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "aws-test-interaction.h"
#include "aws-test-server.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-provider.h"
#include "aws/credentials/aws-sso-access.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "base/flo-secret.h"

#define START_URL "https://example.awsapps.com/start"

#define ROLE \
  "{\"roleCredentials\": {\"accessKeyId\": \"ASIAROLE\", \"secretAccessKey\": \"S3CR3T-key\", " \
  "\"sessionToken\": \"S3CR3T-session\", \"expiration\": 4000000000123}}"
#define RENEWED \
  "{\"accessToken\": \"renewed\", \"tokenType\": \"Bearer\", \"expiresIn\": 28800, \"refreshToken\": \"S3CR3T-next\"}"
#define UNAUTHORIZED "{\"message\": \"Session token not found or invalid\"}"

typedef struct
{
  AwsTestServer *server;             /* (owned) */
  AwsSsoSession *session;            /* (owned) */
  char *path;                        /* (owned): of the token */
  AwsCredentialsProvider *provider;  /* (owned) (nullable) */
} Fixture;

/* One load, list or logout. */
typedef struct
{
  GCancellable *cancellable;      /* (owned) (nullable) */
  AwsCredentials *credentials;    /* (owned) (nullable) */
  GPtrArray *items;               /* (owned) (nullable) */
  gboolean left;
  GError *error;                  /* (owned) (nullable) */
  gboolean done;
} Call;

static void
call_clear (Call *call)
{
  g_clear_object (&call->cancellable);
  g_clear_pointer (&call->credentials, aws_credentials_unref);
  g_clear_pointer (&call->items, g_ptr_array_unref);
  g_clear_error (&call->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *folder = NULL;

  fixture->server = aws_test_server_new ();
  g_setenv ("AWS_ENDPOINT_URL", aws_test_server_get_url (fixture->server), TRUE);
  fixture->session = aws_sso_session_new ("work", START_URL, "eu-west-1", NULL);
  fixture->path = aws_sso_session_dup_cache_path (fixture->session);
  folder = g_path_get_dirname (fixture->path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_unlink (fixture->path);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->provider != NULL)
    g_assert_finalize_object (fixture->provider);
  aws_test_server_free (fixture->server);
  aws_sso_session_unref (fixture->session);
  g_free (fixture->path);
}

/* A token that ends in @seconds, which can be renewed if @refresh. */
static void
keep_token (Fixture *fixture,
            gint64   seconds,
            gboolean refresh)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  AwsSsoToken token =
  {
    .access_token = (char *) "kept",
    .expires_at = now + seconds,
    .client_id = (char *) "client",
    .client_secret = (char *) "S3CR3T-client",
    .registration_expires_at = now + 3600,
    .refresh_token = (char *) (refresh ? "S3CR3T-refresh" : NULL),
  };
  gsize length;
  char *text = aws_sso_token_format (&token, fixture->session, &length);

  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) length, NULL));
  flo_secret_free (text);
}

static void
push (Fixture    *fixture,
      guint       status,
      const char *body)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = status, .body = body });
}

static void
push_unauthorized (Fixture *fixture)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer){
                                             .status = 401,
                                             .body = UNAUTHORIZED,
                                             .header = "x-amzn-errortype",
                                             .header_value = "UnauthorizedException",
                                         });
}

/* Takes @interaction. */
static void
create_provider (Fixture            *fixture,
                 AwsTestInteraction *interaction)
{
  fixture->provider =
      aws_sso_provider_new (fixture->session, "123456789012", "Admin", "deploy",
                              interaction != NULL ? AWS_INTERACTION (interaction) : NULL);
  g_clear_object (&interaction);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;

  call->credentials = aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source),
                                                            result, &call->error);
  call->done = TRUE;
}

static void
begin (Fixture *fixture,
       Call    *call)
{
  aws_credentials_provider_load_async (fixture->provider, call->cancellable, loaded_cb, call);
}

static void
end (Call *call)
{
  while (!call->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (call->error == NULL || strstr (call->error->message, "S3CR3T") == NULL);
}

static void
load (Fixture *fixture,
      Call    *call)
{
  begin (fixture, call);
  end (call);
}

static void
assert_role (Call *call)
{
  g_assert_no_error (call->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (call->credentials), ==, "ASIAROLE");
  g_assert_cmpstr (aws_credentials_get_secret (call->credentials), ==, "S3CR3T-key");
  g_assert_cmpstr (aws_credentials_get_session_token (call->credentials), ==, "S3CR3T-session");
  g_assert_cmpint (aws_credentials_get_expires_at (call->credentials), ==, 4000000000);
  g_assert_cmpstr (aws_credentials_get_account_id (call->credentials), ==, "123456789012");
  g_assert_nonnull (strstr (aws_credentials_get_source (call->credentials), "Admin"));
}

static void
assert_n_requests (Fixture *fixture,
                   guint    n)
{
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, n);
}

static void
assert_bearer (Fixture    *fixture,
               guint       index,
               const char *path,
               const char *token)
{
  const AwsTestRequest *request = aws_test_server_get_request (fixture->server, index);

  g_assert_cmpstr (request->path, ==, path);
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "x-amz-sso_bearer_token"), ==, token);
  g_assert_null (request->authorization);
}

static void
assert_failed (Call       *call,
               const char *code,
               const char *part)
{
  g_assert_nonnull (call->error);
  g_assert_cmpstr (aws_error_get_code (call->error), ==, code);
  if (strstr (call->error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", call->error->message, part);
}

/* ---- a token that is kept ---- */

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, FALSE);
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_role (&call);
  assert_n_requests (fixture, 1);
  assert_bearer (fixture, 0, "/federation/credentials", "kept");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->query, ==,
                   "role_name=Admin&account_id=123456789012");
  g_assert_cmpstr (aws_credentials_provider_get_profile (fixture->provider), ==, "deploy");
}

/* One that ends soon but cannot be renewed is used as long as it lasts. */
static void
test_ends_soon (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, 300, FALSE);
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_role (&call);
  assert_bearer (fixture, 0, "/federation/credentials", "kept");
}

static void
test_renewed (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 seconds = GPOINTER_TO_INT (data);
  g_autofree char *text = NULL;
  g_auto(Call) call = { 0 };

  keep_token (fixture, seconds, TRUE);
  push (fixture, 200, RENEWED);
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_role (&call);
  assert_n_requests (fixture, 2);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/token");
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 0)->body,
                            "\"refreshToken\":\"S3CR3T-refresh\""));
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 0)->body,
                            "\"grantType\":\"refresh_token\""));
  assert_bearer (fixture, 1, "/federation/credentials", "renewed");

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"accessToken\": \"renewed\""));
  g_assert_nonnull (strstr (text, "\"refreshToken\": \"S3CR3T-next\""));
  g_assert_nonnull (strstr (text, "\"clientSecret\": \"S3CR3T-client\""));
}

static void
test_not_renewed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, 300, TRUE);
  push (fixture, 400, "{\"error\": \"invalid_grant\"}");
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_role (&call);
  assert_bearer (fixture, 1, "/federation/credentials", "kept");
}

/* Another of AWS's tools has used up the refresh token, and left a new token. */
static void
test_renewed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_auto(Call) call = { 0 };
  g_autofree char *other = g_strdup_printf (
      "{\"accessToken\": \"elsewhere\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}");

  keep_token (fixture, -10, TRUE);
  push (fixture, 400, "{\"error\": \"invalid_grant\"}");
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  begin (fixture, &call);
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_set_contents (fixture->path, other, -1, NULL));
  end (&call);
  assert_role (&call);
  assert_bearer (fixture, 1, "/federation/credentials", "elsewhere");
}

/* Profiles of the same session, at the same time: one of them renews it. */
static void
test_renewed_once (Fixture       *fixture,
                   gconstpointer  data)
{
  Call calls[8] = { { 0 } };

  keep_token (fixture, -10, TRUE);
  push (fixture, 200, RENEWED);
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    begin (fixture, &calls[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      end (&calls[i]);
      assert_role (&calls[i]);
      call_clear (&calls[i]);
    }
  assert_n_requests (fixture, 1 + G_N_ELEMENTS (calls));
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->path, ==, "/token");
  for (guint i = 1; i <= G_N_ELEMENTS (calls); i++)
    assert_bearer (fixture, i, "/federation/credentials", "renewed");
}

/* Who waits for the lock can give up; who has it does not keep it. */
static void
test_renewal_cancelled (Fixture       *fixture,
                        gconstpointer  data)
{
  g_auto(Call) first = { .cancellable = g_cancellable_new () };
  g_auto(Call) second = { .cancellable = g_cancellable_new () };
  g_auto(Call) third = { 0 };

  keep_token (fixture, -10, TRUE);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = AWS_TEST_HANG });
  push (fixture, 200, RENEWED);
  push (fixture, 200, ROLE);
  create_provider (fixture, NULL);
  begin (fixture, &first);
  while (aws_test_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  begin (fixture, &second);
  begin (fixture, &third);
  g_cancellable_cancel (second.cancellable);
  end (&second);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (third.done);
  g_cancellable_cancel (first.cancellable);
  end (&first);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (&third);
  assert_role (&third);
  assert_n_requests (fixture, 3);
}

/* Without a network nobody is sent to sign in. */
static void
test_no_network (Fixture       *fixture,
                 gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_autoptr(AwsTestInteraction) kept_person = g_object_ref (person);
  g_auto(Call) call = { 0 };

  keep_token (fixture, -10, TRUE);
  push (fixture, 503, "");
  create_provider (fixture, person);
  load (fixture, &call);
  g_assert_error (call.error, AWS_ERROR, AWS_ERROR_TRANSIENT);
  g_assert_cmpuint (aws_test_interaction_get_n_asked (kept_person), ==, 0);
}

/* ---- nobody there ---- */

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const contents[] = { NULL, "", "{\"accessToken\": \"kept\"}", "broken" };

  create_provider (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_auto(Call) call = { 0 };

      if (contents[i] != NULL)
        g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
      load (fixture, &call);
      g_assert_error (call.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
      assert_failed (&call, AWS_CODE_SIGN_IN_NEEDED, "flotillactl account login deploy");
      assert_failed (&call, AWS_CODE_SIGN_IN_NEEDED, START_URL);
      assert_failed (&call, AWS_CODE_SIGN_IN_NEEDED, "aws sso login --profile deploy");
    }
  assert_n_requests (fixture, 0);
}

static void
test_nobody_expired (Fixture       *fixture,
                     gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, -10, FALSE);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_failed (&call, AWS_CODE_SIGN_IN_NEEDED, "ended at 20");
  assert_n_requests (fixture, 0);
}

static void
test_nobody_refused (Fixture       *fixture,
                     gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, FALSE);
  push_unauthorized (fixture);
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_failed (&call, AWS_CODE_SIGN_IN_NEEDED, "not valid any more");
  assert_n_requests (fixture, 1);
}

/* ---- somebody there ---- */

static void
test_signs_in (Fixture       *fixture,
               gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_auto(Call) call = { 0 };

  push (fixture, 200, ROLE);
  create_provider (fixture, person);
  load (fixture, &call);
  assert_role (&call);
  assert_bearer (fixture, 0, "/federation/credentials", "token-1");
}

static void
test_refused_once (Fixture       *fixture,
                   gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, TRUE);
  push_unauthorized (fixture);
  push (fixture, 200, ROLE);
  create_provider (fixture, person);
  load (fixture, &call);
  assert_role (&call);
  assert_n_requests (fixture, 2);
  assert_bearer (fixture, 1, "/federation/credentials", "token-1");
}

/* A person is asked once, not for ever. */
static void
test_refused_twice (Fixture       *fixture,
                    gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_autoptr(AwsTestInteraction) kept_person = g_object_ref (person);
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, TRUE);
  push_unauthorized (fixture);
  create_provider (fixture, person);
  load (fixture, &call);
  assert_failed (&call, "UnauthorizedException", "Admin");
  g_assert_cmpuint (aws_test_interaction_get_n_asked (kept_person), ==, 1);
  assert_n_requests (fixture, 2);
}

static void
test_forbidden (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, FALSE);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 403, .body = "{\"message\": \"No access\"}", .header = "x-amzn-errortype",
    .header_value = "ForbiddenException",
  });
  create_provider (fixture, NULL);
  load (fixture, &call);
  assert_failed (&call, "ForbiddenException", "the role \"Admin\" in account 123456789012");
  assert_failed (&call, "ForbiddenException", "No access");
}

static void
test_malformed (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const answers[] =
  {
    "{}", "{\"roleCredentials\": {}}", "{\"roleCredentials\": {\"accessKeyId\": \"a\", \"expiration\": 5}}",
    "{\"roleCredentials\": {\"accessKeyId\": \"a\", \"secretAccessKey\": \"s\"}}", "{\"roleCredentials\": 5}", "<xml/>",
  };

  keep_token (fixture, 7200, FALSE);
  create_provider (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto(Call) call = { 0 };

      push (fixture, 200, answers[i]);
      load (fixture, &call);
      g_assert_error (call.error, AWS_ERROR, AWS_ERROR_PROTOCOL);
    }
}

static void
test_declines (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  create_provider (fixture, aws_test_interaction_new (AWS_TEST_PERSON_DECLINES));
  load (fixture, &call);
  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_n_requests (fixture, 0);
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_auto(Call) call = { 0 };

  create_provider (fixture, aws_test_interaction_new (AWS_TEST_PERSON_FAILS));
  load (fixture, &call);
  assert_failed (&call, AWS_CODE_SIGN_IN_EXPIRED, "too late");
}

/* Five calls, one question; one of them loses interest, the others get what they wanted. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_autoptr(AwsTestInteraction) kept_person = g_object_ref (person);
  g_autoptr(AwsCredentialsProvider) other = aws_sso_provider_new (
      fixture->session, "210987654321", "Reader", NULL, AWS_INTERACTION (person));
  Call calls[5] = { { 0 } };

  aws_test_interaction_hold (person);
  push (fixture, 200, ROLE);
  create_provider (fixture, person);
  calls[1].cancellable = g_cancellable_new ();
  for (gsize i = 0; i < 4; i++)
    begin (fixture, &calls[i]);
  aws_credentials_provider_load_async (other, NULL, loaded_cb, &calls[4]);
  while (!aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_cancellable_cancel (calls[1].cancellable);
  end (&calls[1]);
  g_assert_error (calls[1].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (aws_test_interaction_is_asked (kept_person));

  aws_test_interaction_go_on (kept_person);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      end (&calls[i]);
      if (i != 1)
        g_assert_no_error (calls[i].error);
      call_clear (&calls[i]);
    }
  g_assert_cmpuint (aws_test_interaction_get_n_asked (kept_person), ==, 1);
}

/* When nobody waits any more the question goes away, and whoever comes then asks anew. */
static void
test_shared_abandoned (Fixture       *fixture,
                       gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_autoptr(AwsTestInteraction) kept_person = g_object_ref (person);
  g_auto(Call) first = { .cancellable = g_cancellable_new () };
  g_auto(Call) second = { 0 };

  aws_test_interaction_hold (person);
  push (fixture, 200, ROLE);
  create_provider (fixture, person);
  begin (fixture, &first);
  while (!aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (first.cancellable);
  end (&first);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);

  begin (fixture, &second);
  while (!aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);
  aws_test_interaction_go_on (kept_person);
  end (&second);
  assert_role (&second);
  g_assert_cmpuint (aws_test_interaction_get_n_asked (kept_person), ==, 2);
}

/* The person runs "aws sso login" in a terminal while the window asks: the question goes away, the call goes on. */
static void
test_shared_elsewhere (Fixture       *fixture,
                       gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_autoptr(AwsTestInteraction) kept_person = g_object_ref (person);
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, FALSE);
  aws_test_interaction_hold (person);
  push_unauthorized (fixture);
  push (fixture, 200, ROLE);
  create_provider (fixture, person);
  begin (fixture, &call);
  while (!aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);

  /* That one is written again is no sign-in; one that is over is none either; nor is half of one. */
  keep_token (fixture, 7200, FALSE);
  for (gint64 end_at = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
       g_get_monotonic_time () < end_at;)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_true (aws_test_interaction_is_asked (kept_person));
  g_assert_true (
      g_file_set_contents (fixture->path, "{\"accessToken\": \"elsewhere\", \"expi", -1, NULL));
  g_assert_true (g_file_set_contents (
      fixture->path, "{\"accessToken\": \"elsewhere\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}",
      -1, NULL));
  end (&call);
  assert_role (&call);
  assert_bearer (fixture, 1, "/federation/credentials", "elsewhere");
  while (aws_test_interaction_is_asked (kept_person))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (aws_test_interaction_get_n_asked (kept_person), ==, 1);
}

/* ---- accounts, roles, leaving ---- */

static void
listed_accounts_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Call *call = user_data;

  call->items = aws_sso_access_list_accounts_finish (result, &call->error);
  call->done = TRUE;
}

static void
listed_roles_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Call *call = user_data;

  call->items = aws_sso_access_list_roles_finish (result, &call->error);
  call->done = TRUE;
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;

  call->left = aws_sso_access_log_out_finish (result, &call->error);
  call->done = TRUE;
}

static void
test_accounts (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(Call) call = { 0 };
  const AwsAccountInfo *account;

  keep_token (fixture, 7200, FALSE);
  push (fixture, 200,
        "{\"nextToken\": \"more\", \"accountList\": [{\"accountId\": \"2\", \"accountName\": "
        "\"Zoo\"}]}");
  push (fixture, 200,
        "{\"accountList\": [{\"accountId\": \"1\", \"accountName\": \"Ark\", \"emailAddress\": "
        "\"a@b.c\"}]}");
  aws_sso_access_list_accounts_async (fixture->session, NULL, NULL, NULL, listed_accounts_cb,
                                      &call);
  end (&call);
  g_assert_no_error (call.error);
  g_assert_cmpuint (call.items->len, ==, 2);
  account = g_ptr_array_index (call.items, 0);
  g_assert_cmpstr (account->account_name, ==, "Ark");
  g_assert_cmpstr (account->account_id, ==, "1");
  g_assert_cmpstr (account->email_address, ==, "a@b.c");
  assert_bearer (fixture, 0, "/assignment/accounts", "kept");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==, "next_token=more");
}

static void
test_roles (Fixture       *fixture,
            gconstpointer  data)
{
  AwsTestInteraction *person = aws_test_interaction_new (AWS_TEST_PERSON_SIGNS_IN);
  g_auto(Call) call = { 0 };

  keep_token (fixture, 7200, FALSE);
  push_unauthorized (fixture);
  push (fixture, 200, "{\"roleList\": [{\"roleName\": \"Reader\", \"accountId\": \"1\"}, "
                      "{\"roleName\": \"Admin\", \"accountId\": \"1\"}]}");
  aws_sso_access_list_roles_async (fixture->session, "1", "deploy", AWS_INTERACTION (person), NULL,
                                   listed_roles_cb, &call);
  end (&call);
  g_assert_no_error (call.error);
  g_assert_cmpuint (call.items->len, ==, 2);
  g_assert_cmpstr (((AwsRoleInfo *) g_ptr_array_index (call.items, 0))->role_name, ==, "Admin");
  assert_bearer (fixture, 1, "/assignment/roles", "token-1");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->query, ==, "account_id=1");
  g_assert_finalize_object (person);
}

static void
test_log_out (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(Call) call = { 0 };
  g_auto(Call) again = { 0 };

  keep_token (fixture, 7200, FALSE);
  push (fixture, 200, "");
  aws_sso_access_log_out_async (fixture->session, NULL, NULL, left_cb, &call);
  end (&call);
  g_assert_no_error (call.error);
  g_assert_true (call.left);
  assert_n_requests (fixture, 1);
  assert_bearer (fixture, 0, "/logout", "kept");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  aws_sso_access_log_out_async (fixture->session, NULL, NULL, left_cb, &again);
  end (&again);
  g_assert_true (again.left);
  assert_n_requests (fixture, 1);
}

static void
test_log_out_failing (Fixture       *fixture,
                      gconstpointer  data)
{
  g_auto(Call) invalid = { 0 };
  g_auto(Call) offline = { 0 };

  keep_token (fixture, 7200, FALSE);
  push_unauthorized (fixture);
  push (fixture, 503, "");
  aws_sso_access_log_out_async (fixture->session, NULL, NULL, left_cb, &invalid);
  end (&invalid);
  g_assert_no_error (invalid.error);

  keep_token (fixture, 7200, FALSE);
  aws_sso_access_log_out_async (fixture->session, NULL, NULL, left_cb, &offline);
  end (&offline);
  g_assert_error (offline.error, AWS_ERROR, AWS_ERROR_TRANSIENT);
  g_assert_nonnull (strstr (offline.error->message, "signed out on this computer"));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

#define TEST(name, func) TEST_WITH (name, NULL, func)
#define TEST_WITH(name, data, func) \
  g_test_add ("/aws/sso-provider/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("AWS_MAX_ATTEMPTS", "1", TRUE);

  TEST ("kept", test_kept);
  TEST ("ends-soon", test_ends_soon);
  TEST_WITH ("renewed/in-time", GINT_TO_POINTER (300), test_renewed);
  TEST_WITH ("renewed/late", GINT_TO_POINTER (-300), test_renewed);
  TEST ("renewed/not", test_not_renewed);
  TEST ("renewed/elsewhere", test_renewed_elsewhere);
  TEST ("renewed/once", test_renewed_once);
  TEST ("renewed/cancelled", test_renewal_cancelled);
  TEST ("renewed/no-network", test_no_network);
  TEST ("nobody", test_nobody);
  TEST ("nobody/expired", test_nobody_expired);
  TEST ("nobody/refused", test_nobody_refused);
  TEST ("signs-in", test_signs_in);
  TEST ("refused-once", test_refused_once);
  TEST ("refused-twice", test_refused_twice);
  TEST ("forbidden", test_forbidden);
  TEST ("malformed", test_malformed);
  TEST ("declines", test_declines);
  TEST ("fails", test_fails);
  TEST ("shared", test_shared);
  TEST ("shared/abandoned", test_shared_abandoned);
  TEST ("shared/elsewhere", test_shared_elsewhere);
  TEST ("accounts", test_accounts);
  TEST ("roles", test_roles);
  TEST ("log-out", test_log_out);
  TEST ("log-out/failing", test_log_out_failing);

  return g_test_run ();
}
