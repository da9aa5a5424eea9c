/* flo-zone-steps.c: a zone's cost as a step series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-zone-steps.h"

static void
costs_changed_cb (FloZoneCostSeries *costs,
                  guint              first,
                  FloStepSeries     *steps)
{
  guint n_points;
  const FloZoneCost *points = flo_zone_cost_series_get_points (costs, &n_points);
  g_autoptr(GArray) tail = g_array_new (FALSE, FALSE, sizeof (FloStep));

  for (guint i = first; i < n_points; i++)
    {
      FloStep step = { points[i].time, points[i].per_hour };

      g_array_append_val (tail, step);
    }
  flo_step_series_replace_tail (steps, first, (const FloStep *) (gpointer) tail->data, tail->len);
}

FloStepSeries *
flo_zone_steps_new (FloZoneCostSeries *costs)
{
  FloStepSeries *steps;

  g_return_val_if_fail (FLO_IS_ZONE_COST_SERIES (costs), NULL);

  steps = flo_step_series_new (flo_zone_cost_series_get_zone (costs));
  costs_changed_cb (costs, 0, steps);
  g_signal_connect_object (costs, "changed", G_CALLBACK (costs_changed_cb), steps, 0);

  return steps;
}
