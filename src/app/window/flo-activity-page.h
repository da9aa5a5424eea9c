/* flo-activity-page.h: everything that happened, newest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACTIVITY_PAGE (flo_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (FloActivityPage, flo_activity_page, FLO, ACTIVITY_PAGE, FloPage)

/* @fleets: FloFleet */
GtkWidget *flo_activity_page_new (GListModel *fleets);

G_END_DECLS
