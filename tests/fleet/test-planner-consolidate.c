/* test-planner-consolidate.c: nodes that move to cheaper pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600)


/* A node of any type, that old. */
static void
add_node (Fixture    *f,
          const char *id,
          const char *type,
          const char *zone,
          gint64      age)
{
  FloSeenInstance instance = {
    .id = (char *) id, .type = (char *) type, .zone = (char *) zone, .spot = TRUE, .state = FLO_SEEN_RUNNING,
    .launched_at = f->now / G_USEC_PER_SEC - age,
  };

  flo_observation_add_instance (f->observation, &instance);
}

/* The price of one pool of the market is multiplied by @percent percent. */
static void
change_price (Fixture    *f,
              const char *type,
              const char *zone,
              gint64      percent)
{
  const FloPool *pool = flo_market_find_pool (f->market, type, zone);

  g_assert_nonnull (pool);
  ((FloPool *) pool)->spot_price = pool->spot_price * percent / 100;
}

/* Three nodes in three zones, two hours old; r5.large in b has become twice as dear. */
static Fixture *
make_dear (void)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->price.move = TRUE;
  add_node (f, "i-1", "m5.large", "us-east-1a", 2 * HOUR);
  add_node (f, "i-2", "r5.large", "us-east-1b", 2 * HOUR);
  add_node (f, "i-3", "m5.large", "us-east-1c", 2 * HOUR);
  change_price (f, "r5.large", "us-east-1b", 200);

  return f;
}

/* Within its zone, as nodes are to be spread evenly; only pools that pay are offered. */
static void
test_move (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = fixture_plan (f);
  g_autoptr (JsonObject) parameters = NULL;
  FloAction *action;

  fixture_assert_words (plan, "create-fleet");
  action = fixture_action (plan, 0);
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_string_at (flo_json_get_array (parameters, "moves"), 0), ==, "i-2");
  g_assert_cmpstr (flo_json_get_string (parameters, "why"), ==, "price");
  g_assert_cmpint (flo_json_get_integer (parameters, "capacity"), ==, 1);
  g_assert_nonnull (strstr (flo_action_get_parameters (action), "m5.large"));
  g_assert_null (strstr (flo_action_get_parameters (action), "r5.large"));
  g_assert_null (strstr (flo_action_get_parameters (action), "us-east-1a"));
  g_assert_cmpstr (flo_action_get_title (action), ==, "Move i-2 to a cheaper pool in us-east-1b");
  g_assert_cmpstr (flo_action_get_reason (action), ==,
                   "r5.large in us-east-1b costs $0.07 an hour and m5.large in us-east-1b $0.031: in the 24 hours that a "
                   "node stays, or a price holds, that saves $0.9458, and the move costs $0.0359");
  g_assert_true (plan->complete);
}

/* Off, and with prices that are alike, nothing moves. */
static void
test_stays (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->price.move = FALSE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  /* A tenth cheaper is not worth it. */
  f->config->price.move = TRUE;
  change_price (f, "r5.large", "us-east-1b", 48);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

/* Where the work that a move costs is worth more than it saves. */
static void
test_work (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.lost_work_minutes = 24 * 60;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

static void
test_young (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  add_node (f, "i-2", "r5.large", "us-east-1b", HOUR - 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->now += G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
}

/* One an hour of so few nodes; a pool that had nothing is left alone. */
static void
test_limits (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\",\"moves\":[\"i-2\"],\"why\":\"price\"}",
                "{\"category\":\"capacity\",\"message\":\"none\"}", HOUR - 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->now += G_USEC_PER_SEC;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1b\"},"
                "{\"type\":\"c5.large\",\"zone\":\"us-east-1b\"}]}",
                "{\"category\":\"capacity\",\"message\":\"none\"}", 20);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

/* Nothing moves while something is missing, or while another node moves. */
static void
test_missing (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.nodes = 4;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "moves"));
}

/* Other zones: where the spread allows it. */
static void
test_zones (void)
{
  g_autoptr (Fixture) f = make_dear ();
  g_autoptr (FloPlan) plan = NULL;

  change_price (f, "m5.large", "us-east-1b", 300);
  change_price (f, "c5.large", "us-east-1b", 300);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  /* The last one of its zone may go only where there is none. */
  f->config->zones.distribution = FLO_DISTRIBUTION_CHEAPEST_FIRST;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->config->capacity.nodes = 4;
  add_node (f, "i-4", "m5.large", "us-east-1b", 2 * HOUR);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_nonnull (strstr (flo_action_get_title (fixture_action (plan, 0)), "to a cheaper pool in us-east-1a"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/consolidate/move", test_move);
  g_test_add_func ("/planner/consolidate/stays", test_stays);
  g_test_add_func ("/planner/consolidate/work", test_work);
  g_test_add_func ("/planner/consolidate/young", test_young);
  g_test_add_func ("/planner/consolidate/limits", test_limits);
  g_test_add_func ("/planner/consolidate/missing", test_missing);
  g_test_add_func ("/planner/consolidate/zones", test_zones);

  return g_test_run ();
}
