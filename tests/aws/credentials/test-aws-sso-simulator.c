/* test-aws-sso-simulator.c: from a person's sign-in to a call, on a practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "aws-test-interaction.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-credentials-provider.h"
#include "aws/credentials/aws-sso-access.h"
#include "aws/credentials/aws-sso-sign-in-private.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "aws/services/aws-sts.h"
#include "flo-test-simulator.h"

#define START_URL "https://practice.awsapps.com/start"

typedef struct
{
  FloTestSimulator *simulator;   /* (owned) */
  AwsSsoSession *session;        /* (owned) */
  AwsSsoSignIn *sign_in;         /* (owned) */
  gboolean done;
  GError *error;                 /* (owned) (nullable) */
  AwsCredentials *credentials;   /* (owned) (nullable) */
  GPtrArray *items;              /* (owned) (nullable) */
  char *arn;                     /* (owned) (nullable) */
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->simulator = flo_test_simulator_new (NULL);
  g_setenv ("AWS_ENDPOINT_URL", flo_test_simulator_get_url (fixture->simulator), TRUE);
  fixture->session = aws_sso_session_new ("practice", START_URL, "us-east-1", NULL);
  fixture->sign_in = aws_sso_sign_in_new (fixture->session, NULL);
  _aws_sso_sign_in_set_pace (fixture->sign_in, 50);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *token = aws_sso_session_dup_cache_path (fixture->session);
  g_autofree char *registration = aws_sso_session_dup_registration_path (fixture->session);

  g_unlink (token);
  g_unlink (registration);
  g_assert_finalize_object (fixture->sign_in);
  aws_sso_session_unref (fixture->session);
  flo_test_simulator_free (fixture->simulator);
  g_clear_error (&fixture->error);
  g_clear_pointer (&fixture->credentials, aws_credentials_unref);
  g_clear_pointer (&fixture->items, g_ptr_array_unref);
  g_free (fixture->arn);
}

static void
finish (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  fixture->done = FALSE;
}

static void
control (Fixture    *fixture,
         const char *body)
{
  g_autofree char *answer = flo_test_simulator_control (fixture->simulator, "sso", body);

  g_assert_nonnull (answer);
}

/* ---- signing in ---- */

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  aws_sso_sign_in_run_finish (AWS_SSO_SIGN_IN (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
start (Fixture         *fixture,
       AwsSignInMethod  method)
{
  aws_sso_sign_in_run_async (fixture->sign_in, method, NULL, ran_cb, fixture);
  while (aws_sso_sign_in_get_uri (fixture->sign_in) == NULL && !fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
}

static void
visited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GBytes **page = user_data;

  *page = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

/* A browser: opens the page and goes where it is sent. (transfer full): where it has landed */
static char *
visit (Fixture *fixture)
{
  g_autoptr(SoupSession) browser = soup_session_new ();
  g_autoptr(SoupMessage) message =
      soup_message_new ("GET", aws_sso_sign_in_get_uri (fixture->sign_in));
  g_autoptr(GBytes) page = NULL;

  soup_session_send_and_read_async (browser, message, G_PRIORITY_DEFAULT, NULL, visited_cb, &page);
  while (page == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);

  return g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

/* ---- a call with what was signed in for ---- */

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Fixture *fixture = user_data;
  AwsGetCallerIdentityOutput *identity;

  g_clear_error (&fixture->error);
  g_clear_pointer (&fixture->arn, g_free);
  identity = aws_client_call_finish (AWS_CLIENT (source), result, &fixture->error);
  if (identity != NULL)
    {
      fixture->arn = g_steal_pointer (&identity->arn);
      aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
    }
  fixture->done = TRUE;
}

static void
call (Fixture        *fixture,
      AwsInteraction *interaction)
{
  g_autoptr(AwsCredentialsProvider) provider = aws_sso_provider_new (
      fixture->session, "123456789012", "PracticeAdministrator", "practice", interaction);
  g_autoptr(AwsClient) client = aws_client_new (provider, "us-east-1", NULL);

  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, NULL, identified_cb, fixture);
  finish (fixture);
}

static void
assert_is_administrator (Fixture *fixture)
{
  g_assert_no_error (fixture->error);
  g_assert_nonnull (strstr (fixture->arn, "PracticeAdministrator"));
}

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  start (fixture, AWS_SIGN_IN_DEVICE);
  g_assert_nonnull (aws_sso_sign_in_get_user_code (fixture->sign_in));
  finish (fixture);
  g_assert_no_error (fixture->error);
  call (fixture, NULL);
  assert_is_administrator (fixture);
}

/* Nothing happens until somebody has approved it. */
static void
test_device_approved (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *approve = NULL;
  g_autofree char *pending = NULL;

  control (fixture, "{\"require_approval\": true}");
  start (fixture, AWS_SIGN_IN_DEVICE);
  pending = flo_test_simulator_look (fixture->simulator, "sso");
  g_assert_nonnull (strstr (pending, aws_sso_sign_in_get_user_code (fixture->sign_in)));
  approve =
      g_strdup_printf ("{\"approve\": \"%s\"}", aws_sso_sign_in_get_user_code (fixture->sign_in));
  control (fixture, approve);
  finish (fixture);
  g_assert_no_error (fixture->error);
  call (fixture, NULL);
  assert_is_administrator (fixture);
}

static void
test_device_not_approved (Fixture       *fixture,
                          gconstpointer  data)
{
  const char *verb = data;
  g_autofree char *answer = NULL;

  control (fixture, "{\"require_approval\": true}");
  start (fixture, AWS_SIGN_IN_DEVICE);
  answer = g_strdup_printf ("{\"%s\": \"%s\"}", verb,
                            aws_sso_sign_in_get_user_code (fixture->sign_in));
  control (fixture, answer);
  finish (fixture);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==,
                   g_str_equal (verb, "deny") ? AWS_CODE_SIGN_IN_DENIED : AWS_CODE_SIGN_IN_EXPIRED);
  call (fixture, NULL);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, AWS_CODE_SIGN_IN_NEEDED);
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *page = NULL;

  start (fixture, AWS_SIGN_IN_BROWSER);
  page = visit (fixture);
  g_assert_nonnull (strstr (page, "You can close this window."));
  finish (fixture);
  g_assert_no_error (fixture->error);
  call (fixture, NULL);
  assert_is_administrator (fixture);
}

/* ---- the token ---- */

/* Tokens that end soon are renewed, again and again, and nobody is asked. */
static void
test_renewed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (fixture->session);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *page = NULL;

  control (fixture, "{\"token_seconds\": 300}");
  start (fixture, AWS_SIGN_IN_BROWSER);
  page = visit (fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);

  g_assert_true (g_file_get_contents (path, &first, NULL, NULL));
  for (guint i = 0; i < 2; i++)
    {
      call (fixture, NULL);
      assert_is_administrator (fixture);
    }
  g_assert_true (g_file_get_contents (path, &second, NULL, NULL));
  g_assert_cmpstr (first, !=, second);
}

static void
listed_accounts_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->items = aws_sso_access_list_accounts_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
listed_roles_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->items = aws_sso_access_list_roles_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  aws_sso_access_log_out_finish (result, &fixture->error);
  fixture->done = TRUE;
}

/* What is there, and that it ends: also for a token that somebody kept a copy of. */
static void
test_access (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (fixture->session);
  g_autofree char *copy = NULL;

  start (fixture, AWS_SIGN_IN_DEVICE);
  finish (fixture);
  g_assert_no_error (fixture->error);

  aws_sso_access_list_accounts_async (fixture->session, NULL, NULL, NULL, listed_accounts_cb,
                                      fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->items->len, ==, 1);
  g_assert_cmpstr (((AwsAccountInfo *) g_ptr_array_index (fixture->items, 0))->account_id, ==,
                   "123456789012");
  g_clear_pointer (&fixture->items, g_ptr_array_unref);

  aws_sso_access_list_roles_async (fixture->session, "123456789012", NULL, NULL, NULL,
                                   listed_roles_cb, fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->items->len, ==, 2);
  g_assert_cmpstr (((AwsRoleInfo *) g_ptr_array_index (fixture->items, 0))->role_name, ==,
                   "PracticeAdministrator");
  g_assert_cmpstr (((AwsRoleInfo *) g_ptr_array_index (fixture->items, 1))->role_name, ==,
                   "PracticeReadOnly");

  g_assert_true (g_file_get_contents (path, &copy, NULL, NULL));
  aws_sso_access_log_out_async (fixture->session, NULL, NULL, left_cb, fixture);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (path, copy, -1, NULL));
  call (fixture, NULL);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, AWS_CODE_SIGN_IN_NEEDED);
}

#define TEST(name, func) TEST_WITH (name, NULL, func)
#define TEST_WITH(name, data, func) \
  g_test_add ("/aws/sso-simulator/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  TEST ("device", test_device);
  TEST ("device/approved", test_device_approved);
  TEST_WITH ("device/denied", "deny", test_device_not_approved);
  TEST_WITH ("device/expired", "expire", test_device_not_approved);
  TEST ("browser", test_browser);
  TEST ("renewed", test_renewed);
  TEST ("access", test_access);

  return g_test_run ();
}
