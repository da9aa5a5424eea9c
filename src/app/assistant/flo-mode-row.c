/* flo-mode-row.c: who keeps the nodes at their number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-mode-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"

struct _FloModeRow
{
  FloConfigRow parent_instance;

  AdwComboRow *mode;
  AdwComboRow *rebalance;
  FloNumberRow *termination_delay;
  AdwComboRow *excess;
};

G_DEFINE_FINAL_TYPE (FloModeRow, flo_mode_row, FLO_TYPE_CONFIG_ROW)

static void
flo_mode_row_show (FloConfigRow *row)
{
  FloModeRow *self = FLO_MODE_ROW (row);
  gboolean managed = adw_combo_row_get_selected (self->mode) == FLO_MODE_MANAGED;
  gboolean before = adw_combo_row_get_selected (self->rebalance) == FLO_MANAGED_REBALANCE_BEFORE_TERMINATE;

  gtk_widget_set_visible (GTK_WIDGET (self->rebalance), managed);
  gtk_widget_set_visible (GTK_WIDGET (self->termination_delay), managed && before);
  gtk_widget_set_visible (GTK_WIDGET (self->excess), managed);
}

static void
flo_mode_row_load (FloConfigRow    *row,
                   const FloConfig *config)
{
  FloModeRow *self = FLO_MODE_ROW (row);

  adw_combo_row_set_selected (self->mode, config->mode);
  adw_combo_row_set_selected (self->rebalance, config->managed.rebalance);
  flo_number_row_set (self->termination_delay, config->managed.termination_delay);
  adw_combo_row_set_selected (self->excess, config->managed.excess);
}

static void
flo_mode_row_save (FloConfigRow *row,
                   FloConfig    *config)
{
  FloModeRow *self = FLO_MODE_ROW (row);
  g_autoptr(FloConfig) defaults = flo_config_new ();

  config->mode = adw_combo_row_get_selected (self->mode);
  config->managed = defaults->managed;
  if (config->mode != FLO_MODE_MANAGED)
    return;
  config->managed.rebalance = adw_combo_row_get_selected (self->rebalance);
  config->managed.excess = adw_combo_row_get_selected (self->excess);
  if (config->managed.rebalance == FLO_MANAGED_REBALANCE_BEFORE_TERMINATE)
    config->managed.termination_delay = flo_number_row_get (self->termination_delay);
}

static char *
flo_mode_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_mode (config);

  return words != NULL ? words : g_strdup (_("By Flotilla, as long as it runs here or as a service"));
}

static void
flo_mode_row_class_init (FloModeRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_mode_row_load;
  row_class->save = flo_mode_row_save;
  row_class->show = flo_mode_row_show;
  row_class->describe = flo_mode_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-mode-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloModeRow, mode);
  gtk_widget_class_bind_template_child (widget_class, FloModeRow, rebalance);
  gtk_widget_class_bind_template_child (widget_class, FloModeRow, termination_delay);
  gtk_widget_class_bind_template_child (widget_class, FloModeRow, excess);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_mode_row_init (FloModeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
