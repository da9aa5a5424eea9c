/* flo-budget-row.c: what the fleet may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-budget-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"
#include "app/support/flo-money-row.h"

struct _FloBudgetRow
{
  FloConfigRow parent_instance;

  FloMoneyRow *per_hour;
  FloMoneyRow *per_day;
  FloMoneyRow *total;
  AdwComboRow *at_limit;
};

G_DEFINE_FINAL_TYPE (FloBudgetRow, flo_budget_row, FLO_TYPE_CONFIG_ROW)

/* An hour's budget keeps nodes from being launched; the others may be used up. */
static gboolean
can_be_spent (FloBudgetRow *self)
{
  return flo_money_row_get (self->per_day) != 0 || flo_money_row_get (self->total) != 0;
}

static void
flo_budget_row_show (FloConfigRow *row)
{
  FloBudgetRow *self = FLO_BUDGET_ROW (row);

  gtk_widget_set_visible (GTK_WIDGET (self->at_limit), can_be_spent (self));
}

static void
flo_budget_row_load (FloConfigRow    *row,
                     const FloConfig *config)
{
  FloBudgetRow *self = FLO_BUDGET_ROW (row);

  flo_money_row_set (self->per_hour, config->budget.per_hour);
  flo_money_row_set (self->per_day, config->budget.per_day);
  flo_money_row_set (self->total, config->budget.total);
  adw_combo_row_set_selected (self->at_limit, config->budget.at_limit);
}

static void
flo_budget_row_save (FloConfigRow *row,
                     FloConfig    *config)
{
  FloBudgetRow *self = FLO_BUDGET_ROW (row);

  config->budget.per_hour = flo_money_row_get (self->per_hour);
  config->budget.per_day = flo_money_row_get (self->per_day);
  config->budget.total = flo_money_row_get (self->total);
  config->budget.at_limit = can_be_spent (self) ? adw_combo_row_get_selected (self->at_limit) : FLO_BUDGET_STOP_GROWING;
}

static char *
flo_budget_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_budget (config);

  return words != NULL ? words : g_strdup (_("None: it may cost whatever its nodes cost"));
}

static void
flo_budget_row_class_init (FloBudgetRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_MONEY_ROW);
  row_class->load = flo_budget_row_load;
  row_class->save = flo_budget_row_save;
  row_class->show = flo_budget_row_show;
  row_class->describe = flo_budget_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-budget-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloBudgetRow, per_hour);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetRow, per_day);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetRow, total);
  gtk_widget_class_bind_template_child (widget_class, FloBudgetRow, at_limit);
  gtk_widget_class_bind_template_callback (widget_class, flo_config_row_edited);
}

static void
flo_budget_row_init (FloBudgetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
