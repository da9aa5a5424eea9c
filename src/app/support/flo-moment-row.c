/* flo-moment-row.c: a row to write a moment in, or to choose it from a calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-moment-row.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/flo-moment.h"

/* When nothing is written: the end of the next working day. */
#define USUAL_HOUR 18

struct _FloMomentRow
{
  AdwEntryRow parent_instance;

  GtkCalendar *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  gboolean showing;      /* the calendar is being set from the text */
};

G_DEFINE_FINAL_TYPE (FloMomentRow, flo_moment_row, ADW_TYPE_ENTRY_ROW)

/* Which clocks are meant: what stands behind the time in @text; NULL: that is no moment. */
static char *
get_clocks (const char *text)
{
  const char *rest = text + strlen ("2026-11-27 18:00");
  gint64 moment;

  if (!flo_moment_parse (text, &moment, NULL))
    return NULL;
  if (*rest == ':')
    rest += strlen (":00");

  return g_strdup (rest);
}

/* By its name, so that summer and winter are told apart; where it has none that others know, by its offset then. */
static char *
write_local (GDateTime  *date,
             const char *time)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *named = g_strdup_printf ("%s %s", time, g_time_zone_get_identifier (zone));
  g_autofree char *offset = NULL;
  gint64 moment;

  if (flo_moment_parse (named, &moment, NULL))
    return g_steal_pointer (&named);
  offset = g_date_time_format (date, "%:z");

  return g_strdup_printf ("%s%s", time, offset);
}

static void
chosen_cb (FloMomentRow *self)
{
  g_autoptr(GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *before = flo_moment_row_get (self);
  g_autofree char *clocks = before != NULL ? get_clocks (before) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (self->showing)
    return;

  time = g_strdup_printf ("%04d-%02d-%02d%c%02d:%02d", g_date_time_get_year (date), g_date_time_get_month (date),
                          g_date_time_get_day_of_month (date), clocks != NULL ? before[10] : ' ',
                          gtk_spin_button_get_value_as_int (self->hour), gtk_spin_button_get_value_as_int (self->minute));
  text = clocks != NULL ? g_strconcat (time, clocks, NULL) : write_local (date, time);
  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/* What is written, as it stands there; or else when work could be done by. */
static void
show_cb (FloMomentRow *self)
{
  g_autofree char *text = flo_moment_row_get (self);
  g_autofree char *clocks = text != NULL ? get_clocks (text) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) date = g_date_time_add_days (now, 1);
  int year, month, day, hour = USUAL_HOUR, minute = 0;

  if (clocks != NULL && sscanf (text, "%4d-%2d-%2d%*c%2d:%2d", &year, &month, &day, &hour, &minute) == 5)
    {
      g_date_time_unref (date);
      date = g_date_time_new_local (year, month, day, 0, 0, 0);
    }
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  gtk_spin_button_set_value (self->hour, hour);
  gtk_spin_button_set_value (self->minute, minute);
  self->showing = FALSE;
}

static gboolean
pad_cb (GtkSpinButton *number)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (number));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (number)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (number), text);

  return TRUE;
}

static GtkSpinButton *
create_number (FloMomentRow *self,
               double        upper,
               double        step,
               const char   *name)
{
  GtkWidget *number = gtk_spin_button_new_with_range (0, upper, step);

  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (number), TRUE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (number), GTK_ORIENTATION_VERTICAL);
  gtk_editable_set_width_chars (GTK_EDITABLE (number), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (number, "output", G_CALLBACK (pad_cb), NULL);
  g_signal_connect_object (number, "value-changed", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);

  return GTK_SPIN_BUTTON (number);
}

static GtkWidget *
create_popover (FloMomentRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *time = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->showing = TRUE;
  self->hour = create_number (self, 23, 1, _("Hour"));
  self->minute = create_number (self, 59, 5, _("Minute"));
  gtk_spin_button_set_value (self->hour, USUAL_HOUR);
  self->showing = FALSE;
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  /* A time reads from left to right everywhere. */
  gtk_widget_set_direction (time, GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (time, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (time), GTK_WIDGET (self->hour));
  gtk_box_append (GTK_BOX (time), gtk_label_new (":"));
  gtk_box_append (GTK_BOX (time), GTK_WIDGET (self->minute));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), time);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);

  return popover;
}

static void
flo_moment_row_class_init (FloMomentRowClass *klass)
{
}

static void
flo_moment_row_init (FloMomentRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), create_popover (self));
  gtk_widget_set_tooltip_text (button, _("Choose Day and Time"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

char *
flo_moment_row_get (FloMomentRow *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (FLO_IS_MOMENT_ROW (self), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
flo_moment_row_set (FloMomentRow *self,
                    const char   *moment)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (FLO_IS_MOMENT_ROW (self));

  shown = flo_moment_row_get (self);
  if (g_strcmp0 (shown, moment) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), moment != NULL ? moment : "");
}
