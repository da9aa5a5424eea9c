/* flo-sim-trail.h: CloudTrail: who did what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Remembers a call of EC2 that changed something. */
void flo_sim_trail_add_call     (FloSimCall           *call);
/* Remembers that EC2 took a spot instance back. */
void flo_sim_trail_add_eviction (FloSimCloud          *cloud,
                                 const FloSimResource *instance,
                                 gint64                now);
/* Remembers that another user of the account ended an instance. */
void flo_sim_trail_add_termination (FloSimCloud          *cloud,
                                    const FloSimResource *instance,
                                    const char           *user,
                                    gint64                now);

G_END_DECLS
