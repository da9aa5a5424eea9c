/* flo-selection.h: which pools a need can be met from, and why not from the others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-market.h"
#include "market/flo-maximum-prices.h"
#include "market/flo-pool-record.h"
#include "store/flo-score-log.h"

G_BEGIN_DECLS

/* What a node must be. Borrowed strings; zero or NULL = no bound. @burstable and @current_generation_only
 * are about types chosen by requirements, which also leave out bare metal; a type in @types is taken as it is. The config's "instances", "zones"
 * and "price" sections say the same; market knows no config, so the caller copies the fields. What is not known
 * is not below a bound. */
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
  const FloMaximumPrices *maximum_prices; /* of each pool; NULL, or a pool that is not in it: as above */
  FloMoney ceiling;                     /* per hour, 0 = none: what a node costs on demand; no limit for AWS to hold */
  guint minimum_saving;                 /* percent below on-demand, 0 = none */
  guint interruption_ranges;            /* so many of Spot Advisor's, the lowest: 1 = under 5 % only; 0 = any */
  guint minimum_score;                  /* AWS's placement score of the zone, 1 to 10; 0 = any */
  GPtrArray *scores;                    /* (element-type FloScoreRow): of the zones, when there is a minimum */
  guint maximum_refusals;               /* percent of our launches that may have found nothing; never tried is fine; 0 = any */
} FloNeed;

/* Pure. All pools that fit, in the market's order: which is better is flo-choice.h's matter.
 * @records: (nullable): what we saw ourselves
 * Returns: (transfer container) (element-type FloPool): pools borrowed from @market */
GPtrArray *flo_selection_list    (FloMarket             *market,
                                  const FloNeed         *need,
                                  FloPoolRecordSet      *records);
/* Pure. The pools that are and lie where they have to, whatever they cost and however often AWS takes them back, in the
 * market's order. Returns: (transfer container) (element-type FloPool): borrowed from @market */
GPtrArray *flo_selection_list_at_any_price (FloMarket   *market,
                                            const FloNeed *need);
/* What an hour of @pool may cost: USD, 0 = no more than on demand, which is AWS's own limit. FALSE: it cannot be known,
 * and better no pool than a dear one */
gboolean   flo_need_get_maximum  (const FloNeed         *need,
                                  const FloPool         *pool,
                                  FloMoney              *maximum);
/* Pure. The pools that would fit but cost more than they may, in the market's order.
 * Returns: (transfer container) (element-type FloPool): borrowed from @market */
GPtrArray *flo_selection_list_dear (FloMarket           *market,
                                    const FloNeed       *need);
/* Whether one type fits, whatever its price; @reason (nullable) (out) (transfer full): why not, for people */
gboolean   flo_need_fits_type    (const FloNeed         *need,
                                  const FloInstanceType *type,
                                  char                 **reason);
/* Whether one pool does: its type, its zone, its price, its risks. @record: (nullable) */
gboolean   flo_need_fits_pool    (const FloNeed         *need,
                                  const FloPool         *pool,
                                  const FloPoolRecord   *record,
                                  char                 **reason);

G_END_DECLS
