/* flo-pool-view.h: pools side by side: a heat map with its scale, and the same as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/flo-heat-map.h"
#include "app/prices/flo-pool-grid.h"

G_BEGIN_DECLS

#define FLO_TYPE_POOL_VIEW (flo_pool_view_get_type ())
G_DECLARE_FINAL_TYPE (FloPoolView, flo_pool_view, FLO, POOL_VIEW, GtkWidget)

/* Property: show-table. Action: pool-view.export with "csv", "png" or "svg".
 * Signal: "activated" (the type's name): the person wants to see more of it. */
GtkWidget      *flo_pool_view_new         (void) G_GNUC_WARN_UNUSED_RESULT;
/* @pools: (nullable): FloPoolItem */
void            flo_pool_view_set_pools   (FloPoolView    *self,
                                           GListModel     *pools);
FloHeatMap     *flo_pool_view_get_map     (FloPoolView    *self);
void            flo_pool_view_set_measure (FloPoolView    *self,
                                           FloPoolMeasure  measure);

G_END_DECLS
