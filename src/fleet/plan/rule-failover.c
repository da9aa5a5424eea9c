/* rule-failover.c: zones without capacity, and where their nodes are meanwhile
 *
 * Where nodes go is decided when they are launched: to the zones that have capacity (rule-capacity.c), unless the config has
 * them wait. This says so, and what they wait for; rule-refill.c brings them back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-failover"

#include "flotilla-config.h"

#include "fleet/plan/flo-planning.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)


/* "12:03 UTC", with its day when that is another one. (transfer full) */
static char *
format_since (gint64 since,
              gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (since / G_USEC_PER_SEC);

  return g_date_time_format (time, since / DAY == now / DAY ? "%H:%M UTC" : "%H:%M UTC on %Y-%m-%d");
}

/* "us-east-1a and us-east-1c": the zones with more nodes than their share, so many in all. (transfer full) */
static char *
list_hosts (GArray *zones,
            guint  *n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *last = NULL;

  *n = 0;
  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);

      if (zone->nodes <= zone->share)
        continue;
      *n += zone->nodes - zone->share;
      if (last != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", last);
      last = zone->name;
    }
  if (last != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " and " : "", last);

  return g_strdup (text->str);
}

static char *
describe_nodes (GArray            *zones,
                const FloPlanZone *zone)
{
  guint away = zone->share > zone->nodes ? zone->share - zone->nodes : 0;
  guint hosted;
  g_autofree char *hosts = list_hosts (zones, &hosted);
  guint missing;

  hosted = MIN (away, hosted);
  missing = away - hosted;
  if (away == 0)
    return g_strdup ("None of its nodes had to go.");
  if (hosted == 0)
    return g_strdup_printf ("%u of its nodes %s missing until it has, or another zone.", missing, missing == 1 ? "is" : "are");
  if (missing == 0)
    return g_strdup_printf ("%u of its nodes run%s in %s until it has.", hosted, hosted == 1 ? "s" : "", hosts);

  return g_strdup_printf ("%u of its nodes run%s in %s until it has; %u %s missing.", hosted, hosted == 1 ? "s" : "", hosts,
                          missing, missing == 1 ? "is" : "are");
}

static void
flo_plan_shortage_free (gpointer data)
{
  FloPlanShortage *shortage = data;

  g_free (shortage->zone);
  g_free (shortage->title);
  g_free (shortage->text);
  g_free (shortage);
}

static int
compare_shortages (gconstpointer a,
                   gconstpointer b)
{
  return g_strcmp0 ((*(const FloPlanShortage * const *) a)->zone, (*(const FloPlanShortage * const *) b)->zone);
}

void
flo_rule_failover (FloPlanning *self)
{
  GArray *zones = flo_planning_list_zones (self);

  self->plan->shortages = g_ptr_array_new_with_free_func (flo_plan_shortage_free);
  for (guint i = 0; i < zones->len; i++)
    {
      const FloPlanZone *zone = &g_array_index (zones, FloPlanZone, i);
      g_autofree char *since = NULL;
      FloPlanShortage *shortage;

      if (zone->short_since == 0)
        continue;
      since = format_since (zone->short_since, self->in->now);
      shortage = g_new0 (FloPlanShortage, 1);
      shortage->zone = g_strdup (zone->name);
      shortage->since = zone->short_since;
      shortage->title = g_strdup_printf ("%s has no capacity since %s", zone->name, since);
      shortage->text = describe_nodes (zones, zone);
      g_ptr_array_add (self->plan->shortages, shortage);
    }
  g_ptr_array_sort (self->plan->shortages, compare_shortages);
}
