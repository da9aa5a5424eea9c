/* flo-tags-row.h: what everything that is made is tagged with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-config-row.h"

G_BEGIN_DECLS

#define FLO_TYPE_TAGS_ROW (flo_tags_row_get_type ())
G_DECLARE_FINAL_TYPE (FloTagsRow, flo_tags_row, FLO, TAGS_ROW, FloConfigRow)

G_END_DECLS
