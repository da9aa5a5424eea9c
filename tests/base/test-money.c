/* test-money.c: exact money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-money.h"

static void
test_parse (void)
{
  static const struct { const char *text; FloMoney money; } good[] = {
    { "0", 0 },
    { "12", 12000000 },
    { "0.0312", 31200 },
    { "0.031200", 31200 },
    { "0.0312000000", 31200 },
    { "0.0000004", 0 },
    { "0.0000005", 1 },
    { "0.00000049999999999999", 0 },
    { "0.9999995", 1000000 },
    { "007.5", 7500000 },
    { "9223372036854.775807", G_MAXINT64 },
    { "9223372036854.7758074", G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      FloMoney money = -1;

      g_assert_true (flo_money_parse (good[i].text, &money));
      g_assert_cmpint (money, ==, good[i].money);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = {
    "", " ", "-1", "+1", "1e3", ".5", "5.", ".", "1.2.3", "1,5", "$1", "1 ", " 1", "0x10", "nan", "inf", "1.5x", "1.123456789x",
    "9223372036854.775808", "9223372036854.7758075", "9223372036855", "99999999999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      FloMoney money = 42;

      g_assert_false (flo_money_parse (bad[i], &money));
      g_assert_cmpint (money, ==, 42);
    }
  g_assert_false (flo_money_parse (NULL, &(FloMoney) { 0 }));
}

static void
test_decimal (void)
{
  static const struct { FloMoney money; const char *text; } cases[] = {
    { 0, "0.000000" },
    { 31200, "0.031200" },
    { 1, "0.000001" },
    { 61400000, "61.400000" },
    { -1, "-0.000001" },
    { G_MAXINT64, "9223372036854.775807" },
    { G_MININT64, "-9223372036854.775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = flo_money_to_decimal (cases[i].money);
      FloMoney money;

      g_assert_cmpstr (text, ==, cases[i].text);
      if (cases[i].money >= 0)
        {
          g_assert_true (flo_money_parse (text, &money));
          g_assert_cmpint (money, ==, cases[i].money);
        }
    }
}

static void
test_format (void)
{
  static const struct { FloMoney money; const char *text; } cases[] = {
    { 0, "$0.00" },
    { 31200, "$0.0312" },
    { 50000, "$0.05" },
    { 500000, "$0.50" },
    { 123456, "$0.1235" },
    { 999999, "$1.00" },
    { 9999, "$0.009999" },
    { 1, "$0.000001" },
    { 61400000, "$61.40" },
    { 61405000, "$61.41" },
    { 999994999, "$999.99" },
    { 999995000, "$1,000.00" },
    { 1204000000, "$1,204" },
    { 1204500000, "$1,205" },
    { G_GINT64_CONSTANT (1234567000000), "$1,234,567" },
    { -61400000, "-$61.40" },
    { G_MAXINT64, "$9,223,372,036,855" },
    { G_MININT64, "-$9,223,372,036,855" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = flo_money_format (cases[i].money);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_for_seconds (void)
{
  static const struct { FloMoney per_hour; gint64 seconds; FloMoney cost; } cases[] = {
    { 36000, 3600, 36000 },
    { 36000, 1, 10 },
    { 36000, 0, 0 },
    { 1, 1800, 1 },                /* half a micro-dollar goes up */
    { 1, 1799, 0 },
    { 1, 5399, 1 },
    { 1, 5400, 2 },
    { -1, 1800, 0 },               /* up is towards plus infinity */
    { -1, 1801, -1 },
    { 31200, 86400, 748800 },
    { G_MAXINT64, 3600, G_MAXINT64 },
    { G_MAXINT64, 7200, G_MAXINT64 },
    { G_MAXINT64, G_MAXINT64, G_MAXINT64 },
    { G_MININT64, G_MAXINT64, G_MININT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (flo_money_for_seconds (cases[i].per_hour, cases[i].seconds), ==, cases[i].cost);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-refuses", test_parse_refuses);
  g_test_add_func ("/money/decimal", test_decimal);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/for-seconds", test_for_seconds);

  return g_test_run ();
}
