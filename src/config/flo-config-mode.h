/* flo-config-mode.h: what can be kept when EC2 keeps the nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

void flo_config_leave_to_ec2 (FloConfig *self);

G_END_DECLS
