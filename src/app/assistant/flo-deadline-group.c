/* flo-deadline-group.c: work that has to be done in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-deadline-group.h"

enum
{
  EDITED,
  N_SIGNALS,
};

struct _FloDeadlineGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSpinButton *work;
  GtkEditable *finish_by;
  GtkSpinButton *changeover;
  AdwComboRow *when_done;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (FloDeadlineGroup, flo_deadline_group, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

/* Nothing else is asked while there is no work. */
static void
show_fields (FloDeadlineGroup *self)
{
  gboolean on = gtk_spin_button_get_value_as_int (self->work) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->finish_by), on);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->changeover), ADW_TYPE_ACTION_ROW), on);
  gtk_widget_set_visible (GTK_WIDGET (self->when_done), on);
}

static void
edited_cb (FloDeadlineGroup *self)
{
  show_fields (self);
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

void
flo_deadline_group_load (FloDeadlineGroup *self,
                         const FloConfig  *config)
{
  const char *finish_by = config->deadline.finish_by != NULL ? config->deadline.finish_by : "";
  g_autofree char *shown = NULL;

  g_return_if_fail (FLO_IS_DEADLINE_GROUP (self));

  self->loading = TRUE;
  shown = g_strstrip (g_strdup (gtk_editable_get_text (self->finish_by)));
  gtk_spin_button_set_value (self->work, (double) config->deadline.work_hours);
  if (g_strcmp0 (shown, finish_by) != 0)
    gtk_editable_set_text (self->finish_by, finish_by);
  gtk_spin_button_set_value (self->changeover, (double) config->deadline.changeover_minutes);
  adw_combo_row_set_selected (self->when_done, config->deadline.when_done);
  show_fields (self);
  self->loading = FALSE;
}

/* Without work there is no deadline, and what was written of it does not count. */
void
flo_deadline_group_save (FloDeadlineGroup *self,
                         FloConfig        *config)
{
  g_autofree char *finish_by = NULL;

  g_return_if_fail (FLO_IS_DEADLINE_GROUP (self));

  finish_by = g_strstrip (g_strdup (gtk_editable_get_text (self->finish_by)));
  config->deadline.work_hours = gtk_spin_button_get_value_as_int (self->work);
  g_clear_pointer (&config->deadline.finish_by, g_free);
  config->deadline.changeover_minutes = gtk_spin_button_get_value_as_int (self->changeover);
  config->deadline.when_done = FLO_WHEN_DONE_KEEP;
  if (config->deadline.work_hours == 0)
    return;
  if (*finish_by != '\0')
    config->deadline.finish_by = g_steal_pointer (&finish_by);
  config->deadline.when_done = adw_combo_row_get_selected (self->when_done);
}

static void
flo_deadline_group_class_init (FloDeadlineGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-deadline-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineGroup, work);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineGroup, finish_by);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineGroup, changeover);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineGroup, when_done);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_deadline_group_init (FloDeadlineGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
