/* test-account.c: accounts and their list, without a keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "account/flo-account-list.h"
#include "account/flo-keyring.h"
#include "await.h"

typedef struct
{
  char *dir;
  char *config;
  char *credentials;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const variables[] = {
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION",
  };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  fixture->dir = g_dir_make_tmp ("flotilla-account-XXXXXX", NULL);
  fixture->config = g_build_filename (fixture->dir, "config", NULL);
  fixture->credentials = g_build_filename (fixture->dir, "credentials", NULL);
  g_setenv ("AWS_CONFIG_FILE", fixture->config, TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", fixture->credentials, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->config);
  g_unlink (fixture->credentials);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
  g_free (fixture->config);
  g_free (fixture->credentials);
}

static void
write_file (const char *path,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static FloAccountList *
load_list (void)
{
  FloAccountList *list = flo_account_list_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  flo_account_list_load_async (list, NULL, await_ready_cb, &result);
  g_assert_true (flo_account_list_load_finish (list, await (&result), &error));
  g_assert_no_error (error);
  return list;
}

static FloAccount *
create_account (const char *name)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIAEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  return flo_account_new (name, FLO_ACCOUNT_PRACTICE, "AKIAEXAMPLE", "eu-west-1", "", provider);
}

static void
test_properties (void)
{
  FloAccount *account = create_account ("work");
  g_autoptr(AwsClient) own_region = flo_account_create_client (account, NULL);
  g_autoptr(AwsClient) other_region = flo_account_create_client (account, "us-west-2");
  g_autofree char *name = NULL;
  g_autofree char *endpoint = NULL;
  FloAccountKind kind;

  g_object_get (account, "name", &name, "kind", &kind, "endpoint-url", &endpoint, NULL);
  g_assert_cmpstr (name, ==, "work");
  g_assert_cmpint (kind, ==, FLO_ACCOUNT_PRACTICE);
  g_assert_null (endpoint);
  g_assert_true (flo_account_is_practice (account));
  g_assert_cmpstr (aws_client_get_region (own_region), ==, "eu-west-1");
  g_assert_cmpstr (aws_client_get_region (other_region), ==, "us-west-2");
  g_assert_finalize_object (account);
}

/* What runs at a rehearsal endpoint belongs to another account, by name. */
static void
test_endpoint (void)
{
  g_autoptr(FloAccount) account = create_account ("work");
  g_autoptr(FloAccount) other = flo_account_new_at_endpoint (account, "http://127.0.0.1:4000");

  g_assert_cmpstr (flo_account_get_name (other), ==, "work @ http://127.0.0.1:4000");
  g_assert_cmpstr (flo_account_get_endpoint_url (other), ==, "http://127.0.0.1:4000");
  g_assert_cmpstr (flo_account_get_access_key_id (other), ==, "AKIAEXAMPLE");
  g_assert_cmpstr (flo_account_get_region (other), ==, "eu-west-1");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(FloAccountList) list = load_list ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (flo_account_list_get_problem (list));
  g_assert_null (flo_account_list_find (list, NULL));
}

static void
test_profiles (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(FloAccountList) list = NULL;
  FloAccount *account;

  write_file (fixture->credentials, "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n"
                                    "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n");
  write_file (fixture->config, "[profile work]\nregion = eu-central-1\n[profile bare]\n");
  list = load_list ();

  g_assert_null (flo_account_list_get_problem (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  account = flo_account_list_find (list, "work");
  g_assert_nonnull (account);
  g_assert_cmpint (flo_account_get_kind (account), ==, FLO_ACCOUNT_PROFILE);
  g_assert_cmpstr (flo_account_get_access_key_id (account), ==, "AKIAWORK");
  g_assert_cmpstr (flo_account_get_region (account), ==, "eu-central-1");
  g_assert_nonnull (flo_account_list_find (list, "bare"));
  g_assert_null (flo_account_list_find (list, "absent"));
  g_assert_cmpstr (flo_account_get_name (flo_account_list_find (list, NULL)), ==, "default");

  g_setenv ("AWS_PROFILE", "work", TRUE);
  g_assert_true (flo_account_list_find (list, NULL) == account);
  g_setenv ("AWS_PROFILE", "absent", TRUE);
  g_assert_null (flo_account_list_find (list, NULL));
}

static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(FloAccountList) list = NULL;
  FloAccount *account;

  g_setenv ("AWS_ACCESS_KEY_ID", "AKIAENV", TRUE);
  g_setenv ("AWS_SECRET_ACCESS_KEY", "secret", TRUE);
  g_setenv ("AWS_PROFILE", "work", TRUE);
  g_setenv ("AWS_DEFAULT_REGION", "sa-east-1", TRUE);
  write_file (fixture->credentials, "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n");
  list = load_list ();

  account = flo_account_list_find (list, NULL);
  g_assert_cmpstr (flo_account_get_access_key_id (account), ==, "AKIAENV");
  g_assert_cmpstr (flo_account_get_region (account), ==, "sa-east-1");
  g_assert_cmpint (flo_account_get_kind (account), ==, FLO_ACCOUNT_ENVIRONMENT);
}

/* One bad source does not hide the others, and says what is wrong with it. */
static void
test_bad_source (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FloAccountList) list = NULL;

  g_setenv ("AWS_ACCESS_KEY_ID", "AKIAENV", TRUE);
  g_setenv ("AWS_SECRET_ACCESS_KEY", "secret", TRUE);
  write_file (fixture->credentials, "no section\n");
  list = load_list ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_nonnull (flo_account_list_get_problem (list));
  g_assert_nonnull (strstr (flo_account_list_get_problem (list), fixture->credentials));
}

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *changes)
{
  *changes += removed + added;
}

static void
test_session_accounts (Fixture       *fixture,
                       gconstpointer  data)
{
  FloAccountList *list = NULL;
  g_autoptr(FloAccount) account = create_account ("practice");
  guint changes = 0;

  write_file (fixture->credentials, "[practice]\naws_access_key_id = A\naws_secret_access_key = s\n");
  list = load_list ();
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), &changes);
  flo_account_list_add (list, account);
  {
    g_autoptr(FloAccount) first = g_list_model_get_item (G_LIST_MODEL (list), 0);

    g_assert_true (first == account);
  }
  g_assert_true (flo_account_list_find (list, "practice") == account);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  flo_account_list_remove (list, account);
  g_assert_cmpint (flo_account_get_kind (flo_account_list_find (list, "practice")), ==,
                   FLO_ACCOUNT_PROFILE);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_finalize_object (list);
}

static void
test_keyring_absent (void)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIAEXAMPLE", "secret", NULL, 0);
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GError) store_error = NULL;
  g_autoptr(GError) list_error = NULL;

  flo_keyring_store_async ("work", credentials, NULL, NULL, NULL, await_ready_cb, &stored);
  g_assert_null (flo_keyring_store_finish (await (&stored), &store_error));
  g_assert_error (store_error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT);
  g_assert_nonnull (strstr (store_error->message, "for this run only"));

  flo_keyring_list_async (NULL, await_ready_cb, &listed);
  g_assert_null (flo_keyring_list_finish (await (&listed), &list_error));
  g_assert_error (list_error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* No bus: accounts have to work without one, as on a server. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);

  g_test_add_func ("/account/properties", test_properties);
  g_test_add_func ("/account/endpoint", test_endpoint);
  add ("/account-list/nothing", test_nothing);
  add ("/account-list/profiles", test_profiles);
  add ("/account-list/environment", test_environment);
  add ("/account-list/bad-source", test_bad_source);
  add ("/account-list/session-accounts", test_session_accounts);
  g_test_add_func ("/keyring/absent", test_keyring_absent);
  return g_test_run ();
}
