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
  FLO_NODE_STANDBY,      /* stopped, and ready to be started when a node is missing */
  FLO_NODE_TERMINATED,
} FloNodeState;

#define FLO_TYPE_NODE_STATE (flo_node_state_get_type ())
GType       flo_node_state_get_type (void) G_GNUC_CONST;
const char *flo_node_state_get_word (FloNodeState state);   /* "running", stable, for JSON; the app translates its own */

typedef enum
{
  FLO_HEALTH_UNKNOWN,    /* nobody asked, or nobody may ask */
  FLO_HEALTH_STARTING,   /* it runs, and its status checks are not decided yet */
  FLO_HEALTH_PASSED,     /* all status checks pass */
  FLO_HEALTH_IMPAIRED,   /* one fails, or has failed so lately that it is not to be relied upon */
} FloNodeHealth;

#define FLO_TYPE_NODE_HEALTH (flo_node_health_get_type ())
GType       flo_node_health_get_type (void) G_GNUC_CONST;
const char *flo_node_health_get_word (FloNodeHealth health);   /* "passed", stable, for JSON */

#define FLO_TYPE_NODE (flo_node_get_type ())
G_DECLARE_FINAL_TYPE (FloNode, flo_node, FLO, NODE, GObject)

/* Live: properties notify. All strings may be NULL unless said.
 * Properties: id (not NULL), instance-type, zone, zone-id, spot (boolean), standby (boolean), state, state-detail
 * ("notice: ends 12:05:11", "Server.SpotInstanceTermination"), launched-at (Unix seconds), ended-at (0),
 * notice-ends-at (0), price (FloMoney per hour as int64; 0 not known), cost (FloMoney so far), public-address,
 * health, health-detail ("the system status check fails since 12:03:11 UTC"), maintenance ("instance-retirement:
 * ends 2026-12-01 08:00 UTC"), maintenance-at (Unix seconds, 0). */
const char   *flo_node_get_id             (FloNode *self);
const char   *flo_node_get_instance_type  (FloNode *self);
const char   *flo_node_get_zone           (FloNode *self);
gboolean      flo_node_get_spot           (FloNode *self);
/* It is started when a node is missing, and stopped otherwise. */
gboolean      flo_node_get_standby        (FloNode *self);
FloNodeState  flo_node_get_state          (FloNode *self);
const char   *flo_node_get_state_detail   (FloNode *self);
gint64        flo_node_get_launched_at    (FloNode *self);
gint64        flo_node_get_ended_at       (FloNode *self);
gint64        flo_node_get_notice_ends_at (FloNode *self);
FloNodeHealth flo_node_get_health         (FloNode *self);
const char   *flo_node_get_health_detail  (FloNode *self);
/* What AWS has scheduled for it first, and from when on. */
const char   *flo_node_get_maintenance    (FloNode *self);
gint64        flo_node_get_maintenance_at (FloNode *self);
/* What has to be known of it first, where there is room for one thing: of its state, its health or its maintenance. (nullable) */
const char   *flo_node_get_concern        (FloNode *self);
/* What its instance costs an hour now. */
FloMoney      flo_node_get_price          (FloNode *self);
/* The same with its volume and its public address; 0: it is not known, or it costs nothing any more. */
FloMoney      flo_node_get_per_hour       (FloNode *self);
/* What it cost so far, with its volume and its public address; and these two alone. */
FloMoney      flo_node_get_cost           (FloNode *self);
FloMoney      flo_node_get_extras         (FloNode *self);
/* What it cost that AWS does not charge in the end, because it took the node back within its first hour; not in the cost. */
FloMoney      flo_node_get_credit         (FloNode *self);
const char   *flo_node_get_public_address (FloNode *self);

G_END_DECLS
