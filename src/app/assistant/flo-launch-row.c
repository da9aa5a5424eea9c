/* flo-launch-row.c: what a launch waits for, and what becomes of one that fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-launch-row.h"

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"

struct _FloLaunchRow
{
  FloConfigRow parent_instance;

  AdwComboRow *wait_for;
  AdwComboRow *on_failure;
  FloNumberRow *timeout;
};

G_DEFINE_FINAL_TYPE (FloLaunchRow, flo_launch_row, FLO_TYPE_CONFIG_ROW)

static void
flo_launch_row_load (FloConfigRow    *row,
                     const FloConfig *config)
{
  FloLaunchRow *self = FLO_LAUNCH_ROW (row);

  adw_combo_row_set_selected (self->wait_for, config->launch.wait_for);
  adw_combo_row_set_selected (self->on_failure, config->launch.on_failure);
  flo_number_row_set (self->timeout, config->launch.timeout_minutes);
}

static void
flo_launch_row_save (FloConfigRow *row,
                     FloConfig    *config)
{
  FloLaunchRow *self = FLO_LAUNCH_ROW (row);

  config->launch.wait_for = adw_combo_row_get_selected (self->wait_for);
  config->launch.on_failure = adw_combo_row_get_selected (self->on_failure);
  config->launch.timeout_minutes = flo_number_row_get (self->timeout);
}

static void
flo_launch_row_class_init (FloLaunchRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_launch_row_load;
  row_class->save = flo_launch_row_save;
  row_class->describe = flo_config_words_launch;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-launch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloLaunchRow, wait_for);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchRow, on_failure);
  gtk_widget_class_bind_template_child (widget_class, FloLaunchRow, timeout);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_launch_row_init (FloLaunchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
