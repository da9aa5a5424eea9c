/* test-planner-replace.c: what is planned when nodes are lost, pools have no capacity, or calls fail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>


static void
test_replace_noticed (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  FloAction *action;

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 10);
  plan = fixture_plan (f);

  /* It is replaced while it still runs, and is not ended by us. */
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "b", "spot", 1);
  action = fixture_action (plan, 0);
  g_assert_cmpstr (flo_action_get_title (action), ==, "Replace i-2 in us-east-1b");
  g_assert_true (g_str_has_prefix (flo_action_get_reason (action), "interruption notice at "));
  /* Not where AWS takes it, as long as there is another pool. */
  g_assert_null (strstr (flo_action_get_parameters (action), "m5.large"));
  g_assert_nonnull (strstr (flo_action_get_parameters (action), "c5.large"));
  g_assert_false (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* With a shorter drain time it still counts for a while. */
  f->config->interruption.drain_seconds = 30;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_true (plan->complete);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace 1 node that AWS takes back");
  g_assert_cmpint (plan->wait_until, ==, f->now + 80 * G_USEC_PER_SEC);
  g_clear_pointer (&plan, flo_plan_free);

  f->now += 85 * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
}

static void
test_replace_lost (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-2 in us-east-1b");
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "it was lost: Server.SpotInstanceTermination");
}

/* With one type there is one pool in the zone: better that one than none. */
static void
test_replace_in_the_only_pool (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  const char * const types[] = { "m5.large", NULL };

  g_strfreev (f->config->instances.types);
  f->config->instances.types = g_strdupv ((char **) types);
  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "b", "spot", 1);
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "m5.large"));
}

/* Two nodes are lost in two zones: each launch names its own, also when the second is planned after the first. */
static void
test_each_launch_names_its_nodes (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-2 in us-east-1b");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 1)), ==, "Replace i-3 in us-east-1c");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (parameters, "replaces"), 0), ==, "i-2");
  g_clear_pointer (&plan, flo_plan_free);

  /* A launch that got nothing was for nobody. */
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"replaces\": [\"i-2\"], \"market\": \"spot\"}",
                "{\"instances\": []}", 2);
  plan = fixture_plan (f);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-2 in us-east-1b");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"replaces\": [\"i-2\"], \"market\": \"spot\"}",
                "{\"instances\": [{\"id\": \"i-4\", \"type\": \"m5.large\", \"zone\": \"us-east-1b\"}]}", 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Replace i-3 in us-east-1c");
}

/* One launch for several nodes names them all. */
static void
test_one_launch_names_its_nodes (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->zones.distribution = FLO_DISTRIBUTION_CAPACITY_FIRST;
  f->config->zones.minimum = 1;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_true (g_str_has_prefix (flo_action_get_title (fixture_action (plan, 0)), "Replace i-2 and 1 more in "));
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "it was lost: Server.SpotInstanceTermination; also for i-3");
}

static void
test_no_replacement_wanted (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.replace = FALSE;
  fixture_infrastructure (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"instances\":[{\"id\":\"i-1\"},{\"id\":\"i-2\"},{\"id\":\"i-3\"}]}", 900);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_false (plan->complete);
}

/* A look at the nodes alone says nothing of the rest: nothing may be made because it is not seen. */
static void
test_steady (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_look_at_nodes (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->look_closer);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_false (plan->look_closer);
  g_assert_true (plan->complete);
}

static void
test_pool_blocked (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  const char *none = "{\"category\":\"capacity\",\"message\":\"none\"}";

  fixture_infrastructure (f);
  f->config->capacity.nodes = 3;

  /* One pool: the others of its zone are tried. */
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}]}", none, 20);
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "a", "spot", 1);
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "m5.large"));
  g_assert_cmpint (plan->wait_until, ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  /* All of a zone: the next zone. */
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                "{\"market\":\"spot\",\"overrides\":[{\"type\":\"c5.large\",\"zone\":\"us-east-1a\"},"
                "{\"type\":\"r5.large\",\"zone\":\"us-east-1a\"}]}", none, 10);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "b", "spot", 2);
  fixture_assert_launch (plan, 1, "c", "spot", 1);
  g_clear_pointer (&plan, flo_plan_free);

  /* On demand is another market. After a minute all is open again. */
  f->now += 60 * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "a", "spot", 1);
}

static void
test_no_capacity_anywhere (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (GString) overrides = g_string_new (NULL);
  static const char * const types[] = { "m5.large", "c5.large", "r5.large" };

  fixture_infrastructure (f);
  for (char zone = 'a'; zone <= 'c'; zone++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        g_string_append_printf (overrides, "%s{\"type\":\"%s\",\"zone\":\"us-east-1%c\"}", overrides->len > 0 ? "," : "",
                                types[i], zone);
    }
  g_string_prepend (overrides, "{\"market\":\"spot\",\"overrides\":[");
  g_string_append (overrides, "]}");
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, overrides->str,
                "{\"category\":\"capacity\",\"message\":\"none\"}", 20);

  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "9 pools"));
  g_assert_false (plan->blocked);
  g_assert_cmpint (plan->wait_until, ==, f->now + 40 * G_USEC_PER_SEC);
}

/* Two zones have nothing: their nodes run in the third, unless the config has them wait. */
static void
test_when_short (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  const char *none = "{\"category\":\"capacity\",\"message\":\"none\"}";

  fixture_infrastructure (f);
  for (char zone = 'a'; zone <= 'b'; zone++)
    {
      g_autofree char *parameters =
        g_strdup_printf ("{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1%c\"},"
                         "{\"type\":\"c5.large\",\"zone\":\"us-east-1%c\"},"
                         "{\"type\":\"r5.large\",\"zone\":\"us-east-1%c\"}]}", zone, zone, zone);

      fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, parameters, none, 20);
    }
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "c", "spot", 3);
  g_assert_null (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->zones.when_short = FLO_WHEN_SHORT_WAIT;
  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "c", "spot", 2);
  g_assert_nonnull (strstr (plan->problem, "1 node is kept back"));
}

/* Instances and errors in one answer: the instances count, the pools of the errors are blocked. */
static void
test_partial_answer (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"id\":\"fleet-1\",\"instances\":[{\"id\":\"i-1\",\"zone\":\"us-east-1a\",\"lifecycle\":\"spot\"}],"
                "\"errors\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1b\",\"category\":\"capacity\"},"
                "{\"type\":\"c5.large\",\"zone\":\"us-east-1b\",\"category\":\"permission\"}]}", 5);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "b", "spot", 1);
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "m5.large"));
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "c5.large"));
}

static void
test_failures (void)
{
  static const struct { const char *category; guint times; gint64 delay; gboolean blocked; } cases[] = {
    { "permission", 1, 30, TRUE }, { "permission", 2, 60, TRUE }, { "permission", 10, 600, TRUE },
    { "credentials", 1, 30, TRUE }, { "quota", 1, 30, TRUE }, { "parameter", 1, 30, TRUE },
    { "throttled", 1, 1, FALSE }, { "throttled", 4, 8, FALSE }, { "throttled", 20, 60, FALSE },
    { "conflict", 2, 2, FALSE }, { "not-found", 1, 1, FALSE }, { "not-found", 6, 32, TRUE },
    { "unknown", 5, 16, FALSE }, { "unknown", 6, 32, TRUE }, { "from-the-future", 1, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autoptr (FloPlan) plan = NULL;
      g_autofree char *result = g_strdup_printf ("{\"category\":\"%s\",\"message\":\"AWS says no\"}", cases[i].category);

      fixture_default_vpc (f, 3);
      for (guint n = 0; n < cases[i].times; n++)
        fixture_past (f, FLO_ACTION_CREATE_SECURITY_GROUP, FLO_INTENT_FAILED, "{}", result, 0);
      plan = fixture_plan (f);

      g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_CREATE_SECURITY_GROUP);
      g_assert_cmpint (plan->wait_until - f->now, ==, cases[i].delay * G_USEC_PER_SEC);
      g_assert_cmpint (plan->blocked, ==, cases[i].blocked);
      g_assert_cmpint (plan->problem != NULL, ==, cases[i].blocked);
      if (cases[i].blocked)
        g_assert_true (g_str_has_prefix (plan->problem, "Create a security group: AWS says no. "));
    }
}

/* A success forgets the failures before it. */
static void
test_failure_is_over (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{}", "{\"category\":\"permission\"}", 5);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}", "{\"instances\":[]}", 4);
  plan = fixture_plan (f);
  g_assert_null (plan->problem);
  g_assert_cmpint (plan->wait_until, ==, 0);
  g_assert_cmpstr (flo_action_get_token (fixture_action (plan, 0)), ==, FIXTURE_FLEET "-create-fleet-3");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/replace/noticed", test_replace_noticed);
  g_test_add_func ("/planner/replace/lost", test_replace_lost);
  g_test_add_func ("/planner/replace/in-the-only-pool", test_replace_in_the_only_pool);
  g_test_add_func ("/planner/replace/each-launch-names-its-nodes", test_each_launch_names_its_nodes);
  g_test_add_func ("/planner/replace/one-launch-names-its-nodes", test_one_launch_names_its_nodes);
  g_test_add_func ("/planner/replace/not-wanted", test_no_replacement_wanted);
  g_test_add_func ("/planner/replace/steady", test_steady);
  g_test_add_func ("/planner/capacity/pool-blocked", test_pool_blocked);
  g_test_add_func ("/planner/capacity/nowhere", test_no_capacity_anywhere);
  g_test_add_func ("/planner/launch/when-short", test_when_short);
  g_test_add_func ("/planner/capacity/partial-answer", test_partial_answer);
  g_test_add_func ("/planner/failures", test_failures);
  g_test_add_func ("/planner/failure-is-over", test_failure_is_over);

  return g_test_run ();
}
