/* flo-window-actions.c: what can be done in the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-window-private.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-assistant.h"
#include "app/fleet/flo-fleet-requests.h"
#include "app/prices/flo-prices-page.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-config-file.h"
#include "app/support/flo-error-dialog.h"

static void
show_page (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);

  flo_session_attend (self->session);
  flo_window_show_page (self, g_variant_get_string (parameter, NULL));
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
  GtkWidget *assistant;

  flo_session_attend (self->session);
  assistant = flo_assistant_new (GTK_WINDOW (self), self->session, config);

  g_signal_connect_object (assistant, "fleet-launched", G_CALLBACK (fleet_launched_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
config_changed_cb (FloAssistant *assistant,
                   FloFleet     *fleet,
                   const char   *before,
                   FloWindow    *self)
{
  FloEngine *engine = flo_session_get_engine (self->session);

  if (engine != NULL)
    flo_fleet_requests_tell_config (self, engine, fleet, before);
}

void
flo_window_edit_config (FloWindow *self,
                        FloFleet  *fleet)
{
  GtkWidget *assistant;

  g_return_if_fail (FLO_IS_WINDOW (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  flo_session_attend (self->session);
  assistant = flo_assistant_new_for_fleet (GTK_WINDOW (self), self->session, fleet);
  g_signal_connect_object (assistant, "config-changed", G_CALLBACK (config_changed_cb), self, G_CONNECT_DEFAULT);
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
    flo_error_dialog_show_error (GTK_WINDOW (self), _("The Config Could Not Be Opened"), error);
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

  flo_session_attend (self->session);
  if (engine != NULL)
    flo_engine_wake (engine);
  if (FLO_IS_PRICES_PAGE (gtk_stack_get_visible_child (self->pages)))
    gtk_widget_activate_action (gtk_stack_get_visible_child (self->pages), "prices.retry", NULL);
}

/* Made when it is wanted: GTK would make it with the window and keep it hidden, and GTK 4.8 ends the program when
 * assistive technology asks for a window that has just closed and finds one that was never shown instead. */
static void
show_shortcuts (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (
    "/org/flotilla/Flotilla/window/flo-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

/* A fleet, a verb and its argument: what a toast offers to take back. */
static void
fleet_request (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  const char *id, *verb, *argument;
  g_autoptr(FloFleet) fleet = NULL;

  g_variant_get (parameter, "(&s&s&s)", &id, &verb, &argument);
  fleet = flo_window_find_fleet (self, id);
  if (fleet != NULL)
    flo_fleet_requests_send (self, flo_session_get_engine (self->session), fleet, verb, argument, FALSE);
}

/* An action of the page that is shown, for keys that work wherever the focus is. */
static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GtkWidget *page = gtk_stack_get_visible_child (FLO_WINDOW (widget)->pages);

  if (page != NULL)
    gtk_widget_activate_action (page, g_variant_get_string (parameter, NULL), NULL);
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

  flo_window_install_access_actions (klass);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar);
  gtk_widget_class_install_action (widget_class, "win.new-fleet", NULL, new_fleet);
  gtk_widget_class_install_action (widget_class, "win.open-config", NULL, open_config);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.fleet-request", "(sss)", fleet_request);
  gtk_widget_class_install_action (widget_class, "win.page-action", "s", page_action);
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
