/* flo-stacked-area-layer.c: areas on top of each other, one a series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-stacked-area-layer.h"

#include <glib/gi18n.h>
#include <math.h>

#define EDGE_WIDTH 2.0

struct _FloStackedAreaLayer
{
  FloChartLayer parent_instance;

  FloStepStack *stack;    /* (owned) */
  GArray *indices;        /* (owned) (element-type guint) */
};

G_DEFINE_FINAL_TYPE (FloStackedAreaLayer, flo_stacked_area_layer, FLO_TYPE_CHART_LAYER)

static FloSeriesStyle
get_style (FloStackedAreaLayer *self,
           guint                index)
{
  return (FloSeriesStyle) { FLO_SERIES_AREA, g_array_index (self->indices, guint, index), 0 };
}

/* Whole pixels, so that flat tops are sharp and neighbours meet without a seam. */
static void
add_boundary (cairo_t             *cr,
              const FloChartFrame *frame,
              GArray              *points,
              gboolean             backwards)
{
  for (guint i = 0; i < points->len; i++)
    {
      const FloPathPoint *point =
        &g_array_index (points, FloPathPoint, backwards ? points->len - 1 - i : i);

      cairo_line_to (cr, flo_chart_frame_map_column (frame, point->x),
                     round (flo_chart_frame_get_y (frame, (double) point->value)));
    }
}

static void
add_floor (cairo_t             *cr,
           const FloChartFrame *frame,
           GArray              *points)
{
  double y = round (flo_chart_frame_get_y (frame, 0));
  double first = g_array_index (points, FloPathPoint, 0).x;
  double last = g_array_index (points, FloPathPoint, points->len - 1).x;

  cairo_line_to (cr, flo_chart_frame_map_column (frame, last), y);
  cairo_line_to (cr, flo_chart_frame_map_column (frame, first), y);
}

static void
draw_area (FloStackedAreaLayer *self,
           cairo_t             *cr,
           const FloChartFrame *frame,
           guint                index,
           GArray              *below,
           GArray              *above)
{
  const graphene_rect_t *plot = &frame->plot;
  FloSeriesStyle style = get_style (self, index);
  GdkRGBA fill = flo_chart_theme_get_fill (frame->theme, style.index);
  GdkRGBA edge = flo_chart_theme_get_stroke (frame->theme, style.index);

  fill.alpha = frame->theme->high_contrast ? 1 : frame->theme->dark ? .7f : .58f;

  /* All is drawn beside and then poured into the area. A clip would be simpler, but cairo 1.16 fails an
   * assertion when it strokes under a clip that is made of steps. */
  cairo_save (cr);
  cairo_push_group (cr);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_paint (cr);
  flo_series_style_draw_pattern (&style, cr, frame->theme, plot->origin.x, plot->origin.y,
                                 plot->size.width, plot->size.height);

  /* The edge lies inside: where a series costs nothing, nothing of it is seen. */
  cairo_new_path (cr);
  add_boundary (cr, frame, above, FALSE);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_width (cr, 2 * EDGE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_stroke (cr);
  cairo_pop_group_to_source (cr);

  cairo_new_path (cr);
  add_boundary (cr, frame, above, FALSE);
  if (below != NULL)
    add_boundary (cr, frame, below, TRUE);
  else
    add_floor (cr, frame, above);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
flo_stacked_area_layer_draw (FloChartLayer       *layer,
                             const FloChartFrame *frame)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  FloPathWindow window = flo_chart_frame_get_window (frame);
  guint n = flo_step_stack_get_n_series (self->stack);
  g_autoptr(GArray) below = NULL;
  cairo_t *cr;

  if (n == 0)
    return;

  cr = flo_chart_painter_begin_cairo (frame->painter, &frame->plot);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GArray) above =
        flo_step_path_new (flo_step_stack_get_boundary (self->stack, i), &window, NULL);

      if (above->len > 0)
        draw_area (self, cr, frame, i, below, above);
      g_clear_pointer (&below, g_array_unref);
      below = g_steal_pointer (&above);
    }
  flo_chart_painter_end_cairo (frame->painter, cr);
}

static void
flo_stacked_area_layer_draw_cursor (FloChartLayer       *layer,
                                    const FloChartFrame *frame,
                                    double               time)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  guint n = flo_step_stack_get_n_series (self->stack);
  FloMoney below = 0, sum;
  cairo_t *cr = flo_chart_painter_begin_cairo (frame->painter, &frame->plot);

  for (guint i = 0; i < n; i++)
    {
      FloSeriesStyle style = get_style (self, i);

      if (!flo_step_series_get_value_at (flo_step_stack_get_boundary (self->stack, i), time, &sum))
        break;
      if (sum != below)
        flo_series_style_draw_mark (&style, cr, frame->theme, flo_chart_frame_get_x (frame, time),
                                    flo_chart_frame_get_y (frame, (double) sum), 8);
      below = sum;
    }
  flo_chart_painter_end_cairo (frame->painter, cr);
}

static gboolean
flo_stacked_area_layer_get_extremes (FloChartLayer *layer,
                                     double         from,
                                     double         to,
                                     FloMoney      *min,
                                     FloMoney      *max)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  guint n = flo_step_stack_get_n_series (self->stack);

  if (n == 0 ||
      !flo_step_series_get_extremes (flo_step_stack_get_boundary (self->stack, n - 1), from, to,
                                     min, max))
    return FALSE;
  *min = MIN (*min, 0);

  return TRUE;
}

static gboolean
flo_stacked_area_layer_get_period (FloChartLayer *layer,
                                   gint64        *first,
                                   gint64        *last)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  gboolean found = FALSE;

  for (guint i = 0; i < flo_step_stack_get_n_series (self->stack); i++)
    {
      gsize n_steps;
      const FloStep *steps =
        flo_step_series_get_steps (flo_step_stack_get_series (self->stack, i), &n_steps);

      if (n_steps == 0)
        continue;
      *first = found ? MIN (*first, steps[0].time) : steps[0].time;
      *last = found ? MAX (*last, steps[n_steps - 1].time) : steps[n_steps - 1].time;
      found = TRUE;
    }

  return found;
}

static gboolean
flo_stacked_area_layer_find_change (FloChartLayer *layer,
                                    double         time,
                                    gboolean       forward,
                                    gint64        *change)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  gboolean found = FALSE;

  for (guint i = 0; i < flo_step_stack_get_n_series (self->stack); i++)
    {
      gint64 one;

      if (!flo_step_series_find_change (flo_step_stack_get_series (self->stack, i), time, forward,
                                        &one))
        continue;
      if (!found)
        *change = one;
      else
        *change = forward ? MIN (*change, one) : MAX (*change, one);
      found = TRUE;
    }

  return found;
}

static void
flo_stacked_area_layer_list_readings (FloChartLayer *layer,
                                      double         time,
                                      double         tolerance,
                                      GPtrArray     *readings)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (layer);
  guint n = flo_step_stack_get_n_series (self->stack);
  FloMoney value = 0, sum;

  if (n == 0 ||
      !flo_step_series_get_value_at (flo_step_stack_get_boundary (self->stack, n - 1), time, &sum))
    return;

  for (guint i = 0; i < n; i++)
    {
      FloStepSeries *series = flo_step_stack_get_series (self->stack, i);

      value = 0;
      flo_step_series_get_value_at (series, time, &value);
      g_ptr_array_add (readings,
                       flo_reading_new (get_style (self, i), flo_step_series_get_title (series),
                                        flo_money_format (value)));
    }
  if (n > 1)
    {
      FloReading *total = flo_reading_new ((FloSeriesStyle) { FLO_SERIES_NONE }, _("Total"),
                                           flo_money_format (sum));

      total->is_total = TRUE;
      g_ptr_array_add (readings, total);
    }
}

static void
stack_changed_cb (FloStackedAreaLayer *self,
                  gint64               time)
{
  flo_chart_layer_changed (FLO_CHART_LAYER (self), time);
}

static void
flo_stacked_area_layer_finalize (GObject *object)
{
  FloStackedAreaLayer *self = FLO_STACKED_AREA_LAYER (object);

  g_clear_object (&self->stack);
  g_clear_pointer (&self->indices, g_array_unref);

  G_OBJECT_CLASS (flo_stacked_area_layer_parent_class)->finalize (object);
}

static void
flo_stacked_area_layer_class_init (FloStackedAreaLayerClass *klass)
{
  FloChartLayerClass *layer_class = FLO_CHART_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = flo_stacked_area_layer_finalize;

  layer_class->draw = flo_stacked_area_layer_draw;
  layer_class->draw_cursor = flo_stacked_area_layer_draw_cursor;
  layer_class->get_extremes = flo_stacked_area_layer_get_extremes;
  layer_class->get_period = flo_stacked_area_layer_get_period;
  layer_class->find_change = flo_stacked_area_layer_find_change;
  layer_class->list_readings = flo_stacked_area_layer_list_readings;
}

static void
flo_stacked_area_layer_init (FloStackedAreaLayer *self)
{
  self->stack = flo_step_stack_new ();
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect_object (self->stack, "changed", G_CALLBACK (stack_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * flo_stacked_area_layer_new:
 *
 * Returns: (transfer full): a layer without series
 */
FloStackedAreaLayer *
flo_stacked_area_layer_new (void)
{
  return g_object_new (FLO_TYPE_STACKED_AREA_LAYER, NULL);
}

void
flo_stacked_area_layer_set_series (FloStackedAreaLayer *self,
                                   GPtrArray           *series,
                                   const guint         *indices)
{
  g_return_if_fail (FLO_IS_STACKED_AREA_LAYER (self));
  g_return_if_fail (series != NULL);
  g_return_if_fail (indices != NULL || series->len == 0);

  g_array_set_size (self->indices, 0);
  g_array_append_vals (self->indices, indices, series->len);
  flo_step_stack_set_series (self->stack, series);
}

FloStepStack *
flo_stacked_area_layer_get_stack (FloStackedAreaLayer *self)
{
  g_return_val_if_fail (FLO_IS_STACKED_AREA_LAYER (self), NULL);

  return self->stack;
}
