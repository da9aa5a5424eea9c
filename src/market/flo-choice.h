/* flo-choice.h: which pools to spread a fleet over, by what an hour of useful work costs in each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-pool-record.h"
#include "market/flo-selection.h"

G_BEGIN_DECLS

/* AWS advises to be flexible across at least ten instance types (EC2 User Guide, "Best practices for Amazon EC2 Spot"). */
#define FLO_CHOICE_POOLS 10

/* What is at stake. */
typedef struct
{
  guint n_pools;          /* to choose */
  double lost_hours;      /* of work with each interruption: what was not saved, and until a successor works */
  double retry_hours;     /* that pass when a launch finds no capacity */
} FloChoiceTerms;

/* Borrowed from the market. */
typedef struct
{
  const FloPool *pool;
  double interruption_rate;    /* an hour of one node; -1: not known */
  double refusal_risk;         /* of a launch, 0–1; -1: not tried lately */
  FloMoney useful_price;       /* USD for an hour of useful work */
  gboolean new_zone;           /* the first of its zone, among those chosen before it */
  gboolean new_type;
} FloChosenPool;

GArray *flo_choice_make     (FloMarket            *market,
                             const FloNeed        *need,
                             FloPoolRecordSet     *records,
                             const FloChoiceTerms *terms);
/* In a few words. (transfer full) */
char   *flo_choice_describe (const FloChosenPool  *chosen);
char   *flo_choice_explain  (const FloNeed        *need,
                             const FloPool        *pool,
                             const GArray         *chosen);

G_END_DECLS
