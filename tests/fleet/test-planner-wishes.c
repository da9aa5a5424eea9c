/* test-planner-wishes.c: what comes of what a person asks of a living fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define WHO "anna@laptop"
#define ASKED "asked for by " WHO


/* Three nodes run, one in each zone, all m5.large. */
static Fixture *
make_fleet (void)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->wishes = flo_wishes_new ();
  fixture_instance (f, "i-a", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-b", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-c", 'c', TRUE, FLO_SEEN_RUNNING);

  return f;
}

static gboolean
offers (FloAction  *action,
        const char *type,
        const char *zone)
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");

  for (guint i = 0; i < flo_json_length (overrides); i++)
    {
      JsonObject *override = flo_json_object_at (overrides, i);

      if ((type == NULL || g_strcmp0 (flo_json_get_string (override, "type"), type) == 0) &&
          g_strcmp0 (flo_json_get_string (override, "zone"), zone) == 0)
        return TRUE;
    }

  return FALSE;
}

/* ---- scale ---- */

static void
test_grow (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_scale (f->wishes, 5, WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot; launch 1 spot");
  g_assert_cmpuint (plan->wanted, ==, 5);
  g_assert_false (plan->complete);
}

static void
test_shrink (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  /* The prices rise from zone to zone. */
  flo_wishes_scale (f->wishes, 2, WHO, f->now);
  plan = fixture_expect (f, "end i-c");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), ASKED));
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "saves $0.032 an hour"));
  g_clear_pointer (&plan, flo_plan_free);

  flo_wishes_scale (f->wishes, 0, WHO, f->now);
  plan = fixture_expect (f, "end i-c,i-b,i-a");
  g_assert_cmpuint (plan->wanted, ==, 0);
}

/* Two are in the dearest zone: one of each zone has to stay. */
static void
test_shrink_keeps_zones (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-d", 'a', TRUE, FLO_SEEN_RUNNING);
  f->config->capacity.nodes = 4;
  flo_wishes_scale (f->wishes, 3, WHO, f->now);
  plan = fixture_expect (f, "end i-a");
}

static void
test_shrink_base (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.on_demand_base = 2;
  flo_wishes_scale (f->wishes, 1, WHO, f->now);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 1);
}

/* AWS takes one back anyway: that one goes, and nobody ends it, because the last of its hours may be free. */
static void
test_shrink_noticed (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.drain_seconds = 30;
  fixture_spot_request (f, "i-a", "active", "marked-for-termination", 10);
  flo_wishes_scale (f->wishes, 2, WHO, f->now);
  plan = fixture_expect (f, "");
}

/* What is not replaced after an interruption is launched when somebody wants more. */
static void
test_grow_without_replacing (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.replace = FALSE;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"instances\":[{\"id\":\"i-a\"},{\"id\":\"i-b\"},{\"id\":\"i-c\"},{\"id\":\"i-d\"}]}", 900);
  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-d\"]}", "{}", 800);
  plan = fixture_expect (f, "");
  g_clear_pointer (&plan, flo_plan_free);

  flo_wishes_scale (f->wishes, 4, WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot");
}

/* ---- pause ---- */

static void
test_pause (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-b", 'b', TRUE, FLO_SEEN_TERMINATED);
  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now);
  flo_wishes_pause (f->wishes, WHO, f->now);
  plan = fixture_expect (f, "");
  g_assert_cmpuint (plan->actions->len, ==, 1);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Paused: nothing is launched, replaced or moved");
  g_assert_nonnull (strstr (plan->paused, ASKED));
  g_assert_nonnull (strstr (plan->paused, "1 of 3 nodes is missing"));
  g_assert_false (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* Looking at nodes alone is enough. */
  fixture_look_at_nodes (f);
  plan = fixture_expect (f, "");
  g_assert_false (plan->look_closer);
}

/* A pause does not let a fleet cost more than it may. */
static void
test_pause_over_budget (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->budget.total = 1000000;
  f->config->budget.at_limit = FLO_BUDGET_STOP;
  f->spend.total = 1000000;
  flo_wishes_pause (f->wishes, WHO, f->now);
  plan = fixture_expect (f, "end i-c,i-b,i-a");
  g_assert_nonnull (plan->paused);
}

static void
test_pause_destroy (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_pause (f->wishes, WHO, f->now);
  f->destroy = TRUE;
  plan = fixture_plan (f);
  g_assert_null (plan->paused);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_TERMINATE_INSTANCES);
}

/* ---- replace and drain ---- */

static void
test_replace (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_nonnull (strstr (flo_action_get_title (fixture_action (plan, 0)), "Replace i-a in "));
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), ASKED));
  /* In another pool, and the zone is as good as any other. */
  g_assert_false (offers (fixture_action (plan, 0), "m5.large", "us-east-1a"));
  g_assert_true (offers (fixture_action (plan, 0), "c5.large", "us-east-1a"));
  g_clear_pointer (&plan, flo_plan_free);

  /* It stays until the other one runs. */
  fixture_instance (f, "i-d", 'a', TRUE, FLO_SEEN_PENDING);
  plan = fixture_expect (f, "");
  g_assert_true (plan->moving);
  g_assert_true (plan->complete);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait until another node runs in place of i-a");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-d", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_expect (f, "end i-a");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), ASKED));
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-a\"]}", "{}", 4);
  plan = fixture_expect (f, "");
  g_assert_false (plan->moving);
  g_assert_true (plan->complete);
}

/* Never two at once, in the order they were asked for. */
static void
test_replace_in_turn (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_leave_node (f->wishes, "i-c", FALSE, WHO, f->now);
  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now + 1);
  plan = fixture_expect (f, "launch 1 spot");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-d", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_expect (f, "end i-c");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-c\"]}", "{}", 4);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_nonnull (strstr (flo_action_get_title (fixture_action (plan, 0)), "Replace i-a in "));
}

/* Another node is lost meanwhile: both are launched, and the one to be replaced stays as long as it is needed. */
static void
test_replace_with_loss (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now);
  fixture_instance (f, "i-b", 'b', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_expect (f, "launch 1 spot; launch 1 spot");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-d", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_expect (f, "launch 1 spot");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-e", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_expect (f, "end i-a");
}

/* Fewer are wanted at the same time: no substitute is needed. */
static void
test_replace_and_shrink (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_scale (f->wishes, 2, WHO, f->now);
  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now);
  plan = fixture_expect (f, "end i-a");
}

/* There is one pool only: then it has to do. */
static void
test_replace_in_only_pool (void)
{
  const char *const types[] = { "m5.large", NULL };
  const char *const zones[] = { "us-east-1a", NULL };
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->wishes = flo_wishes_new ();
  f->config->capacity.nodes = 1;
  f->config->zones.minimum = 1;
  g_strfreev (f->config->zones.allowed);
  f->config->zones.allowed = g_strdupv ((char **) zones);
  g_strfreev (f->config->instances.types);
  f->config->instances.types = g_strdupv ((char **) types);
  fixture_instance (f, "i-a", 'a', TRUE, FLO_SEEN_RUNNING);
  flo_wishes_leave_node (f->wishes, "i-a", FALSE, WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_true (offers (fixture_action (plan, 0), "m5.large", "us-east-1a"));
}

static void
test_replace_unknown (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_leave_node (f->wishes, "i-z", FALSE, WHO, f->now);
  plan = fixture_expect (f, "");
  g_assert_true (plan->complete);
  g_assert_false (plan->moving);
}

static void
test_drain (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.drain_seconds = 90;
  flo_wishes_leave_node (f->wishes, "i-a", TRUE, WHO, f->now - 89 * G_USEC_PER_SEC);
  fixture_instance (f, "i-d", 'a', TRUE, FLO_SEEN_RUNNING);
  /* The substitute runs, and still it has its time. */
  plan = fixture_expect (f, "");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait until i-a is drained");
  g_clear_pointer (&plan, flo_plan_free);

  f->now += G_USEC_PER_SEC;
  plan = fixture_expect (f, "end i-a");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "its drain time is over"));
}

/* Its time is over although nothing runs in its place. Others do not wait for it. */
static void
test_drain_without_substitute (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->interruption.drain_seconds = 90;
  flo_wishes_leave_node (f->wishes, "i-a", TRUE, WHO, f->now - 90 * G_USEC_PER_SEC);
  flo_wishes_leave_node (f->wishes, "i-b", TRUE, WHO, f->now);
  plan = fixture_expect (f, "end i-a; launch 1 spot; launch 1 spot");
}

/* ---- leave a zone ---- */

static void
test_zone (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-d", 'a', TRUE, FLO_SEEN_RUNNING);
  f->config->capacity.nodes = 4;
  flo_wishes_leave_zone (f->wishes, "us-east-1a", WHO, f->now);
  /* A tenth of four is one at a time. */
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_false (offers (fixture_action (plan, 0), NULL, "us-east-1a"));
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "us-east-1a is to be left, " ASKED));
  g_clear_pointer (&plan, flo_plan_free);

  /* Five run, and four are wanted: the next one may begin. */
  fixture_instance (f, "i-e", 'b', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_expect (f, "end i-a; launch 1 spot");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-a\"]}", "{}", 4);
  plan = fixture_expect (f, "launch 1 spot");
}

/* While as many are away as may be, for whatever reason, no other one begins to leave. */
static void
test_zone_waits (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-c", 'c', TRUE, FLO_SEEN_TERMINATED);
  flo_wishes_leave_zone (f->wishes, "us-east-1a", WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_null (strstr (flo_action_get_reason (fixture_action (plan, 0)), "us-east-1a is to be left"));
}

/* What is lost meanwhile does not come back to the zone. */
static void
test_zone_stays_left (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-a", 'a', TRUE, FLO_SEEN_TERMINATED);
  flo_wishes_leave_zone (f->wishes, "us-east-1a", WHO, f->now);
  plan = fixture_expect (f, "launch 1 spot");
  g_assert_false (offers (fixture_action (plan, 0), NULL, "us-east-1a"));
}

/* Two are drained at the same time, and the zone holds only those. */
static void
test_everything_at_once (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  flo_wishes_scale (f->wishes, 4, WHO, f->now);
  flo_wishes_leave_node (f->wishes, "i-b", FALSE, WHO, f->now);
  flo_wishes_leave_zone (f->wishes, "us-east-1c", WHO, f->now);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->wanted, ==, 4);
  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_assert_cmpint (flo_action_get_kind (fixture_action (plan, i)), ==, FLO_ACTION_CREATE_FLEET);
      g_assert_false (offers (fixture_action (plan, i), NULL, "us-east-1c"));
      g_assert_false (offers (fixture_action (plan, i), "m5.large", "us-east-1b"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/wishes/grow", test_grow);
  g_test_add_func ("/planner/wishes/shrink", test_shrink);
  g_test_add_func ("/planner/wishes/shrink-keeps-zones", test_shrink_keeps_zones);
  g_test_add_func ("/planner/wishes/shrink-base", test_shrink_base);
  g_test_add_func ("/planner/wishes/shrink-noticed", test_shrink_noticed);
  g_test_add_func ("/planner/wishes/grow-without-replacing", test_grow_without_replacing);
  g_test_add_func ("/planner/wishes/pause", test_pause);
  g_test_add_func ("/planner/wishes/pause-over-budget", test_pause_over_budget);
  g_test_add_func ("/planner/wishes/pause-destroy", test_pause_destroy);
  g_test_add_func ("/planner/wishes/replace", test_replace);
  g_test_add_func ("/planner/wishes/replace-in-turn", test_replace_in_turn);
  g_test_add_func ("/planner/wishes/replace-with-loss", test_replace_with_loss);
  g_test_add_func ("/planner/wishes/replace-and-shrink", test_replace_and_shrink);
  g_test_add_func ("/planner/wishes/replace-in-only-pool", test_replace_in_only_pool);
  g_test_add_func ("/planner/wishes/replace-unknown", test_replace_unknown);
  g_test_add_func ("/planner/wishes/drain", test_drain);
  g_test_add_func ("/planner/wishes/drain-without-substitute", test_drain_without_substitute);
  g_test_add_func ("/planner/wishes/zone", test_zone);
  g_test_add_func ("/planner/wishes/zone-waits", test_zone_waits);
  g_test_add_func ("/planner/wishes/zone-stays-left", test_zone_stays_left);
  g_test_add_func ("/planner/wishes/everything-at-once", test_everything_at_once);

  return g_test_run ();
}
