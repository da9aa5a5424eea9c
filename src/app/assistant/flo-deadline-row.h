/* flo-deadline-row.h: work that has to be done in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_DEADLINE_ROW (flo_deadline_row_get_type ())
G_DECLARE_FINAL_TYPE (FloDeadlineRow, flo_deadline_row, FLO, DEADLINE_ROW, FloConfigRow)

G_END_DECLS
