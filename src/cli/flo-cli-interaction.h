/* flo-cli-interaction.h: MFA codes and sign-ins, asked for on the terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"
#include "cli/flo-cli-output.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CLI_BROWSER_AUTO,     /* where there is a desktop on this computer */
  FLO_CLI_BROWSER_NEVER,    /* a code, for a browser anywhere */
} FloCliBrowser;

#define FLO_TYPE_CLI_INTERACTION (flo_cli_interaction_get_type ())
G_DECLARE_FINAL_TYPE (FloCliInteraction, flo_cli_interaction, FLO, CLI_INTERACTION, GObject)

/* Questions go to standard error, with --quiet and --json too: without an answer there is no result.
 * @output: (unowned): outlives it */
FloCliInteraction *flo_cli_interaction_new         (FloCliOutput      *output);
void               flo_cli_interaction_set_browser (FloCliInteraction *self,
                                                    FloCliBrowser      browser);

G_END_DECLS
