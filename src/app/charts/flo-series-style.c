/* flo-series-style.c: how a series looks: colour, and what tells it apart without colour
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-series-style.h"

#include <gdk/gdk.h>
#include <math.h>

#define PATTERN_STEP 7.0
#define SWATCH_RADIUS 3.5

enum
{
  PATTERN_PLAIN,
  PATTERN_RISING,
  PATTERN_DOTS,
  PATTERN_FALLING,
  PATTERN_HORIZONTAL,
  PATTERN_VERTICAL,
  PATTERN_CROSSED,
  PATTERN_GRID,
  N_PATTERNS
};

/* One more round of the palette takes the next pattern for the same colour. */
static guint
get_variant (guint index)
{
  return (index + index / FLO_PALETTE_SIZE) % N_PATTERNS;
}

static void
add_diagonals (cairo_t *cr,
               double   x,
               double   y,
               double   width,
               double   height,
               gboolean rising)
{
  /* In phase with the origin, so that areas side by side and frame after frame agree. */
  double start = floor ((x - height) / PATTERN_STEP) * PATTERN_STEP;

  for (double at = start; at < x + width + height; at += PATTERN_STEP)
    {
      cairo_move_to (cr, at, rising ? y + height : y);
      cairo_line_to (cr, at + height, rising ? y : y + height);
    }
}

static void
add_lines (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   height,
           gboolean horizontal)
{
  double start = floor ((horizontal ? y : x) / PATTERN_STEP) * PATTERN_STEP + .5;
  double end = horizontal ? y + height : x + width;

  for (double at = start; at < end; at += PATTERN_STEP)
    {
      cairo_move_to (cr, horizontal ? x : at, horizontal ? at : y);
      cairo_line_to (cr, horizontal ? x + width : at, horizontal ? at : y + height);
    }
}

/* Dots as dashes of no length with round ends: one path a row. */
static void
stroke_dots (cairo_t *cr,
             double   x,
             double   y,
             double   width,
             double   height)
{
  const double dash[] = { 0, PATTERN_STEP };
  double start = floor (y / PATTERN_STEP) * PATTERN_STEP + 3;

  cairo_set_line_width (cr, 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dash, 2, 0);
  for (double at = start; at < y + height; at += PATTERN_STEP)
    {
      double shift = fmod (fabs (floor (at / PATTERN_STEP)), 2) * PATTERN_STEP / 2;

      cairo_move_to (cr, floor (x / PATTERN_STEP) * PATTERN_STEP + shift, at);
      cairo_line_to (cr, x + width, at);
    }
  cairo_stroke (cr);
}

/**
 * flo_series_style_draw_pattern:
 * @style: the style of an area
 * @cr: where to draw
 * @theme: the colours
 * @x: left edge
 * @y: upper edge
 * @width: pixels
 * @height: pixels
 *
 * Costs a line for each few pixels of @width and @height.
 */
void
flo_series_style_draw_pattern (const FloSeriesStyle *style,
                               cairo_t              *cr,
                               const FloChartTheme  *theme,
                               double                x,
                               double                y,
                               double                width,
                               double                height)
{
  guint pattern = get_variant (style->index);
  GdkRGBA color = { 0, 0, 0, theme->high_contrast ? .75f : .17f };

  if (pattern == PATTERN_PLAIN)
    return;

  cairo_save (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  if (pattern == PATTERN_RISING || pattern == PATTERN_CROSSED)
    add_diagonals (cr, x, y, width, height, TRUE);
  if (pattern == PATTERN_FALLING || pattern == PATTERN_CROSSED)
    add_diagonals (cr, x, y, width, height, FALSE);
  if (pattern == PATTERN_HORIZONTAL || pattern == PATTERN_GRID)
    add_lines (cr, x, y, width, height, TRUE);
  if (pattern == PATTERN_VERTICAL || pattern == PATTERN_GRID)
    add_lines (cr, x, y, width, height, FALSE);
  if (pattern == PATTERN_DOTS)
    stroke_dots (cr, x, y, width, height);
  else
    cairo_stroke (cr);
  cairo_restore (cr);
}

void
flo_series_style_set_dash (const FloSeriesStyle *style,
                           cairo_t              *cr)
{
  static const double dashes[][4] = { { 0 }, { 6, 4 }, { 1, 4 }, { 10, 4, 1, 4 }, { 12, 5 } };
  static const int lengths[] = { 0, 2, 2, 4, 2 };
  guint dash = style->dash % G_N_ELEMENTS (lengths);

  cairo_set_dash (cr, dashes[dash], lengths[dash], 0);
}

static void
add_polygon (cairo_t *cr,
             double   x,
             double   y,
             double   radius,
             guint    n_corners,
             double   turn)
{
  cairo_new_sub_path (cr);
  for (guint i = 0; i < n_corners; i++)
    {
      double angle = turn + 2 * G_PI * i / n_corners;

      cairo_line_to (cr, x + radius * cos (angle), y + radius * sin (angle));
    }
  cairo_close_path (cr);
}

static void
add_plus (cairo_t *cr,
          double   x,
          double   y,
          double   radius,
          double   turn)
{
  double arm = radius * .34;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, turn);
  cairo_new_sub_path (cr);
  for (guint i = 0; i < 4; i++)
    {
      cairo_line_to (cr, arm, -arm);
      cairo_line_to (cr, radius, -arm);
      cairo_line_to (cr, radius, arm);
      cairo_rotate (cr, G_PI / 2);
    }
  cairo_close_path (cr);
  cairo_restore (cr);
}

static void
add_mark (const FloSeriesStyle *style,
          cairo_t              *cr,
          double                x,
          double                y,
          double                radius)
{
  if (style->kind == FLO_SERIES_NOTICE)
    add_polygon (cr, x, y + radius * .2, radius * 1.2, 3, -G_PI / 2);
  else if (style->kind == FLO_SERIES_LOSS)
    add_plus (cr, x, y, radius * 1.15, G_PI / 4);
  else
    switch (get_variant (style->index))
      {
      case 1:
        cairo_rectangle (cr, x - radius * .85, y - radius * .85, radius * 1.7, radius * 1.7);
        break;
      case 2:
        add_polygon (cr, x, y, radius * 1.2, 4, 0);
        break;
      case 3:
        add_polygon (cr, x, y + radius * .2, radius * 1.2, 3, -G_PI / 2);
        break;
      case 4:
        add_polygon (cr, x, y - radius * .2, radius * 1.2, 3, G_PI / 2);
        break;
      case 5:
        add_plus (cr, x, y, radius * 1.1, 0);
        break;
      case 6:
        add_plus (cr, x, y, radius * 1.1, G_PI / 4);
        break;
      case 7:
        add_polygon (cr, x, y, radius * 1.1, 6, 0);
        break;
      default:
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
        break;
      }
}

static GdkRGBA
get_mark_color (const FloSeriesStyle *style,
                const FloChartTheme  *theme)
{
  if (style->kind == FLO_SERIES_NOTICE)
    return theme->warning;
  if (style->kind == FLO_SERIES_LOSS)
    return theme->error;
  if (style->kind == FLO_SERIES_REFERENCE)
    return theme->dim_text;

  return flo_chart_theme_get_stroke (theme, style->index);
}

void
flo_series_style_draw_mark (const FloSeriesStyle *style,
                            cairo_t              *cr,
                            const FloChartTheme  *theme,
                            double                x,
                            double                y,
                            double                size)
{
  GdkRGBA color = get_mark_color (style, theme);

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  add_mark (style, cr, x, y, size / 2);
  gdk_cairo_set_source_rgba (cr, &theme->background);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
add_rounded (cairo_t *cr,
             double   width,
             double   height,
             double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, width - radius, radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, width - radius, height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, radius, height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_area_swatch (const FloSeriesStyle *style,
                  cairo_t              *cr,
                  const FloChartTheme  *theme,
                  double                width,
                  double                height)
{
  GdkRGBA fill = flo_chart_theme_get_fill (theme, style->index);
  GdkRGBA stroke = flo_chart_theme_get_stroke (theme, style->index);

  cairo_save (cr);
  add_rounded (cr, width, height, SWATCH_RADIUS);
  cairo_clip_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  flo_series_style_draw_pattern (style, cr, theme, 0, 0, width, height);
  add_rounded (cr, width, height, SWATCH_RADIUS);
  gdk_cairo_set_source_rgba (cr, &stroke);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
flo_series_style_draw_swatch (const FloSeriesStyle *style,
                              cairo_t              *cr,
                              const FloChartTheme  *theme,
                              double                width,
                              double                height)
{
  GdkRGBA color = get_mark_color (style, theme);

  switch (style->kind)
    {
    case FLO_SERIES_AREA:
      draw_area_swatch (style, cr, theme, width, height);
      break;

    case FLO_SERIES_LINE:
    case FLO_SERIES_REFERENCE:
      cairo_save (cr);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_set_line_width (cr, style->kind == FLO_SERIES_LINE ? 2 : 1);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      flo_series_style_set_dash (style, cr);
      cairo_move_to (cr, 1, height / 2);
      cairo_line_to (cr, width - 1, height / 2);
      cairo_stroke (cr);
      cairo_restore (cr);
      if (style->kind == FLO_SERIES_LINE)
        flo_series_style_draw_mark (style, cr, theme, width / 2, height / 2, MIN (height - 6, 8));
      break;

    case FLO_SERIES_NOTICE:
    case FLO_SERIES_LOSS:
      flo_series_style_draw_mark (style, cr, theme, width / 2, height / 2, MIN (height - 2, 10));
      break;

    case FLO_SERIES_NONE:
    default:
      break;
    }
}
