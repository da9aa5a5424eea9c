/* test-planner-destroy.c: what is planned for a fleet that is to be gone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/act/flo-recovery.h"
#include "plan-fixture.h"

#include <string.h>

#define DEFAULT_THINGS "delete-launch-template delete-launch-template delete-key-pair"


static void
add_own_network (Fixture *f)
{
  fixture_seen (f, (FloSeen) { FLO_SEEN_VPC, .id = (char *) "vpc-ours", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_SUBNET, .id = (char *) "subnet-o1", .vpc_id = (char *) "vpc-ours", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_SUBNET, .id = (char *) "subnet-o2", .vpc_id = (char *) "vpc-ours", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_INTERNET_GATEWAY, .id = (char *) "igw-1", .vpc_id = (char *) "vpc-ours",
                               .ours = TRUE });
}

static void
test_order (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_infrastructure (f);
  add_own_network (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{}", "{\"id\":\"fleet-1\",\"instances\":[]}", 900);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_TERMINATED);
  fixture_spot_request (f, "i-1", "active", "fulfilled", 600);
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 60);
  plan = fixture_plan (f);

  fixture_assert_words (plan, "terminate-instances cancel-spot-requests delete-fleets " DEFAULT_THINGS " wait "
                      "delete-security-group delete-subnet delete-subnet detach-internet-gateway "
                      "delete-internet-gateway delete-vpc");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 0)), ==, "{\"ids\":[\"i-1\"]}");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 1)), ==, "{\"ids\":[\"sir-i-1\"]}");
  g_assert_false (plan->complete);
  g_assert_cmpstr (plan->steps[0].word, ==, "instances");
  g_assert_cmpuint (plan->steps[0].done, ==, 1);
  g_assert_cmpuint (plan->steps[0].total, ==, 2);
}

/* What has not our tag is not named, in no action and no order. */
static void
test_nothing_that_is_not_ours (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  static const FloSeenKind kinds[] = { FLO_SEEN_VPC, FLO_SEEN_SUBNET, FLO_SEEN_INTERNET_GATEWAY, FLO_SEEN_ROUTE_TABLE,
                                       FLO_SEEN_SECURITY_GROUP, FLO_SEEN_KEY_PAIR, FLO_SEEN_LAUNCH_TEMPLATE,
                                       FLO_SEEN_FLEET, FLO_SEEN_ADDRESS, FLO_SEEN_VOLUME, FLO_SEEN_SNAPSHOT };

  f->destroy = TRUE;
  fixture_default_vpc (f, 3);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    fixture_seen (f, (FloSeen) { kinds[i], .id = (char *) "theirs", .vpc_id = (char *) "vpc-theirs", .ours = FALSE });
  f->config->network.vpc = g_strdup ("vpc-theirs");
  f->config->access.key_pair = g_strdup ("theirs");
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  add_own_network (f);
  plan = fixture_plan (f);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, i)), "theirs"));
}

static void
test_waits_for_instances (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE });
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_STOPPING);
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-1\"]}", "{}", 5);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait delete-security-group");
  g_clear_pointer (&plan, flo_plan_free);

  /* Still running a minute after we asked: ask again. */
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait delete-security-group");
  g_clear_pointer (&plan, flo_plan_free);
  f->now += 90 * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances wait delete-security-group");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-security-group");
}

/* A termination that AWS refused was none. */
static void
test_failed_termination (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_FAILED, "{\"ids\":[\"i-1\"]}",
                "{\"category\":\"permission\",\"message\":\"no\"}", 5);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances wait");
  g_assert_true (plan->blocked);
  g_assert_cmpint (plan->wait_until, >, f->now);
}

/* Launched a moment ago and not listed yet: asked for apart, or one unknown id would keep all alive. */
static void
test_unseen_instances (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{}",
                "{\"id\":\"fleet-1\",\"instances\":[{\"id\":\"i-1\"},{\"id\":\"i-2\"}]}", 3);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances terminate-instances delete-fleets wait");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 0)), ==, "{\"ids\":[\"i-1\"]}");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 1)), ==, "{\"ids\":[\"i-2\"]}");
}

/* A delete that found nothing a second after the making proves nothing; one long after does. */
static void
test_absent_too_soon (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_VPC, FLO_INTENT_DONE, "{}", "{\"id\":\"vpc-1\"}", 40);
  fixture_past (f, FLO_ACTION_DELETE_VPC, FLO_INTENT_DONE, "{\"id\":\"vpc-1\"}", "{\"absent\":true}", 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-vpc");
  g_assert_cmpint (plan->wait_until, ==, f->now + 2 * G_USEC_PER_SEC);
  g_clear_pointer (&plan, flo_plan_free);

  f->now += 5 * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-vpc");
  g_assert_cmpint (plan->wait_until, ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_DELETE_VPC, FLO_INTENT_DONE, "{\"id\":\"vpc-1\"}", "{}", 2);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

/* What AWS had shown and then does not find was deleted: by the very call whose answer was lost. */
static void
test_absent_but_seen (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_VPC, FLO_INTENT_DONE, "{}", "{\"id\":\"vpc-1\"}", 10);
  fixture_past (f, FLO_ACTION_DELETE_VPC, FLO_INTENT_DONE, "{\"id\":\"vpc-1\",\"seen\":true}", "{\"absent\":true}", 2);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

/* The answer of the call that made the group was lost, the second call was told that there is one, and AWS does not show it
 * yet: nothing is gone before it was seen and deleted. */
static void
test_exists_unseen (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autofree char *token = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_SECURITY_GROUP, FLO_INTENT_DONE, "{}", "{\"exists\":true}", 4);
  token = g_strdup (flo_history_get (f->history, 0)->token);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_false (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .token = token, .ours = TRUE });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-security-group");
  g_clear_pointer (&plan, flo_plan_free);

  g_ptr_array_set_size (f->observation->others, 0);
  fixture_past (f, FLO_ACTION_DELETE_SECURITY_GROUP, FLO_INTENT_DONE, "{\"id\":\"sg-1\"}", "{}", 2);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

/* Nor is it waited for for ever: somebody may have deleted it. */
static void
test_exists_no_more (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_SECURITY_GROUP, FLO_INTENT_DONE, "{}", "{\"exists\":true}",
                FLO_HISTORY_PATIENCE / G_USEC_PER_SEC + 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

/* Failed launches leave fleet requests, too; deleted ones are not deleted again. */
static void
test_fleet_requests (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{}", "{\"id\":\"fleet-1\",\"instances\":[]}", 4000);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{}",
                "{\"id\":\"fleet-2\",\"category\":\"capacity\"}", 3000);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{}", "{\"category\":\"permission\"}", 3000);
  fixture_past (f, FLO_ACTION_DELETE_FLEETS, FLO_INTENT_DONE, "{\"ids\":[\"fleet-1\"]}", "{}", 20);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-fleets");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 0)), ==, "{\"ids\":[\"fleet-2\"]}");
}

/* Nobody's journal knows them: AWS names them as the fleet's. */
static void
test_fleet_requests_of_the_tag (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{}", "{\"id\":\"fleet-1\",\"instances\":[]}", 4000);
  fixture_seen (f, (FloSeen) { FLO_SEEN_FLEET, .id = (char *) "fleet-1", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_FLEET, .id = (char *) "fleet-2", .ours = TRUE });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "delete-fleets");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 0)), ==, "{\"ids\":[\"fleet-1\",\"fleet-2\"]}");
}

/* Storage and addresses after the instances, before the network; a volume only when no instance has it. */
static void
test_storage (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_ADDRESS, .id = (char *) "eipalloc-1", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_VOLUME, .id = (char *) "vol-1", .ours = TRUE, .ready = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_VOLUME, .id = (char *) "vol-2", .ours = TRUE });
  fixture_seen (f, (FloSeen) { FLO_SEEN_SNAPSHOT, .id = (char *) "snap-1", .ours = TRUE });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances wait release-address delete-volume delete-snapshot delete-security-group");
  g_assert_cmpstr (flo_action_get_parameters (fixture_action (plan, 3)), ==, "{\"id\":\"vol-1\",\"seen\":true}");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "release-address delete-volume delete-snapshot delete-security-group wait");
  g_assert_false (plan->complete);
}

static void
test_many_instances (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  for (guint i = 0; i < 1201; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%04u", i);

      fixture_instance (f, id, 'a', TRUE, FLO_SEEN_RUNNING);
    }
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances terminate-instances terminate-instances wait");
}

static void
test_needs_the_whole_picture (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->destroy = TRUE;
  fixture_look_at_nodes (f);
  plan = fixture_plan (f);
  g_assert_true (plan->look_closer);
  g_assert_false (plan->complete);
  fixture_assert_words (plan, "");
}

/* ---- what became of a call whose answer nobody got ---- */

static FloRecovery
recover (Fixture        *f,
         FloActionKind   kind,
         guint           looks,
         char          **result)
{
  fixture_past (f, kind, FLO_INTENT_OPEN, "{}", NULL, 5);

  return flo_recovery_decide (flo_history_find_open (f->history), f->observation, f->destroy, looks, result);
}

static void
test_recovery (void)
{
  static const struct { FloActionKind kind; gboolean destroy; gboolean made; guint looks; FloRecovery wanted; } cases[] = {
    { FLO_ACTION_CREATE_VPC, FALSE, FALSE, 0, FLO_RECOVERY_LOOK },
    { FLO_ACTION_CREATE_VPC, FALSE, FALSE, FLO_RECOVERY_LOOKS, FLO_RECOVERY_REPEAT },
    { FLO_ACTION_CREATE_VPC, FALSE, TRUE, 0, FLO_RECOVERY_FOUND },
    { FLO_ACTION_CREATE_VPC, TRUE, TRUE, 0, FLO_RECOVERY_FOUND },
    { FLO_ACTION_CREATE_VPC, TRUE, FALSE, FLO_RECOVERY_LOOKS, FLO_RECOVERY_GIVE_UP },
    { FLO_ACTION_CREATE_FLEET, FALSE, FALSE, 0, FLO_RECOVERY_REPEAT },
    { FLO_ACTION_CREATE_FLEET, TRUE, FALSE, 0, FLO_RECOVERY_LOOK },
    { FLO_ACTION_CREATE_FLEET, TRUE, TRUE, 0, FLO_RECOVERY_FOUND },
    { FLO_ACTION_CREATE_FLEET, TRUE, FALSE, FLO_RECOVERY_LOOKS, FLO_RECOVERY_GIVE_UP },
    { FLO_ACTION_CREATE_LAUNCH_TEMPLATE, FALSE, FALSE, 0, FLO_RECOVERY_REPEAT },
    { FLO_ACTION_AUTHORIZE_INGRESS, TRUE, FALSE, 0, FLO_RECOVERY_REPEAT },
    { FLO_ACTION_DELETE_VPC, TRUE, FALSE, 0, FLO_RECOVERY_REPEAT },
    { FLO_ACTION_TERMINATE_INSTANCES, TRUE, FALSE, 0, FLO_RECOVERY_REPEAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autofree char *result = NULL;
      FloSeenInstance instance = { .id = (char *) "i-9", .token = (char *) "token-1", .fleet = (char *) "fleet-9" };

      f->destroy = cases[i].destroy;
      if (cases[i].made)
        {
          fixture_seen (f, (FloSeen) { FLO_SEEN_VPC, .id = (char *) "vpc-9", .token = (char *) "token-1", .ours = TRUE });
          flo_observation_add_instance (f->observation, &instance);
        }
      g_assert_cmpint (recover (f, cases[i].kind, cases[i].looks, &result), ==, cases[i].wanted);
      g_assert_cmpint (result != NULL, ==,
                       cases[i].wanted == FLO_RECOVERY_FOUND || cases[i].wanted == FLO_RECOVERY_GIVE_UP);
      if (cases[i].wanted == FLO_RECOVERY_FOUND)
        g_assert_nonnull (strstr (result, cases[i].kind == FLO_ACTION_CREATE_FLEET ? "\"fleet-9\"" : "\"vpc-9\""));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/destroy/order", test_order);
  g_test_add_func ("/planner/destroy/nothing-that-is-not-ours", test_nothing_that_is_not_ours);
  g_test_add_func ("/planner/destroy/waits-for-instances", test_waits_for_instances);
  g_test_add_func ("/planner/destroy/failed-termination", test_failed_termination);
  g_test_add_func ("/planner/destroy/unseen-instances", test_unseen_instances);
  g_test_add_func ("/planner/destroy/absent-too-soon", test_absent_too_soon);
  g_test_add_func ("/planner/destroy/absent-but-seen", test_absent_but_seen);
  g_test_add_func ("/planner/destroy/exists-unseen", test_exists_unseen);
  g_test_add_func ("/planner/destroy/exists-no-more", test_exists_no_more);
  g_test_add_func ("/planner/destroy/fleet-requests", test_fleet_requests);
  g_test_add_func ("/planner/destroy/fleet-requests-of-the-tag", test_fleet_requests_of_the_tag);
  g_test_add_func ("/planner/destroy/storage", test_storage);
  g_test_add_func ("/planner/destroy/many-instances", test_many_instances);
  g_test_add_func ("/planner/destroy/needs-the-whole-picture", test_needs_the_whole_picture);
  g_test_add_func ("/recovery/cases", test_recovery);

  return g_test_run ();
}
