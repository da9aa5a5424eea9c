/* flo-reserves-row.c: nodes to spare and on standby, and how many may be missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-reserves-row.h"

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-number-row.h"

struct _FloReservesRow
{
  FloConfigRow parent_instance;

  FloNumberRow *spares;
  FloNumberRow *standbys;
  FloNumberRow *max_unavailable;
  AdwComboRow *when_short;
};

G_DEFINE_FINAL_TYPE (FloReservesRow, flo_reserves_row, FLO_TYPE_CONFIG_ROW)

static void
flo_reserves_row_load (FloConfigRow    *row,
                       const FloConfig *config)
{
  FloReservesRow *self = FLO_RESERVES_ROW (row);

  flo_number_row_set (self->spares, config->availability.spares);
  flo_number_row_set (self->standbys, config->availability.standbys);
  flo_number_row_set (self->max_unavailable, config->availability.max_unavailable);
  adw_combo_row_set_selected (self->when_short, config->zones.when_short);
  /* EC2 knows one number of nodes, and launches wherever there is capacity. */
  gtk_widget_set_visible (GTK_WIDGET (self->spares), config->mode != FLO_MODE_MANAGED);
  gtk_widget_set_visible (GTK_WIDGET (self->standbys), config->mode != FLO_MODE_MANAGED);
  gtk_widget_set_visible (GTK_WIDGET (self->when_short), config->mode != FLO_MODE_MANAGED);
}

static void
flo_reserves_row_save (FloConfigRow *row,
                       FloConfig    *config)
{
  FloReservesRow *self = FLO_RESERVES_ROW (row);

  config->availability.spares = flo_number_row_get (self->spares);
  config->availability.standbys = flo_number_row_get (self->standbys);
  config->availability.max_unavailable = flo_number_row_get (self->max_unavailable);
  config->zones.when_short = adw_combo_row_get_selected (self->when_short);
}

static void
flo_reserves_row_class_init (FloReservesRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  row_class->load = flo_reserves_row_load;
  row_class->save = flo_reserves_row_save;
  row_class->describe = flo_config_words_reserves;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-reserves-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloReservesRow, spares);
  gtk_widget_class_bind_template_child (widget_class, FloReservesRow, standbys);
  gtk_widget_class_bind_template_child (widget_class, FloReservesRow, max_unavailable);
  gtk_widget_class_bind_template_child (widget_class, FloReservesRow, when_short);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_reserves_row_init (FloReservesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
