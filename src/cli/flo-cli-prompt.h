/* flo-cli-prompt.h: questions, asked on a terminal and nowhere else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

/* Whether there is somebody to ask: standard input and standard error are terminals. */
gboolean  flo_cli_prompt_is_possible (void);
/* A line, without its end; @preset (nullable) is the answer to an empty line. NULL: end of input or interrupted. */
char     *flo_cli_prompt_ask         (FloCliContext  *context,
                                      const char     *question,
                                      const char     *preset,
                                      GError        **error);
/* On a terminal: asked without echo. Otherwise: the first line of standard input, unasked.
 * The caller wipes it. */
char     *flo_cli_prompt_secret      (FloCliContext  *context,
                                      const char     *question,
                                      GError        **error);
/* TRUE with --yes or when somebody says yes. FALSE sets @error: nobody to ask (usage), or the answer was no. */
gboolean  flo_cli_prompt_confirm     (FloCliContext  *context,
                                      const char     *question,
                                      GError        **error);

G_END_DECLS
