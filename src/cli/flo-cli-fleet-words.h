/* flo-cli-fleet-words.h: a fleet in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* FALSE: AWS has not been seen yet, and would not answer: what the fleet says of its nodes is as it is when a program starts. */
gboolean flo_cli_fleet_is_known (FloFleet *fleet);
/* A node's state, a word from the list; NULL: it is not known. */
const char *flo_cli_fleet_get_node_word (FloFleet *fleet,
                                         FloNode  *node);
/* The state's word, "healthy", or "not known". */
const char *flo_cli_fleet_get_state_word (FloFleet *fleet);
/* "17 of 20 nodes run, 3 of them are being checked". (transfer full) */
char *flo_cli_fleet_describe_nodes (FloFleet *fleet);

G_END_DECLS
