/* flo-choice-row.h: a row to choose one of a few words in, which can be read however narrow it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHOICE_ROW (flo_choice_row_get_type ())
/* An AdwComboRow of a GtkStringList, whose choice is never cut off: title and subtitle take more lines instead. */
G_DECLARE_FINAL_TYPE (FloChoiceRow, flo_choice_row, FLO, CHOICE_ROW, AdwComboRow)

G_END_DECLS
