/* flo-launch-row.h: what a launch waits for, and what becomes of one that fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_LAUNCH_ROW (flo_launch_row_get_type ())
G_DECLARE_FINAL_TYPE (FloLaunchRow, flo_launch_row, FLO, LAUNCH_ROW, FloConfigRow)

G_END_DECLS
