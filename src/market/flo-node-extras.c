/* flo-node-extras.c: what a node costs besides its instance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-node-extras.h"

/* USD/hour */
static FloMoney
price_volume (gint64   size_gib,
              FloMoney month)
{
  return (size_gib * month + FLO_NODE_EXTRAS_HOURS_PER_MONTH / 2) / FLO_NODE_EXTRAS_HOURS_PER_MONTH;
}

/**
 * flo_node_extras_new:
 * @market: (nullable): where the region's price of storage is known; %NULL: what ships with us counts
 * @size_gib: how large the root volume is, of the type gp3
 * @address: whether it has a public address
 *
 * Returns: what a node costs besides its instance
 */
FloNodeExtras
flo_node_extras_new (FloMarket *market,
                     gint64     size_gib,
                     gboolean   address)
{
  FloOrigin origin = { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };
  FloMoney month = market != NULL ? flo_market_get_storage_price (market, &origin) : FLO_MARKET_STORAGE_SHIPPED;

  return (FloNodeExtras) {
    .storage = price_volume (size_gib, month),
    .address = address ? FLO_NODE_EXTRAS_ADDRESS : 0,
    .month = month,
    .shipped = origin.source != FLO_SOURCE_AWS,
  };
}

/**
 * flo_node_extras_price_disk:
 * @self: at whose price of a GiB and month
 * @size_gib: how large the volume is; 0: as large as @self has it
 *
 * Returns: what it costs, USD/hour
 */
FloMoney
flo_node_extras_price_disk (const FloNodeExtras *self,
                            gint64               size_gib)
{
  g_return_val_if_fail (self != NULL, 0);

  return size_gib > 0 ? price_volume (size_gib, self->month) : self->storage;
}

/**
 * flo_node_extras_correct:
 * @self: with the price that AWS told meanwhile
 * @shipped: what a volume was counted at when it had not
 *
 * Returns: what the same volume costs really, USD/hour
 */
FloMoney
flo_node_extras_correct (const FloNodeExtras *self,
                         FloMoney             shipped)
{
  gint64 size_gib;

  g_return_val_if_fail (self != NULL, 0);

  size_gib = (shipped * FLO_NODE_EXTRAS_HOURS_PER_MONTH + FLO_MARKET_STORAGE_SHIPPED / 2) / FLO_MARKET_STORAGE_SHIPPED;

  return price_volume (size_gib, self->month);
}

/**
 * flo_node_extras_describe:
 * @market: a region's
 * @address: whether nodes have public addresses
 * @now: Unix seconds
 *
 * Returns: (transfer full): at which prices volumes and addresses are counted, and whose word that is: "gp3 at $0.0952 a GiB
 *   and month (AWS, 12 min ago), a public address at $0.005 an hour"
 */
char *
flo_node_extras_describe (FloMarket *market,
                          gboolean   address,
                          gint64     now)
{
  FloOrigin origin;
  g_autofree char *month = NULL;
  g_autofree char *hour = flo_money_format (FLO_NODE_EXTRAS_ADDRESS);
  g_autofree char *addresses = NULL;
  g_autofree char *source = NULL;

  g_return_val_if_fail (FLO_IS_MARKET (market), NULL);

  month = flo_money_format (flo_market_get_storage_price (market, &origin));
  source = flo_origin_describe (origin, now);

  addresses = address ? g_strdup_printf ("a public address at %s an hour", hour) : g_strdup ("no public address");

  return g_strdup_printf ("gp3 at %s a GiB and month (%s%s), %s", month,
                          origin.source == FLO_SOURCE_AWS ? "" : "that of us-east-1, ", source, addresses);
}

FloMoney
flo_node_extras_get_sum (const FloNodeExtras *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->storage + self->address;
}
