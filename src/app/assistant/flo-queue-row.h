/* flo-queue-row.h: as many nodes as there is work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_QUEUE_ROW (flo_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (FloQueueRow, flo_queue_row, FLO, QUEUE_ROW, FloConfigRow)

G_END_DECLS
