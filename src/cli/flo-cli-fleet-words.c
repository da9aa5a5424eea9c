/* flo-cli-fleet-words.c: a fleet in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-words.h"

gboolean
flo_cli_fleet_is_known (FloFleet *fleet)
{
  return flo_fleet_get_observed_at (fleet) != 0 || flo_fleet_get_observing_failed (fleet) == NULL;
}

const char *
flo_cli_fleet_get_node_word (FloFleet *fleet,
                             FloNode  *node)
{
  FloNodeState state = flo_node_get_state (node);

  /* What has ended stays so, whoever answers. */
  return flo_cli_fleet_is_known (fleet) || state == FLO_NODE_TERMINATED ? flo_node_state_get_word (state) : NULL;
}

const char *
flo_cli_fleet_get_state_word (FloFleet *fleet)
{
  return flo_cli_fleet_is_known (fleet) ? flo_fleet_state_get_word (flo_fleet_get_state (fleet)) : "not known";
}

char *
flo_cli_fleet_describe_nodes (FloFleet *fleet)
{
  guint checking = flo_fleet_get_checking (fleet), wanted = flo_fleet_get_wanted (fleet);
  g_autofree char *run = NULL;

  if (!flo_cli_fleet_is_known (fleet))
    return g_strdup_printf ("AWS has not told how many of %u nodes run", wanted);

  run = g_strdup_printf ("%u of %u nodes run", flo_fleet_get_running (fleet), wanted);
  if (checking == 0)
    return g_steal_pointer (&run);
  return g_strdup_printf ("%s, %u of them %s being checked", run, checking, checking == 1 ? "is" : "are");
}
