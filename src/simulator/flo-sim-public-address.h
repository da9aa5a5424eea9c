/* flo-sim-public-address.h: the public address that an instance has of its own while it is on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* @instance: the data of one that is launched with it. */
void flo_sim_public_address_give   (FloSimCloud    *cloud,
                                    const char     *region,
                                    JsonObject     *instance,
                                    gint64          now);
/* It is stopped; and it is started: what had one at its launch gets another one. */
void flo_sim_public_address_take   (JsonObject     *instance,
                                    gint64          now);
void flo_sim_public_address_return (FloSimCloud    *cloud,
                                    FloSimResource *instance,
                                    gint64          now);

G_END_DECLS
