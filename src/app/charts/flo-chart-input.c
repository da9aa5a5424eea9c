/* flo-chart-input.c: pointer, touch and keys of a chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "app/charts/flo-chart-private.h"

#define ZOOM_STEP 1.5
#define SCROLL_ZOOM 1.2
#define PAN_STEP .25
#define SCROLL_PAN .05
/* A drag that goes more down than along, or less far than this, is not for us. */
#define DRAG_THRESHOLD 4.0

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           FloChart                 *self)
{
  self->keyboard = FALSE;
  if (x < self->plot.origin.x || x > self->plot.origin.x + self->plot.size.width)
    flo_chart_set_cursor (self, NAN);
  else
    flo_chart_set_cursor (self, flo_chart_get_time_at (self, x));
}

static void
leave_cb (GtkEventControllerMotion *motion,
          FloChart                 *self)
{
  if (!self->keyboard)
    flo_chart_set_cursor (self, NAN);
}

static void
focus_leave_cb (GtkEventControllerFocus *focus,
                FloChart                *self)
{
  if (self->keyboard)
    flo_chart_set_keyboard_cursor (self, NAN);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           FloChart                 *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      flo_chart_zoom (self, pow (SCROLL_ZOOM, dy), self->cursor);
      return TRUE;
    }
  if (fabs (dx) > fabs (dy) && flo_chart_get_zoomed (self))
    {
      flo_chart_pan (self, (flo_chart_is_mirrored (self) ? -dx : dx) * SCROLL_PAN);
      return TRUE;
    }

  return FALSE;
}

static void
drag_begin_cb (GtkGestureDrag *drag,
               double          x,
               double          y,
               FloChart       *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = flo_axis_get_min (self->x_axis);
  self->drag_to = flo_axis_get_max (self->x_axis);
}

static void
drag_update_cb (GtkGestureDrag *drag,
                double          dx,
                double          dy,
                FloChart       *self)
{
  double moved;

  if (fabs (dx) < DRAG_THRESHOLD || fabs (dx) < fabs (dy))
    return;

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  moved = flo_chart_get_duration (self, flo_chart_is_mirrored (self) ? -dx : dx);
  flo_chart_set_view (self, self->drag_from - moved, self->drag_to - moved);
}

static void
pinch_begin_cb (GtkGesture       *pinch,
                GdkEventSequence *sequence,
                FloChart         *self)
{
  self->drag_from = flo_axis_get_min (self->x_axis);
  self->drag_to = flo_axis_get_max (self->x_axis);
}

static void
pinch_cb (GtkGestureZoom *pinch,
          double          scale,
          FloChart       *self)
{
  double span = (self->drag_to - self->drag_from) / MAX (scale, .01);
  double middle = (self->drag_from + self->drag_to) / 2;

  flo_chart_set_view (self, middle - span / 2, middle + span / 2);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  flo_chart_zoom (FLO_CHART (widget), pow (ZOOM_STEP, -g_variant_get_int32 (parameter)), NAN);
}

static void
pan_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  FloChart *self = FLO_CHART (widget);
  int direction = g_variant_get_int32 (parameter);

  flo_chart_pan (self, (flo_chart_is_mirrored (self) ? -direction : direction) * PAN_STEP);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloChart *self = FLO_CHART (widget);
  int direction = g_variant_get_int32 (parameter);

  flo_chart_step_cursor (self, flo_chart_is_mirrored (self) ? -direction : direction);
}

static void
edge_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloChart *self = FLO_CHART (widget);

  flo_chart_set_keyboard_cursor (self, g_variant_get_int32 (parameter) < 0
                                         ? flo_axis_get_min (self->x_axis)
                                         : flo_axis_get_max (self->x_axis));
}

static void
reset_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  flo_chart_reset_view (FLO_CHART (widget));
}

/* Escape belongs to whoever is above when nothing is read out. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  FloChart *self = FLO_CHART (widget);

  if (isnan (self->cursor))
    return FALSE;
  flo_chart_set_keyboard_cursor (self, NAN);

  return TRUE;
}

static void
add_key (GtkWidgetClass  *widget_class,
         guint            key,
         guint            keypad_key,
         GdkModifierType  modifiers,
         const char      *action,
         int              parameter)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, action, "i", parameter);
  gtk_widget_class_add_binding_action (widget_class, keypad_key, modifiers, action, "i", parameter);
}

void
flo_chart_class_add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.zoom", "i", zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.pan", "i", pan_action);
  gtk_widget_class_install_action (widget_class, "chart.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "chart.edge", "i", edge_action);
  gtk_widget_class_install_action (widget_class, "chart.reset", NULL, reset_action);

  add_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, 0, "chart.step", -1);
  add_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 0, "chart.step", 1);
  add_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, "chart.pan", -1);
  add_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, "chart.pan", 1);
  add_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, "chart.edge", -1);
  add_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, "chart.edge", 1);
  add_key (widget_class, GDK_KEY_plus, GDK_KEY_KP_Add, 0, "chart.zoom", 1);
  add_key (widget_class, GDK_KEY_plus, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "chart.zoom", 1);
  add_key (widget_class, GDK_KEY_equal, GDK_KEY_KP_Equal, 0, "chart.zoom", 1);
  add_key (widget_class, GDK_KEY_minus, GDK_KEY_KP_Subtract, 0, "chart.zoom", -1);
  add_key (widget_class, GDK_KEY_minus, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "chart.zoom", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "chart.reset", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0, 0, "chart.reset", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

void
flo_chart_add_controllers (FloChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}
