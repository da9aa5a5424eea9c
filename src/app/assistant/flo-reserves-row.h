/* flo-reserves-row.h: nodes to spare, and how many may be missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_RESERVES_ROW (flo_reserves_row_get_type ())
G_DECLARE_FINAL_TYPE (FloReservesRow, flo_reserves_row, FLO, RESERVES_ROW, FloConfigRow)

G_END_DECLS
