/* flo-node-feed.h: hears from the nodes themselves what is announced to them, over SSH
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "fleet/observe/flo-node-line.h"
#include "fleet/observe/flo-observation.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* FLO_CONFIG_MOST_LISTENED nodes are listened to at most: each has a connection, and a thread that waits on it. */
/* A node that was never reached has to have passed its status checks for so long before it counts that it is not. */
#define FLO_NODE_FEED_START_SECONDS 180

#define FLO_TYPE_NODE_FEED (flo_node_feed_get_type ())
G_DECLARE_FINAL_TYPE (FloNodeFeed, flo_node_feed, FLO, NODE_FEED, GObject)

/**
 * FloNodeFeed:
 *
 * Has a line to each node that runs. Nodes are known by the host key that they showed first; the store keeps it until they
 * have ended. Where the cloud is on this computer, only addresses of this computer are nodes of it: others are made up.
 *
 * Signal "received" (GPtrArray of FloCloudEvent, borrowed): as flo-event-feed.h has it.
 * Signal "changed" (urgent): what is heard, or why not; urgent: it is time for a look.
 * Signal "trouble" (instance, text): something on a node is in the way that waiting does not mend, the first of its kind.
 */
FloNodeFeed *flo_node_feed_new         (FloStore           *store,
                                        const char         *fleet_id,
                                        const FloNodeLogin *login);
/* Which nodes there are now; begins with the first. */
void         flo_node_feed_follow      (FloNodeFeed        *self,
                                        FloObservation     *observation);
/* Writes which nodes do not answer into @observation, before it is shared, and behind what is known of their status checks. When
 * none answers that ever did, that says nothing of them: then none is written, and it is told as the trouble. */
void         flo_node_feed_apply       (FloNodeFeed        *self,
                                        FloObservation     *observation);
/* Reads no more; emits no more. */
void         flo_node_feed_stop        (FloNodeFeed        *self);
/* @nodes: (out) (optional): that run. Returns: how many of them are heard */
guint        flo_node_feed_count       (FloNodeFeed        *self,
                                        guint              *nodes);
/* What is in the way of all of them: a sentence without its point. (transfer full) (nullable) */
char        *flo_node_feed_dup_trouble (FloNodeFeed        *self);
/* The same, or what is in the way of the first that is not heard. (transfer full) (nullable) */
char        *flo_node_feed_dup_reason  (FloNodeFeed        *self);

G_END_DECLS
