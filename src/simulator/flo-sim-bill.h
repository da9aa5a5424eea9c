/* flo-sim-bill.h: what disks and public addresses cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"
#include "simulator/flo-sim-resource.h"

G_BEGIN_DECLS

/* For a GiB of gp3 and month of 730 hours, as the practice cloud's price list has it. */
FloMoney flo_sim_bill_storage_price (const char           *region);
/* Whether the resource is, or has, one of the two; and its USD so far. */
gboolean flo_sim_bill_storage       (const FloSimResource *volume,
                                     gint64                now,
                                     double               *usd);
gboolean flo_sim_bill_address       (const FloSimResource *resource,
                                     gint64                now,
                                     double               *usd);
/* @instance: its data. It has a public address of its own from now on; it has none any more. */
void     flo_sim_bill_begin_address (JsonObject           *instance,
                                     gint64                now);
void     flo_sim_bill_end_address   (JsonObject           *instance,
                                     gint64                now);

G_END_DECLS
