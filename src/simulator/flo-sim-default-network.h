/* flo-sim-default-network.h: the network that every Region of an account starts with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* On the first call for a Region makes its default VPC with a subnet per zone, gateway, route
 * table and security group, unless the cloud is without. They do not count in the ledger. */
void            flo_sim_default_network_ensure (FloSimCloud    *cloud,
                                                const char     *region,
                                                gint64          now);
/* The pieces, also for VPCs that users make: every VPC is born with a main route table and a
 * default security group. */
FloSimResource *flo_sim_network_add_vpc        (FloSimCloud    *cloud,
                                                const char     *region,
                                                gint64          now,
                                                const char     *cidr,
                                                gboolean        is_default);
FloSimResource *flo_sim_network_add_subnet     (FloSimCloud    *cloud,
                                                FloSimResource *vpc,
                                                gint64          now,
                                                const FloSimZone *zone,
                                                const char     *cidr,
                                                gboolean        is_default);
FloSimResource *flo_sim_network_add_group      (FloSimCloud    *cloud,
                                                FloSimResource *vpc,
                                                gint64          now,
                                                const char     *name,
                                                const char     *description);
FloSimResource *flo_sim_network_add_routes     (FloSimCloud    *cloud,
                                                FloSimResource *vpc,
                                                gint64          now,
                                                gboolean        main_table);
/* Reads "10.0.0.0/16": FALSE unless it is an IPv4 block of /16 to /28 without host bits. */
gboolean        flo_sim_cidr_parse             (const char     *text,
                                                guint32        *address,
                                                guint          *bits);
/* Does @outer hold all of @inner? Both are legal blocks. */
gboolean        flo_sim_cidr_contains          (const char     *outer,
                                                const char     *inner);
gboolean        flo_sim_cidr_overlaps          (const char     *a,
                                                const char     *b);

G_END_DECLS
