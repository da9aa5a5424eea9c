/* flo-health-row.h: what is done when a node runs but does not work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_HEALTH_ROW (flo_health_row_get_type ())
G_DECLARE_FINAL_TYPE (FloHealthRow, flo_health_row, FLO, HEALTH_ROW, FloConfigRow)

G_END_DECLS
