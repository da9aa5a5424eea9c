/* flo-cli-alert.h: the alert commands that have a file of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

FloCliExit flo_cli_alert_check (FloCliContext  *context,
                                GError        **error);

extern const FloCliOption FLO_CLI_ALERT_WATCH_OPTIONS[];
FloCliExit flo_cli_alert_watch (FloCliContext  *context,
                                GError        **error);

G_END_DECLS
