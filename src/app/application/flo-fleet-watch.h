/* flo-fleet-watch.h: what is new of a fleet since it was looked at last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-fleet-notice.h"
#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* Remembers what was told, so that each thing is told once and taken back when it is over. What held when the fleet was
 * first observed is not news, but for what a person has to know at once: nodes that are taken back, and problems. */
typedef struct _FloFleetWatch FloFleetWatch;

FloFleetWatch *flo_fleet_watch_new       (FloFleet      *fleet) G_GNUC_WARN_UNUSED_RESULT;
void           flo_fleet_watch_free      (FloFleetWatch *self);
FloFleet      *flo_fleet_watch_get_fleet (FloFleetWatch *self);
/* Returns: (transfer full) (element-type FloFleetNotice): what is to be told or taken back now, in that order */
GPtrArray     *flo_fleet_watch_look      (FloFleetWatch *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloFleetWatch, flo_fleet_watch_free)

G_END_DECLS
