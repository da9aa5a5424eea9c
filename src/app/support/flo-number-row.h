/* flo-number-row.h: a row to choose a whole number in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_NUMBER_ROW (flo_number_row_get_type ())
G_DECLARE_FINAL_TYPE (FloNumberRow, flo_number_row, FLO, NUMBER_ROW, AdwActionRow)

/* Properties: lower, upper (what it may be), step (that a click changes). Emits "changed". Assistive technology calls the
 * number by the row's title. */
gint64 flo_number_row_get       (FloNumberRow *self);
void   flo_number_row_set       (FloNumberRow *self,
                                 gint64        number);
void   flo_number_row_set_range (FloNumberRow *self,
                                 gint64        lower,
                                 gint64        upper);

G_END_DECLS
