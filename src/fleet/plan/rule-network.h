/* rule-network.h: where nodes go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-planning.h"

G_BEGIN_DECLS

/* Finds the VPC and a subnet per zone, or plans to make them. Leaves vpc_id NULL, with a problem, when
 * there is no way. */
void flo_rule_network (FloPlanning *self);

G_END_DECLS
