/* flo-outlook.h: what a draft's choice comes to: pools, cost, how often nodes will be taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_pools, n_types, n_zones;
  gboolean priced;             /* the next four are known */
  FloMoney low, high;          /* an hour of the whole fleet, now */
  int saved_low, saved_high;   /* percent against on demand; -1: not known */
  guint n_spot;                /* nodes that can be interrupted */
  int range_low, range_high;   /* Spot Advisor's ranges of the ten best pools; -1: not known */
} FloOutlook;

/* Fast enough to be asked at every keystroke: it reads the pools once. */
void  flo_outlook_compute       (FloDraft         *draft,
                                 FloOutlook       *outlook);
/* "10 pools: 5 machines in 4 zones". All return new strings. */
char *flo_outlook_describe_set  (const FloOutlook *outlook);
/* "$0.31–$0.38 /h, about $223–$274 in 30 days, 61–68 % below on demand"; NULL when nothing is known */
char *flo_outlook_describe_cost (const FloOutlook *outlook);
/* "Interrupted in a month: 5–15 % of such instances, so at most 2 of your 12"; NULL as above */
char *flo_outlook_describe_risk (const FloOutlook *outlook);

G_END_DECLS
