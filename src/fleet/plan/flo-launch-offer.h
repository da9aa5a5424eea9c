/* flo-launch-offer.h: the pools that a launch offers AWS to choose among, and the zones they are in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"
#include "fleet/plan/flo-spread.h"

G_BEGIN_DECLS

/* Of one market, for as long as a step of the planner takes. */
typedef struct
{
  FloPlanning *planning;
  FloBlockedPools *blocked;
  gboolean spot;
  gboolean safe;               /* pools where AWS recommends to replace nodes are left out */
  gboolean emptied;            /* zones that AWS takes back are among @zones */
  GPtrArray *pools;            /* (element-type FloPool): those that fit, best first */
  GArray *zones;               /* (owned) (element-type FloSpreadZone): those with a pool to try */
} FloLaunchOffer;

/* @pools: (nullable): NULL: all that fit. No zones yet. */
void       flo_launch_offer_init             (FloLaunchOffer *self,
                                              FloPlanning    *planning,
                                              gboolean        spot,
                                              GPtrArray      *pools);
void       flo_launch_offer_clear            (FloLaunchOffer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FloLaunchOffer, flo_launch_offer_clear)

void       flo_launch_offer_add_zone         (FloLaunchOffer *self,
                                              const char     *zone);
/* Those in which something may be launched now. */
void       flo_launch_offer_find_zones       (FloLaunchOffer *self);
/**
 * flo_launch_offer_share_out:
 * @missing: how many nodes to launch
 * @add: (out caller-allocates): how many of them in each of the zones, of which there is at least one
 * @anywhere: (out): how many in any of them
 * @held_back: (out): how many wait for another zone, as the config has it
 *
 * When no zone had capacity the last time, and only some may be asked now, they are asked for their share alone. What they
 * have then shows that the drought is over, and the others need not wait any longer (see flo_blocked_pools_note()): the fleet
 * does not come back in one zone. The rest of @missing is left for then.
 *
 * Returns: whether it was left
 */
gboolean   flo_launch_offer_share_out        (FloLaunchOffer *self,
                                              guint           missing,
                                              guint          *add,
                                              guint          *anywhere,
                                              guint          *held_back);
/* What CreateFleet chooses among: "type", "zone", "subnet", and "price", its limit.
 * @zone: (nullable): NULL: in all zones. (transfer full) */
JsonArray *flo_launch_offer_make_overrides   (FloLaunchOffer *self,
                                              const char     *zone);
/* An hour in the cheapest pool of @zone that can be tried; 0: there is none. */
FloMoney   flo_launch_offer_get_lowest_price (FloLaunchOffer *self,
                                              const char     *zone);

G_END_DECLS
