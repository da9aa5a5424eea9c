/* flo-node-extras.h: what a node costs besides its instance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"

G_BEGIN_DECLS

/* AWS prices a volume by the GiB and month and bills it by the second (EBS pricing). A month has 730 hours here, as in AWS's
 * own calculator; on a bill those of 28 to 31 days differ by some percent. */
#define FLO_NODE_EXTRAS_HOURS_PER_MONTH 730
/* A public IPv4 address in use, USD/hour: the same in all regions since 2024-02-01 (VPC pricing). */
#define FLO_NODE_EXTRAS_ADDRESS 5000

/* USD/hour of one node, to the micro-dollar, from its launch to its end. AWS charges it also for an instance that it takes
 * back within its first hour. What data costs that leaves a node nobody knows beforehand: it is not in it. */
typedef struct
{
  FloMoney storage;        /* its root volume, which goes with it */
  FloMoney address;        /* its public IPv4 address; 0: it has none */
  FloMoney month;          /* at which price of a GiB and month */
  gboolean shipped;        /* that is what ships with us: AWS did not tell the region's */
} FloNodeExtras;

FloNodeExtras  flo_node_extras_new      (FloMarket           *market,
                                         gint64               size_gib,
                                         gboolean             address);
FloMoney       flo_node_extras_get_sum  (const FloNodeExtras *self);
FloMoney       flo_node_extras_price_disk
                                        (const FloNodeExtras *self,
                                         gint64               size_gib);
FloMoney       flo_node_extras_correct  (const FloNodeExtras *self,
                                         FloMoney             shipped);
char          *flo_node_extras_describe (FloMarket           *market,
                                         gboolean             address,
                                         gint64               now);

G_END_DECLS
