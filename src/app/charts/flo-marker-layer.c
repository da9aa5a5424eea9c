/* flo-marker-layer.c: things that happened, above the plot, and how long they lasted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-marker-layer.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEADROOM 20
#define MARK_SIZE 10.0
#define CLUSTER_WIDTH 24.0
#define MAX_READINGS 3

struct _FloMarkerLayer
{
  FloChartLayer parent_instance;

  GArray *markers;    /* (owned) (element-type FloMarker) by time; titles owned */
};

G_DEFINE_FINAL_TYPE (FloMarkerLayer, flo_marker_layer, FLO_TYPE_CHART_LAYER)

static void
clear_marker (gpointer data)
{
  FloMarker *marker = data;

  g_free ((char *) marker->title);
  marker->title = NULL;
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const FloMarker *one = a;
  const FloMarker *other = b;

  return one->time < other->time ? -1 : one->time > other->time;
}

/* The index of the first marker at or after @time (@after: after it). */
static guint
find (FloMarkerLayer *self,
      double          time,
      gboolean        after)
{
  guint low = 0, high = self->markers->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      double at = (double) g_array_index (self->markers, FloMarker, middle).time;

      if (at < time || (after && at <= time))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
draw_span (const FloChartFrame *frame,
           const FloMarker     *marker,
           const GdkRGBA       *color)
{
  double start = CLAMP (flo_chart_frame_get_x (frame, (double) marker->time), frame->plot.origin.x,
                        frame->plot.origin.x + frame->plot.size.width);
  double end = CLAMP (flo_chart_frame_get_x (frame, (double) MAX (marker->end, marker->time)),
                      frame->plot.origin.x, frame->plot.origin.x + frame->plot.size.width);
  double left = floor (MIN (start, end));
  GdkRGBA shade = *color;
  GdkRGBA line = *color;

  shade.alpha = frame->theme->high_contrast ? .3f : .1f;
  line.alpha = frame->theme->high_contrast ? 1 : .6f;
  if (fabs (end - start) > 1)
    flo_chart_painter_fill (frame->painter,
                            &GRAPHENE_RECT_INIT ((float) left, frame->plot.origin.y,
                                                 (float) ceil (fabs (end - start)),
                                                 frame->plot.size.height),
                            &shade);
  flo_chart_painter_fill (frame->painter,
                          &GRAPHENE_RECT_INIT ((float) floor (start), frame->plot.origin.y - 4, 1,
                                               frame->plot.size.height + 4),
                          &line);
}

static void
draw_mark (const FloChartFrame *frame,
           const FloMarker     *marker,
           guint                count)
{
  FloSeriesStyle style = { marker->kind, 0, 0 };
  double x = floor (flo_chart_frame_get_x (frame, (double) marker->time)) + .5;
  double y = frame->plot.origin.y - HEADROOM / 2.0 - 1;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) (x - MARK_SIZE), (float) (y - MARK_SIZE),
                                               2 * (float) MARK_SIZE, 2 * (float) MARK_SIZE);
  cairo_t *cr = flo_chart_painter_begin_cairo (frame->painter, &bounds);

  flo_series_style_draw_mark (&style, cr, frame->theme, x, y, MARK_SIZE);
  flo_chart_painter_end_cairo (frame->painter, cr);

  if (count > 1)
    {
      g_autofree char *text = g_strdup_printf ("%u", count);
      g_autoptr(PangoLayout) layout =
        flo_chart_painter_create_layout (frame->painter, text, .75, TRUE);
      int width, height;

      flo_chart_painter_get_size (frame->painter, layout, &width, &height);
      flo_chart_painter_show_layout (frame->painter, layout,
                                     frame->mirrored ? x - 8 - width : x + 8,
                                     round (y - height / 2.0), &frame->theme->dim_text);
    }
}

/* Jumps from group to group, so that the work depends on the width and not on how much happened. */
static void
flo_marker_layer_draw (FloChartLayer       *layer,
                       const FloChartFrame *frame)
{
  FloMarkerLayer *self = FLO_MARKER_LAYER (layer);
  double from = flo_axis_get_min (frame->x_axis);
  double to = flo_axis_get_max (frame->x_axis);
  double reach = (to - from) / MAX (frame->plot.size.width, 1) * CLUSTER_WIDTH;
  guint end = find (self, to, TRUE);

  for (guint i = find (self, from, FALSE); i < end;)
    {
      const FloMarker *marker = &g_array_index (self->markers, FloMarker, i);
      guint next = MIN (find (self, (double) marker->time + reach, FALSE), end);
      GdkRGBA color = marker->kind == FLO_SERIES_LOSS ? frame->theme->error : frame->theme->warning;

      next = MAX (next, i + 1);
      draw_span (frame, marker, &color);
      draw_mark (frame, marker, next - i);
      i = next;
    }
}

static gboolean
flo_marker_layer_find_change (FloChartLayer *layer,
                              double         time,
                              gboolean       forward,
                              gint64        *change)
{
  FloMarkerLayer *self = FLO_MARKER_LAYER (layer);
  guint index = find (self, time, forward);

  if (forward ? index == self->markers->len : index == 0)
    return FALSE;
  *change = g_array_index (self->markers, FloMarker, forward ? index : index - 1).time;

  return TRUE;
}

static void
flo_marker_layer_list_readings (FloChartLayer *layer,
                                double         time,
                                double         tolerance,
                                GPtrArray     *readings)
{
  FloMarkerLayer *self = FLO_MARKER_LAYER (layer);
  guint first = find (self, time - tolerance, FALSE);
  guint end = find (self, time + tolerance, TRUE);
  guint shown = MIN (end, first + MAX_READINGS);

  for (guint i = first; i < shown; i++)
    {
      const FloMarker *marker = &g_array_index (self->markers, FloMarker, i);
      const char *title = marker->title != NULL ? marker->title : _("Interruption");

      g_ptr_array_add (readings, flo_reading_new ((FloSeriesStyle) { marker->kind }, title, NULL));
    }
  if (end > shown)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", end - shown),
                                               end - shown);

      g_ptr_array_add (readings,
                       flo_reading_new ((FloSeriesStyle) { FLO_SERIES_NONE }, more, NULL));
    }
}

static int
flo_marker_layer_get_headroom (FloChartLayer *layer)
{
  return FLO_MARKER_LAYER (layer)->markers->len > 0 ? HEADROOM : 0;
}

static void
flo_marker_layer_finalize (GObject *object)
{
  FloMarkerLayer *self = FLO_MARKER_LAYER (object);

  g_clear_pointer (&self->markers, g_array_unref);

  G_OBJECT_CLASS (flo_marker_layer_parent_class)->finalize (object);
}

static void
flo_marker_layer_class_init (FloMarkerLayerClass *klass)
{
  FloChartLayerClass *layer_class = FLO_CHART_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = flo_marker_layer_finalize;

  layer_class->draw = flo_marker_layer_draw;
  layer_class->find_change = flo_marker_layer_find_change;
  layer_class->list_readings = flo_marker_layer_list_readings;
  layer_class->get_headroom = flo_marker_layer_get_headroom;
}

static void
flo_marker_layer_init (FloMarkerLayer *self)
{
  self->markers = g_array_new (FALSE, FALSE, sizeof (FloMarker));
  g_array_set_clear_func (self->markers, clear_marker);
}

/**
 * flo_marker_layer_new:
 *
 * Returns: (transfer full): a layer on which nothing happened
 */
FloMarkerLayer *
flo_marker_layer_new (void)
{
  return g_object_new (FLO_TYPE_MARKER_LAYER, NULL);
}

void
flo_marker_layer_set_markers (FloMarkerLayer  *self,
                              const FloMarker *markers,
                              gsize            n_markers)
{
  g_return_if_fail (FLO_IS_MARKER_LAYER (self));
  g_return_if_fail (markers != NULL || n_markers == 0);

  g_array_set_size (self->markers, 0);
  for (gsize i = 0; i < n_markers; i++)
    {
      FloMarker marker = markers[i];

      marker.title = g_strdup (marker.title);
      g_array_append_val (self->markers, marker);
    }
  g_array_sort (self->markers, compare_markers);
  flo_chart_layer_changed (FLO_CHART_LAYER (self), G_MININT64);
}

guint
flo_marker_layer_count (FloMarkerLayer *self,
                        double          from,
                        double          to)
{
  guint first, end;

  g_return_val_if_fail (FLO_IS_MARKER_LAYER (self), 0);

  first = find (self, from, FALSE);
  end = find (self, to, TRUE);

  return end > first ? end - first : 0;
}
