/* flo-backtest-line.c: what a backtest finds out, a line each: for the command and the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-backtest"

#include "flotilla-config.h"

#include "backtest/flo-backtest-line.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define SECONDS_PER_HOUR 3600
#define MILLION 1e6

const FloBacktestLine FLO_BACKTEST_LINES[] = {
  { FLO_BACKTEST_COST, FLO_BACKTEST_MONEY, N_("cost"), "cost" },
  { FLO_BACKTEST_ON_DEMAND_COST, FLO_BACKTEST_MONEY, N_("of that, on demand"), "on_demand_cost" },
  { FLO_BACKTEST_EXTRAS_COST, FLO_BACKTEST_MONEY, N_("storage, addresses"), "extras_cost" },
  { FLO_BACKTEST_AVAILABILITY, FLO_BACKTEST_SHARE, N_("wanted nodes that ran"), "availability" },
  { FLO_BACKTEST_CAPACITY, FLO_BACKTEST_SHARE, N_("all zones had as spot"), "capacity", TRUE },
  { FLO_BACKTEST_INTERRUPTIONS, FLO_BACKTEST_COUNT, N_("interruptions"), "interruptions" },
  { FLO_BACKTEST_LOST, FLO_BACKTEST_HOURS, N_("hours of work lost"), "lost_hours" },
  { FLO_BACKTEST_FALLBACK, FLO_BACKTEST_HOURS, N_("node-hours of fallback"), "fallback_hours" },
  { FLO_BACKTEST_REFUSALS, FLO_BACKTEST_COUNT, N_("launches in vain"), "refusals" },
  { FLO_BACKTEST_ENDED, FLO_BACKTEST_COUNT, N_("nodes ended by us"), "ended" },
  { FLO_BACKTEST_MISSES, FLO_BACKTEST_SHARE, N_("deadlines missed"), "missed", .of_deadline = TRUE },
  { FLO_BACKTEST_WORK, FLO_BACKTEST_SHARE, N_("work done by then"), "work_done", .of_deadline = TRUE },
  { FLO_BACKTEST_SPARE, FLO_BACKTEST_HOURS, N_("hours to spare"), "spare_hours", .of_deadline = TRUE },
};
const guint FLO_BACKTEST_N_LINES = G_N_ELEMENTS (FLO_BACKTEST_LINES);

/**
 * flo_backtest_line_is_known:
 * @self: a line
 * @result: of a backtest
 * @config: that was tested
 *
 * Returns: whether there is something to tell
 */
gboolean
flo_backtest_line_is_known (const FloBacktestLine *self,
                            const FloBacktest     *result,
                            const FloConfig       *config)
{
  g_return_val_if_fail (self != NULL && result != NULL && config != NULL, FALSE);

  return (!self->of_traces || result->n_zones > 0) && (!self->of_deadline || config->deadline.work_hours > 0);
}

/* Of counts, which are rounded in the figures: not rounded. */
static double
get_mean (const FloBacktestLine *self,
          const FloBacktest     *result)
{
  double sum = 0;

  for (guint i = 0; i < result->options.trajectories; i++)
    sum += (double) result->values[self->figure][i];

  return sum / result->options.trajectories;
}

/**
 * flo_backtest_line_format_mean:
 * @self: a line
 * @result: of a backtest
 *
 * Returns: (transfer full): the mean for people; of what is counted with a decimal place, as few are seldom none
 */
char *
flo_backtest_line_format_mean (const FloBacktestLine *self,
                               const FloBacktest     *result)
{
  g_return_val_if_fail (self != NULL && result != NULL, NULL);

  if (self->unit != FLO_BACKTEST_COUNT)
    return flo_backtest_format (self->unit, result->figures[self->figure].mean);

  return g_strdup_printf ("%.1f", get_mean (self, result));
}

/**
 * flo_backtest_line_format_difference:
 * @self: a line
 * @one: of a backtest
 * @other: of another config's
 *
 * Returns: (transfer full): how much higher the mean of @other is, with its sign; nothing when it is the same
 */
char *
flo_backtest_line_format_difference (const FloBacktestLine *self,
                                     const FloBacktest     *one,
                                     const FloBacktest     *other)
{
  double difference;
  g_autofree char *apart = NULL;

  g_return_val_if_fail (self != NULL && one != NULL && other != NULL, NULL);

  difference = get_mean (self, other) - get_mean (self, one);
  apart = self->unit == FLO_BACKTEST_COUNT ? g_strdup_printf ("%.1f", fabs (difference))
                                           : flo_backtest_format (self->unit, llround (fabs (difference)));

  return difference == 0 ? g_strdup ("") : g_strconcat (difference < 0 ? "−" : "+", apart, NULL);
}

/**
 * flo_backtest_format:
 * @unit: what @value is in
 * @value: of a figure
 *
 * Returns: (transfer full): the same for people, without what is counted: "$12.30", "99.21 %", "4", "0.5"
 */
char *
flo_backtest_format (FloBacktestUnit unit,
                     gint64          value)
{
  switch (unit)
    {
    case FLO_BACKTEST_MONEY:
      return flo_money_format (value);
    case FLO_BACKTEST_SHARE:
      return g_strdup_printf ("%.2f %%", value * 100 / MILLION);
    case FLO_BACKTEST_HOURS:
      return g_strdup_printf ("%.1f", (double) value / SECONDS_PER_HOUR);
    case FLO_BACKTEST_COUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}
