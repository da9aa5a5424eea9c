/* flo-sim-requirements.h: instance types by what they must be able to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* FALSE: the call has failed, for @requirements name what cannot be judged here. */
gboolean flo_sim_requirements_check (FloSimCall       *call,
                                     FloSimNode       *requirements);
/* Does the type meet InstanceRequirements? Of prices nothing is asked. */
gboolean flo_sim_requirements_match (const FloSimType *type,
                                     FloSimNode       *requirements);

G_END_DECLS
