/* test-limit-record.c: what pools may cost: kept, looked at in time, and told when it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/observe/flo-limit-record.h"

#define NOW G_GINT64_CONSTANT (1764000000)
#define DAY 86400

static const FloLimit limit = { FLO_LIMIT_DYNAMIC, 0, 95, 50000 };


static FloMaximumPrices *
create (FloMoney      in_a,
        FloMoney      in_b,
        FloLimitBasis basis)
{
  FloMaximumPrices *prices = flo_maximum_prices_new (&limit, NOW);

  flo_maximum_prices_add (prices, "m5.large", "us-east-1a", in_a, basis);
  flo_maximum_prices_add (prices, "m5.large", "us-east-1b", in_b, basis);

  return prices;
}

static void
test_keep (void)
{
  g_autoptr (FloMaximumPrices) prices = create (31200, 0, FLO_LIMIT_BASIS_HISTORY);
  g_autofree char *text = flo_limit_record_write (prices);
  g_autoptr (FloMaximumPrices) again = flo_limit_record_read (text);
  g_autofree char *text_again = flo_limit_record_write (again);

  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpint (flo_maximum_prices_get_time (again), ==, NOW);
  g_assert_cmpuint (flo_maximum_prices_get_limit (again)->percent, ==, 95);
  g_assert_cmpint (flo_maximum_prices_get_limit (again)->budget, ==, 50000);
  g_assert_cmpint (flo_maximum_prices_find (again, "m5.large", "us-east-1a")->price, ==, 31200);
  g_assert_cmpint (flo_maximum_prices_find (again, "m5.large", "us-east-1a")->basis, ==, FLO_LIMIT_BASIS_HISTORY);
}

/* An older or a newer version may have written it. */
static void
test_damaged (void)
{
  static const char *const texts[] = { "", "[]", "{}", "{\"pools\":5}", "{\"pools\":" };
  g_autoptr (FloMaximumPrices) some = NULL;

  g_assert_null (flo_limit_record_read (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (flo_limit_record_read (texts[i]));

  some = flo_limit_record_read ("{\"pools\":[1,{\"type\":\"a\"},{\"type\":\"a\",\"zone\":\"z\",\"price\":-1,\"basis\":1},"
                                "{\"type\":\"a\",\"zone\":\"z\",\"price\":1,\"basis\":99},"
                                "{\"type\":\"a\",\"zone\":\"y\",\"price\":7,\"basis\":1}]}");
  g_assert_cmpuint (flo_maximum_prices_get_n (some), ==, 1);
  g_assert_cmpint (flo_maximum_prices_find (some, "a", "y")->price, ==, 7);
}

static void
test_due (void)
{
  g_autoptr (FloMaximumPrices) prices = create (31200, 32000, FLO_LIMIT_BASIS_HISTORY);
  g_autoptr (FloMaximumPrices) unknown = create (50000, 50000, FLO_LIMIT_BASIS_UNKNOWN);
  const FloLimit other = { FLO_LIMIT_DYNAMIC, 0, 90, 50000 }, dearer = { FLO_LIMIT_DYNAMIC, 0, 95, 0 };

  g_assert_cmpint (flo_limit_record_get_due (NULL, &limit, NOW), <=, NOW);
  g_assert_cmpint (flo_limit_record_get_due (prices, &limit, NOW + 5), ==, NOW + DAY);
  g_assert_cmpint (flo_limit_record_get_due (unknown, &limit, NOW + 5), ==, NOW + FLO_LIMIT_RECORD_AGAIN);
  /* Of another limit, or of a clock that was wrong: at once. */
  g_assert_cmpint (flo_limit_record_get_due (prices, &other, NOW + 5), ==, NOW + 5);
  g_assert_cmpint (flo_limit_record_get_due (prices, &dearer, NOW + 5), ==, NOW + 5);
  g_assert_cmpint (flo_limit_record_get_due (prices, &limit, NOW - 1), ==, NOW - 1);
}

static void
test_describe (void)
{
  g_autoptr (FloMaximumPrices) before = create (31200, 32000, FLO_LIMIT_BASIS_HISTORY);
  g_autoptr (FloMaximumPrices) same = create (31200, 32000, FLO_LIMIT_BASIS_BUDGET);
  g_autoptr (FloMaximumPrices) after = create (31200, 50000, FLO_LIMIT_BASIS_BUDGET);
  g_autoptr (FloMaximumPrices) many = flo_maximum_prices_new (&limit, NOW);
  g_autofree char *first = NULL, *first_reason = NULL, *change = NULL, *reason = NULL, *none = NULL, *no_reason = NULL;
  g_autofree char *all = NULL, *all_reason = NULL;

  first = flo_limit_record_describe (NULL, before, &first_reason);
  g_assert_cmpstr (first, ==, "Set the highest price of 2 pools");
  g_assert_cmpstr (first_reason, ==, "m5.large in us-east-1a: $0.0312 (what was enough for 95 % of the last 30 days); "
                                     "m5.large in us-east-1b: $0.032 (what was enough for 95 % of the last 30 days)");
  change = flo_limit_record_describe (before, after, &reason);
  g_assert_cmpstr (change, ==, "Change the highest price of 1 of 2 pools");
  g_assert_cmpstr (reason, ==, "m5.large in us-east-1b: $0.05 instead of $0.032 (the budget; 95 % of the last 30 days would take "
                               "more)");
  none = flo_limit_record_describe (before, same, &no_reason);
  g_assert_null (none);
  g_assert_null (no_reason);

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *zone = g_strdup_printf ("us-east-1%c", 'a' + i);

      flo_maximum_prices_add (many, "c5.large", zone, 1000, FLO_LIMIT_BASIS_HISTORY);
    }
  all = flo_limit_record_describe (before, many, &all_reason);
  g_assert_cmpstr (all, ==, "Change the highest price of 9 of 9 pools");
  g_assert_true (g_str_has_suffix (all_reason, "; and 3 more"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limit-record/keep", test_keep);
  g_test_add_func ("/limit-record/damaged", test_damaged);
  g_test_add_func ("/limit-record/due", test_due);
  g_test_add_func ("/limit-record/describe", test_describe);

  return g_test_run ();
}
