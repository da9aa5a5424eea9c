/* flo-chart-layer.c: one thing that a chart shows: areas, lines, marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-layer.h"

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE (FloChartLayer, flo_chart_layer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

double
flo_chart_frame_get_x (const FloChartFrame *frame,
                       double               time)
{
  double column = flo_axis_normalize (frame->x_axis, time) * frame->plot.size.width;

  return flo_chart_frame_map_column (frame, column);
}

double
flo_chart_frame_get_y (const FloChartFrame *frame,
                       double               value)
{
  return frame->plot.origin.y +
         (1 - flo_axis_normalize (frame->y_axis, value)) * frame->plot.size.height;
}

double
flo_chart_frame_map_column (const FloChartFrame *frame,
                            double               column)
{
  if (frame->mirrored)
    return frame->plot.origin.x + frame->plot.size.width - column;

  return frame->plot.origin.x + column;
}

FloPathWindow
flo_chart_frame_get_window (const FloChartFrame *frame)
{
  return (FloPathWindow) { flo_axis_get_min (frame->x_axis), flo_axis_get_max (frame->x_axis),
                           frame->end, frame->plot.size.width };
}

/**
 * flo_reading_new:
 * @style: what it looks like
 * @title: what it is
 * @text: (transfer full) (nullable): its value
 *
 * Returns: (transfer full): a reading
 */
FloReading *
flo_reading_new (FloSeriesStyle  style,
                 const char     *title,
                 char           *text)
{
  FloReading *reading = g_new0 (FloReading, 1);

  reading->style = style;
  reading->title = g_strdup (title);
  reading->text = text;

  return reading;
}

void
flo_reading_free (FloReading *reading)
{
  g_free (reading->title);
  g_free (reading->text);
  g_free (reading);
}

static void
flo_chart_layer_class_init (FloChartLayerClass *klass)
{
  /**
   * FloChartLayer::changed:
   * @self: the layer
   * @time: Unix seconds; nothing before it has changed
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
flo_chart_layer_init (FloChartLayer *self)
{
}

void
flo_chart_layer_draw (FloChartLayer       *self,
                      const FloChartFrame *frame)
{
  g_return_if_fail (FLO_IS_CHART_LAYER (self));

  FLO_CHART_LAYER_GET_CLASS (self)->draw (self, frame);
}

void
flo_chart_layer_draw_cursor (FloChartLayer       *self,
                             const FloChartFrame *frame,
                             double               time)
{
  g_return_if_fail (FLO_IS_CHART_LAYER (self));

  if (FLO_CHART_LAYER_GET_CLASS (self)->draw_cursor != NULL)
    FLO_CHART_LAYER_GET_CLASS (self)->draw_cursor (self, frame, time);
}

gboolean
flo_chart_layer_get_extremes (FloChartLayer *self,
                              double         from,
                              double         to,
                              FloMoney      *min,
                              FloMoney      *max)
{
  g_return_val_if_fail (FLO_IS_CHART_LAYER (self), FALSE);

  if (FLO_CHART_LAYER_GET_CLASS (self)->get_extremes == NULL)
    return FALSE;

  return FLO_CHART_LAYER_GET_CLASS (self)->get_extremes (self, from, to, min, max);
}

void
flo_chart_layer_extend (FloChartLayer *self,
                        FloMoney      *min,
                        FloMoney      *max)
{
  g_return_if_fail (FLO_IS_CHART_LAYER (self));

  if (FLO_CHART_LAYER_GET_CLASS (self)->extend != NULL)
    FLO_CHART_LAYER_GET_CLASS (self)->extend (self, min, max);
}

gboolean
flo_chart_layer_get_period (FloChartLayer *self,
                            gint64        *first,
                            gint64        *last)
{
  g_return_val_if_fail (FLO_IS_CHART_LAYER (self), FALSE);

  if (FLO_CHART_LAYER_GET_CLASS (self)->get_period == NULL)
    return FALSE;

  return FLO_CHART_LAYER_GET_CLASS (self)->get_period (self, first, last);
}

gboolean
flo_chart_layer_find_change (FloChartLayer *self,
                             double         time,
                             gboolean       forward,
                             gint64        *change)
{
  g_return_val_if_fail (FLO_IS_CHART_LAYER (self), FALSE);

  if (FLO_CHART_LAYER_GET_CLASS (self)->find_change == NULL)
    return FALSE;

  return FLO_CHART_LAYER_GET_CLASS (self)->find_change (self, time, forward, change);
}

void
flo_chart_layer_list_readings (FloChartLayer *self,
                               double         time,
                               double         tolerance,
                               GPtrArray     *readings)
{
  g_return_if_fail (FLO_IS_CHART_LAYER (self));

  if (FLO_CHART_LAYER_GET_CLASS (self)->list_readings != NULL)
    FLO_CHART_LAYER_GET_CLASS (self)->list_readings (self, time, tolerance, readings);
}

int
flo_chart_layer_get_headroom (FloChartLayer *self)
{
  g_return_val_if_fail (FLO_IS_CHART_LAYER (self), 0);

  if (FLO_CHART_LAYER_GET_CLASS (self)->get_headroom == NULL)
    return 0;

  return FLO_CHART_LAYER_GET_CLASS (self)->get_headroom (self);
}

void
flo_chart_layer_changed (FloChartLayer *self,
                         gint64         time)
{
  g_return_if_fail (FLO_IS_CHART_LAYER (self));

  g_signal_emit (self, signals[CHANGED], 0, time);
}
