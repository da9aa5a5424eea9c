/* flo-zone-steps.h: a zone's cost as a step series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-step-series.h"
#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* Named like the zone; follows @costs as long as both live. Returns: (transfer full) */
FloStepSeries *flo_zone_steps_new (FloZoneCostSeries *costs);

G_END_DECLS
