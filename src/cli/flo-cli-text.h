/* flo-cli-text.h: text from outside, on its way to a terminal
 *
 * What AWS, another person or a file wrote (tags, messages, names) may hold codes that move the cursor, change what was
 * printed before, or turn a line around.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the place of what is harmful */
#define FLO_CLI_TEXT_REPLACEMENT 0xfffd

/* Control characters, and what changes the direction of the text that follows. */
gboolean flo_cli_text_is_harmful (gunichar    c);
/* Returns: (transfer full): @text, valid UTF-8, in which only ends of line and tabs are left of control characters */
char    *flo_cli_text_clean      (const char *text);
/* Returns: (transfer full): @text with a full stop, if it ends without one: another sentence can follow */
char    *flo_cli_text_end        (const char *text);

G_END_DECLS
