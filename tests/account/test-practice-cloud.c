/* test-practice-cloud.c: the practice cloud as the application runs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "account/flo-practice-cloud.h"
#include "await.h"

static FloPracticeCloud *
start (void)
{
  FloPracticeCloud *cloud = flo_practice_cloud_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(FloAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  flo_practice_cloud_start_async (cloud, NULL, await_ready_cb, &result);
  account = flo_practice_cloud_start_finish (cloud, await (&result), &error);
  g_assert_no_error (error);
  g_assert_true (flo_account_is_practice (account));
  g_assert_true (g_str_has_prefix (flo_account_get_endpoint_url (account), "http://127.0.0.1:"));

  return cloud;
}

static void
assert_not_interrupted (FloPracticeCloud *cloud,
                        const char       *instance_id,
                        const char       *complaint)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  flo_practice_cloud_interrupt_async (cloud, instance_id, NULL, await_ready_cb, &result);
  g_assert_false (flo_practice_cloud_interrupt_finish (cloud, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, complaint));
}

/* The cloud understands which instance is meant: it looks for just that one. */
static void
test_interrupt (void)
{
  g_autoptr(FloPracticeCloud) cloud = start ();

  assert_not_interrupted (cloud, "i-0123456789abcdef0", "There is no instance i-0123456789abcdef0");
  assert_not_interrupted (cloud, NULL, "There is no running spot instance");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/practice-cloud/interrupt", test_interrupt);

  return g_test_run ();
}
