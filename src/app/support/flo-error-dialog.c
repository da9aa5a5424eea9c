/* flo-error-dialog.c: says that something did not work, why, and that it was seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-error-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
flo_error_dialog_show (GtkWindow  *parent,
                       const char *heading,
                       const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
