/* flo-warnings-row.h: how early warnings of AWS are heard, and what follows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_WARNINGS_ROW (flo_warnings_row_get_type ())
G_DECLARE_FINAL_TYPE (FloWarningsRow, flo_warnings_row, FLO, WARNINGS_ROW, FloConfigRow)

G_END_DECLS
