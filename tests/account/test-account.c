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
    "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
  };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  fixture->dir = g_dir_make_tmp ("flotilla-account-XXXXXX", NULL);
  fixture->config = g_build_filename (fixture->dir, "config", NULL);
  fixture->credentials = g_build_filename (fixture->dir, "credentials", NULL);
  g_setenv ("AWS_EC2_METADATA_DISABLED", "true", TRUE);
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

/* ---- every way to get credentials ---- */

static void
test_origins (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *name, *method, *source, *mfa_serial, *session;
  } expected[] = {
    { "keys", "keys", "access key in ", NULL, NULL },
    { "role", "role", "role deploy, by profile keys, with MFA", "arn:aws:iam::1:mfa/ada", NULL },
    { "chained", "role", "role ops, by profile role", "arn:aws:iam::1:mfa/ada", NULL },
    { "onhost", "role", "role deploy, by Ec2InstanceMetadata", NULL, NULL },
    { "web", "web-identity", "role ci, by a web identity token", NULL, NULL },
    { "sso", "sso", "IAM Identity Center corp, role Admin in account 123456789012", NULL, "corp" },
    { "oldsso", "sso", "IAM Identity Center https://old.example/start, role Read in account 1", NULL, "" },
    { "viasso", "role", "role deploy, by profile sso", NULL, "corp" },
    { "process", "process", "program get-keys", NULL, NULL },
    { "login", "login", "“aws login”", NULL, NULL },
    { "bare", "none", "no credentials", NULL, NULL },
    { "loop", "role", "role a, by profile loop2", NULL, NULL },
  };
  g_autoptr(FloAccountList) list = NULL;

  write_file (fixture->credentials, "[keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = s\n");
  write_file (fixture->config,
              "[profile role]\nrole_arn = arn:aws:iam::1:role/path/deploy\nsource_profile = keys\n"
              "mfa_serial = arn:aws:iam::1:mfa/ada\n"
              "[profile chained]\nrole_arn = arn:aws:iam::2:role/ops\nsource_profile = role\n"
              "[profile onhost]\nrole_arn = arn:aws:iam::2:role/deploy\n"
              "credential_source = Ec2InstanceMetadata\n"
              "[profile web]\nrole_arn = arn:aws:iam::2:role/ci\nweb_identity_token_file = /token\n"
              "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\n"
              "sso_registration_scopes = sso:account:access, other\n"
              "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
              "[profile oldsso]\nsso_start_url = https://old.example/start\nsso_region = us-east-1\n"
              "sso_account_id = 1\nsso_role_name = Read\n"
              "[profile viasso]\nrole_arn = arn:aws:iam::1:role/deploy\nsource_profile = sso\n"
              "[profile process]\ncredential_process = /opt/bin/get-keys --password hunter2\n"
              "[profile login]\nlogin_session = arn:aws:iam::1:user/ada\n"
              "[profile bare]\nregion = eu-west-1\n"
              "[profile loop]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = loop2\n"
              "[profile loop2]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = loop\n");
  list = load_list ();

  g_assert_null (flo_account_list_get_problem (list));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      FloAccount *account = flo_account_list_find (list, expected[i].name);
      AwsSsoSession *session;

      g_test_message ("%s", expected[i].name);
      g_assert_nonnull (account);
      g_assert_cmpstr (flo_account_method_get_word (flo_account_get_method (account)), ==, expected[i].method);
      g_assert_true (g_str_has_prefix (flo_account_get_source (account), expected[i].source));
      g_assert_null (strstr (flo_account_get_source (account), "hunter2"));
      g_assert_cmpstr (flo_account_get_mfa_serial (account), ==, expected[i].mfa_serial);
      g_assert_cmpstr (flo_account_get_file (account), ==, i == 0 ? fixture->credentials : fixture->config);
      session = flo_account_get_sso_session (account);
      if (expected[i].session == NULL)
        g_assert_null (session);
      else
        g_assert_cmpstr (aws_sso_session_get_name (session) != NULL ? aws_sso_session_get_name (session) : "",
                         ==, expected[i].session);
    }
  g_assert_cmpuint (g_strv_length ((char **) aws_sso_session_get_scopes (
                      flo_account_get_sso_session (flo_account_list_find (list, "sso")))), ==, 2);
}

/* Where nothing else is: what the container gives; with a profile it is not asked for. */
static void
test_container (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FloAccountList) list = NULL;
  g_autoptr(FloAccountList) other = NULL;

  g_setenv ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/", TRUE);
  list = load_list ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (flo_account_get_kind (flo_account_list_find (list, NULL)), ==, FLO_ACCOUNT_ENVIRONMENT);

  write_file (fixture->credentials, "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n");
  other = load_list ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 1);
  g_assert_cmpint (flo_account_get_kind (flo_account_list_find (other, NULL)), ==, FLO_ACCOUNT_PROFILE);
}

/* ---- files that change ---- */

#define WORK "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n"
#define HOME "[home]\naws_access_key_id = AKIAHOME\naws_secret_access_key = s\n"

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("waited in vain for %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @done, which looks at @list. */
static void
wait_for (FloAccountList *list,
          gboolean      (*done) (FloAccountList *list),
          const char     *what)
{
  guint source = g_timeout_add_seconds (20, give_up_cb, (gpointer) what);

  while (!done (list))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

static gboolean
has_home (FloAccountList *list)
{
  return flo_account_list_find (list, "home") != NULL;
}

static gboolean
has_no_home (FloAccountList *list)
{
  return !has_home (list);
}

static gboolean
has_problem (FloAccountList *list)
{
  return flo_account_list_get_problem (list) != NULL;
}

static gboolean
has_no_problem (FloAccountList *list)
{
  return !has_problem (list);
}

static gboolean
has_new_key (FloAccountList *list)
{
  FloAccount *account = flo_account_list_find (list, "work");

  return account != NULL && g_strcmp0 (flo_account_get_access_key_id (account), "AKIANEW") == 0;
}

static void
test_reload (Fixture       *fixture,
             gconstpointer  data)
{
  FloAccountList *list;
  g_autoptr(FloAccount) work = NULL;
  guint changes = 0;

  write_file (fixture->credentials, WORK);
  list = load_list ();
  work = g_object_ref (flo_account_list_find (list, "work"));
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), &changes);

  /* One more: replaced at once, as g_file_set_contents() and most editors do. */
  write_file (fixture->credentials, HOME WORK);
  wait_for (list, has_home, "a profile that was added");
  g_assert_true (flo_account_list_find (list, "work") == work);
  g_assert_cmpuint (changes, ==, 1);

  /* In place, in two writes. */
  changes = 0;
  {
    FILE *file = g_fopen (fixture->credentials, "w");

    g_assert_nonnull (file);
    g_assert_cmpint (fputs ("[work]\naws_access_key_id = AKIAWORK\n", file), >=, 0);
    g_assert_cmpint (fflush (file), ==, 0);
    g_assert_cmpint (fputs ("aws_secret_access_key = s\n", file), >=, 0);
    g_assert_cmpint (fclose (file), ==, 0);
  }
  wait_for (list, has_no_home, "a profile that was removed");
  g_assert_true (flo_account_list_find (list, "work") == work);
  g_assert_cmpuint (changes, ==, 1);

  /* The other file, which was not there. */
  write_file (fixture->config, "[profile home]\nregion = eu-west-1\n");
  wait_for (list, has_home, "a file that was made");
  g_assert_true (flo_account_list_find (list, "work") == work);

  /* Broken for a while: what was there stays. */
  write_file (fixture->credentials, "no section\n");
  wait_for (list, has_problem, "a broken file");
  g_assert_true (flo_account_list_find (list, "work") == work);
  write_file (fixture->credentials, WORK);
  wait_for (list, has_no_problem, "a mended file");
  g_assert_true (flo_account_list_find (list, "work") == work);

  /* Another key is another account. */
  write_file (fixture->credentials, "[work]\naws_access_key_id = AKIANEW\naws_secret_access_key = s\n");
  wait_for (list, has_new_key, "a key that changed");
  g_assert_true (flo_account_list_find (list, "work") != work);
  g_assert_finalize_object (list);
}

/* The id is the same and the secret is not: what is signed from now on has to be signed with the new one. */
static void
test_reload_secret (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(FloAccountList) list = NULL;
  g_autoptr(FloAccount) work = NULL;

  write_file (fixture->credentials, WORK);
  list = load_list ();
  work = g_object_ref (flo_account_list_find (list, "work"));
  write_file (fixture->credentials, "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = t\n" HOME);
  wait_for (list, has_home, "another secret");
  g_assert_true (flo_account_list_find (list, "work") != work);
}

/* Gone while a change is being waited for. */
static void
test_reload_dispose (Fixture       *fixture,
                     gconstpointer  data)
{
  FloAccountList *list;

  write_file (fixture->credentials, WORK);
  list = load_list ();
  write_file (fixture->credentials, WORK HOME);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (list);
  while (g_main_context_iteration (NULL, FALSE))
    ;
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
  add ("/account-list/origins", test_origins);
  add ("/account-list/container", test_container);
  add ("/account-list/reload", test_reload);
  add ("/account-list/reload-secret", test_reload_secret);
  add ("/account-list/reload-dispose", test_reload_dispose);
  g_test_add_func ("/keyring/absent", test_keyring_absent);
  return g_test_run ();
}
