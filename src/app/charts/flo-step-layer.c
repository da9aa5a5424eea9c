/* flo-step-layer.c: lines that hold until they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-layer.h"

#include <math.h>

/* The line of a series as it was drawn last: a frame that only moves the cursor draws it again. */
typedef struct
{
  FloPathWindow window;
  GArray *points;       /* (owned) (element-type FloPathPoint) */
} DrawnPath;

struct _FloStepLayer
{
  FloChartLayer parent_instance;

  GPtrArray *series;    /* (owned) (element-type FloStepSeries) */
  GHashTable *drawn;    /* (owned) (element-type FloStepSeries DrawnPath) */
  GArray *styles;       /* (owned) (element-type FloSeriesStyle) */
};

G_DEFINE_FINAL_TYPE (FloStepLayer, flo_step_layer, FLO_TYPE_CHART_LAYER)

static void
drawn_path_free (DrawnPath *drawn)
{
  g_array_unref (drawn->points);
  g_free (drawn);
}

static gboolean
is_same_window (const FloPathWindow *a,
                const FloPathWindow *b)
{
  return a->from == b->from && a->to == b->to && a->end == b->end && a->width == b->width;
}

/* Borrowed until the series or the window changes. */
static GArray *
get_points (FloStepLayer        *self,
            FloStepSeries       *series,
            const FloPathWindow *window)
{
  DrawnPath *drawn = g_hash_table_lookup (self->drawn, series);

  if (drawn != NULL && is_same_window (&drawn->window, window))
    return drawn->points;

  drawn = g_new (DrawnPath, 1);
  drawn->window = *window;
  drawn->points = flo_step_path_new (series, window, NULL);
  g_hash_table_replace (self->drawn, series, drawn);

  return drawn->points;
}

/* A line with more corners than this for a pixel column is a band, where neither dashes nor the order of
 * ups and downs can be seen. */
#define DENSE 2

/* What a line covers in one column of pixels. */
typedef struct
{
  float top;
  float bottom;
} Extent;

static void
widen (Extent *extent,
       float   y)
{
  extent->top = MIN (extent->top, y);
  extent->bottom = MAX (extent->bottom, y);
}

/* Column by column, from the corners and the levels between them. */
static Extent *
measure_columns (GArray              *points,
                 const FloChartFrame *frame,
                 int                  n_columns)
{
  Extent *extents = g_new (Extent, n_columns);
  /* The axis of money is linear; thousands of corners need not ask it one by one. */
  double least = flo_axis_get_min (frame->y_axis);
  double start = flo_chart_frame_get_y (frame, least);
  double slope = (flo_chart_frame_get_y (frame, flo_axis_get_max (frame->y_axis)) - start) /
                 (flo_axis_get_max (frame->y_axis) - least);

  for (int i = 0; i < n_columns; i++)
    extents[i] = (Extent) { INFINITY, -INFINITY };
  for (guint i = 0; i < points->len; i++)
    {
      const FloPathPoint *point = &g_array_index (points, FloPathPoint, i);
      double next = i + 1 < points->len ? g_array_index (points, FloPathPoint, i + 1).x : point->x;
      int first = CLAMP ((int) floor (point->x), 0, n_columns - 1);
      int last = CLAMP ((int) ceil (next) - 1, first, n_columns - 1);
      float y = (float) round (start + ((double) point->value - least) * slope);

      for (int column = first; column <= last; column++)
        widen (&extents[column], y);
    }

  return extents;
}

/* One upright bar a column, two pixels wide as the strokes are: what it costs depends on the pixels
 * alone, and no stroke has to turn a corner thousands of times. */
static void
draw_band (cairo_t             *cr,
           const FloChartFrame *frame,
           GArray              *points)
{
  int n_columns = MAX ((int) frame->plot.size.width, 1);
  g_autofree Extent *extents = measure_columns (points, frame, n_columns);

  for (int i = 0; i < n_columns; i++)
    {
      Extent extent = extents[i];
      double x = flo_chart_frame_map_column (frame, i) - (frame->mirrored ? 1 : 0);

      if (i > 0)
        {
          widen (&extent, extents[i - 1].top);
          widen (&extent, extents[i - 1].bottom);
        }
      if (extent.bottom >= extent.top)
        cairo_rectangle (cr, x, extent.top - 1, 1, extent.bottom - extent.top + 2);
    }
  cairo_fill (cr);
}

/* Strokes a line; returns where it ends, NaN when it is not in the window. */
static graphene_point_t
draw_line (FloStepLayer         *self,
           cairo_t              *cr,
           const FloChartFrame  *frame,
           FloStepSeries        *series,
           const FloSeriesStyle *style)
{
  FloPathWindow window = flo_chart_frame_get_window (frame);
  GArray *points = get_points (self, series, &window);
  GdkRGBA color = flo_chart_theme_get_stroke (frame->theme, style->index);
  graphene_point_t last = { NAN, NAN };

  gdk_cairo_set_source_rgba (cr, &color);
  if (points->len > DENSE * window.width)
    {
      const FloPathPoint *point = &g_array_index (points, FloPathPoint, points->len - 1);

      draw_band (cr, frame, points);
      last.x = (float) flo_chart_frame_map_column (frame, point->x);
      last.y = (float) round (flo_chart_frame_get_y (frame, (double) point->value));
      return last;
    }

  for (guint i = 0; i < points->len; i++)
    {
      const FloPathPoint *point = &g_array_index (points, FloPathPoint, i);

      last.x = (float) flo_chart_frame_map_column (frame, point->x);
      last.y = (float) round (flo_chart_frame_get_y (frame, (double) point->value));
      cairo_line_to (cr, last.x, last.y);
    }

  cairo_set_line_width (cr, 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  flo_series_style_set_dash (style, cr);
  cairo_stroke (cr);

  return last;
}

/* The line of an amount at the edge of the plot, and marks, reach a little over it. */
static graphene_rect_t
get_bounds (const FloChartFrame *frame)
{
  graphene_rect_t bounds;

  graphene_rect_inset_r (&frame->plot, -6, -6, &bounds);

  return bounds;
}

static void
flo_step_layer_draw (FloChartLayer       *layer,
                     const FloChartFrame *frame)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);
  graphene_rect_t bounds = get_bounds (frame);
  gboolean ends_here = frame->end <= flo_axis_get_max (frame->x_axis);
  cairo_t *cr;

  if (self->series->len == 0)
    return;

  cr = flo_chart_painter_begin_cairo (frame->painter, &bounds);
  for (guint i = 0; i < self->series->len; i++)
    {
      const FloSeriesStyle *style = &g_array_index (self->styles, FloSeriesStyle, i);
      graphene_point_t last = draw_line (self, cr, frame, g_ptr_array_index (self->series, i),
                                         style);

      if (ends_here && !isnan (last.x))
        flo_series_style_draw_mark (style, cr, frame->theme, last.x, last.y, 8);
    }
  flo_chart_painter_end_cairo (frame->painter, cr);
}

static void
flo_step_layer_draw_cursor (FloChartLayer       *layer,
                            const FloChartFrame *frame,
                            double               time)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);
  graphene_rect_t bounds = get_bounds (frame);
  cairo_t *cr = flo_chart_painter_begin_cairo (frame->painter, &bounds);

  for (guint i = 0; i < self->series->len; i++)
    {
      const FloSeriesStyle *style = &g_array_index (self->styles, FloSeriesStyle, i);
      FloMoney value;

      if (flo_step_series_get_value_at (g_ptr_array_index (self->series, i), time, &value))
        flo_series_style_draw_mark (style, cr, frame->theme, flo_chart_frame_get_x (frame, time),
                                    flo_chart_frame_get_y (frame, (double) value), 9);
    }
  flo_chart_painter_end_cairo (frame->painter, cr);
}

static gboolean
flo_step_layer_get_extremes (FloChartLayer *layer,
                             double         from,
                             double         to,
                             FloMoney      *min,
                             FloMoney      *max)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);
  gboolean found = FALSE;

  for (guint i = 0; i < self->series->len; i++)
    {
      FloMoney low, high;

      if (!flo_step_series_get_extremes (g_ptr_array_index (self->series, i), from, to, &low,
                                         &high))
        continue;
      *min = found ? MIN (*min, low) : low;
      *max = found ? MAX (*max, high) : high;
      found = TRUE;
    }

  return found;
}

static gboolean
flo_step_layer_get_period (FloChartLayer *layer,
                           gint64        *first,
                           gint64        *last)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);
  gboolean found = FALSE;

  for (guint i = 0; i < self->series->len; i++)
    {
      gsize n_steps;
      const FloStep *steps = flo_step_series_get_steps (g_ptr_array_index (self->series, i),
                                                        &n_steps);

      if (n_steps == 0)
        continue;
      *first = found ? MIN (*first, steps[0].time) : steps[0].time;
      *last = found ? MAX (*last, steps[n_steps - 1].time) : steps[n_steps - 1].time;
      found = TRUE;
    }

  return found;
}

static gboolean
flo_step_layer_find_change (FloChartLayer *layer,
                            double         time,
                            gboolean       forward,
                            gint64        *change)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);
  gboolean found = FALSE;

  for (guint i = 0; i < self->series->len; i++)
    {
      gint64 one;

      if (!flo_step_series_find_change (g_ptr_array_index (self->series, i), time, forward, &one))
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
flo_step_layer_list_readings (FloChartLayer *layer,
                              double         time,
                              double         tolerance,
                              GPtrArray     *readings)
{
  FloStepLayer *self = FLO_STEP_LAYER (layer);

  for (guint i = 0; i < self->series->len; i++)
    {
      FloStepSeries *series = g_ptr_array_index (self->series, i);
      FloMoney value;

      if (flo_step_series_get_value_at (series, time, &value))
        g_ptr_array_add (readings,
                         flo_reading_new (g_array_index (self->styles, FloSeriesStyle, i),
                                          flo_step_series_get_title (series),
                                          flo_money_format (value)));
    }
}

static void
series_changed_cb (FloStepLayer  *self,
                   gint64         time,
                   FloStepSeries *series)
{
  g_hash_table_remove (self->drawn, series);
  flo_chart_layer_changed (FLO_CHART_LAYER (self), time);
}

static void
drop_series (FloStepLayer *self)
{
  for (guint i = 0; i < self->series->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->series, i), series_changed_cb,
                                          self);
  g_hash_table_remove_all (self->drawn);
  g_ptr_array_set_size (self->series, 0);
}

static void
flo_step_layer_dispose (GObject *object)
{
  drop_series (FLO_STEP_LAYER (object));

  G_OBJECT_CLASS (flo_step_layer_parent_class)->dispose (object);
}

static void
flo_step_layer_finalize (GObject *object)
{
  FloStepLayer *self = FLO_STEP_LAYER (object);

  g_clear_pointer (&self->drawn, g_hash_table_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->styles, g_array_unref);

  G_OBJECT_CLASS (flo_step_layer_parent_class)->finalize (object);
}

static void
flo_step_layer_class_init (FloStepLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FloChartLayerClass *layer_class = FLO_CHART_LAYER_CLASS (klass);

  object_class->dispose = flo_step_layer_dispose;
  object_class->finalize = flo_step_layer_finalize;

  layer_class->draw = flo_step_layer_draw;
  layer_class->draw_cursor = flo_step_layer_draw_cursor;
  layer_class->get_extremes = flo_step_layer_get_extremes;
  layer_class->get_period = flo_step_layer_get_period;
  layer_class->find_change = flo_step_layer_find_change;
  layer_class->list_readings = flo_step_layer_list_readings;
}

static void
flo_step_layer_init (FloStepLayer *self)
{
  self->drawn = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) drawn_path_free);
  self->series = g_ptr_array_new_with_free_func (g_object_unref);
  self->styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
}

/**
 * flo_step_layer_new:
 *
 * Returns: (transfer full): a layer without lines
 */
FloStepLayer *
flo_step_layer_new (void)
{
  return g_object_new (FLO_TYPE_STEP_LAYER, NULL);
}

void
flo_step_layer_set_series (FloStepLayer         *self,
                           GPtrArray            *series,
                           const FloSeriesStyle *styles)
{
  g_return_if_fail (FLO_IS_STEP_LAYER (self));
  g_return_if_fail (series != NULL);
  g_return_if_fail (styles != NULL || series->len == 0);

  drop_series (self);
  g_array_set_size (self->styles, 0);
  g_array_append_vals (self->styles, styles, series->len);
  for (guint i = 0; i < series->len; i++)
    {
      FloStepSeries *one = g_ptr_array_index (series, i);

      g_ptr_array_add (self->series, g_object_ref (one));
      g_signal_connect_object (one, "changed", G_CALLBACK (series_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  flo_chart_layer_changed (FLO_CHART_LAYER (self), G_MININT64);
}
