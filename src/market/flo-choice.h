/* flo-choice.h: which pools are better than others, and which to spread a fleet over
 *
 * The one order of pools there is: by what an hour of useful work is expected to cost in each. Whoever needs the best
 * pools, or a reason why one is not among them, asks here; flo-selection.h says what fits at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-pool-memory.h"
#include "market/flo-selection.h"

G_BEGIN_DECLS

/* AWS advises to be flexible across at least ten instance types (EC2 User Guide, "Best practices for Amazon EC2 Spot"). */
#define FLO_CHOICE_POOLS 10

/* Minutes of work that an interruption costs, unless somebody knows better: work that is saved every hour is saved half
 * an hour ago, in the middle. */
#define FLO_CHOICE_LOST_MINUTES 30

/* What is at stake. */
typedef struct
{
  double lost_hours;      /* of work with each interruption: what was not saved, and until a successor works */
  double retry_hours;     /* that pass when a launch finds no capacity */
  double work_hours;      /* that a node is needed for, in the middle */
} FloChoiceTerms;

/* The last two are ours, not measured: from a launch that finds nothing to a node that works somewhere else, with the
 * minutes that a pool is left alone (fleet/flo-blocked-pools.h) and a machine's start; and a day of work. */
#define FLO_CHOICE_TERMS_INIT { .lost_hours = FLO_CHOICE_LOST_MINUTES / 60.0, .retry_hours = 0.25, .work_hours = 24 }

/* Borrowed from the market. */
typedef struct
{
  const FloPool *pool;
  double interruption_rate;    /* an hour of one node; -1: not known */
  double refusal_risk;         /* of a launch, 0–1; -1: not tried lately */
  FloMoney useful_price;       /* USD for an hour of useful work */
} FloRankedPool;

/* Immutable. */
typedef struct _FloChoice FloChoice;

FloChoice           *flo_choice_new           (FloMarket            *market,
                                               const FloNeed        *need,
                                               FloPoolMemory        *memory,
                                               const FloChoiceTerms *terms,
                                               guint                 n_pools);
void                 flo_choice_free          (FloChoice            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloChoice, flo_choice_free)

/* All that fit, the best first. */
guint                flo_choice_get_n_ranked  (FloChoice            *self);
const FloRankedPool *flo_choice_get_ranked    (FloChoice            *self,
                                               guint                 index);
/* Returns: (transfer container) (element-type FloPool): the same, borrowed from the market */
GPtrArray           *flo_choice_list_ranked   (FloChoice            *self);
/* The diverse set, in the order in which they were chosen. */
guint                flo_choice_get_n_chosen  (FloChoice            *self);
const FloRankedPool *flo_choice_get_chosen    (FloChoice            *self,
                                               guint                 index);
/* Its place among the chosen; -1: it is not one of them */
int                  flo_choice_find          (FloChoice            *self,
                                               const FloPool        *pool);
/* In a few words. (transfer full) */
char                *flo_choice_describe      (FloChoice            *self,
                                               guint                 index);
char                *flo_choice_explain       (FloChoice            *self,
                                               const FloNeed        *need,
                                               const FloPool        *pool);

GPtrArray           *flo_choice_list          (FloMarket            *market,
                                               const FloNeed        *need,
                                               FloPoolMemory        *memory,
                                               const FloChoiceTerms *terms);

G_END_DECLS
