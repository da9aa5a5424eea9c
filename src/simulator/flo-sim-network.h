/* flo-sim-network.h: what the network's action files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Is there anything of @kind in the call's Region, not gone, whose member @path is @value? */
gboolean flo_sim_network_has         (FloSimCall           *call,
                                      FloSimKind            kind,
                                      const char           *path,
                                      const char           *value);
/* Fails the call with DependencyViolation. */
gboolean flo_sim_network_fail_in_use (FloSimCall           *call,
                                      const FloSimResource *resource);

G_END_DECLS
