/* flo-cli-help.h: --help and the shell completion, from the tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-command.h"

G_BEGIN_DECLS

/* @group NULL: the whole program; @command NULL: the group. */
char *flo_cli_help_text            (const FloCliGroup   *group,
                                    const FloCliCommand *command);
char *flo_cli_help_bash_completion (void);

G_END_DECLS
