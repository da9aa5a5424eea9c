/* flo-overall-budget-row.c: what all fleets cost against what they may, and the way to change that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-overall-budget-row"

#include "app/window/flo-overall-budget-row.h"

#include <glib/gi18n.h>

#include "app/window/flo-overall-budget-dialog.h"
#include "fleet/flo-overall-budget.h"

/* Seconds: another program may change it, and costs grow. */
#define LOOK_EVERY 10
#define TELL_PERCENT 80

struct _FloOverallBudgetRow
{
  AdwActionRow parent_instance;

  FloStore *store;             /* (owned) (nullable) */
  FloAccount *account;         /* (owned) (nullable) */
  GtkWidget *icon;             /* shown when much of it is spent */
  guint timer;                 /* while it is seen */
  gboolean reading;
};

typedef struct
{
  FloMoney per_hour, today, month;
} Costs;

G_DEFINE_FINAL_TYPE (FloOverallBudgetRow, flo_overall_budget_row, ADW_TYPE_ACTION_ROW)

/* ---- what is said ---- */

static void
add_part (GString    *text,
          const char *format,
          FloMoney    cost,
          FloMoney    bound)
{
  g_autofree char *cost_text = flo_money_format (cost);
  g_autofree char *bound_text = flo_money_format (bound);
  g_autoptr(GString) part = g_string_new (format);

  if (bound == 0)
    return;

  g_string_replace (part, "{cost}", cost_text, 1);
  g_string_replace (part, "{budget}", bound_text, 1);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part->str);
}

/* The icon's name says what its colour does. */
static void
show_level (FloOverallBudgetRow *self,
            guint                percent)
{
  const char *name = percent >= 100 ? _("The budget is spent") : _("Most of the budget is spent");

  gtk_widget_set_visible (self->icon, percent >= TELL_PERCENT);
  if (percent < TELL_PERCENT)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (self->icon, name);
  gtk_widget_remove_css_class (self->icon, percent >= 100 ? "warning" : "error");
  gtk_widget_add_css_class (self->icon, percent >= 100 ? "error" : "warning");
}

static void
show_budget (FloOverallBudgetRow   *self,
             const FloBudgetRecord *record,
             GPtrArray             *spends)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Costs costs = { 0, };

  for (guint i = 0; i < spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (spends, i);

      costs.per_hour += row->per_hour;
      costs.today += row->today;
      costs.month += row->month;
    }
  /* Translators: what is in braces is replaced by amounts, keep it as it is */
  add_part (text, _("{cost} of {budget} an hour"), costs.per_hour, record->per_hour);
  add_part (text, _("{cost} of {budget} today"), costs.today, record->per_day);
  add_part (text, _("{cost} of {budget} this month"), costs.month, record->per_month);
  if (text->len == 0)
    g_string_append (text, _("None: each fleet keeps to the one in its config"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text->str);
  show_level (self, MAX (flo_overall_budget_get_percent (costs.today, record->per_day),
                         flo_overall_budget_get_percent (costs.month, record->per_month)));
}

/* ---- looking ---- */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(FloOverallBudgetRow) self = FLO_OVERALL_BUDGET_ROW (user_data);
  g_autoptr(FloBudgetRecord) record = NULL;
  g_autoptr(GPtrArray) spends = NULL;
  g_autoptr(GError) error = NULL;

  self->reading = FALSE;
  record = flo_budget_records_read_finish (FLO_STORE (object), result, &spends, &error);
  if (record != NULL)
    show_budget (self, record, spends);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
}

static void
look (FloOverallBudgetRow *self)
{
  if (self->store == NULL || self->reading)
    return;

  self->reading = TRUE;
  flo_budget_records_read_async (self->store, flo_account_get_name (self->account), g_get_real_time () / G_USEC_PER_SEC,
                                 NULL, read_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  look (FLO_OVERALL_BUDGET_ROW (user_data));

  return G_SOURCE_CONTINUE;
}

static void
flo_overall_budget_row_map (GtkWidget *widget)
{
  FloOverallBudgetRow *self = FLO_OVERALL_BUDGET_ROW (widget);

  GTK_WIDGET_CLASS (flo_overall_budget_row_parent_class)->map (widget);
  look (self);
  self->timer = g_timeout_add_seconds (LOOK_EVERY, look_cb, self);
}

static void
flo_overall_budget_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FLO_OVERALL_BUDGET_ROW (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (flo_overall_budget_row_parent_class)->unmap (widget);
}

/* ---- the object ---- */

static void
flo_overall_budget_row_activate (AdwActionRow *row)
{
  FloOverallBudgetRow *self = FLO_OVERALL_BUDGET_ROW (row);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;

  if (self->store == NULL)
    return;

  dialog = flo_overall_budget_dialog_new (window, self->store, self->account);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
flo_overall_budget_row_dispose (GObject *object)
{
  FloOverallBudgetRow *self = FLO_OVERALL_BUDGET_ROW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (flo_overall_budget_row_parent_class)->dispose (object);
}

static void
flo_overall_budget_row_class_init (FloOverallBudgetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_overall_budget_row_dispose;
  widget_class->map = flo_overall_budget_row_map;
  widget_class->unmap = flo_overall_budget_row_unmap;
  ADW_ACTION_ROW_CLASS (klass)->activate = flo_overall_budget_row_activate;
}

static void
flo_overall_budget_row_init (FloOverallBudgetRow *self)
{
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_set_visible (self->icon, FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Budget of All Fleets"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

void
flo_overall_budget_row_show (FloOverallBudgetRow *self,
                             FloStore            *store,
                             FloAccount          *account)
{
  g_return_if_fail (FLO_IS_OVERALL_BUDGET_ROW (self));
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (FLO_IS_ACCOUNT (account));

  g_set_object (&self->store, store);
  g_set_object (&self->account, account);
  look (self);
}
