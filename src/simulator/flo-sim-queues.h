/* flo-sim-queues.h: the queues of the account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"
#include "simulator/flo-sim-queue.h"

G_BEGIN_DECLS

/* A queue is a resource, whose id is its ARN; its messages are beside it, and not saved. */

/* (nullable) */
FloSimResource *flo_sim_queues_find      (FloSimCloud          *cloud,
                                          const char           *region,
                                          const char           *name);
/* (transfer none) */
FloSimQueue    *flo_sim_queues_get       (FloSimCloud          *cloud,
                                          const FloSimResource *queue);
/* An attribute as a number, in its unit. */
gint64          flo_sim_queues_attribute (const FloSimResource *queue,
                                          const char           *name,
                                          gint64                otherwise);
/* Puts a message in, after @delay (-1: the queue's), and wakes who waits for one. Returns the id.
 * (transfer none) */
const char     *flo_sim_queues_send      (FloSimCloud          *cloud,
                                          FloSimResource       *queue,
                                          const char           *body,
                                          gint64                delay,
                                          gint64                now);
/* Does the queue's policy let EventBridge's rule of that ARN send? */
gboolean        flo_sim_queues_admits    (const FloSimResource *queue,
                                          const char           *rule_arn);

G_END_DECLS
