/* flo-window-actions.c: what can be done in the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-window-private.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-dialog.h"
#include "app/assistant/flo-assistant.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-config-file.h"
#include "app/support/flo-error-dialog.h"
#include "account/flo-keyring.h"

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_session_open_account_finish (FLO_SESSION (object), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    return;
  flo_error_dialog_show (GTK_WINDOW (self), _("The Account Could Not Be Opened"), error->message);
}

static void
practice (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);

  self->may_guess = FALSE;
  flo_session_open_practice_async (self->session, self->cancellable, opened_cb,
                                   g_object_ref (self));
}

static void
open_account (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);
  FloAccount *account = flo_account_list_find (flo_session_get_accounts (self->session), wanted);

  self->may_guess = FALSE;
  if (account != NULL)
    flo_session_open_account_async (self->session, account, self->cancellable, opened_cb,
                                    g_object_ref (self));
}

static void
account_added_cb (FloAccountDialog *dialog,
                  FloAccount       *account,
                  FloWindow        *self)
{
  self->may_guess = FALSE;
  flo_session_open_account_async (self->session, account, self->cancellable, opened_cb,
                                  g_object_ref (self));
}

static void
add_account (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  GtkWidget *dialog = flo_account_dialog_new (GTK_WINDOW (self),
                                              flo_session_get_accounts (self->session));

  g_signal_connect_object (dialog, "account-added", G_CALLBACK (account_added_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_page (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  flo_window_show_page (FLO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_sidebar (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
fleet_launched_cb (FloAssistant *assistant,
                   FloFleet     *fleet,
                   FloWindow    *self)
{
  g_autofree char *page = g_strconcat ("fleet:", flo_fleet_get_id (fleet), NULL);

  flo_window_show_page (self, page);
}

static void
present_assistant (FloWindow *self,
                   FloConfig *config)
{
  GtkWidget *assistant = flo_assistant_new (GTK_WINDOW (self), self->session, config);

  g_signal_connect_object (assistant, "fleet-launched", G_CALLBACK (fleet_launched_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
new_fleet (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  present_assistant (FLO_WINDOW (widget), NULL);
}

static void
config_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloConfig) config = flo_config_file_read_finish (result, &error);

  if (config != NULL)
    present_assistant (self, config);
  else
    flo_error_dialog_show (GTK_WINDOW (self), _("The Config Could Not Be Opened"), error->message);
}

static void
config_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  g_autoptr(GFile) file = flo_compat_file_finish (result, NULL);

  if (file != NULL)
    flo_config_file_read_async (file, self->cancellable, config_read_cb, g_object_ref (self));
}

static void
open_config (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  g_autoptr(GtkFileFilter) filter = flo_config_file_create_filter ();

  flo_compat_open_file_async (GTK_WINDOW (self), _("Open Config"), filter, config_chosen_cb,
                              g_object_ref (self));
}

static void
refresh (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  FloEngine *engine = flo_session_get_engine (self->session);

  if (engine != NULL)
    flo_engine_wake (engine);
}

static void
account_removed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_keyring_remove_finish (result, &error))
    {
      FloAccount *account = flo_session_get_account (self->session);

      flo_window_toast (self, _("The key was removed from the keyring"));
      if (account != NULL)
        flo_account_list_remove (flo_session_get_accounts (self->session), account);
      gtk_stack_set_visible_child_name (self->root, "welcome");
    }
  else
    flo_error_dialog_show (GTK_WINDOW (self), _("The Account Could Not Be Removed"),
                           error->message);
}

static void
remove_answered_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    FloWindow        *self)
{
  FloAccount *account = flo_session_get_account (self->session);

  if (g_strcmp0 (response, "remove") == 0 && account != NULL)
    flo_keyring_remove_async (flo_account_get_name (account), self->cancellable,
                              account_removed_cb, g_object_ref (self));
}

static void
remove_account (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  FloAccount *account = flo_session_get_account (self->session);
  GtkWidget *dialog;
  g_autofree char *heading = NULL;

  if (account == NULL)
    return;
  /* Translators: %s is an account's name */
  heading = g_strdup_printf (_("Remove “%s”?"), flo_account_get_name (account));
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading,
                                   _("Its access key is deleted from your keyring. Nothing "
                                     "changes at AWS: fleets of this account go on running and "
                                     "go on costing money, and nobody replaces their nodes."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_answered_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* For widgets that know nothing of windows. */
static void
show_toast (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  flo_window_toast (FLO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
flo_window_install_actions (FloWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice);
  gtk_widget_class_install_action (widget_class, "win.open-account", "s", open_account);
  gtk_widget_class_install_action (widget_class, "win.add-account", NULL, add_account);
  gtk_widget_class_install_action (widget_class, "win.remove-account", NULL, remove_account);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar);
  gtk_widget_class_install_action (widget_class, "win.new-fleet", NULL, new_fleet);
  gtk_widget_class_install_action (widget_class, "win.open-config", NULL, open_config);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", show_toast);
}

void
flo_window_update_actions (FloWindow *self)
{
  FloAccount *account = flo_session_get_account (self->session);
  gboolean open = account != NULL;
  gboolean busy = flo_session_get_busy (self->session);
  gboolean may_change = open && !flo_session_get_read_only (self->session);
  gboolean in_keyring = open && flo_account_get_kind (account) == FLO_ACCOUNT_KEYRING;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.practice", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-account", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-fleet", may_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-config", may_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-page", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-account", in_keyring);
}
