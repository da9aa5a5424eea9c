/* flo-node.h: an instance of a fleet, as published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_NODE_PENDING,      /* starting */
  FLO_NODE_RUNNING,
  FLO_NODE_NOTICED,      /* AWS announced that it will take it back */
  FLO_NODE_STOPPING,     /* shutting down */
  FLO_NODE_TERMINATED,
} FloNodeState;

#define FLO_TYPE_NODE_STATE (flo_node_state_get_type ())
GType       flo_node_state_get_type (void) G_GNUC_CONST;
const char *flo_node_state_get_word (FloNodeState state);   /* "running", stable, for JSON; the app translates its own */

#define FLO_TYPE_NODE (flo_node_get_type ())
G_DECLARE_FINAL_TYPE (FloNode, flo_node, FLO, NODE, GObject)

/* Live: properties notify. All strings may be NULL unless said.
 * Properties: id (not NULL), instance-type, zone, zone-id, spot (boolean), state, state-detail
 * ("notice: ends 12:05:11", "Server.SpotInstanceTermination"), launched-at (Unix seconds), ended-at (0),
 * notice-ends-at (0), price (FloMoney per hour as int64; 0 not known), cost (FloMoney so far), public-address. */
const char   *flo_node_get_id             (FloNode *self);
const char   *flo_node_get_instance_type  (FloNode *self);
const char   *flo_node_get_zone           (FloNode *self);
gboolean      flo_node_get_spot           (FloNode *self);
FloNodeState  flo_node_get_state          (FloNode *self);
const char   *flo_node_get_state_detail   (FloNode *self);
gint64        flo_node_get_launched_at    (FloNode *self);
gint64        flo_node_get_ended_at       (FloNode *self);
gint64        flo_node_get_notice_ends_at (FloNode *self);
FloMoney      flo_node_get_price          (FloNode *self);
FloMoney      flo_node_get_cost           (FloNode *self);
const char   *flo_node_get_public_address (FloNode *self);

G_END_DECLS
