/* test-planner-zones.c: zones without capacity, and nodes that move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

#define MINUTE G_GINT64_CONSTANT (60)
#define HOUR (60 * MINUTE)
#define NONE "{\"category\":\"capacity\",\"message\":\"none\"}"


/* All pools of a zone had nothing, that long ago. */
static void
refuse_zone (Fixture *f,
             char     zone,
             gint64   seconds_ago)
{
  g_autofree char *parameters =
    g_strdup_printf ("{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1%c\"},"
                     "{\"type\":\"c5.large\",\"zone\":\"us-east-1%c\"},{\"type\":\"r5.large\",\"zone\":\"us-east-1%c\"}]}",
                     zone, zone, zone);

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, parameters, NONE, seconds_ago);
}

/* Three spot nodes run, two of them in a, for zone b has had nothing since then. */
static Fixture *
make_short (gint64 seconds_ago)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  refuse_zone (f, 'b', seconds_ago);

  return f;
}

/* i-2 moves from a to b; its successor i-4 was launched that long ago. */
static Fixture *
make_move (FloSeenState state,
           gint64       seconds_ago)
{
  Fixture *f = make_short (2 * 24 * HOUR);
  FloSeenInstance successor = { .id = (char *) "i-4", .type = (char *) "m5.large", .zone = (char *) "us-east-1b",
                                .spot = TRUE, .state = state, .launched_at = f->now / G_USEC_PER_SEC - seconds_ago };

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE,
                "{\"market\":\"spot\",\"moves\":[\"i-2\"],\"why\":\"refill\"}",
                "{\"id\":\"fleet-1\",\"instances\":[{\"id\":\"i-4\",\"type\":\"m5.large\",\"zone\":\"us-east-1b\","
                "\"lifecycle\":\"spot\"}]}", seconds_ago);
  flo_observation_add_instance (f->observation, &successor);

  return f;
}

/* ---- what is told ---- */

static void
test_shortage (void)
{
  g_autoptr (Fixture) f = make_short (300);
  g_autoptr (FloPlan) plan = fixture_plan (f);
  const FloPlanShortage *shortage;

  g_assert_cmpuint (plan->shortages->len, ==, 1);
  shortage = g_ptr_array_index (plan->shortages, 0);
  g_assert_cmpstr (shortage->zone, ==, "us-east-1b");
  g_assert_cmpint (shortage->since, ==, f->now - 300 * G_USEC_PER_SEC);
  g_assert_cmpstr (shortage->title, ==, "us-east-1b has no capacity since 15:55 UTC");
  g_assert_cmpstr (shortage->text, ==, "1 of its nodes runs in us-east-1a until it has.");
  g_assert_true (plan->complete);
  g_assert_null (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  /* The same words as long as it lasts, and also while only nodes are looked at. */
  refuse_zone (f, 'b', 60);
  fixture_look_at_nodes (f);
  plan = fixture_plan (f);
  shortage = g_ptr_array_index (plan->shortages, 0);
  g_assert_cmpstr (shortage->title, ==, "us-east-1b has no capacity since 15:55 UTC");
  g_clear_pointer (&plan, flo_plan_free);

  /* One launch ends it. */
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"instances\":[{\"id\":\"i-3\",\"type\":\"r5.large\",\"zone\":\"us-east-1b\"}]}", 30);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->shortages->len, ==, 0);
}

/* One pool that was not refused may have some. */
static void
test_one_pool (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1b\"}]}", NONE, 20);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->shortages->len, ==, 0);
}

static void
test_all_short (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  const FloPlanShortage *shortage;

  fixture_infrastructure (f);
  for (char zone = 'a'; zone <= 'c'; zone++)
    refuse_zone (f, zone, 30);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->shortages->len, ==, 3);
  shortage = g_ptr_array_index (plan->shortages, 2);
  g_assert_cmpstr (shortage->zone, ==, "us-east-1c");
  g_assert_cmpstr (shortage->text, ==, "1 of its nodes is missing until it has, or another zone.");
}

/* ---- nodes that go back ---- */

/* With nodes in fewer zones than the config wants: after four hours; the youngest goes, by a launch in that zone alone. */
static void
test_refill (void)
{
  g_autoptr (Fixture) f = make_short (4 * HOUR);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  f->config->zones.minimum = 3;
  fixture_instance (f, "i-5", 'a', TRUE, FLO_SEEN_RUNNING);
  f->config->capacity.nodes = 4;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_true (plan->complete);
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_string_at (flo_json_get_array (parameters, "moves"), 0), ==, "i-1");
  g_assert_cmpint (flo_json_get_integer (parameters, "capacity"), ==, 1);
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "us-east-1a"));
  g_assert_nonnull (strstr (flo_action_get_title (fixture_action (plan, 0)), "from us-east-1a to us-east-1b"));
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "us-east-1a holds 3 nodes and us-east-1b 0"));
}

static void
test_too_early (void)
{
  g_autoptr (Fixture) f = make_short (4 * HOUR - 1);
  g_autoptr (FloPlan) plan = NULL;

  f->config->zones.minimum = 3;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_cmpint (plan->wait_until, ==, f->now + G_USEC_PER_SEC);
  g_assert_true (plan->complete);
  g_clear_pointer (&plan, flo_plan_free);

  /* In two zones, as the config wants at least, it is a day. */
  f->config->zones.minimum = 2;
  plan = fixture_plan (f);
  g_assert_cmpint (plan->wait_until, ==, f->now + (20 * HOUR + 1) * G_USEC_PER_SEC);
  g_clear_pointer (&plan, flo_plan_free);

  /* Where zones have not to be even, it is never. */
  f->config->zones.distribution = FLO_DISTRIBUTION_CHEAPEST_FIRST;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

/* While a node is sick its zone has one too few, and that is not what is waited for. */
static void
test_sick (void)
{
  g_autoptr (Fixture) f = make_short (HOUR);
  g_autoptr (FloPlan) plan = NULL;
  FloSeenInstance *sick;

  f->config->capacity.nodes = 4;
  fixture_instance (f, "i-4", 'b', TRUE, FLO_SEEN_RUNNING);
  sick = (FloSeenInstance *) flo_observation_find_instance (f->observation, "i-4");
  sick->checked_at = f->now / G_USEC_PER_SEC;
  sick->instance_check = FLO_CHECK_IMPAIRED;
  sick->impaired_since = sick->checked_at - MINUTE;
  sick->bad_looks = FLO_BAD_LOOKS;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_cmpuint (plan->impaired, ==, 1);
}

/* A probe in vain: longer and longer. */
static void
test_in_vain (void)
{
  g_autoptr (Fixture) f = make_short (40 * HOUR);
  g_autoptr (FloPlan) plan = NULL;

  f->config->zones.minimum = 3;
  refuse_zone (f, 'b', 8 * HOUR);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_clear_pointer (&plan, flo_plan_free);

  refuse_zone (f, 'b', 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_cmpint (plan->wait_until, ==, f->now + (10 * HOUR - 1) * G_USEC_PER_SEC - G_USEC_PER_SEC / 4);
}

/* Something else was in the way: AWS is not bothered with it for an hour, or for two minutes when that passes by itself. */
static void
check_barred (const char *result,
              gint64      seconds)
{
  g_autoptr (Fixture) f = make_short (4 * HOUR);
  g_autoptr (FloPlan) plan = NULL;

  f->config->zones.minimum = 3;
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\",\"moves\":[\"i-2\"]}", result, seconds - 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_null (plan->problem);
  g_assert_false (plan->blocked);
  g_clear_pointer (&plan, flo_plan_free);

  f->now += G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
}

static void
test_barred (void)
{
  check_barred ("{\"category\":\"quota\",\"message\":\"MaxSpotInstanceCountExceeded\"}", HOUR);
  check_barred ("{\"category\":\"throttled\",\"message\":\"RequestLimitExceeded\"}", 120);
}

/* Two an hour, and only as many at a time as the config bears. */
static void
test_limits (void)
{
  g_autoptr (Fixture) f = make_short (4 * HOUR);
  g_autoptr (FloPlan) plan = NULL;

  f->config->zones.minimum = 3;
  for (guint i = 0; i < 2; i++)
    fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                  "{\"market\":\"spot\",\"moves\":[\"i-9\"],\"why\":\"refill\"}", NONE, HOUR - 1);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->now += G_USEC_PER_SEC;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_clear_pointer (&plan, flo_plan_free);

  /* An hour's budget has no room for two at a time. */
  f->config->budget.per_hour = 141000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->config->budget.per_hour = 160000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_clear_pointer (&plan, flo_plan_free);

  /* Nodes that are not replaced do not move. */
  f->config->interruption.replace = FALSE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
}

/* What is to be launched needs more than nodes to be looked at. */
static void
test_look_closer (void)
{
  g_autoptr (Fixture) f = make_short (4 * HOUR);
  g_autoptr (FloPlan) plan = NULL;

  f->config->zones.minimum = 3;
  fixture_look_at_nodes (f);
  plan = fixture_plan (f);
  g_assert_true (plan->look_closer);
  fixture_assert_words (plan, "");
}

/* ---- on the way ---- */

/* Both are there, neither is too many, and nothing else begins. */
static void
test_under_way (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_RUNNING, 10 * MINUTE - 1);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, "wait");
  g_assert_cmpint (plan->wait_until, ==, f->now + G_USEC_PER_SEC);
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Wait until i-4 has settled in us-east-1b");
  g_assert_true (plan->complete);
  g_assert_false (plan->short_of_spot);
}

static void
test_settled (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_RUNNING, 10 * MINUTE);
  g_autoptr (FloPlan) plan = fixture_plan (f);
  g_autoptr (JsonObject) parameters = NULL;

  fixture_assert_words (plan, "terminate-instances");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "End i-2, which has moved to us-east-1b");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpuint (flo_json_length (flo_json_get_array (parameters, "ids")), ==, 1);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_TERMINATE_INSTANCES, FLO_INTENT_DONE, "{\"ids\":[\"i-2\"]}", "{}", 0);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

static void
test_not_running (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_PENDING, 30 * MINUTE);
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, "wait");
}

/* The successor is lost: the node stays, and nothing is missing. */
static void
test_successor_lost (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_TERMINATED, 20 * MINUTE);
  g_autoptr (FloPlan) plan = fixture_plan (f);
  g_autofree char *words = fixture_words (plan);

  g_assert_null (strstr (words, "terminate"));
  g_assert_null (strstr (words, "create"));
  g_assert_true (plan->complete);
}

/* The node is lost: the successor stays, and nothing is missing. */
static void
test_node_lost (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_RUNNING, 20 * MINUTE);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

/* Another node is lost meanwhile: it is replaced, and the move goes on. */
static void
test_other_lost (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_RUNNING, 5 * MINUTE);
  g_autoptr (FloPlan) plan = NULL;

  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_TERMINATED);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "moves"));
}

/* Fewer are wanted: the one that goes anyhow is the first to go. */
static void
test_fewer_wanted (void)
{
  g_autoptr (Fixture) f = make_move (FLO_SEEN_RUNNING, 5 * MINUTE);
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  f->config->capacity.nodes = 2;
  plan = fixture_plan (f);
  parameters = fixture_parameters (plan, 0);
  fixture_assert_words (plan, "terminate-instances");
  g_assert_cmpstr (flo_json_string_at (flo_json_get_array (parameters, "ids"), 0), ==, "i-2");
}

/* ---- a zone that is emptied ---- */

static Fixture *
make_emptied (void)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  f->config->capacity.nodes = 4;
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_TERMINATED);
  fixture_instance (f, "i-3", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-4", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_spot_request (f, "i-1", "closed", "instance-terminated-no-capacity", 200);
  fixture_spot_request (f, "i-2", "closed", "instance-terminated-no-capacity", 100);

  return f;
}

/* New nodes go elsewhere, even where the zone would be the emptiest. */
static void
test_avoided (void)
{
  g_autoptr (Fixture) f = make_emptied ();
  g_autoptr (FloPlan) plan = fixture_plan (f);

  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, i)), "us-east-1a"));
  fixture_assert_words (plan, "create-fleet create-fleet");
  g_clear_pointer (&plan, flo_plan_free);

  /* Nowhere else is anything: better there than nowhere. */
  refuse_zone (f, 'b', 10);
  refuse_zone (f, 'c', 10);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "us-east-1a"));
}

/* AWS took all nodes back, and has had none since then. */
static void
empty_all (Fixture *f)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i + 11);

      fixture_instance (f, id, "abc"[i % 3], TRUE, FLO_SEEN_TERMINATED);
      fixture_spot_request (f, id, "closed", "instance-terminated-no-capacity", 100);
    }
}

/* All zones are emptied at once: the substitutes are spread over them. The first of them, and an on-demand node, do not make
 * their zone one to which all others go. */
static void
test_emptied_everywhere (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 6;
  empty_all (f);
  fixture_instance (f, "i-7", 'a', TRUE, FLO_SEEN_PENDING);
  fixture_instance (f, "i-8", 'a', TRUE, FLO_SEEN_PENDING);
  fixture_instance (f, "i-9", 'a', FALSE, FLO_SEEN_RUNNING);
  for (guint i = 0; i < f->observation->instances->len; i++)
    {
      FloSeenInstance *instance = g_ptr_array_index (f->observation->instances, i);

      if (instance->state <= FLO_SEEN_RUNNING)
        instance->launched_at = f->now / G_USEC_PER_SEC - 10;
    }
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->actions->len, ==, 2);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, i)), "us-east-1a"));
}

/* No zone had anything. The first that may be asked again is asked for its share only: what it has shows that there is some
 * again, and the others, refused at the same time, are asked for theirs at once and not at the end of their wait. */
static void
test_drought_over (gconstpointer emptied)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 6;
  if (GPOINTER_TO_INT (emptied))
    empty_all (f);
  refuse_zone (f, 'a', 65);
  refuse_zone (f, 'b', 50);
  refuse_zone (f, 'c', 50);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 2);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "no zone had capacity"));
  g_assert_nonnull (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"instances\":[{\"id\":\"i-1\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"},"
                "{\"id\":\"i-2\",\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}]}", 1);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_PENDING);
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_PENDING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "b", "spot", 2);
  fixture_assert_launch (plan, 1, "c", "spot", 2);
  g_assert_null (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  /* They still have none: the one that has some takes them all. */
  refuse_zone (f, 'b', 0);
  refuse_zone (f, 'c', 0);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 4);
}

/* The last zone has pools that were not asked yet, and some that were, in vain: it does not get all either. One that was never
 * refused does: nothing says that the drought is there, too. */
static void
test_drought_moves_on (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 6;
  refuse_zone (f, 'b', 10);
  refuse_zone (f, 'c', 10);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 6);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED,
                "{\"market\":\"spot\",\"overrides\":[{\"type\":\"m5.large\",\"zone\":\"us-east-1a\"}]}", NONE, 5);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 2);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"instances\":[{\"id\":\"i-1\",\"type\":\"c5.large\",\"zone\":\"us-east-1a\"},"
                "{\"id\":\"i-2\",\"type\":\"c5.large\",\"zone\":\"us-east-1a\"}]}", 1);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_PENDING);
  fixture_instance (f, "i-2", 'a', TRUE, FLO_SEEN_PENDING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "b", "spot", 2);
  fixture_assert_launch (plan, 1, "c", "spot", 2);
}

/* On-demand nodes stand in for all that are asked for: nothing is missing. */
static void
test_drought_stood_in (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->short_since = f->now / G_USEC_PER_SEC - HOUR;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i + 1);

      fixture_instance (f, id, "abc"[i], FALSE, FLO_SEEN_RUNNING);
    }
  refuse_zone (f, 'a', 65);
  refuse_zone (f, 'b', 50);
  refuse_zone (f, 'c', 50);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, 1);
  g_assert_null (plan->problem);
}

/* With another spread, too. */
static void
test_drought_over_elsewhere (void)
{
  static const struct { FloDistribution distribution; gint64 minimum; guint first; } cases[] = {
    { FLO_DISTRIBUTION_CHEAPEST_FIRST, 1, 1 },
    { FLO_DISTRIBUTION_CHEAPEST_FIRST, 3, 1 },
    { FLO_DISTRIBUTION_CAPACITY_FIRST, 1, 2 },
    { FLO_DISTRIBUTION_SINGLE, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autoptr (FloPlan) plan = NULL;

      fixture_infrastructure (f);
      f->config->capacity.nodes = 6;
      f->config->zones.distribution = cases[i].distribution;
      f->config->zones.minimum = cases[i].minimum;
      refuse_zone (f, 'a', 50);
      refuse_zone (f, 'b', 50);
      refuse_zone (f, 'c', 65);
      plan = fixture_plan (f);
      g_assert_cmpuint (fixture_count_launched (plan, "spot"), ==, cases[i].first);
      g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "us-east-1c"));
    }
}

static void
test_evacuate (void)
{
  g_autoptr (Fixture) f = make_emptied ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  fixture_instance (f, "i-5", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-6", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  f->config->zones.evacuate = TRUE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_string_at (flo_json_get_array (parameters, "moves"), 0), ==, "i-3");
  g_assert_cmpstr (flo_json_get_string (parameters, "why"), ==, "evacuate");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==, "Move i-3 from us-east-1a to us-east-1c");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/zones/shortage", test_shortage);
  g_test_add_func ("/planner/zones/one-pool", test_one_pool);
  g_test_add_func ("/planner/zones/all-short", test_all_short);
  g_test_add_func ("/planner/zones/refill", test_refill);
  g_test_add_func ("/planner/zones/too-early", test_too_early);
  g_test_add_func ("/planner/zones/sick", test_sick);
  g_test_add_func ("/planner/zones/in-vain", test_in_vain);
  g_test_add_func ("/planner/zones/barred", test_barred);
  g_test_add_func ("/planner/zones/limits", test_limits);
  g_test_add_func ("/planner/zones/look-closer", test_look_closer);
  g_test_add_func ("/planner/move/under-way", test_under_way);
  g_test_add_func ("/planner/move/settled", test_settled);
  g_test_add_func ("/planner/move/not-running", test_not_running);
  g_test_add_func ("/planner/move/successor-lost", test_successor_lost);
  g_test_add_func ("/planner/move/node-lost", test_node_lost);
  g_test_add_func ("/planner/move/other-lost", test_other_lost);
  g_test_add_func ("/planner/move/fewer-wanted", test_fewer_wanted);
  g_test_add_func ("/planner/zones/avoided", test_avoided);
  g_test_add_func ("/planner/zones/emptied-everywhere", test_emptied_everywhere);
  g_test_add_data_func ("/planner/zones/drought-over", GINT_TO_POINTER (FALSE), test_drought_over);
  g_test_add_data_func ("/planner/zones/drought-over-emptied", GINT_TO_POINTER (TRUE), test_drought_over);
  g_test_add_func ("/planner/zones/drought-stood-in", test_drought_stood_in);
  g_test_add_func ("/planner/zones/drought-moves-on", test_drought_moves_on);
  g_test_add_func ("/planner/zones/drought-over-elsewhere", test_drought_over_elsewhere);
  g_test_add_func ("/planner/zones/evacuate", test_evacuate);

  return g_test_run ();
}
