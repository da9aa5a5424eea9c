/* test-keyring.c: access keys in a real keyring; runs inside with-keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsecret/secret.h>

#include "account/flo-keyring.h"
#include "await.h"

#define SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

static FloAccount *
store (const char  *name,
       const char  *token,
       GError     **error)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIAKEYRING", SECRET, token, 0);
  g_autoptr(GAsyncResult) result = NULL;

  flo_keyring_store_async (name, credentials, "eu-west-1", NULL, NULL, await_ready_cb, &result);
  return flo_keyring_store_finish (await (&result), error);
}

static GListModel *
list (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *accounts;

  flo_keyring_list_async (NULL, await_ready_cb, &result);
  accounts = flo_keyring_list_finish (await (&result), &error);
  g_assert_no_error (error);
  return accounts;
}

static gboolean
remove_account (const char  *name,
                GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  flo_keyring_remove_async (name, NULL, await_ready_cb, &result);
  return flo_keyring_remove_finish (await (&result), error);
}

static AwsCredentials *
load_credentials (FloAccount  *account,
                  GError     **error)
{
  g_autoptr(AwsClient) client = flo_account_create_client (account, NULL);
  AwsCredentialsProvider *provider = aws_client_get_provider (client);
  g_autoptr(GAsyncResult) result = NULL;

  aws_credentials_provider_load_async (provider, NULL, await_ready_cb, &result);
  return aws_credentials_provider_load_finish (provider, await (&result), error);
}

static void
lock_keyring (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretService) service =
    secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  GList *collections;

  g_assert_no_error (error);
  collections = secret_service_get_collections (service);
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_list_free_full (collections, g_object_unref);
}

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FloAccount) second = store ("work", NULL, &error);
  g_autoptr(FloAccount) first = store ("home", NULL, &error);
  g_autoptr(GListModel) accounts = list ();
  g_autoptr(FloAccount) listed = NULL;
  g_autoptr(AwsCredentials) credentials = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 2);
  listed = g_list_model_get_item (accounts, 0);
  g_assert_cmpstr (flo_account_get_name (listed), ==, "home");
  g_assert_cmpint (flo_account_get_kind (listed), ==, FLO_ACCOUNT_KEYRING);
  g_assert_cmpstr (flo_account_get_access_key_id (listed), ==, "AKIAKEYRING");
  g_assert_cmpstr (flo_account_get_region (listed), ==, "eu-west-1");
  g_assert_null (flo_account_get_endpoint_url (listed));

  credentials = load_credentials (listed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (credentials), ==, "AKIAKEYRING");
  g_assert_cmpstr (aws_credentials_get_secret (credentials), ==, SECRET);
  g_assert_null (aws_credentials_get_session_token (credentials));

  g_assert_true (remove_account ("home", &error));
  g_assert_true (remove_account ("work", &error));
  g_assert_no_error (error);
}

static void
test_exists (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FloAccount) account = store ("work", NULL, NULL);
  g_autoptr(GListModel) accounts = NULL;

  g_assert_nonnull (account);
  g_assert_null (store ("work", NULL, &error));
  g_assert_error (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_EXISTS);
  accounts = list ();
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 1);
  g_assert_true (remove_account ("work", NULL));
}

static void
test_remove_unknown (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (remove_account ("nobody", &error));
  g_assert_error (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_NOT_FOUND);
}

/* An account that another program removed meanwhile. */
static void
test_gone (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FloAccount) account = store ("work", NULL, NULL);

  g_assert_true (remove_account ("work", NULL));
  g_assert_null (load_credentials (account, &error));
  g_assert_error (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_NOT_FOUND);
}

static void
test_temporary_key (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) accounts = NULL;

  g_assert_null (store ("work", "a session token", &error));
  g_assert_error (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_FAILED);
  accounts = list ();
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 0);
}

/* Nobody can answer the prompt here, which the daemon reports like a dismissed one. The keyring stays
 * locked, so this is the last test. */
static void
test_locked (void)
{
  g_autoptr(GError) load_error = NULL;
  g_autoptr(GError) store_error = NULL;
  g_autoptr(GError) remove_error = NULL;
  g_autoptr(FloAccount) account = store ("work", NULL, NULL);
  g_autoptr(GListModel) accounts = NULL;

  lock_keyring ();

  accounts = list ();
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 1);
  g_assert_null (load_credentials (account, &load_error));
  g_assert_error (load_error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED);
  g_assert_nonnull (strstr (load_error->message, "work"));
  g_assert_null (store ("other", NULL, &store_error));
  g_assert_error (store_error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED);
  g_assert_false (remove_account ("work", &remove_error));
  g_assert_error (remove_error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/round-trip", test_round_trip);
  g_test_add_func ("/keyring/exists", test_exists);
  g_test_add_func ("/keyring/remove-unknown", test_remove_unknown);
  g_test_add_func ("/keyring/gone", test_gone);
  g_test_add_func ("/keyring/temporary-key", test_temporary_key);
  g_test_add_func ("/keyring/locked", test_locked);
  return g_test_run ();
}
