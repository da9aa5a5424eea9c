/* flo-fleet-event.h: an event together with the fleet it happened to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_EVENT (flo_fleet_event_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetEvent, flo_fleet_event, FLO, FLEET_EVENT, GObject)

FloFleetEvent *flo_fleet_event_new       (FloFleet      *fleet,
                                          FloEvent      *event);
FloFleet      *flo_fleet_event_get_fleet (FloFleetEvent *self);
FloEvent      *flo_fleet_event_get_event (FloFleetEvent *self);

G_END_DECLS
