/* flo-config-schedule.c: what the "scaling" section means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config"

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"

#include <string.h>

/**
 * flo_schedule_entry_parse:
 * @text: an entry of scaling.schedule, like "0 8 * * 1-5 = 20"
 * @cron: (out): when
 * @nodes: (out): how many nodes from then on
 * @why: (out) (optional) (transfer full): what is wrong with it
 *
 * Returns: whether it can be understood
 */
gboolean
flo_schedule_entry_parse (const char  *text,
                          FloCron     *cron,
                          guint       *nodes,
                          char       **why)
{
  const char *equals;
  g_autofree char *when = NULL;
  g_autofree char *count = NULL;
  guint64 number;

  g_return_val_if_fail (text != NULL && cron != NULL && nodes != NULL, FALSE);

  equals = strchr (text, '=');
  count = equals != NULL ? g_strstrip (g_strdup (equals + 1)) : NULL;
  if (count == NULL || !g_ascii_string_to_unsigned (count, 10, 0, FLO_SCHEDULE_MAX_NODES, &number, NULL))
    {
      if (why != NULL)
        *why = g_strdup_printf ("needs 0 to %d nodes after its \"=\"", FLO_SCHEDULE_MAX_NODES);
      return FALSE;
    }
  *nodes = (guint) number;
  when = g_strndup (text, equals - text);

  return flo_cron_parse (when, cron, why);
}

/**
 * flo_config_find_slot:
 * @self: a config without errors
 * @now: Unix seconds
 * @slot: (out): what its schedule wants at @now: the entry that was due last says it, of several at once the last one
 *
 * Reads the system's time zone data: not for the planner.
 *
 * Returns: whether it has a schedule
 */
gboolean
flo_config_find_slot (const FloConfig *self,
                      gint64           now,
                      FloScheduleSlot *slot)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (self != NULL && slot != NULL, FALSE);

  *slot = (FloScheduleSlot) { 0 };
  if (self->scaling.schedule == NULL)
    return FALSE;

  zone = g_time_zone_new_identifier (self->scaling.time_zone != NULL ? self->scaling.time_zone : "UTC");
  for (guint i = 0; zone != NULL && self->scaling.schedule[i] != NULL; i++)
    {
      FloCron cron;
      gint64 before, after;
      guint nodes;

      if (!flo_schedule_entry_parse (self->scaling.schedule[i], &cron, &nodes, NULL))
        continue;
      before = flo_cron_find_before (&cron, zone, now);
      after = flo_cron_find_after (&cron, zone, now);
      if (before != 0 && before >= slot->since)
        {
          slot->since = before;
          slot->entry = i;
          slot->nodes = nodes;
        }
      if (after != 0 && (slot->until == 0 || after <= slot->until))
        {
          slot->until = after;
          slot->next_nodes = nodes;
        }
    }

  return slot->since != 0;
}

/**
 * flo_config_get_peak:
 * @self: a config without errors
 *
 * Returns: as many nodes as it ever wants by itself
 */
guint
flo_config_get_peak (const FloConfig *self)
{
  guint peak = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->scaling.schedule == NULL)
    return (guint) self->capacity.nodes;
  for (guint i = 0; self->scaling.schedule[i] != NULL; i++)
    {
      FloCron cron;
      guint nodes;

      if (flo_schedule_entry_parse (self->scaling.schedule[i], &cron, &nodes, NULL))
        peak = MAX (peak, nodes);
    }

  return peak;
}

/**
 * flo_config_scales:
 * @self: a config
 *
 * Returns: whether it has more to say on the number of nodes than one number
 */
gboolean
flo_config_scales (const FloConfig *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->scaling.schedule != NULL || flo_config_get_source (self) != FLO_SCALE_BY_NONE;
}

/**
 * flo_config_get_range:
 * @self: a config without errors
 * @fewest: (out): as few nodes as it may want by itself
 * @most: (out): and as many
 *
 * Returns: whether that is more than one number
 */
gboolean
flo_config_get_range (const FloConfig *self,
                      guint           *fewest,
                      guint           *most)
{
  gboolean first = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);

  *fewest = *most = (guint) self->capacity.nodes;
  for (guint i = 0; self->scaling.schedule != NULL && self->scaling.schedule[i] != NULL; i++)
    {
      FloCron cron;
      guint nodes;

      if (!flo_schedule_entry_parse (self->scaling.schedule[i], &cron, &nodes, NULL))
        continue;
      *fewest = first ? nodes : MIN (*fewest, nodes);
      *most = first ? nodes : MAX (*most, nodes);
      first = FALSE;
    }
  if (flo_config_get_source (self) != FLO_SCALE_BY_NONE)
    {
      *fewest = self->scaling.schedule != NULL ? MAX (*fewest, (guint) self->scaling.minimum)
                                               : (guint) self->scaling.minimum;
      *most = (guint) self->scaling.maximum;
      *fewest = MIN (*fewest, *most);
    }

  return *fewest != *most;
}
