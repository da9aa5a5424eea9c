/* test-planner-rebalance.c: what comes of AWS's recommendations to replace nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define MINUTE 60


/* @age: minutes since its launch; @recommended: minutes since AWS recommended to replace it, -1: it did not */
static void
add (Fixture    *f,
     const char *id,
     char        zone,
     int         age,
     int         recommended)
{
  FloSeenInstance *instance;

  fixture_instance (f, id, zone, TRUE, FLO_SEEN_RUNNING);
  instance = g_ptr_array_index (f->observation->instances, f->observation->instances->len - 1);
  instance->launched_at = f->now / G_USEC_PER_SEC - age * MINUTE;
  if (recommended >= 0)
    instance->rebalance_at = f->now / G_USEC_PER_SEC - recommended * MINUTE;
}

static Fixture *
make_fleet (FloRebalance rebalance,
            guint        nodes)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->interruption.rebalance = rebalance;
  f->config->monitoring.events = FLO_EVENTS_POLL;
  f->config->capacity.nodes = nodes;

  return f;
}

/* Three of three nodes that have run for two hours, one in each zone; the first is recommended to be replaced. */
static Fixture *
make_three (FloRebalance rebalance)
{
  Fixture *f = make_fleet (rebalance, 3);

  add (f, "i-a", 'a', 120, 1);
  add (f, "i-b", 'b', 120, -1);
  add (f, "i-c", 'c', 120, -1);

  return f;
}

static guint
count_offers (FloPlan    *plan,
              const char *type,
              const char *zone)
{
  guint n = 0;

  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autoptr (JsonObject) parameters = fixture_parameters (plan, i);
      JsonArray *overrides = flo_json_get_array (parameters, "overrides");

      for (guint k = 0; k < flo_json_length (overrides); k++)
        n += g_strcmp0 (flo_json_get_string (flo_json_object_at (overrides, k), "type"), type) == 0 &&
             g_strcmp0 (flo_json_get_string (flo_json_object_at (overrides, k), "zone"), zone) == 0;
    }

  return n;
}

static gboolean
says (FloPlan    *plan,
      guint       index,
      const char *title,
      const char *reason)
{
  FloAction *action = fixture_action (plan, index);

  return strstr (flo_action_get_title (action), title) != NULL && strstr (flo_action_get_reason (action), reason) != NULL;
}

/* ---- ignore ---- */

static void
test_ignore (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_IGNORE);
  g_autoptr (FloPlan) plan = fixture_expect (f, "");

  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* Nor is a pool avoided. */
  f->config->capacity.nodes = 4;
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_cmpuint (count_offers (plan, "m5.large", "us-east-1a"), ==, 1);
}

/* ---- replace ---- */

static void
test_replace (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_REPLACE);
  g_autoptr (FloPlan) plan = fixture_expect (f, "launch 1 spot");
  g_autoptr (JsonObject) parameters = NULL;

  g_assert_true (says (plan, 0, "Replace i-a", "AWS recommended at"));
  g_assert_cmpuint (count_offers (plan, "m5.large", "us-east-1a"), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  /* On its way: the node stays until it runs. */
  fixture_instance (f, "i-d", 'b', TRUE, FLO_SEEN_PENDING);
  plan = fixture_expect (f, "");
  g_assert_true (says (plan, 0, "Wait until another node runs in place of i-a", "AWS recommended at"));
  g_clear_pointer (&plan, flo_plan_free);

  ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, 3))->state = FLO_SEEN_RUNNING;
  plan = fixture_expect (f, "end i-a");
  g_assert_true (says (plan, 0, "End i-a", "AWS recommended at"));
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_get_string (parameters, "why"), ==, "rebalance");
  g_assert_cmpstr (flo_json_get_string (parameters, "zone"), ==, "us-east-1a");
}

/* AWS takes it back before its successor runs: the successor is its replacement, and no other is launched. */
static void
test_replace_taken (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_REPLACE);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-d", 'b', TRUE, FLO_SEEN_PENDING);
  fixture_spot_request (f, "i-a", "active", "marked-for-termination", 10);
  plan = fixture_expect (f, "");
}

static void
test_replace_stays (void)
{
  const struct { int age, recommended; const char *wanted; } cases[] = {
    { 120, 1, "launch 1 spot" },
    { 11, 1, "launch 1 spot" },      /* little is lost of its first hour */
    { 9, 1, "" },               /* it has hardly begun */
    { 40, 1, "" },              /* to the end of its first hour, which may be free */
    { 61, 30, "launch 1 spot" },
    { 120, 61, "" },            /* nothing came of it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (FLO_REBALANCE_REPLACE, 3);
      g_autoptr (FloPlan) plan = NULL;

      add (f, "i-a", 'a', cases[i].age, cases[i].recommended);
      add (f, "i-b", 'b', 120, -1);
      add (f, "i-c", 'c', 120, -1);
      plan = fixture_expect (f, cases[i].wanted);
    }
}

/* Its successor is on its way when the second half of its first hour begins: that is gone on with. */
static void
test_replace_goes_on (void)
{
  g_autoptr (Fixture) f = make_fleet (FLO_REBALANCE_REPLACE, 3);
  g_autoptr (FloPlan) plan = NULL;

  add (f, "i-a", 'a', 31, 3);
  add (f, "i-b", 'b', 120, -1);
  add (f, "i-c", 'c', 120, -1);
  fixture_instance (f, "i-d", 'b', TRUE, FLO_SEEN_PENDING);
  plan = fixture_expect (f, "");
  g_assert_true (says (plan, 0, "Wait until another node runs in place of i-a", "AWS recommended at"));
  g_clear_pointer (&plan, flo_plan_free);

  ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, 3))->state = FLO_SEEN_RUNNING;
  plan = fixture_expect (f, "end i-a");
}

/* Twenty nodes, ten of which are at risk at once. */
static Fixture *
make_twenty (FloRebalance rebalance)
{
  Fixture *f = make_fleet (rebalance, 20);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%02u", i);

      add (f, id, "abc"[i % 3], 120 + i, i % 3 == 0 || i > 16 ? 1 : -1);
    }

  return f;
}

static guint
count_lines (Fixture *f,
             char     first)
{
  g_autoptr (FloPlan) plan = fixture_plan (f);

  return first == 'l' ? fixture_count_launched (plan, NULL) : plan->actions->len;
}

static void
test_replace_many (void)
{
  g_autoptr (Fixture) f = make_twenty (FLO_REBALANCE_REPLACE);
  g_autoptr (FloPlan) plan = NULL;

  /* A tenth of them at a time. */
  g_assert_cmpuint (count_lines (f, 'l'), ==, 2);

  /* Four were replaced within the hour: no more than a fifth of the fleet. */
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE,
                "{\"ids\":[\"i-x\"],\"why\":\"rebalance\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}", "{}", 2400);
  for (guint i = 0; i < 2; i++)
    fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE,
                  "{\"ids\":[\"i-y\"],\"why\":\"rebalance\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}", "{}", 1200);
  g_assert_cmpuint (count_lines (f, 'l'), ==, 1);
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE,
                "{\"ids\":[\"i-z\"],\"why\":\"rebalance\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}", "{}", 600);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
}

/* Nodes are missing: what could go on is not taken from its work as well. */
static void
test_replace_while_missing (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_REPLACE);
  g_autoptr (FloPlan) plan = NULL;

  ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, 1))->state = FLO_SEEN_TERMINATED;
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_true (says (plan, 0, "Replace i-b", "it was lost"));
}

/* The only pools there are, all at risk: nothing is gained elsewhere. */
static void
test_nowhere_to_go (void)
{
  const FloRebalance policies[] = { FLO_REBALANCE_PREPARE, FLO_REBALANCE_REPLACE };

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (Fixture) f = make_fleet (policies[i], 4);
      g_autoptr (FloPlan) plan = NULL;

      g_strfreev (f->config->instances.types);
      f->config->instances.types = g_strdupv ((char *[]) { (char *) "m5.large", NULL });
      for (guint k = 0; k < 4; k++)
        add (f, (const char *[]) { "i-a", "i-b", "i-c", "i-d" }[k], "abcd"[k], 120, 1);
      plan = fixture_expect (f, "");
      g_assert_true (plan->complete);
      g_clear_pointer (&plan, flo_plan_free);

      /* What is missing is launched there all the same. */
      f->config->capacity.nodes = 5;
      plan = fixture_expect (f, "launch 1 spot");
    }
}

/* New nodes go where nobody recommends to leave: not even where a node was replaced that AWS no longer names. */
static void
test_avoid (void)
{
  const FloRebalance policies[] = { FLO_REBALANCE_PREPARE, FLO_REBALANCE_REPLACE };

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (Fixture) f = make_fleet (policies[i], 3);
      g_autoptr (FloPlan) plan = NULL;

      add (f, "i-b", 'b', 120, -1);
      add (f, "i-c", 'c', 5, 1);
      fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE,
                    "{\"ids\":[\"i-x\"],\"why\":\"rebalance\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}", "{}", 1800);
      plan = fixture_plan (f);
      g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, policies[i] == FLO_REBALANCE_PREPARE ? 2 : 1);
      g_assert_cmpuint (count_offers (plan, "m5.large", "us-east-1a"), ==, 0);
      g_assert_cmpuint (count_offers (plan, "m5.large", "us-east-1c"), ==, 0);
    }
}

/* A fleet that may not cost more: nothing is begun, and nothing is missing. */
static void
test_budget (void)
{
  const FloRebalance policies[] = { FLO_REBALANCE_PREPARE, FLO_REBALANCE_REPLACE };

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (Fixture) f = make_three (policies[i]);
      g_autoptr (FloPlan) plan = NULL;

      f->config->budget.per_hour = FLO_MONEY_PER_USD / 10;
      plan = fixture_expect (f, "");
      g_assert_true (plan->complete);
      g_assert_null (plan->problem);
    }
}

/* ---- prepare ---- */

static void
test_prepare (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_PREPARE);
  g_autoptr (FloPlan) plan = fixture_expect (f, "launch 1 spot");

  g_assert_true (says (plan, 0, "Launch a node besides i-a", "AWS recommended at"));
  g_assert_cmpuint (count_offers (plan, "m5.large", "us-east-1a"), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  /* Both run, and nothing is to be done. */
  add (f, "i-d", 'b', 5, -1);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* An hour later one of them is too many. */
  ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, 0))->rebalance_at -= 60 * MINUTE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
}

/* AWS gives notice: the other one runs already. */
static void
test_prepare_taken (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_PREPARE);
  g_autoptr (FloPlan) plan = NULL;

  add (f, "i-d", 'b', 5, -1);
  fixture_spot_request (f, "i-a", "active", "marked-for-termination", 10);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
}

static void
test_prepare_many (void)
{
  g_autoptr (Fixture) f = make_twenty (FLO_REBALANCE_PREPARE);

  g_assert_cmpuint (count_lines (f, 'l'), ==, 2);
  add (f, "i-30", 'b', 5, -1);
  add (f, "i-31", 'c', 5, -1);
  g_assert_cmpuint (count_lines (f, 'l'), ==, 0);
}

/* It is done when all pools refuse: the fleet is as wanted. */
static void
test_prepare_without_capacity (void)
{
  g_autoptr (Fixture) f = make_three (FLO_REBALANCE_PREPARE);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (GString) overrides = g_string_new ("{\"market\":\"spot\",\"overrides\":[");

  for (char zone = 'a'; zone <= 'd'; zone++)
    for (guint i = 0; i < 3; i++)
      g_string_append_printf (overrides, "%s{\"type\":\"%s\",\"zone\":\"us-east-1%c\"}", zone > 'a' || i > 0 ? "," : "",
                              (const char *[]) { "m5.large", "c5.large", "r5.large" }[i], zone);
  g_string_append (overrides, "]}");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, overrides->str,
                "{\"category\":\"capacity\",\"message\":\"none\"}", 20);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_assert_null (plan->problem);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/rebalance/ignore", test_ignore);
  g_test_add_func ("/planner/rebalance/replace", test_replace);
  g_test_add_func ("/planner/rebalance/replace-taken", test_replace_taken);
  g_test_add_func ("/planner/rebalance/replace-stays", test_replace_stays);
  g_test_add_func ("/planner/rebalance/replace-goes-on", test_replace_goes_on);
  g_test_add_func ("/planner/rebalance/replace-many", test_replace_many);
  g_test_add_func ("/planner/rebalance/replace-while-missing", test_replace_while_missing);
  g_test_add_func ("/planner/rebalance/nowhere-to-go", test_nowhere_to_go);
  g_test_add_func ("/planner/rebalance/avoid", test_avoid);
  g_test_add_func ("/planner/rebalance/budget", test_budget);
  g_test_add_func ("/planner/rebalance/prepare", test_prepare);
  g_test_add_func ("/planner/rebalance/prepare-taken", test_prepare_taken);
  g_test_add_func ("/planner/rebalance/prepare-many", test_prepare_many);
  g_test_add_func ("/planner/rebalance/prepare-without-capacity", test_prepare_without_capacity);

  return g_test_run ();
}
