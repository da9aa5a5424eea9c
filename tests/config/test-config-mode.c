/* test-config-mode.c: what is left of a config when EC2 is to keep its nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "config/flo-config-mode.h"

/* Everything that the two modes do not share. */
static const char text[] =
  "{ \"version\": 1, \"name\": \"farm\", \"region\": \"us-east-1\", \"capacity\": { \"nodes\": 3 },\n"
  "  \"instances\": { \"min_vcpus\": 2, \"max_vcpus\": 4 },\n"
  "  \"zones\": { \"when_short\": \"wait\" }, \"price\": { \"warn_at\": \"0.05\", \"stop_at\": \"0.08\", \"at_stop\": \"end\" },\n"
  "  \"interruption\": { \"rebalance\": \"replace\" }, \"monitoring\": { \"events\": \"queue\" },\n"
  "  \"fallback\": { \"nodes\": 2 }, \"availability\": { \"spares\": 1, \"standbys\": 1, \"max_unavailable\": 2 },\n"
  "  \"scaling\": { \"schedule\": [\"0 8 * * 1-5 = 3\"], \"time_zone\": \"Europe/Berlin\", \"queue\": \"jobs\",\n"
  "    \"messages_per_node\": 5, \"minimum\": 1, \"maximum\": 9, \"out_minutes\": 3, \"in_minutes\": 4 },\n"
  "  \"health\": { \"action\": \"replace\" }, \"budget\": { \"per_day\": \"20\" } }";

static FloConfig *
parse (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (text, -1, &problems);

  g_assert_nonnull (config);
  g_assert_cmpuint (problems->len, ==, 0);
  config->deadline.changeover_minutes = 7;

  return config;
}

static void
test_managed (void)
{
  g_autoptr (FloConfig) config = parse ();
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  config->mode = FLO_MODE_MANAGED;
  before = flo_config_check (config);
  g_assert_cmpuint (before->len, >=, 7);

  flo_config_leave_to_ec2 (config);
  after = flo_config_check (config);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_null (config->scaling.queue);
  /* What EC2 does not care for stays. */
  g_assert_cmpint (config->budget.per_day, ==, 20 * FLO_MONEY_PER_USD);
  g_assert_cmpint (config->availability.max_unavailable, ==, 2);
  g_assert_cmpint (config->monitoring.events, ==, FLO_EVENTS_QUEUE);
}

static void
test_flotilla (void)
{
  g_autoptr (FloConfig) config = parse ();
  g_autoptr (FloConfig) before = flo_config_copy (config);

  flo_config_leave_to_ec2 (config);
  g_assert_true (flo_config_equal (config, before));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config/mode/managed", test_managed);
  g_test_add_func ("/config/mode/flotilla", test_flotilla);

  return g_test_run ();
}
