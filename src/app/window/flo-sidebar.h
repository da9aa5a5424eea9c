/* flo-sidebar.h: the list at the side: overview, fleets, prices, activity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_SIDEBAR (flo_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FloSidebar, flo_sidebar, FLO, SIDEBAR, GtkWidget)

/* Signal "page-chosen" (const char *page): "overview", "prices", "activity", or "fleet:" and an id. */
void flo_sidebar_set_fleets (FloSidebar *self,
                             GListModel *fleets);
/* Marks @page as shown, without a signal. */
void flo_sidebar_select     (FloSidebar *self,
                             const char *page);

G_END_DECLS
