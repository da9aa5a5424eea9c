/* flo-sim-power.h: when an instance was off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-resource.h"

G_BEGIN_DECLS

/* From the moment it is told to stop until it is told to start again nobody pays for an instance. */
void   flo_sim_power_turn_off    (FloSimResource       *instance,
                                  gint64                now);
void   flo_sim_power_turn_on     (FloSimResource       *instance,
                                  gint64                now);
/* When it was last launched or started. */
gint64 flo_sim_power_get_started (const FloSimResource *instance);
/* For how long it was off between two moments. */
gint64 flo_sim_power_get_off     (const FloSimResource *instance,
                                  gint64                from,
                                  gint64                to);

G_END_DECLS
