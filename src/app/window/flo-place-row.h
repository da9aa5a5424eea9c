/* flo-place-row.h: a row of the sidebar that leads to a page that is always there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_PLACE_ROW (flo_place_row_get_type ())
G_DECLARE_FINAL_TYPE (FloPlaceRow, flo_place_row, FLO, PLACE_ROW, GtkListBoxRow)

/* @place: the page's name, static */
GtkWidget  *flo_place_row_new       (const char  *place,
                                     const char  *title,
                                     const char  *icon_name);
const char *flo_place_row_get_place (FloPlaceRow *self);

G_END_DECLS
