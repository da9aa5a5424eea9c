/* flo-pool-table.h: pools to compare, as a table that sorts by any column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_POOL_TABLE (flo_pool_table_get_type ())
G_DECLARE_FINAL_TYPE (FloPoolTable, flo_pool_table, FLO, POOL_TABLE, GtkWidget)

GtkWidget *flo_pool_table_new       (void) G_GNUC_WARN_UNUSED_RESULT;
/* @pools: (nullable): FloPoolItem */
void       flo_pool_table_set_pools (FloPoolTable *self,
                                     GListModel   *pools);

G_END_DECLS
