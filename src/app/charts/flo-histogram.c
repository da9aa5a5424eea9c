/* flo-histogram.c: how often values come out how high, as columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-histogram.h"

#include <string.h>

#include <adwaita.h>

#include "app/charts/flo-series-style.h"

#define HEIGHT 36
#define GAP 1
/* What there was once only can be seen, too. */
#define LEAST_HEIGHT 2

struct _FloHistogram
{
  GtkWidget parent_instance;

  guint columns[FLO_HISTOGRAM_COLUMNS];
  guint highest;           /* of them */
  double middle;           /* where the median lies, 0 to 1; negative: there is none */
  guint style;
};

G_DEFINE_FINAL_TYPE (FloHistogram, flo_histogram, GTK_TYPE_WIDGET)

static void
flo_histogram_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 2 * FLO_HISTOGRAM_COLUMNS;
}

static void
draw_columns (FloHistogram        *self,
              cairo_t             *cr,
              const FloChartTheme *theme,
              double               width,
              double               height)
{
  const FloSeriesStyle style = { FLO_SERIES_AREA, self->style, 0 };
  GdkRGBA color = flo_chart_theme_get_fill (theme, self->style);
  double step = width / FLO_HISTOGRAM_COLUMNS;

  for (guint i = 0; i < FLO_HISTOGRAM_COLUMNS; i++)
    {
      double tall = MAX ((height - 1) * self->columns[i] / self->highest, LEAST_HEIGHT);

      if (self->columns[i] > 0)
        cairo_rectangle (cr, i * step, height - 1 - tall, MAX (step - GAP, 1), tall);
    }
  cairo_save (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  flo_series_style_draw_pattern (&style, cr, theme, 0, 0, width, height);
  cairo_restore (cr);
}

static void
draw (FloHistogram        *self,
      cairo_t             *cr,
      const FloChartTheme *theme,
      double               width,
      double               height)
{
  draw_columns (self, cr, theme, width, height);
  gdk_cairo_set_source_rgba (cr, &theme->base_line);
  cairo_rectangle (cr, 0, height - 1, width, 1);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &theme->text);
  cairo_rectangle (cr, CLAMP (self->middle * width - 1, 0, width - 2), 0, 2, height);
  cairo_fill (cr);
}

static void
flo_histogram_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FloHistogram *self = FLO_HISTOGRAM (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  FloChartTheme theme;
  cairo_t *cr;

  if (self->highest == 0)
    return;

  flo_chart_theme_init (&theme, adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  /* More lies where the language ends its lines. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  draw (self, cr, &theme, width, height);
  cairo_destroy (cr);
}

static void
flo_histogram_class_init (FloHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = flo_histogram_measure;
  widget_class->snapshot = flo_histogram_snapshot;
  gtk_widget_class_set_css_name (widget_class, "histogram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
flo_histogram_init (FloHistogram *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * flo_histogram_new:
 *
 * Returns: (transfer floating): a histogram of nothing
 */
GtkWidget *
flo_histogram_new (void)
{
  return g_object_new (FLO_TYPE_HISTOGRAM, NULL);
}

static double
get_place (gint64 value,
           gint64 low,
           gint64 high)
{
  return high > low ? (double) (value - low) / (double) (high - low) : .5;
}

/**
 * flo_histogram_set_values:
 * @self: a histogram
 * @values: (array length=n_values): sorted
 * @n_values: how many there are
 * @low: where it begins
 * @high: where it ends: no value lies beyond
 */
void
flo_histogram_set_values (FloHistogram *self,
                          const gint64 *values,
                          guint         n_values,
                          gint64        low,
                          gint64        high)
{
  g_return_if_fail (FLO_IS_HISTOGRAM (self));
  g_return_if_fail (values != NULL && n_values > 0);

  memset (self->columns, 0, sizeof self->columns);
  self->highest = 0;
  self->middle = get_place (values[(n_values - 1) / 2], low, high);
  for (guint i = 0; i < n_values; i++)
    {
      guint column = (guint) (get_place (values[i], low, high) * FLO_HISTOGRAM_COLUMNS);
      guint count = ++self->columns[MIN (column, FLO_HISTOGRAM_COLUMNS - 1)];

      self->highest = MAX (self->highest, count);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
flo_histogram_set_style (FloHistogram *self,
                         guint         index)
{
  g_return_if_fail (FLO_IS_HISTOGRAM (self));

  self->style = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const guint *
flo_histogram_get_columns (FloHistogram *self)
{
  g_return_val_if_fail (FLO_IS_HISTOGRAM (self), NULL);

  return self->columns;
}
