/* test-planner-launch.c: what is planned for a fleet that is to run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-expected-pools.h"
#include "plan-fixture.h"

#include <string.h>


static void
test_default_vpc (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_default_vpc (f, 3);
  plan = fixture_plan (f);

  fixture_assert_words (plan, "create-security-group authorize-ingress import-key-pair create-launch-template "
                      "create-fleet create-fleet create-fleet");
  g_assert_cmpstr (flo_action_get_token (fixture_action (plan, 0)), ==, FIXTURE_FLEET "-create-security-group-1");
  g_assert_cmpstr (flo_action_get_token (fixture_action (plan, 6)), ==, FIXTURE_FLEET "-create-fleet-3");
  fixture_assert_launch (plan, 4, "a", "spot", 1);
  fixture_assert_launch (plan, 5, "b", "spot", 1);
  fixture_assert_launch (plan, 6, "c", "spot", 1);
  g_assert_cmpstr (plan->steps[0].word, ==, "network");
  g_assert_cmpuint (plan->steps[0].total, ==, 0);
  g_assert_cmpuint (plan->steps[1].total, ==, 3);
  g_assert_cmpuint (plan->steps[3].total, ==, 3);
  g_assert_false (plan->complete);
}

static void
test_own_vpc (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = fixture_plan (f);

  fixture_assert_words (plan, "create-vpc create-subnet enable-public-addresses create-subnet enable-public-addresses "
                      "create-subnet enable-public-addresses create-internet-gateway attach-internet-gateway "
                      "create-route create-security-group authorize-ingress import-key-pair create-launch-template "
                      "create-fleet create-fleet create-fleet");
  g_assert_cmpuint (plan->steps[0].total, ==, 10);
  g_assert_cmpuint (plan->steps[0].done, ==, 0);
}

/* The default VPC reaches one zone only, two are wanted. */
static void
test_default_vpc_too_small (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_default_vpc (f, 1);
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_CREATE_VPC);
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)), "too few zones"));
}

static void
test_config_vpc (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->network.vpc = g_strdup ("vpc-mine");
  fixture_seen (f, (FloSeen) { FLO_SEEN_SUBNET, .id = (char *) "subnet-x", .vpc_id = (char *) "vpc-mine",
                               .zone = (char *) "us-east-1a" });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_true (plan->blocked);
  g_assert_nonnull (strstr (plan->problem, "vpc-mine"));
  g_clear_pointer (&plan, flo_plan_free);

  fixture_seen (f, (FloSeen) { FLO_SEEN_SUBNET, .id = (char *) "subnet-y", .vpc_id = (char *) "vpc-mine",
                               .zone = (char *) "us-east-1b" });
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-security-group authorize-ingress import-key-pair create-launch-template "
                      "create-fleet create-fleet");
  fixture_assert_launch (plan, 4, "a", "spot", 2);
  fixture_assert_launch (plan, 5, "b", "spot", 1);
}

/* What was made a moment ago and is not shown yet must not be made again. */
static void
test_not_shown_yet (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_past (f, FLO_ACTION_CREATE_VPC, FLO_INTENT_DONE, "{}", "{\"id\":\"vpc-new\"}", 10);
  fixture_past (f, FLO_ACTION_CREATE_SUBNET, FLO_INTENT_DONE,
                "{\"zone\":\"us-east-1a\",\"cidr\":\"10.83.0.0/20\"}", "{\"id\":\"subnet-new\"}", 9);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "enable-public-addresses create-subnet enable-public-addresses create-subnet "
                      "enable-public-addresses create-internet-gateway attach-internet-gateway create-route "
                      "create-security-group authorize-ingress import-key-pair create-launch-template "
                      "create-fleet create-fleet create-fleet");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 1)), "10.83.16.0/20"));
  g_assert_cmpstr (flo_action_get_token (fixture_action (plan, 1)), ==, FIXTURE_FLEET "-create-subnet-2");
  g_clear_pointer (&plan, flo_plan_free);

  /* After five minutes it is not coming any more. */
  f->now += 600 * G_USEC_PER_SEC;
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_CREATE_VPC);
}

/* "It is there already" says no id. What needs it waits; it is not made again in another place. */
static void
test_there_but_not_shown (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_past (f, FLO_ACTION_CREATE_VPC, FLO_INTENT_DONE, "{}", "{\"id\":\"vpc-new\"}", 20);
  fixture_past (f, FLO_ACTION_CREATE_SUBNET, FLO_INTENT_DONE,
                "{\"zone\":\"us-east-1a\",\"cidr\":\"10.83.0.0/20\"}", "{\"exists\":true}", 10);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_cmpstr (flo_action_get_title (fixture_action (plan, 0)), ==,
                   "Wait to give nodes in us-east-1a public addresses");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_seen (f, (FloSeen) { FLO_SEEN_SUBNET, .id = (char *) "subnet-new", .vpc_id = (char *) "vpc-new",
                               .zone = (char *) "us-east-1a", .ours = TRUE });
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_ENABLE_PUBLIC_ADDRESSES);
}

/* The group does not show its rules yet: they are not added again and again meanwhile. */
static void
test_done_not_shown_yet (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autofree char *parameters = NULL;

  fixture_default_vpc (f, 3);
  fixture_seen (f, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE });
  plan = fixture_plan (f);
  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, 0)), ==, FLO_ACTION_AUTHORIZE_INGRESS);
  g_assert_cmpint (plan->wait_until, ==, 0);
  parameters = g_strdup (flo_action_get_parameters (fixture_action (plan, 0)));
  g_clear_pointer (&plan, flo_plan_free);

  fixture_past (f, FLO_ACTION_AUTHORIZE_INGRESS, FLO_INTENT_DONE, parameters, "{}", 1);
  plan = fixture_plan (f);
  g_assert_cmpint (plan->wait_until, ==, f->now + 2 * G_USEC_PER_SEC);
}

static void
test_launched_not_shown_yet (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_DONE, "{\"market\":\"spot\"}",
                "{\"id\":\"fleet-1\",\"instances\":[{\"id\":\"i-1\",\"zone\":\"us-east-1a\",\"lifecycle\":\"spot\"},"
                "{\"id\":\"i-2\",\"zone\":\"us-east-1b\",\"lifecycle\":\"spot\"}]}", 5);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_PENDING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "c", "spot", 1);
}

static void
test_complete (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_PENDING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_false (plan->complete);
  g_assert_cmpuint (plan->steps[3].done, ==, 3);
  g_assert_cmpuint (plan->steps[4].done, ==, 2);
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
  g_assert_null (plan->problem);
}

static void
test_on_demand_base (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.nodes = 4;
  f->config->capacity.on_demand_base = 1;
  fixture_infrastructure (f);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "a", "on-demand", 1);
  fixture_assert_launch (plan, 1, "a", "spot", 1);
  fixture_assert_launch (plan, 2, "b", "spot", 1);
  fixture_assert_launch (plan, 3, "c", "spot", 1);
  g_clear_pointer (&plan, flo_plan_free);

  /* A spot node too many is no on-demand node. */
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%u", i);

      fixture_instance (f, id, 'a' + i % 3, TRUE, FLO_SEEN_RUNNING);
    }
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "b", "on-demand", 1);
}

static void
test_price_limit (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  JsonObject *override;

  fixture_infrastructure (f);
  f->config->price.limit = FLO_PRICE_PERCENT;
  f->config->price.percent = 50;
  plan = fixture_plan (f);
  parameters = fixture_parameters (plan, 0);
  override = flo_json_object_at (flo_json_get_array (parameters, "overrides"), 0);
  g_assert_cmpstr (flo_json_get_string (override, "type"), ==, "m5.large");
  g_assert_cmpstr (flo_json_get_string (override, "price"), ==, "0.048000");
  g_clear_pointer (&plan, flo_plan_free);

  f->config->price.limit = FLO_PRICE_FIXED;
  f->config->price.maximum = 1000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "price"));
}

/* Each pool has its own limit; what is above it is left out, and the plan says so. */
static void
test_dynamic_limit (void)
{
  const FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, 95, 33000 };
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  JsonArray *overrides;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 1;
  f->config->zones.distribution = FLO_DISTRIBUTION_SINGLE;
  f->config->price.limit = FLO_PRICE_DYNAMIC;
  f->config->price.availability = 95;
  f->config->price.budget = 33000;
  f->maximum_prices = flo_maximum_prices_new (&limit, FIXTURE_NOW / G_USEC_PER_SEC);
  flo_maximum_prices_add (f->maximum_prices, "m5.large", "us-east-1a", 30000, FLO_LIMIT_BASIS_HISTORY);
  flo_maximum_prices_add (f->maximum_prices, "c5.large", "us-east-1a", 31200, FLO_LIMIT_BASIS_HISTORY);

  plan = fixture_plan (f);
  fixture_assert_launch (plan, 0, "a", "spot", 1);
  parameters = fixture_parameters (plan, 0);
  overrides = flo_json_get_array (parameters, "overrides");
  g_assert_cmpuint (flo_json_length (overrides), ==, 1);
  g_assert_cmpstr (flo_json_get_string (flo_json_object_at (overrides, 0), "type"), ==, "m5.large");
  g_assert_cmpstr (flo_json_get_string (flo_json_object_at (overrides, 0), "price"), ==, "0.030000");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)),
                            "2 pools are above their price limit, c5.large in us-east-1a at $0.032 above $0.0312"));
  g_clear_pointer (&plan, flo_plan_free);

  /* Nobody looked at these: they may cost the budget. */
  f->config->zones.distribution = FLO_DISTRIBUTION_CAPACITY_FIRST;
  g_clear_pointer (&f->maximum_prices, flo_maximum_prices_unref);
  plan = fixture_plan (f);
  g_clear_pointer (&parameters, json_object_unref);
  parameters = fixture_parameters (plan, 0);
  g_assert_cmpstr (flo_json_get_string (flo_json_object_at (flo_json_get_array (parameters, "overrides"), 0), "price"),
                   ==, "0.033000");
  g_clear_pointer (&plan, flo_plan_free);

  /* All are too dear: it waits, and says by how much. */
  f->config->price.budget = 29000;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_nonnull (strstr (plan->problem, "9 pools are above their price limit, m5.large in us-east-1a at $0.03 "
                                           "above $0.029"));
}

/* A running node is never ended because the limit fell. */
static void
test_dynamic_limit_falls (void)
{
  const FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, 95, 0 };
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->price.limit = FLO_PRICE_DYNAMIC;
  f->config->price.availability = 95;
  f->maximum_prices = flo_maximum_prices_new (&limit, FIXTURE_NOW / G_USEC_PER_SEC);
  flo_maximum_prices_add (f->maximum_prices, "m5.large", "us-east-1a", 1000, FLO_LIMIT_BASIS_HISTORY);
  flo_maximum_prices_add (f->maximum_prices, "m5.large", "us-east-1b", 1000, FLO_LIMIT_BASIS_HISTORY);
  flo_maximum_prices_add (f->maximum_prices, "m5.large", "us-east-1c", 1000, FLO_LIMIT_BASIS_HISTORY);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

static void
test_distributions (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->capacity.nodes = 5;
  f->config->zones.distribution = FLO_DISTRIBUTION_CHEAPEST_FIRST;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 4);
  fixture_assert_launch (plan, 1, "b", "spot", 1);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->zones.distribution = FLO_DISTRIBUTION_CAPACITY_FIRST;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet create-fleet create-fleet");
  fixture_assert_launch (plan, 2, "abc", "spot", 3);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->zones.distribution = FLO_DISTRIBUTION_SINGLE;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  fixture_assert_launch (plan, 0, "a", "spot", 5);
}

static void
test_tags (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  JsonObject *tags;

  f->config->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (f->config->tags, g_strdup ("team"), g_strdup ("render"));
  fixture_default_vpc (f, 3);
  plan = fixture_plan (f);
  parameters = fixture_parameters (plan, 0);
  tags = flo_json_get_object (parameters, "tags");
  g_assert_cmpstr (flo_json_get_string (tags, "team"), ==, "render");
  g_assert_cmpstr (flo_json_get_string (tags, "flotilla:fleet"), ==, FIXTURE_FLEET);
  g_assert_cmpstr (flo_json_get_string (tags, "flotilla:config"), ==, "web");
  g_assert_cmpstr (flo_json_get_string (tags, "flotilla:owner"), ==, "me@here");
  g_assert_cmpstr (flo_json_get_string (tags, "flotilla:intent"), ==,
                   flo_action_get_token (fixture_action (plan, 0)));
  g_assert_nonnull (flo_json_get_string (tags, "Name"));
}

static void
test_user_key_and_no_sources (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->access.key_pair = g_strdup ("my-key");
  g_clear_pointer (&f->config->network.sources, g_strfreev);
  fixture_default_vpc (f, 3);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-security-group create-launch-template create-fleet create-fleet create-fleet");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 1)), "\"key\":\"my-key\""));
}

/* "m5.large/a c5.large/a": what AWS may choose among, in our order. */
static char *
get_pools (FloPlan *plan,
           guint    index)
{
  g_autoptr (JsonObject) parameters = fixture_parameters (plan, index);
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");
  GString *pools = g_string_new (NULL);

  for (guint i = 0; i < flo_json_length (overrides); i++)
    {
      JsonObject *override = flo_json_object_at (overrides, i);

      g_string_append_printf (pools, "%s%s/%c", i > 0 ? " " : "", flo_json_get_string (override, "type"),
                              flo_json_get_string (override, "zone")[9]);
    }

  return g_string_free (pools, FALSE);
}

static const char *
find_expected (GArray     *expected,
               const char *zone)
{
  for (guint i = 0; i < expected->len; i++)
    {
      const FloPool *pool = g_array_index (expected, FloExpectedPool, i).pool;

      if (g_str_equal (pool->zone->name, zone))
        return pool->type->name;
    }

  return NULL;
}

/* How it went for us in a pool counts when the next launch is planned, and when it is said where nodes will be. */
static void
test_own_record (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FloPlan) before = NULL;
  g_autoptr (FloPlan) after = NULL;
  g_autoptr (GArray) expected_before = NULL;
  g_autoptr (GArray) expected_after = NULL;
  g_autofree char *pools_before = NULL;
  g_autofree char *pools_after = NULL;

  fixture_infrastructure (fixture);
  before = fixture_plan (fixture);
  pools_before = get_pools (before, 0);
  g_assert_cmpstr (pools_before, ==, "m5.large/a c5.large/a r5.large/a");
  expected_before = flo_expected_pools (fixture->config, NULL, fixture->market, NULL);
  g_assert_cmpstr (find_expected (expected_before, "us-east-1a"), ==, "m5.large");

  fixture_refusals (fixture, "m5.large", "us-east-1a", 10);
  after = fixture_plan (fixture);
  pools_after = get_pools (after, 0);
  g_assert_cmpstr (pools_after, ==, "c5.large/a r5.large/a m5.large/a");
  expected_after = flo_expected_pools (fixture->config, NULL, fixture->market, fixture->memory);
  g_assert_cmpstr (find_expected (expected_after, "us-east-1a"), ==, "c5.large");
  g_assert_cmpstr (find_expected (expected_after, "us-east-1b"), ==, "m5.large");
}

/* The cheapest zone is the one where useful work is, not the one with the lowest price. */
static void
test_own_record_of_zones (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FloPlan) before = NULL;
  g_autoptr (FloPlan) after = NULL;
  g_autoptr (GArray) expected = NULL;

  fixture_infrastructure (fixture);
  fixture->config->zones.distribution = FLO_DISTRIBUTION_SINGLE;
  before = fixture_plan (fixture);
  fixture_assert_launch (before, 0, "a", "spot", 3);

  fixture_refusals (fixture, "m5.large", "us-east-1a", 10);
  after = fixture_plan (fixture);
  fixture_assert_launch (after, 0, "b", "spot", 3);
  expected = flo_expected_pools (fixture->config, NULL, fixture->market, fixture->memory);
  g_assert_cmpuint (expected->len, ==, 1);
  g_assert_cmpstr (find_expected (expected, "us-east-1b"), ==, "m5.large");
}

/* A market of so many types, each a little dearer than the one before, in the first three zones. */
static FloMarket *
create_wide_market (guint n_types)
{
  FloZone zones[3];
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree FloInstanceType *types = g_new0 (FloInstanceType, n_types);
  g_autofree FloPool *pools = g_new0 (FloPool, n_types * 3);

  for (guint z = 0; z < 3; z++)
    {
      g_ptr_array_add (names, g_strdup_printf ("us-east-1%c", 'a' + z));
      zones[z] = (FloZone) { names->pdata[z], names->pdata[z], TRUE, NULL };
    }
  for (guint i = 0; i < n_types; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("f%02u.large", i));
      types[i] = (FloInstanceType) { .name = names->pdata[3 + i], .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE,
                                     .current_generation = TRUE, .spot = TRUE, .on_demand = 900000 };
      for (guint z = 0; z < 3; z++)
        pools[i * 3 + z] = (FloPool) { &types[i], &zones[z], 30000 + 1000 * i + z, 1, 1 };
    }

  return flo_market_new ("us-east-1", FIXTURE_NOW / G_USEC_PER_SEC, zones, 3, types, n_types, pools, n_types * 3);
}

/* Whom no type is named to gets the best of each zone, and more of them where there is a shortage. */
static void
test_best_of_many (void)
{
  static const char best[] = "f00.large/a f01.large/a f02.large/a f03.large/a f04.large/a f05.large/a f06.large/a "
                             "f07.large/a f08.large/a f09.large/a";
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;
  g_autoptr (FloPlan) next = NULL;
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autofree char *pools = NULL;
  g_autofree char *others = NULL;
  g_autofree char *result = NULL;

  g_clear_pointer (&fixture->config->instances.types, g_strfreev);
  g_object_unref (fixture->market);
  fixture->market = create_wide_market (40);
  fixture_infrastructure (fixture);
  plan = fixture_plan (fixture);
  pools = get_pools (plan, 0);
  g_assert_cmpstr (pools, ==, best);

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (errors, "%s{\"code\":\"InsufficientInstanceCapacity\",\"category\":\"capacity\","
                            "\"type\":\"f%02u.large\",\"zone\":\"us-east-1a\"}", i > 0 ? "," : "", i);
  result = g_strdup_printf ("{\"instances\":[],\"errors\":[%s],\"category\":\"capacity\",\"code\":\"x\"}", errors->str);
  fixture_past (fixture, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, "{\"market\":\"spot\",\"overrides\":[]}", result, 20);
  next = fixture_plan (fixture);
  others = get_pools (next, 0);
  g_assert_true (g_str_has_prefix (others, "f10.large/a f11.large/a"));
  g_assert_true (g_str_has_suffix (others, "f28.large/a f29.large/a"));
}

/* The same picture in another order is the same plan, to the letter. */
static void
test_deterministic (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autoptr (FloPlan) plan = NULL;
      GString *text = g_string_new (NULL);

      f->config->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for (guint i = 0; i < 8; i++)
        {
          guint k = round % 2 == 0 ? i : 7 - i;

          g_hash_table_insert (f->config->tags, g_strdup_printf ("tag%u", k), g_strdup_printf ("%u", k));
        }
      if (round % 3 == 0)
        fixture_infrastructure (f);
      fixture_instance (f, round % 2 == 0 ? "i-1" : "i-2", round % 2 == 0 ? 'a' : 'b', TRUE, FLO_SEEN_TERMINATED);
      fixture_instance (f, round % 2 == 0 ? "i-2" : "i-1", round % 2 == 0 ? 'b' : 'a', TRUE, FLO_SEEN_TERMINATED);
      if (round % 3 != 0)
        fixture_infrastructure (f);

      plan = fixture_plan (f);
      for (guint i = 0; i < plan->actions->len; i++)
        {
          FloAction *action = fixture_action (plan, i);

          g_string_append_printf (text, "%s|%s|%s|%s\n", flo_action_get_title (action), flo_action_get_reason (action),
                                  flo_action_get_token (action), flo_action_get_parameters (action));
        }
      g_ptr_array_add (texts, g_string_free (text, FALSE));
      g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, g_ptr_array_index (texts, round));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/launch/default-vpc", test_default_vpc);
  g_test_add_func ("/planner/launch/own-vpc", test_own_vpc);
  g_test_add_func ("/planner/launch/default-vpc-too-small", test_default_vpc_too_small);
  g_test_add_func ("/planner/launch/config-vpc", test_config_vpc);
  g_test_add_func ("/planner/launch/not-shown-yet", test_not_shown_yet);
  g_test_add_func ("/planner/launch/launched-not-shown-yet", test_launched_not_shown_yet);
  g_test_add_func ("/planner/launch/there-but-not-shown", test_there_but_not_shown);
  g_test_add_func ("/planner/launch/done-not-shown-yet", test_done_not_shown_yet);
  g_test_add_func ("/planner/launch/complete", test_complete);
  g_test_add_func ("/planner/launch/on-demand-base", test_on_demand_base);
  g_test_add_func ("/planner/launch/price-limit", test_price_limit);
  g_test_add_func ("/planner/launch/dynamic-limit", test_dynamic_limit);
  g_test_add_func ("/planner/launch/dynamic-limit-falls", test_dynamic_limit_falls);
  g_test_add_func ("/planner/launch/distributions", test_distributions);
  g_test_add_func ("/planner/launch/tags", test_tags);
  g_test_add_func ("/planner/launch/user-key-and-no-sources", test_user_key_and_no_sources);
  g_test_add_func ("/planner/launch/deterministic", test_deterministic);
  g_test_add_func ("/planner/launch/own-record", test_own_record);
  g_test_add_func ("/planner/launch/own-record-of-zones", test_own_record_of_zones);
  g_test_add_func ("/planner/launch/best-of-many", test_best_of_many);

  return g_test_run ();
}
