/* flo-budget-group.c: what the fleet may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-budget-group.h"

#include "app/support/flo-money-row.h"

enum
{
  EDITED,
  N_SIGNALS,
};

struct _FloBudgetGroup
{
  AdwPreferencesGroup parent_instance;

  FloMoneyRow *per_hour;
  FloMoneyRow *per_day;
  FloMoneyRow *total;
  AdwComboRow *at_limit;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (FloBudgetGroup, flo_budget_group, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
edited_cb (FloBudgetGroup *self)
{
  gboolean can_be_spent = flo_money_row_get (self->per_day) != 0 || flo_money_row_get (self->total) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->at_limit), can_be_spent);
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

void
flo_budget_group_load (FloBudgetGroup  *self,
                       const FloConfig *config)
{
  g_return_if_fail (FLO_IS_BUDGET_GROUP (self));

  self->loading = TRUE;
  flo_money_row_set (self->per_hour, config->budget.per_hour);
  flo_money_row_set (self->per_day, config->budget.per_day);
  flo_money_row_set (self->total, config->budget.total);
  adw_combo_row_set_selected (self->at_limit, config->budget.at_limit);
  edited_cb (self);
  self->loading = FALSE;
}

void
flo_budget_group_save (FloBudgetGroup *self,
                       FloConfig      *config)
{
  g_return_if_fail (FLO_IS_BUDGET_GROUP (self));

  config->budget.per_hour = flo_money_row_get (self->per_hour);
  config->budget.per_day = flo_money_row_get (self->per_day);
  config->budget.total = flo_money_row_get (self->total);
  config->budget.at_limit = gtk_widget_get_visible (GTK_WIDGET (self->at_limit))
                              ? adw_combo_row_get_selected (self->at_limit) : FLO_BUDGET_STOP_GROWING;
}

static void
flo_budget_group_class_init (FloBudgetGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (FLO_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-budget-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FloBudgetGroup, per_hour);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetGroup, per_day);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetGroup, total);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetGroup, at_limit);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_budget_group_init (FloBudgetGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
