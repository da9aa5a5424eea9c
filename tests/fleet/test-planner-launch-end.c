/* test-planner-launch-end.c: when a launch is over, and when, and never when, it is rolled back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-planning.h"
#include "plan-fixture.h"

#include <string.h>

#define SECOND (FIXTURE_NOW / G_USEC_PER_SEC)
#define DRY "There is no Spot capacity available that matches your request (InsufficientInstanceCapacity)"

/* A fleet of three nodes that is being launched, and is to be whole ten minutes from now. */
static Fixture *
launch_new (FloLaunchMark *mark)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  *mark = (FloLaunchMark) { .deadline = SECOND + 600, .roll_back = TRUE };
  f->config->launch.on_failure = FLO_ON_FAILURE_ROLLBACK;
  f->launch = mark;
  f->launch_watched = TRUE;

  return f;
}

static void
put (Fixture      *f,
     const char   *id,
     char          zone,
     FloSeenState  state,
     FloCheck      check)
{
  const char name[] = { 'u', 's', '-', 'e', 'a', 's', 't', '-', '1', zone, '\0' };
  FloSeenInstance instance = {
    .id = (char *) id,
    .type = (char *) "m5.large",
    .zone = (char *) name,
    .spot = TRUE,
    .state = state,
    .launched_at = SECOND - 120,
    .system_check = check,
    .instance_check = check,
    .checked_at = check != FLO_CHECK_UNKNOWN ? SECOND - 5 : 0,
    .passed_at = check == FLO_CHECK_PASSED ? SECOND - 60 : 0,
    .impaired_since = check == FLO_CHECK_IMPAIRED ? SECOND - 60 : 0,
    .end_code = (char *) (state == FLO_SEEN_TERMINATED ? "Server.SpotInstanceTermination" : NULL),
  };

  flo_observation_add_instance (f->observation, &instance);
}

/* So many of three run and have passed; the journal says that they were launched. */
static void
put_ready (Fixture *f,
           guint    n)
{
  static const char * const ids[] = { "i-1", "i-2", "i-3" };
  g_autoptr (GString) result = g_string_new ("{\"id\":\"fleet-1\",\"instances\":[");

  for (guint i = 0; i < n; i++)
    {
      put (f, ids[i], 'a' + i, FLO_SEEN_RUNNING, FLO_CHECK_PASSED);
      g_string_append_printf (result, "%s{\"id\":\"%s\",\"type\":\"m5.large\",\"zone\":\"us-east-1%c\",\"lifecycle\":\"spot\"}",
                              i > 0 ? "," : "", ids[i], 'a' + i);
    }
  g_string_append (result, "],\"errors\":[]}");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}", result->str, 120);
}

static void
put_refused (Fixture *f)
{
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\"}",
                "{\"category\":\"capacity\",\"message\":\"" DRY "\",\"instances\":[],\"errors\":["
                "{\"type\":\"m5.large\",\"zone\":\"us-east-1c\",\"category\":\"capacity\",\"message\":\"" DRY "\"},"
                "{\"type\":\"c5.large\",\"zone\":\"us-east-1c\",\"category\":\"capacity\",\"message\":\"" DRY "\"}]}", 30);
}

static void
expect (Fixture          *f,
        FloLaunchVerdict  verdict,
        const char       *title,
        const char       *reason)
{
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_cmpint (plan->launch, ==, verdict);
  g_assert_cmpstr (plan->launch_title, ==, title);
  g_assert_cmpstr (plan->launch_reason, ==, reason);
}

static void
expect_verdict (Fixture          *f,
                FloLaunchVerdict  verdict)
{
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_cmpint (plan->launch, ==, verdict);
}

/* Nodes that run are not enough, and how many are is told. */
static void
test_checks (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);
  g_autoptr (FloPlan) plan = NULL;

  put_ready (f, 2);
  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING);
  plan = fixture_plan (f);
  g_assert_cmpint (plan->launch, ==, FLO_LAUNCH_GOES_ON);
  g_assert_false (plan->complete);
  g_assert_true (plan->only_checks_missing);
  g_assert_cmpuint (plan->checking, ==, 1);
  g_assert_cmpuint (plan->steps[FLO_STEP_RUNNING].done, ==, 3);
  g_assert_cmpuint (plan->steps[FLO_STEP_CHECKS].done, ==, 2);
  g_assert_cmpuint (plan->steps[FLO_STEP_CHECKS].total, ==, 3);
  g_assert_cmpstr (plan->steps[FLO_STEP_CHECKS].word, ==, "checks");
  fixture_assert_words (plan, "wait");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait for 1 node to pass EC2's status checks");

  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_PASSED);
  expect (f, FLO_LAUNCH_IS_OVER, NULL, NULL);
}

/* It is enough that they run: the config wants it so, or AWS does not tell, or the launch was over long ago. */
static void
test_running (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);
  g_autoptr (FloPlan) plan = NULL;

  put_ready (f, 2);
  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING);
  f->config->launch.wait_for = FLO_WAIT_FOR_RUNNING;
  expect (f, FLO_LAUNCH_IS_OVER, NULL, NULL);

  f->config->launch.wait_for = FLO_WAIT_FOR_CHECKS;
  f->checks_problem = "AWS refuses it.";
  expect (f, FLO_LAUNCH_IS_OVER, "The launch does not wait for status checks", "AWS refuses it.");

  f->checks_problem = NULL;
  f->launch = NULL;
  plan = fixture_plan (f);
  g_assert_true (plan->complete);
  g_assert_cmpint (plan->launch, ==, FLO_LAUNCH_GOES_ON);
  g_assert_cmpuint (plan->steps[FLO_STEP_CHECKS].total, ==, 0);
}

/* What is missing is told pool by pool. */
static void
test_late (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 2);
  put_refused (f);
  expect_verdict (f, FLO_LAUNCH_GOES_ON);

  f->now += 601 * G_USEC_PER_SEC;
  expect (f, FLO_LAUNCH_HAS_FAILED, FLO_LAUNCH_ROLLED_BACK,
          "it is not over after 30 minutes: 2 of 3 nodes run. m5.large in us-east-1c, c5.large in us-east-1c: " DRY ". All that "
          "was made for it is deleted, as launch.on_failure is \"rollback\".");

  mark.roll_back = FALSE;
  expect (f, FLO_LAUNCH_IS_LATE, "Not all nodes are there in time",
          "it is not over after 30 minutes: 2 of 3 nodes run. m5.large in us-east-1c, c5.large in us-east-1c: " DRY ". It goes "
          "on, as launch.on_failure is \"keep\".");
  mark.late = TRUE;
  expect (f, FLO_LAUNCH_GOES_ON, NULL, NULL);

  /* With a deadline of its own for the work there is none for the launch. */
  mark = (FloLaunchMark) { .deadline = 0 };
  expect_verdict (f, FLO_LAUNCH_GOES_ON);
}

static void
test_late_checks (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 2);
  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING);
  f->now += 601 * G_USEC_PER_SEC;
  expect (f, FLO_LAUNCH_HAS_FAILED, FLO_LAUNCH_ROLLED_BACK,
          "it is not over after 30 minutes: 3 of 3 nodes run, 1 of them without having passed EC2's status checks. i-3 "
          "(m5.large in us-east-1c): it has not passed its status checks yet. All that was made for it is deleted, as "
          "launch.on_failure is \"rollback\".");

  /* A node that was not asked yet may be the one: that is found out first. */
  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_UNKNOWN);
  expect_verdict (f, FLO_LAUNCH_GOES_ON);
  /* A picture of the nodes alone does not tell what else there is. */
  put (f, "i-3", 'c', FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING);
  fixture_look_at_nodes (f);
  {
    g_autoptr (FloPlan) plan = fixture_plan (f);

    g_assert_true (plan->look_closer);
    g_assert_cmpint (plan->launch, ==, FLO_LAUNCH_GOES_ON);
  }
}

/* Whole in time, or late: whole is whole. */
static void
test_whole_goes_first (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 3);
  f->now += G_GINT64_CONSTANT (36000) * G_USEC_PER_SEC;
  f->launch_watched = FALSE;
  expect (f, FLO_LAUNCH_IS_OVER, NULL, NULL);
}

/* Failures that need a person end it at once, but for those after which nothing could be deleted either. */
static void
test_person (void)
{
  static const struct
  {
    const char *category;
    FloLaunchVerdict verdict;
  } cases[] = {
    { "quota", FLO_LAUNCH_HAS_FAILED },
    { "permission", FLO_LAUNCH_HAS_FAILED },
    { "parameter", FLO_LAUNCH_HAS_FAILED },
    { "credentials", FLO_LAUNCH_GOES_ON },
    { "skew", FLO_LAUNCH_GOES_ON },
    { "throttled", FLO_LAUNCH_GOES_ON },
    { "transient", FLO_LAUNCH_GOES_ON },
    { "capacity", FLO_LAUNCH_GOES_ON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FloLaunchMark mark;
      g_autoptr (Fixture) f = launch_new (&mark);
      g_autofree char *result = g_strdup_printf ("{\"category\":\"%s\",\"message\":\"No.\"}", cases[i].category);

      put_ready (f, 2);
      fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\"}", result, 30);
      expect_verdict (f, cases[i].verdict);
      {
        g_autoptr (FloPlan) plan = fixture_plan (f);

        if (plan->launch == FLO_LAUNCH_HAS_FAILED)
          {
            g_assert_cmpstr (flo_failure_get_word (plan->launch_failure), ==, cases[i].category);
            g_assert_null (strstr (plan->launch_reason, "tried again"));
            g_assert_true (g_str_has_prefix (plan->launch_reason, "it cannot go on by itself: Launch 1 spot node in us-east-1"));
          }
      }
      mark.roll_back = FALSE;
      expect_verdict (f, FLO_LAUNCH_GOES_ON);
    }
}

/* Whoever asks something of it has it in hand; while it is paused nothing is concluded. */
static void
test_asked (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 2);
  f->now += 601 * G_USEC_PER_SEC;
  f->wishes = flo_wishes_new ();
  expect_verdict (f, FLO_LAUNCH_HAS_FAILED);
  flo_wishes_pause (f->wishes, "me@here", f->now);
  expect_verdict (f, FLO_LAUNCH_IS_KEPT);
  mark.roll_back = FALSE;
  expect (f, FLO_LAUNCH_GOES_ON, NULL, NULL);
  flo_wishes_resume (f->wishes);
  expect_verdict (f, FLO_LAUNCH_IS_LATE);
  mark.roll_back = TRUE;
  flo_wishes_scale (f->wishes, 5, "me@here", f->now);
  expect (f, FLO_LAUNCH_IS_KEPT, "The launch is not rolled back any more",
          "Somebody asked something of the fleet while it was launched: it is in their hands now. It goes on with the nodes that "
          "it has.");

  g_clear_pointer (&f->wishes, flo_wishes_free);
  expect_verdict (f, FLO_LAUNCH_HAS_FAILED);
  f->revision = (FloRevision) { 2, 1 };
  expect_verdict (f, FLO_LAUNCH_IS_KEPT);
}

/* What was whole once is never rolled back, whatever is lost: nor what may have been while nobody looked. */
static void
test_once_whole (void)
{
  /* What became of the third of three nodes that were launched. */
  static const struct
  {
    FloSeenState state;
    FloCheck check;
    gboolean gone;           /* AWS does not show it any more */
    gboolean restarted;
    gboolean only_running;   /* is waited for */
    FloLaunchVerdict verdict;
  } cases[] = {
    { FLO_SEEN_TERMINATED, FLO_CHECK_UNKNOWN, FALSE, FALSE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_STOPPING, FLO_CHECK_UNKNOWN, FALSE, FALSE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_TERMINATED, FLO_CHECK_UNKNOWN, TRUE, FALSE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_RUNNING, FLO_CHECK_IMPAIRED, FALSE, FALSE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_RUNNING, FLO_CHECK_NO_DATA, FALSE, FALSE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_RUNNING, FLO_CHECK_UNKNOWN, FALSE, FALSE, FALSE, FLO_LAUNCH_GOES_ON },
    { FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING, FALSE, TRUE, FALSE, FLO_LAUNCH_IS_KEPT },
    { FLO_SEEN_TERMINATED, FLO_CHECK_UNKNOWN, FALSE, FALSE, TRUE, FLO_LAUNCH_IS_KEPT },
    /* It never got that far, whoever looked. */
    { FLO_SEEN_RUNNING, FLO_CHECK_INITIALIZING, FALSE, FALSE, FALSE, FLO_LAUNCH_HAS_FAILED },
    { FLO_SEEN_PENDING, FLO_CHECK_UNKNOWN, FALSE, FALSE, FALSE, FLO_LAUNCH_HAS_FAILED },
    { FLO_SEEN_PENDING, FLO_CHECK_UNKNOWN, FALSE, FALSE, TRUE, FLO_LAUNCH_HAS_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FloLaunchMark mark;
      g_autoptr (Fixture) f = launch_new (&mark);

      put_ready (f, 3);
      put (f, "i-3", 'c', cases[i].state, cases[i].check);
      if (cases[i].gone)
        flo_observation_forget_instance (f->observation, "i-3");
      if (cases[i].restarted)
        fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-3\"}", "{}", 60);
      if (cases[i].only_running)
        f->config->launch.wait_for = FLO_WAIT_FOR_RUNNING;
      f->now += 601 * G_USEC_PER_SEC;
      f->launch_watched = FALSE;
      expect_verdict (f, cases[i].verdict);
      /* Without the mark there is no launch, and of what was adopted there is none. */
      f->launch = NULL;
      expect (f, FLO_LAUNCH_GOES_ON, NULL, NULL);
    }
}

/* What another computer did with it is not known here, whoever has looked, and whole or not. */
static void
test_driven_elsewhere (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 2);
  f->driven = "This computer drove it before it was started anew";
  expect_verdict (f, FLO_LAUNCH_GOES_ON);
  f->now += 601 * G_USEC_PER_SEC;
  expect_verdict (f, FLO_LAUNCH_GOES_ON);
  f->now -= 601 * G_USEC_PER_SEC;

  f->driven = "Driven by anna@desk; read-only here";
  f->driven_elsewhere = TRUE;
  expect (f, FLO_LAUNCH_IS_KEPT, "The launch is not rolled back any more",
          "Another computer has driven the fleet since it was launched: it is in other hands now.");
  f->now += 601 * G_USEC_PER_SEC;
  expect_verdict (f, FLO_LAUNCH_IS_KEPT);
  mark.roll_back = FALSE;
  expect_verdict (f, FLO_LAUNCH_GOES_ON);
  f->driven = NULL;
  f->driven_elsewhere = FALSE;
  expect_verdict (f, FLO_LAUNCH_IS_LATE);
}

/* The same for failures that need a person. */
static void
test_once_whole_person (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 3);
  put (f, "i-3", 'c', FLO_SEEN_TERMINATED, FLO_CHECK_UNKNOWN);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\"}",
                "{\"category\":\"quota\",\"message\":\"No.\"}", 30);
  f->launch_watched = FALSE;
  {
    g_autoptr (FloPlan) plan = fixture_plan (f);

    g_assert_cmpint (plan->launch, ==, FLO_LAUNCH_IS_KEPT);
    g_assert_nonnull (strstr (plan->launch_reason, "Flotilla did not look at it all the time since the launch, and it may have "
                                                   "had all its nodes then"));
  }
  f->launch_watched = TRUE;
  expect_verdict (f, FLO_LAUNCH_HAS_FAILED);
}

/* What EC2 launches by itself is in no journal: only who has looked all the time knows. */
static void
test_managed (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  f->config->mode = FLO_MODE_MANAGED;
  put (f, "i-1", 'a', FLO_SEEN_RUNNING, FLO_CHECK_PASSED);
  fixture_seen (f, (FloSeen) { FLO_SEEN_FLEET, .id = (char *) "fleet-1", .ours = TRUE, .kept = TRUE, .target = 3,
                               .fulfilled = 1 });
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"type\":\"maintain\"}",
                "{\"id\":\"fleet-1\",\"instances\":[],\"errors\":[]}", 120);
  f->now += 601 * G_USEC_PER_SEC;
  expect_verdict (f, FLO_LAUNCH_HAS_FAILED);
  f->launch_watched = FALSE;
  expect_verdict (f, FLO_LAUNCH_IS_KEPT);
}

static void
test_destroyed (void)
{
  FloLaunchMark mark;
  g_autoptr (Fixture) f = launch_new (&mark);

  put_ready (f, 2);
  f->now += 601 * G_USEC_PER_SEC;
  f->destroy = TRUE;
  expect (f, FLO_LAUNCH_GOES_ON, NULL, NULL);
}

static void
test_mark (void)
{
  FloConfig *config = flo_config_new ();
  g_autoptr (FloLaunchMark) mark = NULL;
  g_autoptr (FloLaunchMark) again = NULL;
  g_autofree char *text = NULL;

  config->launch.on_failure = FLO_ON_FAILURE_ROLLBACK;
  mark = flo_launch_mark_new (config, 1000);
  g_assert_cmpint (mark->deadline, ==, 1000 + 30 * 60);
  g_assert_true (mark->roll_back);
  mark->failed = mark->late = TRUE;
  mark->failure = AWS_ERROR_QUOTA;
  text = flo_launch_mark_write (mark);
  again = flo_launch_mark_read (text);
  g_assert_true (memcmp (mark, again, sizeof *mark) == 0);

  config->deadline.work_hours = 10;
  g_clear_pointer (&mark, flo_launch_mark_free);
  mark = flo_launch_mark_new (config, 1000);
  g_assert_cmpint (mark->deadline, ==, 0);

  /* What cannot be read rolls nothing back. */
  g_assert_null (flo_launch_mark_read (NULL));
  g_assert_null (flo_launch_mark_read ("{"));
  g_assert_null (flo_launch_mark_read ("{\"roll_back\":true}"));
  flo_config_unref (config);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/launch-end/checks", test_checks);
  g_test_add_func ("/planner/launch-end/running", test_running);
  g_test_add_func ("/planner/launch-end/late", test_late);
  g_test_add_func ("/planner/launch-end/late-checks", test_late_checks);
  g_test_add_func ("/planner/launch-end/whole-goes-first", test_whole_goes_first);
  g_test_add_func ("/planner/launch-end/person", test_person);
  g_test_add_func ("/planner/launch-end/asked", test_asked);
  g_test_add_func ("/planner/launch-end/once-whole", test_once_whole);
  g_test_add_func ("/planner/launch-end/once-whole-person", test_once_whole_person);
  g_test_add_func ("/planner/launch-end/driven-elsewhere", test_driven_elsewhere);
  g_test_add_func ("/planner/launch-end/managed", test_managed);
  g_test_add_func ("/planner/launch-end/destroyed", test_destroyed);
  g_test_add_func ("/planner/launch-end/mark", test_mark);

  return g_test_run ();
}
