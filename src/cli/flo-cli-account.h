/* flo-cli-account.h: the commands of "account" that have a file of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-policy.h"
#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

FloCliExit  flo_cli_account_check    (FloCliContext  *context,
                                      GError        **error);
FloCliExit  flo_cli_account_login    (FloCliContext  *context,
                                      GError        **error);
FloCliExit  flo_cli_account_logout   (FloCliContext  *context,
                                      GError        **error);
FloCliExit  flo_cli_account_policy   (FloCliContext  *context,
                                      GError        **error);

/* --feature, or everything in use. 0 sets @error. */
FloFeatures flo_cli_account_features (FloCliContext  *context,
                                      GError        **error);

G_END_DECLS
