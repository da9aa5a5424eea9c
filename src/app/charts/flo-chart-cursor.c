/* flo-chart-cursor.c: what a chart says about a moment, to eyes and to assistive technology
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "app/charts/flo-chart-private.h"

/* Assistive technology is not told about changes more often than this. */
#define SUMMARY_INTERVAL (3 * G_USEC_PER_SEC)
/* What is within so many pixels of the cursor is read out, too. */
#define REACH 6

void
flo_chart_pass_on_description (FloChart *self)
{
  g_autofree char *text = NULL;

  if (self->keyboard && !isnan (self->cursor))
    text = flo_chart_describe (self, self->cursor);
  else
    text = g_strdup (self->summary != NULL ? self->summary : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  self->summary_time = g_get_monotonic_time ();
}

static void
pass_on_later_cb (gpointer user_data)
{
  FloChart *self = user_data;

  self->summary_source = 0;
  flo_chart_pass_on_description (self);
}

void
flo_chart_update_readout (FloChart *self)
{
  g_autoptr(GPtrArray) readings = NULL;

  if (isnan (self->cursor))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->readout), FALSE);
      return;
    }

  readings = flo_chart_list_readings (self, self->cursor);
  flo_chart_readout_set (self->readout, (gint64) floor (self->cursor), readings);
  gtk_widget_set_visible (GTK_WIDGET (self->readout), TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
flo_chart_set_cursor (FloChart *self,
                      double    time)
{
  g_return_if_fail (FLO_IS_CHART (self));

  if (!isnan (time))
    {
      time = MIN (time, flo_axis_get_max (self->x_axis));
      time = MAX (MIN (time, self->end), flo_axis_get_min (self->x_axis));
    }
  if (self->cursor == time || (isnan (self->cursor) && isnan (time)))
    return;

  self->cursor = time;
  flo_chart_update_readout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "cursor-changed");
}

double
flo_chart_get_cursor (FloChart *self)
{
  g_return_val_if_fail (FLO_IS_CHART (self), NAN);

  return self->cursor;
}

/* As the cursor, but said aloud: assistive technology reads a changed description. */
void
flo_chart_set_keyboard_cursor (FloChart *self,
                               double    time)
{
  self->keyboard = !isnan (time);
  flo_chart_set_cursor (self, time);
  flo_chart_pass_on_description (self);
}

void
flo_chart_step_cursor (FloChart *self,
                       int       direction)
{
  double from, to, start, target = NAN;

  g_return_if_fail (FLO_IS_CHART (self));
  g_return_if_fail (direction == 1 || direction == -1);

  from = flo_axis_get_min (self->x_axis);
  to = flo_axis_get_max (self->x_axis);
  start = isnan (self->cursor) ? MIN (to, self->end) : self->cursor;

  if (isnan (self->cursor))
    target = start;
  for (guint i = 0; !isnan (self->cursor) && i < self->layers->len; i++)
    {
      gint64 change;

      if (!flo_chart_layer_find_change (g_ptr_array_index (self->layers, i), start, direction > 0,
                                        &change))
        continue;
      if (isnan (target) || (direction > 0 ? (double) change < target : (double) change > target))
        target = (double) change;
    }
  if (isnan (target))
    target = direction > 0 ? MIN (self->home_to, self->end) : start;

  if (target < from || target > to)
    flo_chart_set_view (self, target - (to - from) / 2, target + (to - from) / 2);
  flo_chart_set_keyboard_cursor (self, target);
}

GPtrArray *
flo_chart_list_readings (FloChart *self,
                         double    time)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_reading_free);

  g_return_val_if_fail (FLO_IS_CHART (self), readings);

  for (guint i = 0; i < self->layers->len; i++)
    flo_chart_layer_list_readings (g_ptr_array_index (self->layers, i), time,
                                   flo_chart_get_duration (self, REACH), readings);

  return readings;
}

char *
flo_chart_describe (FloChart *self,
                    double    time)
{
  g_autoptr(GPtrArray) readings = flo_chart_list_readings (self, time);
  g_autoptr(GString) sentence = NULL;
  g_autofree char *moment = flo_chart_readout_format_time ((gint64) floor (time));

  sentence = g_string_new (moment);
  for (guint i = 0; i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);

      g_string_append (sentence, i == 0 ? ": " : "; ");
      g_string_append (sentence, reading->title);
      if (reading->text != NULL)
        g_string_append_printf (sentence, " %s", reading->text);
    }

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

void
flo_chart_set_summary (FloChart   *self,
                       const char *summary)
{
  gint64 wait;

  g_return_if_fail (FLO_IS_CHART (self));

  if (g_strcmp0 (self->summary, summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_strdup (summary);

  if (self->summary_source != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  wait = self->summary_time + SUMMARY_INTERVAL - g_get_monotonic_time ();
  if (wait <= 0)
    flo_chart_pass_on_description (self);
  else
    self->summary_source = g_timeout_add_once ((guint) (wait / 1000) + 1, pass_on_later_cb, self);
}
