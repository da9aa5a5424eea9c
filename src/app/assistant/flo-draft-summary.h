/* flo-draft-summary.h: what a draft's choice comes to: pools, cost, how often nodes will be taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_pools, n_types, n_zones;    /* that were chosen */
  guint n_others;              /* pools that fit as well */
  gboolean priced;             /* the next four are known */
  FloMoney low, high;          /* an hour of the whole fleet, now */
  int saved_low, saved_high;   /* percent against on demand; -1: not known */
  guint n_spot;                /* nodes that can be interrupted */
  double interruptions;        /* expected of those nodes in 30 days; our own record counts; -1: not known */
  int range_low, range_high;   /* Spot Advisor's ranges of the chosen pools; -1: not known */
} FloDraftSummary;

/* Fast enough to be asked at every keystroke: it reads the pools once. */
void  flo_draft_summary_compute       (FloDraft              *draft,
                                       FloDraftSummary       *summary);
/* "10 pools: 5 machine types in 4 zones; 312 more in reserve". All return new strings. */
char *flo_draft_summary_describe_set  (const FloDraftSummary *summary);
/* "$0.31–$0.38 /h, about $223–$274 in 30 days at prices of now; Spot is 61–68 % below on demand"; NULL when
 * nothing is known */
char *flo_draft_summary_describe_cost (const FloDraftSummary *summary);
/* How many of such machines AWS took back in a month, and how many of these nodes that would be; NULL as above */
char *flo_draft_summary_describe_risk (const FloDraftSummary *summary);

G_END_DECLS
