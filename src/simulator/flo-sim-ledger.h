/* flo-sim-ledger.h: the account of everything that was ever made, and what is left of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* {"left": N, "resources": [{"id", "kind", "region", "tags", "created", "gone_at"}, …]}, in order
 * of creation. A volume also has "storage_cost" and, attached, "instance"; an instance with a public
 * address of its own, and an Elastic IP address, "address_cost": USD so far. What came with the account is not in it. A thing is left until it can cost nothing
 * more. */
JsonObject *flo_sim_ledger_new (FloSimCloud *cloud);

G_END_DECLS
