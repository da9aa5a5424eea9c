/* test-planner-price.c: what nodes may come to cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>


static void
set_price (Fixture    *f,
           const char *type,
           char        zone,
           FloMoney    price)
{
  g_autofree char *name = g_strdup_printf ("us-east-1%c", zone);
  const FloPool *pool = flo_market_find_pool (f->market, type, name);

  g_assert_nonnull (pool);
  ((FloPool *) pool)->spot_price = price;
}

static void
set_prices (Fixture  *f,
            FloMoney  price)
{
  static const char * const types[] = { "m5.large", "c5.large", "r5.large" };

  for (char zone = 'a'; zone <= 'c'; zone++)
    for (guint i = 0; i < G_N_ELEMENTS (types); i++)
      set_price (f, types[i], zone, price);
}

/* Three spot nodes, one in each zone. */
static Fixture *
make_fleet (void)
{
  Fixture *f = fixture_new ();

  fixture_infrastructure (f);
  fixture_instance (f, "i-1", 'a', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-2", 'b', TRUE, FLO_SEEN_RUNNING);
  fixture_instance (f, "i-3", 'c', TRUE, FLO_SEEN_RUNNING);

  return f;
}

static void
test_warn (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = fixture_plan (f);

  g_assert_null (plan->price);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->price.warn_at = 50000;
  set_price (f, "m5.large", 'b', 91000);
  plan = fixture_plan (f);
  g_assert_true (plan->price_above);
  g_assert_cmpstr (plan->price_title, ==, "Nodes cost more than $0.05 an hour on average");
  g_assert_cmpstr (plan->price, ==, "3 nodes cost $0.153 an hour, $0.051 each on average; the dearest is i-2, spot m5.large "
                                    "in us-east-1b, at $0.091");
  fixture_assert_words (plan, "");
  g_assert_null (plan->problem);
  g_clear_pointer (&plan, flo_plan_free);

  /* Between the two nothing is news. */
  set_price (f, "m5.large", 'b', 85000);
  plan = fixture_plan (f);
  g_assert_false (plan->price_above);
  g_assert_false (plan->price_below);
  g_clear_pointer (&plan, flo_plan_free);

  set_price (f, "m5.large", 'b', 80000);
  plan = fixture_plan (f);
  g_assert_true (plan->price_below);
}

/* Only what costs less is launched, with a distance of five percent; what runs goes on. */
static void
test_stop_growing (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->capacity.nodes = 4;
  f->config->price.stop_at = 40000;
  set_prices (f, 38001);
  set_price (f, "r5.large", 'b', 38000);
  set_price (f, "m5.large", 'a', 60000);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "r5.large"));
  g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "m5.large"));
  g_clear_pointer (&plan, flo_plan_free);

  set_price (f, "r5.large", 'b', 38500);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "wait");
  g_assert_false (plan->blocked);
  g_assert_cmpstr (plan->problem, ==, "Nodes are to stop at $0.04 an hour (price.stop_at): the cheapest of the 9 pools that "
                                      "fit, c5.large in us-east-1a, is at $0.038. They are launched again at $0.038.");
}

/* Those that cost more go: to a cheaper pool, their successors first. */
static void
test_end_elsewhere (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->price.stop_at = 40000;
  f->config->price.at_stop = FLO_AT_STOP_END;
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  set_price (f, "m5.large", 'b', 40000);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_clear_pointer (&plan, flo_plan_free);

  set_price (f, "m5.large", 'b', 40001);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "create-fleet");
  g_assert_cmpstr (flo_action_get_reason (fixture_action (plan, 0)), ==,
                   "m5.large in us-east-1b costs $0.04 an hour, more than $0.04 (price.stop_at)");
  g_clear_pointer (&plan, flo_plan_free);

  fixture_instance (f, "i-4", 'a', TRUE, FLO_SEEN_RUNNING);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "terminate-instances");
  g_assert_nonnull (strstr (flo_action_get_parameters (fixture_action (plan, 0)), "i-2"));
}

/* Nowhere is any cheaper: they end at once, and the on-demand base does not. */
static void
test_end_all (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->price.stop_at = 40000;
  f->config->price.at_stop = FLO_AT_STOP_END;
  f->config->capacity.nodes = 4;
  f->config->capacity.on_demand_base = 1;
  fixture_instance (f, "i-4", 'a', FALSE, FLO_SEEN_RUNNING);
  set_prices (f, 41000);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_cmpstr (flo_action_kind_get_word (flo_action_get_kind (fixture_action (plan, 0))), ==, "terminate-instances");
  g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, 0)),
                            "and no pool that fits is cheaper; it ends at once"));
  g_assert_cmpuint (plan->actions->len, ==, 3);
  for (guint i = 0; i < plan->actions->len; i++)
    g_assert_null (strstr (flo_action_get_parameters (fixture_action (plan, i)), "i-4"));
}

/* The one cheaper zone is being left: nobody waits for a successor that cannot come. */
static void
test_end_without_refuge (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  f->config->price.stop_at = 40000;
  f->config->price.at_stop = FLO_AT_STOP_END;
  set_prices (f, 41000);
  set_price (f, "r5.large", 'b', 30000);
  set_price (f, "c5.large", 'c', 0);
  f->wishes = flo_wishes_new ();
  flo_wishes_leave_zone (f->wishes, "us-east-1b", "somebody", f->now);
  plan = fixture_plan (f);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_assert_cmpuint (plan->actions->len, >=, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (strstr (flo_action_get_reason (fixture_action (plan, i)), "it ends at once"));
}

/* On demand costs more than that: nothing stands in. */
static void
test_stand_ins (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (FloPlan) plan = NULL;

  fixture_infrastructure (f);
  f->config->fallback.nodes = 3;
  f->config->price.stop_at = 40000;
  f->short_since = f->now - G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  set_prices (f, 41000);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->stand_ins, ==, 0);
  g_assert_null (plan->fallback);
  g_assert_cmpuint (fixture_count_launched (plan, NULL), ==, 0);
  g_clear_pointer (&plan, flo_plan_free);

  f->config->price.stop_at = 1000000;
  set_prices (f, 1100000);
  plan = fixture_plan (f);
  g_assert_cmpuint (plan->stand_ins, ==, 3);
  g_assert_cmpuint (fixture_count_launched (plan, "on-demand"), ==, 3);
}

static gboolean
asks (FloPlan    *plan,
      const char *type)
{
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const char *parameters = flo_action_get_parameters (fixture_action (plan, i));

      if (parameters != NULL && strstr (parameters, type) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* @type had nothing in any zone, that long ago. */
static void
refuse (Fixture    *f,
        const char *type,
        gint64      seconds_ago)
{
  for (char zone = 'a'; zone <= 'c'; zone++)
    {
      g_autofree char *parameters =
        g_strdup_printf ("{\"market\":\"spot\",\"overrides\":[{\"type\":\"%s\",\"zone\":\"us-east-1%c\"}]}", type, zone);

      fixture_past (f, FLO_ACTION_CREATE_FLEET, FLO_INTENT_FAILED, parameters,
                    "{\"category\":\"capacity\",\"message\":\"none\"}", seconds_ago);
    }
}

/* A pool that costs more as spot than the cheapest type that fits costs on demand waits: for ten minutes while all others have
 * none, for ever while nodes may stand in on demand. A type that is named does not. */
static void
test_ceiling (void)
{
  static const struct { gint64 seconds_ago; gint64 stand_ins; gboolean named, asked; } cases[] = {
    { 0, 0, FALSE, FALSE }, { 595, 0, FALSE, FALSE }, { 605, 0, FALSE, TRUE }, { 605, 1, FALSE, FALSE },
    { 30, 0, TRUE, TRUE }, { 605, 1, TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ();
      g_autoptr (FloPlan) plan = NULL;

      fixture_infrastructure (f);
      if (!cases[i].named)
        g_clear_pointer (&f->config->instances.types, g_strfreev);
      f->config->fallback.nodes = cases[i].stand_ins;
      for (char zone = 'a'; zone <= 'c'; zone++)
        set_price (f, "r5.large", zone, 90000);
      if (cases[i].seconds_ago > 0)
        {
          refuse (f, "m5.large", cases[i].seconds_ago);
          refuse (f, "c5.large", cases[i].seconds_ago);
          /* All of them were asked again a moment ago. */
          refuse (f, "m5.large", 5);
          refuse (f, "c5.large", 5);
        }
      plan = fixture_plan (f);
      g_assert_true (asks (plan, "r5.large") == cases[i].asked);
      g_assert_true (asks (plan, "m5.large") == (cases[i].seconds_ago == 0));
      if (cases[i].seconds_ago == 595)
        g_assert_nonnull (strstr (plan->problem, "those that cost more as spot than the $0.085 of a node on demand after 10 "
                                                 "minutes without any"));
    }
}

/* One that costs so much stays, and counts. */
static void
test_above_ceiling (void)
{
  g_autoptr (Fixture) f = make_fleet ();
  g_autoptr (FloPlan) plan = NULL;

  g_clear_pointer (&f->config->instances.types, g_strfreev);
  set_price (f, "m5.large", 'b', 90000);
  plan = fixture_plan (f);
  fixture_assert_words (plan, "");
  g_assert_true (plan->complete);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planner/price/warn", test_warn);
  g_test_add_func ("/planner/price/stop-growing", test_stop_growing);
  g_test_add_func ("/planner/price/end-elsewhere", test_end_elsewhere);
  g_test_add_func ("/planner/price/end-all", test_end_all);
  g_test_add_func ("/planner/price/end-without-refuge", test_end_without_refuge);
  g_test_add_func ("/planner/price/stand-ins", test_stand_ins);
  g_test_add_func ("/planner/price/ceiling", test_ceiling);
  g_test_add_func ("/planner/price/above-ceiling", test_above_ceiling);

  return g_test_run ();
}
