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

  g_assert_cmpint (flo_limit_get (&limit, series, 0, 30 * DAY), ==, 10);
  g_assert_cmpint (flo_limit_get (&limit, series, 0, 33 * DAY), ==, 10);   /* 27 of 30 days: nine tenths */
  g_assert_cmpint (flo_limit_get (&limit, series, 0, 34 * DAY), ==, 20);
  g_assert_cmpint (flo_limit_get (&limit, series, 18, 90 * DAY), ==, 18);
  g_assert_cmpint (flo_limit_get (&poor, series, 18, 90 * DAY), ==, 15);
  /* Before there was a price there is no limit. */
  g_assert_cmpint (flo_limit_get (&limit, series, 18, 0), ==, 0);

  flo_limit_review (&limit, series, 0, 30 * DAY, 40 * DAY, &review);
  g_assert_cmpint (review.seconds_out, ==, 4 * DAY);
  g_assert_cmpuint (review.n_times, ==, 0);
  g_assert_cmpint (review.paid, ==, 20);
  flo_limit_review (&limit, series, 0, 29 * DAY, 40 * DAY, &review);
  g_assert_cmpuint (review.n_times, ==, 1);
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
  g_test_add_func ("/price-limit/several", test_several);

  return g_test_run ();
}
