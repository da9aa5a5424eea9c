/* flo-fleet-requests.h: what a person asks of a fleet: sent, told with a way to take it back, or refused with the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-window.h"
#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

/* @verb and @argument: "scale" and how many nodes; "pause", "resume" and ""; "replace", "drain", "keep" and the node's id;
 * "move", "allow" and the zone; "config" and one as JSON. @may_undo: the toast offers to take it back, where that is possible. */
void     flo_fleet_requests_send  (FloWindow  *window,
                                   FloEngine  *engine,
                                   FloFleet   *fleet,
                                   const char *verb,
                                   const char *argument,
                                   gboolean    may_undo);
/* The same after a question, for what ends a node. */
void     flo_fleet_requests_ask   (FloWindow  *window,
                                   FloEngine  *engine,
                                   FloFleet   *fleet,
                                   const char *verb,
                                   const char *argument);
/* The fleet was given another config: tells so. @before: (nullable): what it had, as JSON, to offer to take it back */
void     flo_fleet_requests_tell_config (FloWindow  *window,
                                         FloEngine  *engine,
                                         FloFleet   *fleet,
                                         const char *before);

G_END_DECLS
