/* flo-moment-row.h: a row to write a moment in, or to choose it from a calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_MOMENT_ROW (flo_moment_row_get_type ())
G_DECLARE_FINAL_TYPE (FloMomentRow, flo_moment_row, FLO, MOMENT_ROW, AdwEntryRow)

/* What is written is the moment, see flo_moment_parse(). What is chosen is written there, on the clocks that were meant
 * before, or else on those of this computer. */
/* Trimmed. (transfer full) (nullable): NULL when nothing is written */
char *flo_moment_row_get (FloMomentRow *self);
/* NULL empties it. What says the same already stays as it was written. */
void  flo_moment_row_set (FloMomentRow *self,
                          const char   *moment);

G_END_DECLS
