/* flo-node-table.h: the nodes of a fleet, sortable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-node.h"

G_BEGIN_DECLS

#define FLO_TYPE_NODE_TABLE (flo_node_table_get_type ())
G_DECLARE_FINAL_TYPE (FloNodeTable, flo_node_table, FLO, NODE_TABLE, GtkWidget)

/* @nodes: FloNode */
void     flo_node_table_set_nodes    (FloNodeTable *self,
                                      GListModel   *nodes);
/* The selected node, borrowed; NULL when none is. */
FloNode *flo_node_table_get_selected (FloNodeTable *self);

G_END_DECLS
