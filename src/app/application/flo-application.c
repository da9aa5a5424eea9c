/* flo-application.c: the program: one instance, its actions, its life in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-application"

#include "app/application/flo-application.h"

#include <glib/gi18n.h>

#include "app/application/flo-alert-notice.h"
#include "app/application/flo-fleet-notices.h"
#include "app/window/flo-preferences-window.h"
#include "app/window/flo-window.h"
#include "flotilla-config.h"

#define BACKGROUND_NOTIFICATION "running-in-background"
#define SIGNED_OUT_NOTIFICATION "signed-out"

struct _FloApplication
{
  AdwApplication parent_instance;

  FloSession *session;     /* (owned): made at start-up, so that a second instance opens nothing */
  FloWindowInteraction *interaction;   /* (owned): asks for MFA codes and to sign in */
  FloFleetNotices *notices;            /* (owned): what happens to the fleets meanwhile */
  gboolean quitting;
};

G_DEFINE_FINAL_TYPE (FloApplication, flo_application, ADW_TYPE_APPLICATION)

static FloWindow *
ensure_window (FloApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (FLO_IS_WINDOW (l->data))
        window = l->data;
    }
  if (!FLO_IS_WINDOW (window))
    window = GTK_WINDOW (flo_window_new (ADW_APPLICATION (self), self->session));
  g_application_withdraw_notification (G_APPLICATION (self), BACKGROUND_NOTIFICATION);
  gtk_window_present (window);
  return FLO_WINDOW (window);
}

static void
flo_application_activate (GApplication *application)
{
  FloApplication *self = FLO_APPLICATION (application);

  if (!self->quitting)
    ensure_window (self);
}

static void
session_closed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FloApplication) self = FLO_APPLICATION (user_data);

  flo_session_close_finish (FLO_SESSION (object), result);
  g_application_quit (G_APPLICATION (self));
}

/* A poll found nobody signed in. Who looks at the window sees it there. */
static void
signed_out_cb (FloApplication *self)
{
  const char *name = flo_window_interaction_get_signed_out (self->interaction);
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *title = NULL;

  if (name == NULL)
    {
      g_application_withdraw_notification (G_APPLICATION (self), SIGNED_OUT_NOTIFICATION);
      return;
    }
  if (self->quitting || flo_window_interaction_is_seen ())
    return;
  /* Translators: %s is an account, or where one signs in */
  title = g_strdup_printf (_("Signed out of “%s”"), name);
  notification = g_notification_new (title);
  g_notification_set_body (notification, _("Its fleets are not watched over until somebody signs "
                                           "in again."));
  g_notification_set_default_action (notification, "app.sign-in");
  g_notification_add_button (notification, _("Sign In"), "app.sign-in");
  g_application_send_notification (G_APPLICATION (self), SIGNED_OUT_NOTIFICATION, notification);
}

static void
told_cb (FloApplication *self,
         GPtrArray      *events)
{
  FloAccount *account = flo_session_get_account (self->session);

  if (!self->quitting && account != NULL)
    flo_alert_notice_tell (G_APPLICATION (self), flo_account_get_name (account), events);
}

/* The windows go at once, the process when the action under way has its result in the journal. */
static void
begin_quit (FloApplication *self)
{
  GList *windows;

  if (self->quitting)
    return;
  self->quitting = TRUE;
  g_application_withdraw_notification (G_APPLICATION (self), BACKGROUND_NOTIFICATION);
  g_application_withdraw_notification (G_APPLICATION (self), SIGNED_OUT_NOTIFICATION);
  flo_fleet_notices_close (self->notices);
  flo_window_interaction_close (self->interaction);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  flo_session_close_async (self->session, session_closed_cb, g_object_ref (self));
}

static void
stay_in_background (FloApplication *self,
                    guint           n_fleets)
{
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *title = g_strdup_printf (ngettext ("%u fleet keeps running",
                                                      "%u fleets keep running", n_fleets),
                                            n_fleets);

  notification = g_notification_new (title);
  g_notification_set_body (notification,
                           _("Flotilla watches over them in the background and replaces what is "
                             "interrupted, until you quit it."));
  g_notification_set_default_action (notification, "app.present");
  g_notification_add_button (notification, _("Quit"), "app.quit");
  g_application_send_notification (G_APPLICATION (self), BACKGROUND_NOTIFICATION, notification);
}

static void
flo_application_window_removed (GtkApplication *application,
                                GtkWindow      *window)
{
  FloApplication *self = FLO_APPLICATION (application);
  guint n_fleets;

  GTK_APPLICATION_CLASS (flo_application_parent_class)->window_removed (application, window);
  if (self->quitting || gtk_application_get_windows (application) != NULL)
    return;
  n_fleets = flo_session_count_real_fleets (self->session);
  if (n_fleets > 0)
    stay_in_background (self, n_fleets);
  else
    begin_quit (self);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  begin_quit (FLO_APPLICATION (user_data));
}

static void
present_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ensure_window (FLO_APPLICATION (user_data));
}

static void
sign_in_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FloWindow *window = ensure_window (FLO_APPLICATION (user_data));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", NULL);
}

/* A price alert: the account, region, type and zone that it was about. */
static void
show_pool_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  FloApplication *self = FLO_APPLICATION (user_data);
  const char *account, *region, *type, *zone;

  if (self->quitting)
    return;
  g_variant_get (parameter, "(&s&s&s&s)", &account, &region, &type, &zone);
  flo_window_show_pool (ensure_window (self), account, region, type, zone);
}

/* What a notification of a fleet was about: its account, its id, and what is wanted there. */
static void
show_fleet_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  FloApplication *self = FLO_APPLICATION (user_data);
  const char *account, *id, *verb;

  if (self->quitting)
    return;
  g_variant_get (parameter, "(&s&s&s)", &account, &id, &verb);
  flo_window_show_fleet (ensure_window (self), account, id, verb);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  FloApplication *self = FLO_APPLICATION (user_data);

  if (!self->quitting)
    gtk_window_present (GTK_WINDOW (flo_preferences_window_new (GTK_WINDOW (ensure_window (self)), self->notices)));
}

static void
practice_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  FloWindow *window = ensure_window (FLO_APPLICATION (user_data));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.practice", NULL);
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_show_uri (window, "help:flotilla", GDK_CURRENT_TIME);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  static const char *developers[] = { "The Flotilla contributors", NULL };

  adw_show_about_window (parent,
                         "application-name", _("Flotilla"),
                         "application-icon", FLO_APPLICATION_ID,
                         "version", FLO_VERSION,
                         "developer-name", _("The Flotilla contributors"),
                         "developers", developers,
                         "copyright", "© 2026 The Flotilla contributors",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Runs fleets of Amazon EC2 Spot instances: shows what they "
                                       "cost, replaces what is taken back, and leaves nothing "
                                       "behind."),
                         /* Translators: your names, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_cb },
  { .name = "present", .activate = present_cb },
  { .name = "practice", .activate = practice_cb },
  { .name = "sign-in", .activate = sign_in_cb },
  { .name = "show-pool", .activate = show_pool_cb, .parameter_type = "(ssss)" },
  { .name = "show-fleet", .activate = show_fleet_cb, .parameter_type = "(sss)" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "help", .activate = help_cb },
  { .name = "about", .activate = about_cb },
};

typedef struct
{
  const char *action;
  const char *accels[3];
} Accel;

static const Accel accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "win.new-fleet", { "<Control>n" } },
  { "win.open-config", { "<Control>o" } },
  { "win.refresh", { "<Control>r", "F5" } },
  { "win.show-page::overview", { "<Alt>1" } },
  { "win.show-page::prices", { "<Alt>2" } },
  { "win.show-page::activity", { "<Alt>3" } },
  { "win.show-page::cleanup", { "<Alt>4" } },
  { "win.page-action::fleet.scale", { "<Control>k" } },
  { "win.page-action::fleet.edit", { "<Control>j" } },
  { "win.page-action::fleet.toggle-pause", { "<Control>p" } },
  { "win.page-action::fleet.export", { "<Control>e" } },
  { "win.show-sidebar", { "<Alt>Left" } },
};

static void
flo_application_startup (GApplication *application)
{
  FloApplication *self = FLO_APPLICATION (application);

  G_APPLICATION_CLASS (flo_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char * const *) accels[i].accels);
  gtk_window_set_default_icon_name (FLO_APPLICATION_ID);
  self->interaction = flo_window_interaction_new (GTK_APPLICATION (self));
  g_signal_connect_object (self->interaction, "notify::signed-out", G_CALLBACK (signed_out_cb),
                           self, G_CONNECT_SWAPPED);
  self->session = flo_session_new (self->interaction);
  g_signal_connect_object (flo_session_get_alerts (self->session), "told", G_CALLBACK (told_cb), self,
                           G_CONNECT_SWAPPED);
  self->notices = flo_fleet_notices_new (application, self->session);
  /* Closing the last window is answered by window_removed(), not by GTK's own counting. */
  g_application_hold (application);
}

static void
flo_application_shutdown (GApplication *application)
{
  FloApplication *self = FLO_APPLICATION (application);

  g_clear_object (&self->notices);
  g_clear_object (&self->session);
  g_clear_object (&self->interaction);
  G_APPLICATION_CLASS (flo_application_parent_class)->shutdown (application);
}

static int
flo_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Flotilla %s\n", FLO_VERSION);
      return 0;
    }
  if (!g_variant_dict_contains (options, "practice"))
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "practice", NULL);
  return -1;
}

static void
flo_application_class_init (FloApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = flo_application_startup;
  application_class->activate = flo_application_activate;
  application_class->shutdown = flo_application_shutdown;
  application_class->handle_local_options = flo_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = flo_application_window_removed;
}

static void
flo_application_init (FloApplication *self)
{
  static const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open on the practice cloud"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

FloSession *
flo_application_get_session (FloApplication *self)
{
  g_return_val_if_fail (FLO_IS_APPLICATION (self), NULL);
  return self->session;
}

FloApplication *
flo_application_new (void)
{
  return g_object_new (FLO_TYPE_APPLICATION,
                       "application-id", FLO_APPLICATION_ID,
                       "resource-base-path", "/org/flotilla/Flotilla",
                       NULL);
}
