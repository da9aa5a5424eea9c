/* flo-publisher-private.h: what a publisher is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-publisher.h"
#include "fleet/flo-cost-meter.h"
#include "fleet/observe/flo-pool-recorder.h"

G_BEGIN_DECLS

struct _FloPublisher
{
  FloStore *store;          /* (owned) */
  FloFleet *fleet;          /* (owned) */
  FloCostMeter *meter;      /* (owned) */
  gboolean work_done;       /* of its deadline */
  FloPoolRecorder *pools;   /* (owned) */
  GHashTable *noticed;      /* (owned): a set of ids of nodes whose notice was reported */
  GHashTable *shortages;    /* (owned): zones that are told of as without capacity → the event's title */
  GHashTable *sick;         /* (owned): a set of ids of nodes that were told to be unwell, and not to be well again */
  GPtrArray *ended;         /* (owned) (element-type FloNodeRecord): by somebody's call, not asked for yet */
  gboolean read_only;
};

/* flo-publisher-health.c: a node's health and what AWS plans for it, shown and told. @instance: (nullable) */
void     flo_publisher_show_health    (FloPublisher          *self,
                                       FloNode               *node,
                                       const FloSeenInstance *instance);
/* What an earlier run told. */
void     flo_publisher_restore_health (FloPublisher          *self,
                                       const FloEventRow     *row);
/* Whether this notice tells what AWS plans, not that it takes the node back. */
gboolean flo_publisher_is_planned     (const FloEventRow     *row);

G_END_DECLS
