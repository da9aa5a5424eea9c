/* flo-error-dialog.h: says that something did not work, why, and what to do now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @heading: what did not work, as a title; @message: why, and what to do now */
void  flo_error_dialog_show       (GtkWindow    *parent,
                                   const char   *heading,
                                   const char   *message);
/* The same, with AWS's code and message, and the next step if it is known. */
void  flo_error_dialog_show_error (GtkWindow    *parent,
                                   const char   *heading,
                                   const GError *error);
/* (transfer full): what @error says, as sentences, for a place that is not a dialog */
char *flo_error_dialog_describe   (const GError *error);

G_END_DECLS
