/* flo-config-file.h: configs as files, read and written without blocking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

/* "farm.flotilla.json" and other JSON. Returns: (transfer full) */
GtkFileFilter *flo_config_file_create_filter (void);
/* "NAME.flotilla.json". Returns: (transfer full) */
char          *flo_config_file_suggest_name  (const FloConfig     *config);
/* Where saved configs live: $XDG_CONFIG_HOME/flotilla/NAME.flotilla.json. Returns: (transfer full) */
GFile         *flo_config_file_get_saved     (const FloConfig     *config);
/* A config that does not hold fails with G_IO_ERROR_INVALID_DATA; the message lists its errors, with lines. */
void           flo_config_file_read_async    (GFile               *file,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
FloConfig     *flo_config_file_read_finish   (GAsyncResult        *result,
                                              GError             **error);
/* Makes the folder if need be; a file that is there is replaced. */
void           flo_config_file_write_async   (GFile               *file,
                                              const FloConfig     *config,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean       flo_config_file_write_finish  (GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
