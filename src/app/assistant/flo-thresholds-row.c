/* flo-thresholds-row.c: prices of a node at which something happens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-thresholds-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-money-row.h"

struct _FloThresholdsRow
{
  FloConfigRow parent_instance;

  FloMoneyRow *warn_at;
  FloMoneyRow *stop_at;
  AdwComboRow *at_stop;
};

G_DEFINE_FINAL_TYPE (FloThresholdsRow, flo_thresholds_row, FLO_TYPE_CONFIG_ROW)

static void
flo_thresholds_row_show (FloConfigRow *row)
{
  FloThresholdsRow *self = FLO_THRESHOLDS_ROW (row);

  gtk_widget_set_visible (GTK_WIDGET (self->at_stop), flo_money_row_get (self->stop_at) != 0);
}

static void
flo_thresholds_row_load (FloConfigRow    *row,
                         const FloConfig *config)
{
  FloThresholdsRow *self = FLO_THRESHOLDS_ROW (row);

  flo_money_row_set (self->warn_at, config->price.warn_at);
  flo_money_row_set (self->stop_at, config->price.stop_at);
  adw_combo_row_set_selected (self->at_stop, config->price.at_stop);
}

static void
flo_thresholds_row_save (FloConfigRow *row,
                         FloConfig    *config)
{
  FloThresholdsRow *self = FLO_THRESHOLDS_ROW (row);

  config->price.warn_at = flo_money_row_get (self->warn_at);
  config->price.stop_at = flo_money_row_get (self->stop_at);
  config->price.at_stop = config->price.stop_at != 0 ? adw_combo_row_get_selected (self->at_stop) : FLO_AT_STOP_GROWING;
}

static char *
flo_thresholds_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_thresholds (config);

  return words != NULL ? words : g_strdup (_("None: prices change unheard within the limit"));
}

static void
flo_thresholds_row_class_init (FloThresholdsRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_MONEY_ROW);
  row_class->load = flo_thresholds_row_load;
  row_class->save = flo_thresholds_row_save;
  row_class->show = flo_thresholds_row_show;
  row_class->describe = flo_thresholds_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-thresholds-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloThresholdsRow, warn_at);
  gtk_widget_class_bind_template_child (widget_class, FloThresholdsRow, stop_at);
  gtk_widget_class_bind_template_child (widget_class, FloThresholdsRow, at_stop);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_thresholds_row_init (FloThresholdsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
