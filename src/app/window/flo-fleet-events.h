/* flo-fleet-events.h: the events of many fleets as one list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-fleet-event.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_EVENTS (flo_fleet_events_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetEvents, flo_fleet_events, FLO, FLEET_EVENTS, GObject)

/* A live GListModel of FloFleetEvent, newest first; events of the same time stand in their fleet's order.
 * @fleets: FloFleet. Returns: (transfer full) */
GListModel *flo_fleet_events_new (GListModel *fleets);

G_END_DECLS
