/* flo-replay-market.h: the pools a config would have in a region that is replayed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

/* What spot costs where nobody knows, in percent of on demand: Spot Advisor's saving is 65 % in the middle of all types. */
#define FLO_REPLAY_SPOT_PERCENT 35
/* So many pools, the best, are looked at when types are not named. */
#define FLO_REPLAY_MAX_POOLS 30

FloMarket *flo_replay_market_new_for_zones (const FloConfig    *config,
                                            FloMarket          *known,
                                            const char * const *zones,
                                            guint              *n_assumed);
FloMarket *flo_replay_market_new_best      (const FloConfig    *config,
                                            FloMarket          *market);

G_END_DECLS
