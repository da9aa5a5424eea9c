/* flo-limit-effect.h: what a price limit would have meant, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

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

/* The first is all together, then the zones by name. Pools without series do not count. Pure.
 * @pools: (element-type FloPool): best first; the limit is not to have left any out
 * @series: (element-type FloPriceSeries): a dynamic limit wants those of FLO_LIMIT_WINDOW before @from, too
 * @from, @to: Unix seconds
 * Returns: (transfer full) (element-type FloLimitEffect): empty when no price is known */
GArray    *flo_limit_effect_list     (const FloLimit  *limit,
                                      GPtrArray       *pools,
                                      GListModel      *series,
                                      gint64           from,
                                      gint64           to);
/* "Your limit would have kept you out 31 % of the last 30 days in us-east-1b"; without @place "Would have kept you
 * out …", for where it stands beside what it is said of.
 * @seconds_out, @seconds: how many of how many
 * @days: how long that was, for people
 * @place: (nullable): a zone, or a pool
 * Returns: (transfer full) */
char      *flo_limit_effect_describe (gint64           seconds_out,
                                      gint64           seconds,
                                      guint            days,
                                      const char      *place);

G_END_DECLS
