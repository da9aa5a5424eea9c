/* flo-schedule-row.c: how many nodes there are at which times
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-schedule-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"

#define SECONDS_NOW (g_get_real_time () / G_USEC_PER_SEC)

struct _FloScheduleRow
{
  FloConfigRow parent_instance;

  GtkEditable *time_zone;
  GPtrArray *entries;          /* (owned) (element-type AdwEntryRow): in the order of the config */
  int nodes;                   /* of the config: what a first entry asks for */
};

G_DEFINE_FINAL_TYPE (FloScheduleRow, flo_schedule_row, FLO_TYPE_CONFIG_ROW)

/* (transfer full) (nullable): NULL when nothing is written */
static char *
get_text (gpointer editable)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (transfer full) (nullable): what is written; NULL: nothing is */
static GStrv
list_entries (FloScheduleRow *self)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->entries->len; i++)
    {
      char *text = get_text (g_ptr_array_index (self->entries, i));

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);

  return (GStrv) g_ptr_array_steal (texts, NULL);
}

static void
remove_cb (FloScheduleRow *self,
           GtkButton      *button)
{
  GtkWidget *entry = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), entry);
  g_ptr_array_remove (self->entries, entry);
  gtk_widget_grab_focus (self->entries->len > 0 ? g_ptr_array_index (self->entries, 0) : GTK_WIDGET (self));
  flo_config_row_edited (FLO_CONFIG_ROW (self));
}

static GtkWidget *
append_entry (FloScheduleRow *self,
              const char     *text)
{
  GtkWidget *entry = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove This Time"));
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (flo_config_row_edited), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->entries, g_object_ref (entry));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);

  return entry;
}

/* The first two are the hours of work, to be changed from there. */
static void
add_cb (FloScheduleRow *self)
{
  g_autofree char *text = self->entries->len == 0 ? g_strdup_printf ("0 8 * * 1-5 = %d", self->nodes)
                                                  : g_strdup ("0 18 * * 1-5 = 1");

  gtk_widget_grab_focus (append_entry (self, text));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  flo_config_row_edited (FLO_CONFIG_ROW (self));
}

/* Above each entry stands what it means; its form, while it means nothing. */
static void
flo_schedule_row_show (FloConfigRow *row)
{
  FloScheduleRow *self = FLO_SCHEDULE_ROW (row);
  g_autofree char *time_zone = get_text (self->time_zone);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *words = flo_config_words_entry (gtk_editable_get_text (GTK_EDITABLE (entry)), time_zone, SECONDS_NOW);

      if (words != NULL)
        gtk_widget_remove_css_class (entry, "error");
      else
        gtk_widget_add_css_class (entry, "error");
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry),
                                     words != NULL ? words : _("Minute hour day month weekday = nodes"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->time_zone), self->entries->len > 0);
}

static void
show_entries (FloScheduleRow     *self,
              const char * const *schedule)
{
  g_auto(GStrv) shown = list_entries (self);
  const char *const none[] = { NULL };

  if (schedule == NULL)
    schedule = none;
  if (g_strv_equal (shown != NULL ? (const char * const *) shown : none, schedule))
    return;

  for (guint i = 0; i < self->entries->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->entries, i));
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; schedule[i] != NULL; i++)
    append_entry (self, schedule[i]);
}

static void
flo_schedule_row_load (FloConfigRow    *row,
                       const FloConfig *config)
{
  FloScheduleRow *self = FLO_SCHEDULE_ROW (row);
  g_autofree char *time_zone = get_text (self->time_zone);

  self->nodes = (int) config->capacity.nodes;
  show_entries (self, (const char * const *) config->scaling.schedule);
  if (g_strcmp0 (time_zone, config->scaling.time_zone) != 0 && config->scaling.schedule != NULL)
    gtk_editable_set_text (self->time_zone, config->scaling.time_zone != NULL ? config->scaling.time_zone : "");
}

/* Without times no clock is meant. */
static void
flo_schedule_row_save (FloConfigRow *row,
                       FloConfig    *config)
{
  FloScheduleRow *self = FLO_SCHEDULE_ROW (row);

  g_clear_pointer (&config->scaling.schedule, g_strfreev);
  g_clear_pointer (&config->scaling.time_zone, g_free);
  config->scaling.schedule = list_entries (self);
  if (config->scaling.schedule != NULL)
    config->scaling.time_zone = get_text (self->time_zone);
}

static char *
flo_schedule_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_schedule (config, SECONDS_NOW);

  return words != NULL ? words : g_strdup (_("Off: the same number at all times"));
}

static void
flo_schedule_row_dispose (GObject *object)
{
  g_clear_pointer (&FLO_SCHEDULE_ROW (object)->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (flo_schedule_row_parent_class)->dispose (object);
}

static void
flo_schedule_row_class_init (FloScheduleRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_schedule_row_dispose;
  row_class->load = flo_schedule_row_load;
  row_class->save = flo_schedule_row_save;
  row_class->show = flo_schedule_row_show;
  row_class->describe = flo_schedule_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-schedule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloScheduleRow, time_zone);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_schedule_row_init (FloScheduleRow *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
