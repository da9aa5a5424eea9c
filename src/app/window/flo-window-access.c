/* flo-window-access.c: what the main window does about accounts: opening, signing in, saying why not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/account/flo-account-dialog.h"
#include "app/account/flo-account-removal.h"
#include "app/account/flo-account-words.h"
#include "app/account/flo-accounts-window.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-error-dialog.h"
#include "app/window/flo-page.h"

/* ---- the strip above the pages ---- */

typedef struct
{
  char *text;            /* (owned) (nullable): nothing is wrong */
  const char *button;
  const char *action;
} Access;

/* The first paragraph of @problem says what it is; what to do and AWS's own words are for the account's page. */
static char *
dup_summary (FloAccountState  state,
             const char      *problem)
{
  g_autofree char *first = g_strndup (problem, strcspn (problem, "\n"));

  return g_strdup_printf ("%s. %s", flo_account_words_state (state), first);
}

static void
describe_status (FloAccountStatus *status,
                 Access           *access)
{
  FloAccountState state = flo_account_status_get_state (status);
  const char *name = flo_account_get_name (flo_account_status_get_account (status));
  const char *problem = flo_account_status_get_problem (status);

  switch (state)
    {
    case FLO_ACCOUNT_STATE_SIGNED_OUT:
      /* Translators: %s is an account, or where one signs in */
      access->text = g_strdup_printf (_("Signed out of “%s”. What is shown may be old, and nothing "
                                        "is replaced."), name);
      access->button = _("_Sign In");
      access->action = "win.sign-in";
      break;
    case FLO_ACCOUNT_STATE_EXPIRED:
    case FLO_ACCOUNT_STATE_REFUSED:
    case FLO_ACCOUNT_STATE_UNUSABLE:
      access->text = dup_summary (state, problem != NULL ? problem : name);
      access->button = _("_Account…");
      access->action = "win.show-account";
      break;
    case FLO_ACCOUNT_STATE_OFFLINE:
      access->text = g_strdup_printf ("%s. %s", flo_account_words_state (state),
                                      _("What is shown is what was known before."));
      access->button = _("_Try Again");
      access->action = "win.test-account";
      break;
    case FLO_ACCOUNT_STATE_UNTESTED:
    case FLO_ACCOUNT_STATE_TESTING:
    case FLO_ACCOUNT_STATE_READY:
    case FLO_ACCOUNT_STATE_LIMITED:
      break;
    default:
      g_assert_not_reached ();
    }
}

static FloAccountStatus *
get_status (FloWindow *self)
{
  FloAccount *account = flo_session_get_account (self->session);

  if (account == NULL || flo_account_is_practice (account))
    return NULL;
  return flo_session_get_status (self->session, account);
}

static void
find_access (FloWindow *self,
             Access    *access)
{
  FloWindowInteraction *interaction = flo_session_get_interaction (self->session);
  const char *signed_out = interaction != NULL
                             ? flo_window_interaction_get_signed_out (interaction) : NULL;
  FloAccountStatus *status = get_status (self);

  if (signed_out != NULL)
    {
      access->text = g_strdup_printf (_("Signed out of “%s”. What is shown may be old, and nothing "
                                        "is replaced."), signed_out);
      access->button = _("_Sign In");
      access->action = "win.sign-in";
    }
  else if (status != NULL)
    describe_status (status, access);
}

void
flo_window_update_access (FloWindow *self)
{
  Access access = { NULL, NULL, NULL };

  find_access (self, &access);
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    flo_page_set_access (FLO_PAGE (page), access.text, access.button, access.action);
  g_free (access.text);
}

static void
status_changed_cb (FloWindow        *self,
                   GParamSpec       *pspec,
                   FloAccountStatus *status)
{
  FloWindowInteraction *interaction = flo_session_get_interaction (self->session);
  FloAccountState state = flo_account_status_get_state (status);

  if (status != get_status (self))
    return;
  if (interaction != NULL
      && (state == FLO_ACCOUNT_STATE_READY || state == FLO_ACCOUNT_STATE_LIMITED))
    flo_window_interaction_forget (interaction);
  flo_window_update_access (self);
}

void
flo_window_watch_account (FloWindow *self)
{
  FloAccountStatus *status = get_status (self);

  if (status == self->status)
    return;
  if (self->status != NULL)
    g_signal_handlers_disconnect_by_func (self->status, status_changed_cb, self);
  g_set_object (&self->status, status);
  if (status != NULL)
    g_signal_connect_object (status, "notify", G_CALLBACK (status_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* ---- opening ---- */

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloWindow) self = FLO_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_session_open_account_finish (FLO_SESSION (object), result, &error))
    {
      FloAccountStatus *status = get_status (self);

      /* What the database knows is shown at once; whether AWS lets the account in, as soon as it says so. */
      if (status != NULL)
        flo_account_status_test (status);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    return;
  flo_error_dialog_show_error (GTK_WINDOW (self), _("The Account Could Not Be Opened"), error);
}

void
flo_window_open_account (FloWindow  *self,
                         FloAccount *account)
{
  flo_session_open_account_async (self->session, account, self->cancellable, opened_cb,
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
  if (account == NULL)
    return;
  flo_session_attend (self->session);
  flo_window_open_account (self, account);
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

/* ---- adding and removing ---- */

static void
account_chosen_cb (FloWindow  *self,
                   FloAccount *account)
{
  self->may_guess = FALSE;
  flo_session_attend (self->session);
  flo_window_open_account (self, account);
}

static void
present_account_dialog (FloWindow *self,
                        GtkWindow *parent)
{
  GtkWidget *dialog = flo_account_dialog_new (parent, flo_session_get_accounts (self->session));

  g_signal_connect_object (dialog, "account-added", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_account (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  present_account_dialog (FLO_WINDOW (widget), GTK_WINDOW (widget));
}

static void
add_from_accounts_cb (FloWindow *self,
                      GtkWindow *accounts)
{
  present_account_dialog (self, accounts);
}

static void
account_removed_cb (FloWindow  *self,
                    FloAccount *account)
{
  flo_window_toast (self, _("The key was removed from the keyring"));
  if (account == flo_session_get_account (self->session))
    gtk_stack_set_visible_child_name (self->root, "welcome");
}

static void
removed (GtkWindow  *window,
         FloAccount *account)
{
  account_removed_cb (FLO_WINDOW (window), account);
}

static void
remove_account (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  FloAccount *account = flo_session_get_account (self->session);

  if (account != NULL)
    flo_account_removal_ask (GTK_WINDOW (self), flo_session_get_accounts (self->session), account,
                             removed);
}

/* ---- the accounts' window ---- */

static void
present_accounts (FloWindow  *self,
                  FloAccount *account)
{
  FloAccountsWindow *window;

  if (self->accounts_window == NULL)
    {
      self->accounts_window = flo_accounts_window_new (GTK_WINDOW (self), self->session);
      g_object_add_weak_pointer (G_OBJECT (self->accounts_window),
                                 (gpointer *) &self->accounts_window);
      g_signal_connect_object (self->accounts_window, "open-account",
                               G_CALLBACK (account_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->accounts_window, "account-removed",
                               G_CALLBACK (account_removed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->accounts_window, "add-account",
                               G_CALLBACK (add_from_accounts_cb), self, G_CONNECT_SWAPPED);
    }
  window = FLO_ACCOUNTS_WINDOW (self->accounts_window);
  flo_accounts_window_select (window, account);
  gtk_window_present (GTK_WINDOW (window));
}

void
flo_window_close_accounts (FloWindow *self)
{
  GtkWidget *window = self->accounts_window;

  if (window == NULL)
    return;
  g_clear_weak_pointer (&self->accounts_window);
  flo_compat_release_parent (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_accounts (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  present_accounts (FLO_WINDOW (widget), NULL);
}

static void
show_account (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);

  present_accounts (self, flo_session_get_account (self->session));
}

/* ---- signing in ---- */

static void
test_account (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  FloAccountStatus *status = get_status (self);

  flo_session_attend (self->session);
  if (status != NULL)
    flo_account_status_test (status);
  flo_session_wake (self->session);
}

static void
sign_in (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  FloWindow *self = FLO_WINDOW (widget);
  FloWindowInteraction *interaction = flo_session_get_interaction (self->session);
  FloAccountList *accounts = flo_session_get_accounts (self->session);
  const char *signed_out;
  FloAccount *account = NULL;

  if (interaction == NULL || flo_window_interaction_sign_in (interaction))
    return;
  /* A code is asked for by the call that needs it: of the account that was refused for want of one. */
  signed_out = flo_window_interaction_get_signed_out (interaction);
  if (signed_out != NULL)
    account = flo_account_list_find (accounts, signed_out);
  if (account == NULL)
    account = flo_session_get_account (self->session);
  if (account != NULL)
    flo_account_status_test (flo_session_get_status (self->session, account));
}

static void
signed_in_cb (FloWindow *self)
{
  FloAccountStatus *status = get_status (self);

  flo_session_wake (self->session);
  if (status != NULL)
    flo_account_status_test (status);
}

/* Back from a terminal, where "aws sso login" may have done it. */
static void
active_changed_cb (FloWindow *self)
{
  FloWindowInteraction *interaction = flo_session_get_interaction (self->session);
  FloAccountStatus *status = get_status (self);

  if (status != NULL && interaction != NULL && gtk_window_is_active (GTK_WINDOW (self))
      && flo_window_interaction_get_signed_out (interaction) != NULL)
    flo_account_status_test (status);
}

void
flo_window_attach_interaction (FloWindow *self)
{
  FloWindowInteraction *interaction = flo_session_get_interaction (self->session);

  if (interaction == NULL)
    return;
  g_signal_connect_object (interaction, "notify::signed-out",
                           G_CALLBACK (flo_window_update_access), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (interaction, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

void
flo_window_install_access_actions (FloWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice);
  gtk_widget_class_install_action (widget_class, "win.open-account", "s", open_account);
  gtk_widget_class_install_action (widget_class, "win.add-account", NULL, add_account);
  gtk_widget_class_install_action (widget_class, "win.remove-account", NULL, remove_account);
  gtk_widget_class_install_action (widget_class, "win.show-accounts", NULL, show_accounts);
  gtk_widget_class_install_action (widget_class, "win.show-account", NULL, show_account);
  gtk_widget_class_install_action (widget_class, "win.test-account", NULL, test_account);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in);
}
