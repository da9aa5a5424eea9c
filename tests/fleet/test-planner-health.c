/* test-planner-health.c: what is planned when nodes fail their status checks, or AWS plans to end them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-fixture.h"

#include <string.h>

#define NOW (FIXTURE_NOW / G_USEC_PER_SEC)
#define MINUTE 60
#define DAY 86400


/* Three nodes that run and are well, of three that are wanted, launched an hour ago. */
static Fixture *
make_fleet (guint nodes)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = nodes;
  for (guint i = 0; i < nodes; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%c", 'a' + i);

      fixture_instance (f, id, 'a' + i % 3, TRUE, FLO_SEEN_RUNNING);
    }
  for (guint i = 0; i < f->observation->instances->len; i++)
    {
      FloSeenInstance *instance = g_ptr_array_index (f->observation->instances, i);

      instance->launched_at = NOW - 3600;
      instance->system_check = instance->instance_check = instance->storage_check = FLO_CHECK_PASSED;
      instance->checked_at = NOW - 10;
      instance->passed_at = instance->settled_at = NOW - 3000;
    }

  return f;
}

static FloSeenInstance *
find (Fixture    *f,
      const char *id)
{
  return (FloSeenInstance *) flo_observation_find_instance (f->observation, id);
}

static void
make_sick (Fixture    *f,
           const char *id,
           gint64      minutes)
{
  FloSeenInstance *instance = find (f, id);

  instance->instance_check = FLO_CHECK_IMPAIRED;
  instance->impaired_since = NOW - minutes * MINUTE;
  instance->bad_looks = 4;
}

static void
assert_plan (Fixture    *f,
             const char *words,
             const char *text)
{
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, words);
  if (text == NULL)
    {
      g_assert_null (plan->health);
      return;
    }
  g_assert_nonnull (plan->health);
  if (strstr (plan->health, text) == NULL)
    g_error ("no “%s” in: %s", text, plan->health);
}

/* The reason of the first action has @text. */
static void
assert_reason (Fixture    *f,
               const char *title,
               const char *text)
{
  g_autoptr (FloPlan) plan = fixture_plan (f);
  FloAction *action = fixture_action (plan, 0);

  g_assert_nonnull (strstr (flo_action_get_title (action), title));
  if (strstr (flo_action_get_reason (action), text) == NULL)
    g_error ("no “%s” in: %s", text, flo_action_get_reason (action));
}

static void
test_well (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_assert_cmpuint (plan->impaired, ==, 0);
  g_assert_null (plan->health);
}

/* One look proves nothing, nor does a short time. */
static void
test_patience (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-a", 4);
  assert_plan (f, "", "1 of 3 nodes is not well: i-a: its instance status check fails");
  assert_plan (f, "", "it has until ");
  find (f, "i-a")->bad_looks = 1;
  find (f, "i-a")->impaired_since = NOW - 600;
  {
    g_autoptr (FloPlan) plan = fixture_plan (f);

    fixture_assert_words (plan, "");
  }
  f->config->health.grace_minutes = 0;
  make_sick (f, "i-a", 0);
  assert_plan (f, "reboot-instance", "i-a");
}

static void
test_restart (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (FloPlan) plan = NULL;

  make_sick (f, "i-b", 6);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "reboot-instance");
  g_assert_cmpuint (plan->impaired, ==, 1);
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (json_object_get_string_member (parameters, "id"), ==, "i-b");
  g_assert_null (json_object_get_member (parameters, "tags"));
  assert_reason (f, "Restart i-b in us-east-1b", "its instance status check fails");

  /* It is given as long as the config's patience to help. */
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 4 * MINUTE);
  assert_plan (f, "", "it has until ");
}

/* The substitute first; then it ends. */
static void
test_restart_did_not_help (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  make_sick (f, "i-b", 15);
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 6 * MINUTE);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (parameters, "sick"), 0), ==, "i-b");
  assert_reason (f, "Replace i-b", "a restart did not help");

  fixture_instance (f, "i-new", 'b', TRUE, FLO_SEEN_PENDING);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\",\"sick\":[\"i-b\"]}",
                "{\"instances\":[{\"id\":\"i-new\"}]}", 10);
  assert_plan (f, "wait", "i-b");
  find (f, "i-new")->state = FLO_SEEN_RUNNING;
  assert_plan (f, "terminate-instances", "i-b");
  assert_reason (f, "End i-b", "a restart did not help; enough others run");
}

/* A flap while its substitute starts changes nothing; being well for good does. */
static void
test_decided (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  FloSeenInstance *sick;

  make_sick (f, "i-b", 15);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\",\"sick\":[\"i-b\"]}",
                "{\"instances\":[{\"id\":\"i-new\"}]}", 10);
  fixture_instance (f, "i-new", 'b', TRUE, FLO_SEEN_RUNNING);
  sick = find (f, "i-b");
  sick->instance_check = FLO_CHECK_PASSED;
  sick->bad_looks = 0;
  assert_reason (f, "End i-b", "its status checks pass again");

  sick->impaired_since = 0;
  sick->settled_at = NOW;
  find (f, "i-new")->launched_at = NOW - 20;
  {
    g_autoptr (FloPlan) plan = fixture_plan (f);
    g_autoptr (JsonObject) parameters = fixture_parameters (plan, 0);

    fixture_assert_words (plan, "terminate-instances");
    g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (parameters, "ids"), 0), ==, "i-new");
    g_assert_cmpuint (plan->impaired, ==, 0);
  }
}

/* Well for good in between, it is restarted once more; then no more. */
static void
test_flapping (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-b", 6);
  find (f, "i-b")->settled_at = NOW - 30 * MINUTE;
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 120 * MINUTE);
  assert_plan (f, "reboot-instance", "i-b");
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 60 * MINUTE);
  assert_plan (f, "create-fleet", "i-b");
  assert_reason (f, "Replace i-b", "restarted 2 times within a day");
}

static void
test_hardware (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-b", 6);
  find (f, "i-b")->instance_check = FLO_CHECK_PASSED;
  find (f, "i-b")->system_check = FLO_CHECK_IMPAIRED;
  assert_plan (f, "create-fleet", "its system status check fails");
  find (f, "i-b")->system_check = FLO_CHECK_PASSED;
  find (f, "i-b")->storage_check = FLO_CHECK_IMPAIRED;
  assert_plan (f, "create-fleet", "its EBS volumes do not answer");
}

static void
test_config (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-b", 6);
  f->config->health.action = FLO_HEALTH_REPLACE;
  assert_plan (f, "create-fleet", "i-b");
  f->config->health.action = FLO_HEALTH_TELL;
  assert_plan (f, "", "Nothing is done about it, as health.action is \"tell\".");
  f->config->health.action = FLO_HEALTH_RESTART_FIRST;
  f->config->interruption.replace = FALSE;
  assert_plan (f, "reboot-instance", "None is replaced");
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 20 * MINUTE);
  find (f, "i-b")->impaired_since = NOW - 30 * MINUTE;
  assert_plan (f, "", "None is replaced, as interruption.replace is false.");
}

/* What AWS does not restart is replaced. */
static void
test_refused (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-b", 6);
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_FAILED, "{\"id\":\"i-b\"}",
                "{\"category\":\"access\",\"message\":\"You are not authorized\"}", 30);
  assert_reason (f, "Replace i-b", "it cannot be restarted: You are not authorized");
}

/* Half of the fleet at once: one at a time, and the next when the last one has shown how it is. */
static void
test_half (void)
{
  g_autoptr (Fixture) f = make_fleet (4);

  make_sick (f, "i-a", 6);
  make_sick (f, "i-c", 8);
  assert_plan (f, "reboot-instance", "2 of 4 nodes are not well");
  assert_plan (f, "reboot-instance", "So many at once");
  assert_reason (f, "Restart i-c", "its instance status check fails");

  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-c\"}", "{}", MINUTE);
  assert_plan (f, "", "So many at once");
  /* It did not help. */
  f->now += 6 * MINUTE * (gint64) G_USEC_PER_SEC;
  assert_reason (f, "Replace i-c", "a restart did not help");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\",\"sick\":[\"i-c\"]}",
                "{\"instances\":[{\"id\":\"i-new\"}]}", 10);
  assert_plan (f, "wait", "So many at once");
}

static void
test_less_than_half (void)
{
  g_autoptr (Fixture) f = make_fleet (6);

  make_sick (f, "i-a", 6);
  make_sick (f, "i-c", 8);
  assert_plan (f, "reboot-instance reboot-instance", "2 of 6 nodes are not well");
}

static void
test_limit (void)
{
  g_autoptr (Fixture) f = make_fleet (6);
  g_autoptr (FloPlan) plan = NULL;

  f->config->health.max_per_hour = 2;
  make_sick (f, "i-a", 6);
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-gone\"}", "{}", 50 * MINUTE);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\",\"sick\":[\"i-gone\"]}",
                "{\"instances\":[{\"id\":\"i-d\"}]}", 40 * MINUTE);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_false (plan->blocked);
  g_assert_nonnull (strstr (plan->problem, "2 sick nodes were restarted or replaced within an hour, and 1 more fails"));
  g_assert_nonnull (strstr (plan->problem, "health.max_per_hour"));

  f->now += 11 * MINUTE * (gint64) G_USEC_PER_SEC;
  assert_plan (f, "reboot-instance", "i-a");
}

/* Never through its checks: a hurried start is no sickness. */
static void
test_start (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  FloSeenInstance *slow = find (f, "i-c");

  slow->system_check = slow->instance_check = FLO_CHECK_INITIALIZING;
  slow->passed_at = slow->settled_at = 0;
  slow->launched_at = NOW - 19 * MINUTE;
  assert_plan (f, "", NULL);
  slow->launched_at = NOW - 20 * MINUTE;
  assert_plan (f, "create-fleet", "it was launched 20 minutes ago and has not passed its status checks");
}

static void
schedule (Fixture    *f,
          const char *id,
          const char *code,
          gint64      in)
{
  FloScheduled *scheduled = g_new0 (FloScheduled, 1);
  FloSeenInstance *instance = find (f, id);

  scheduled->id = g_strdup ("instance-event-1");
  scheduled->code = g_strdup (code);
  scheduled->not_before = NOW + in;
  if (instance->scheduled == NULL)
    instance->scheduled = flo_scheduled_list_new ();
  g_ptr_array_add (instance->scheduled, scheduled);
}

static void
test_retirement (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  schedule (f, "i-a", "instance-reboot", 600);
  schedule (f, "i-a", "system-maintenance", 600);
  schedule (f, "i-b", "instance-retirement", DAY + MINUTE);
  assert_plan (f, "", NULL);
  f->now += MINUTE * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_null (plan->health);
  g_assert_cmpuint (plan->impaired, ==, 0);
  assert_reason (f, "Replace i-b", "instance-retirement: AWS ends it for good, not before");
}

/* It works until then: not while too many others do not, unless time is short. */
static void
test_retirement_waits (void)
{
  g_autoptr (Fixture) f = make_fleet (6);

  schedule (f, "i-b", "instance-stop", 7200);
  make_sick (f, "i-a", 1);
  assert_plan (f, "", "i-a");
  f->now += 60 * MINUTE * G_GINT64_CONSTANT (1000000);
  find (f, "i-a")->impaired_since = f->now / G_USEC_PER_SEC - 10;
  assert_reason (f, "Replace i-b", "instance-stop");
}

/* What AWS takes back anyway needs no doctor, nor does a fleet that EC2 keeps. */
static void
test_not_ours (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  make_sick (f, "i-b", 6);
  fixture_spot_request (f, "i-b", "active", "marked-for-termination", 10);
  f->config->interruption.drain_seconds = 10;
  {
    g_autoptr (FloPlan) plan = fixture_plan (f);

    fixture_assert_words (plan, "wait");
    g_assert_null (plan->health);
  }
}

static void
test_managed (void)
{
  g_autoptr (Fixture) f = make_fleet (3);
  g_autoptr (FloPlan) plan = NULL;

  f->config->mode = FLO_MODE_MANAGED;
  make_sick (f, "i-b", 60);
  plan = fixture_plan (f);
  g_assert_nonnull (strstr (plan->health, "nodes are EC2's affair"));
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_cmpint (flo_action_get_kind (fixture_action (plan, i)), !=, FLO_ACTION_REBOOT_INSTANCE);
}

/* It is as one whose own system fails, where the config says so; told alone otherwise, and that is nobody's plan. */
static void
test_silent (void)
{
  g_autoptr (Fixture) f = make_fleet (3);

  find (f, "i-b")->silent_since = NOW - 6 * MINUTE;
  assert_plan (f, "", NULL);

  f->config->monitoring.events = FLO_EVENTS_INSTANCES;
  f->config->health.ssh = TRUE;
  assert_plan (f, "reboot-instance", "i-b: it does not answer on SSH since ");
  assert_reason (f, "Restart i-b in us-east-1b", "it does not answer on SSH since ");
  find (f, "i-b")->silent_since = NOW - 2 * MINUTE;
  assert_plan (f, "", "it has until ");

  /* Restarted since it is silent, in vain. */
  find (f, "i-b")->silent_since = NOW - 15 * MINUTE;
  find (f, "i-b")->settled_at = NOW;
  fixture_past (f, FLO_ACTION_REBOOT_INSTANCE, FLO_INTENT_DONE, "{\"id\":\"i-b\"}", "{}", 6 * MINUTE);
  assert_plan (f, "create-fleet", "i-b");
  assert_reason (f, "Replace i-b", "and a restart did not help");

  f->config->health.action = FLO_HEALTH_TELL;
  assert_plan (f, "", "Nothing is done about it");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/health/well", test_well);
  g_test_add_func ("/planner/health/patience", test_patience);
  g_test_add_func ("/planner/health/restart", test_restart);
  g_test_add_func ("/planner/health/restart-did-not-help", test_restart_did_not_help);
  g_test_add_func ("/planner/health/decided", test_decided);
  g_test_add_func ("/planner/health/flapping", test_flapping);
  g_test_add_func ("/planner/health/hardware", test_hardware);
  g_test_add_func ("/planner/health/config", test_config);
  g_test_add_func ("/planner/health/refused", test_refused);
  g_test_add_func ("/planner/health/half", test_half);
  g_test_add_func ("/planner/health/less-than-half", test_less_than_half);
  g_test_add_func ("/planner/health/limit", test_limit);
  g_test_add_func ("/planner/health/start", test_start);
  g_test_add_func ("/planner/health/retirement", test_retirement);
  g_test_add_func ("/planner/health/retirement-waits", test_retirement_waits);
  g_test_add_func ("/planner/health/not-ours", test_not_ours);
  g_test_add_func ("/planner/health/managed", test_managed);
  g_test_add_func ("/planner/health/silent", test_silent);

  return g_test_run ();
}
