/* flo-compat.h: the few calls that GTK has renamed since our floor, in one place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a file to write or to read. The finish functions fail with G_IO_ERROR_CANCELLED when the
 * person dismissed the dialog. */
void   flo_compat_save_file_async  (GtkWindow           *parent,
                                    const char          *title,
                                    const char          *suggested_name,
                                    GtkFileFilter       *filter,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
void   flo_compat_open_file_async  (GtkWindow           *parent,
                                    const char          *title,
                                    GtkFileFilter       *filter,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* Returns: (transfer full) */
GFile *flo_compat_file_finish      (GAsyncResult        *result,
                                    GError             **error);

/* Before the answer to @dialog closes the window it belongs to: GTK 4.8 still looks at a parent that is
 * gone when the event that answered lets go of the dialog. */
void   flo_compat_release_parent   (GtkWindow           *dialog);

G_END_DECLS
