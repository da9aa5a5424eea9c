/* flo-sim-rules.h: EventBridge's rules, and events on their way to queues
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* Sends an event to the targets of every rule of the Region that matches it. */
void     flo_sim_rules_deliver       (FloSimCloud  *cloud,
                                      const char   *region,
                                      JsonObject   *event,
                                      gint64        now);
/* Does the pattern match? It is known to be a good one. */
gboolean flo_sim_pattern_matches     (JsonObject   *pattern,
                                      JsonObject   *event);
/* The pattern of a text; NULL with a problem when it is none, or more than is understood here. */
JsonObject *flo_sim_pattern_parse    (const char   *text,
                                      char        **problem);

G_END_DECLS
