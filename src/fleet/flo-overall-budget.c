/* flo-overall-budget.c: what all fleets of an account may cost together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-overall-budget"

#include "flotilla-config.h"

#include "config/flo-config-table.h"
#include "fleet/flo-overall-budget.h"

#define MOST_PERCENT 1000


static const char * const *
list_words (void)
{
  return flo_config_field_find ("budget", "at_limit")->choices;
}

const char *
flo_budget_action_get_word (FloBudgetAction action)
{
  return list_words ()[action];
}

gboolean
flo_budget_action_from_word (const char      *word,
                             FloBudgetAction *action)
{
  const char * const *words = list_words ();

  g_return_val_if_fail (action != NULL, FALSE);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *action = (FloBudgetAction) i;
        return TRUE;
      }

  return FALSE;
}

FloOverallBudget
flo_overall_budget_from_record (const FloBudgetRecord *record)
{
  FloOverallBudget self = { .at_limit = FLO_BUDGET_STOP_GROWING };

  g_return_val_if_fail (record != NULL, self);

  self.per_hour = record->per_hour;
  self.per_day = record->per_day;
  self.per_month = record->per_month;
  flo_budget_action_from_word (record->at_limit, &self.at_limit);

  return self;
}

gboolean
flo_overall_budget_is_set (const FloOverallBudget *self)
{
  return self != NULL && (self->per_hour > 0 || self->per_day > 0 || self->per_month > 0);
}

guint
flo_overall_budget_get_percent (FloMoney spent,
                                FloMoney budget)
{
  return budget > 0 ? (guint) MIN ((__int128) spent * 100 / budget, MOST_PERCENT) : 0;
}
