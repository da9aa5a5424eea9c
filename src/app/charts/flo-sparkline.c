/* flo-sparkline.c: a price over thirty days as a small line in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-sparkline.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/charts/flo-chart-theme.h"
#include "app/charts/flo-price-steps.h"
#include "app/charts/flo-step-path.h"

#define PERIOD (30.0 * 24 * 60 * 60)
#define WIDTH 96
#define HEIGHT 28
#define MARGIN 4.0

struct _FloSparkline
{
  GtkWidget parent_instance;

  FloPriceSeries *series;    /* (owned) (nullable) */
  FloStepSeries *steps;      /* (owned) (nullable) */
};

typedef enum
{
  PROP_SERIES = 1,
} FloSparklineProperty;

G_DEFINE_FINAL_TYPE (FloSparkline, flo_sparkline, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SERIES + 1];

static void
flo_sparkline_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH / 2 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

/* The period ends now, and a little later when another clock is ahead. */
static FloPathWindow
get_window (FloSparkline *self,
            double        width)
{
  double end = (double) (g_get_real_time () / G_USEC_PER_SEC);
  gsize n_steps;
  const FloStep *steps = flo_step_series_get_steps (self->steps, &n_steps);

  if (n_steps > 0)
    end = MAX (end, (double) steps[n_steps - 1].time);

  return (FloPathWindow) { end - PERIOD, end, end, width };
}

static void
draw (FloSparkline        *self,
      cairo_t             *cr,
      const FloChartTheme *theme,
      double               width,
      double               height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  FloPathWindow window = get_window (self, MAX (width - 2 * MARGIN, 1));
  g_autoptr(GArray) points = flo_step_path_new (self->steps, &window, NULL);
  GdkRGBA color = theme->dim_text;
  FloMoney min, max;
  double x = 0, y = 0;

  if (points->len == 0 ||
      !flo_step_series_get_extremes (self->steps, window.from, window.to, &min, &max))
    return;

  for (guint i = 0; i < points->len; i++)
    {
      const FloPathPoint *point = &g_array_index (points, FloPathPoint, i);
      double share = max > min ? (double) (point->value - min) / (double) (max - min) : .5;

      x = MARGIN + (mirrored ? window.width - point->x : point->x);
      y = floor (MARGIN + (1 - share) * (height - 2 * MARGIN)) + .25;
      cairo_line_to (cr, x, y);
    }
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);

  gdk_cairo_set_source_rgba (cr, &theme->text);
  cairo_arc (cr, x, y, 2.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
flo_sparkline_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FloSparkline *self = FLO_SPARKLINE (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  FloChartTheme theme;
  cairo_t *cr;

  if (self->steps == NULL)
    return;

  flo_chart_theme_init (&theme, adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw (self, cr, &theme, width, height);
  cairo_destroy (cr);
}

static void
update_description (FloSparkline *self)
{
  g_autofree char *text = NULL;
  FloMoney min, max, now;

  if (self->steps != NULL)
    {
      FloPathWindow window = get_window (self, 1);

      if (flo_step_series_get_extremes (self->steps, window.from, window.to, &min, &max) &&
          flo_step_series_get_value_at (self->steps, window.to, &now))
        {
          g_autofree char *least = flo_money_format (min);
          g_autofree char *most = flo_money_format (max);
          g_autofree char *current = flo_money_format (now);

          /* Translators: describes a small chart: three prices */
          text = g_strdup_printf (_("Now %s, between %s and %s in 30 days"), current, least, most);
        }
    }

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : _("No prices"), -1);
}

static void
flo_sparkline_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FloSparkline *self = FLO_SPARKLINE (object);

  switch ((FloSparklineProperty) prop_id)
    {
    case PROP_SERIES:
      g_value_set_object (value, self->series);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_sparkline_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FloSparkline *self = FLO_SPARKLINE (object);

  switch ((FloSparklineProperty) prop_id)
    {
    case PROP_SERIES:
      flo_sparkline_set_series (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_sparkline_finalize (GObject *object)
{
  FloSparkline *self = FLO_SPARKLINE (object);

  g_clear_object (&self->series);
  g_clear_object (&self->steps);

  G_OBJECT_CLASS (flo_sparkline_parent_class)->finalize (object);
}

static void
flo_sparkline_class_init (FloSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_sparkline_get_property;
  object_class->set_property = flo_sparkline_set_property;
  object_class->finalize = flo_sparkline_finalize;

  widget_class->measure = flo_sparkline_measure;
  widget_class->snapshot = flo_sparkline_snapshot;

  properties[PROP_SERIES] =
    g_param_spec_object ("series", NULL, NULL, FLO_TYPE_PRICE_SERIES,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
flo_sparkline_init (FloSparkline *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * flo_sparkline_new:
 *
 * Returns: (transfer floating): a sparkline of nothing
 */
GtkWidget *
flo_sparkline_new (void)
{
  return g_object_new (FLO_TYPE_SPARKLINE, NULL);
}

void
flo_sparkline_set_series (FloSparkline   *self,
                          FloPriceSeries *series)
{
  g_return_if_fail (FLO_IS_SPARKLINE (self));

  if (!g_set_object (&self->series, series))
    return;

  g_clear_object (&self->steps);
  if (series != NULL)
    self->steps = flo_price_steps_from_series (series, flo_price_series_get_zone (series));
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERIES]);
}
