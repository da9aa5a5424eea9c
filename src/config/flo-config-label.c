/* flo-config-label.c: what the keys of the config, and what they are set to, are called where people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-label.h"

#include <glib/gi18n.h>

#include "base/flo-memory.h"

static const struct { const char *name, *title; } titles[] = {
  { "name", N_("Name") },
  { "account", N_("Account") },
  { "region", N_("Region") },
  { "mode", N_("Who Keeps the Nodes") },
  { "capacity.nodes", N_("Nodes") },
  { "capacity.on_demand_base", N_("Nodes Always on Demand") },
  { "instances.types", N_("Machine Types") },
  { "instances.min_vcpus", N_("vCPUs, at Least") },
  { "instances.max_vcpus", N_("vCPUs, at Most") },
  { "instances.min_memory", N_("Memory, at Least") },
  { "instances.max_memory", N_("Memory, at Most") },
  { "instances.architecture", N_("Processor") },
  { "instances.min_gpus", N_("GPUs, at Least") },
  { "instances.burstable", N_("Burstable Machines Too") },
  { "instances.current_generation", N_("Current Generations Only") },
  { "instances.exclude", N_("Machine Types Left Out") },
  { "zones.minimum", N_("Zones, at Least") },
  { "zones.allowed", N_("Availability Zones") },
  { "zones.distribution", N_("Spread over Zones") },
  { "zones.reason", N_("Why One Zone Is Enough") },
  { "zones.when_short", N_("When a Zone Has No Capacity") },
  { "zones.evacuate", N_("Leave a Zone That Takes Nodes Back") },
  { "price.limit", N_("Highest Price") },
  { "price.maximum", N_("Highest Price, Fixed") },
  { "price.percent", N_("Highest Price, Percent of on Demand") },
  { "price.availability", N_("Highest Price, Enough for Percent of the Time") },
  { "price.budget", N_("Highest Price, at Most") },
  { "price.warn_at", N_("Told Above") },
  { "price.stop_at", N_("No New Node Above") },
  { "price.at_stop", N_("Nodes That Run Above It") },
  { "price.move", N_("Move to Cheaper Machines") },
  { "allocation", N_("Choose Machines by") },
  { "interruption.drain_seconds", N_("Seconds to Drain") },
  { "interruption.replace", N_("Replace Lost Nodes") },
  { "interruption.lost_work_minutes", N_("Minutes of Work Lost") },
  { "interruption.rebalance", N_("Nodes at Risk") },
  { "budget.per_hour", N_("Budget of an Hour") },
  { "budget.per_day", N_("Budget of a Day") },
  { "budget.total", N_("Budget in All") },
  { "budget.at_limit", N_("When the Budget Is Spent") },
  { "fallback.nodes", N_("Nodes That Stand In on Demand") },
  { "fallback.patience_minutes", N_("Minutes Before They Stand In") },
  { "fallback.max_interruptions", N_("Interruptions Before They Stand In") },
  { "fallback.interruption_hours", N_("Hours an Interruption Counts") },
  { "fallback.min_saving", N_("They Stand In Below a Saving in Percent") },
  { "fallback.min_score", N_("They Stand In Below a Placement Score") },
  { "fallback.return_minutes", N_("Minutes Before They Go Again") },
  { "availability.max_unavailable", N_("At Most Unavailable") },
  { "availability.spares", N_("Spare Nodes") },
  { "availability.standbys", N_("Standbys") },
  { "launch.wait_for", N_("When a Launch Is Over") },
  { "launch.on_failure", N_("When a Launch Fails") },
  { "launch.timeout_minutes", N_("Minutes a Launch May Take") },
  { "health.action", N_("When a Node Is Sick") },
  { "health.grace_minutes", N_("Minutes Before It Counts as Sick") },
  { "health.start_minutes", N_("Minutes to Pass Its Checks After the Launch") },
  { "health.max_per_hour", N_("Sick Nodes Dealt With in an Hour") },
  { "health.ssh", N_("Silence on SSH Is Sickness") },
  { "monitoring.events", N_("How Notices Arrive") },
  { "managed.rebalance", N_("What EC2 Does with Nodes at Risk") },
  { "managed.termination_delay", N_("Seconds Before EC2 Ends the Old Node") },
  { "managed.excess", N_("When Fewer Nodes Are Wanted") },
  { "deadline.work_hours", N_("Hours of Work") },
  { "deadline.finish_by", N_("Done By") },
  { "deadline.changeover_minutes", N_("Minutes Until a New Node Works") },
  { "deadline.when_done", N_("When the Work Is Done") },
  { "scaling.schedule", N_("Schedule") },
  { "scaling.time_zone", N_("Time Zone of the Schedule") },
  { "scaling.queue", N_("SQS Queue") },
  { "scaling.messages_per_node", N_("Messages for Each Node") },
  { "scaling.cpu", N_("CPUs Used, in Percent") },
  { "scaling.metric", N_("Metric") },
  { "scaling.namespace", N_("Namespace of the Metric") },
  { "scaling.dimensions", N_("Dimensions of the Metric") },
  { "scaling.statistic", N_("Statistic of the Metric") },
  { "scaling.period", N_("Seconds of Each Figure") },
  { "scaling.measures", N_("What the Metric Measures") },
  { "scaling.target", N_("Target of the Metric") },
  { "scaling.minimum", N_("Nodes, at Least") },
  { "scaling.maximum", N_("Nodes, at Most") },
  { "scaling.out_minutes", N_("Minutes Before It Grows Again") },
  { "scaling.in_minutes", N_("Minutes Before It Shrinks") },
  { "image.id", N_("Image ID") },
  { "image.system", N_("System") },
  { "storage.size_gib", N_("Disk in GiB") },
  { "storage.type", N_("Kind of Disk") },
  { "storage.encrypted", N_("Disk Is Encrypted") },
  { "network.vpc", N_("VPC") },
  { "network.ports", N_("Open Ports") },
  { "network.sources", N_("Who May Connect") },
  { "access.key_pair", N_("Key Pair") },
  { "access.user", N_("User Name") },
  { "access.ssh_port", N_("SSH Port") },
  { "tags", N_("Tags") },
};

/**
 * flo_config_label_find:
 * @name: a key as people write it, "capacity.nodes"
 *
 * Returns: (nullable): its title, to be translated where it is shown; %NULL: there is no such key
 */
const char *
flo_config_label_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, name))
      return titles[i].title;

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* "owner=web, team=render": in one order, so that two of them can be compared by eye */
static char *
describe_tags (GHashTable *tags)
{
  g_autofree const char **names = (const char **) g_hash_table_get_keys_as_array (tags, NULL);
  GString *text = g_string_new (NULL);

  qsort (names, g_hash_table_size (tags), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", names[i],
                            (const char *) g_hash_table_lookup (tags, names[i]));

  return g_string_free (text, FALSE);
}

static char *
describe_ports (const gint64 *ports,
                gsize         n_ports)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_ports; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "", ports[i]);

  return g_string_free (text, FALSE);
}

/* Of a number: below what may be written it is not set, as "cpu" of 0. */
static char *
describe_number (const FloConfigField *field,
                 gint64                number)
{
  if (number < field->minimum || (field->kind == FLO_FIELD_MEMORY && number == 0))
    return g_strdup ("");
  if (field->kind == FLO_FIELD_MEMORY)
    return flo_memory_format (number);
  if (field->kind == FLO_FIELD_MONEY)
    return flo_money_format (number);

  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* Empty: it is not set. */
static char *
describe (const FloConfigField *field,
          const FloConfig      *config)
{
  gpointer place = flo_config_field_get (field, config);
  GStrv strings;

  switch (field->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      return g_strdup (*(char **) place != NULL ? *(char **) place : "");
    case FLO_FIELD_CHOICE:
      return g_strdup (field->choices[*(int *) place]);
    case FLO_FIELD_BOOLEAN:
      /* Translators: how a switch of a config is set */
      return g_strdup (*(gboolean *) place ? _("yes") : _("no"));
    case FLO_FIELD_INTEGER:
    case FLO_FIELD_MEMORY:
    case FLO_FIELD_MONEY:
      return describe_number (field, *(gint64 *) place);
    case FLO_FIELD_STRINGS:
      strings = *(GStrv *) place;
      return strings != NULL ? g_strjoinv (", ", strings) : g_strdup ("");
    case FLO_FIELD_PORTS:
      return describe_ports (*(gint64 **) place, G_STRUCT_MEMBER (gsize, config, field->count_offset));
    case FLO_FIELD_TAGS:
      return describe_tags (*(GHashTable **) place);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * flo_config_label_value:
 * @field: a key
 * @config: a config
 *
 * Returns: (transfer full): what it is set to there, translated, as "$9.00", "4 GiB" or "not set"
 */
char *
flo_config_label_value (const FloConfigField *field,
                        const FloConfig      *config)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (field != NULL && config != NULL, NULL);

  text = describe (field, config);

  /* Translators: of a key of a config that says nothing */
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_("not set"));
}
