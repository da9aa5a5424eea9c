/* aws-token-file.h: writes files that only their owner may read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reading: base/flo-secret-file.h. Both without blocking the caller. */

/* Replaces @path at once or not at all; mode 0600, in a folder of mode 0700 that is made when it is missing.
 * @text: (transfer full): flo_secret_free() */
void     aws_token_file_save_async    (const char           *path,
                                       char                 *text,
                                       gsize                 length,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean aws_token_file_save_finish   (GAsyncResult         *result,
                                       GError              **error);
/* A file that is not there is removed already. */
void     aws_token_file_remove_async  (const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean aws_token_file_remove_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
