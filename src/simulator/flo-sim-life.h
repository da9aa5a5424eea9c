/* flo-sim-life.h: what happens to instances as time passes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* Does all that is due at @now, in order, and sees to being woken for the rest. */
void     flo_sim_life_advance        (FloSimCloud    *cloud,
                                      gint64          now);
/* A new instance in state pending begins to boot. */
void     flo_sim_life_begin          (FloSimCloud    *cloud,
                                      FloSimResource *instance,
                                      gint64          now);
/* Its owner terminates it. Does nothing to one that is already on its way out. */
void     flo_sim_life_terminate      (FloSimCloud    *cloud,
                                      FloSimResource *instance,
                                      gint64          now);
/* Why it ends, in AWS's words, when that is not its owner's call. */
void     flo_sim_life_set_reason     (FloSimResource *instance,
                                      const char     *code,
                                      const char     *message);
/* A fleet that is over, when its last instance is, too. */
void     flo_sim_life_settle_fleet (FloSimCloud    *cloud,
                                    FloSimResource *fleet,
                                    gint64          now);
/* What runs is stopped, and what is stopped started; of others nothing comes. */
void     flo_sim_life_stop           (FloSimCloud    *cloud,
                                      FloSimResource *instance,
                                      gint64          now);
void     flo_sim_life_start          (FloSimCloud    *cloud,
                                      FloSimResource *instance,
                                      gint64          now);
/* EC2 wants a spot instance back: a rebalance recommendation now, the interruption notice @lead
 * (cloud time, µs) later, then two minutes until the termination. FALSE when it is not a running
 * spot instance or already being reclaimed. */
gboolean flo_sim_life_reclaim        (FloSimCloud    *cloud,
                                      FloSimResource *instance,
                                      gint64          lead,
                                      gint64          now);
/* Reclaims what pools can no longer hold. */
void     flo_sim_life_check_capacity (FloSimCloud    *cloud,
                                      gint64          now);
/* How many instances of the type are in the zone now, bought that way. */
guint    flo_sim_life_count          (FloSimCloud    *cloud,
                                      const char     *region,
                                      const char     *zone,
                                      const char     *type,
                                      FloSimPurchase  purchase);
gboolean flo_sim_instance_is_spot    (const FloSimResource *instance);
/* "pending", "running", … */
const char *flo_sim_instance_get_state (const FloSimResource *instance);
/* Moves a spot request; it leaves the ledger when it is neither open nor active. */
void     flo_sim_spot_request_set    (FloSimCloud    *cloud,
                                      FloSimResource *request,
                                      const char     *state,
                                      const char     *code,
                                      const char     *message,
                                      gint64          now);

G_END_DECLS
