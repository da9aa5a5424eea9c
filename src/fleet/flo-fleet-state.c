/* flo-fleet-state.c: what a fleet can be, in one word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet.h"

static const GEnumValue states[] = {
  { FLO_FLEET_LAUNCHING, "FLO_FLEET_LAUNCHING", "launching" },
  { FLO_FLEET_HEALTHY, "FLO_FLEET_HEALTHY", "healthy" },
  { FLO_FLEET_DEGRADED, "FLO_FLEET_DEGRADED", "degraded" },
  { FLO_FLEET_BLOCKED, "FLO_FLEET_BLOCKED", "blocked" },
  { FLO_FLEET_DESTROYING, "FLO_FLEET_DESTROYING", "destroying" },
  { FLO_FLEET_DESTROYED, "FLO_FLEET_DESTROYED", "destroyed" },
  { FLO_FLEET_PAUSED, "FLO_FLEET_PAUSED", "paused" },
  { 0, NULL, NULL },
};


GType
flo_fleet_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FloFleetState", states));

  return type;
}

const char *
flo_fleet_state_get_word (FloFleetState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states) - 1, NULL);

  return states[state].value_nick;
}
