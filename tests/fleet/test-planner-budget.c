/* test-planner-budget.c: what a fleet may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/engine/flo-engine.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-launch-budget.h"
#include "plan-fixture.h"

#include <string.h>


/* Three spot nodes in zones a to c are wanted, one on demand besides; @n of the spot nodes run, m5.large each:
 * $0.03, $0.031, $0.032. */
static Fixture *
make_fleet (guint n)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 4;
  f->config->capacity.on_demand_base = 1;
  fixture_instance (f, "i-od", 'a', FALSE, FLO_SEEN_RUNNING);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i);

      fixture_instance (f, id, 'a' + i, TRUE, FLO_SEEN_RUNNING);
    }

  return f;
}

/* As many as the hour's budget has room for, and the others are explained. They are spread over two zones, and in the
 * second one they cost 31000. */
static void
test_hour (void)
{
  static const struct { FloMoney budget; guint launched; } cases[] = {
    { 96000 + 2 * 31000, 2 }, { 96000 + 2 * 31000 - 1, 1 }, { 96000 + 3 * 31000, 3 }, { 96000, 0 }, { 1000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (0);
      g_autoptr (FloPlan) plan = NULL;

      f->config->budget.per_hour = cases[i].budget;
      plan = fixture_plan (f);
      g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, cases[i].launched);
      g_assert_false (plan->complete);
      if (cases[i].launched < 3)
        g_assert_nonnull (strstr (plan->problem, "budget of $"));
      else
        g_assert_null (plan->problem);
      if (cases[i].launched == 0)
        fixture_assert_words (plan, "wait");
    }
}

/* What nobody knows the price of may cost anything. */
static void
test_unknown_price (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  f->config->capacity.nodes = 5;
  f->config->capacity.on_demand_base = 2;
  fixture_forget_on_demand_prices (f);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 1);
  g_assert_true (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  g_clear_pointer (&plan, flo_plan_free);

  f->config->budget.per_hour = 100 * FLO_MONEY_PER_USD;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "not known"));
  g_assert_false (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  g_assert_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET);
}

/* Nothing is ended because prices rose above an hour's budget. */
static void
test_hour_exceeded (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_hour = 100000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

static void
test_told (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_day = 10 * FLO_MONEY_PER_USD;
  f->spend.today = 8 * FLO_MONEY_PER_USD - 1;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->budget_level, ==, 0);
  g_assert_null (plan->budget_title);
  g_clear_pointer (&plan, flo_plan_free);

  f->spend.today++;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->budget_level, ==, 80);
  g_assert_cmpstr (plan->budget_title, ==, "80 % of the budget of 2025-11-24 is spent");
  g_assert_nonnull (strstr (plan->budget, "a day, $8"));
  g_assert_null (plan->problem);
  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* The one that is nearer to its end. */
  f->config->budget.total = 100 * FLO_MONEY_PER_USD;
  f->spend.total = 90 * FLO_MONEY_PER_USD;
  plan = fixture_plan (f);
  g_assert_cmpstr (plan->budget_title, ==, "80 % of the budget is spent");
}

static void
test_stop_growing (void)
{
  g_autoptr (Fixture) f = make_fleet (1);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_day = f->spend.today = 10 * FLO_MONEY_PER_USD;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_cmpuint (plan->budget_level, ==, 100);
  g_assert_nonnull (strstr (plan->problem, "those that run go on to cost money"));
  g_assert_nonnull (strstr (plan->problem, "00:00 UTC"));
  /* The fixture's now is 2025-11-24 16:00:00 UTC. */
  g_assert_cmpint (plan->wait_until, ==, f->now + 8 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_assert_false (plan->complete);
}

static void
test_base (void)
{
  g_autoptr (Fixture) f = make_fleet (2);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  f->config->budget.total = f->spend.total = 10 * FLO_MONEY_PER_USD;
  f->config->budget.at_limit = FLO_BUDGET_BASE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
  parameters = flo_json_from_text (flo_action_get_parameters (fixture_action (plan, 0)));
  g_assert_cmpuint (flo_json_length (flo_json_get_array (parameters, "ids")), ==, 2);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "is spent"));
  g_assert_nonnull (strstr (plan->problem, "Raise the budget"));
}

static void
test_stop (void)
{
  g_autoptr (Fixture) f = make_fleet (2);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.total = f->spend.total = 10 * FLO_MONEY_PER_USD;
  f->config->budget.at_limit = FLO_BUDGET_STOP;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances terminate-instances");
  g_clear_pointer (&plan, flo_plan_free);

  /* All gone: nothing comes again. */
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-od\",\"i-0\",\"i-1\"]}", "{}", 9);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_false (plan->complete);
}

static void
assert_refused (Fixture    *f,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  g_assert_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET);
  g_assert_nonnull (strstr (error->message, words));
}

/* One on demand, the cheapest for $0.085, and a spot node in each of three zones: $0.178 an hour. */
static void
test_launch (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (GError) error = NULL;

  g_assert_true (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));

  f->config->budget.per_hour = 178000;
  f->config->budget.per_day = 24 * 178000;
  f->config->budget.total = 178000;
  g_assert_true (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  g_assert_no_error (error);

  f->config->budget.per_hour--;
  assert_refused (f, "would cost $0.178 an hour");
  f->config->budget.per_hour = 0;
  f->config->budget.per_day--;
  assert_refused (f, "would cost $4.27 a day ($0.178 an hour");
  f->config->budget.per_day = 0;
  f->config->budget.total--;
  assert_refused (f, "in its first hour alone");
}

/* The most that a schedule ever wants has to fit an hour's budget, whatever capacity says. */
static void
test_launch_schedule (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (GError) error = NULL;
  const char *schedule[] = { "0 8 * * * = 4", "0 18 * * * = 0", NULL };

  f->config->capacity.nodes = 1;
  f->config->budget.per_hour = 177000;
  g_assert_true (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  f->config->scaling.schedule = g_strdupv ((char **) schedule);
  assert_refused (f, "would cost $0.178 an hour");

  f->config->budget.per_hour = 178000;
  f->config->budget.per_day = 2 * 178000;
  g_assert_true (flo_launch_budget_check (f->config, f->market, NULL, 0, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/budget/hour", test_hour);
  g_test_add_func ("/planner/budget/unknown-price", test_unknown_price);
  g_test_add_func ("/planner/budget/hour-exceeded", test_hour_exceeded);
  g_test_add_func ("/planner/budget/told", test_told);
  g_test_add_func ("/planner/budget/stop-growing", test_stop_growing);
  g_test_add_func ("/planner/budget/base", test_base);
  g_test_add_func ("/planner/budget/stop", test_stop);
  g_test_add_func ("/planner/budget/launch", test_launch);
  g_test_add_func ("/planner/budget/launch-schedule", test_launch_schedule);

  return g_test_run ();
}
