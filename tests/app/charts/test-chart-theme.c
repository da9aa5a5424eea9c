/* test-chart-theme.c: colours that can be told apart, and zones that keep theirs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "app/charts/flo-chart-theme.h"

static double
get_distance (const GdkRGBA *a,
              const GdkRGBA *b)
{
  double red = a->red - b->red, green = a->green - b->green, blue = a->blue - b->blue;

  return sqrt (red * red + green * green + blue * blue);
}

static void
test_contrast (void)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (flo_chart_theme_contrast (&black, &white), 21, .01);
  g_assert_cmpfloat_with_epsilon (flo_chart_theme_contrast (&white, &white), 1, .01);

  for (guint mode = 0; mode < 4; mode++)
    {
      FloChartTheme theme;

      flo_chart_theme_init (&theme, mode & 1, mode & 2);
      g_assert_cmpfloat (flo_chart_theme_contrast (&theme.warning, &theme.background), >=,
                         mode & 2 ? 4.5 : 3);
      g_assert_cmpfloat (flo_chart_theme_contrast (&theme.error, &theme.background), >=,
                         mode & 2 ? 4.5 : 3);
      for (guint i = 0; i < FLO_PALETTE_SIZE; i++)
        {
          GdkRGBA stroke = flo_chart_theme_get_stroke (&theme, i);

          g_assert_cmpfloat (flo_chart_theme_contrast (&stroke, &theme.background), >=,
                             mode & 2 ? 4.5 : 3);
          for (guint j = 0; j < i; j++)
            {
              GdkRGBA other = flo_chart_theme_get_stroke (&theme, j);

              g_assert_cmpfloat (get_distance (&stroke, &other), >, .12);
            }
        }
    }
}

static void
test_palette (void)
{
  FloChartTheme light, dark;
  GdkRGBA orange = { 0xe6 / 255.f, 0x9f / 255.f, 0, 1 };

  flo_chart_theme_init (&light, FALSE, FALSE);
  flo_chart_theme_init (&dark, TRUE, FALSE);
  for (guint i = 0; i < 2 * FLO_PALETTE_SIZE; i++)
    {
      GdkRGBA a = flo_chart_theme_get_fill (&light, i);
      GdkRGBA b = flo_chart_theme_get_fill (&dark, i);

      g_assert_true (gdk_rgba_equal (&a, &b));
      g_assert_cmpint (gdk_rgba_equal (&a, &orange), ==, i % FLO_PALETTE_SIZE == 0);
    }
}

static void
test_zones (void)
{
  g_assert_cmpuint (flo_palette_index_for_zone ("us-east-1a"), ==, 0);
  g_assert_cmpuint (flo_palette_index_for_zone ("us-east-1f"), ==, 5);
  /* A region without a zone "b" that we may use does not move the others. */
  g_assert_cmpuint (flo_palette_index_for_zone ("ap-northeast-1d"), ==, 3);
  /* Names that are none do no harm. */
  g_assert_cmpuint (flo_palette_index_for_zone (""), <, FLO_PALETTE_SIZE);
  g_assert_cmpuint (flo_palette_index_for_zone ("Ω"), <, FLO_PALETTE_SIZE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/theme/contrast", test_contrast);
  g_test_add_func ("/charts/theme/palette", test_palette);
  g_test_add_func ("/charts/theme/zones", test_zones);

  return g_test_run ();
}
