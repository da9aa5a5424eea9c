/* aws-shell-words.h: splits a command as a shell would, without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Quotes and backslashes mean what they mean to a shell; nothing is expanded: no variables, no "~", no "*", no
 * comments. (transfer full) (nullable): NULL: a quote that is not closed, or a backslash before nothing */
char **aws_shell_words_split (const char *command);

G_END_DECLS
