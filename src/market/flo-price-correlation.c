/* flo-price-correlation.c: whether two pools' prices move together
 *
 * AWS moves prices at a moment of its own in every pool, so moments are never the same; what is compared is by how
 * much the mean price changed from one stretch of time to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-correlation.h"

#include <math.h>

#include "market/flo-price-walk.h"

/* As a share of the price */
#define NOTHING 1e-9

/* Adds to the stretches of @step seconds from @from what @price_step contributes to their means. */
static void
spread (double             *cells,
        gint64              from,
        gint64              step,
        const FloPriceStretch *price_step)
{
  gint64 end;

  for (gint64 start = price_step->start; start < price_step->end; start = end)
    {
      gint64 cell = (start - from) / step;

      end = MIN (from + (cell + 1) * step, price_step->end);
      cells[cell] += (double) price_step->price * (double) (end - start) / (double) step;
    }
}

double *
flo_price_correlation_standardise (FloPriceSeries *series,
                                   gint64          from,
                                   gint64          step,
                                   gsize           n_steps)
{
  g_autofree double *cells = NULL;
  double mean = 0, squares = 0, level = 0;
  gint64 known_from = G_MAXINT64;
  FloPriceWalk walk;
  FloPriceStretch price_step;

  g_return_val_if_fail (FLO_IS_PRICE_SERIES (series), NULL);
  g_return_val_if_fail (step > 0 && n_steps > 2, NULL);

  cells = g_new0 (double, n_steps);
  flo_price_walk_init (&walk, series, from, from + step * (gint64) n_steps);
  while (flo_price_walk_next (&walk, &price_step))
    {
      known_from = MIN (known_from, price_step.start);
      spread (cells, from, step, &price_step);
    }
  if (known_from > from)
    return NULL;

  for (gsize i = 0; i + 1 < n_steps; i++)
    {
      level = MAX (level, cells[i]);
      cells[i] = cells[i + 1] - cells[i];
      mean += cells[i] / (double) (n_steps - 1);
    }
  for (gsize i = 0; i + 1 < n_steps; i++)
    {
      cells[i] -= mean;
      squares += cells[i] * cells[i];
    }
  /* What a price that never changes seems to change by is rounding. */
  if (sqrt (squares) < level * NOTHING)
    squares = 0;
  for (gsize i = 0; i + 1 < n_steps; i++)
    cells[i] = squares > 0 ? cells[i] / sqrt (squares) : 0;

  return g_steal_pointer (&cells);
}

double
flo_price_correlation_multiply (const double *a,
                                const double *b,
                                gsize         n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];

  return CLAMP (sum, -1, 1);
}

/* When the first price of it is known; @to when none is */
static gint64
find_known (FloPriceSeries *series,
            gint64          from,
            gint64          to)
{
  FloPriceWalk walk;
  FloPriceStretch stretch;

  flo_price_walk_init (&walk, series, from, to);

  return flo_price_walk_next (&walk, &stretch) ? stretch.start : to;
}

/* Over the whole steps at the end of the window that are known of both; @whole: (nullable): what is known already of the
 * whole window. */
static void
compare (FloPricePair          *pair,
         FloPriceSeries *const *series,
         GPtrArray             *whole,
         gint64                 from,
         gint64                 step,
         gsize                  n_steps)
{
  gsize skipped = (gsize) ((pair->from - from + step - 1) / step);
  gsize n = n_steps - MIN (skipped, n_steps);
  g_autofree double *first = NULL, *second = NULL;

  pair->from = from + (gint64) skipped * step;
  pair->n_changes = n > 0 ? (guint) n - 1 : 0;
  pair->correlation = NAN;
  if (n < 3)
    return;
  if (skipped == 0)
    {
      pair->correlation = flo_price_correlation_multiply (whole->pdata[pair->a], whole->pdata[pair->b], n - 1);
      return;
    }
  first = flo_price_correlation_standardise (series[pair->a], pair->from, step, n);
  second = flo_price_correlation_standardise (series[pair->b], pair->from, step, n);
  pair->correlation = flo_price_correlation_multiply (first, second, n - 1);
}

/* The most alike first, those of which nothing can be said last */
static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const FloPricePair *first = a, *second = b;

  if (isnan (first->correlation) != isnan (second->correlation))
    return isnan (first->correlation) ? 1 : -1;
  if (!isnan (first->correlation) && first->correlation != second->correlation)
    return first->correlation > second->correlation ? -1 : 1;

  return first->a != second->a ? (first->a < second->a ? -1 : 1) : first->b < second->b ? -1 : first->b > second->b;
}

/**
 * flo_price_correlation_list_pairs:
 * @series: (array length=n_series): pools' prices
 * @n_series: how many
 * @from: Unix seconds
 * @to: Unix seconds; what is left of the last whole @step is not looked at
 * @step: seconds, at least 1: several times as long as prices usually hold
 *
 * Pearson's correlation of the changes of the mean price from one @step to the next, for each two pools, over as much
 * of the window as is known of both. It is 0 where a price never changes.
 *
 * Returns: (transfer full) (element-type FloPricePair): the most alike first
 */
GArray *
flo_price_correlation_list_pairs (FloPriceSeries *const *series,
                                  guint                  n_series,
                                  gint64                 from,
                                  gint64                 to,
                                  gint64                 step)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (FloPricePair));
  g_autoptr(GPtrArray) whole = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint64 *known = g_new (gint64, MAX (n_series, 1));
  gsize n_steps;

  g_return_val_if_fail (step > 0, pairs);

  n_steps = to > from ? (gsize) ((to - from) / step) : 0;
  to = from + (gint64) n_steps * step;
  for (guint i = 0; i < n_series; i++)
    {
      known[i] = find_known (series[i], from, to);
      g_ptr_array_add (whole, n_steps > 2 ? flo_price_correlation_standardise (series[i], from, step, n_steps) : NULL);
    }
  for (guint i = 0; i < n_series; i++)
    for (guint j = i + 1; j < n_series; j++)
      {
        FloPricePair pair = { .a = i, .b = j, .from = MAX (known[i], known[j]) };

        compare (&pair, series, whole, from, step, n_steps);
        g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

/**
 * flo_price_correlation_get_noise:
 * @n_changes: how many changes were compared
 *
 * Returns: up to which correlation pools that have nothing to do with one another seem to be alike, 19 times of 20
 */
double
flo_price_correlation_get_noise (guint n_changes)
{
  return n_changes > 4 ? 2 / sqrt (n_changes) : 1;
}
