/* flo-expected-pools.h: where the nodes of a config would be if it were launched now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-pool-memory.h"

G_BEGIN_DECLS

/* Borrowed from the market. */
typedef struct
{
  const FloPool *pool;
  guint nodes;
  gboolean on_demand;
} FloExpectedPool;

GArray *flo_expected_pools (const FloConfig *config,
                            const char      *architecture,
                            FloMarket       *market,
                            FloPoolMemory   *memory);

G_END_DECLS
