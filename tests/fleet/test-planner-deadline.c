/* test-planner-deadline.c: work that has to be done in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-deadline.h"
#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600)
#define MINUTE 60
#define NOW (FIXTURE_NOW / G_USEC_PER_SEC)


/* Three nodes, ten hours of work, twenty hours from the beginning to the deadline; @hours are gone, @done done. */
static Fixture *
make_job (double hours,
          double done)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->deadline.work_hours = 10;
  f->config->deadline.finish_by = g_strdup ("2025-11-25 00:00Z");
  f->config->deadline.changeover_minutes = 5;
  f->config->interruption.lost_work_minutes = 0;
  f->begun_at = NOW - (gint64) (hours * HOUR);
  f->finish_by = f->begun_at + 20 * HOUR;
  f->worked = (gint64) (done * 3 * HOUR);

  return f;
}

static guint
count_ended (FloPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->actions->len; i++)
    {
      FloAction *action = fixture_action (plan, i);
      g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));

      if (flo_action_get_kind (action) == FLO_ACTION_TERMINATE_INSTANCES)
        n += flo_json_length (flo_json_get_array (parameters, "ids"));
    }

  return n;
}

static void
assert_deadline (FloPlan    *plan,
                 const char *part)
{
  if (plan->deadline == NULL || strstr (plan->deadline, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, plan->deadline);
}

static void
test_none (void)
{
  g_autoptr (Fixture) f = make_job (5, 0);
  g_autoptr (FloPlan) plan = NULL;

  f->config->deadline.work_hours = 0;
  plan = fixture_plan (f);
  g_assert_null (plan->deadline);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_assert_cmpint (plan->look_again, ==, 0);
}

/* As much is done as there should be: spot is waited for. */
static void
test_on_schedule (void)
{
  g_autoptr (Fixture) f = make_job (2, 1);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  assert_deadline (plan, "1 h of 10 h of work are done, to be done by");
  assert_deadline (plan, "waits for spot; on demand from");
  /* In a second it is behind. */
  g_assert_cmpint (plan->look_again, ==, f->now + G_USEC_PER_SEC);
  g_assert_cmpint (plan->work_done, ==, 3 * HOUR);
  g_assert_cmpint (plan->work_total, ==, 30 * HOUR);
}

/* Behind: spot is tried first, then what is missing stands in on demand, with its reason. */
static void
test_behind (void)
{
  g_autoptr (Fixture) f = make_job (4, 1.5);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "lt-spot"));
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
  g_assert_cmpuint (plan->stand_ins, ==, 3);
  assert_deadline (plan, "3 nodes on demand until the work is ahead or spot is back");
  g_assert_nonnull (strstr (plan->fallback, "1 h 30 min of 10 h of work are done, and 2 h should be by now"));
  g_clear_pointer (&plan, flo_plan_free);

  /* Two run as spot: one is missing. */
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
}

/* Spot that runs is kept, however far behind the work is. */
static void
test_spot_kept (void)
{
  g_autoptr (Fixture) f = make_job (12, 1);
  g_autoptr (FloPlan) plan = NULL;

  for (char zone = 'a'; zone <= 'c'; zone++)
    {
      g_autofree char *id = g_strdup_printf ("i-%c", zone);

      fixture_instance (f, id, zone, TRUE, FLO_SEEN_RUNNING);
    }
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_cmpstr (plan->deadline_title, ==, "The deadline cannot be kept");
  g_clear_pointer (&plan, flo_plan_free);

  f->worked = (gint64) (2.5 * 3 * HOUR);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  assert_deadline (plan, ": on spot; on demand from");
}

/* A stand-in stays until a spot node has settled, or the work is ahead by two changeovers. */
static void
test_return (void)
{
  g_autoptr (Fixture) f = make_job (4, 2);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-1", 'a', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', FALSE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', FALSE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpuint (count_ended (plan), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_clear_pointer (&plan, flo_plan_free);

  /* Ten minutes of the time are five of the work. */
  f->worked = (2 * HOUR + 5 * MINUTE - 1) * 3;
  plan = fixture_plan (f);
  g_assert_cmpuint (count_ended (plan), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);
  f->worked = (2 * HOUR + 5 * MINUTE) * 3;
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 3);
  g_clear_pointer (&plan, flo_plan_free);

  /* Spot is back, behind as the work is: those of the fixture run for ten minutes. */
  f->worked = HOUR * 3;
  fixture_instance (f, "i-4", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-5", 'b', TRUE, FLO_SEEN_RUNNING);
  f->config->fallback.return_minutes = 11;
  plan = fixture_plan (f);
  g_assert_cmpuint (count_ended (plan), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);
  f->config->fallback.return_minutes = 10;
  plan = fixture_plan (f);
  g_assert_cmpuint (count_ended (plan), ==, 2);
}

/* Two changeovers before it is too late all runs on demand, to the end; no spot node is launched any more. */
static void
test_last_moment (void)
{
  g_autoptr (Fixture) f = make_job (10, 0);
  g_autoptr (FloPlan) plan = NULL;

  f->worked = 10 * MINUTE * 3 - 3;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_cmpuint (count_ended (plan), ==, 0);
  assert_deadline (plan, "time is short");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "time is short until the deadline"));
  g_clear_pointer (&plan, flo_plan_free);

  /* With work that an interruption loses it is sooner. */
  f->worked = 20 * MINUTE * 3;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 2);
  g_clear_pointer (&plan, flo_plan_free);
  f->config->interruption.lost_work_minutes = 10;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
}

static void
test_too_late (void)
{
  g_autoptr (Fixture) f = make_job (15, 3);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_cmpstr (plan->deadline_title, ==, "The deadline cannot be kept");
  g_assert_true (plan->deadline_trouble);
  assert_deadline (plan, "3 h of 10 h of work are done; what is left takes 3 nodes 7 h, so it will be done 2 h after");
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
}

/* The fallback's own patience may be shorter; the deadline's stand-ins come on top of no others. */
static void
test_fallback (void)
{
  g_autoptr (Fixture) f = make_job (2, 1.5);
  g_autoptr (FloPlan) plan = NULL;

  f->config->fallback.nodes = 2;
  f->short_since = f->now - 11 * MINUTE * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 2);
  g_assert_nonnull (strstr (plan->fallback, "missing for 11 minutes"));
  g_clear_pointer (&plan, flo_plan_free);

  f->worked = 0;
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
  g_assert_nonnull (strstr (plan->fallback, "should be by now"));
}

static void
test_budget (void)
{
  g_autoptr (Fixture) f = make_job (4, 1);
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.per_hour = 195000;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 1);
  assert_deadline (plan, "The budget goes first: 1 on-demand node of those that the deadline needs is not allowed.");
}

static void
test_done (void)
{
  g_autoptr (Fixture) f = make_job (12, 10);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', FALSE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  g_assert_cmpstr (plan->deadline_title, ==, "The work is done");
  g_assert_false (plan->deadline_trouble);
  assert_deadline (plan, "10 h of 10 h of work are done, 8 h before the deadline. The nodes go on, and cost money");
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->deadline.when_done = FLO_WHEN_DONE_STOP;
  plan = fixture_plan (f);
  g_assert_cmpuint (count_ended (plan), ==, 2);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 0);
  g_assert_false (plan->destroy_wanted);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "the work is done"));
  g_clear_pointer (&plan, flo_plan_free);

  f->config->deadline.when_done = FLO_WHEN_DONE_DESTROY;
  plan = fixture_plan (f);
  g_assert_true (plan->destroy_wanted);
  g_clear_pointer (&plan, flo_plan_free);

  /* Nothing runs any more: that is how it should be. */
  f->config->deadline.when_done = FLO_WHEN_DONE_STOP;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-2", 'b', FALSE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
}

static void
test_launch (void)
{
  g_autoptr (FloConfig) config = flo_config_new ();
  g_autoptr (FloConfigProblem) problem = NULL;
  gint64 deadline;

  config->deadline.work_hours = 10;
  config->deadline.finish_by = g_strdup ("2026-11-27 18:00 Europe/Berlin");
  deadline = flo_config_get_finish_by (config);
  g_assert_cmpint (deadline, ==, 1795798800);
  g_assert_null (flo_config_check_deadline_time (config, deadline - 10 * HOUR - 5 * MINUTE));

  problem = flo_config_check_deadline_time (config, deadline - 10 * HOUR - 4 * MINUTE);
  g_assert_cmpstr (flo_config_problem_get_message (problem), ==,
                   "the deadline cannot be kept, not even on demand alone: the work and the start of the nodes take 10 h 05 "
                   "min, and it is 10 h 04 min until Fri 2026-11-27 17:00 UTC");
  g_clear_object (&problem);
  problem = flo_config_check_deadline_time (config, deadline);
  g_assert_cmpstr (flo_config_problem_get_message (problem), ==,
                   "deadline.finish_by (Fri 2026-11-27 17:00 UTC) is in the past");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/deadline/none", test_none);
  g_test_add_func ("/planner/deadline/on-schedule", test_on_schedule);
  g_test_add_func ("/planner/deadline/behind", test_behind);
  g_test_add_func ("/planner/deadline/spot-kept", test_spot_kept);
  g_test_add_func ("/planner/deadline/return", test_return);
  g_test_add_func ("/planner/deadline/last-moment", test_last_moment);
  g_test_add_func ("/planner/deadline/too-late", test_too_late);
  g_test_add_func ("/planner/deadline/fallback", test_fallback);
  g_test_add_func ("/planner/deadline/budget", test_budget);
  g_test_add_func ("/planner/deadline/done", test_done);
  g_test_add_func ("/planner/deadline/launch", test_launch);

  return g_test_run ();
}
