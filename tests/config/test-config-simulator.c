/* test-config-simulator.c: configs against the practice cloud's regions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "config/flo-config-region-check.h"
#include "flo-test-simulator.h"

typedef struct
{
  GMainLoop *loop;
  FloMarket *market;
} Load;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Load *self = user_data;

  self->market = flo_market_load_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

static FloMarket *
load_market (AwsClient *client)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Load self = { loop, NULL };

  flo_market_load_async (client, NULL, NULL, loaded_cb, &self);
  g_main_loop_run (loop);

  return self.market;
}

/* Checks a config of that region and as many zones; only errors are looked at. */
static FloConfigProblem *
find_error (FloTestSimulator *simulator,
            const char       *region,
            gint64            minimum)
{
  g_autoptr(AwsClient) client = flo_test_simulator_create_client (simulator, region);
  g_autoptr(FloMarket) market = load_market (client);
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(GPtrArray) problems = NULL;
  FloConfigProblem *found = NULL;

  g_free (config->region);
  config->region = g_strdup (region);
  config->instances.min_vcpus = 2;
  config->instances.max_vcpus = 8;
  config->zones.minimum = minimum;

  problems = flo_config_check_region (config, market);
  for (guint i = 0; i < problems->len; i++)
    if (flo_config_problem_get_severity (problems->pdata[i]) == FLO_SEVERITY_ERROR)
      {
        g_assert_null (found);
        found = g_object_ref (problems->pdata[i]);
      }

  return found;
}

static void
test_too_few_zones (void)
{
  static const char *const options[] = { "--test-regions", NULL };
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (options);
  g_autoptr(FloConfigProblem) one = find_error (simulator, "eu-x-1", 2);
  g_autoptr(FloConfigProblem) two = find_error (simulator, "eu-x-2", 3);

  g_assert_nonnull (one);
  g_assert_cmpstr (flo_config_problem_get_message (one), ==,
                   "region eu-x-1 has 1 usable Availability Zone (eu-x-1a); this config needs at least 2");
  g_assert_cmpstr (flo_config_problem_get_path (one), ==, "/zones/minimum");
  g_assert_nonnull (two);
  g_assert_cmpstr (flo_config_problem_get_message (two), ==,
                   "region eu-x-2 has 2 usable Availability Zones (eu-x-2a, eu-x-2b); this config needs at least 3");
}

static void
test_enough_zones (void)
{
  static const char *const options[] = { "--test-regions", NULL };
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (options);

  g_assert_null (find_error (simulator, "eu-x-2", 2));
  g_assert_null (find_error (simulator, "us-east-1", 3));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config/simulator/too-few-zones", test_too_few_zones);
  g_test_add_func ("/config/simulator/enough-zones", test_enough_zones);

  return g_test_run ();
}
