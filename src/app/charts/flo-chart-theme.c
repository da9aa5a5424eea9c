/* flo-chart-theme.c: the colours of a chart: palette, grid, text, for light, dark and high contrast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-theme.h"

#include <math.h>
#include <string.h>

/* Orange, sky blue, bluish green, yellow, blue, vermilion, reddish purple; their black, which the
 * dark style could not show, is a grey here. */
static const guint32 PALETTE[FLO_PALETTE_SIZE] = {
  0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0x8a8a8a,
};

static GdkRGBA
from_hex (guint32 hex,
          float   alpha)
{
  return (GdkRGBA) { (float) (hex >> 16 & 0xff) / 255.f,
                     (float) (hex >> 8 & 0xff) / 255.f,
                     (float) (hex & 0xff) / 255.f,
                     alpha };
}

static GdkRGBA
mix (const GdkRGBA *a,
     const GdkRGBA *b,
     float          share)
{
  return (GdkRGBA) { a->red + (b->red - a->red) * share,
                     a->green + (b->green - a->green) * share,
                     a->blue + (b->blue - a->blue) * share,
                     1 };
}

/**
 * flo_chart_theme_init:
 * @theme: (out): the theme
 * @dark: whether the background is dark
 * @high_contrast: whether faint lines and greys have to give way to clear ones
 */
void
flo_chart_theme_init (FloChartTheme *theme,
                      gboolean       dark,
                      gboolean       high_contrast)
{
  guint32 ink = dark ? 0xffffff : 0x000000;

  theme->dark = dark;
  theme->high_contrast = high_contrast;
  theme->background = from_hex (dark ? 0x303030 : 0xffffff, 1);
  theme->text = from_hex (ink, high_contrast ? 1 : dark ? .92f : .82f);
  theme->dim_text = from_hex (ink, high_contrast ? .92f : .62f);
  theme->grid = from_hex (ink, high_contrast ? .45f : dark ? .10f : .08f);
  theme->base_line = from_hex (ink, high_contrast ? 1 : .32f);
  theme->warning = from_hex (dark ? 0xf8e45c : high_contrast ? 0x7a4a00 : 0x9c6e03, 1);
  theme->error = from_hex (dark ? 0xff7b63 : high_contrast ? 0xa30d18 : 0xc01c28, 1);
}

GdkRGBA
flo_chart_theme_get_fill (const FloChartTheme *theme,
                          guint                index)
{
  return from_hex (PALETTE[index % FLO_PALETTE_SIZE], 1);
}

GdkRGBA
flo_chart_theme_get_stroke (const FloChartTheme *theme,
                            guint                index)
{
  GdkRGBA fill = flo_chart_theme_get_fill (theme, index);
  GdkRGBA ink = from_hex (theme->dark ? 0xffffff : 0x000000, 1);
  double wanted = theme->high_contrast ? 4.5 : 3.0;

  for (float share = 0; share < 1; share += .05f)
    {
      GdkRGBA stroke = mix (&fill, &ink, share);

      if (flo_chart_theme_contrast (&stroke, &theme->background) >= wanted)
        return stroke;
    }

  return ink;
}

static double
linear_light (double channel)
{
  return channel <= .04045 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return .2126 * linear_light (color->red) + .7152 * linear_light (color->green) +
         .0722 * linear_light (color->blue);
}

double
flo_chart_theme_contrast (const GdkRGBA *a,
                          const GdkRGBA *b)
{
  double one = luminance (a) + .05;
  double other = luminance (b) + .05;

  return MAX (one, other) / MIN (one, other);
}

guint
flo_palette_index_for_zone (const char *zone)
{
  gsize length;

  g_return_val_if_fail (zone != NULL, 0);

  length = strlen (zone);
  if (length > 0 && g_ascii_islower (zone[length - 1]))
    return (guint) (zone[length - 1] - 'a');

  return g_str_hash (zone) % FLO_PALETTE_SIZE;
}
