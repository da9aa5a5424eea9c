/* flo-account-removal.c: takes an account's key out of the keyring, after asking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/account/flo-account-removal.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "account/flo-keyring.h"
#include "app/support/flo-error-dialog.h"

/* Lives from the question to the answer of the keyring. */
typedef struct
{
  GtkWindow *parent;             /* (owned) */
  FloAccountList *accounts;      /* (owned) */
  FloAccount *account;           /* (owned) */
  FloAccountRemovedFunc callback;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->accounts);
  g_object_unref (self->account);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_free)

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Removal) self = user_data;
  g_autoptr(GError) error = NULL;

  if (flo_keyring_remove_finish (result, &error)
      || g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_NOT_FOUND)
      || g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT))
    {
      flo_account_list_remove (self->accounts, self->account);
      self->callback (self->parent, self->account);
    }
  else
    flo_error_dialog_show_error (self->parent, _("The Account Could Not Be Removed"), error);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Removal          *removal)
{
  g_autoptr(Removal) self = removal;

  if (g_strcmp0 (response, "remove") == 0)
    {
      const char *name = flo_account_get_name (self->account);

      flo_keyring_remove_async (name, NULL, removed_cb, g_steal_pointer (&self));
    }
}

/**
 * flo_account_removal_ask:
 * @parent: the window the question belongs to
 * @accounts: the list it is taken from
 * @account: an account of the keyring
 * @callback: called once it is removed
 *
 * Asks whether @account is to be removed, and does it.
 */
void
flo_account_removal_ask (GtkWindow             *parent,
                         FloAccountList        *accounts,
                         FloAccount            *account,
                         FloAccountRemovedFunc  callback)
{
  Removal *removal;
  GtkWidget *dialog;
  g_autofree char *heading = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (FLO_IS_ACCOUNT (account));

  removal = g_new (Removal, 1);
  removal->parent = g_object_ref (parent);
  removal->accounts = g_object_ref (accounts);
  removal->account = g_object_ref (account);
  removal->callback = callback;
  /* Translators: %s is an account's name */
  heading = g_strdup_printf (_("Remove “%s”?"), flo_account_get_name (account));
  dialog = adw_message_dialog_new (parent, heading,
                                   _("Its access key is deleted from your keyring. Nothing "
                                     "changes at AWS: fleets of this account go on running and "
                                     "go on costing money, and nobody replaces their nodes."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), removal);
  gtk_window_present (GTK_WINDOW (dialog));
}
