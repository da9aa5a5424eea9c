/* flo-chart-draw.c: a frame of a chart: rulers, grid, layers, cursor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "app/charts/flo-chart-private.h"
#include "app/charts/flo-value-axis.h"

#define LABEL_SCALE .86
#define RULER_GAP 8.0
#define STEP_HEIGHT 44.0
#define MAX_STEPS 6
/* A chart that is very tall, on a very large screen, has more of them. */
#define TALL_STEP_HEIGHT 110.0

/* What one frame needs besides the geometry that layers see. */
typedef struct
{
  FloChart *chart;
  FloChartFrame frame;
  GPtrArray *money_ticks;      /* (owned) (element-type FloTick) */
  GPtrArray *time_ticks;       /* (owned) (element-type FloTick) */
  GPtrArray *money_labels;     /* (owned) (element-type PangoLayout) */
  double width;
  double label_height;
} Sheet;

static double
measure_width (const char *label,
               gboolean    major,
               gpointer    user_data)
{
  Sheet *sheet = user_data;
  g_autoptr(PangoLayout) layout =
    flo_chart_painter_create_layout (sheet->frame.painter, label, LABEL_SCALE, major);
  int width;

  flo_chart_painter_get_size (sheet->frame.painter, layout, &width, NULL);

  return width;
}

static double
measure_height (const char *label,
                gboolean    major,
                gpointer    user_data)
{
  const Sheet *sheet = user_data;

  return sheet->label_height + 4;
}

static void
fit_money_axis (Sheet  *sheet,
                double  height)
{
  FloChart *self = sheet->chart;
  double from = flo_axis_get_min (self->x_axis);
  double to = MIN (flo_axis_get_max (self->x_axis), self->end);
  FloMoney min = 0, max = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < self->layers->len; i++)
    {
      FloMoney low, high;

      if (!flo_chart_layer_get_extremes (g_ptr_array_index (self->layers, i), from, to, &low,
                                         &high))
        continue;
      min = found ? MIN (min, low) : low;
      max = found ? MAX (max, high) : high;
      found = TRUE;
    }
  for (guint i = 0; found && i < self->layers->len; i++)
    flo_chart_layer_extend (g_ptr_array_index (self->layers, i), &min, &max);

  flo_value_axis_fit (FLO_VALUE_AXIS (self->y_axis), min, max,
                      (guint) CLAMP (height / STEP_HEIGHT, 2, MAX (MAX_STEPS, height / TALL_STEP_HEIGHT)),
                      self->from_zero);
}

/* The rulers take what their labels need; the plot gets the rest, on whole pixels. */
static void
lay_out (Sheet  *sheet,
         double  width,
         double  height)
{
  FloChart *self = sheet->chart;
  double top = 0, bottom, left, ruler = 0;

  for (guint i = 0; i < self->layers->len; i++)
    top = MAX (top, flo_chart_layer_get_headroom (g_ptr_array_index (self->layers, i)));
  top += ceil (sheet->label_height / 2) + FLO_CHART_EDGE;
  bottom = sheet->label_height + RULER_GAP;

  fit_money_axis (sheet, height - top - bottom);
  sheet->money_ticks = flo_axis_list_ticks (self->y_axis, height - top - bottom, measure_height,
                                            sheet);
  sheet->money_labels = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sheet->money_ticks->len; i++)
    {
      const FloTick *tick = g_ptr_array_index (sheet->money_ticks, i);
      PangoLayout *layout =
        flo_chart_painter_create_layout (sheet->frame.painter, tick->label, LABEL_SCALE, FALSE);
      int label_width;

      flo_chart_painter_get_size (sheet->frame.painter, layout, &label_width, NULL);
      ruler = MAX (ruler, label_width + RULER_GAP + FLO_CHART_EDGE);
      g_ptr_array_add (sheet->money_labels, layout);
    }

  left = sheet->frame.mirrored ? ceil (ruler) : FLO_CHART_EDGE;
  sheet->frame.plot = GRAPHENE_RECT_INIT ((float) left, (float) top,
                                          (float) MAX (floor (width - ruler - FLO_CHART_EDGE), 1),
                                          (float) MAX (floor (height - top - bottom), 1));
  sheet->time_ticks = flo_axis_list_ticks (self->x_axis, sheet->frame.plot.size.width,
                                           measure_width, sheet);
}

static void
draw_money_ruler (Sheet *sheet)
{
  FloChartFrame *frame = &sheet->frame;
  const graphene_rect_t *plot = &frame->plot;

  for (guint i = 0; i < sheet->money_ticks->len; i++)
    {
      const FloTick *tick = g_ptr_array_index (sheet->money_ticks, i);
      PangoLayout *layout = g_ptr_array_index (sheet->money_labels, i);
      double y = round (flo_chart_frame_get_y (frame, tick->value));
      int width, height;

      flo_chart_painter_get_size (frame->painter, layout, &width, &height);
      flo_chart_painter_fill (frame->painter,
                              &GRAPHENE_RECT_INIT (plot->origin.x, (float) y, plot->size.width, 1),
                              &frame->theme->grid);
      flo_chart_painter_show_layout (frame->painter, layout,
                                     frame->mirrored
                                       ? plot->origin.x - RULER_GAP - width
                                       : plot->origin.x + plot->size.width + RULER_GAP,
                                     round (y - height / 2.0), &frame->theme->dim_text);
    }
}

static void
draw_time_ruler (Sheet *sheet)
{
  FloChartFrame *frame = &sheet->frame;
  const graphene_rect_t *plot = &frame->plot;
  float floor_y = plot->origin.y + plot->size.height;

  for (guint i = 0; i < sheet->time_ticks->len; i++)
    {
      const FloTick *tick = g_ptr_array_index (sheet->time_ticks, i);
      float x = (float) floor (flo_chart_frame_get_x (frame, tick->value));
      g_autoptr(PangoLayout) layout =
        flo_chart_painter_create_layout (frame->painter, tick->label, LABEL_SCALE, tick->major);
      double left;
      int width;

      flo_chart_painter_fill (frame->painter,
                              &GRAPHENE_RECT_INIT (x, tick->major ? plot->origin.y : floor_y, 1,
                                                   tick->major ? plot->size.height + 4 : 4),
                              tick->major ? &frame->theme->grid : &frame->theme->base_line);

      flo_chart_painter_get_size (frame->painter, layout, &width, NULL);
      left = round (x + .5 - width / 2.0);
      if (left < 0 || left + width > sheet->width)
        continue;
      flo_chart_painter_show_layout (frame->painter, layout, left, floor_y + RULER_GAP,
                                     tick->major ? &frame->theme->text : &frame->theme->dim_text);
    }
}

/* Over the areas, so that the floor they stand on is clear. */
static void
draw_base_line (Sheet *sheet)
{
  const FloChartFrame *frame = &sheet->frame;

  flo_chart_painter_fill (frame->painter,
                          &GRAPHENE_RECT_INIT (frame->plot.origin.x,
                                               frame->plot.origin.y + frame->plot.size.height,
                                               frame->plot.size.width, 1),
                          &frame->theme->base_line);
}

static void
draw_cursor (Sheet *sheet)
{
  FloChart *self = sheet->chart;
  const FloChartFrame *frame = &sheet->frame;
  double x = flo_chart_frame_get_x (frame, self->cursor);

  if (isnan (self->cursor) || self->cursor < flo_axis_get_min (self->x_axis) ||
      self->cursor > flo_axis_get_max (self->x_axis))
    return;

  flo_chart_painter_fill (frame->painter,
                          &GRAPHENE_RECT_INIT ((float) floor (x), frame->plot.origin.y, 1,
                                               frame->plot.size.height),
                          &frame->theme->dim_text);
  if (self->cursor <= self->end)
    for (guint i = 0; i < self->layers->len; i++)
      flo_chart_layer_draw_cursor (g_ptr_array_index (self->layers, i), frame, self->cursor);
}

/**
 * flo_chart_draw:
 * @self: a chart
 * @painter: where to draw
 * @theme: in which colours
 * @width: pixels
 * @height: pixels
 * @with_cursor: whether to show what is read out
 */
void
flo_chart_draw (FloChart            *self,
                FloChartPainter     *painter,
                const FloChartTheme *theme,
                double               width,
                double               height,
                gboolean             with_cursor)
{
  g_autoptr(PangoLayout) sample = NULL;
  Sheet sheet = { .chart = self, .width = width };
  int label_height;

  g_return_if_fail (FLO_IS_CHART (self));

  if (flo_axis_is_pathological (self->x_axis) || isnan (self->end))
    return;

  sample = flo_chart_painter_create_layout (painter, "0", LABEL_SCALE, FALSE);
  flo_chart_painter_get_size (painter, sample, NULL, &label_height);
  sheet.label_height = label_height;
  sheet.frame = (FloChartFrame) {
    .painter = painter,
    .theme = theme,
    .x_axis = self->x_axis,
    .y_axis = self->y_axis,
    .end = self->end,
    .mirrored = flo_chart_is_mirrored (self),
  };
  lay_out (&sheet, width, height);

  draw_money_ruler (&sheet);
  draw_time_ruler (&sheet);
  for (guint i = 0; i < self->layers->len; i++)
    flo_chart_layer_draw (g_ptr_array_index (self->layers, i), &sheet.frame);
  draw_base_line (&sheet);
  if (with_cursor)
    {
      self->plot = sheet.frame.plot;
      draw_cursor (&sheet);
    }

  g_ptr_array_unref (sheet.money_ticks);
  g_ptr_array_unref (sheet.time_ticks);
  g_ptr_array_unref (sheet.money_labels);
}
