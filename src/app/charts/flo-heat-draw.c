/* flo-heat-draw.c: how a heat map is laid out and drawn, for the screen and for files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-heat-draw.h"

#include <math.h>

#define LABEL_SCALE .86
#define GAP 2.0              /* between cells */
#define PADDING 8.0          /* of a text in its cell */
#define CELL_HEIGHT 32.0
#define MIN_CELL 44.0
#define MAX_CELL 132.0
#define BADGE 7.0

static double
measure (FloChartPainter *painter,
         const char      *text,
         gboolean         bold)
{
  g_autoptr(PangoLayout) layout = flo_chart_painter_create_layout (painter, text, LABEL_SCALE, bold);
  int width;

  flo_chart_painter_get_size (painter, layout, &width, NULL);

  return width;
}

static double
measure_row_heads (FloChartPainter *painter,
                   FloHeatGrid     *grid)
{
  double widest = 0;

  for (guint i = 0; i < flo_heat_grid_get_n_rows (grid); i++)
    widest = MAX (widest, measure (painter, flo_heat_grid_get_row (grid, i), FALSE));

  return ceil (widest) + PADDING;
}

/* The widest text of a cell; one per row is measured with each length it has, which is enough. */
static double
measure_cells (FloChartPainter *painter,
               FloHeatGrid     *grid)
{
  double widest = 0;
  glong longest = 0;

  for (guint column = 0; column < flo_heat_grid_get_n_columns (grid); column++)
    {
      widest = MAX (widest, measure (painter, flo_heat_grid_get_short (grid, column), FALSE));
      for (guint row = 0; row < flo_heat_grid_get_n_rows (grid); row++)
        {
          const FloHeatCell *cell = flo_heat_grid_get_cell (grid, row, column);
          glong length = cell->known ? g_utf8_strlen (cell->text, -1) : 0;

          if (length < longest || length == 0)
            continue;
          longest = length;
          widest = MAX (widest, measure (painter, cell->text, FALSE));
        }
    }

  return MAX (ceil (widest) + 2 * PADDING, MIN_CELL);
}

double
flo_heat_layout_get_minimum (FloChartPainter *painter,
                             FloHeatGrid     *grid)
{
  return measure_row_heads (painter, grid) +
         flo_heat_grid_get_n_columns (grid) * (measure_cells (painter, grid) + GAP);
}

void
flo_heat_layout_init (FloHeatLayout   *layout,
                      FloChartPainter *painter,
                      FloHeatGrid     *grid,
                      double           width,
                      gboolean         mirrored)
{
  g_autoptr(PangoLayout) sample = NULL;
  double smallest;
  int line;

  sample = flo_chart_painter_create_layout (painter, "0", LABEL_SCALE, FALSE);
  flo_chart_painter_get_size (painter, sample, NULL, &line);
  layout->width = width;
  layout->mirrored = mirrored;
  layout->n_rows = flo_heat_grid_get_n_rows (grid);
  layout->n_columns = flo_heat_grid_get_n_columns (grid);
  layout->row_heads = measure_row_heads (painter, grid);
  layout->line = line + 4;
  layout->head = 2 * layout->line + 4;
  layout->cell_height = MAX (CELL_HEIGHT, line + 12);
  smallest = measure_cells (painter, grid);
  layout->cell_width = floor ((width - layout->row_heads) / MAX (layout->n_columns, 1)) - GAP;
  layout->cell_width = CLAMP (layout->cell_width, smallest, MAX (MAX_CELL, smallest));
}

double
flo_heat_layout_get_height (const FloHeatLayout *layout)
{
  return layout->head + layout->n_rows * (layout->cell_height + GAP);
}

graphene_rect_t
flo_heat_layout_get_cell (const FloHeatLayout *layout,
                          guint                row,
                          guint                column)
{
  double x = layout->row_heads + column * (layout->cell_width + GAP);
  double y = layout->head + row * (layout->cell_height + GAP);

  if (layout->mirrored)
    x = layout->width - x - layout->cell_width;

  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) layout->cell_width,
                             (float) layout->cell_height);
}

gboolean
flo_heat_layout_find_cell (const FloHeatLayout *layout,
                           double               x,
                           double               y,
                           guint               *row,
                           guint               *column)
{
  double along = (layout->mirrored ? layout->width - x : x) - layout->row_heads;
  double down = y - layout->head;

  if (along < 0 || down < 0)
    return FALSE;
  *column = (guint) (along / (layout->cell_width + GAP));
  *row = (guint) (down / (layout->cell_height + GAP));

  return *column < layout->n_columns && *row < layout->n_rows;
}

static GdkRGBA
mix (const GdkRGBA *a,
     const GdkRGBA *b,
     double         share)
{
  return (GdkRGBA) { a->red + (b->red - a->red) * (float) share,
                     a->green + (b->green - a->green) * (float) share,
                     a->blue + (b->blue - a->blue) * (float) share, 1 };
}

/* One hue from faint to full: order is seen by lightness, with any colour vision and in print. */
GdkRGBA
flo_heat_get_fill (const FloChartTheme *theme,
                   FloHeatScale         scale,
                   double               share)
{
  static const GdkRGBA faint[2][2] = {
    { { .89f, .94f, .98f, 1 }, { .99f, .93f, .87f, 1 } },
    { { .20f, .26f, .32f, 1 }, { .32f, .25f, .20f, 1 } },
  };
  static const GdkRGBA full[2][2] = {
    { { 0, .35f, .60f, 1 }, { .71f, .28f, 0, 1 } },
    { { .50f, .78f, .96f, 1 }, { 1, .65f, .36f, 1 } },
  };
  guint dark = theme->dark ? 1 : 0;
  guint hue = scale == FLO_HEAT_WARNING ? 1 : 0;

  return mix (&faint[dark][hue], &full[dark][hue], CLAMP (share, 0, 1));
}

GdkRGBA
flo_heat_get_ink (const GdkRGBA *fill)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  static const GdkRGBA white = { 1, 1, 1, 1 };

  return flo_chart_theme_contrast (fill, &black) >= flo_chart_theme_contrast (fill, &white) ? black
                                                                                            : white;
}

/* @x: the middle. A text that has no room is cut with an ellipsis. */
static void
show_centered (FloChartPainter *painter,
               const char      *text,
               gboolean         bold,
               double           x,
               double           y,
               double           room,
               const GdkRGBA   *color)
{
  g_autoptr(PangoLayout) layout = flo_chart_painter_create_layout (painter, text, LABEL_SCALE, bold);
  int width;

  flo_chart_painter_get_size (painter, layout, &width, NULL);
  if (width > room)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (MAX (room, 1) * PANGO_SCALE));
      width = (int) room;
    }
  flo_chart_painter_show_layout (painter, layout, round (x - width / 2.0), round (y), color);
}

static void
draw_heads (FloHeatGrid         *grid,
            const FloHeatLayout *layout,
            FloChartPainter     *painter,
            const FloChartTheme *theme)
{
  guint first = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      graphene_rect_t cell = flo_heat_layout_get_cell (layout, 0, i);
      graphene_rect_t start = flo_heat_layout_get_cell (layout, 0, first);

      show_centered (painter, flo_heat_grid_get_short (grid, i), FALSE,
                     cell.origin.x + cell.size.width / 2, layout->line, cell.size.width,
                     &theme->dim_text);
      if (i + 1 < layout->n_columns && g_str_equal (flo_heat_grid_get_group (grid, i),
                                                    flo_heat_grid_get_group (grid, i + 1)))
        continue;
      graphene_rect_union (&start, &cell, &start);
      show_centered (painter, flo_heat_grid_get_group (grid, i), TRUE,
                     start.origin.x + start.size.width / 2, 0, start.size.width, &theme->text);
      flo_chart_painter_fill (painter,
                              &GRAPHENE_RECT_INIT (start.origin.x, (float) layout->head - 3,
                                                   start.size.width, 1), &theme->base_line);
      first = i + 1;
    }
}

/* A triangle in the outer upper corner. */
static void
draw_badge (const graphene_rect_t *cell,
            const FloHeatLayout   *layout,
            FloChartPainter       *painter,
            const GdkRGBA         *color)
{
  double x = layout->mirrored ? cell->origin.x + 3 : cell->origin.x + cell->size.width - 3 - BADGE;
  double y = cell->origin.y + 3;
  cairo_t *cr = flo_chart_painter_begin_cairo (painter, cell);

  cairo_move_to (cr, x, y + BADGE);
  cairo_line_to (cr, x + BADGE / 2, y);
  cairo_line_to (cr, x + BADGE, y + BADGE);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
  flo_chart_painter_end_cairo (painter, cr);
}

static void
draw_cell (const FloHeatCell     *cell,
           const graphene_rect_t *place,
           FloHeatScale           scale,
           const FloHeatLayout   *layout,
           FloChartPainter       *painter,
           const FloChartTheme   *theme)
{
  double middle = place->origin.x + place->size.width / 2;
  double top = place->origin.y + (place->size.height - layout->line) / 2 + 2;
  GdkRGBA fill, ink;

  if (!cell->known)
    {
      flo_chart_painter_fill (painter, place, &theme->grid);
      show_centered (painter, "–", FALSE, middle, top, place->size.width, &theme->dim_text);
      return;
    }

  fill = flo_heat_get_fill (theme, scale, cell->share);
  ink = flo_heat_get_ink (&fill);
  flo_chart_painter_fill (painter, place, &fill);
  show_centered (painter, cell->text, FALSE, middle, top, place->size.width, &ink);
  if (cell->badge)
    draw_badge (place, layout, painter, &ink);
}

/**
 * flo_heat_draw:
 * @grid: the figures
 * @layout: where they go
 * @painter: where to draw
 * @theme: in which colours
 */
void
flo_heat_draw (FloHeatGrid         *grid,
               const FloHeatLayout *layout,
               FloChartPainter     *painter,
               const FloChartTheme *theme)
{
  g_return_if_fail (FLO_IS_HEAT_GRID (grid));
  g_return_if_fail (layout != NULL && painter != NULL && theme != NULL);

  if (layout->n_rows == 0 || layout->n_columns == 0)
    return;

  draw_heads (grid, layout, painter, theme);
  for (guint row = 0; row < layout->n_rows; row++)
    {
      graphene_rect_t first = flo_heat_layout_get_cell (layout, row, 0);
      g_autoptr(PangoLayout) name =
        flo_chart_painter_create_layout (painter, flo_heat_grid_get_row (grid, row), LABEL_SCALE,
                                         FALSE);
      int width;

      flo_chart_painter_get_size (painter, name, &width, NULL);
      flo_chart_painter_show_layout (painter, name, layout->mirrored ? layout->width - width : 0,
                                     round (first.origin.y +
                                            (first.size.height - layout->line) / 2 + 2),
                                     &theme->text);
      for (guint column = 0; column < layout->n_columns; column++)
        {
          graphene_rect_t place = flo_heat_layout_get_cell (layout, row, column);

          draw_cell (flo_heat_grid_get_cell (grid, row, column), &place,
                     flo_heat_grid_get_scale (grid), layout, painter, theme);
        }
    }
}
