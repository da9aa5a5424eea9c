/* flo-warnings-row.c: how early warnings of AWS are heard, and what follows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-warnings-row.h"

#include "app/assistant/flo-config-words.h"

struct _FloWarningsRow
{
  FloConfigRow parent_instance;

  AdwComboRow *events;
  AdwComboRow *rebalance;
  GtkWidget *silence_row;
  GtkSwitch *silence;
};

G_DEFINE_FINAL_TYPE (FloWarningsRow, flo_warnings_row, FLO_TYPE_CONFIG_ROW)

static void
flo_warnings_row_load (FloConfigRow    *row,
                       const FloConfig *config)
{
  FloWarningsRow *self = FLO_WARNINGS_ROW (row);

  adw_combo_row_set_selected (self->events, config->monitoring.events);
  adw_combo_row_set_selected (self->rebalance, config->interruption.rebalance);
  gtk_switch_set_active (self->silence, config->health.ssh);
  /* When EC2 keeps the nodes, it acts on its own advice. */
  gtk_widget_set_visible (GTK_WIDGET (self->rebalance), config->mode != FLO_MODE_MANAGED);
}

static void
flo_warnings_row_save (FloConfigRow *row,
                       FloConfig    *config)
{
  FloWarningsRow *self = FLO_WARNINGS_ROW (row);

  config->monitoring.events = adw_combo_row_get_selected (self->events);
  config->interruption.rebalance = adw_combo_row_get_selected (self->rebalance);
  config->health.ssh = config->monitoring.events == FLO_EVENTS_INSTANCES && gtk_switch_get_active (self->silence);
}

/* Only who is connected to the nodes notices that one falls silent. */
static void
flo_warnings_row_show (FloConfigRow *row)
{
  FloWarningsRow *self = FLO_WARNINGS_ROW (row);

  gtk_widget_set_visible (self->silence_row, adw_combo_row_get_selected (self->events) == FLO_EVENTS_INSTANCES);
}

static void
flo_warnings_row_class_init (FloWarningsRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  row_class->load = flo_warnings_row_load;
  row_class->save = flo_warnings_row_save;
  row_class->show = flo_warnings_row_show;
  row_class->describe = flo_config_words_warnings;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-warnings-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloWarningsRow, events);
  gtk_widget_class_bind_template_child (widget_class, FloWarningsRow, rebalance);
  gtk_widget_class_bind_template_child (widget_class, FloWarningsRow, silence_row);
  gtk_widget_class_bind_template_child (widget_class, FloWarningsRow, silence);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_warnings_row_init (FloWarningsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
