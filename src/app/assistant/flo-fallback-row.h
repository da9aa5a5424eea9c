/* flo-fallback-row.h: what happens when spot runs short
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_FALLBACK_ROW (flo_fallback_row_get_type ())
G_DECLARE_FINAL_TYPE (FloFallbackRow, flo_fallback_row, FLO, FALLBACK_ROW, FloConfigRow)

G_END_DECLS
