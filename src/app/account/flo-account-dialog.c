/* flo-account-dialog.c: adds an AWS account by its access key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account-dialog"

#include "app/account/flo-account-dialog.h"

#include <glib/gi18n.h>

#include "account/flo-keyring.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-error-dialog.h"
#include "aws/services/aws-sts.h"
#include "base/flo-secret.h"

/* How AWS begins the ids of keys that are good for some hours, with a session token. */
#define TEMPORARY_KEY_PREFIX "ASIA"

struct _FloAccountDialog
{
  AdwWindow parent_instance;

  FloAccountList *accounts;       /* (owned) */
  AwsClient *client;              /* (owned) (nullable): while the key is tried */
  AwsCredentials *credentials;    /* (owned) (nullable): from the try until it is kept */
  GCancellable *cancellable;      /* (owned) */
  gboolean busy;

  AdwEntryRow *name_row;
  AdwEntryRow *key_row;
  AdwPasswordEntryRow *secret_row;
  AdwEntryRow *region_row;
  AdwEntryRow *endpoint_row;
  GtkWidget *save_button;
  GtkSpinner *spinner;
  GtkWidget *form;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
};

enum
{
  ACCOUNT_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloAccountDialog, flo_account_dialog, ADW_TYPE_WINDOW)

static const char *
row_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
dup_stripped (gpointer row)
{
  return g_strstrip (g_strdup (row_text (row)));
}

static void
update_complete (FloAccountDialog *self)
{
  gboolean complete = *row_text (self->name_row) != '\0' && *row_text (self->key_row) != '\0'
                      && *row_text (self->secret_row) != '\0'
                      && *row_text (self->region_row) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", complete && !self->busy);
}

static void
edited_cb (FloAccountDialog *self)
{
  gtk_widget_set_visible (self->problem_box, FALSE);
  update_complete (self);
}

static void
set_busy (FloAccountDialog *self,
          gboolean          busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  update_complete (self);
}

static void
show_problem (FloAccountDialog *self,
              const char       *text)
{
  set_busy (self, FALSE);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (self->problem_box, TRUE);
}

static void
show_error (FloAccountDialog *self,
            const GError     *error)
{
  g_autofree char *text = flo_error_dialog_describe (error);

  show_problem (self, text);
}

static void
finish (FloAccountDialog *self,
        FloAccount       *account)
{
  flo_account_list_add (self->accounts, account);
  g_signal_emit (self, signals[ACCOUNT_ADDED], 0, account);
  gtk_window_close (GTK_WINDOW (self));
}

static void
keep_for_this_run (FloAccountDialog *self)
{
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (self->credentials);
  g_autofree char *name = dup_stripped (self->name_row);
  g_autofree char *region = dup_stripped (self->region_row);
  g_autofree char *endpoint = dup_stripped (self->endpoint_row);
  g_autoptr(FloAccount) account = NULL;

  account = flo_account_new (name, FLO_ACCOUNT_KEYRING,
                             aws_credentials_get_access_key_id (self->credentials), region,
                             *endpoint != '\0' ? endpoint : NULL, provider);
  finish (self, account);
}

static void
keep_answered_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  FloAccountDialog *self)
{
  if (g_strcmp0 (response, "keep") != 0)
    return;
  flo_compat_release_parent (GTK_WINDOW (dialog));
  keep_for_this_run (self);
}

/* The key works, only the keyring does not: losing what was typed would be the wrong answer. */
static void
offer_this_run (FloAccountDialog *self,
                const GError     *error)
{
  gboolean locked = g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  set_busy (self, FALSE);
  body = g_strdup_printf ("%s\n\n%s", error->message,
                          _("The key works. It can be kept in memory until Flotilla quits; "
                            "nothing is written to the disk, and you will be asked again the "
                            "next time."));
  dialog = adw_message_dialog_new (GTK_WINDOW (self),
                                   locked ? _("The Keyring Is Locked")
                                          : _("There Is No Keyring"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "keep", _("_Keep for This Run"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (keep_answered_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloAccountDialog) self = FLO_ACCOUNT_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloAccount) account = flo_keyring_store_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (account != NULL)
    finish (self, account);
  else if (g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT)
           || g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED))
    offer_this_run (self, error);
  else
    show_error (self, error);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FloAccountDialog) self = FLO_ACCOUNT_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = dup_stripped (self->name_row);
  g_autofree char *region = dup_stripped (self->region_row);
  g_autofree char *endpoint = dup_stripped (self->endpoint_row);
  gpointer identity = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  g_clear_object (&self->client);
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      if (identity != NULL)
        aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
      return;
    }
  if (identity == NULL)
    {
      show_error (self, error);
      return;
    }
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
  flo_keyring_store_async (name, self->credentials, region, *endpoint != '\0' ? endpoint : NULL,
                           self->cancellable, stored_cb, g_object_ref (self));
}

static void
save (GtkWidget  *widget,
      const char *action_name,
      GVariant   *parameter)
{
  FloAccountDialog *self = FLO_ACCOUNT_DIALOG (widget);
  g_autofree char *name = dup_stripped (self->name_row);
  g_autofree char *key_id = dup_stripped (self->key_row);
  g_autofree char *region = dup_stripped (self->region_row);
  g_autofree char *endpoint = dup_stripped (self->endpoint_row);
  g_autoptr(AwsCredentialsProvider) provider = NULL;
  char *secret;

  if (g_str_has_prefix (key_id, TEMPORARY_KEY_PREFIX))
    {
      show_problem (self, _("This key is a temporary one: it needs a session token and ends within "
                            "hours. Type in a permanent key (AKIA…), or put this one into a "
                            "profile of ~/.aws/credentials, where Flotilla finds it."));
      return;
    }
  if (flo_account_list_find (self->accounts, name) != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("There is an account named “%s” already. Choose "
                                                 "another name."), name);

      show_problem (self, text);
      return;
    }
  set_busy (self, TRUE);
  g_clear_pointer (&self->credentials, aws_credentials_unref);
  secret = dup_stripped (self->secret_row);
  self->credentials = aws_credentials_new (key_id, secret, NULL, 0);
  flo_secret_free_plain (secret);
  provider = aws_static_provider_new (self->credentials);
  self->client = aws_client_new (provider, region, *endpoint != '\0' ? endpoint : NULL);
  aws_client_call_async (self->client, &AWS_STS_GET_CALLER_IDENTITY, NULL, self->cancellable,
                         tried_cb, g_object_ref (self));
}

static gboolean
flo_account_dialog_close_request (GtkWindow *window)
{
  FloAccountDialog *self = FLO_ACCOUNT_DIALOG (window);

  g_cancellable_cancel (self->cancellable);
  /* The widget may outlive the window on the screen; what was typed must not. */
  gtk_editable_set_text (GTK_EDITABLE (self->secret_row), "");
  return GTK_WINDOW_CLASS (flo_account_dialog_parent_class)->close_request (window);
}

static void
flo_account_dialog_dispose (GObject *object)
{
  FloAccountDialog *self = FLO_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->credentials, aws_credentials_unref);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (flo_account_dialog_parent_class)->dispose (object);
}

static void
flo_account_dialog_finalize (GObject *object)
{
  g_clear_object (&FLO_ACCOUNT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (flo_account_dialog_parent_class)->finalize (object);
}

static void
flo_account_dialog_class_init (FloAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_account_dialog_dispose;
  object_class->finalize = flo_account_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = flo_account_dialog_close_request;

  signals[ACCOUNT_ADDED] = g_signal_new ("account-added", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         FLO_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, form);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloAccountDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_account_dialog_init (FloAccountDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  update_complete (self);
}

GtkWidget *
flo_account_dialog_new (GtkWindow      *parent,
                        FloAccountList *accounts)
{
  FloAccountDialog *self = g_object_new (FLO_TYPE_ACCOUNT_DIALOG, "transient-for", parent, NULL);

  self->accounts = g_object_ref (accounts);
  return GTK_WIDGET (self);
}
