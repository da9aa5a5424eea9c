/* flo-secret-file.h: reads small files whose content is secret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The content is read straight into memory that is wiped (flo-secret.h): GLib's own readers leave copies of it
 * behind in the heap. */
void  flo_secret_file_load_async  (const char           *path,
                                   gsize                 max_size,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char *flo_secret_file_load_finish (GAsyncResult         *result,
                                   gsize                *length,
                                   GError              **error);

G_END_DECLS
