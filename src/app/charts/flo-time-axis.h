/* flo-time-axis.h: the axis of time: round local times from seconds to years
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/charts/flo-axis.h"

G_BEGIN_DECLS

#define FLO_TYPE_TIME_AXIS (flo_time_axis_get_type ())
G_DECLARE_FINAL_TYPE (FloTimeAxis, flo_time_axis, FLO, TIME_AXIS, FloAxis)

/* Values are Unix seconds; marks stand at round times of @zone ((nullable): the local one). */
FloAxis   *flo_time_axis_new      (GTimeZone   *zone);
GTimeZone *flo_time_axis_get_zone (FloTimeAxis *self);

G_END_DECLS
