/* flo-price-walk.c: a series of prices, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-walk.h"

/* The index of the last record at or before @time; 0 when there is none */
static gsize
find_point (const FloPricePoint *points,
            gsize                n_points,
            gint64               time)
{
  gsize low = 0, high = n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (points[middle].time <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? low - 1 : 0;
}

void
flo_price_walk_init (FloPriceWalk   *walk,
                     FloPriceSeries *series,
                     gint64          from,
                     gint64          to)
{
  walk->points = flo_price_series_get_points (series, &walk->n_points);
  walk->next = find_point (walk->points, walk->n_points, from);
  walk->from = from;
  walk->to = to;
}

gboolean
flo_price_walk_next (FloPriceWalk    *walk,
                     FloPriceStretch *stretch)
{
  while (walk->next < walk->n_points)
    {
      gsize i = walk->next++;

      stretch->start = MAX (walk->points[i].time, walk->from);
      stretch->end = i + 1 < walk->n_points ? MIN (walk->points[i + 1].time, walk->to) : walk->to;
      stretch->price = walk->points[i].price;
      if (stretch->end > stretch->start)
        return TRUE;
    }

  return FALSE;
}
