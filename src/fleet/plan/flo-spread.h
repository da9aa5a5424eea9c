/* flo-spread.h: which zone gets how many of the nodes that are missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

/* A zone nodes can be launched in now. */
typedef struct
{
  const char *name;
  guint nodes;          /* already there */
  FloMoney price;       /* of its best pool, for an hour of useful work; on demand: of an hour */
  guint pools;          /* how many pools there are to choose from */
  int interruption;     /* the best of its pools: 0 (<5 %) to 4 (>20 %), -1 not known */
} FloSpreadZone;

/**
 * flo_spread:
 * @zones: (array length=n_zones): in any order
 * @minimum: nodes are spread over at least so many zones; 1: no matter
 * @elsewhere: zones that have nodes, but where none can be launched now; they count towards @minimum
 * @missing: how many to place
 * @add: (out caller-allocates) (array length=n_zones): how many each zone gets
 * @anywhere: (out): how many may go to any of @zones, as AWS finds capacity (capacity first only)
 *
 * Pure. When fewer zones than @minimum are within reach, so many nodes are held back as zones are
 * wanting, to be launched in another zone as soon as there is one: the last nodes are the ones that make
 * the fleet survive the loss of a zone.
 *
 * Returns: how many are held back
 */
guint flo_spread (FloDistribution      distribution,
                  const FloSpreadZone *zones,
                  guint                n_zones,
                  guint                minimum,
                  guint                elsewhere,
                  guint                missing,
                  guint               *add,
                  guint               *anywhere);

G_END_DECLS
