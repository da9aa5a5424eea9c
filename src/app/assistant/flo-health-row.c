/* flo-health-row.c: what is done when a node runs but does not work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-health-row.h"

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"

struct _FloHealthRow
{
  FloConfigRow parent_instance;

  AdwComboRow *action;
  FloNumberRow *grace;
  FloNumberRow *start;
  FloNumberRow *per_hour;
};

G_DEFINE_FINAL_TYPE (FloHealthRow, flo_health_row, FLO_TYPE_CONFIG_ROW)

static void
flo_health_row_load (FloConfigRow    *row,
                     const FloConfig *config)
{
  FloHealthRow *self = FLO_HEALTH_ROW (row);

  adw_combo_row_set_selected (self->action, config->health.action);
  flo_number_row_set (self->grace, config->health.grace_minutes);
  flo_number_row_set (self->start, config->health.start_minutes);
  flo_number_row_set (self->per_hour, config->health.max_per_hour);
}

static void
flo_health_row_save (FloConfigRow *row,
                     FloConfig    *config)
{
  FloHealthRow *self = FLO_HEALTH_ROW (row);

  config->health.action = adw_combo_row_get_selected (self->action);
  config->health.grace_minutes = flo_number_row_get (self->grace);
  config->health.start_minutes = flo_number_row_get (self->start);
  config->health.max_per_hour = flo_number_row_get (self->per_hour);
}

/* What is only told of is neither restarted nor replaced. */
static void
flo_health_row_show (FloConfigRow *row)
{
  FloHealthRow *self = FLO_HEALTH_ROW (row);
  gboolean acts = adw_combo_row_get_selected (self->action) != FLO_HEALTH_TELL;

  gtk_widget_set_visible (GTK_WIDGET (self->start), acts);
  gtk_widget_set_visible (GTK_WIDGET (self->per_hour), acts);
}

static void
flo_health_row_class_init (FloHealthRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_health_row_load;
  row_class->save = flo_health_row_save;
  row_class->show = flo_health_row_show;
  row_class->describe = flo_config_words_health;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-health-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloHealthRow, action);
  gtk_widget_class_bind_template_child (widget_class, FloHealthRow, grace);
  gtk_widget_class_bind_template_child (widget_class, FloHealthRow, start);
  gtk_widget_class_bind_template_child (widget_class, FloHealthRow, per_hour);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_health_row_init (FloHealthRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
