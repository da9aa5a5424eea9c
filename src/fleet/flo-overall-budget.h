/* flo-overall-budget.h: what all fleets of an account may cost together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "store/flo-budget-records.h"

G_BEGIN_DECLS

/* The bounds, USD; 0: no such bound. What it leaves to one fleet is known with what the others cost. */
typedef struct
{
  FloMoney per_hour;           /* no node is launched that would exceed it */
  FloMoney per_day;            /* a day of UTC */
  FloMoney per_month;          /* a month of UTC */
  FloBudgetAction at_limit;    /* what happens when a day's or a month's is spent */

  /* The other fleets of the account, those that were destroyed since among them: */
  FloMoney others_per_hour;    /* with what they are about to launch */
  FloMoney others_today;
  FloMoney others_month;
  FloMoney own_per_hour;       /* what the fleet in question costs already, when it is to be changed; else of no matter */
  gboolean others_unknown;     /* not all of them were looked at yet, so that the first is not known */
  gboolean tells;              /* the fleet in question is the one that tells of it */
} FloOverallBudget;

/**
 * flo_overall_budget_from_record:
 * @record: as the store has it
 *
 * A word of a newer version is read as the mildest one, "stop-growing".
 *
 * Returns: the bounds; nothing of other fleets is in it yet
 */
FloOverallBudget  flo_overall_budget_from_record  (const FloBudgetRecord  *record);
/* Whether there is any bound. @self: (nullable) */
gboolean          flo_overall_budget_is_set       (const FloOverallBudget *self);
/* How many percent of @budget are @spent, up to 1000; 0 without a budget. */
guint             flo_overall_budget_get_percent  (FloMoney                spent,
                                                   FloMoney                budget);
/* What stands in configs, too: "stop-growing", "base", "stop". */
const char       *flo_budget_action_get_word      (FloBudgetAction         action);
gboolean          flo_budget_action_from_word     (const char             *word,
                                                   FloBudgetAction        *action);

G_END_DECLS
