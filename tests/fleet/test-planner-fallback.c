/* test-planner-fallback.c: on-demand nodes that stand in for spot nodes, and go again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)


/* Three spot nodes are wanted, up to two may be replaced on demand after ten minutes; all pools were tried in vain. */
static Fixture *
make_shortage (gint64 minutes)
{
  static const char * const types[] = { "m5.large", "c5.large", "r5.large" };
  Fixture *f = fixture_new ();
  g_autoptr (GString) overrides = g_string_new ("{\"market\":\"spot\",\"overrides\":[");

  for (char zone = 'a'; zone <= 'c'; zone++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        g_string_append_printf (overrides, "%s{\"type\":\"%s\",\"zone\":\"us-east-1%c\"}",
                                zone == 'a' && i == 0 ? "" : ",", types[i], zone);
    }
  g_string_append (overrides, "]}");

  fixture_infrastructure (f);
  f->config->fallback.nodes = 2;
  f->short_since = f->now - minutes * MINUTE;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, overrides->str,
                "{\"category\":\"capacity\",\"message\":\"none\"}", 20);

  return f;
}

/* The ids of the only termination that is planned, "" when none is. */
static char *
get_ended (FloPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloAction *action = fixture_action (plan, i);
      g_autoptr (JsonObject) parameters = NULL;
      JsonArray *ids;

      if (flo_action_get_kind (action) != FLO_ACTION_TERMINATE_INSTANCES)
        continue;
      parameters = flo_json_from_text (flo_action_get_parameters (action));
      ids = flo_json_get_array (parameters, "ids");
      for (guint k = 0; k < flo_json_length (ids); k++)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", flo_json_string_at (ids, k));
    }

  return g_string_free (text, FALSE);
}

static void
assert_ended (FloPlan    *plan,
              const char *wanted)
{
  g_autofree char *ended = get_ended (plan);

  g_assert_cmpstr (ended, ==, wanted);
}

static void
test_patience (void)
{
  g_autoptr (Fixture) f = make_shortage (9);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_true (plan->short_of_spot);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  g_assert_null (plan->fallback);
  g_assert_nonnull (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  /* Two of three: so many the config allows. What is left is still a problem. */
  f->short_since -= MINUTE;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_cmpuint (plan->stand_ins, ==, 2);
  g_assert_nonnull (strstr (plan->fallback, "2 on-demand nodes stand in for spot"));
  g_assert_nonnull (strstr (plan->fallback, "missing for 10 minutes"));
  g_assert_nonnull (strstr (plan->problem, "1 of 3 nodes"));
  /* The cheapest on demand first, and what it costs in the reason. */
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "$0.085 an hour, a spot node $0.03"));
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "lt-od"));
}

/* Spot is tried before others stand in, even without patience. */
static void
test_last_try (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.patience_minutes = 0;
  f->short_since = f->now;
  plan = fixture_plan (f);
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "lt-spot"));
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
}

static void
test_not_configured (void)
{
  g_autoptr (Fixture) f = make_shortage (600);
  g_autoptr (FloPlan) plan = NULL;

  f->config->fallback.nodes = 0;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_assert_nonnull (strstr (plan->problem, "3 of 3 nodes"));
}

/* All that is missing is covered: that costs, and is no trouble. Spot is tried again when its pools are. */
static void
test_covered (void)
{
  g_autoptr (Fixture) f = make_shortage (30);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', FALSE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 1);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Try spot again");
  g_assert_cmpint (plan->wait_until, ==, f->now + 40 * G_USEC_PER_SEC);
  g_assert_null (plan->problem);
  g_assert_true (plan->complete);
  g_assert_cmpuint (plan->stand_ins, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  /* Who looks for the first time does not know since when. */
  f->short_since = 0;
  plan = fixture_plan (f);
  g_assert_nonnull (strstr (plan->fallback, "spot: spot nodes are missing; each costs"));
  g_clear_pointer (&plan, flo_plan_free);

  f->now += 3 * MINUTE;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
}

/* A stand-in ends when a spot node has run in its place for a while, and not before. */
static void
test_return (void)
{
  g_autoptr (Fixture) f = make_shortage (30);
  g_autoptr (FloPlan) plan = NULL;

  for (char zone = 'a'; zone <= 'c'; zone++)
    {
      g_autofree char *id = g_strdup_printf ("i-%c", zone);

      fixture_instance (f, id, zone, TRUE, FLO_SEEN_RUNNING);
    }
  fixture_instance (f, "i-x", 'a', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-y", 'b', FALSE, FLO_SEEN_RUNNING);

  f->config->fallback.return_minutes = 11;
  plan = fixture_plan (f);
  assert_ended (plan, "");
  g_assert_false (plan->short_of_spot);
  g_assert_cmpuint (plan->stand_ins, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->fallback.return_minutes = 10;
  plan = fixture_plan (f);
  assert_ended (plan, "i-x i-y");
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "saves $0.192 an hour"));
}

/* What was ended at our request is not there any more, and not missing either. */
static void
test_returned (void)
{
  g_autoptr (Fixture) f = make_shortage (30);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-x", 'a', FALSE, FLO_SEEN_RUNNING);
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-x\"]}", "{}", 4);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
}

/* One came back, two are still missing: its stand-in stays until it has settled, the other one in any case. */
static void
test_partial_return (void)
{
  g_autoptr (Fixture) f = make_shortage (30);
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.nodes = 2;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-x", 'a', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-y", 'b', FALSE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  assert_ended (plan, "i-x");
  g_assert_cmpuint (plan->stand_ins, ==, 1);
}

static void
test_storm (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.max_interruptions = 1;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 900);

  /* One is not more than one. */
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_spot_request (f, "i-3", "closed", "instance-terminated-no-capacity", 60);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_nonnull (strstr (plan->fallback, "took back 2 nodes within the last hour"));
  g_clear_pointer (&plan, flo_plan_free);

  /* What no stand-in may make up for is tried as spot all the same. */
  f->config->fallback.nodes = 1;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 1);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
  g_clear_pointer (&plan, flo_plan_free);
  f->config->fallback.nodes = 3;

  /* An hour later the weather is fair. */
  f->now += 61 * MINUTE;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
}

/* Spot nodes cost more than the config allows: nothing is asked for, and still they are missing. */
static void
test_too_dear (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->price.limit = FLO_PRICE_FIXED;
  f->config->price.maximum = 1000;
  f->config->fallback.nodes = 3;
  f->short_since = f->now - 10 * MINUTE;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
}

/* Too many of a market: never below what is wanted, the dearest first, then the youngest. */
static void
test_surplus (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 2;
  fixture_instance (f, "i-1", 'c', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  assert_ended (plan, "i-1");
  g_clear_pointer (&plan, flo_plan_free);

  /* One that does not run yet has done nothing. */
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_PENDING);
  plan = fixture_plan (f);
  assert_ended (plan, "i-2");
  g_clear_pointer (&plan, flo_plan_free);

  f->config->capacity.nodes = 3;
  plan = fixture_plan (f);
  assert_ended (plan, "");
}

/* Interruptions of the last hours count as long as the config says, also those that AWS has forgotten. */
static void
test_storm_of_hours (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  gint64 now = f->now / G_USEC_PER_SEC;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.max_interruptions = 2;
  f->config->fallback.interruption_hours = 6;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 900);
  flo_reclaims_note (f->reclaims, "i-3", now - 5 * 3600);
  flo_reclaims_note (f->reclaims, "i-4", now - 7 * 3600);

  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  flo_reclaims_note (f->reclaims, "i-5", now - 6 * 3600 + 1);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_nonnull (strstr (plan->fallback, "took back 3 nodes within the last 6 hours"));
  g_assert_nonnull (strstr (plan->fallback, "Spot is tried again when that is over"));
}

/* A node is counted once, by when it was said first. */
static void
test_reclaims (void)
{
  g_autoptr (FloReclaims) reclaims = flo_reclaims_new ();

  flo_reclaims_note (reclaims, "i-1", 1000);
  flo_reclaims_note (reclaims, "i-1", 2000);
  flo_reclaims_note (reclaims, "i-2", 3000);
  g_assert_cmpuint (flo_reclaims_count (reclaims, 0), ==, 2);
  g_assert_cmpuint (flo_reclaims_count (reclaims, 1000), ==, 1);
  flo_reclaims_forget (reclaims, 1000);
  g_assert_cmpuint (flo_reclaims_count (reclaims, 0), ==, 1);
  flo_reclaims_note (reclaims, "i-1", 4000);
  g_assert_cmpuint (flo_reclaims_count (reclaims, 0), ==, 2);
}

/* The cheapest spot pool costs $0.03, the cheapest on demand $0.085: 64 % less. */
static void
test_little_saving (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.min_saving = 64;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_null (plan->fallback);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->fallback.min_saving = 65;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
  g_assert_nonnull (strstr (plan->fallback, "spot costs 64 % less than on demand, and the config wants 65 %"));
  g_clear_pointer (&plan, flo_plan_free);

  /* Who stands in stays until it is clearly over: 5 % more. What runs as spot is not ended because of it. */
  f->config->fallback.min_saving = 60;
  fixture_instance (f, "i-1", 'a', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  assert_ended (plan, "");
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
  g_assert_cmpuint (plan->stand_ins, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->fallback.min_saving = 59;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
}

/* What may not cost as much as on demand is better tried as spot than missing. */
static void
test_on_demand_too_dear (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.min_saving = 90;
  f->config->price.stop_at = 80000;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
}

/* Without a price to compare with nothing is known. */
static void
test_saving_not_known (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_forget_on_demand_prices (f);
  f->config->fallback.nodes = 3;
  f->config->fallback.min_saving = 90;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
}

static void
test_low_score (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 2;
  f->config->fallback.min_score = 4;

  /* Nobody knows it yet, or it is enough. */
  for (f->score = 0; f->score < 5; f->score += 4)
    {
      plan = fixture_plan (f);
      g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
      g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
      g_clear_pointer (&plan, flo_plan_free);
    }

  f->score = 3;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 1);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_nonnull (strstr (plan->fallback, "AWS gives a launch here 3 of 10 points for finding spot capacity, and the "
                                            "config wants 4"));
  g_clear_pointer (&plan, flo_plan_free);

  /* While others stand in, one more is wanted to go back. */
  fixture_instance (f, "i-1", 'a', FALSE, FLO_SEEN_RUNNING);
  f->score = 4;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
  g_clear_pointer (&plan, flo_plan_free);
  f->score = 5;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/fallback/patience", test_patience);
  g_test_add_func ("/planner/fallback/last-try", test_last_try);
  g_test_add_func ("/planner/fallback/not-configured", test_not_configured);
  g_test_add_func ("/planner/fallback/covered", test_covered);
  g_test_add_func ("/planner/fallback/return", test_return);
  g_test_add_func ("/planner/fallback/returned", test_returned);
  g_test_add_func ("/planner/fallback/partial-return", test_partial_return);
  g_test_add_func ("/planner/fallback/storm", test_storm);
  g_test_add_func ("/planner/fallback/storm-of-hours", test_storm_of_hours);
  g_test_add_func ("/planner/fallback/reclaims", test_reclaims);
  g_test_add_func ("/planner/fallback/little-saving", test_little_saving);
  g_test_add_func ("/planner/fallback/on-demand-too-dear", test_on_demand_too_dear);
  g_test_add_func ("/planner/fallback/saving-not-known", test_saving_not_known);
  g_test_add_func ("/planner/fallback/low-score", test_low_score);
  g_test_add_func ("/planner/fallback/too-dear", test_too_dear);
  g_test_add_func ("/planner/surplus", test_surplus);

  return g_test_run ();
}
