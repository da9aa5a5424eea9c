/* flo-sign-in-dialog.c: brings a person through the sign-in to IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-sign-in-dialog"

#include "app/account/flo-sign-in-dialog.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"
#include "aws/aws-error-codes.h"

#define NO_METHOD -1

struct _FloSignInDialog
{
  AdwWindow parent_instance;

  AwsSsoSignIn *sign_in;         /* (owned) */
  GCancellable *cancellable;     /* (owned) (nullable): of the sign-in under way */
  AwsSignInMethod method;        /* of the sign-in under way */
  int next_method;               /* to begin with when the one under way has ended, or NO_METHOD */
  gboolean opened;               /* the browser was, for this attempt */
  gboolean closed;
  guint timer;                   /* counts the time that is left, while waiting */

  GtkStack *stack;               /* "ask", "waiting" */
  GtkLabel *heading_label;
  GtkLabel *reason_label;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  GtkWidget *browser_button;
  GtkWidget *code_box;
  GtkLabel *code_label;
  GtkLabel *waiting_label;
  GtkLabel *uri_label;
  GtkWidget *uri_box;
  GtkLabel *left_label;
  GtkSpinner *spinner;
  GtkWidget *open_button;
  GtkWidget *switch_button;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void begin (FloSignInDialog *self,
                   AwsSignInMethod  method);

G_DEFINE_FINAL_TYPE (FloSignInDialog, flo_sign_in_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FloSignInDialog *self,
              const char      *text)
{
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->problem_box, text != NULL);
}

/* ---- the browser ---- */

static void
browser_shown_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloSignInDialog) self = FLO_SIGN_IN_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error) || self->cancellable == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = g_strdup_printf (_("No browser could be opened (%s). Open the address below yourself, or "
                            "use a code."), error->message);
  show_problem (self, text);
}

static void
open_browser (FloSignInDialog *self)
{
  const char *uri = aws_sso_sign_in_get_uri (self->sign_in);

  if (uri == NULL)
    return;
  self->opened = TRUE;
  gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, self->cancellable, browser_shown_cb,
                     g_object_ref (self));
}

/* ---- what is shown ---- */

static gboolean
count_cb (gpointer user_data)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (user_data);
  gint64 expires_at = aws_sso_sign_in_get_expires_at (self->sign_in);
  gint64 left = expires_at - g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  if (expires_at != 0)
    /* Translators: minutes and seconds that are left to sign in, "9:41" */
    text = g_strdup_printf (_("%d:%02d left"), (int) MAX (left, 0) / 60, (int) MAX (left, 0) % 60);
  gtk_label_set_label (self->left_label, text != NULL ? text : "");
  return G_SOURCE_CONTINUE;
}

static void
stop_counting (FloSignInDialog *self)
{
  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = 0;
  gtk_spinner_stop (self->spinner);
}

/* The address and the code, as far as they are known. */
static void
update_waiting (FloSignInDialog *self)
{
  const char *uri = aws_sso_sign_in_get_uri (self->sign_in);
  const char *code = aws_sso_sign_in_get_user_code (self->sign_in);
  gboolean device = self->method == AWS_SIGN_IN_DEVICE;

  gtk_label_set_label (self->uri_label, uri != NULL ? uri : "");
  gtk_label_set_label (self->code_label, code != NULL ? code : "");
  gtk_widget_set_visible (self->uri_box, uri != NULL);
  gtk_widget_set_visible (self->code_box, device && code != NULL);
  gtk_widget_set_sensitive (self->open_button, uri != NULL);
  gtk_widget_set_visible (self->switch_button, !device);
  if (uri == NULL)
    gtk_label_set_label (self->waiting_label, _("Asking AWS for a sign-in page…"));
  else if (device)
    gtk_label_set_label (self->waiting_label,
                         _("Open the page below in a browser on any machine, and confirm there "
                           "that it shows this code."));
  else
    gtk_label_set_label (self->waiting_label,
                         _("Sign in in the browser on this machine. This window goes on by itself."));
  count_cb (self);
}

static void
changed_cb (FloSignInDialog *self)
{
  if (self->cancellable == NULL)
    return;
  update_waiting (self);
  if (self->method == AWS_SIGN_IN_BROWSER && !self->opened)
    open_browser (self);
}

/* ---- the sign-in ---- */

static char *
describe_failure (const GError *error)
{
  const char *code = aws_error_get_code (error);

  if (g_strcmp0 (code, AWS_CODE_SIGN_IN_DENIED) == 0)
    return g_strdup (_("AWS was told in the browser not to let Flotilla in. Try again, and choose "
                       "Allow there."));
  if (g_strcmp0 (code, AWS_CODE_SIGN_IN_EXPIRED) == 0)
    return g_strdup (_("Nobody signed in in time. Try again when you are ready."));
  return flo_error_dialog_describe (error);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FloSignInDialog) self = FLO_SIGN_IN_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  gboolean success = aws_sso_sign_in_run_finish (AWS_SSO_SIGN_IN (object), result, &error);
  int next_method = self->next_method;

  g_clear_object (&self->cancellable);
  self->next_method = NO_METHOD;
  if (self->closed)
    return;
  stop_counting (self);
  if (success)
    g_signal_emit (self, signals[DONE], 0);
  else if (next_method != NO_METHOD)
    begin (self, next_method);
  else
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *text = describe_failure (error);

          show_problem (self, text);
        }
      gtk_stack_set_visible_child_name (self->stack, "ask");
    }
}

static void
begin (FloSignInDialog *self,
       AwsSignInMethod  method)
{
  if (self->cancellable != NULL)
    {
      self->next_method = method;
      g_cancellable_cancel (self->cancellable);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->method = method;
  self->opened = FALSE;
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  gtk_spinner_start (self->spinner);
  self->timer = g_timeout_add_seconds (1, count_cb, self);
  aws_sso_sign_in_run_async (self->sign_in, method, self->cancellable, ended_cb,
                             g_object_ref (self));
  update_waiting (self);
  gtk_widget_grab_focus (self->open_button);
}

/* ---- actions ---- */

static void
browser_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  begin (FLO_SIGN_IN_DIALOG (widget), AWS_SIGN_IN_BROWSER);
}

static void
device_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  begin (FLO_SIGN_IN_DIALOG (widget), AWS_SIGN_IN_DEVICE);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (widget);

  show_problem (self, NULL);
  open_browser (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (widget);
  gboolean code = g_str_equal (name, "sign-in.copy-code");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_label (code ? self->code_label : self->uri_label));
}

/* ---- GObject ---- */

static gboolean
flo_sign_in_dialog_close_request (GtkWindow *window)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (window);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (flo_sign_in_dialog_parent_class)->close_request (window);
}

static void
flo_sign_in_dialog_dispose (GObject *object)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = 0;
  G_OBJECT_CLASS (flo_sign_in_dialog_parent_class)->dispose (object);
}

static void
flo_sign_in_dialog_finalize (GObject *object)
{
  FloSignInDialog *self = FLO_SIGN_IN_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->sign_in);
  G_OBJECT_CLASS (flo_sign_in_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, browser_button);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, code_box);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, uri_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, uri_box);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, left_label);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, FloSignInDialog, switch_button);
}

static void
flo_sign_in_dialog_class_init (FloSignInDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_sign_in_dialog_dispose;
  object_class->finalize = flo_sign_in_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = flo_sign_in_dialog_close_request;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-sign-in-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "sign-in.browser", NULL, browser_action);
  gtk_widget_class_install_action (widget_class, "sign-in.device", NULL, device_action);
  gtk_widget_class_install_action (widget_class, "sign-in.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sign-in.copy-code", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "sign-in.copy-uri", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_sign_in_dialog_init (FloSignInDialog *self)
{
  self->next_method = NO_METHOD;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->browser_button);
}

GtkWidget *
flo_sign_in_dialog_new (GtkWindow    *parent,
                        AwsSsoSignIn *sign_in)
{
  FloSignInDialog *self = g_object_new (FLO_TYPE_SIGN_IN_DIALOG, "transient-for", parent, NULL);
  AwsSsoSession *session = aws_sso_sign_in_get_session (sign_in);
  const char *url = aws_sso_session_get_start_url (session);
  const char *name = aws_sso_session_get_name (session);
  g_autofree char *heading = NULL;
  g_autofree char *reason = NULL;

  self->sign_in = g_object_ref (sign_in);
  /* Translators: %s is the name of a session of IAM Identity Center */
  heading = g_strdup_printf (_("Sign In to “%s”"), name != NULL ? name : url);
  reason = g_strdup_printf (_("AWS lets this account in through IAM Identity Center at %s, and nobody "
                              "is signed in there now. What you were doing goes on by itself "
                              "after that."), url);
  gtk_label_set_label (self->heading_label, heading);
  gtk_label_set_label (self->reason_label, reason);
  g_signal_connect_object (sign_in, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (self->browser_button);
  return GTK_WIDGET (self);
}
