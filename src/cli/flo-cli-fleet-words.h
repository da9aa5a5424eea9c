/* flo-cli-fleet-words.h: a fleet in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* "17 of 20 nodes run, 3 of them are being checked". (transfer full) */
char *flo_cli_fleet_describe_nodes (FloFleet *fleet);

G_END_DECLS
