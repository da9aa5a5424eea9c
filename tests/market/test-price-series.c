/* test-price-series.c: the prices of one pool
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-history.h"

/* "time:price", oldest first */
static char *
describe (FloPriceSeries *series)
{
  GString *text = g_string_new (NULL);
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (series, &n_points);

  for (gsize i = 0; i < n_points; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, i > 0 ? " " : "", points[i].time, points[i].price);

  return g_string_free (text, FALSE);
}

/* The window is [100, 200]. */
static const struct { const char *title; FloPricePoint points[6]; gsize n_points; const char *series; FloMoney average; } cases[] = {
  { "none", { { 0 } }, 0, "", 0 },
  { "in-order", { { 100, 10 }, { 150, 20 } }, 2, "100:10 150:20", 15 },
  { "newest-first", { { 175, 40 }, { 150, 20 }, { 100, 10 } }, 3, "100:10 150:20 175:40", 20 },
  { "repeated", { { 150, 20 }, { 100, 10 }, { 150, 20 }, { 100, 10 } }, 4, "100:10 150:20", 15 },
  { "before-the-window", { { 150, 20 }, { 60, 10 } }, 2, "100:10 150:20", 15 },
  { "the-last-before-the-window", { { 150, 20 }, { 90, 10 }, { 20, 99 }, { 60, 98 } }, 4, "100:10 150:20", 15 },
  { "before-and-at-the-start", { { 60, 99 }, { 100, 10 }, { 150, 20 } }, 3, "100:10 150:20", 15 },
  { "after-the-window", { { 100, 10 }, { 200, 20 }, { 201, 99 } }, 3, "100:10 200:20", 10 },
  { "only-before", { { 1, 10 } }, 1, "100:10", 10 },
  { "begins-late", { { 180, 10 }, { 190, 21 } }, 2, "180:10 190:21", 16 },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(FloPriceSeries) series = flo_price_series_new ("m.large", "eu-x-1a", cases[i].points, cases[i].n_points, 100, 200);
  g_autofree char *text = describe (series);

  g_assert_cmpstr (text, ==, cases[i].series);
  g_assert_cmpint (flo_price_series_get_average (series, 100, 200), ==, cases[i].average);
  g_assert_cmpstr (flo_price_series_get_instance_type (series), ==, "m.large");
  g_assert_cmpstr (flo_price_series_get_zone (series), ==, "eu-x-1a");
}

static void
test_average (void)
{
  const FloPricePoint points[] = { { 100, 10 }, { 150, 20 }, { 160, G_MAXINT64 } };
  g_autoptr(FloPriceSeries) series = flo_price_series_new ("m.large", "eu-x-1a", points, 3, 0, 1000);

  g_assert_cmpint (flo_price_series_get_average (series, 100, 150), ==, 10);
  g_assert_cmpint (flo_price_series_get_average (series, 149, 151), ==, 15);
  g_assert_cmpint (flo_price_series_get_average (series, 0, 151), ==, 10);
  g_assert_cmpint (flo_price_series_get_average (series, 0, 100), ==, 0);
  g_assert_cmpint (flo_price_series_get_average (series, 150, 150), ==, 0);
  g_assert_cmpint (flo_price_series_get_average (series, 170, 1000), ==, G_MAXINT64);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/price-series/", cases[i].title, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/price-series/average", test_average);

  return g_test_run ();
}
