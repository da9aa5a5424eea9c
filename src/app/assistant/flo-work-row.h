/* flo-work-row.h: as many nodes as there is work, by a queue, the nodes' CPUs, or a metric
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_WORK_ROW (flo_work_row_get_type ())
G_DECLARE_FINAL_TYPE (FloWorkRow, flo_work_row, FLO, WORK_ROW, FloConfigRow)

G_END_DECLS
