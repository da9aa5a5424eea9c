/* flo-mode-row.h: who keeps the nodes at their number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_MODE_ROW (flo_mode_row_get_type ())
G_DECLARE_FINAL_TYPE (FloModeRow, flo_mode_row, FLO, MODE_ROW, FloConfigRow)

G_END_DECLS
