/* flo-zone-cost-series-private.h: how the fleet's runner writes a zone's cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

FloZoneCostSeries *flo_zone_cost_series_new    (const char        *zone) G_GNUC_WARN_UNUSED_RESULT;
/* Adds a step. Steps only go forward: one at the time of the last replaces it, an earlier one is
 * taken as at the last one's time, and one that changes nothing is left out.
 * Returns: whether the series changed */
gboolean           flo_zone_cost_series_append (FloZoneCostSeries *self,
                                                gint64             time,
                                                FloMoney           per_hour,
                                                guint              nodes);

G_END_DECLS
