/* flo-overall-budget-dialog.c: says what all fleets of an account may cost together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-overall-budget-dialog"

#include "app/window/flo-overall-budget-dialog.h"

#include <glib/gi18n.h>

#include "app/support/flo-choice-row.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-money-row.h"
#include "fleet/flo-overall-budget.h"

struct _FloOverallBudgetDialog
{
  AdwWindow parent_instance;

  FloStore *store;             /* (owned) */
  char *account;               /* (owned) */
  FloMoney today, month;       /* what all fleets cost */
  gboolean running;            /* some node runs */

  GtkWidget *form;
  FloMoneyRow *per_hour;
  FloMoneyRow *per_day;
  FloMoneyRow *per_month;
  AdwComboRow *at_limit;
  GtkLabel *note;
  GtkWidget *save_button;
};

enum
{
  SAVED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloOverallBudgetDialog, flo_overall_budget_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];


/* ---- what can be done ---- */

static gboolean
is_spent (FloOverallBudgetDialog *self)
{
  return flo_overall_budget_get_percent (self->today, flo_money_row_get (self->per_day)) >= 100 ||
         flo_overall_budget_get_percent (self->month, flo_money_row_get (self->per_month)) >= 100;
}

/* (nullable): what has to be known before it is saved */
static const char *
describe_effect (FloOverallBudgetDialog *self,
                 gboolean                valid)
{
  FloBudgetAction action = (FloBudgetAction) adw_combo_row_get_selected (self->at_limit);

  if (!valid)
    return _("An amount of dollars is above 0, for example 2.50; without one there is no such bound.");
  if (!self->running || !is_spent (self))
    return NULL;
  if (action == FLO_BUDGET_STOP)
    return _("More than that is spent already: all nodes of all fleets are ended when you save.");
  if (action == FLO_BUDGET_BASE)
    return _("More than that is spent already: when you save, all nodes are ended but those always on demand.");

  return _("More than that is spent already: no node is launched any more.");
}

static void
update (FloOverallBudgetDialog *self)
{
  gboolean valid = flo_money_row_get (self->per_hour) >= 0 && flo_money_row_get (self->per_day) >= 0 &&
                   flo_money_row_get (self->per_month) >= 0;
  const char *effect = describe_effect (self, valid);
  gboolean ends = valid && effect != NULL && adw_combo_row_get_selected (self->at_limit) != FLO_BUDGET_STOP_GROWING;

  gtk_label_set_label (self->note, effect != NULL ? effect : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), effect != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", valid);
  gtk_widget_remove_css_class (self->save_button, ends ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (self->save_button, ends ? "destructive-action" : "suggested-action");
}

static void
show_error (FloOverallBudgetDialog *self,
            const GError           *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);

  gtk_label_set_label (self->note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FloOverallBudgetDialog) self = FLO_OVERALL_BUDGET_DIALOG (user_data);
  g_autoptr(GError) error = NULL;

  gtk_widget_set_sensitive (self->form, TRUE);
  if (!flo_budget_records_save_finish (FLO_STORE (object), result, &error))
    {
      show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
save (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloOverallBudgetDialog *self = FLO_OVERALL_BUDGET_DIALOG (widget);
  FloBudgetAction action = (FloBudgetAction) adw_combo_row_get_selected (self->at_limit);
  g_autoptr(FloBudgetRecord) record = g_new0 (FloBudgetRecord, 1);

  record->per_hour = flo_money_row_get (self->per_hour);
  record->per_day = flo_money_row_get (self->per_day);
  record->per_month = flo_money_row_get (self->per_month);
  record->at_limit = g_strdup (flo_budget_action_get_word (action));
  flo_budget_record_sign (record);
  gtk_widget_set_sensitive (self->form, FALSE);
  flo_budget_records_save_async (self->store, self->account, record, NULL, saved_cb, g_object_ref (self));
}

/* ---- what is set ---- */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(FloOverallBudgetDialog) self = FLO_OVERALL_BUDGET_DIALOG (user_data);
  g_autoptr(FloBudgetRecord) record = NULL;
  g_autoptr(GPtrArray) spends = NULL;
  g_autoptr(GError) error = NULL;
  FloOverallBudget budget;

  record = flo_budget_records_read_finish (FLO_STORE (object), result, &spends, &error);
  if (record == NULL)
    {
      show_error (self, error);
      return;
    }

  for (guint i = 0; i < spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (spends, i);

      self->today += row->today;
      self->month += row->month;
      self->running = self->running || row->per_hour > 0;
    }
  budget = flo_overall_budget_from_record (record);
  flo_money_row_set (self->per_hour, budget.per_hour);
  flo_money_row_set (self->per_day, budget.per_day);
  flo_money_row_set (self->per_month, budget.per_month);
  adw_combo_row_set_selected (self->at_limit, budget.at_limit);
  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->per_hour));
  update (self);
}

/* ---- the object ---- */

static void
flo_overall_budget_dialog_dispose (GObject *object)
{
  FloOverallBudgetDialog *self = FLO_OVERALL_BUDGET_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->account, g_free);
  G_OBJECT_CLASS (flo_overall_budget_dialog_parent_class)->dispose (object);
}

static void
flo_overall_budget_dialog_class_init (FloOverallBudgetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_overall_budget_dialog_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  g_type_ensure (FLO_TYPE_CHOICE_ROW);
  g_type_ensure (FLO_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/window/flo-overall-budget-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, form);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, per_hour);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, per_day);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, per_month);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, at_limit);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, note);
  gtk_widget_class_bind_template_child (widget_class, FloOverallBudgetDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_overall_budget_dialog_init (FloOverallBudgetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
}

GtkWidget *
flo_overall_budget_dialog_new (GtkWindow  *parent,
                               FloStore   *store,
                               FloAccount *account)
{
  FloOverallBudgetDialog *self = g_object_new (FLO_TYPE_OVERALL_BUDGET_DIALOG, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->account = g_strdup (flo_account_get_name (account));
  flo_budget_records_read_async (store, self->account, g_get_real_time () / G_USEC_PER_SEC, NULL, read_cb,
                                 g_object_ref (self));

  return GTK_WIDGET (self);
}
