/* flo-price-statistics.c: what a pool's prices were like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-statistics.h"

#include <math.h>

#include "market/flo-price-walk.h"

#define SECONDS_PER_DAY 86400.0

/* How long one price held in all. */
typedef struct
{
  FloMoney price;
  gint64 seconds;
} Level;

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  const Level *left = a;
  const Level *right = b;

  return left->price == right->price ? 0 : left->price < right->price ? -1 : 1;
}

/* Of @levels, sorted by price: the least price at or below which the price was for @percent of the time */
static FloMoney
find_percentile (GArray *levels,
                 gint64  seconds,
                 guint   percent)
{
  gint64 below = 0;

  for (guint i = 0; i < levels->len; i++)
    {
      const Level *level = &g_array_index (levels, Level, i);

      below += level->seconds;
      if ((__int128) below * 100 >= (__int128) seconds * percent)
        return level->price;
    }

  return 0;
}

/* Fills in @statistics' window, extremes and changes.
 * Returns: (transfer full): the steps as levels, in order of time */
static GArray *
collect (FloPriceSeries     *series,
         gint64              from,
         gint64              to,
         FloPriceStatistics *statistics)
{
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (Level));
  FloPriceWalk walk;
  FloPriceStretch step;

  flo_price_walk_init (&walk, series, from, to);
  while (flo_price_walk_next (&walk, &step))
    {
      Level level = { step.price, step.end - step.start };

      if (levels->len == 0)
        {
          statistics->from = step.start;
          statistics->minimum = statistics->maximum = step.price;
        }
      else if (step.price != statistics->now)
        {
          statistics->n_changes++;
        }
      statistics->minimum = MIN (statistics->minimum, step.price);
      statistics->maximum = MAX (statistics->maximum, step.price);
      statistics->now = step.price;
      statistics->to = step.end;
      g_array_append_val (levels, level);
    }

  return levels;
}

/* The mean is exact, before it is rounded; what is about its neighbourhood need not be. */
static void
measure_moments (GArray             *levels,
                 FloPriceStatistics *statistics)
{
  gint64 seconds = statistics->to - statistics->from;
  double middle = (double) seconds / 2, at = 0, squares = 0, slope = 0, mean;
  __int128 sum = 0;

  for (guint i = 0; i < levels->len; i++)
    sum += (__int128) g_array_index (levels, Level, i).price * g_array_index (levels, Level, i).seconds;
  statistics->mean = (FloMoney) ((sum + seconds / 2) / seconds);
  mean = (double) sum / (double) seconds;

  for (guint i = 0; i < levels->len; i++)
    {
      const Level *level = &g_array_index (levels, Level, i);
      double start = at - middle, end = start + (double) level->seconds;
      double offset = (double) level->price - mean;

      squares += offset * offset * (double) level->seconds;
      slope += offset * (end * end - start * start) / 2;
      at += (double) level->seconds;
    }
  if (mean <= 0)
    return;
  statistics->volatility = sqrt (squares / (double) seconds) / mean;
  statistics->trend = slope / (pow ((double) seconds, 3) / 12) * SECONDS_PER_DAY / mean;
}

/**
 * flo_price_statistics_compute:
 * @series: a pool's prices
 * @from: Unix seconds
 * @to: Unix seconds
 * @statistics: (out caller-allocates): what [@from, @to) was like
 *
 * Returns: FALSE, with @statistics all zero, when no price in the window is known
 */
gboolean
flo_price_statistics_compute (FloPriceSeries     *series,
                              gint64              from,
                              gint64              to,
                              FloPriceStatistics *statistics)
{
  g_autoptr(GArray) levels = NULL;
  gint64 seconds;

  g_return_val_if_fail (FLO_IS_PRICE_SERIES (series), FALSE);
  g_return_val_if_fail (statistics != NULL, FALSE);

  *statistics = (FloPriceStatistics) { 0 };
  levels = collect (series, from, to, statistics);
  if (levels->len == 0)
    return FALSE;

  measure_moments (levels, statistics);
  seconds = statistics->to - statistics->from;
  g_array_sort (levels, compare_levels);
  statistics->low = find_percentile (levels, seconds, 5);
  statistics->median = find_percentile (levels, seconds, 50);
  statistics->high = find_percentile (levels, seconds, 95);

  return TRUE;
}

/**
 * flo_price_statistics_seconds_above:
 * @series: a pool's prices
 * @from: Unix seconds
 * @to: Unix seconds
 * @threshold: USD/hour
 *
 * Returns: how many seconds of [@from, @to) the price was above @threshold
 */
gint64
flo_price_statistics_seconds_above (FloPriceSeries *series,
                                    gint64          from,
                                    gint64          to,
                                    FloMoney        threshold)
{
  FloPriceWalk walk;
  FloPriceStretch step;
  gint64 seconds = 0;

  g_return_val_if_fail (FLO_IS_PRICE_SERIES (series), 0);

  flo_price_walk_init (&walk, series, from, to);
  while (flo_price_walk_next (&walk, &step))
    if (step.price > threshold)
      seconds += step.end - step.start;

  return seconds;
}

/**
 * flo_price_statistics_saving:
 * @price: USD/hour
 * @on_demand: USD/hour; 0 = not known
 *
 * Returns: how many percent @price is below @on_demand, towards zero, negative when it is above;
 *   0 when @on_demand is not known
 */
int
flo_price_statistics_saving (FloMoney price,
                             FloMoney on_demand)
{
  gint64 saved = on_demand - price;

  if (on_demand <= 0)
    return 0;

  return (int) ((__int128) saved * 100 / on_demand);
}
