/* test-planner-standby.c: nodes that are stopped until one is missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define MINUTE 60
#define STARTED "{\"id\":\"i-s\"}"


/* Three nodes are wanted, and so many standbys; the first @running of i-1, i-2, i-3 run. */
static Fixture *
make_fleet (guint running,
            guint standbys)
{
  static const char * const ids[] = { "i-1", "i-2", "i-3" };
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 3;
  f->config->availability.standbys = standbys;
  for (guint i = 0; i < running; i++)
    fixture_instance (f, ids[i], (char) ('a' + i), TRUE, FLO_SEEN_RUNNING);

  return f;
}

/* A standby that was launched, or started, @seconds_ago; @ready: it has passed its checks. */
static void
add_standby (Fixture      *f,
             const char   *id,
             const char   *zone,
             FloSeenState  state,
             gint64        seconds_ago,
             gboolean      ready)
{
  gint64 now = f->now / G_USEC_PER_SEC;
  FloCheck check = ready ? FLO_CHECK_PASSED : FLO_CHECK_INITIALIZING;
  const FloSeenInstance instance = {
    .id = (char *) id, .type = (char *) "m5.large", .zone = (char *) zone, .state = state, .standby = TRUE,
    .launched_at = now - seconds_ago, .checked_at = now - 1, .system_check = check, .instance_check = check,
    .passed_at = ready ? now - 1 : 0,
  };

  flo_observation_add_instance (f->observation, &instance);
}

static void
expect (Fixture    *f,
        const char *wanted)
{
  g_autoptr (FloPlan) plan = fixture_expect (f, wanted);
}

/* No pool of that zone had spot capacity. */
static void
refuse_zone (Fixture *f,
             char     zone,
             gint64   seconds_ago)
{
  static const char * const types[] = { "m5.large", "c5.large", "r5.large" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *overrides = g_strdup_printf ("{\"market\":\"spot\",\"overrides\":[{\"type\":\"%s\",\"zone\":"
                                                    "\"us-east-1%c\"}]}", types[i], zone);

      fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, overrides,
                    "{\"category\":\"capacity\",\"message\":\"none\"}", seconds_ago);
    }
}

/* ---- made ---- */

/* When the fleet has all its nodes, and not before; one at a time, and where the fewest are. */
static void
test_launch (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 2);
  g_autoptr (Fixture) incomplete = make_fleet (2, 2);
  g_autoptr (FloPlan) plan = fixture_expect (f, "launch 1 standby");
  g_autoptr (JsonObject) parameters = fixture_parameters (plan, 0);
  const FloLaunchMark mark = { .deadline = f->now / G_USEC_PER_SEC + MINUTE };

  fixture_assert_launch (plan, 0, "a", "on-demand", 1);
  g_assert_cmpstr (flo_json_get_string (parameters, "template"), ==, "lt-od");
  g_assert_cmpstr (flo_json_get_string (flo_json_get_object (parameters, "tags"), "flotilla:role"), ==, "standby");
  g_assert_cmpuint (plan->wanted, ==, 3);
  g_assert_true (plan->complete);

  expect (incomplete, "launch 1 spot");
  f->launch = &mark;
  expect (f, "");
  f->launch = NULL;

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  flo_plan_free (g_steal_pointer (&plan));
  plan = fixture_expect (f, "launch 1 standby");
  fixture_assert_launch (plan, 0, "b", "on-demand", 1);

  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  flo_plan_free (g_steal_pointer (&plan));
  plan = fixture_expect (f, "");
  g_assert_cmpstr (plan->standby, ==, "2 of 2 standbys are stopped and ready.");
  g_assert_false (plan->moving);
}

/* AWS does not list it yet: it is not launched once more. */
static void
test_unseen (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);
  g_autoptr (FloPlan) plan = NULL;

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                "{\"instances\":[{\"id\":\"i-s\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\",\"lifecycle\":\"on-demand\"}]}", 5);
  plan = fixture_expect (f, "");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait until the standby i-s is ready");
  g_assert_cmpuint (flo_history_count_launched (f->history, FALSE), ==, 0);
}

/* It runs until it is ready, is no node meanwhile, and is stopped then. */
static void
test_ready (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);
  g_autoptr (FloPlan) plan = NULL;

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_PENDING, 5, FALSE);
  expect (f, "");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 60, FALSE);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_assert_true (plan->moving);
  g_assert_cmpstr (plan->standby, ==, "0 of 1 standby is stopped and ready, 1 on its way.");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 150, TRUE);
  flo_plan_free (g_steal_pointer (&plan));
  plan = fixture_expect (f, "stop i-s");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "it is ready; from now on it costs its volume"));

  fixture_past (f, FLO_ACTION_STOP_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 2);
  expect (f, "");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_HALTING, 155, FALSE);
  expect (f, "");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 160, FALSE);
  expect (f, "");
}

/* Nobody may ask for status checks: it is stopped after five minutes. */
static void
test_unchecked (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);
  FloSeenInstance instance = {
    .id = (char *) "i-s", .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .state = FLO_SEEN_RUNNING,
    .standby = TRUE, .launched_at = f->now / G_USEC_PER_SEC - 299,
  };

  flo_observation_add_instance (f->observation, &instance);
  expect (f, "");
  instance.launched_at--;
  flo_observation_add_instance (f->observation, &instance);
  expect (f, "stop i-s");
}

/* One that does not come up is ended, and so many are tried within an hour. */
static void
test_never_ready (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, f->config->health.start_minutes * MINUTE - 1, FALSE);
  expect (f, "");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, f->config->health.start_minutes * MINUTE, FALSE);
  expect (f, "end i-s");
  for (guint i = 0; i < 3; i++)
    fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                  "{\"instances\":[]}", 3000 - i * 500);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_TERMINATED, 0, FALSE);
  expect (f, "launch 1 standby");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                "{\"instances\":[]}", 400);
  expect (f, "");
}

/* ---- started ---- */

/* A node is gone: the standby is started before its substitute is asked for, and is a node then. */
static void
test_start (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  plan = fixture_expect (f, "start i-s; launch 1 spot");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Start the standby i-s in us-east-1a");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "2 of 3 nodes run; it stands in on demand"));
  g_assert_cmpuint (plan->standing_in, ==, 1);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  flo_plan_free (g_steal_pointer (&plan));

  /* AWS has agreed, and still shows it as it was: it is on its way, and no other one is started. */
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  f->config->availability.standbys = 2;
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 5);
  expect (f, "launch 1 spot");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_PENDING, 5, FALSE);
  expect (f, "launch 1 spot");
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 20, FALSE);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_true (plan->short_of_spot);
  g_assert_cmpuint (plan->standing_in, ==, 1);
}

/* There is no spot capacity, and with a standby in its place nothing is missing. */
static void
test_drought (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;

  for (char zone = 'a'; zone <= 'c'; zone++)
    refuse_zone (f, zone, 20);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  expect (f, "start i-s");
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 15);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 15, FALSE);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_assert_null (plan->problem);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Try spot again");
  g_assert_cmpint (plan->wait_until, >, f->now);
}

/* AWS announces that it takes a node: the standby has started when it goes. */
static void
test_notice (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  f->config->interruption.drain_seconds = 30;
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 10);
  expect (f, "start i-s");
}

/* It goes when others have run in its place for as long as stand-ins have to wait, and not before. */
static void
test_return (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;
  FloSeenInstance successor = {
    .id = (char *) "i-4", .type = (char *) "m5.large", .zone = (char *) "us-east-1c", .spot = TRUE,
    .state = FLO_SEEN_RUNNING, .launched_at = f->now / G_USEC_PER_SEC - 599,
  };

  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 620);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 600, TRUE);
  flo_observation_add_instance (f->observation, &successor);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_assert_cmpstr (plan->standby, ==, "1 standby stands in for nodes that do not run, on demand, and is stopped when others "
                                      "have run for 10 minutes. 0 of 1 standby is stopped and ready.");
  flo_plan_free (g_steal_pointer (&plan));

  successor.launched_at--;
  flo_observation_add_instance (f->observation, &successor);
  plan = fixture_expect (f, "stop i-s");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)),
                            "as many other nodes as are wanted have run for 10 minutes"));
  g_assert_cmpuint (plan->standing_in, ==, 0);
}

/* A new one, which is not ready yet, is of use as well, and is not kept longer because of that. */
static void
test_new_one_stands_in (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;
  const FloSeenInstance successor = {
    .id = (char *) "i-4", .type = (char *) "m5.large", .zone = (char *) "us-east-1c", .spot = TRUE,
    .state = FLO_SEEN_RUNNING, .launched_at = f->now / G_USEC_PER_SEC - 30,
  };

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 150, TRUE);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_cmpuint (plan->standing_in, ==, 1);
  flo_observation_add_instance (f->observation, &successor);
  expect (f, "stop i-s");
}

/* No capacity for what is stopped: the next one, and the first again after a while. */
static void
test_refused (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 2);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  /* Where the fewest nodes are first: there is one in a and one in b. */
  expect (f, "start i-s; launch 1 spot");
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_FAILED, STARTED,
                "{\"category\":\"capacity\",\"message\":\"none\"}", 119);
  expect (f, "start i-t; launch 1 spot");
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_FAILED, "{\"id\":\"i-t\"}",
                "{\"category\":\"capacity\",\"message\":\"none\"}", 1);
  /* Nothing else is launched on demand in their place, and the spot node is not kept waiting. */
  expect (f, "launch 1 spot");
  f->now += 2 * G_USEC_PER_SEC;
  expect (f, "start i-s; launch 1 spot");
}

/* One that may not be started is no reason to stop with everything. */
static void
test_not_permitted (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_FAILED, STARTED,
                "{\"category\":\"permission\",\"message\":\"not allowed\"}", 3599);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_false (plan->blocked);
  g_assert_cmpint (plan->wait_until, ==, 0);
  f->now += 2 * G_USEC_PER_SEC;
  flo_plan_free (g_steal_pointer (&plan));
  plan = fixture_expect (f, "start i-s; launch 1 spot");
  g_assert_false (plan->blocked);
  g_assert_cmpint (plan->wait_until, ==, 0);
}

/* What passes by itself, as when AWS is asked too often, keeps it from being started, or made, for a few minutes and no longer. */
static void
test_passing (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (Fixture) whole = make_fleet (3, 1);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_FAILED, STARTED,
                "{\"category\":\"throttled\",\"message\":\"slower\"}", 119);
  expect (f, "launch 1 spot");
  f->now += G_USEC_PER_SEC;
  expect (f, "start i-s; launch 1 spot");

  fixture_past (whole, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                "{\"category\":\"throttled\",\"message\":\"slower\"}", 119);
  expect (whole, "");
  whole->now += G_USEC_PER_SEC;
  expect (whole, "launch 1 standby");
  fixture_past (whole, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                "{\"category\":\"permission\",\"message\":\"no\"}", 3000);
  expect (whole, "");
}

/* The nodes could be spread better in some hours, which does not keep a standby from being made. */
static void
test_beside_a_wait (void)
{
  g_autoptr (Fixture) f = make_fleet (0, 1);
  g_autoptr (FloPlan) plan = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i);

      fixture_instance (f, id, 'a', TRUE, FLO_SEEN_RUNNING);
    }
  refuse_zone (f, 'b', 1200);
  refuse_zone (f, 'c', 1200);
  plan = fixture_expect (f, "launch 1 standby");
  g_assert_true (plan->complete);
  g_assert_cmpint (plan->wait_until, ==, 0);
  flo_plan_free (g_steal_pointer (&plan));

  add_standby (f, "i-s", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  plan = fixture_expect (f, "");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Spread the nodes over all zones again");
}

/* AWS agreed, and it is stopped all the same. */
static void
test_fell_back (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 2);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 31);
  expect (f, "start i-t; launch 1 spot");
}

/* ---- with other rules ---- */

/* Standbys do what they can; nodes are launched on demand for the rest alone. */
static void
test_fallback (void)
{
  g_autoptr (Fixture) f = make_fleet (1, 1);
  g_autoptr (FloPlan) plan = NULL;

  f->config->fallback.nodes = 3;
  f->short_since = f->now - G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  add_standby (f, "i-s", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_START_INSTANCE);
  g_assert_cmpuint (plan->stand_ins, ==, 1);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
  flo_plan_free (g_steal_pointer (&plan));

  /* One that stands in already is not ended because of a standby that is on its way. */
  fixture_instance (f, "i-od", 'c', FALSE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_START_INSTANCE);
  g_assert_cmpuint (plan->stand_ins, ==, 1);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_cmpint (flo_action_get_kind (fixture_action (plan, i)), !=, FLO_ACTION_TERMINATE_INSTANCES);
}

/* Of a standby that is not needed nothing is taken from the budget but its volume, and it is started within the budget. */
static void
test_budget (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);
  g_autoptr (FloPlan) plan = NULL;
  FloMoney rate;

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  f->config->budget.per_hour = 10000000;
  plan = fixture_plan (f);
  rate = plan->claim;
  flo_plan_free (g_steal_pointer (&plan));

  f->config->budget.per_hour = rate;
  expect (f, "start i-s; launch 1 spot");
  f->config->budget.per_hour = 150000;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->standing_in, ==, 0);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_cmpint (flo_action_get_kind (fixture_action (plan, i)), !=, FLO_ACTION_START_INSTANCE);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
}

/* A budget that is spent keeps none that runs, and with "stop" none at all. */
static void
test_spent (void)
{
  static const struct { FloBudgetAction action; const char *wanted; } cases[] = {
    { FLO_BUDGET_STOP_GROWING, "" },
    { FLO_BUDGET_BASE, "stop i-s; end i-2,i-1" },
    { FLO_BUDGET_STOP, "end i-s; end i-od; end i-2,i-1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = make_fleet (2, 1);
      g_autoptr (FloPlan) plan = NULL;

      f->config->capacity.nodes = 4;
      f->config->capacity.on_demand_base = 1;
      fixture_instance (f, "i-od", 'c', FALSE, FLO_SEEN_RUNNING);
      fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 620);
      add_standby (f, "i-s", "us-east-1a", FLO_SEEN_RUNNING, 600, TRUE);
      f->config->budget.total = 1000000;
      f->config->budget.at_limit = cases[i].action;
      f->spend.total = 2000000;
      plan = fixture_expect (f, cases[i].wanted);
    }
}

/* Fewer are wanted, or none. */
static void
test_fewer (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  expect (f, "end i-t");
  f->config->availability.standbys = 0;
  expect (f, "end i-t; end i-s");
  f->config->availability.standbys = 2;
  f->config->capacity.nodes = 0;
  expect (f, "end i-t; end i-s; end i-3,i-2,i-1");
}

/* The config was changed: one as it wants it comes first. */
static void
test_revision (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);
  FloSeenInstance instance = {
    .id = (char *) "i-t", .type = (char *) "m5.large", .zone = (char *) "us-east-1b", .state = FLO_SEEN_RUNNING,
    .standby = TRUE, .revision = 2, .launched_at = f->now / G_USEC_PER_SEC - 10,
  };

  f->revision = (FloRevision) { 2, 2 };
  for (guint i = 0; i < f->observation->instances->len; i++)
    ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, i))->revision = 2;
  fixture_look_at_nodes (f);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  flo_observation_add_instance (f->observation, &instance);
  expect (f, "");
  instance.state = FLO_SEEN_STOPPED;
  flo_observation_add_instance (f->observation, &instance);
  expect (f, "end i-s");
}

/* Of those that the config does not want as they are no more are kept than are wanted, although none may be launched in their
 * place for a while. */
static void
test_revisions (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 2);

  f->revision = (FloRevision) { 2, 2 };
  for (guint i = 0; i < f->observation->instances->len; i++)
    ((FloSeenInstance *) g_ptr_array_index (f->observation->instances, i))->revision = 2;
  fixture_look_at_nodes (f);
  for (guint i = 0; i < 5; i++)
    fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"on-demand\",\"role\":\"standby\"}",
                  "{\"instances\":[]}", 3000 - i * 500);
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  expect (f, "");
  add_standby (f, "i-u", "us-east-1c", FLO_SEEN_STOPPED, 0, FALSE);
  add_standby (f, "i-v", "us-east-1c", FLO_SEEN_RUNNING, 20, FALSE);
  expect (f, "end i-u");
}

/* Who does not want its zone, or itself, has another one in its place. */
static void
test_wishes (void)
{
  g_autoptr (Fixture) f = make_fleet (3, 1);
  g_autoptr (FloPlan) plan = NULL;

  add_standby (f, "i-s", "us-east-1d", FLO_SEEN_STOPPED, 0, FALSE);
  f->wishes = flo_wishes_new ();
  flo_wishes_leave_zone (f->wishes, "us-east-1d", "ann@here", f->now);
  plan = fixture_expect (f, "launch 1 standby");
  fixture_assert_launch (plan, 0, "a", "on-demand", 1);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  expect (f, "end i-s");
}

/* A standby whose machine fails while it stands in is ended, and the next one started. */
static void
test_sick (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 2);
  gint64 now = f->now / G_USEC_PER_SEC;
  const FloSeenInstance instance = {
    .id = (char *) "i-s", .type = (char *) "m5.large", .zone = (char *) "us-east-1c", .state = FLO_SEEN_RUNNING,
    .standby = TRUE, .launched_at = now - 900, .checked_at = now, .system_check = FLO_CHECK_IMPAIRED,
    .instance_check = FLO_CHECK_PASSED, .impaired_since = now - 600, .bad_looks = 5,
  };

  fixture_past (f, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE, STARTED, "{}", 900);
  flo_observation_add_instance (f->observation, &instance);
  add_standby (f, "i-t", "us-east-1b", FLO_SEEN_STOPPED, 0, FALSE);
  expect (f, "start i-t; end i-s; launch 1 spot");
  f->config->health.action = FLO_HEALTH_TELL;
  expect (f, "launch 1 spot");
}

/* Nothing is started while it is paused. */
static void
test_paused (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 1);

  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  f->wishes = flo_wishes_new ();
  flo_wishes_pause (f->wishes, "ann@here", f->now);
  expect (f, "");
}

/* ---- its end ---- */

static void
test_destroy (void)
{
  g_autoptr (Fixture) f = make_fleet (1, 1);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  f->destroy = TRUE;
  add_standby (f, "i-s", "us-east-1a", FLO_SEEN_STOPPED, 0, FALSE);
  plan = fixture_plan (f);
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_TERMINATE_INSTANCES);
  g_assert_cmpuint (flo_json_length (flo_json_get_array (parameters, "ids")), ==, 2);
}

/* Somebody else's: without the tag what is stopped is lost. */
static void
test_not_a_standby (void)
{
  g_autoptr (Fixture) f = make_fleet (2, 0);

  fixture_instance (f, "i-3", 'c', FALSE, FLO_SEEN_STOPPED);
  expect (f, "launch 1 spot");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/standby/launch", test_launch);
  g_test_add_func ("/planner/standby/unseen", test_unseen);
  g_test_add_func ("/planner/standby/ready", test_ready);
  g_test_add_func ("/planner/standby/unchecked", test_unchecked);
  g_test_add_func ("/planner/standby/never-ready", test_never_ready);
  g_test_add_func ("/planner/standby/start", test_start);
  g_test_add_func ("/planner/standby/drought", test_drought);
  g_test_add_func ("/planner/standby/notice", test_notice);
  g_test_add_func ("/planner/standby/return", test_return);
  g_test_add_func ("/planner/standby/new-one-stands-in", test_new_one_stands_in);
  g_test_add_func ("/planner/standby/refused", test_refused);
  g_test_add_func ("/planner/standby/passing", test_passing);
  g_test_add_func ("/planner/standby/beside-a-wait", test_beside_a_wait);
  g_test_add_func ("/planner/standby/not-permitted", test_not_permitted);
  g_test_add_func ("/planner/standby/fell-back", test_fell_back);
  g_test_add_func ("/planner/standby/fallback", test_fallback);
  g_test_add_func ("/planner/standby/budget", test_budget);
  g_test_add_func ("/planner/standby/spent", test_spent);
  g_test_add_func ("/planner/standby/fewer", test_fewer);
  g_test_add_func ("/planner/standby/revision", test_revision);
  g_test_add_func ("/planner/standby/revisions", test_revisions);
  g_test_add_func ("/planner/standby/wishes", test_wishes);
  g_test_add_func ("/planner/standby/sick", test_sick);
  g_test_add_func ("/planner/standby/paused", test_paused);
  g_test_add_func ("/planner/standby/destroy", test_destroy);
  g_test_add_func ("/planner/standby/not-a-standby", test_not_a_standby);

  return g_test_run ();
}
