/* flo-cli-config-file.h: configs in files, as the commands read and write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

/* Reads @path ("-": standard input) and checks it. NULL with @error: it cannot be read. NULL without:
 * it has errors, see @problems.
 * @problems: (out) (transfer full) (element-type FloConfigProblem) */
FloConfig *flo_cli_config_file_read    (FloCliContext  *context,
                                        const char     *path,
                                        GPtrArray     **problems,
                                        GError        **error);
/* The same for commands that need a valid one: its problems are shown, errors become @error. */
FloConfig *flo_cli_config_file_require (FloCliContext  *context,
                                        const char     *path,
                                        GError        **error);
/* Writes to @path ("-": standard output); asks before it replaces a file. */
gboolean   flo_cli_config_file_write   (FloCliContext  *context,
                                        const char     *path,
                                        const char     *text,
                                        GError        **error);
/* Shows each on standard error, in the form compilers use. Returns how many are errors. */
guint      flo_cli_config_file_report  (FloCliContext  *context,
                                        const char     *path,
                                        GPtrArray      *problems);
/* --region, when given, has to be the config's. */
gboolean   flo_cli_config_file_agrees  (FloCliContext  *context,
                                        FloConfig      *config,
                                        GError        **error);

G_END_DECLS
