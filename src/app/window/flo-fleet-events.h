/* flo-fleet-events.h: the events of many fleets as one list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-fleet-event.h"

G_BEGIN_DECLS

/* @fleets: FloFleet. Returns: (transfer full): a live list of FloFleetEvent, newest first */
GListModel *flo_fleet_events_new (GListModel *fleets);

G_END_DECLS
