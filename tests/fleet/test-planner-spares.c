/* test-planner-spares.c: nodes more than are wanted, so that a loss does not leave too few
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>


/* Three nodes are wanted and one spare; @running of them run. */
static Fixture *
make_fleet (guint running)
{
  static const char * const ids[] = { "i-1", "i-2", "i-3", "i-4" };
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 3;
  f->config->availability.spares = 1;
  for (guint i = 0; i < running; i++)
    fixture_instance (f, ids[i], (char) ('a' + i % 3), TRUE, FLO_SEEN_RUNNING);

  return f;
}

/* All pools had nothing a moment ago. */
static void
refuse_all (Fixture *f)
{
  static const char * const types[] = { "m5.large", "c5.large", "r5.large" };
  g_autoptr (GString) overrides = g_string_new ("{\"market\":\"spot\",\"overrides\":[");

  for (char zone = 'a'; zone <= 'c'; zone++)
    for (guint i = 0; i < G_N_ELEMENTS (types); i++)
      g_string_append_printf (overrides, "%s{\"type\":\"%s\",\"zone\":\"us-east-1%c\"}",
                              zone == 'a' && i == 0 ? "" : ",", types[i], zone);
  g_string_append (overrides, "]}");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, overrides->str,
                "{\"category\":\"capacity\",\"message\":\"none\"}", 20);
}

static void
test_launch (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 4);
  g_assert_cmpuint (plan->wanted, ==, 4);
  g_assert_cmpuint (plan->spares, ==, 1);
  g_assert_false (plan->only_spares_missing);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "0 of 4 nodes are there, 1 of them spare"));
}

/* A loss leaves as many as are wanted, and the next spare is launched. */
static void
test_loss (void)
{
  g_autoptr (Fixture) f = make_fleet (4);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_assert_false (plan->only_spares_missing);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-4", 'a', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 1);
  g_assert_true (plan->only_spares_missing);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
  g_assert_false (plan->only_spares_missing);
}

/* For a spare alone nothing stands in on demand, and its want is said to be no more than that. */
static void
test_no_stand_in (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  f->config->fallback.nodes = 3;
  f->short_since = f->now - G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  refuse_all (f);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_true (plan->only_spares_missing);
  g_assert_nonnull (strstr (plan->problem, "1 of 4 nodes are missing and only spares."));
  g_clear_pointer (&plan, flo_plan_free);

  /* Two are gone: one is a spare, and one stands in. */
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->stand_ins, ==, 1);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
}

/* They go first when money is short, and with a number that is lowered. */
static void
test_budget (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_hour = 120000;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_nonnull (strstr (plan->problem, "budget"));
  g_clear_pointer (&plan, flo_plan_free);

  f->config->budget.per_hour = 0;
  f->config->capacity.nodes = 1;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
  g_assert_cmpuint (plan->wanted, ==, 2);
}

/* Nodes that are not replaced have no spares. */
static void
test_not_replaced (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.replace = FALSE;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/spares/launch", test_launch);
  g_test_add_func ("/planner/spares/loss", test_loss);
  g_test_add_func ("/planner/spares/no-stand-in", test_no_stand_in);
  g_test_add_func ("/planner/spares/budget", test_budget);
  g_test_add_func ("/planner/spares/not-replaced", test_not_replaced);

  return g_test_run ();
}
