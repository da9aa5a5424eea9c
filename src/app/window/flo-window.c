/* flo-window.c: the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-window"

#include "app/window/flo-window-private.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-cleanup-page.h"
#include "app/fleet/flo-fleet-page.h"
#include "app/prices/flo-prices-page.h"
#include "app/support/flo-settings.h"
#include "app/window/flo-activity-page.h"
#include "app/window/flo-overview-page.h"
#include "flotilla-config.h"

/* Long enough to read and to reach. */
#define ACTION_TOAST_SECONDS 20

G_DEFINE_FINAL_TYPE (FloWindow, flo_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_shown (FloWindow  *self,
          const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

static void
add_page (FloWindow  *self,
          GtkWidget  *page,
          const char *name)
{
  FloAccount *account = flo_session_get_account (self->session);

  g_object_bind_property (self->leaflet, "folded", page, "folded", G_BINDING_SYNC_CREATE);
  g_object_set (page, "practice", account != NULL && flo_account_is_practice (account), NULL);
  if (flo_session_get_read_only (self->session))
    g_object_set (page, "notice",
                  _("Another program runs this account’s fleets at the moment. They are shown "
                    "here and can be changed there."),
                  NULL);
  gtk_stack_add_named (self->pages, page, name);
  flo_window_update_access (self);
}

FloFleet *
flo_window_find_fleet (FloWindow  *self,
                       const char *id)
{
  guint n_fleets = self->fleets != NULL ? g_list_model_get_n_items (self->fleets) : 0;

  for (guint i = 0; i < n_fleets; i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (self->fleets, i);

      if (g_strcmp0 (flo_fleet_get_id (fleet), id) == 0)
        return g_steal_pointer (&fleet);
    }
  return NULL;
}

/* The page of that name, made when it is first asked for; NULL when there is no such fleet. */
static GtkWidget *
ensure_page (FloWindow  *self,
             const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);
  g_autoptr(FloFleet) fleet = NULL;

  if (page != NULL)
    return page;
  if (g_str_equal (name, "overview"))
    page = flo_overview_page_new (self->session);
  else if (g_str_equal (name, "prices"))
    page = flo_prices_page_new (self->session);
  else if (g_str_equal (name, "activity"))
    page = flo_activity_page_new (self->fleets);
  else if (g_str_equal (name, "cleanup"))
    page = flo_cleanup_page_new (self->session);
  else if (g_str_has_prefix (name, "fleet:"))
    {
      fleet = flo_window_find_fleet (self, name + strlen ("fleet:"));
      if (fleet != NULL)
        page = flo_fleet_page_new (self->session, fleet);
    }
  if (page != NULL)
    add_page (self, page, name);
  return page;
}

void
flo_window_show_page (FloWindow  *self,
                      const char *name)
{
  GtkWidget *page;

  g_return_if_fail (FLO_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  page = ensure_page (self, name);
  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  flo_sidebar_select (self->sidebar, name);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
page_chosen_cb (FloWindow  *self,
                const char *page)
{
  flo_session_attend (self->session);
  flo_window_show_page (self, page);
}

static void
remove_pages (FloWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
}

/* A page must not outlive its fleet in the list: its actions would reach for what is gone. */
static void
fleets_changed_cb (FloWindow  *self,
                   guint       position,
                   guint       removed,
                   guint       added,
                   GListModel *fleets)
{
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages));

  while (removed > 0 && page != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (page);
      const char *name = gtk_stack_page_get_name (gtk_stack_get_page (self->pages, page));
      g_autoptr(FloFleet) fleet = NULL;

      if (g_str_has_prefix (name, "fleet:"))
        {
          fleet = flo_window_find_fleet (self, name + strlen ("fleet:"));
          if (fleet == NULL)
            {
              if (is_shown (self, name))
                flo_window_show_page (self, "overview");
              gtk_stack_remove (self->pages, page);
            }
        }
      page = next;
    }
  if (gtk_stack_get_visible_child_name (self->pages) != NULL)
    flo_sidebar_select (self->sidebar, gtk_stack_get_visible_child_name (self->pages));
}

static void
remember_account (FloWindow  *self,
                  FloAccount *account)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-account",
                           flo_account_is_practice (account) ? "" : flo_account_get_name (account));
}

/* When its account is the one that is open. */
static void
show_wanted_pool (FloWindow *self)
{
  FloAccount *account = flo_session_get_account (self->session);
  g_autoptr(GVariant) wanted = NULL;
  const char *name, *region, *type, *zone;
  GtkWidget *page;

  if (self->wanted_pool == NULL || account == NULL)
    return;
  g_variant_get_child (self->wanted_pool, 0, "&s", &name);
  if (g_strcmp0 (name, flo_account_get_name (account)) != 0)
    return;
  wanted = g_steal_pointer (&self->wanted_pool);
  g_variant_get (wanted, "(&s&s&s&s)", &name, &region, &type, &zone);
  page = ensure_page (self, "prices");
  flo_prices_page_show_pool (FLO_PRICES_PAGE (page), region, type, zone);
  flo_window_show_page (self, "prices");
}

/* What is wanted of a fleet that is shown, as a notification offers it. */
static void
begin_verb (FloWindow  *self,
            const char *verb)
{
  static const char * const page_actions[][2] = {
    { "scale", "fleet.scale" }, { "pause", "fleet.pause" }, { "resume", "fleet.resume" },
  };
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (g_str_equal (verb, "retry"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    if (g_str_equal (verb, page_actions[i][0]))
      gtk_widget_activate_action (page, page_actions[i][1], NULL);
}

/* As with a pool. */
static void
show_wanted_fleet (FloWindow *self)
{
  FloAccount *account = flo_session_get_account (self->session);
  g_autoptr(GVariant) wanted = NULL;
  g_autofree char *page = NULL;
  const char *name, *id, *verb;

  if (self->wanted_fleet == NULL || account == NULL)
    return;
  g_variant_get_child (self->wanted_fleet, 0, "&s", &name);
  if (g_strcmp0 (name, flo_account_get_name (account)) != 0)
    return;
  wanted = g_steal_pointer (&self->wanted_fleet);
  g_variant_get (wanted, "(&s&s&s)", &name, &id, &verb);
  page = g_strconcat ("fleet:", id, NULL);
  if (ensure_page (self, page) == NULL)
    {
      flo_window_show_page (self, "activity");
      return;
    }
  flo_window_show_page (self, page);
  begin_verb (self, verb);
}

static void
engine_changed_cb (FloWindow *self)
{
  FloEngine *engine = flo_session_get_engine (self->session);
  FloAccount *account = flo_session_get_account (self->session);

  if (self->fleets != NULL)
    g_signal_handlers_disconnect_by_func (self->fleets, fleets_changed_cb, self);
  flo_sidebar_set_fleets (self->sidebar, NULL);
  remove_pages (self);
  g_clear_object (&self->fleets);
  if (engine != NULL)
    self->fleets = g_object_ref (flo_engine_get_fleets (engine));
  flo_window_update_actions (self);
  if (engine == NULL)
    {
      gtk_stack_set_visible_child_name (self->root, "welcome");
      return;
    }
  remember_account (self, account);
  flo_window_watch_account (self);
  g_signal_connect_object (self->fleets, "items-changed", G_CALLBACK (fleets_changed_cb), self,
                           G_CONNECT_SWAPPED);
  flo_sidebar_set_fleets (self->sidebar, self->fleets);
  gtk_menu_button_set_label (self->account_button, flo_account_is_practice (account)
                                                     ? _("Practice Cloud")
                                                     : flo_account_get_name (account));
  gtk_stack_set_visible_child_name (self->root, "main");
  flo_window_show_page (self, "overview");
  show_wanted_pool (self);
  show_wanted_fleet (self);
}

static void
busy_changed_cb (FloWindow *self)
{
  flo_welcome_page_set_busy (self->welcome, flo_session_get_busy (self->session));
  flo_window_update_actions (self);
}

static void
accounts_changed_cb (FloWindow  *self,
                     guint       position,
                     guint       removed,
                     guint       added,
                     GListModel *accounts)
{
  guint n_accounts = g_list_model_get_n_items (accounts);

  g_menu_remove_all (self->accounts_menu);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr(FloAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr(GMenuItem) item = NULL;

      if (flo_account_is_practice (account))
        continue;
      item = g_menu_item_new (flo_account_get_name (account), NULL);
      g_menu_item_set_action_and_target (item, "win.open-account", "s",
                                         flo_account_get_name (account));
      g_menu_append_item (self->accounts_menu, item);
    }
}

static void
accounts_loaded_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  FloAccountList *accounts = FLO_ACCOUNT_LIST (object);
  g_autoptr(GError) error = NULL;
  g_autofree char *last = NULL;

  if (!flo_account_list_load_finish (accounts, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        flo_window_toast (self, error->message);
      return;
    }
  if (self->settings != NULL)
    last = g_settings_get_string (self->settings, "last-account");
  if (self->may_guess && last != NULL && *last != '\0' && !flo_session_get_busy (self->session)
      && flo_account_list_find (accounts, last) != NULL)
    flo_window_open_account (self, flo_account_list_find (accounts, last));
}

static void
save_size (FloWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}

static void
restore_size (FloWindow *self)
{
  if (self->settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
flo_window_unmap (GtkWidget *widget)
{
  save_size (FLO_WINDOW (widget));
  GTK_WIDGET_CLASS (flo_window_parent_class)->unmap (widget);
}

static void
flo_window_dispose (GObject *object)
{
  FloWindow *self = FLO_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  flo_window_close_accounts (self);
  g_clear_object (&self->status);
  g_clear_object (&self->fleets);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->offer);
  g_clear_pointer (&self->wanted_pool, g_variant_unref);
  g_clear_pointer (&self->wanted_fleet, g_variant_unref);
  G_OBJECT_CLASS (flo_window_parent_class)->dispose (object);
}

static void
flo_window_finalize (GObject *object)
{
  g_clear_object (&FLO_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (flo_window_parent_class)->finalize (object);
}

static void
flo_window_class_init (FloWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_window_dispose;
  object_class->finalize = flo_window_finalize;
  widget_class->unmap = flo_window_unmap;
  flo_window_install_actions (klass);

  g_type_ensure (FLO_TYPE_SIDEBAR);
  g_type_ensure (FLO_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/window/flo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FloWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, root);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, sidebar_box);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, account_button);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, accounts_menu);
  gtk_widget_class_bind_template_child (widget_class, FloWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
}

static void
flo_window_init (FloWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = flo_settings_new ();
  self->may_guess = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
}

static void
attach_session (FloWindow  *self,
                FloSession *session)
{
  FloAccountList *accounts = flo_session_get_accounts (session);

  self->session = g_object_ref (session);
  flo_welcome_page_set_accounts (self->welcome, accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, 0, G_LIST_MODEL (accounts));
  g_signal_connect_object (session, "notify::engine", G_CALLBACK (engine_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (busy_changed_cb), self,
                           G_CONNECT_SWAPPED);
  flo_window_attach_interaction (self);
  engine_changed_cb (self);
  busy_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) == 0)
    flo_account_list_load_async (accounts, self->cancellable, accounts_loaded_cb,
                                 g_object_ref (self));
}

GtkWidget *
flo_window_new (AdwApplication *application,
                FloSession     *session)
{
  FloWindow *self;

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FLO_IS_SESSION (session), NULL);

  self = g_object_new (FLO_TYPE_WINDOW, "application", application, NULL);
  attach_session (self, session);
  return GTK_WIDGET (self);
}

FloSession *
flo_window_get_session (FloWindow *self)
{
  g_return_val_if_fail (FLO_IS_WINDOW (self), NULL);
  return self->session;
}

void
flo_window_toast (FloWindow  *self,
                  const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (FLO_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

void
flo_window_toast_action (FloWindow  *self,
                         const char *text,
                         const char *button,
                         const char *action,
                         GVariant   *target)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (FLO_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_timeout (toast, ACTION_TOAST_SECONDS);
  /* They last long: what was offered before must not stand in the way of what has just been done. */
  if (self->offer != NULL)
    adw_toast_dismiss (self->offer);
  g_set_weak_pointer (&self->offer, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Returns: whether that account is open; otherwise it is going to be. */
static gboolean
open_wanted (FloWindow  *self,
             const char *account)
{
  FloAccount *current = flo_session_get_account (self->session);
  FloAccount *wanted;

  if (current != NULL && g_str_equal (flo_account_get_name (current), account))
    return TRUE;
  wanted = flo_account_list_find (flo_session_get_accounts (self->session), account);
  self->may_guess = FALSE;
  if (wanted != NULL)
    flo_window_open_account (self, wanted);
  return FALSE;
}

void
flo_window_show_pool (FloWindow  *self,
                      const char *account,
                      const char *region,
                      const char *type,
                      const char *zone)
{
  g_return_if_fail (FLO_IS_WINDOW (self));

  g_clear_pointer (&self->wanted_pool, g_variant_unref);
  self->wanted_pool = g_variant_ref_sink (g_variant_new ("(ssss)", account, region, type, zone));
  if (open_wanted (self, account))
    show_wanted_pool (self);
}

gboolean
flo_window_shows_fleet (FloWindow  *self,
                        const char *account,
                        const char *id)
{
  FloAccount *current;
  g_autofree char *page = NULL;

  g_return_val_if_fail (FLO_IS_WINDOW (self), FALSE);

  current = flo_session_get_account (self->session);
  if (current == NULL || !g_str_equal (flo_account_get_name (current), account))
    return FALSE;
  page = g_strconcat ("fleet:", id, NULL);
  return is_shown (self, page) || is_shown (self, "overview") || is_shown (self, "activity");
}

void
flo_window_show_fleet (FloWindow  *self,
                       const char *account,
                       const char *id,
                       const char *verb)
{
  g_return_if_fail (FLO_IS_WINDOW (self));

  g_clear_pointer (&self->wanted_fleet, g_variant_unref);
  self->wanted_fleet = g_variant_ref_sink (g_variant_new ("(sss)", account, id, verb));
  if (open_wanted (self, account))
    show_wanted_fleet (self);
}
