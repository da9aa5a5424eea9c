/* flo-deadline.c: whether work that has to be done in time runs on spot, on demand, or waits
 *
 * "Uniform progress" of Wu et al., "Can't Be Late: Optimizing Spot Instance Savings under Deadlines" (NSDI 2024), with
 * one rule more, for spot that stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-deadline"

#include "flotilla-config.h"

#include "fleet/plan/flo-deadline.h"

/* To leave on demand for spot takes a changeover, and another one comes when spot is taken: it has to stay for so many. */
#define WORTH_CHANGEOVERS 4


/* Whether as much is done as there should be at @elapsed, if work went on evenly. */
static gboolean
is_on_schedule (const FloDeadlineState *state,
                gint64                  elapsed)
{
  return (__int128) state->done * state->time >= (__int128) MIN (elapsed, state->time) * state->work;
}

/**
 * flo_deadline_decide:
 * @state: how things are
 *
 * Spot is kept until it is taken. Without it work waits as long as it is on schedule, and runs on demand when it is
 * behind, until it is ahead by two changeovers; or, where spot is known to stay (@lasts), until there is spot again.
 * When what time is left beyond the work no longer suffices for a last try, it runs on demand to the end, so that
 * whatever can be done in time on demand alone is done in time.
 *
 * Returns: what is to run now
 */
FloDeadlineMode
flo_deadline_decide (const FloDeadlineState *state)
{
  gint64 left, slack, least;

  g_return_val_if_fail (state != NULL, FLO_DEADLINE_IDLE);

  left = state->work - state->done;
  slack = state->time - state->elapsed - left;
  least = state->changeover + MAX (state->changeover, state->step);
  if (left <= 0)
    return FLO_DEADLINE_IDLE;
  /* While it runs the slack stays as it is, and a changeover is still in it: it began with two. */
  if (state->now == FLO_DEADLINE_SPOT && state->spot)
    return FLO_DEADLINE_SPOT;
  if (slack < least)
    return FLO_DEADLINE_ON_DEMAND;

  if (state->now == FLO_DEADLINE_ON_DEMAND)
    {
      gboolean worth = state->spot && state->lasts > 0 && state->lasts >= WORTH_CHANGEOVERS * state->changeover;

      if (!worth && !is_on_schedule (state, state->elapsed + 2 * state->changeover))
        return FLO_DEADLINE_ON_DEMAND;
    }
  if (state->spot)
    return FLO_DEADLINE_SPOT;

  return is_on_schedule (state, state->elapsed) ? FLO_DEADLINE_IDLE : FLO_DEADLINE_ON_DEMAND;
}

/* How long spot stays in a zone, in the middle; what is there now may have stayed longer already. */
static gint64
get_lasts (const FloDeadlineZone *zone)
{
  return MAX (zone->n > 0 ? zone->total / zone->n : 0, zone->since);
}

/**
 * flo_deadline_choose_zone:
 * @zones: (array length=n_zones): what was seen
 * @n_zones: how many
 * @lasts: (out): how long spot stays there
 *
 * Returns: the one with spot in which it stayed longest; -1: none has any
 */
int
flo_deadline_choose_zone (const FloDeadlineZone *zones,
                          guint                  n_zones,
                          gint64                *lasts)
{
  int best = -1;

  g_return_val_if_fail (zones != NULL || n_zones == 0, -1);
  g_return_val_if_fail (lasts != NULL, -1);

  *lasts = 0;
  for (guint i = 0; i < n_zones; i++)
    if (zones[i].spot && (best < 0 || get_lasts (&zones[i]) > *lasts))
      {
        best = i;
        *lasts = get_lasts (&zones[i]);
      }

  return best;
}
