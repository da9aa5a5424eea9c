/* flo-chart-swatch.c: the look of a series beside its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-swatch.h"

#include <adwaita.h>

#define HEIGHT 14
#define AREA_WIDTH 14
#define LINE_WIDTH 36

struct _FloChartSwatch
{
  GtkWidget parent_instance;

  FloSeriesStyle style;
  gboolean on_dark;
};

G_DEFINE_FINAL_TYPE (FloChartSwatch, flo_chart_swatch, GTK_TYPE_WIDGET)

static void
flo_chart_swatch_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  FloChartSwatch *self = FLO_CHART_SWATCH (widget);
  FloSeriesKind kind = self->style.kind;
  gboolean is_line = kind == FLO_SERIES_LINE || kind == FLO_SERIES_REFERENCE;

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : is_line ? LINE_WIDTH : AREA_WIDTH;
  *natural = *minimum;
}

static void
flo_chart_swatch_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  FloChartSwatch *self = FLO_CHART_SWATCH (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  FloChartTheme theme;
  cairo_t *cr;

  flo_chart_theme_init (&theme, self->on_dark || adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cr, 0, (height - HEIGHT) / 2);
  flo_series_style_draw_swatch (&self->style, cr, &theme, width, HEIGHT);
  cairo_destroy (cr);
}

static void
flo_chart_swatch_class_init (FloChartSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = flo_chart_swatch_measure;
  widget_class->snapshot = flo_chart_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
flo_chart_swatch_init (FloChartSwatch *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * flo_chart_swatch_new:
 * @style: what it shows
 * @on_dark: whether it lies on something dark whatever the style
 *
 * Returns: (transfer floating): a swatch
 */
GtkWidget *
flo_chart_swatch_new (FloSeriesStyle style,
                      gboolean       on_dark)
{
  FloChartSwatch *self = g_object_new (FLO_TYPE_CHART_SWATCH, NULL);

  self->style = style;
  self->on_dark = on_dark;

  return GTK_WIDGET (self);
}
