/* flo-chart-theme.h: the colours of a chart: palette, grid, text, for light, dark and high contrast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean dark;
  gboolean high_contrast;
  GdkRGBA background;    /* what is behind the chart, about: contrast is measured against it */
  GdkRGBA text;
  GdkRGBA dim_text;
  GdkRGBA grid;
  GdkRGBA base_line;     /* the line of zero and the cursor */
  GdkRGBA warning;
  GdkRGBA error;
} FloChartTheme;

/* The palette of Okabe and Ito, which people with any colour vision can tell apart, in their
 * order. */
#define FLO_PALETTE_SIZE 8

void    flo_chart_theme_init       (FloChartTheme *theme,
                                    gboolean       dark,
                                    gboolean       high_contrast);
/* The colour of an area; @index past the palette begins again (and has another pattern). */
GdkRGBA flo_chart_theme_get_fill   (const FloChartTheme *theme,
                                    guint                index);
/* The same hue for lines and small marks: at least 3:1 against the background, 4.5:1 in high
 * contrast. */
GdkRGBA flo_chart_theme_get_stroke (const FloChartTheme *theme,
                                    guint                index);
/* WCAG 2 contrast of two opaque colours: 1 to 21. */
double  flo_chart_theme_contrast   (const GdkRGBA *a,
                                    const GdkRGBA *b);
/* A zone keeps its colour everywhere and always: AWS names the zones of a region a, b, c …, and the
 * letter counts, not the place in a list, which would move with the zones that happen to be usable. */
guint   flo_palette_index_for_zone (const char *zone);

G_END_DECLS
