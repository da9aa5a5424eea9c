/* flo-step-path.c: the line of a step series, no longer than the pixels it is drawn on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-path.h"

#include <math.h>

/* So many steps on one column of pixels are drawn as they are. */
#define CROWD 2

typedef struct
{
  const FloPathWindow *window;
  GArray *points;
  FloMoney level;      /* of the last corner */
} PathBuilder;

static double
get_x (const PathBuilder *builder,
       double             time)
{
  const FloPathWindow *window = builder->window;

  return (time - window->from) / (window->to - window->from) * window->width;
}

static void
add_corner (PathBuilder *builder,
            double       x,
            FloMoney     value)
{
  FloPathPoint point = { x, value };

  g_array_append_val (builder->points, point);
  builder->level = value;
}

/* Goes along the level to @x, then up or down. */
static void
step_to (PathBuilder *builder,
         double       x,
         FloMoney     value)
{
  if (value == builder->level && builder->points->len > 0)
    return;
  if (builder->points->len > 0)
    add_corner (builder, x, builder->level);
  add_corner (builder, x, value);
}

/* Several steps on one column of pixels: the order of what lies between cannot be seen, nor where in it they are; so
 * there are no more corners than the extremes need, because each costs when the line is drawn. */
static void
add_crowd (PathBuilder   *builder,
           FloStepSeries *series,
           const FloStep *steps,
           gsize          first,
           gsize          end,
           gsize         *n_probes)
{
  double x = get_x (builder, (double) steps[first].time);
  FloMoney last = steps[end - 1].value;
  FloMoney min, max, from;

  flo_step_series_scan (series, first, end, &min, &max, n_probes);
  from = builder->points->len > 0 ? builder->level : steps[first].value;
  if (builder->points->len == 0 || min != from || max != from)
    add_corner (builder, x, from);
  if (min < MIN (from, last))
    add_corner (builder, x, min);
  if (max > MAX (from, last))
    add_corner (builder, x, max);
  if (builder->level != last)
    add_corner (builder, x, last);
}

/* As flo_step_series_count_until(), for a place that is not before @from and probably @ahead of it:
 * searches from there, where what is read lies together. */
static gsize
count_until_near (const FloStep *steps,
                  gsize          n_steps,
                  double         time,
                  gsize          from,
                  gsize          ahead)
{
  gsize low = from, high = n_steps;
  gsize place = MIN (from + ahead, n_steps);

  for (gsize stride = 1; place < high && (double) steps[place].time <= time; stride *= 2)
    {
      low = place + 1;
      place = MIN (place + stride, n_steps);
    }
  high = place;
  for (gsize stride = 1; low < high && (double) steps[high - 1].time > time; stride *= 2)
    {
      gsize next = high - MIN (stride, high - low);

      if (next == low)
        break;
      if ((double) steps[next - 1].time <= time)
        {
          low = next;
          break;
        }
      high = next;
    }
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if ((double) steps[middle].time <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

GArray *
flo_step_path_new (FloStepSeries       *series,
                   const FloPathWindow *window,
                   gsize               *n_probes)
{
  g_autoptr(GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (FloPathPoint),
                                                (guint) MIN (window->width, 4096) * 3);
  PathBuilder builder = { window, points, 0 };
  const FloStep *steps;
  double until = MIN (window->to, window->end);
  double column;
  gsize n_steps, i, end, ahead = 1;

  g_return_val_if_fail (FLO_IS_STEP_SERIES (series), NULL);
  g_return_val_if_fail (window->to > window->from && window->width >= 1, NULL);

  column = (window->to - window->from) / ceil (window->width);
  steps = flo_step_series_get_steps (series, &n_steps);
  i = flo_step_series_count_until (series, window->from);
  end = flo_step_series_count_until (series, until);
  if (end == 0 || until < window->from)
    return g_steal_pointer (&points);

  if (i > 0)
    add_corner (&builder, 0, steps[i - 1].value);
  while (i < end)
    {
      double place = floor (((double) steps[i].time - window->from) / column);
      /* Not the first of the next column, even where rounding would make it one. */
      gsize next = count_until_near (steps, end, window->from + (place + 1) * column - 1e-6, i,
                                     ahead);

      next = MAX (next, i + 1);
      ahead = next - i;
      if (next > i + CROWD)
        {
          add_crowd (&builder, series, steps, i, next, n_probes);
          i = next;
        }
      for (; i < next; i++)
        step_to (&builder, get_x (&builder, (double) steps[i].time), steps[i].value);
    }
  add_corner (&builder, get_x (&builder, until), builder.level);

  return g_steal_pointer (&points);
}
