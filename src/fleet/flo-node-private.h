/* flo-node-private.h: how the fleet's runner moves a node
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-node.h"

G_BEGIN_DECLS

FloNode *flo_node_new                (const char   *id) G_GNUC_WARN_UNUSED_RESULT;
/* What never changes while an instance lives, but may not be known at once. NULL keeps what is there. */
void     flo_node_set_facts          (FloNode      *self,
                                      const char   *instance_type,
                                      const char   *zone,
                                      const char   *zone_id,
                                      gboolean      spot,
                                      gint64        launched_at);
void     flo_node_set_state          (FloNode      *self,
                                      FloNodeState  state,
                                      const char   *detail);
void     flo_node_set_ended_at       (FloNode      *self,
                                      gint64        ended_at);
void     flo_node_set_notice_ends_at (FloNode      *self,
                                      gint64        notice_ends_at);
void     flo_node_set_health         (FloNode      *self,
                                      FloNodeHealth health,
                                      const char   *detail);
/* @maintenance: (nullable) */
void     flo_node_set_maintenance    (FloNode      *self,
                                      const char   *maintenance,
                                      gint64        maintenance_at);
void     flo_node_set_money          (FloNode      *self,
                                      FloMoney      price,
                                      FloMoney      cost);
void     flo_node_set_standby        (FloNode      *self,
                                      gboolean      standby);
void     flo_node_set_credit         (FloNode      *self,
                                      FloMoney      credit);
void     flo_node_set_extras         (FloNode      *self,
                                      FloMoney      per_hour,
                                      FloMoney      extras);
void     flo_node_set_public_address (FloNode      *self,
                                      const char   *address);
const char *
         flo_node_get_zone_id        (FloNode      *self);

G_END_DECLS
