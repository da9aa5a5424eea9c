/* flo-cli-fleet-words.c: a fleet in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-words.h"


char *
flo_cli_fleet_describe_nodes (FloFleet *fleet)
{
  guint checking = flo_fleet_get_checking (fleet);
  g_autofree char *run =
    g_strdup_printf ("%u of %u nodes run", flo_fleet_get_running (fleet), flo_fleet_get_wanted (fleet));

  if (checking == 0)
    return g_steal_pointer (&run);
  return g_strdup_printf ("%s, %u of them %s being checked", run, checking, checking == 1 ? "is" : "are");
}
