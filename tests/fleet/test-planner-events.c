/* test-planner-events.c: the queue that events come to: made in order, tried again, taken down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/act/flo-recovery.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-history.h"
#include "plan-fixture.h"

#define RULE "arn:aws:events:us-east-1:123456789012:rule/flotilla-" FIXTURE_FLEET
#define QUEUE "https://sqs.us-east-1.amazonaws.com/123456789012/flotilla-" FIXTURE_FLEET
#define FAILURE "{\"category\":\"permission\",\"message\":\"not allowed to call events:PutRule\"}"


static Fixture *
make_fixture (void)
{
  Fixture *fixture = fixture_new ();

  fixture_infrastructure (fixture);
  fixture->config->monitoring.events = FLO_EVENTS_QUEUE;
  for (guint i = 0; i < 3; i++)
    {
      const char id[] = { 'i', '-', 'a' + (char) i, '\0' };

      fixture_instance (fixture, id, 'a' + (char) i, TRUE, FLO_SEEN_RUNNING);
    }

  return fixture;
}

static void
see_rule (Fixture  *fixture,
          gboolean  ready)
{
  fixture_seen (fixture, (FloSeen) { FLO_SEEN_EVENT_RULE, .id = (char *) RULE, .ours = TRUE, .ready = ready });
}

static void
see_queue (Fixture *fixture)
{
  fixture_seen (fixture, (FloSeen) { FLO_SEEN_QUEUE, .id = (char *) QUEUE, .ours = TRUE });
}

static void
assert_words (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (FloPlan) plan = fixture_plan (fixture);
  g_autofree char *words = fixture_words (plan);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_not_wanted (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();

  fixture->config->monitoring.events = FLO_EVENTS_POLL;
  assert_words (fixture, "");
}

/* Before nodes, so that nothing is missed of them. */
static void
test_order (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  fixture_infrastructure (fixture);
  fixture->config->monitoring.events = FLO_EVENTS_QUEUE;
  assert_words (fixture, "put-event-rule create-queue put-event-target create-fleet create-fleet create-fleet");
}

static void
test_all_there (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;

  see_rule (fixture, TRUE);
  see_queue (fixture);
  plan = fixture_plan (fixture);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
  g_assert_null (plan->events_problem);
}

/* What somebody deleted is made again. */
static void
test_parts (void)
{
  g_autoptr (Fixture) without_target = make_fixture ();
  g_autoptr (Fixture) without_queue = make_fixture ();

  see_rule (without_target, FALSE);
  see_queue (without_target);
  assert_words (without_target, "put-event-target");

  see_rule (without_queue, TRUE);
  assert_words (without_queue, "create-queue");
}

/* AWS may be slow to show what was made. */
static void
test_made_lately (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();

  fixture_past (fixture, FLO_ACTION_PUT_EVENT_RULE, FLO_INTENT_DONE, "{}", "{\"id\":\"" RULE "\"}", 9);
  assert_words (fixture, "create-queue put-event-target");
  fixture_past (fixture, FLO_ACTION_CREATE_QUEUE, FLO_INTENT_DONE, "{}", "{\"id\":\"" QUEUE "\"}", 8);
  assert_words (fixture, "put-event-target");
  fixture_past (fixture, FLO_ACTION_PUT_EVENT_TARGET, FLO_INTENT_DONE, "{}", "{}", 7);
  assert_words (fixture, "");
}

/* Only EventBridge, and only for this rule. */
static void
test_policy (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonObject) policy = NULL;
  JsonObject *statement;

  see_rule (fixture, FALSE);
  plan = fixture_plan (fixture);
  parameters = flo_json_from_text (flo_action_get_parameters (fixture_action (plan, 0)));
  policy = flo_json_from_text (flo_json_get_string (parameters, "policy"));
  g_assert_nonnull (policy);
  statement = flo_json_object_at (flo_json_get_array (policy, "Statement"), 0);
  g_assert_cmpuint (flo_json_length (flo_json_get_array (policy, "Statement")), ==, 1);
  g_assert_cmpstr (flo_json_get_string (statement, "Action"), ==, "sqs:SendMessage");
  g_assert_cmpstr (flo_json_get_string (statement, "Resource"), ==,
                   "arn:aws:sqs:us-east-1:123456789012:flotilla-" FIXTURE_FLEET);
  g_assert_cmpstr (flo_json_get_string (flo_json_get_object (statement, "Principal"), "Service"), ==,
                   "events.amazonaws.com");
  g_assert_cmpstr (flo_json_get_string (flo_json_get_object (flo_json_get_object (statement, "Condition"), "ArnEquals"),
                                        "aws:SourceArn"), ==, RULE);
}

/* Nodes do not wait for a queue that cannot be had, and the fleet is whole without it. */
static void
test_failure (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (FloPlan) later = NULL;
  g_autofree char *words = NULL;

  fixture_past (fixture, FLO_ACTION_PUT_EVENT_RULE, FLO_INTENT_FAILED, "{}", FAILURE, 30);
  plan = fixture_plan (fixture);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
  g_assert_false (plan->blocked);
  g_assert_null (plan->problem);
  g_assert_cmpstr (plan->events_problem, ==, "not allowed to call events:PutRule");

  fixture->now += 31 * G_USEC_PER_SEC;
  later = fixture_plan (fixture);
  words = fixture_words (later);
  g_assert_cmpstr (words, ==, "put-event-rule create-queue put-event-target");
  g_assert_false (later->blocked);
  g_assert_cmpint (later->wait_until, <=, fixture->now);
}

/* While only nodes are looked at, a second try needs a closer look. */
static void
test_steady (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) calm = NULL;
  g_autoptr (FloPlan) early = NULL;
  g_autoptr (FloPlan) due = NULL;

  fixture_look_at_nodes (fixture);
  calm = fixture_plan (fixture);
  g_assert_false (calm->look_closer);

  fixture_past (fixture, FLO_ACTION_CREATE_QUEUE, FLO_INTENT_FAILED, "{}", FAILURE, 30);
  early = fixture_plan (fixture);
  g_assert_false (early->look_closer);
  fixture->now += 31 * G_USEC_PER_SEC;
  due = fixture_plan (fixture);
  g_assert_true (due->look_closer);
}

static void
test_destroy (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  fixture->destroy = TRUE;
  see_rule (fixture, TRUE);
  see_queue (fixture);
  assert_words (fixture, "remove-event-target delete-event-rule delete-queue");
}

/* What AWS does not show may have a target. */
static void
test_destroy_unseen (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  fixture->destroy = TRUE;
  fixture_past (fixture, FLO_ACTION_PUT_EVENT_RULE, FLO_INTENT_DONE, "{}", "{\"id\":\"" RULE "\"}", 9);
  assert_words (fixture, "remove-event-target delete-event-rule");
  fixture_past (fixture, FLO_ACTION_REMOVE_EVENT_TARGET, FLO_INTENT_DONE, "{}", "{}", 5);
  assert_words (fixture, "delete-event-rule");
}

/* AWS shows a deleted queue for up to a minute: it is not gone, and there is nothing to do. */
static void
test_destroy_slowly (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autofree char *words = NULL;

  fixture->destroy = TRUE;
  see_queue (fixture);
  fixture_past (fixture, FLO_ACTION_DELETE_QUEUE, FLO_INTENT_DONE, "{\"id\":\"" QUEUE "\"}", "{}", 20);
  plan = fixture_plan (fixture);
  words = fixture_words (plan);
  g_assert_cmpstr (words, ==, "wait");
  g_assert_false (plan->complete);

  fixture->now += 41 * G_USEC_PER_SEC;
  assert_words (fixture, "delete-queue");
}

/* Nobody got the answer: in a fleet that is to go nothing is made any more, but what was made is found. */
static void
test_recovery (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  const FloPast *open;
  g_autofree char *result = NULL;

  fixture_past (fixture, FLO_ACTION_CREATE_QUEUE, FLO_INTENT_OPEN, "{\"name\":\"q\"}", NULL, 5);
  open = flo_history_find_open (fixture->history);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, FALSE, 0, &result), ==, FLO_RECOVERY_REPEAT);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, TRUE, 0, &result), ==, FLO_RECOVERY_LOOK);

  fixture_seen (fixture, (FloSeen) { FLO_SEEN_QUEUE, .id = (char *) QUEUE, .ours = TRUE, .token = open->token });
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, TRUE, 1, &result), ==, FLO_RECOVERY_FOUND);
  g_assert_nonnull (strstr (result, QUEUE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/events/not-wanted", test_not_wanted);
  g_test_add_func ("/planner/events/order", test_order);
  g_test_add_func ("/planner/events/all-there", test_all_there);
  g_test_add_func ("/planner/events/parts", test_parts);
  g_test_add_func ("/planner/events/made-lately", test_made_lately);
  g_test_add_func ("/planner/events/policy", test_policy);
  g_test_add_func ("/planner/events/failure", test_failure);
  g_test_add_func ("/planner/events/steady", test_steady);
  g_test_add_func ("/planner/events/destroy", test_destroy);
  g_test_add_func ("/planner/events/destroy-unseen", test_destroy_unseen);
  g_test_add_func ("/planner/events/destroy-slowly", test_destroy_slowly);
  g_test_add_func ("/planner/events/recovery", test_recovery);

  return g_test_run ();
}
