/* flo-selection.h: which pools a need can be met from, best first, each with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"

G_BEGIN_DECLS

/* What a node must be. Borrowed strings; zero or NULL = no bound. @burstable and @current_generation_only
 * are about types chosen by requirements, which also leave out bare metal; a type in @types is taken as it is. The config's "instances", "zones"
 * and "price" sections say the same; market knows no config, so the caller copies the fields. */
typedef struct
{
  const char * const *types;
  guint min_vcpus, max_vcpus;
  guint64 min_memory_mib, max_memory_mib;
  const char *architecture;             /* "x86_64", "arm64", "any" or NULL */
  guint min_gpus;
  gboolean burstable;
  gboolean current_generation_only;
  const char * const *exclude;
  const char * const *zones;            /* allowed zone names */
  FloMoney maximum_price;               /* per hour, 0 = none */
  guint maximum_percent;                /* of on-demand, 0 = none */
} FloNeed;

/* Pure. Pools that fit, by price of a node weighted by interruption range, then by name (so the order is
 * total and repeatable). The price is a node's, not a vCPU's: a fleet counts nodes, and a larger node
 * that counts the same would only cost more. Pools without a price, in unusable zones, or above the maximum price are left out.
 * Returns: (transfer container) (element-type FloPool): pools borrowed from @market */
GPtrArray *flo_selection_choose  (FloMarket      *market,
                                  const FloNeed  *need);
/* Whether one type fits, whatever its price; @reason (nullable) (out) (transfer full): why not, for people */
gboolean   flo_need_fits_type    (const FloNeed         *need,
                                  const FloInstanceType *type,
                                  char                 **reason);

G_END_DECLS
