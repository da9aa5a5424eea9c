/* test-price-limit.c: what a maximum price would have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-limit.h"

#define DAY 86400

static FloPriceSeries *
create (const FloPricePoint *points,
        gsize                n_points)
{
  return flo_price_series_new ("m.large", "eu-x-1a", points, n_points, 0, 100 * DAY);
}

static void
test_kinds (void)
{
  const FloPricePoint points[] = { { 0, 10 }, { 5 * DAY, 30 }, { 6 * DAY, 20 } };
  g_autoptr(FloPriceSeries) series = create (points, G_N_ELEMENTS (points));
  static const struct { FloLimit limit; FloMoney price; gint64 out; guint n_times; FloMoney paid; } cases[] = {
    { { FLO_LIMIT_NONE }, 0, 0, 0, 16 },                          /* (5 × 10 + 30 + 4 × 20) / 10 */
    { { FLO_LIMIT_FIXED, .price = 30 }, 30, 0, 0, 16 },
    { { FLO_LIMIT_FIXED, .price = 29 }, 29, DAY, 1, 14 },         /* 130 / 9 = 14.4 */
    { { FLO_LIMIT_FIXED, .price = 10 }, 10, 5 * DAY, 1, 10 },
    { { FLO_LIMIT_FIXED, .price = 9 }, 9, 10 * DAY, 0, 0 },       /* it never was below, so it never rose above */
    { { FLO_LIMIT_PERCENT, .percent = 50 }, 25, DAY, 1, 14 },
    { { FLO_LIMIT_PERCENT, .percent = 100 }, 50, 0, 0, 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FloLimitReview review;

      flo_limit_review (&cases[i].limit, series, 50, 0, 10 * DAY, &review);
      g_assert_cmpint (review.limit, ==, cases[i].price);
      g_assert_cmpint (review.seconds, ==, 10 * DAY);
      g_assert_cmpint (review.seconds_out, ==, cases[i].out);
      g_assert_cmpuint (review.n_times, ==, cases[i].n_times);
      g_assert_cmpint (review.paid, ==, cases[i].paid);
    }
}

/* It follows what the last thirty days were like, as far as money goes. */
static void
test_dynamic (void)
{
  const FloPricePoint points[] = { { 0, 10 }, { 30 * DAY, 20 } };
  g_autoptr(FloPriceSeries) series = create (points, G_N_ELEMENTS (points));
  const FloLimit limit = { FLO_LIMIT_DYNAMIC, .percent = 90 };
  const FloLimit poor = { FLO_LIMIT_DYNAMIC, .percent = 90, .budget = 15 };
  FloLimitReview review;

  g_assert_cmpint (flo_limit_get (&limit, series, 0, 30 * DAY, NULL), ==, 10);
  g_assert_cmpint (flo_limit_get (&limit, series, 0, 33 * DAY, NULL), ==, 10);   /* 27 of 30 days: nine tenths */
  g_assert_cmpint (flo_limit_get (&limit, series, 0, 34 * DAY, NULL), ==, 20);
  g_assert_cmpint (flo_limit_get (&limit, series, 18, 90 * DAY, NULL), ==, 18);
  g_assert_cmpint (flo_limit_get (&poor, series, 18, 90 * DAY, NULL), ==, 15);
  /* Before a week is known, it is on-demand, which needs not to be known either. */
  g_assert_cmpint (flo_limit_get (&limit, series, 18, 7 * DAY - 1, NULL), ==, 18);
  g_assert_cmpint (flo_limit_get (&limit, series, 0, 0, NULL), ==, 0);

  flo_limit_review (&limit, series, 0, 30 * DAY, 40 * DAY, &review);
  g_assert_cmpint (review.seconds_out, ==, 4 * DAY);
  g_assert_cmpuint (review.n_times, ==, 0);
  g_assert_cmpint (review.paid, ==, 20);
  flo_limit_review (&limit, series, 0, 29 * DAY, 40 * DAY, &review);
  g_assert_cmpuint (review.n_times, ==, 1);
}

/* What it rests on is known, and said. */
static void
test_basis (void)
{
  const FloPricePoint points[] = { { 10 * DAY, 20 } };
  g_autoptr(FloPriceSeries) series = create (points, G_N_ELEMENTS (points));
  static const struct { guint percent; FloMoney budget, on_demand; gint64 now; FloMoney price; FloLimitBasis basis; const char *words; } cases[] = {
    { 95, 0, 50, 20 * DAY, 20, FLO_LIMIT_BASIS_HISTORY, "what was enough for 95 % of the last 30 days" },
    { 95, 20, 20, 20 * DAY, 20, FLO_LIMIT_BASIS_HISTORY, "what was enough for 95 % of the last 30 days" },
    { 95, 0, 19, 20 * DAY, 19, FLO_LIMIT_BASIS_ON_DEMAND, "the on-demand price; 95 % of the last 30 days would take more" },
    { 95, 18, 19, 20 * DAY, 18, FLO_LIMIT_BASIS_BUDGET, "the budget; 95 % of the last 30 days would take more" },
    { 95, 0, 50, 16 * DAY, 50, FLO_LIMIT_BASIS_UNKNOWN, "the on-demand price, because prices of less than 7 days are known" },
    { 95, 40, 50, 16 * DAY, 40, FLO_LIMIT_BASIS_UNKNOWN,
      "the on-demand price or the budget, whichever is less, because prices of less than 7 days are known" },
    { 95, 60, 50, 16 * DAY, 50, FLO_LIMIT_BASIS_UNKNOWN, NULL },
    { 95, 40, 0, 16 * DAY, 40, FLO_LIMIT_BASIS_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, cases[i].percent, cases[i].budget };
      FloLimitBasis basis;
      g_autofree char *words = NULL;

      g_assert_cmpint (flo_limit_get (&limit, series, cases[i].on_demand, cases[i].now, &basis), ==, cases[i].price);
      g_assert_cmpint (basis, ==, cases[i].basis);
      words = flo_limit_explain (&limit, basis);
      if (cases[i].words != NULL)
        g_assert_cmpstr (words, ==, cases[i].words);
    }
  g_assert_cmpint (flo_limit_get (&(FloLimit) { FLO_LIMIT_DYNAMIC, 0, 95, 0 }, NULL, 50, 20 * DAY, NULL), ==, 50);
}

/* Whatever prices did: the limit is enough for what was asked of the window it looks at, unless money binds, and
 * is never above on-demand or the budget; and no lower limit would have been enough. */
static void
test_property (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 500; round++)
    {
      g_autofree FloPricePoint *points = g_new0 (FloPricePoint, 200);
      guint n = (guint) g_rand_int_range (rand, 1, 200);
      gint64 time = g_rand_int_range (rand, 0, 70 * DAY), now = 90 * DAY, known, out;
      FloMoney on_demand = g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 2000) : 0;
      FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, (guint) g_rand_int_range (rand, 1, 101),
                         g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 2000) : 0 };
      g_autoptr(FloPriceSeries) series = NULL;
      FloMoney listed[21], price;
      FloLimitBasis basis;

      for (guint i = 0; i < n; i++, time += g_rand_int_range (rand, 1, DAY))
        points[i] = (FloPricePoint) { time, g_rand_int_range (rand, 1, 1500) };
      series = flo_price_series_new ("m.large", "eu-x-1a", points, n, 0, now);

      price = flo_limit_get (&limit, series, on_demand, now, &basis);
      out = flo_limit_seconds_out (&series, &price, 1, now - FLO_LIMIT_WINDOW, now, &known);
      flo_limit_list (&limit, series, on_demand, now - 20 * DAY, 21, listed);
      for (guint i = 0; i <= 20; i += 4)
        g_assert_cmpint (listed[i], ==, flo_limit_get (&limit, series, on_demand, now - (20 - i) * DAY, NULL));
      if (on_demand > 0)
        g_assert_cmpint (price, <=, on_demand);
      if (limit.budget > 0)
        g_assert_cmpint (price, <=, limit.budget);
      if (known < FLO_LIMIT_MIN_HISTORY)
        {
          g_assert_cmpint (basis, ==, FLO_LIMIT_BASIS_UNKNOWN);
          continue;
        }
      switch (basis)
        {
        case FLO_LIMIT_BASIS_HISTORY:
          g_assert_cmpint ((known - out) * 100, >=, known * limit.percent);
          if (price > 1)
            {
              const FloMoney lower = price - 1;

              out = flo_limit_seconds_out (&series, &lower, 1, now - FLO_LIMIT_WINDOW, now, &known);
              g_assert_cmpint ((known - out) * 100, <, known * limit.percent);
            }
          break;
        case FLO_LIMIT_BASIS_ON_DEMAND:
          g_assert_cmpint (price, ==, on_demand);
          break;
        case FLO_LIMIT_BASIS_BUDGET:
          g_assert_cmpint (price, ==, limit.budget);
          break;
        case FLO_LIMIT_BASIS_CONFIG:
        case FLO_LIMIT_BASIS_UNKNOWN:
        default:
          g_assert_not_reached ();
        }
    }
}

/* A zone is out when all of its pools are. */
static void
test_several (void)
{
  const FloPricePoint first[] = { { 0, 10 }, { 100, 30 }, { 200, 10 } };
  const FloPricePoint second[] = { { 50, 40 }, { 150, 20 }, { 250, 40 } };
  g_autoptr(FloPriceSeries) a = create (first, G_N_ELEMENTS (first));
  g_autoptr(FloPriceSeries) b = create (second, G_N_ELEMENTS (second));
  g_autoptr(FloPriceSeries) none = create (NULL, 0);
  FloPriceSeries *const all[] = { b, a, none };
  const FloMoney limits[] = { 25, 25, 25 }, one_free[] = { 25, 0, 25 };
  gint64 known;

  g_assert_cmpint (flo_limit_seconds_out (all, limits, 3, 0, 300, &known), ==, 50);       /* 100–150 */
  g_assert_cmpint (known, ==, 300);
  g_assert_cmpint (flo_limit_seconds_out (all, limits, 1, 0, 300, &known), ==, 100 + 50);
  g_assert_cmpint (known, ==, 250);
  g_assert_cmpint (flo_limit_seconds_out (all, limits, 2, 120, 140, &known), ==, 20);
  g_assert_cmpint (flo_limit_seconds_out (all, one_free, 3, 0, 300, NULL), ==, 0);
  g_assert_cmpint (flo_limit_seconds_out (all + 2, limits, 1, 0, 300, &known), ==, 0);
  g_assert_cmpint (known, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-limit/kinds", test_kinds);
  g_test_add_func ("/price-limit/dynamic", test_dynamic);
  g_test_add_func ("/price-limit/basis", test_basis);
  g_test_add_func ("/price-limit/property", test_property);
  g_test_add_func ("/price-limit/several", test_several);

  return g_test_run ();
}
