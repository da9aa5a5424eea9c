/* flo-policy-dialog.c: shows the IAM policy with just the rights that are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/account/flo-policy-dialog.h"

#include <glib/gi18n.h>

struct _FloPolicyDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (FloPolicyDialog, flo_policy_dialog, ADW_TYPE_WINDOW)

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloPolicyDialog *self = FLO_POLICY_DIALOG (widget);
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The policy was copied")));
}

static void
flo_policy_dialog_class_init (FloPolicyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/account/flo-policy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FloPolicyDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, FloPolicyDialog, buffer);
  gtk_widget_class_install_action (widget_class, "policy.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
flo_policy_dialog_init (FloPolicyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_policy_dialog_new (GtkWindow  *parent,
                       const char *policy)
{
  FloPolicyDialog *self = g_object_new (FLO_TYPE_POLICY_DIALOG, "transient-for", parent, NULL);

  gtk_text_buffer_set_text (self->buffer, policy, -1);
  return GTK_WIDGET (self);
}
