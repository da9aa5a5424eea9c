/* flo-publisher-health.c: shows how nodes are and what AWS plans for them, and tells of what changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-publisher"

#include "flotilla-config.h"

#include "fleet/engine/flo-publisher-private.h"
#include "fleet/flo-node-private.h"
#include "fleet/observe/flo-health-text.h"

/* Old databases hold these. */
#define PLANNED "AWS has scheduled "
#define UNWELL " is not well"
#define WELL_AGAIN " is well again"


static FloNodeHealth
choose_health (const FloSeenInstance *instance)
{
  if (instance->state != FLO_SEEN_RUNNING || (instance->checked_at == 0 && instance->silent_since == 0))
    return FLO_HEALTH_UNKNOWN;
  if (flo_seen_instance_get_sick_since (instance) != 0)
    return FLO_HEALTH_IMPAIRED;

  return flo_seen_instance_has_passed (instance) ? FLO_HEALTH_PASSED : FLO_HEALTH_STARTING;
}

static const char *
describe_reaction (FloPublisher          *self,
                   const FloSeenInstance *instance,
                   const FloScheduled    *scheduled)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);

  if (config->mode == FLO_MODE_MANAGED)
    return "; EC2 launches another one when it has ended";
  if (scheduled != flo_seen_instance_find_end (instance))
    return "; it stays where it is";
  if (!config->interruption.replace)
    return "; it is not replaced, as interruption.replace is false";

  return "; another node takes its place in the day before";
}

/* Each beginning and each end, once, also over restarts. */
static void
report_health (FloPublisher          *self,
               const FloSeenInstance *instance)
{
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  if ((instance->bad_looks >= FLO_BAD_LOOKS || instance->silent_since != 0) && g_hash_table_add (self->sick, g_strdup (instance->id)))
    {
      title = g_strconcat (instance->id, UNWELL, NULL);
      reason = flo_health_describe (instance);
      flo_publisher_report (self, FLO_EVENT_PROBLEM, title, reason, instance->id, instance->zone);
    }
  else if (flo_seen_instance_get_sick_since (instance) == 0 &&
           (instance->checked_at == 0 || (flo_seen_instance_has_passed (instance) && instance->settled_at != 0)) &&
           g_hash_table_remove (self->sick, instance->id))
    {
      title = g_strconcat (instance->id, WELL_AGAIN, NULL);
      flo_publisher_report (self, FLO_EVENT_MILESTONE, title, "nothing was wrong with it for long enough",
                            instance->id, instance->zone);
    }
}

static void
report_planned (FloPublisher          *self,
                const FloSeenInstance *instance)
{
  for (guint i = 0; instance->scheduled != NULL && i < instance->scheduled->len; i++)
    {
      const FloScheduled *scheduled = g_ptr_array_index (instance->scheduled, i);
      g_autofree char *when = flo_health_format_time (scheduled->not_before);
      g_autofree char *title = g_strdup_printf (PLANNED "%s of %s, %s", scheduled->code, instance->id, when);
      g_autofree char *what = flo_health_describe_scheduled (scheduled);
      g_autofree char *reason = NULL;

      if (!g_hash_table_add (self->noticed, g_strdup (title)))
        continue;

      reason = g_strdup_printf ("%s%s", what, describe_reaction (self, instance, scheduled));
      flo_publisher_report (self, FLO_EVENT_NOTICE, title, reason, instance->id, instance->zone);
    }
}

gboolean
flo_publisher_is_planned (const FloEventRow *row)
{
  return g_str_has_prefix (row->title, PLANNED);
}

void
flo_publisher_restore_health (FloPublisher      *self,
                              const FloEventRow *row)
{
  if (row->resource == NULL)
    return;

  if (g_str_has_suffix (row->title, WELL_AGAIN))
    g_hash_table_remove (self->sick, row->resource);
  else if (g_str_has_suffix (row->title, UNWELL))
    g_hash_table_add (self->sick, g_strdup (row->resource));
}

/* What is known of it stays to be seen until somebody looks again. */
void
flo_publisher_show_health (FloPublisher          *self,
                           FloNode               *node,
                           const FloSeenInstance *instance)
{
  g_autofree char *detail = NULL;
  g_autofree char *maintenance = NULL;
  const FloScheduled *scheduled = NULL;

  if (instance == NULL || instance->state > FLO_SEEN_RUNNING)
    {
      flo_node_set_health (node, FLO_HEALTH_UNKNOWN, NULL);
      flo_node_set_maintenance (node, NULL, 0);
      return;
    }

  report_health (self, instance);
  report_planned (self, instance);
  detail = flo_health_describe (instance);
  flo_node_set_health (node, choose_health (instance), detail);
  if (instance->scheduled != NULL && instance->scheduled->len > 0)
    {
      scheduled = flo_seen_instance_find_end (instance);
      if (scheduled == NULL)
        scheduled = g_ptr_array_index (instance->scheduled, 0);
      maintenance = flo_health_describe_scheduled (scheduled);
    }
  flo_node_set_maintenance (node, maintenance, scheduled != NULL ? scheduled->not_before : 0);
}
