/* flo-interruptions.h: the interruptions among the events of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-marker-layer.h"

G_BEGIN_DECLS

/* @events: (element-type FloEvent), newest first, as a fleet has them. A notice lasts until its
 * node is lost; a node lost without notice is a marker of its own.
 * Returns: (transfer full) (element-type FloMarker): titles live as long as the events */
GArray *flo_interruptions_from_events (GListModel *events);

G_END_DECLS
