/* flo-step-path.h: the line of a step series, no longer than the pixels it is drawn on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-step-series.h"

G_BEGIN_DECLS

/* A corner: @x in pixels from the start of the window. */
typedef struct
{
  double x;
  FloMoney value;
} FloPathPoint;

/* The part of time that @width pixels show. The last step holds until @end ("now"), not beyond. */
typedef struct
{
  double from;
  double to;
  double end;
  double width;
} FloPathWindow;

/* No more than this many corners for a pixel column, and this many for both ends. */
#define FLO_STEP_PATH_PER_COLUMN 6
#define FLO_STEP_PATH_ENDS 4

/* The corners from left to right. Where a column holds several steps it shows their first, last,
 * least and greatest value, so that no peak is lost and the work depends on @width alone.
 * Adds to @n_probes ((nullable)) how many values were read.
 * Returns: (transfer full) (element-type FloPathPoint): empty when nothing is in the window */
GArray *flo_step_path_new (FloStepSeries       *series,
                           const FloPathWindow *window,
                           gsize               *n_probes);

G_END_DECLS
