/* flo-chart.c: layers on a time axis and a money axis, with rulers, read-out, zoom and pan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-private.h"

#include <adwaita.h>
#include <math.h>

#include "app/charts/flo-time-axis.h"
#include "app/charts/flo-value-axis.h"

#define MIN_SPAN 60.0
#define NATURAL_WIDTH 480
#define NATURAL_HEIGHT 220
#define MIN_WIDTH 200
#define MIN_HEIGHT 120
#define READOUT_DISTANCE 12

typedef enum
{
  PROP_ZOOMED = 1,
} FloChartProperty;

enum
{
  CURSOR_CHANGED,
  VIEW_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloChart, flo_chart, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_ZOOMED + 1];
static guint signals[N_SIGNALS];

gboolean
flo_chart_is_mirrored (FloChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

double
flo_chart_get_time_at (FloChart *self,
                       double    x)
{
  double position = (x - self->plot.origin.x) / MAX (self->plot.size.width, 1);

  if (flo_chart_is_mirrored (self))
    position = 1 - position;

  return flo_axis_denormalize (self->x_axis, position);
}

double
flo_chart_get_x_of (FloChart *self,
                    double    time)
{
  double position = flo_axis_normalize (self->x_axis, time);

  if (flo_chart_is_mirrored (self))
    position = 1 - position;

  return self->plot.origin.x + position * self->plot.size.width;
}

double
flo_chart_get_duration (FloChart *self,
                        double    pixels)
{
  return (flo_axis_get_max (self->x_axis) - flo_axis_get_min (self->x_axis)) *
         pixels / MAX (self->plot.size.width, 1);
}

static void
set_zoomed (FloChart *self,
            gboolean  zoomed)
{
  if (self->zoomed == zoomed)
    return;
  self->zoomed = zoomed;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset", zoomed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOMED]);
}

static void
show_period (FloChart *self,
             double    from,
             double    to)
{
  if (flo_axis_get_min (self->x_axis) == from && flo_axis_get_max (self->x_axis) == to)
    return;
  flo_axis_set_range (self->x_axis, from, to);
  flo_chart_update_readout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static double
get_earliest (FloChart *self)
{
  double earliest = self->home_from;

  for (guint i = 0; i < self->layers->len; i++)
    {
      gint64 first, last;

      if (flo_chart_layer_get_period (g_ptr_array_index (self->layers, i), &first, &last))
        earliest = MIN (earliest, (double) first);
    }

  return earliest;
}

void
flo_chart_set_view (FloChart *self,
                    double    from,
                    double    to)
{
  double earliest = get_earliest (self);
  double latest = self->home_to;
  double span = MIN (MAX (to - from, MIN_SPAN), latest - earliest);

  if (!(latest > earliest))
    return;

  from = CLAMP ((from + to - span) / 2, earliest, latest - span);
  to = from + span;
  set_zoomed (self, fabs (from - self->home_from) > 1e-3 || fabs (to - self->home_to) > 1e-3);
  show_period (self, from, to);
}

static void
layer_changed_cb (FloChart *self,
                  gint64    time)
{
  /* What happens right of the view does not cost a frame. */
  if ((double) time > flo_axis_get_max (self->x_axis) &&
      self->end <= flo_axis_get_max (self->x_axis))
    return;
  if (!isnan (self->cursor) && (double) time <= self->cursor)
    flo_chart_update_readout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
flo_chart_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  FloChart *self = FLO_CHART (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  FloChartPainter painter = { snapshot, NULL, gtk_widget_get_pango_context (widget), FALSE };
  FloChartTheme theme;

  flo_chart_theme_init (&theme, adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
  flo_chart_draw (self, &painter, &theme, gtk_widget_get_width (widget),
                  gtk_widget_get_height (widget), TRUE);

  if (gtk_widget_has_visible_focus (widget))
    {
      GskRoundedRect ring;
      GdkRGBA color = theme.base_line;

      gsk_rounded_rect_init_from_rect (&ring, &self->plot, 4);
      gsk_rounded_rect_shrink (&ring, -FLO_CHART_EDGE, -FLO_CHART_EDGE, -FLO_CHART_EDGE,
                               -FLO_CHART_EDGE);
      gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color",
                                      &color);
      color.alpha = theme.high_contrast ? 1 : .5f;
      gtk_snapshot_append_border (snapshot, &ring, (float[4]) { 2, 2, 2, 2 },
                                  (GdkRGBA[4]) { color, color, color, color });
    }
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->readout), snapshot);
}

static void
flo_chart_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

/* Beside the cursor, on the side where there is more room. */
static void
flo_chart_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  FloChart *self = FLO_CHART (widget);
  GtkRequisition size;
  int x, y;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->readout)))
    return;

  gtk_widget_get_preferred_size (GTK_WIDGET (self->readout), NULL, &size);
  size.width = MIN (size.width, width);
  size.height = MIN (size.height, height);
  x = (int) flo_chart_get_x_of (self, self->cursor);
  x = x < width / 2 ? x + READOUT_DISTANCE : x - READOUT_DISTANCE - size.width;
  x = CLAMP (x, 0, width - size.width);
  y = CLAMP ((int) self->plot.origin.y + 8, 0, height - size.height);
  gtk_widget_size_allocate (GTK_WIDGET (self->readout),
                            &(GtkAllocation) { x, y, size.width, size.height }, -1);
}

static void
flo_chart_unmap (GtkWidget *widget)
{
  FloChart *self = FLO_CHART (widget);

  g_clear_handle_id (&self->summary_source, g_source_remove);

  GTK_WIDGET_CLASS (flo_chart_parent_class)->unmap (widget);
}

static void
flo_chart_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (flo_chart_parent_class)->map (widget);

  flo_chart_pass_on_description (FLO_CHART (widget));
}

static void
flo_chart_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  FloChart *self = FLO_CHART (object);

  switch ((FloChartProperty) prop_id)
    {
    case PROP_ZOOMED:
      g_value_set_boolean (value, self->zoomed);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_chart_dispose (GObject *object)
{
  FloChart *self = FLO_CHART (object);

  g_clear_handle_id (&self->summary_source, g_source_remove);
  if (self->readout != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->readout)));

  G_OBJECT_CLASS (flo_chart_parent_class)->dispose (object);
}

static void
flo_chart_finalize (GObject *object)
{
  FloChart *self = FLO_CHART (object);

  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_clear_object (&self->x_axis);
  g_clear_object (&self->y_axis);
  g_clear_pointer (&self->summary, g_free);

  G_OBJECT_CLASS (flo_chart_parent_class)->finalize (object);
}

static void
flo_chart_class_init (FloChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_chart_get_property;
  object_class->dispose = flo_chart_dispose;
  object_class->finalize = flo_chart_finalize;

  widget_class->snapshot = flo_chart_snapshot;
  widget_class->measure = flo_chart_measure;
  widget_class->size_allocate = flo_chart_size_allocate;
  widget_class->map = flo_chart_map;
  widget_class->unmap = flo_chart_unmap;

  properties[PROP_ZOOMED] =
    g_param_spec_boolean ("zoomed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FloChart::cursor-changed:
   *
   * Another moment is read out, or none.
   */
  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FloChart::view-changed:
   *
   * Another period is shown.
   */
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  flo_chart_class_add_bindings (widget_class);
}

static void
flo_chart_init (FloChart *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->layers = g_ptr_array_new_with_free_func (g_object_unref);
  self->x_axis = flo_time_axis_new (NULL);
  self->y_axis = flo_value_axis_new ();
  self->cursor = NAN;
  self->end = NAN;
  self->from_zero = TRUE;
  self->readout = FLO_CHART_READOUT (flo_chart_readout_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->readout), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->readout), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset", FALSE);
  flo_chart_add_controllers (self);

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * flo_chart_new:
 *
 * Returns: (transfer floating): a chart without layers
 */
FloChart *
flo_chart_new (void)
{
  return g_object_new (FLO_TYPE_CHART, NULL);
}

void
flo_chart_add_layer (FloChart      *self,
                     FloChartLayer *layer)
{
  g_return_if_fail (FLO_IS_CHART (self));
  g_return_if_fail (FLO_IS_CHART_LAYER (layer));

  g_ptr_array_add (self->layers, g_object_ref (layer));
  g_signal_connect_object (layer, "changed", G_CALLBACK (layer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
flo_chart_set_from_zero (FloChart *self,
                         gboolean  from_zero)
{
  g_return_if_fail (FLO_IS_CHART (self));

  self->from_zero = from_zero;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
flo_chart_set_home (FloChart *self,
                    double    from,
                    double    to)
{
  g_return_if_fail (FLO_IS_CHART (self));

  self->home_from = from;
  self->home_to = to;
  if (!self->zoomed)
    show_period (self, from, to);
}

void
flo_chart_set_end (FloChart *self,
                   double    end)
{
  double max;

  g_return_if_fail (FLO_IS_CHART (self));

  if (self->end == end)
    return;
  max = flo_axis_get_max (self->x_axis);
  if (isnan (self->end) || MIN (self->end, end) < max)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->end = end;
}

double
flo_chart_get_end (FloChart *self)
{
  g_return_val_if_fail (FLO_IS_CHART (self), NAN);

  return self->end;
}

FloAxis *
flo_chart_get_time_axis (FloChart *self)
{
  g_return_val_if_fail (FLO_IS_CHART (self), NULL);

  return self->x_axis;
}

FloAxis *
flo_chart_get_money_axis (FloChart *self)
{
  g_return_val_if_fail (FLO_IS_CHART (self), NULL);

  return self->y_axis;
}

gboolean
flo_chart_get_zoomed (FloChart *self)
{
  g_return_val_if_fail (FLO_IS_CHART (self), FALSE);

  return self->zoomed;
}

void
flo_chart_reset_view (FloChart *self)
{
  g_return_if_fail (FLO_IS_CHART (self));

  set_zoomed (self, FALSE);
  show_period (self, self->home_from, self->home_to);
}

void
flo_chart_zoom (FloChart *self,
                double    factor,
                double    center)
{
  double from, to;

  g_return_if_fail (FLO_IS_CHART (self));
  g_return_if_fail (factor > 0);

  from = flo_axis_get_min (self->x_axis);
  to = flo_axis_get_max (self->x_axis);
  if (isnan (center))
    center = isnan (self->cursor) ? (from + to) / 2 : self->cursor;
  if ((to - from) * factor < MIN_SPAN)
    factor = MIN_SPAN / (to - from);
  flo_chart_set_view (self, center - (center - from) * factor, center + (to - center) * factor);
}

void
flo_chart_pan (FloChart *self,
               double    share)
{
  double from, to;

  g_return_if_fail (FLO_IS_CHART (self));

  from = flo_axis_get_min (self->x_axis);
  to = flo_axis_get_max (self->x_axis);
  flo_chart_set_view (self, from + share * (to - from), to + share * (to - from));
}
