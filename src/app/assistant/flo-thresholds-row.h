/* flo-thresholds-row.h: prices of a node at which something happens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_THRESHOLDS_ROW (flo_thresholds_row_get_type ())
G_DECLARE_FINAL_TYPE (FloThresholdsRow, flo_thresholds_row, FLO, THRESHOLDS_ROW, FloConfigRow)

G_END_DECLS
