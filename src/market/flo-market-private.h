/* flo-market-private.h: how a market is put together and kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-on-demand.h"

G_BEGIN_DECLS

/* For who makes the market, before it is shared. Takes @advisor and @types; of @on_demand only what storage costs. */
void       _flo_market_take_figures      (FloMarket      *self,
                                          FloOnDemand    *on_demand,
                                          FloAdvisor     *advisor,
                                          FloTypeTable   *types);
/* (nullable): borrowed */
FloAdvisor *_flo_market_get_advisor      (FloMarket      *self);

/* Not for the main thread: they read and write files. */
FloMarket *_flo_market_read              (const char     *place,
                                          const char     *region);
gboolean   _flo_market_write             (FloMarket      *self,
                                          const char     *place,
                                          GError        **error);
/* (transfer full): from what _flo_market_write() made, or what somebody else did. @types: (transfer none) */
FloMarket *_flo_market_parse             (GBytes         *text,
                                          const char     *region,
                                          gint64          time,
                                          FloTypeTable   *types);

G_END_DECLS
