/* test-limit-effect.c: what a limit would have meant, over several pools, zones and days, and in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-limit-effect.h"
#include "market/flo-maximum-prices.h"
#include "market/flo-selection.h"

#define DAY ((gint64) 86400)
#define END (100 * DAY)

/* One type in two zones; on demand 96000. */
static FloMarket *
create_market (void)
{
  const FloZone zones[] = { { "eu-x-1a", "x1-az1", TRUE, NULL }, { "eu-x-1b", "x1-az2", TRUE, NULL } };
  const FloInstanceType types[] = {
    { .name = "m.large", .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE, .current_generation = TRUE, .spot = TRUE,
      .on_demand = 96000 },
  };
  const FloPool pools[] = { { &types[0], &zones[0], 30000, 0, 1 }, { &types[0], &zones[1], 40000, 0, 1 } };

  return flo_market_new ("eu-x-1", END, zones, 2, types, 1, pools, 2);
}

static void
add_series (GListStore          *list,
            const char          *zone,
            const FloPricePoint *points,
            gsize                n_points)
{
  g_autoptr(FloPriceSeries) series = flo_price_series_new ("m.large", zone, points, n_points, 0, END);

  g_list_store_append (list, series);
}

/* In a: 30000 for 80 days, 50000 for 10, then 30000. In b: 40000 all the time. */
static GListModel *
create_prices (void)
{
  const FloPricePoint a[] = { { 0, 30000 }, { 80 * DAY, 50000 }, { 90 * DAY, 30000 } };
  const FloPricePoint b[] = { { 0, 40000 } };
  GListStore *list = g_list_store_new (FLO_TYPE_PRICE_SERIES);

  add_series (list, "eu-x-1a", a, G_N_ELEMENTS (a));
  add_series (list, "eu-x-1b", b, G_N_ELEMENTS (b));

  return G_LIST_MODEL (list);
}

static GPtrArray *
list_pools (FloMarket *market)
{
  const FloNeed need = { .current_generation_only = TRUE };

  return flo_selection_list (market, &need, NULL);
}

static void
check (GArray     *effects,
       guint       index,
       const char *zone,
       gint64      days_out)
{
  const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, index);

  g_assert_cmpstr (effect->zone, ==, zone);
  g_assert_cmpint (effect->seconds, ==, 30 * DAY);
  g_assert_cmpint (effect->seconds_out, ==, days_out * DAY);
}

static void
test_kinds (void)
{
  static const struct { FloLimit limit; gint64 out, out_a, out_b; } cases[] = {
    { { FLO_LIMIT_NONE, 0, 0, 0 }, 0, 0, 0 },
    { { FLO_LIMIT_FIXED, 40000, 0, 0 }, 0, 10, 0 },
    { { FLO_LIMIT_FIXED, 39999, 0, 0 }, 10, 10, 30 },
    { { FLO_LIMIT_PERCENT, 0, 40, 0 }, 10, 10, 30 },          /* 38400 */
    /* Of the 30 days that are looked at, three may be lost: on the fourth it has risen. */
    { { FLO_LIMIT_DYNAMIC, 0, 90, 0 }, 0, 4, 0 },
    { { FLO_LIMIT_DYNAMIC, 0, 90, 45000 }, 0, 10, 0 },
    { { FLO_LIMIT_DYNAMIC, 0, 90, 35000 }, 10, 10, 30 },
    { { FLO_LIMIT_DYNAMIC, 0, 100, 0 }, 0, 1, 0 },
  };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GPtrArray) pools = list_pools (market);
  g_autoptr(GListModel) prices = create_prices ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) effects = flo_limit_effect_list (&cases[i].limit, pools, prices, END - 30 * DAY, END);

      g_test_message ("case %u", i);
      g_assert_cmpuint (effects->len, ==, 3);
      check (effects, 0, NULL, cases[i].out);
      check (effects, 1, "eu-x-1a", cases[i].out_a);
      check (effects, 2, "eu-x-1b", cases[i].out_b);
    }
}

static void
test_words (void)
{
  static const struct { gint64 out, seconds; const char *place, *words; } cases[] = {
    { 31, 100, "us-east-1b", "Your limit would have kept you out 31 % of the last 30 days in us-east-1b" },
    { 1, 1000, "us-east-1b", "Your limit would have kept you out less than 1 % of the last 30 days in us-east-1b" },
    { 0, 100, "us-east-1b", "Your limit would not have kept you out in the last 30 days in us-east-1b" },
    { 0, 0, "us-east-1b", "No prices are known" },
    { 31, 100, NULL, "Would have kept you out 31 % of the last 30 days" },
    { 1, 1000, NULL, "Would have kept you out less than 1 % of the last 30 days" },
    { 0, 100, NULL, "Would not have kept you out in the last 30 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = flo_limit_effect_describe (cases[i].out, cases[i].seconds, 30, cases[i].place);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* What a day's look finds for each pool, and what is chosen by it. */
static void
test_maximum_prices (void)
{
  const FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, 60, 0 };
  FloNeed need = { .current_generation_only = TRUE };
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GPtrArray) pools = list_pools (market);
  g_autoptr(GListModel) prices = create_prices ();
  g_autoptr(FloMaximumPrices) found = flo_maximum_prices_compute (&limit, pools, prices, END);
  g_autoptr(FloMaximumPrices) nothing = flo_maximum_prices_compute (&limit, pools, NULL, END);
  g_autoptr(FloMaximumPrices) low = flo_maximum_prices_new (&limit, END);
  g_autoptr(GPtrArray) chosen = NULL;
  g_autoptr(GPtrArray) dear = NULL;
  FloMoney maximum;

  g_assert_cmpuint (flo_maximum_prices_get_n (found), ==, 2);
  g_assert_cmpint (flo_maximum_prices_get_time (found), ==, END);
  g_assert_cmpint (flo_maximum_prices_find (found, "m.large", "eu-x-1a")->price, ==, 30000);
  g_assert_cmpint (flo_maximum_prices_find (found, "m.large", "eu-x-1b")->price, ==, 40000);
  g_assert_null (flo_maximum_prices_find (found, "m.large", "eu-x-1c"));
  g_assert_cmpint (flo_maximum_prices_find (nothing, "m.large", "eu-x-1a")->price, ==, 96000);
  g_assert_cmpint (flo_maximum_prices_find (nothing, "m.large", "eu-x-1a")->basis, ==, FLO_LIMIT_BASIS_UNKNOWN);

  flo_maximum_prices_add (low, "m.large", "eu-x-1a", 29999, FLO_LIMIT_BASIS_HISTORY);
  need.maximum_prices = low;
  need.maximum_price = 40000;    /* of the pools that nobody looked at */
  chosen = flo_selection_list (market, &need, NULL);
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_true (flo_need_get_maximum (&need, chosen->pdata[0], &maximum));
  g_assert_cmpint (maximum, ==, 40000);
  dear = flo_selection_list_dear (market, &need);
  g_assert_cmpuint (dear->len, ==, 1);
  g_assert_cmpstr (((const FloPool *) dear->pdata[0])->zone->name, ==, "eu-x-1a");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limit-effect/kinds", test_kinds);
  g_test_add_func ("/limit-effect/words", test_words);
  g_test_add_func ("/limit-effect/maximum-prices", test_maximum_prices);

  return g_test_run ();
}
