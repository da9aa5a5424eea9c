/* flo-health-row.c: what is done when a node runs but does not work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-health-row.h"

#include "app/assistant/flo-config-words.h"

struct _FloHealthRow
{
  FloConfigRow parent_instance;

  AdwComboRow *action;
};

G_DEFINE_FINAL_TYPE (FloHealthRow, flo_health_row, FLO_TYPE_CONFIG_ROW)

static void
flo_health_row_load (FloConfigRow    *row,
                     const FloConfig *config)
{
  FloHealthRow *self = FLO_HEALTH_ROW (row);

  adw_combo_row_set_selected (self->action, config->health.action);
}

static void
flo_health_row_save (FloConfigRow *row,
                     FloConfig    *config)
{
  FloHealthRow *self = FLO_HEALTH_ROW (row);

  config->health.action = adw_combo_row_get_selected (self->action);
}

static void
flo_health_row_class_init (FloHealthRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  row_class->load = flo_health_row_load;
  row_class->save = flo_health_row_save;
  row_class->describe = flo_config_words_health;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-health-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloHealthRow, action);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_health_row_init (FloHealthRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
