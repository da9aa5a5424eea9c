/* flo-mfa-dialog.c: asks for the code of an MFA device
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-mfa-dialog"

#include "app/account/flo-mfa-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#define CODE_LENGTH 6

struct _FloMfaDialog
{
  AdwWindow parent_instance;

  GtkLabel *reason_label;
  GtkLabel *device_label;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  GtkEditable *code_entry;
  GtkWidget *continue_button;
};

enum
{
  CODE_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloMfaDialog, flo_mfa_dialog, ADW_TYPE_WINDOW)

/* The digits alone: codes are shown as "123 456" and copied so. */
static char *
dup_digits (FloMfaDialog *self)
{
  GString *digits = g_string_new (NULL);

  for (const char *text = gtk_editable_get_text (self->code_entry); *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        g_string_append_c (digits, *text);
    }
  return g_string_free (digits, FALSE);
}

static void
edited_cb (FloMfaDialog *self)
{
  g_autofree char *digits = dup_digits (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.continue",
                                 strlen (digits) == CODE_LENGTH);
}

static void
continue_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  FloMfaDialog *self = FLO_MFA_DIALOG (widget);
  g_autofree char *digits = dup_digits (self);

  if (strlen (digits) == CODE_LENGTH)
    g_signal_emit (self, signals[CODE_ENTERED], 0, digits);
}

static void
flo_mfa_dialog_class_init (FloMfaDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CODE_ENTERED] = g_signal_new ("code-entered", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-mfa-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, device_label);
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, code_entry);
  gtk_widget_class_bind_template_child (widget_class, FloMfaDialog, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_install_action (widget_class, "dialog.continue", NULL, continue_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_mfa_dialog_init (FloMfaDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->continue_button);
  edited_cb (self);
}

GtkWidget *
flo_mfa_dialog_new (GtkWindow  *parent,
                    const char *profile,
                    const char *mfa_serial,
                    const char *refusal)
{
  FloMfaDialog *self = g_object_new (FLO_TYPE_MFA_DIALOG, "transient-for", parent, NULL);
  g_autofree char *reason = NULL;

  /* Translators: %s is a profile of ~/.aws */
  reason = g_strdup_printf (_("AWS lets “%s” in with a code from its MFA device. What you were "
                              "doing goes on by itself after that."), profile);
  gtk_label_set_label (self->reason_label, reason);
  gtk_label_set_label (self->device_label, mfa_serial);
  if (refusal != NULL)
    {
      gtk_label_set_label (self->problem_label, refusal);
      gtk_widget_set_visible (self->problem_box, TRUE);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->code_entry));
  return GTK_WIDGET (self);
}
