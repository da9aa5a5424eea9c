/* flo-deadline-row.c: work that has to be done in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-deadline-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-moment-row.h"
#include "app/support/flo-number-row.h"

struct _FloDeadlineRow
{
  FloConfigRow parent_instance;

  FloNumberRow *work;
  FloMomentRow *finish_by;
  FloNumberRow *changeover;
  AdwComboRow *when_done;
};

G_DEFINE_FINAL_TYPE (FloDeadlineRow, flo_deadline_row, FLO_TYPE_CONFIG_ROW)

/* Nothing else is asked while there is no work. */
static void
flo_deadline_row_show (FloConfigRow *row)
{
  FloDeadlineRow *self = FLO_DEADLINE_ROW (row);
  gboolean on = flo_number_row_get (self->work) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->finish_by), on);
  gtk_widget_set_visible (GTK_WIDGET (self->changeover), on);
  gtk_widget_set_visible (GTK_WIDGET (self->when_done), on);
}

static void
flo_deadline_row_load (FloConfigRow    *row,
                       const FloConfig *config)
{
  FloDeadlineRow *self = FLO_DEADLINE_ROW (row);

  flo_number_row_set (self->work, config->deadline.work_hours);
  flo_moment_row_set (self->finish_by, config->deadline.finish_by);
  flo_number_row_set (self->changeover, config->deadline.changeover_minutes);
  adw_combo_row_set_selected (self->when_done, config->deadline.when_done);
}

/* Without work there is no deadline, and what was written of it does not count. */
static void
flo_deadline_row_save (FloConfigRow *row,
                       FloConfig    *config)
{
  FloDeadlineRow *self = FLO_DEADLINE_ROW (row);

  config->deadline.work_hours = flo_number_row_get (self->work);
  g_clear_pointer (&config->deadline.finish_by, g_free);
  config->deadline.changeover_minutes = flo_number_row_get (self->changeover);
  config->deadline.when_done = FLO_WHEN_DONE_KEEP;
  if (config->deadline.work_hours == 0)
    return;
  config->deadline.finish_by = flo_moment_row_get (self->finish_by);
  config->deadline.when_done = adw_combo_row_get_selected (self->when_done);
}

static char *
flo_deadline_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_deadline (config);

  return words != NULL ? words : g_strdup (_("None: the nodes run until you end them"));
}

static void
flo_deadline_row_class_init (FloDeadlineRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_MOMENT_ROW);
  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_deadline_row_load;
  row_class->save = flo_deadline_row_save;
  row_class->show = flo_deadline_row_show;
  row_class->describe = flo_deadline_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-deadline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineRow, work);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineRow, finish_by);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineRow, changeover);
  gtk_widget_class_bind_template_child (widget_class, FloDeadlineRow, when_done);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_deadline_row_init (FloDeadlineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
