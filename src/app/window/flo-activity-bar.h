/* flo-activity-bar.h: searches what happened, and shows one kind of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_ACTIVITY_BAR (flo_activity_bar_get_type ())
G_DECLARE_FINAL_TYPE (FloActivityBar, flo_activity_bar, FLO, ACTIVITY_BAR, GtkWidget)

/* Those of @events (FloFleetEvent) that are wanted, as the bar says from now on. Once. Returns: (transfer full) */
GListModel *flo_activity_bar_filter (FloActivityBar *self,
                                     GListModel     *events);

G_END_DECLS
