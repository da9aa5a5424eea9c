/* flo-compat.c: the few calls that GTK has renamed since our floor, in one place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-compat.h"

#include <glib/gi18n.h>

static void
chooser_responded_cb (GtkNativeDialog *dialog,
                      int              response,
                      gpointer         user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
  gtk_native_dialog_destroy (dialog);
}

static void
run_chooser (GtkWindow            *parent,
             GtkFileChooserAction  action,
             const char           *title,
             const char           *accept_label,
             const char           *suggested_name,
             GtkFileFilter        *filter,
             GAsyncReadyCallback   callback,
             gpointer              user_data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, parent, action,
                                                               accept_label, NULL);
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, run_chooser);
  g_task_set_task_data (task, chooser, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggested_name);
  if (filter != NULL)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_signal_connect (chooser, "response", G_CALLBACK (chooser_responded_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
flo_compat_save_file_async (GtkWindow           *parent,
                            const char          *title,
                            const char          *suggested_name,
                            GtkFileFilter       *filter,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  run_chooser (parent, GTK_FILE_CHOOSER_ACTION_SAVE, title, _("_Save"), suggested_name, filter,
               callback, user_data);
}

void
flo_compat_open_file_async (GtkWindow           *parent,
                            const char          *title,
                            GtkFileFilter       *filter,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  run_chooser (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, _("_Open"), NULL, filter,
               callback, user_data);
}

GFile *
flo_compat_file_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_compat_release_parent (GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, NULL);
}
