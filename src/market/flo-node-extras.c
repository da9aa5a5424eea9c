/* flo-node-extras.c: what a node costs besides its instance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-node-extras.h"

/**
 * flo_node_extras_new:
 * @market: (nullable): where the region's price of storage is known; %NULL: what ships with us counts
 * @size_gib: how large the root volume is, of the type gp3
 *
 * Returns: what a node with a public address costs besides its instance
 */
FloNodeExtras
flo_node_extras_new (FloMarket *market,
                     gint64     size_gib)
{
  FloMoney month = market != NULL ? flo_market_get_storage_price (market, NULL) : FLO_MARKET_STORAGE_SHIPPED;

  return (FloNodeExtras) {
    .storage = (size_gib * month + FLO_NODE_EXTRAS_HOURS_PER_MONTH / 2) / FLO_NODE_EXTRAS_HOURS_PER_MONTH,
    .address = FLO_NODE_EXTRAS_ADDRESS,
  };
}

FloMoney
flo_node_extras_get_sum (const FloNodeExtras *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->storage + self->address;
}
