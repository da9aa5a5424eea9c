/* flo-sim-market.h: what is for sale where, at what price, and how much of it is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "simulator/flo-sim-catalog.h"
#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-places.h"
#include "simulator/flo-sim-pool.h"

G_BEGIN_DECLS

/* The pools of the seeded process, and what somebody did to them since through the control API. */
typedef struct _FloSimMarket FloSimMarket;

/* A type in a zone. A value to keep on the stack: it borrows everything from the market. */
typedef struct
{
  const FloSimType *type;
  const FloSimZone *zone;
  FloSimPool        pool;
  const GArray     *changes; /* (nullable) prices somebody set */
} FloSimOffer;

typedef enum
{
  FLO_SIM_PURCHASE_SPOT,
  FLO_SIM_PURCHASE_ON_DEMAND,
} FloSimPurchase;

FloSimMarket *flo_sim_market_new              (guint64             seed,
                                               FloSimClock        *clock,
                                               FloSimCatalog      *catalog,
                                               FloSimPlaces       *places);
void          flo_sim_market_free             (FloSimMarket       *self);

/* FALSE when the type is not offered in the zone. */
gboolean      flo_sim_market_get_offer        (FloSimMarket       *self,
                                               const FloSimType   *type,
                                               const FloSimZone   *zone,
                                               FloSimOffer        *offer);
/* Spot, Linux, per hour at the wall time @moment. */
FloMoney      flo_sim_market_get_price        (FloSimMarket       *self,
                                               const FloSimOffer  *offer,
                                               gint64              moment);
/* The wall time of the last price change at or before @moment. */
gint64        flo_sim_market_previous_change  (FloSimMarket       *self,
                                               const FloSimOffer  *offer,
                                               gint64              moment);
/* How many instances of the offer this account could hold, those it has included. */
guint         flo_sim_market_get_capacity     (FloSimMarket       *self,
                                               const FloSimOffer  *offer,
                                               FloSimPurchase      purchase,
                                               gint64              moment);
/* The wall time after @moment at which capacities may differ. */
gint64        flo_sim_market_next_step        (FloSimMarket       *self,
                                               gint64              moment);

/* From @moment on the price is the process's times @factor, or @price when that is positive; both
 * stay within on-demand. */
void          flo_sim_market_change_price     (FloSimMarket       *self,
                                               const FloSimOffer  *offer,
                                               gint64              moment,
                                               double              factor,
                                               FloMoney            price);
/* No capacity until @until. NULL is every type or zone. */
void          flo_sim_market_add_drought      (FloSimMarket       *self,
                                               const char         *type,
                                               const char         *zone,
                                               gboolean            on_demand_too,
                                               gint64              until);
/* From @moment on all droughts are over and all prices are the process's. */
void          flo_sim_market_calm             (FloSimMarket       *self,
                                               gint64              moment);

JsonNode     *flo_sim_market_save             (FloSimMarket       *self);
void          flo_sim_market_load             (FloSimMarket       *self,
                                               JsonObject         *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimMarket, flo_sim_market_free)

G_END_DECLS
