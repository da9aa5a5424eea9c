/* flo-node-table.h: the nodes of a fleet, sortable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_NODE_TABLE (flo_node_table_get_type ())
G_DECLARE_FINAL_TYPE (FloNodeTable, flo_node_table, FLO, NODE_TABLE, GtkWidget)

/* Whose nodes are shown. The menu of a node has the page's actions fleet.replace, .drain and .keep, with its id. */
void     flo_node_table_set_fleet    (FloNodeTable *self,
                                      FloFleet     *fleet);
/* The selected node, borrowed; NULL when none is. */
FloNode *flo_node_table_get_selected (FloNodeTable *self);

G_END_DECLS
