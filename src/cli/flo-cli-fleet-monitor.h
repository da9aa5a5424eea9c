/* flo-cli-fleet-monitor.h: prints what a fleet publishes, while it is waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CLI_MONITOR_PROGRESS,  /* steps as bars, and trouble, on standard error */
  FLO_CLI_MONITOR_STEPS,     /* everything that happens, on standard error */
  FLO_CLI_MONITOR_EVENTS,    /* everything that happens, as the result */
} FloCliMonitorKind;

typedef struct _FloCliFleetMonitor FloCliFleetMonitor;

FloCliFleetMonitor *flo_cli_fleet_monitor_new  (FloCliContext       *context,
                                                FloFleet            *fleet,
                                                FloCliMonitorKind    kind);
/* For fleets that another process runs: prints what is new in a later picture of the same fleet. */
void                flo_cli_fleet_monitor_look (FloCliFleetMonitor  *self,
                                                FloFleet            *fleet);
void                flo_cli_fleet_monitor_free (FloCliFleetMonitor  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliFleetMonitor, flo_cli_fleet_monitor_free)

G_END_DECLS
