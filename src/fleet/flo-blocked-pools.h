/* flo-blocked-pools.h: pools that lately had no capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-history.h"

G_BEGIN_DECLS

/* A pool that had none is left alone for this long: others are tried first, and AWS is not asked in vain. */
#define FLO_POOL_BLOCK (3 * 60 * G_USEC_PER_SEC)

typedef struct _FloBlockedPools FloBlockedPools;

/* Reads them from the results of CreateFleet. Borrows nothing. */
FloBlockedPools *flo_blocked_pools_new       (FloHistory      *history,
                                              gint64           now);
void             flo_blocked_pools_free      (FloBlockedPools *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloBlockedPools, flo_blocked_pools_free)
/* @market: "spot" or "on-demand" */
gboolean         flo_blocked_pools_contains  (FloBlockedPools *self,
                                              const char      *type,
                                              const char      *zone,
                                              const char      *market);
/* When the first of them may be tried again, Unix microseconds; 0 = none is blocked. */
gint64           flo_blocked_pools_get_first (FloBlockedPools *self);
guint            flo_blocked_pools_get_n     (FloBlockedPools *self);

G_END_DECLS
