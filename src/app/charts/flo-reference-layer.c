/* flo-reference-layer.c: levels to compare with: what the same costs on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-reference-layer.h"

#include <glib/gi18n.h>
#include <math.h>

/* A level this many times the highest price would press the prices flat: it is named, not shown. */
#define FAR_ABOVE 1.5
#define LABEL_GAP 12.0
#define LABEL_INSET 6.0
#define HEADROOM 18

typedef struct
{
  char *title;
  FloMoney value;
} Level;

struct _FloReferenceLayer
{
  FloChartLayer parent_instance;

  GArray *levels;    /* (owned) (element-type Level) ascending */
};

G_DEFINE_FINAL_TYPE (FloReferenceLayer, flo_reference_layer, FLO_TYPE_CHART_LAYER)

static void
clear_level (gpointer data)
{
  Level *level = data;

  g_clear_pointer (&level->title, g_free);
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  const Level *one = a;
  const Level *other = b;

  return one->value < other->value ? -1 : one->value > other->value;
}

static void
draw_level (const FloChartFrame *frame,
            double               y)
{
  cairo_t *cr = flo_chart_painter_begin_cairo (frame->painter, &frame->plot);
  const double dash[] = { 4, 4 };

  gdk_cairo_set_source_rgba (cr, &frame->theme->dim_text);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dash, 2, 0);
  cairo_move_to (cr, frame->plot.origin.x, y + .5);
  cairo_line_to (cr, frame->plot.origin.x + frame->plot.size.width, y + .5);
  cairo_stroke (cr);
  flo_chart_painter_end_cairo (frame->painter, cr);
}

/* Lines that cross a label are dimmed below it. */
static void
draw_paper (const FloChartFrame *frame,
            double               x,
            double               y,
            double               width,
            double               height)
{
  GdkRGBA paper = frame->theme->background;

  paper.alpha = .7f;
  if (!frame->painter->wordless)
    flo_chart_painter_fill (frame->painter,
                            &GRAPHENE_RECT_INIT ((float) x - 2, (float) y, (float) width + 4,
                                                 (float) height), &paper);
}

/* Labels of levels close to each other stand side by side. */
static void
flo_reference_layer_draw (FloChartLayer       *layer,
                          const FloChartFrame *frame)
{
  FloReferenceLayer *self = FLO_REFERENCE_LAYER (layer);
  double last_y = -G_MAXDOUBLE, used = 0;

  for (guint i = 0; i < self->levels->len; i++)
    {
      const Level *level = &g_array_index (self->levels, Level, i);
      gboolean above = (double) level->value > flo_axis_get_max (frame->y_axis);
      double y = round (flo_chart_frame_get_y (frame, (double) level->value));
      g_autofree char *amount = flo_money_format (level->value);
      g_autofree char *text = NULL;
      g_autoptr(PangoLayout) layout = NULL;
      double x;
      int width, height;

      if (y >= frame->plot.origin.y + frame->plot.size.height)
        continue;
      if (above)
        y = frame->plot.origin.y;
      else
        draw_level (frame, y);

      text = above ? g_strdup_printf ("▲ %s %s", level->title, amount)
                   : g_strdup_printf ("%s %s", level->title, amount);
      layout = flo_chart_painter_create_layout (frame->painter, text, .83, FALSE);
      flo_chart_painter_get_size (frame->painter, layout, &width, &height);

      used = fabs (y - last_y) < height + 2 ? used + LABEL_GAP : LABEL_INSET;
      last_y = y;
      if (used + width > frame->plot.size.width)
        continue;
      x = frame->plot.origin.x + (frame->mirrored ? frame->plot.size.width - used - width : used);
      draw_paper (frame, x, y - height - 2, width, height);
      flo_chart_painter_show_layout (frame->painter, layout, x, y - height - 2,
                                     &frame->theme->dim_text);
      used += width;
    }
}

static void
flo_reference_layer_extend (FloChartLayer *layer,
                            FloMoney      *min,
                            FloMoney      *max)
{
  FloReferenceLayer *self = FLO_REFERENCE_LAYER (layer);
  FloMoney top = *max;

  for (guint i = 0; i < self->levels->len; i++)
    {
      FloMoney value = g_array_index (self->levels, Level, i).value;

      if ((double) value > (double) top * FAR_ABOVE)
        continue;
      *min = MIN (*min, value);
      *max = MAX (*max, value);
    }
}

static void
flo_reference_layer_list_readings (FloChartLayer *layer,
                                   double         time,
                                   double         tolerance,
                                   GPtrArray     *readings)
{
  FloReferenceLayer *self = FLO_REFERENCE_LAYER (layer);

  for (guint i = 0; i < self->levels->len; i++)
    {
      const Level *level = &g_array_index (self->levels, Level, i);

      g_ptr_array_add (readings, flo_reading_new ((FloSeriesStyle) { FLO_SERIES_REFERENCE, 0, 1 },
                                                  level->title, flo_money_format (level->value)));
    }
}

static int
flo_reference_layer_get_headroom (FloChartLayer *layer)
{
  return FLO_REFERENCE_LAYER (layer)->levels->len > 0 ? HEADROOM : 0;
}

static void
flo_reference_layer_finalize (GObject *object)
{
  FloReferenceLayer *self = FLO_REFERENCE_LAYER (object);

  g_clear_pointer (&self->levels, g_array_unref);

  G_OBJECT_CLASS (flo_reference_layer_parent_class)->finalize (object);
}

static void
flo_reference_layer_class_init (FloReferenceLayerClass *klass)
{
  FloChartLayerClass *layer_class = FLO_CHART_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = flo_reference_layer_finalize;

  layer_class->draw = flo_reference_layer_draw;
  layer_class->extend = flo_reference_layer_extend;
  layer_class->list_readings = flo_reference_layer_list_readings;
  layer_class->get_headroom = flo_reference_layer_get_headroom;
}

static void
flo_reference_layer_init (FloReferenceLayer *self)
{
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_array_set_clear_func (self->levels, clear_level);
}

/**
 * flo_reference_layer_new:
 *
 * Returns: (transfer full): a layer without levels
 */
FloReferenceLayer *
flo_reference_layer_new (void)
{
  return g_object_new (FLO_TYPE_REFERENCE_LAYER, NULL);
}

void
flo_reference_layer_clear (FloReferenceLayer *self)
{
  g_return_if_fail (FLO_IS_REFERENCE_LAYER (self));

  g_array_set_size (self->levels, 0);
  flo_chart_layer_changed (FLO_CHART_LAYER (self), G_MININT64);
}

void
flo_reference_layer_add (FloReferenceLayer *self,
                         const char        *title,
                         FloMoney           value)
{
  Level level = { NULL, value };

  g_return_if_fail (FLO_IS_REFERENCE_LAYER (self));
  g_return_if_fail (title != NULL);

  level.title = g_strdup (title);
  g_array_append_val (self->levels, level);
  g_array_sort (self->levels, compare_levels);
  flo_chart_layer_changed (FLO_CHART_LAYER (self), G_MININT64);
}
