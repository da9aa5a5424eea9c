/* flo-fleet-number.h: the number of nodes that a person can change, and for how long another one holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

guint  flo_fleet_get_asked      (FloFleet *self);
guint  flo_fleet_count_spares   (FloFleet *self,
                                 guint     nodes);
char  *flo_fleet_describe_hold  (FloFleet *self,
                                 gint64    now);

G_END_DECLS
