/* test-planner-managed.c: EC2 keeps the nodes, and is told how many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "fleet/act/flo-recovery.h"
#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#define KEEPER "fleet-1"
#define MADE "{\"type\":\"maintain\",\"market\":\"spot\",\"capacity\":3}"


static Fixture *
make_fixture (void)
{
  Fixture *fixture = fixture_new ();

  fixture_infrastructure (fixture);
  fixture_seen (fixture, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-mixed", .ours = TRUE,
                                     .name = (char *) "flotilla-" FIXTURE_FLEET "-mixed" });
  fixture->config->mode = FLO_MODE_MANAGED;

  return fixture;
}

static void
see_keeper (Fixture *fixture,
            guint    target,
            guint    on_demand,
            double   fulfilled)
{
  fixture_seen (fixture, (FloSeen) { FLO_SEEN_FLEET, .id = (char *) KEEPER, .ours = TRUE, .kept = TRUE, .target = target,
                                     .target_on_demand = on_demand, .fulfilled = fulfilled });
}

static void
see_nodes (Fixture *fixture,
           guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      const char id[] = { 'i', '-', 'a' + (char) i, '\0' };

      fixture_instance (fixture, id, 'a' + (char) (i % 3), TRUE, FLO_SEEN_RUNNING);
    }
}

static void
assert_words (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (FloPlan) plan = fixture_plan (fixture);
  g_autofree char *words = fixture_words (plan);

  g_assert_cmpstr (words, ==, expected);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_nonnull (flo_action_get_reason (g_ptr_array_index (plan->actions, i)));
}

static JsonObject *
read_first (Fixture *fixture)
{
  g_autoptr (FloPlan) plan = fixture_plan (fixture);

  return flo_json_from_text (flo_action_get_parameters (fixture_action (plan, 0)));
}

/* One request for all zones, whose template tags what EC2 launches later. */
static void
test_order (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autofree char *words = NULL;

  fixture_default_vpc (fixture, 3);
  fixture->config->mode = FLO_MODE_MANAGED;
  plan = fixture_plan (fixture);
  words = fixture_words (plan);
  g_assert_cmpstr (words, ==, "create-security-group authorize-ingress import-key-pair create-launch-template create-fleet");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 3)),
                            "\"node_name\":\"web (" FIXTURE_FLEET ")\""));
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 4)), ==, "Have EC2 keep 3 nodes");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 4)), "among 9 pools in 3 zones"));
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 4)), "$0.03 to $0.036 an hour"));
}

static void
test_parameters (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (JsonObject) spot = NULL;
  g_autoptr (JsonObject) mixed = NULL;

  spot = read_first (fixture);
  g_assert_cmpstr (flo_json_get_string (spot, "type"), ==, "maintain");
  g_assert_cmpstr (flo_json_get_string (spot, "market"), ==, "spot");
  g_assert_cmpstr (flo_json_get_string (spot, "template"), ==, "lt-spot");
  g_assert_cmpint (flo_json_get_integer (spot, "capacity"), ==, 3);
  g_assert_cmpint (flo_json_get_integer (spot, "on_demand"), ==, 0);
  g_assert_cmpstr (flo_json_get_string (spot, "rebalance"), ==, "launch-before-terminate");
  g_assert_cmpint (flo_json_get_integer (spot, "termination_delay"), ==, 120);
  g_assert_cmpstr (flo_json_get_string (spot, "excess"), ==, "termination");
  g_assert_cmpuint (flo_json_length (flo_json_get_array (spot, "overrides")), ==, 9);

  fixture->config->capacity.on_demand_base = 2;
  fixture->config->managed.rebalance = FLO_MANAGED_REBALANCE_LAUNCH;
  fixture->config->managed.excess = FLO_EXCESS_KEEP;
  mixed = read_first (fixture);
  g_assert_cmpstr (flo_json_get_string (mixed, "market"), ==, "mixed");
  g_assert_cmpstr (flo_json_get_string (mixed, "template"), ==, "lt-mixed");
  g_assert_cmpint (flo_json_get_integer (mixed, "capacity"), ==, 3);
  g_assert_cmpint (flo_json_get_integer (mixed, "on_demand"), ==, 2);
  g_assert_cmpstr (flo_json_get_string (mixed, "rebalance"), ==, "launch");
  g_assert_false (json_object_has_member (mixed, "termination_delay"));
  g_assert_cmpstr (flo_json_get_string (mixed, "excess"), ==, "no-termination");
}

/* EC2 does not show it for a while: it is not made again. */
static void
test_not_twice (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();

  fixture_past (fixture, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, MADE, "{\"id\":\"" KEEPER "\"}", 5);
  assert_words (fixture, "wait");
}

static void
test_all_there (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;

  see_keeper (fixture, 3, 0, 3);
  see_nodes (fixture, 3);
  fixture_look_at_nodes (fixture);
  plan = fixture_plan (fixture);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->complete);
  g_assert_false (plan->look_closer);
}

/* Nothing is launched or ended here, whatever happens to nodes. */
static void
test_losses (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;
  FloPlan *noticed;

  see_keeper (fixture, 3, 0, 3);
  see_nodes (fixture, 3);
  fixture_spot_request (fixture, "i-a", "closed", "instance-terminated-no-capacity", 30);
  noticed = fixture_plan (fixture);
  g_assert_cmpuint (noticed->actions->len, ==, 0);
  g_assert_true (noticed->complete);
  flo_plan_free (noticed);

  fixture_instance (fixture, "i-a", 'a', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (fixture);
  g_assert_false (plan->complete);
  g_assert_cmpuint (plan->actions->len, ==, 1);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_WAIT);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait for EC2 to have 1 more node run");
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "i-a: it was lost: Server.SpotInstanceTermination; EC2 launches another by itself");
}

static void
test_trouble (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;

  fixture->ec2_trouble = "no capacity for m5.large in us-east-1a.";
  see_keeper (fixture, 3, 0, 2);
  see_nodes (fixture, 2);
  plan = fixture_plan (fixture);
  g_assert_cmpstr (plan->problem, ==, "EC2 keeps 2 of 3 nodes: no capacity for m5.large in us-east-1a. EC2 tries again by "
                   "itself.");
  g_assert_false (plan->blocked);
  g_assert_false (plan->complete);
}

static void
test_another_number (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (JsonObject) more = NULL;
  g_autoptr (JsonObject) base = NULL;

  see_keeper (fixture, 3, 0, 3);
  see_nodes (fixture, 3);
  fixture_look_at_nodes (fixture);
  fixture->config->capacity.nodes = 5;
  assert_words (fixture, "modify-fleet");
  more = read_first (fixture);
  g_assert_cmpstr (flo_json_get_string (more, "id"), ==, KEEPER);
  g_assert_cmpint (flo_json_get_integer (more, "capacity"), ==, 5);
  g_assert_cmpint (flo_json_get_integer (more, "on_demand"), ==, 0);

  fixture->config->capacity.nodes = 3;
  assert_words (fixture, "");
  fixture->config->managed.excess = FLO_EXCESS_KEEP;
  assert_words (fixture, "modify-fleet");
  fixture->config->managed.excess = FLO_EXCESS_TERMINATION;
  fixture->config->capacity.on_demand_base = 1;
  base = read_first (fixture);
  g_assert_cmpint (flo_json_get_integer (base, "capacity"), ==, 3);
  g_assert_cmpint (flo_json_get_integer (base, "on_demand"), ==, 1);
}

/* What a person asks for goes to EC2, with who it was; the base is never more than there are nodes. */
static void
test_scaled (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) less = NULL;

  see_keeper (fixture, 3, 2, 3);
  see_nodes (fixture, 3);
  fixture_look_at_nodes (fixture);
  fixture->config->capacity.on_demand_base = 2;
  assert_words (fixture, "");
  fixture->wishes = flo_wishes_new ();
  flo_wishes_scale (fixture->wishes, 5, "ann@desk", fixture->now);
  plan = fixture_plan (fixture);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Have EC2 keep 5 nodes, not 3");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "ann@desk"));

  flo_wishes_scale (fixture->wishes, 1, "ann@desk", fixture->now);
  less = read_first (fixture);
  g_assert_cmpint (flo_json_get_integer (less, "capacity"), ==, 1);
  g_assert_cmpint (flo_json_get_integer (less, "on_demand"), ==, 1);

  flo_wishes_unscale (fixture->wishes);
  assert_words (fixture, "");
}

static void
test_budget (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  see_keeper (fixture, 3, 0, 3);
  see_nodes (fixture, 3);
  fixture->config->budget.total = 1000000;
  fixture->config->budget.at_limit = FLO_BUDGET_STOP;
  fixture->spend.total = 1000000;
  plan = fixture_plan (fixture);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_MODIFY_FLEET);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Have EC2 keep 0 nodes, not 3");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "All nodes are ended"));
  parameters = flo_json_from_text (flo_action_get_parameters (fixture_action (plan, 0)));
  g_assert_cmpint (flo_json_get_integer (parameters, "capacity"), ==, 0);
}

/* Somebody deleted it: a new one would double the nodes that still run. */
static void
test_deleted_by_others (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_past (fixture, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, MADE, "{\"id\":\"" KEEPER "\"}", 3600);
  see_nodes (fixture, 2);
  plan = fixture_plan (fixture);
  g_assert_cmpuint (plan->actions->len, ==, 0);
  g_assert_true (plan->blocked);
  g_assert_cmpstr (plan->problem, ==,
                   "The EC2 Fleet fleet-1, which kept the nodes, was deleted, and not by Flotilla. 2 nodes still run, and nobody "
                   "replaces what is lost. Destroy this fleet and launch it anew.");
}

static void
test_no_price (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autoptr (FloPlan) plan = NULL;

  fixture->config->price.limit = FLO_PRICE_FIXED;
  fixture->config->price.maximum = 1000;
  plan = fixture_plan (fixture);
  g_assert_nonnull (strstr (plan->problem, "offered within its price limit"));
  assert_words (fixture, "wait");
}

/* First what would replace, then what it launched; EC2 is given time to end them. */
static void
test_destroy (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  FloSeenInstance instance = { .id = (char *) "i-a", .type = (char *) "m5.large", .zone = (char *) "us-east-1a", .spot = TRUE,
                               .fleet = (char *) KEEPER, .state = FLO_SEEN_RUNNING, .launched_at = 1 };
  g_autoptr (FloPlan) first = NULL;
  g_autoptr (FloPlan) second = NULL;

  fixture->destroy = TRUE;
  see_keeper (fixture, 1, 0, 1);
  flo_observation_add_instance (fixture->observation, &instance);
  first = fixture_plan (fixture);
  g_assert_cmpint (flo_action_get_kind (fixture_action (first, 0)), ==, FLO_ACTION_DELETE_FLEETS);
  g_assert_cmpint (flo_action_get_kind (fixture_action (first, 1)), ==, FLO_ACTION_TERMINATE_INSTANCES);

  flo_observation_unref (fixture->observation);
  fixture->observation = flo_observation_new (FIXTURE_NOW, TRUE);
  flo_observation_add_instance (fixture->observation, &instance);
  fixture_past (fixture, FLO_ACTION_DELETE_FLEETS, FLO_INTENT_DONE, "{\"ids\":[\"" KEEPER "\"]}", "{}", 5);
  assert_words (fixture, "wait");

  fixture->now += 70 * G_USEC_PER_SEC;
  second = fixture_plan (fixture);
  g_assert_cmpint (flo_action_get_kind (fixture_action (second, 0)), ==, FLO_ACTION_TERMINATE_INSTANCES);
}

static void
test_recovery (void)
{
  g_autoptr (Fixture) fixture = make_fixture ();
  g_autofree char *found = NULL;
  g_autofree char *given_up = NULL;
  g_autofree char *nothing = NULL;
  const FloPast *open;

  fixture_past (fixture, FLO_ACTION_CREATE_FLEET, FLO_INTENT_OPEN, MADE, NULL, 1);
  open = flo_history_find_open (fixture->history);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, FALSE, 0, &nothing), ==, FLO_RECOVERY_REPEAT);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, TRUE, 0, &nothing), ==, FLO_RECOVERY_LOOK);
  fixture_seen (fixture, (FloSeen) { FLO_SEEN_FLEET, .id = (char *) KEEPER, .ours = TRUE, .kept = TRUE,
                                     .token = open->token });
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, TRUE, 0, &found), ==, FLO_RECOVERY_FOUND);
  g_assert_cmpstr (found, ==, "{\"id\":\"" KEEPER "\"}");

  fixture_past (fixture, FLO_ACTION_MODIFY_FLEET, FLO_INTENT_OPEN, "{\"id\":\"" KEEPER "\",\"capacity\":9}", NULL, 1);
  open = flo_history_get (fixture->history, 1);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, FALSE, 0, &nothing), ==, FLO_RECOVERY_REPEAT);
  g_assert_cmpint (flo_recovery_decide (open, fixture->observation, TRUE, 0, &given_up), ==, FLO_RECOVERY_GIVE_UP);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/managed/order", test_order);
  g_test_add_func ("/planner/managed/parameters", test_parameters);
  g_test_add_func ("/planner/managed/not-twice", test_not_twice);
  g_test_add_func ("/planner/managed/all-there", test_all_there);
  g_test_add_func ("/planner/managed/losses", test_losses);
  g_test_add_func ("/planner/managed/trouble", test_trouble);
  g_test_add_func ("/planner/managed/another-number", test_another_number);
  g_test_add_func ("/planner/managed/scaled", test_scaled);
  g_test_add_func ("/planner/managed/budget", test_budget);
  g_test_add_func ("/planner/managed/deleted-by-others", test_deleted_by_others);
  g_test_add_func ("/planner/managed/no-price", test_no_price);
  g_test_add_func ("/planner/managed/destroy", test_destroy);
  g_test_add_func ("/planner/managed/recovery", test_recovery);

  return g_test_run ();
}
