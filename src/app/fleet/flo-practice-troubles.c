/* flo-practice-troubles.c: which troubles there are to practise with, and what of the cloud's control API each is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-practice-troubles.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"

/* What the zones of a drought, and a price, need no longer than: a person says when it is enough. */
#define DROUGHT_SECONDS 1800

/* How a trouble is told to the cloud: once, or for each of the fleet's spot nodes, or for each of its pools. */
typedef enum
{
  EACH_NOTHING,
  EACH_VICTIM,
  EACH_SPOT_NODE,
  EACH_POOL,
} Each;

typedef struct
{
  FloPracticeTrouble trouble;
  Each each;
  const char *command;
  const char *arguments;       /* of the JSON object, after what @each puts first; "%s" is a zone */
} Entry;

static const Entry entries[] = {
  { { "interrupt-node", FLO_PRACTICE_INTERRUPT, N_("_Interrupt an Instance"),
      N_("The practice cloud takes an instance back; watch what happens"), FALSE },
    EACH_VICTIM, "interrupt", "" },
  { { "interrupt-zone", FLO_PRACTICE_INTERRUPT, N_("Interrupt a _Zone"),
      /* Translators: %s is an Availability Zone */
      N_("The practice cloud takes back all Spot instances in %s"), TRUE },
    EACH_SPOT_NODE, "interrupt", "" },
  { { "interrupt-all", FLO_PRACTICE_INTERRUPT, N_("Interrupt _All Spot Instances"),
      N_("The practice cloud takes back all Spot instances"), FALSE },
    EACH_SPOT_NODE, "interrupt", "" },
  { { "rebalance", FLO_PRACTICE_INTERRUPT, N_("_Recommend Rebalancing"),
      N_("An instance is said to be at risk; it is taken back much later"), FALSE },
    EACH_VICTIM, "interrupt", "\"rebalance_seconds\":1800" },

  { { "end-node", FLO_PRACTICE_HEALTH, N_("Somebody Else _Ends an Instance"),
      N_("Another user of the account ended an instance"), FALSE },
    EACH_VICTIM, "end", "" },
  { { "shut-down", FLO_PRACTICE_HEALTH, N_("An Instance Shuts Itself _Down"),
      N_("An instance was shut down from inside"), FALSE },
    EACH_VICTIM, "end", "\"how\":\"shutdown\"" },
  { { "impair-instance", FLO_PRACTICE_HEALTH, N_("_Instance Check Fails"),
      N_("An instance does not answer any more; a restart would help"), FALSE },
    EACH_VICTIM, "impair", "\"check\":\"instance\"" },
  { { "impair-system", FLO_PRACTICE_HEALTH, N_("_System Check Fails"),
      N_("The computer below an instance is broken; a restart would not help"), FALSE },
    EACH_VICTIM, "impair", "\"check\":\"system\"" },
  { { "flap", FLO_PRACTICE_HEALTH, N_("A Check Fails for a _Moment"),
      N_("A status check of an instance fails for 20 seconds"), FALSE },
    EACH_VICTIM, "impair", "\"check\":\"system\",\"seconds\":20" },
  { { "never-ready", FLO_PRACTICE_HEALTH, N_("New Instances Never Get _Ready"),
      N_("The next 2 instances never get through their status checks"), FALSE },
    EACH_NOTHING, "impair", "\"check\":\"starting\",\"launches\":2" },
  { { "retire", FLO_PRACTICE_HEALTH, N_("Re_tirement Is Scheduled"),
      N_("AWS retires an instance in two minutes"), FALSE },
    EACH_VICTIM, "schedule-event", "\"code\":\"instance-retirement\",\"in_seconds\":120" },
  { { "reboot", FLO_PRACTICE_HEALTH, N_("A Re_boot Is Scheduled"),
      N_("AWS reboots an instance in two minutes"), FALSE },
    EACH_VICTIM, "schedule-event", "\"code\":\"system-reboot\",\"in_seconds\":120" },

  { { "drought-zone", FLO_PRACTICE_CAPACITY, N_("No Spot Capacity in a _Zone"),
      /* Translators: %s is an Availability Zone */
      N_("There is no Spot capacity in %s, until you choose Calm Down"), TRUE },
    EACH_NOTHING, "drought", "\"zone\":\"%s\"" },
  { { "drought", FLO_PRACTICE_CAPACITY, N_("No _Spot Capacity Anywhere"),
      N_("There is no Spot capacity anywhere, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "drought", "" },
  { { "outage-zone", FLO_PRACTICE_CAPACITY, N_("Not Even _On-Demand Capacity in a Zone"),
      /* Translators: %s is an Availability Zone */
      N_("There is no capacity at all in %s, until you choose Calm Down"), TRUE },
    EACH_NOTHING, "drought", "\"on_demand_too\":true,\"zone\":\"%s\"" },
  { { "outage", FLO_PRACTICE_CAPACITY, N_("No Capacity _at All"),
      N_("There is no capacity anywhere, on demand neither, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "drought", "\"on_demand_too\":true" },
  { { "quota", FLO_PRACTICE_CAPACITY, N_("Spot _Quota Used Up"),
      N_("The Spot quota of the region is used up, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "quota", "\"code\":\"L-34B43A08\",\"value\":0,\"region\":\"%s\"" },

  { { "price-double", FLO_PRACTICE_PRICES, N_("_Double the Spot Prices"),
      N_("The Spot prices of this fleet’s pools have doubled"), FALSE },
    EACH_POOL, "price", "\"multiply\":2" },
  { { "price-spike", FLO_PRACTICE_PRICES, N_("Raise Them to _On Demand"),
      N_("The Spot prices of this fleet’s pools are as high as on demand"), FALSE },
    EACH_POOL, "price", "\"multiply\":100" },

  { { "throttle", FLO_PRACTICE_ANSWERS, N_("_Throttling"),
      N_("The next 30 calls are throttled"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"throttle\",\"count\":30" },
  { { "server-errors", FLO_PRACTICE_ANSWERS, N_("_Server Errors"),
      N_("The next 20 calls end with a server error"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"503\",\"count\":20" },
  { { "reset", FLO_PRACTICE_ANSWERS, N_("_Connection Resets"),
      N_("The connection breaks at the next 10 calls, before they are read"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"reset-before\",\"count\":10" },
  { { "lost-answers", FLO_PRACTICE_ANSWERS, N_("_Lost Answers"),
      N_("The next 10 calls take effect, but nobody gets their answers"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"reset-after\",\"count\":10" },
  { { "broken-answers", FLO_PRACTICE_ANSWERS, N_("_Broken Answers"),
      N_("The next 10 answers cannot be read"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"malformed\",\"count\":10" },
  { { "slow", FLO_PRACTICE_ANSWERS, N_("Slo_w Answers"),
      N_("The next 20 answers come 5 seconds late"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"slow\",\"count\":20,\"seconds\":5" },
  { { "silence", FLO_PRACTICE_ANSWERS, N_("S_ilence"),
      N_("The next 3 calls get no answer for half a minute"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"hang\",\"count\":3,\"seconds\":30" },
  { { "late-news", FLO_PRACTICE_ANSWERS, N_("Late _News"),
      N_("What is made is not shown for 20 seconds, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "consistency", "\"delay_seconds\":20" },
  { { "skew", FLO_PRACTICE_ANSWERS, N_("Wrong Cloc_k"),
      N_("AWS’s clock is 20 minutes ahead, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"skew\",\"seconds\":1200" },
  { { "expired", FLO_PRACTICE_ANSWERS, N_("_Expired Credentials"),
      N_("The credentials are called expired at the next 5 calls"), FALSE },
    EACH_NOTHING, "fault", "\"kind\":\"expired\",\"count\":5" },
  { { "deny", FLO_PRACTICE_ANSWERS, N_("No _Permission to Launch"),
      N_("Launching is not permitted any more, until you choose Calm Down"), FALSE },
    EACH_NOTHING, "deny", "\"action\":\"ec2:CreateFleet\"" },

  { { "calm", FLO_PRACTICE_CALM, N_("Calm _Down"),
      N_("All troubles are over; what is being taken back stays so"), FALSE },
    EACH_NOTHING, "calm", "" },
};

const FloPracticeTrouble *
flo_practice_troubles_nth (guint index)
{
  return index < G_N_ELEMENTS (entries) ? &entries[index].trouble : NULL;
}

static const Entry *
find_entry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].trouble.name, name) == 0)
      return &entries[i];
  return NULL;
}

const FloPracticeTrouble *
flo_practice_troubles_find (const char *name)
{
  const Entry *entry = find_entry (name);

  return entry != NULL ? &entry->trouble : NULL;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static void
add_zone (GPtrArray  *zones,
          const char *zone)
{
  if (zone != NULL && !g_ptr_array_find_with_equal_func (zones, zone, g_str_equal, NULL))
    g_ptr_array_add (zones, g_strdup (zone));
}

GStrv
flo_practice_troubles_list_zones (FloFleet *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  GListModel *costs = flo_fleet_get_zone_costs (fleet);
  GPtrArray *zones = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (costs); i++)
    {
      g_autoptr(FloZoneCostSeries) series = g_list_model_get_item (costs, i);

      add_zone (zones, flo_zone_cost_series_get_zone (series));
    }
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      add_zone (zones, flo_node_get_zone (node));
    }
  g_ptr_array_sort (zones, compare_strings);
  g_ptr_array_add (zones, NULL);
  return (GStrv) g_ptr_array_free (zones, FALSE);
}

static gboolean
can_be_taken_back (FloNode    *node,
                   const char *zone)
{
  return flo_node_get_spot (node) && flo_node_get_state (node) == FLO_NODE_RUNNING
         && (zone == NULL || g_strcmp0 (flo_node_get_zone (node), zone) == 0);
}

guint
flo_practice_troubles_count_spot (FloFleet   *fleet,
                                  const char *zone)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      n += can_be_taken_back (node, zone);
    }
  return n;
}

static void
free_command (gpointer data)
{
  FloPracticeCommand *command = data;

  g_free (command->command);
  g_free (command->arguments);
  g_free (command);
}

/* @first: members of the JSON object, or "" */
static void
add_command (GPtrArray   *commands,
             const Entry *entry,
             const char  *first,
             const char  *more)
{
  FloPracticeCommand *command = g_new0 (FloPracticeCommand, 1);
  const char *comma = *first != '\0' && *more != '\0' ? "," : "";

  command->command = g_strdup (entry->command);
  command->arguments = g_strdup_printf ("{%s%s%s}", first, comma, more);
  g_ptr_array_add (commands, command);
}

static void
add_instance (GPtrArray   *commands,
              const Entry *entry,
              const char  *id)
{
  g_autofree char *first = g_strdup_printf ("\"instance_id\":\"%s\"", id);

  add_command (commands, entry, first, entry->arguments);
}

static void
add_pool (GPtrArray   *commands,
          GHashTable  *pools,
          const Entry *entry,
          FloNode     *node)
{
  char *first = g_strdup_printf ("\"type\":\"%s\",\"zone\":\"%s\"", flo_node_get_instance_type (node),
                                 flo_node_get_zone (node));

  if (g_hash_table_contains (pools, first))
    g_free (first);
  else
    {
      add_command (commands, entry, first, entry->arguments);
      g_hash_table_add (pools, first);
    }
}

static void
add_for_nodes (GPtrArray   *commands,
               const Entry *entry,
               FloFleet    *fleet,
               const char  *zone,
               const char  *victim)
{
  g_autoptr(GHashTable) pools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *nodes = flo_fleet_get_nodes (fleet);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      if (entry->each == EACH_POOL && flo_node_get_instance_type (node) != NULL && flo_node_get_zone (node) != NULL
          && flo_node_get_state (node) != FLO_NODE_TERMINATED)
        add_pool (commands, pools, entry, node);
      if (entry->each == EACH_POOL || !can_be_taken_back (node, zone))
        continue;
      if (entry->each == EACH_SPOT_NODE || victim == NULL || g_strcmp0 (victim, flo_node_get_id (node)) == 0)
        add_instance (commands, entry, flo_node_get_id (node));
      if (entry->each == EACH_VICTIM && commands->len > 0)
        break;
    }
}

GPtrArray *
flo_practice_troubles_make (const FloPracticeTrouble *trouble,
                            FloFleet                 *fleet,
                            const char               *zone,
                            const char               *victim)
{
  g_autoptr(GPtrArray) commands = g_ptr_array_new_with_free_func (free_command);
  const Entry *entry = find_entry (trouble->name);

  g_return_val_if_fail (entry != NULL, NULL);
  g_return_val_if_fail (FLO_IS_FLEET (fleet), NULL);

  if (entry->each != EACH_NOTHING)
    {
      add_for_nodes (commands, entry, fleet, zone, victim);
      /* The chosen one may have begun to go: any other will do. */
      if (entry->each == EACH_VICTIM && victim != NULL && commands->len == 0)
        add_for_nodes (commands, entry, fleet, zone, NULL);
    }
  else
    {
      const char *place = zone != NULL ? zone : flo_fleet_get_region (fleet);
      g_auto(GStrv) parts = g_strsplit (entry->arguments, "%s", 2);
      g_autofree char *arguments = g_strjoinv (place, parts);
      g_autofree char *first = g_str_equal (entry->command, "drought")
                                 ? g_strdup_printf ("\"seconds\":%d", DROUGHT_SECONDS)
                                 : g_strdup ("");

      add_command (commands, entry, first, arguments);
    }
  return g_steal_pointer (&commands);
}

/**
 * flo_practice_troubles_describe_refusal:
 * @trouble: what a person chose
 * @error: why nothing came of it
 *
 * Returns: (transfer full): it for people: what was asked for, why nothing happened, and what to do now
 */
char *
flo_practice_troubles_describe_refusal (const FloPracticeTrouble *trouble,
                                        const GError             *error)
{
  g_autofree char *reason = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *label = NULL;
  g_autofree char *asked = NULL;
  gboolean refused;

  g_return_val_if_fail (trouble != NULL, NULL);
  g_return_val_if_fail (error != NULL, NULL);

  refused = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  reason = flo_error_dialog_describe (error);
  /* The underscores show which key chooses it in the menu. */
  parts = g_strsplit (_(trouble->label), "_", -1);
  label = g_strjoinv ("", parts);
  /* Translators: %s is an entry of a menu, such as "Interrupt an Instance" */
  asked = g_strdup_printf (refused ? _("“%s” was asked for, but the practice cloud refused.")
                                   : _("“%s” was asked for, but there was no answer."),
                           label);
  return g_strjoin ("\n\n", asked, reason,
                    refused ? _("What it was meant for may have changed meanwhile: wait until the page shows it, "
                                "then try again.")
                            : _("Try again. If it stays so, close Flotilla and start it again: the practice cloud "
                                "starts with it."),
                    NULL);
}
