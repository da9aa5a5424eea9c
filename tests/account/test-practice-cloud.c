/* test-practice-cloud.c: the practice cloud as the application runs it, and how programs share it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "account/flo-practice-cloud.h"
#include "account/flo-practice-lock.h"
#include "await.h"
#include "aws/services/aws-sts.h"

static FloAccount *
start (FloPracticeCloud  *cloud,
       GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  flo_practice_cloud_start_async (cloud, NULL, await_ready_cb, &result);
  return flo_practice_cloud_start_finish (cloud, await (&result), error);
}

static FloAccount *
must_start (FloPracticeCloud *cloud)
{
  g_autoptr(GError) error = NULL;
  FloAccount *account = start (cloud, &error);

  g_assert_no_error (error);
  return account;
}

static gboolean
answers (FloAccount *account)
{
  g_autoptr(AwsClient) client = flo_account_create_client (account, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AwsGetCallerIdentityOutput *identity;
  gboolean is_ours;

  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, NULL, await_ready_cb, &result);
  identity = aws_client_call_finish (client, await (&result), &error);
  if (identity == NULL)
    return FALSE;
  is_ours = g_strcmp0 (identity->account, "123456789012") == 0;
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
  return is_ours;
}

static char *
path_of (const char *file)
{
  return g_build_filename (g_get_user_data_dir (), "flotilla", file, NULL);
}

/* The lock is free only once the child has written its state and gone. */
static void
await_free_lock (void)
{
  g_autofree char *path = path_of ("practice-cloud.lock");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(FloPracticeLock) lock = NULL;

  flo_practice_lock_acquire_async (path, 10000, NULL, await_ready_cb, &result);
  lock = flo_practice_lock_acquire_finish (await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (lock->fd, >=, 0);
}

static void
test_life (void)
{
  FloPracticeCloud *cloud = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = must_start (cloud);
  g_autoptr(FloAccount) again = must_start (cloud);
  g_autofree char *state = path_of ("practice-cloud.json");

  g_assert_true (flo_account_is_practice (account));
  g_assert_cmpstr (flo_account_get_name (account), ==, FLO_PRACTICE_ACCOUNT_NAME);
  g_assert_true (g_str_has_prefix (flo_account_get_endpoint_url (account), "http://127.0.0.1:"));
  g_assert_cmpstr (flo_account_get_endpoint_url (again), ==, flo_account_get_endpoint_url (account));
  g_assert_true (answers (account));
  g_assert_null (flo_practice_cloud_get_problem (cloud));

  g_assert_finalize_object (cloud);
  await_free_lock ();
  g_assert_true (g_file_test (state, G_FILE_TEST_EXISTS));
  g_assert_false (answers (account));
}

static void
assert_not_interrupted (FloPracticeCloud *cloud,
                        const char       *instance_id,
                        int               code,
                        const char       *complaint)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *arguments = g_strdup_printf (instance_id != NULL ? "{\"instance_id\":\"%s\"}" : "{}",
                                                instance_id);

  flo_practice_cloud_control_async (cloud, "interrupt", arguments, NULL, await_ready_cb, &result);
  g_assert_false (flo_practice_cloud_control_finish (cloud, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_cmpstr (error->message, ==, complaint);
}

/* The cloud understands which instance is meant: it looks for just that one. */
static void
test_interrupt (void)
{
  g_autoptr(FloPracticeCloud) cloud = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = NULL;

  assert_not_interrupted (cloud, NULL, G_IO_ERROR_NOT_INITIALIZED, "the practice cloud is not running");
  account = must_start (cloud);
  assert_not_interrupted (cloud, "i-0123456789abcdef0", G_IO_ERROR_FAILED,
                          "There is no instance i-0123456789abcdef0");
  assert_not_interrupted (cloud, NULL, G_IO_ERROR_FAILED, "There is no running spot instance");
}

/* Two programs, one cloud. */
static void
test_shared (void)
{
  FloPracticeCloud *first = flo_practice_cloud_new ();
  g_autoptr(FloPracticeCloud) second = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = must_start (first);
  g_autoptr(FloAccount) shared = must_start (second);

  g_assert_cmpstr (flo_account_get_endpoint_url (shared), ==, flo_account_get_endpoint_url (account));
  g_assert_true (answers (shared));
  g_assert_finalize_object (first);
  await_free_lock ();
}

/* The process id that the child's lock file names is ours; the child's own is its parent's child. */
static pid_t
find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *children = NULL;

  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  return (pid_t) g_ascii_strtoll (children, NULL, 10);
}

static void
problem_cb (FloPracticeCloud *cloud,
            GParamSpec       *pspec,
            gboolean         *told)
{
  *told = TRUE;
}

static void
test_child_dies (void)
{
  g_autoptr(FloPracticeCloud) cloud = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = must_start (cloud);
  g_autoptr(FloAccount) again = NULL;
  gboolean told = FALSE;
  pid_t child = find_child ();

  g_signal_connect (cloud, "notify::problem", G_CALLBACK (problem_cb), &told);
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while (!told)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (flo_practice_cloud_get_problem (cloud), "start it again"));

  again = must_start (cloud);
  g_assert_true (answers (again));
  g_assert_null (flo_practice_cloud_get_problem (cloud));
}

/* What it says about a state it cannot read reaches the person. */
static void
test_damaged_state (void)
{
  g_autoptr(FloPracticeCloud) cloud = flo_practice_cloud_new ();
  g_autoptr(FloAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *state = path_of ("practice-cloud.json");
  g_autofree char *folder = g_path_get_dirname (state);

  await_free_lock ();
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (state, "{ not a state", -1, NULL));
  account = start (cloud, &error);
  if (account == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "cannot start the practice cloud"));
      g_assert_null (strstr (error->message, "without a word"));
    }
  else
    g_assert_true (answers (account));
  g_unlink (state);
}

/* A holder that never says where it is. */
static void
test_lock_is_held (void)
{
  g_autofree char *path = path_of ("held.lock");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GAsyncResult) first_result = NULL;
  g_autoptr(GAsyncResult) second_result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(FloPracticeLock) first = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  flo_practice_lock_acquire_async (path, 100, NULL, await_ready_cb, &first_result);
  first = flo_practice_lock_acquire_finish (await (&first_result), &error);
  g_assert_no_error (error);

  flo_practice_lock_acquire_async (path, 100, NULL, await_ready_cb, &second_result);
  g_assert_null (flo_practice_lock_acquire_finish (await (&second_result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
remove_tree (GFile *file)
{
  g_autoptr(GFileEnumerator) children = g_file_enumerate_children (
    file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child = NULL;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL)
         && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

/* One home for all tests, so that each meets what the one before left. */
int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("flotilla-practice-XXXXXX", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (home);
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-cloud/life", test_life);
  g_test_add_func ("/practice-cloud/interrupt", test_interrupt);
  g_test_add_func ("/practice-cloud/shared", test_shared);
  g_test_add_func ("/practice-cloud/child-dies", test_child_dies);
  g_test_add_func ("/practice-cloud/damaged-state", test_damaged_state);
  g_test_add_func ("/practice-cloud/lock-is-held", test_lock_is_held);
  result = g_test_run ();
  await_free_lock ();
  remove_tree (folder);
  return result;
}
