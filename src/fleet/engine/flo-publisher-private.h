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
  gboolean read_only;
};

G_END_DECLS
