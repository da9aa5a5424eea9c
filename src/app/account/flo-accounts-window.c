/* flo-accounts-window.c: every account, side by side, and all about one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-accounts-window"

#include "app/account/flo-accounts-window.h"

#include <glib/gi18n.h>

#include "app/account/flo-account-pane.h"
#include "app/account/flo-account-removal.h"
#include "app/account/flo-account-row.h"
#include "app/support/flo-error-dialog.h"
#include "aws/credentials/aws-sso-access.h"

struct _FloAccountsWindow
{
  AdwWindow parent_instance;

  FloSession *session;           /* (owned) */

  AdwLeaflet *leaflet;
  GtkStack *list_stack;          /* "list", "empty" */
  GtkListBox *list;
  AdwHeaderBar *pane_header;
  AdwWindowTitle *pane_title;
  FloAccountPane *pane;
};

enum
{
  OPEN_ACCOUNT,
  ACCOUNT_REMOVED,
  ADD_ACCOUNT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloAccountsWindow, flo_accounts_window, ADW_TYPE_WINDOW)

static FloAccount *
get_account (FloAccountsWindow *self)
{
  FloAccountStatus *status = flo_account_pane_get_status (self->pane);

  return status != NULL ? flo_account_status_get_account (status) : NULL;
}

static void
update_actions (FloAccountsWindow *self)
{
  FloAccount *account = get_account (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean current = account != NULL && account == flo_session_get_account (self->session);

  gtk_widget_action_set_enabled (widget, "account.test", account != NULL);
  gtk_widget_action_set_enabled (widget, "account.sign-in", account != NULL);
  gtk_widget_action_set_enabled (widget, "account.open", account != NULL && !current
                                                           && !flo_session_get_busy (self->session));
}

static void
show_status (FloAccountsWindow *self,
             FloAccountStatus  *status)
{
  FloAccount *account = status != NULL ? flo_account_status_get_account (status) : NULL;

  flo_account_pane_set_status (self->pane, status);
  adw_window_title_set_title (self->pane_title,
                              account != NULL ? flo_account_get_name (account) : "");
  update_actions (self);
  /* Looking at an account is no wish to sign in: should that be needed, there is a button for it. */
  if (status != NULL
      && flo_account_check_get_arn (flo_account_status_get_check (status)) == NULL)
    flo_account_status_check (status);
}

static void
row_selected_cb (FloAccountsWindow *self,
                 GtkListBoxRow     *row)
{
  /* The list lets go of its rows when the window goes. */
  if (self->session == NULL)
    return;
  show_status (self, row != NULL ? flo_account_row_get_status (FLO_ACCOUNT_ROW (row)) : NULL);
}

static void
row_activated_cb (FloAccountsWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (user_data);

  return flo_account_row_new (flo_session_get_status (self->session, FLO_ACCOUNT (item)));
}

static gboolean
is_not_practice (gpointer item,
                 gpointer user_data)
{
  return !flo_account_is_practice (FLO_ACCOUNT (item));
}

static void
accounts_changed_cb (FloAccountsWindow *self,
                     guint              position,
                     guint              removed,
                     guint              added,
                     GListModel        *accounts)
{
  gboolean any = g_list_model_get_n_items (accounts) > 0;

  gtk_stack_set_visible_child_name (self->list_stack, any ? "list" : "empty");
  if (any && gtk_list_box_get_selected_row (self->list) == NULL)
    flo_accounts_window_select (self, NULL);
}

/* ---- actions ---- */

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_leaflet_navigate (FLO_ACCOUNTS_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* Something above asks AWS because a person wants it. */
static void
attend_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  flo_session_attend (FLO_ACCOUNTS_WINDOW (widget)->session);
}

/* "account.test", "account.sign-in": what has to be asked for, is. */
static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (widget);
  FloAccountStatus *status = flo_account_pane_get_status (self->pane);

  if (status == NULL)
    return;
  flo_session_attend (self->session);
  flo_account_status_check (status);
}

static void
test_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (widget);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    flo_account_status_check (flo_account_row_get_status (FLO_ACCOUNT_ROW (row)));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (widget);
  g_autoptr(FloAccount) account = NULL;

  if (get_account (self) == NULL)
    return;
  account = g_object_ref (get_account (self));
  g_signal_emit (self, signals[OPEN_ACCOUNT], 0, account);
  gtk_window_close (GTK_WINDOW (self));
}

/* Everybody who signs in at the same place is signed out. */
static void
note_signed_out (FloAccountsWindow *self,
                 AwsSsoSession     *session)
{
  g_autofree char *path = aws_sso_session_dup_cache_path (session);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      FloAccountStatus *status = flo_account_row_get_status (FLO_ACCOUNT_ROW (row));
      AwsSsoSession *other = flo_account_get_sso_session (flo_account_status_get_account (status));
      g_autofree char *other_path = other != NULL ? aws_sso_session_dup_cache_path (other) : NULL;

      if (g_strcmp0 (path, other_path) == 0)
        flo_account_status_sign_out (status);
    }
}

static void
signed_out_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(FloAccountsWindow) self = FLO_ACCOUNTS_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!aws_sso_access_log_out_finish (result, &error) && self->session != NULL)
    flo_error_dialog_show_error (GTK_WINDOW (self),
                                 _("Signed Out Here, but AWS Could Not Be Told"), error);
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (widget);
  FloAccount *account = get_account (self);
  AwsSsoSession *session = account != NULL ? flo_account_get_sso_session (account) : NULL;

  if (session == NULL)
    return;
  aws_sso_access_log_out_async (session, flo_account_get_name (account), NULL, signed_out_cb,
                                g_object_ref (self));
  note_signed_out (self, session);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  g_signal_emit (widget, signals[ADD_ACCOUNT], 0);
}

static void
removed (GtkWindow  *window,
         FloAccount *account)
{
  g_signal_emit (window, signals[ACCOUNT_REMOVED], 0, account);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (widget);
  FloAccount *account = get_account (self);

  if (account != NULL && flo_account_get_kind (account) == FLO_ACCOUNT_KEYRING)
    flo_account_removal_ask (GTK_WINDOW (self), flo_session_get_accounts (self->session), account,
                             removed);
}

/* ---- GObject ---- */

static void
flo_accounts_window_dispose (GObject *object)
{
  FloAccountsWindow *self = FLO_ACCOUNTS_WINDOW (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_accounts_window_parent_class)->dispose (object);
}

static void
install_signals (FloAccountsWindowClass *klass)
{
  signals[OPEN_ACCOUNT] = g_signal_new ("open-account", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        FLO_TYPE_ACCOUNT);
  signals[ACCOUNT_REMOVED] = g_signal_new ("account-removed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           FLO_TYPE_ACCOUNT);
  signals[ADD_ACCOUNT] = g_signal_new ("add-account", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_accounts_window_class_init (FloAccountsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_accounts_window_dispose;
  install_signals (klass);
  g_type_ensure (FLO_TYPE_ACCOUNT_PANE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-accounts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, list_stack);
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, pane_header);
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, pane_title);
  gtk_widget_class_bind_template_child (widget_class, FloAccountsWindow, pane);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "accounts.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "accounts.test-all", NULL, test_all_action);
  gtk_widget_class_install_action (widget_class, "account.attend", NULL, attend_action);
  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "account.sign-in", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "account.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "account.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_accounts_window_init (FloAccountsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_accounts_window_new (GtkWindow  *parent,
                         FloSession *session)
{
  FloAccountsWindow *self = g_object_new (FLO_TYPE_ACCOUNTS_WINDOW, "transient-for", parent,
                                          "application", gtk_window_get_application (parent),
                                          NULL);
  g_autoptr(GListModel) accounts = NULL;

  self->session = g_object_ref (session);
  accounts = G_LIST_MODEL (gtk_filter_list_model_new (
    G_LIST_MODEL (g_object_ref (flo_session_get_accounts (session))),
    GTK_FILTER (gtk_custom_filter_new (is_not_practice, NULL, NULL))));
  gtk_list_box_bind_model (self->list, accounts, create_row, self, NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, 0, accounts);
  update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * flo_accounts_window_select:
 * @self: the window
 * @account: (nullable): what to show; %NULL: the account that is open, or the first
 */
void
flo_accounts_window_select (FloAccountsWindow *self,
                            FloAccount        *account)
{
  FloAccount *wanted;
  GtkListBoxRow *row;

  g_return_if_fail (FLO_IS_ACCOUNTS_WINDOW (self));

  wanted = account != NULL ? account : flo_session_get_account (self->session);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      FloAccountStatus *status = flo_account_row_get_status (FLO_ACCOUNT_ROW (row));

      if (flo_account_status_get_account (status) == wanted)
        break;
    }
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, row);
  if (account != NULL && row != NULL)
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}
