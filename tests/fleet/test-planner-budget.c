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

#define NOW (FIXTURE_NOW / G_USEC_PER_SEC)
#define USD FLO_MONEY_PER_USD
/* A volume of 20 GiB and a public address, an hour. */
#define EXTRAS 7192
#define DISK 2192
/* A node on demand, and a spot node, with these. */
#define BASE (96000 + EXTRAS)
#define SPOT (31000 + EXTRAS)
/* What test_launch()'s four nodes cost. */
#define HOUR (178000 + 4 * EXTRAS)


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
 * second one they cost 31000. Volumes and addresses count. */
static void
test_hour (void)
{
  static const struct { FloMoney budget; guint launched; } cases[] = {
    { 96000 + 2 * 31000 + 3 * EXTRAS, 2 }, { 96000 + 2 * 31000 + 3 * EXTRAS - 1, 1 },
    { 96000 + 3 * 31000 + 4 * EXTRAS, 3 }, { 96000 + EXTRAS, 0 }, { 1000, 0 },
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

static void
hide_nodes (Fixture *f)
{
  for (guint i = 0; i < f->observation->instances->len; i++)
    g_clear_pointer (&((FloSeenInstance *) g_ptr_array_index (f->observation->instances, i))->public_address, g_free);
}

/* Nodes that have no public address pay for none. */
static void
test_hour_private (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_hour = 96000 + 2 * 31000 + 3 * DISK;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 1);
  g_clear_pointer (&plan, flo_plan_free);

  hide_nodes (f);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 2);
}

/* What runs tells whether nodes have addresses; before, the subnets do; where nothing does they are assumed. */
static void
test_addresses (void)
{
  static const struct { const char *instances, *subnets; gboolean expected; } cases[] = {
    { "", "", TRUE }, { "", "-", FALSE }, { "", "-p", TRUE }, { "", "-o", TRUE }, { "r", "p", FALSE }, { "rR", "-", TRUE },
    { "t", "-", FALSE }, { "t", "", TRUE }, { "i", "-", FALSE }, { "R", "-", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloObservation) observation = flo_observation_new (0, TRUE);

      for (const char *c = cases[i].instances; *c != '\0'; c++)
        {
          g_autofree char *id = g_strdup_printf ("i-%c", *c);

          flo_observation_add_instance (observation, &(FloSeenInstance) {
            .id = id, .state = *c == 't' ? FLO_SEEN_TERMINATED : *c == 'i' ? FLO_SEEN_PENDING : FLO_SEEN_RUNNING,
            .public_address = (char *) (*c == 'R' ? "203.0.113.7" : NULL) });
        }
      for (const char *c = cases[i].subnets; *c != '\0'; c++)
        {
          g_autofree char *id = g_strdup_printf ("subnet-%c", *c);

          flo_observation_add (observation, &(FloSeen) { FLO_SEEN_SUBNET, .id = id, .ready = *c == 'p', .ours = *c == 'o' });
        }
      g_test_message ("instances \"%s\", subnets \"%s\"", cases[i].instances, cases[i].subnets);
      g_assert_cmpint (flo_observation_gives_addresses (observation), ==, cases[i].expected);
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
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_clear_pointer (&plan, flo_plan_free);

  f->config->budget.per_hour = 100 * FLO_MONEY_PER_USD;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "not known"));
  g_assert_false (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
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

  g_assert_false (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_assert_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_BUDGET);
  g_assert_nonnull (strstr (error->message, words));
}

/* One on demand, the cheapest for $0.085, and a spot node in each of three zones: $0.178 an hour, and $0.028768 for four
 * volumes and addresses. */
static void
test_launch (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (GError) error = NULL;

  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));

  f->config->budget.per_hour = HOUR;
  f->config->budget.per_day = 24 * HOUR;
  f->config->budget.total = HOUR;
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_assert_no_error (error);

  f->config->budget.per_hour--;
  assert_refused (f, "would cost $0.2068 an hour ($0.2068 an hour at the prices of now, $0.0288 of it storage and addresses)");
  f->config->budget.per_hour = 0;
  f->config->budget.per_day--;
  assert_refused (f, "would cost $4.96 a day ($0.2068 an hour");
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
  f->config->budget.per_hour = HOUR - 1;
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  f->config->scaling.schedule = g_strdupv ((char **) schedule);
  assert_refused (f, "would cost $0.2068 an hour");

  f->config->budget.per_hour = HOUR;
  f->config->budget.per_day = 2 * HOUR;
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_assert_no_error (error);
}

/* ---- the budget over all fleets ---- */

/* Of an hour's budgets the tighter counts, and the plan says which it was. A spot node costs SPOT, the one on demand, which
 * runs, BASE. */
static void
test_all_hour (void)
{
  static const struct { FloMoney own, all, others; guint launched; const char *words; } cases[] = {
    { 0, 10 * USD, 0, 3, NULL },
    { 0, 10 * USD, 10 * USD - BASE - 2 * SPOT, 2, "all fleets of the account would cost more than their budget of $10.00 an hour" },
    { 0, 10 * USD, 10 * USD - BASE - 2 * SPOT + 1, 1, "of which this one $0.1032" },
    { 0, 10 * USD, 10 * USD, 0, "all fleets" },
    { 0, 10 * USD, 12 * USD, 0, "now $12.10" },
    { BASE + SPOT, 10 * USD, 9 * USD, 1, "more than its budget of $0.1414 an hour" },
    { BASE + 2 * SPOT, 10 * USD, 10 * USD - BASE - SPOT, 1, "all fleets" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (0);
      g_autoptr (FloPlan) plan = NULL;

      f->config->budget.per_hour = cases[i].own;
      f->overall.per_hour = cases[i].all;
      f->overall.others_per_hour = cases[i].others;
      plan = fixture_plan (f);
      g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, cases[i].launched);
      if (cases[i].words == NULL)
        g_assert_null (plan->problem);
      else
        g_assert_nonnull (strstr (plan->problem, cases[i].words));
      /* What it is going to cost is claimed, also in the dearest of the pools that it may be launched in. */
      g_assert_cmpint (plan->claim, >=, BASE + cases[i].launched * (30000 + EXTRAS));
      if (cases[i].launched > 0)
        g_assert_cmpint (plan->claim + cases[i].others, <=, cases[i].all);
      else
        g_assert_cmpint (plan->claim, ==, BASE);
    }
}

/* What others grow to is no reason to end a node, nor is it for a moment not known what they cost. */
static void
test_all_hour_exceeded (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (Fixture) short_of_one = make_fleet (2);
  g_autoptr (FloPlan) plan = NULL;

  f->overall.per_hour = USD;
  f->overall.others_per_hour = 5 * USD;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  short_of_one->overall.per_hour = 10 * USD;
  short_of_one->overall.others_unknown = TRUE;
  plan = fixture_plan (short_of_one);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "what the others cost is not known yet"));
  g_assert_cmpint (plan->wait_until, ==, short_of_one->now + 2 * G_USEC_PER_SEC);
}

/* A pause holds no room for what is not launched. */
static void
test_all_paused (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (FloPlan) plan = NULL;

  f->overall.per_hour = 10 * USD;
  f->wishes = flo_wishes_new ();
  flo_wishes_pause (f->wishes, "me@here", FIXTURE_NOW);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_cmpint (plan->claim, ==, BASE);
}

/* At 80 percent one of the fleets tells, and all show it; at 100 all tell what becomes of their nodes. */
static void
test_all_told (void)
{
  static const struct { FloMoney own, others; gboolean tells; guint level; const char *title, *text; } cases[] = {
    { 3 * USD, 4 * USD, TRUE, 0, NULL, NULL },
    { 3 * USD, 5 * USD, TRUE, 80, "80 % of the budget of 2025-11-24 for all fleets is spent",
      "Of the budget of $10.00 a day for all fleets, $8.00 is spent." },
    { 3 * USD, 5 * USD, FALSE, 0, NULL, "Of the budget of $10.00 a day for all fleets, $8.00 is spent." },
    { 3 * USD, 7 * USD, FALSE, 100, "100 % of the budget of 2025-11-24 for all fleets is spent",
      "Of the budget of $10.00 a day for all fleets, $10.00 is spent. No node is launched any more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (3);
      g_autoptr (FloPlan) plan = NULL;

      f->overall.per_day = 10 * USD;
      f->overall.others_today = cases[i].others;
      f->overall.tells = cases[i].tells;
      f->spend.today = cases[i].own;
      plan = fixture_plan (f);
      g_assert_cmpuint (plan->budget_level, ==, cases[i].level);
      g_assert_cmpstr (plan->budget_title, ==, cases[i].title);
      g_assert_true (cases[i].text == NULL ? plan->budget == NULL : g_str_has_prefix (plan->budget, cases[i].text));
    }
}

/* What is spent is spent for all, and each limit that is reached is kept; the hardest is told. */
static void
test_all_spent (void)
{
  static const struct { FloBudgetAction own, all; FloMoney month; const char *words, *text; } cases[] = {
    { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_STOP_GROWING, 0, "wait", "a day, $5" },
    { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_BASE, 0, "wait", "a day, $5" },
    { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_BASE, 100 * USD, "terminate-instances", "when the next month begins" },
    { FLO_BUDGET_BASE, FLO_BUDGET_STOP_GROWING, 100 * USD, "terminate-instances", "a day, $5" },
    { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_STOP, 100 * USD, "terminate-instances terminate-instances",
      "a month for all fleets, $100" },
    { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_STOP_GROWING, 100 * USD, "wait", "a month for all fleets, $100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (2);
      g_autoptr (FloPlan) plan = NULL;

      f->config->budget.per_day = f->spend.today = 5 * USD;
      f->config->budget.at_limit = cases[i].own;
      f->overall.per_month = 100 * USD;
      f->overall.others_month = cases[i].month;
      f->overall.at_limit = cases[i].all;
      plan = fixture_plan (f);
      fixture_assert_words (plan, cases[i].words);
      g_assert_nonnull (strstr (plan->problem, cases[i].text));
      /* 2025-12-01 00:00:00 UTC */
      if (strstr (cases[i].text, "month") != NULL && cases[i].all == FLO_BUDGET_STOP_GROWING)
        g_assert_cmpint (plan->wait_until, ==, G_GINT64_CONSTANT (1764547200) * G_USEC_PER_SEC);
    }
}

/* The fleet of $0.2068 an hour, at 16:00 UTC: eight hours of the day are left. */
static void
test_all_launch (void)
{
  g_autoptr (Fixture) f = make_fleet (0);
  g_autoptr (GError) error = NULL;

  f->overall = (FloOverallBudget) { .per_hour = USD, .others_per_hour = USD - HOUR };
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_assert_no_error (error);
  f->overall.others_per_hour++;
  assert_refused (f, "all fleets of the account would cost $1.00 an hour at the prices of now, $0.7932 without it; their budget "
                     "is $1.00 an hour");

  /* A whole day of all costs $24, whatever of this one is spent. */
  f->overall = (FloOverallBudget) { .per_day = 24 * USD, .others_per_hour = USD - HOUR };
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  f->overall.others_today = 16 * USD;
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  f->overall.others_today++;
  assert_refused (f, "their budget is $24.00 a day");
  f->overall.others_today = 0;
  f->overall.per_day--;
  assert_refused (f, "their budget is $24.00 a day");

  f->overall = (FloOverallBudget) { .per_month = 50 * USD, .others_month = 50 * USD - HOUR };
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  f->overall.others_month++;
  assert_refused (f, "their budget is $50.00 a month");

  /* What gets no dearer is no matter of the others. */
  f->overall.own_per_hour = HOUR;
  g_assert_true (flo_launch_budget_check (f->config, f->market, TRUE, &f->overall, NOW, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/budget/hour", test_hour);
  g_test_add_func ("/planner/budget/hour-private", test_hour_private);
  g_test_add_func ("/planner/budget/addresses", test_addresses);
  g_test_add_func ("/planner/budget/unknown-price", test_unknown_price);
  g_test_add_func ("/planner/budget/hour-exceeded", test_hour_exceeded);
  g_test_add_func ("/planner/budget/told", test_told);
  g_test_add_func ("/planner/budget/stop-growing", test_stop_growing);
  g_test_add_func ("/planner/budget/base", test_base);
  g_test_add_func ("/planner/budget/stop", test_stop);
  g_test_add_func ("/planner/budget/launch", test_launch);
  g_test_add_func ("/planner/budget/launch-schedule", test_launch_schedule);

  g_test_add_func ("/planner/budget/all/hour", test_all_hour);
  g_test_add_func ("/planner/budget/all/hour-exceeded", test_all_hour_exceeded);
  g_test_add_func ("/planner/budget/all/paused", test_all_paused);
  g_test_add_func ("/planner/budget/all/told", test_all_told);
  g_test_add_func ("/planner/budget/all/spent", test_all_spent);
  g_test_add_func ("/planner/budget/all/launch", test_all_launch);

  return g_test_run ();
}
