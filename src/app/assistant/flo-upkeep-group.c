/* flo-upkeep-group.c: how nodes are kept at work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-upkeep-group.h"

enum
{
  EDITED,
  N_SIGNALS,
};

struct _FloUpkeepGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *events;
  AdwComboRow *rebalance;
  AdwComboRow *health;
  GtkSpinButton *spares;
  GtkSpinButton *max_unavailable;
  AdwComboRow *when_short;
  GtkWidget *sick;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (FloUpkeepGroup, flo_upkeep_group, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
edited_cb (FloUpkeepGroup *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

/* What EC2 cannot do when it keeps the nodes itself is not asked. */
static void
show_rows (FloUpkeepGroup  *self,
           const FloConfig *config)
{
  GtkWidget *rows[] = {
    GTK_WIDGET (self->rebalance), self->sick, gtk_widget_get_ancestor (GTK_WIDGET (self->spares), ADW_TYPE_ACTION_ROW),
    GTK_WIDGET (self->when_short),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], config->mode != FLO_MODE_MANAGED);
}

void
flo_upkeep_group_load (FloUpkeepGroup  *self,
                       const FloConfig *config)
{
  g_return_if_fail (FLO_IS_UPKEEP_GROUP (self));

  self->loading = TRUE;
  adw_combo_row_set_selected (self->events, config->monitoring.events);
  adw_combo_row_set_selected (self->rebalance, config->interruption.rebalance);
  adw_combo_row_set_selected (self->health, config->health.action);
  gtk_spin_button_set_value (self->spares, (double) config->availability.spares);
  gtk_spin_button_set_value (self->max_unavailable, (double) config->availability.max_unavailable);
  adw_combo_row_set_selected (self->when_short, config->zones.when_short);
  show_rows (self, config);
  self->loading = FALSE;
}

void
flo_upkeep_group_save (FloUpkeepGroup *self,
                       FloConfig      *config)
{
  g_return_if_fail (FLO_IS_UPKEEP_GROUP (self));

  config->monitoring.events = adw_combo_row_get_selected (self->events);
  config->interruption.rebalance = adw_combo_row_get_selected (self->rebalance);
  config->health.action = adw_combo_row_get_selected (self->health);
  config->availability.spares = gtk_spin_button_get_value_as_int (self->spares);
  config->availability.max_unavailable = gtk_spin_button_get_value_as_int (self->max_unavailable);
  config->zones.when_short = adw_combo_row_get_selected (self->when_short);
}

static void
flo_upkeep_group_class_init (FloUpkeepGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-upkeep-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, events);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, rebalance);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, health);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, sick);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, spares);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, max_unavailable);
  gtk_widget_class_bind_template_child (widget_class, FloUpkeepGroup, when_short);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_upkeep_group_init (FloUpkeepGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
