/* flo-alerts-window.c: all price alerts of the account that is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-alerts-window"

#include "app/prices/flo-alerts-window.h"

#include <glib/gi18n.h>

#include "app/application/flo-alert-item.h"
#include "app/prices/flo-alert-dialog.h"
#include "app/support/flo-error-dialog.h"

struct _FloAlertsWindow
{
  AdwWindow parent_instance;

  FloAlertKeeper *keeper;      /* (owned) */
  FloPriceAlert *draft;        /* (owned) */
  GStrv regions;               /* (owned) */
  FloPriceAlert *removed;      /* (owned) (nullable): the last one, to have it back */

  AdwToastOverlay *toasts;
  GtkStack *stack;             /* "none", "list" */
  GtkListBox *list;
  GtkLabel *every_label;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (FloAlertsWindow, flo_alerts_window, ADW_TYPE_WINDOW)

static void
edit (FloAlertsWindow     *self,
      const FloPriceAlert *alert)
{
  gtk_window_present (GTK_WINDOW (flo_alert_dialog_new (GTK_WINDOW (self), self->keeper, alert,
                                                        (const char * const *) self->regions)));
}

static void
add (GtkWidget  *widget,
     const char *name,
     GVariant   *parameter)
{
  FloAlertsWindow *self = FLO_ALERTS_WINDOW (widget);

  edit (self, self->draft);
}

/* ---- rows ---- */

static void
edit_cb (FloAlertsWindow *self,
         GtkWidget       *button)
{
  edit (self, flo_alert_item_get_alert (g_object_get_data (G_OBJECT (button), "item")));
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FloAlertsWindow) self = FLO_ALERTS_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!flo_alert_keeper_save_finish (FLO_ALERT_KEEPER (object), result, &error))
    flo_error_dialog_show_error (GTK_WINDOW (self), _("The Alert Could Not Be Kept"), error);
}

static void
undo (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloAlertsWindow *self = FLO_ALERTS_WINDOW (widget);

  if (self->removed == NULL)
    return;
  self->removed->id = 0;
  flo_alert_keeper_save_async (self->keeper, self->removed, restored_cb, g_object_ref (self));
  g_clear_pointer (&self->removed, flo_price_alert_free);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FloAlertsWindow) self = FLO_ALERTS_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  AdwToast *toast;

  if (!flo_alert_keeper_remove_finish (FLO_ALERT_KEEPER (object), result, &error))
    {
      flo_error_dialog_show_error (GTK_WINDOW (self), _("The Alert Could Not Be Removed"), error);
      return;
    }
  toast = adw_toast_new (_("Alert removed"));
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "alerts.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
remove_cb (FloAlertsWindow *self,
           GtkWidget       *button)
{
  FloAlertItem *item = g_object_get_data (G_OBJECT (button), "item");

  g_clear_pointer (&self->removed, flo_price_alert_free);
  self->removed = flo_price_alert_copy (flo_alert_item_get_alert (item));
  flo_alert_keeper_remove_async (self->keeper, self->removed->id, removed_cb, g_object_ref (self));
}

static GtkWidget *
create_button (FloAlertsWindow *self,
               FloAlertItem    *item,
               const char      *icon,
               const char      *label,
               GCallback        callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  FloAlertsWindow *self = FLO_ALERTS_WINDOW (user_data);
  const FloPriceAlert *alert = flo_alert_item_get_alert (item);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = flo_price_alert_describe (alert);
  g_autofree char *where = flo_price_alert_describe_where (alert);
  g_autofree char *title = g_markup_escape_text (when, -1);
  g_autofree char *subtitle = g_markup_escape_text (where, -1);
  g_autofree char *change = NULL;
  g_autofree char *remove = NULL;

  /* Translators: what a button does to a price alert, and when that is told: "Price above $0.05 /h" */
  change = g_strdup_printf (_("Change “%s”"), when);
  remove = g_strdup_printf (_("Remove “%s”"), when);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, item, "document-edit-symbolic", change,
                                            G_CALLBACK (edit_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, item, "user-trash-symbolic", remove,
                                            G_CALLBACK (remove_cb)));

  return row;
}

/* ---- what is so ---- */

static void
alerts_changed_cb (FloAlertsWindow *self)
{
  guint n_alerts = g_list_model_get_n_items (flo_alert_keeper_get_alerts (self->keeper));

  gtk_stack_set_visible_child_name (self->stack, n_alerts > 0 ? "list" : "none");
}

static void
seconds_changed_cb (FloAlertsWindow *self)
{
  g_autofree char *text = NULL;
  guint seconds;

  g_object_get (self->keeper, "seconds", &seconds, NULL);
  text = g_strdup_printf (ngettext ("While Flotilla runs, AWS is asked for prices every minute.",
                                    "While Flotilla runs, AWS is asked for prices every %u minutes.",
                                    seconds / 60), seconds / 60);
  gtk_label_set_label (self->every_label, text);
}

static void
problem_changed_cb (FloAlertsWindow *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->keeper, "problem", &problem, NULL);
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
}

/* ---- the object ---- */

static void
flo_alerts_window_dispose (GObject *object)
{
  FloAlertsWindow *self = FLO_ALERTS_WINDOW (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (flo_alerts_window_parent_class)->dispose (object);
}

static void
flo_alerts_window_finalize (GObject *object)
{
  FloAlertsWindow *self = FLO_ALERTS_WINDOW (object);

  flo_price_alert_free (self->draft);
  flo_price_alert_free (self->removed);
  g_strfreev (self->regions);
  G_OBJECT_CLASS (flo_alerts_window_parent_class)->finalize (object);
}

static void
flo_alerts_window_class_init (FloAlertsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_alerts_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = flo_alerts_window_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/prices/flo-alerts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, every_label);
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloAlertsWindow, problem_label);
  gtk_widget_class_install_action (widget_class, "alerts.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "alerts.undo", NULL, undo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_alerts_window_init (FloAlertsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_alerts_window_new (GtkWindow           *parent,
                       FloAlertKeeper      *keeper,
                       const FloPriceAlert *draft,
                       const char * const  *regions)
{
  FloAlertsWindow *self = g_object_new (FLO_TYPE_ALERTS_WINDOW, "transient-for", parent, NULL);
  GListModel *alerts = flo_alert_keeper_get_alerts (keeper);

  self->keeper = g_object_ref (keeper);
  self->draft = flo_price_alert_copy (draft);
  self->regions = g_strdupv ((GStrv) regions);
  gtk_list_box_bind_model (self->list, alerts, create_row, self, NULL);
  g_signal_connect_object (alerts, "items-changed", G_CALLBACK (alerts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "notify::seconds", G_CALLBACK (seconds_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "notify::problem", G_CALLBACK (problem_changed_cb), self,
                           G_CONNECT_SWAPPED);
  alerts_changed_cb (self);
  seconds_changed_cb (self);
  problem_changed_cb (self);
  flo_alert_keeper_reload (keeper);

  return GTK_WIDGET (self);
}
