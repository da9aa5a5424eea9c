/* flo-cli-fleet.h: the fleet commands that have a file of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

FloCliExit flo_cli_fleet_plan    (FloCliContext  *context,
                                  GError        **error);
FloCliExit flo_cli_fleet_launch  (FloCliContext  *context,
                                  GError        **error);
FloCliExit flo_cli_fleet_watch   (FloCliContext  *context,
                                  GError        **error);
FloCliExit flo_cli_fleet_destroy (FloCliContext  *context,
                                  GError        **error);

/* What AWS names of a fleet now, living or not, with the engine that runs. (transfer full) (element-type FloResource) */
GListModel *flo_cli_fleet_list_resources (FloCliContext  *context,
                                          FloFleet       *fleet,
                                          GError        **error);

/* A fleet as people read it: head, nodes, what is next. */
void       flo_cli_fleet_print   (FloCliOutput   *output,
                                  FloFleet       *fleet);

extern const FloCliOption FLO_CLI_FLEET_LAUNCH_OPTIONS[];
extern const FloCliOption FLO_CLI_FLEET_WATCH_OPTIONS[];

G_END_DECLS
