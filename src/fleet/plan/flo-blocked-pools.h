/* flo-blocked-pools.h: pools that lately had no capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "store/flo-journal.h"

G_BEGIN_DECLS

/* A pool that had none is left alone for this long at first: others are tried first, and AWS is not asked in vain. */
#define FLO_POOL_BLOCK (60 * G_USEC_PER_SEC)

/* Refusals of a pool in a row. Unix microseconds. */
typedef struct
{
  gint64 first;
  gint64 last;
  gboolean over;     /* perhaps: a zone that was refused at the same time has capacity again */
} FloPoolRefusals;

/* What the results of CreateFleet tell; a history keeps one. */
typedef struct _FloBlockedPools FloBlockedPools;

FloBlockedPools *flo_blocked_pools_new       (void);
void             flo_blocked_pools_free      (FloBlockedPools *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloBlockedPools, flo_blocked_pools_free)
/* What became of a call, at @time. In the order in which they ended. When a zone that had none has some again, pools whose
 * shortage began with its own, or later, may be asked again at once. @result: (nullable) */
void             flo_blocked_pools_note      (FloBlockedPools *self,
                                              JsonObject      *parameters,
                                              JsonObject      *result,
                                              FloIntentState   state,
                                              gint64           time);
/* Whether any pool of @zone was refused since a node was last launched in that zone. */
gboolean         flo_blocked_pools_have_zone (FloBlockedPools *self,
                                              const char      *zone,
                                              gboolean         spot);
/* (nullable): NULL: none since a node was last launched there. Borrowed until the next note. */
const FloPoolRefusals *
                 flo_blocked_pools_find      (FloBlockedPools *self,
                                              const char      *type,
                                              const char      *zone,
                                              gboolean         spot);
/* Until when such a pool is left alone, Unix microseconds. */
gint64           flo_pool_refusals_get_end   (const FloPoolRefusals *self);
gboolean         flo_blocked_pools_contains  (FloBlockedPools *self,
                                              const char      *type,
                                              const char      *zone,
                                              gboolean         spot,
                                              gint64           now);
/* When the first of those blocked now may be tried again, Unix microseconds; 0 = none is blocked. */
gint64           flo_blocked_pools_get_first (FloBlockedPools *self,
                                              gint64           now);
guint            flo_blocked_pools_get_n     (FloBlockedPools *self,
                                              gint64           now);

G_END_DECLS
