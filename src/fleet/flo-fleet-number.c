/* flo-fleet-number.c: the number of nodes that a person can change, and for how long another one holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet-number.h"

#include "base/flo-moment.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "fleet/plan/flo-load.h"

/**
 * flo_fleet_count_spares:
 * @self: a fleet
 * @nodes: how many are asked for
 *
 * Returns: how many run besides them
 */
guint
flo_fleet_count_spares (FloFleet *self,
                        guint     nodes)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return nodes > 0 ? (guint) flo_fleet_get_config (self)->availability.spares : 0;
}

/**
 * flo_fleet_get_asked:
 * @self: a fleet
 *
 * Returns: how many nodes its config, its schedule, its queue or a person asks for now, without those that are spare
 */
guint
flo_fleet_get_asked (FloFleet *self)
{
  guint wanted;

  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  wanted = flo_fleet_get_wanted (self);

  return wanted - MIN (wanted, flo_fleet_count_spares (self, wanted));
}

/**
 * flo_fleet_describe_hold:
 * @self: a fleet
 * @now: Unix seconds
 *
 * Returns: (transfer full) (nullable): for how long a number holds that a person asks for, in sentences; %NULL: until
 *   somebody asks for another one
 */
char *
flo_fleet_describe_hold (FloFleet *self,
                         gint64    now)
{
  const FloConfig *config;
  FloScheduleSlot slot;
  g_autofree char *source = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  config = flo_fleet_get_config (self);
  source = flo_config_describe_source (config);
  if (source != NULL)
    g_string_append_printf (text, "That holds for an hour; then %s decides again.", source);
  if (flo_config_find_slot (config, now, &slot) && slot.until != 0 &&
      (source == NULL || slot.until - now < FLO_LOAD_HOLD))
    {
      g_autofree char *until = flo_moment_format_short (slot.until);

      g_string_append_printf (text, "%sThe schedule has its say again at %s: it then wants %u node%s%s.",
                              text->len > 0 ? "\n" : "", until, slot.next_nodes, slot.next_nodes == 1 ? "" : "s",
                              source != NULL ? " at least" : "");
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
