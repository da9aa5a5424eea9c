/* flo-limit-effect.h: what a draft's price limit would have meant, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "market/flo-market.h"
#include "market/flo-price-history.h"
#include "market/flo-price-limit.h"

G_BEGIN_DECLS

/* Of one zone, or of all together. */
typedef struct
{
  const char *zone;          /* borrowed from the pools; NULL: all of them */
  guint n_pools;             /* whose prices are known */
  gint64 seconds;            /* that are known */
  gint64 seconds_out;        /* no pool was within its limit */
  FloPriceSeries *best;      /* borrowed from the series: of the best pool */
} FloLimitEffect;

/* The limit that @config sets. */
FloLimit  flo_limit_effect_get_limit (const FloConfig *config);
/* The pools that meet @config in @market if it had no limit, best first.
 * Returns: (transfer container) (element-type FloPool) */
GPtrArray *flo_limit_effect_choose   (FloMarket       *market,
                                      const FloConfig *config);
/* The first is all together, then the zones by name. Pools without series do not count. Pure.
 * Returns: (transfer full) (element-type FloLimitEffect): empty when no price is known */
GArray    *flo_limit_effect_list     (const FloLimit  *limit,
                                      GPtrArray       *pools,
                                      GListModel      *series,
                                      gint64           from,
                                      gint64           to);
/* "Would have kept you out 31 % of the last 90 days". Returns: (transfer full) */
char      *flo_limit_effect_describe (const FloLimitEffect *effect,
                                      guint                 days);

G_END_DECLS
