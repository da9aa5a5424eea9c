/* flo-schedule-row.h: how many nodes there are at which times
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_SCHEDULE_ROW (flo_schedule_row_get_type ())
G_DECLARE_FINAL_TYPE (FloScheduleRow, flo_schedule_row, FLO, SCHEDULE_ROW, FloConfigRow)

G_END_DECLS
