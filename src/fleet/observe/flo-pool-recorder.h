/* flo-pool-recorder.h: finds in what a fleet went through what is worth knowing of its pools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

typedef struct _FloPoolRecorder FloPoolRecorder;

FloPoolRecorder *flo_pool_recorder_new  (void);
void             flo_pool_recorder_free (FloPoolRecorder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPoolRecorder, flo_pool_recorder_free)

/* What this look adds to our record of the pools: launches and how long nodes have run, capacity that was
 * missing, notices, interruptions. Told again after a restart, it is the same event for the store.
 * @nodes: (element-type FloNodeRecord): those that changed, or are written anyway
 * @history: the fleet's calls
 * @market: (nullable): for the ids of zones
 * @now: Unix seconds
 * Returns: (transfer full) (element-type FloPoolRow): often empty */
GPtrArray       *flo_pool_recorder_read (FloPoolRecorder *self,
                                         FloObservation  *observation,
                                         GPtrArray       *nodes,
                                         FloHistory      *history,
                                         FloMarket       *market,
                                         gint64           now);

G_END_DECLS
