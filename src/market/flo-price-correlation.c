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

/**
 * flo_price_correlation_matrix:
 * @series: (array length=n_series): pools' prices
 * @n_series: how many
 * @from: Unix seconds
 * @to: Unix seconds; what is left of the last whole @step is not looked at
 * @step: seconds, at least 1: several times as long as prices usually hold
 *
 * Pearson's correlation of the changes of the mean price from one @step to the next. It is 0 where a price never
 * changes, and NaN where the prices of the window are not known in full, also of a pool with itself.
 *
 * Returns: (transfer full) (nullable): @n_series × @n_series numbers between -1 and 1, row by row;
 *   %NULL when the window has fewer than three steps
 */
double *
flo_price_correlation_matrix (FloPriceSeries *const *series,
                              guint                  n_series,
                              gint64                 from,
                              gint64                 to,
                              gint64                 step)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);
  double *matrix;
  gsize n_cells;

  g_return_val_if_fail (step > 0, NULL);

  n_cells = to > from ? (gsize) ((to - from) / step) : 0;
  if (n_cells < 3)
    return NULL;

  for (guint i = 0; i < n_series; i++)
    g_ptr_array_add (changes, flo_price_correlation_standardise (series[i], from, step, n_cells));

  matrix = g_new (double, (gsize) n_series * n_series);
  for (guint i = 0; i < n_series; i++)
    for (guint j = i; j < n_series; j++)
      {
        const double *a = changes->pdata[i], *b = changes->pdata[j];
        double correlation = a == NULL || b == NULL ? NAN : flo_price_correlation_multiply (a, b, n_cells - 1);

        matrix[i * n_series + j] = matrix[j * n_series + i] = correlation;
      }

  return matrix;
}
