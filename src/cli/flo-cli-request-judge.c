/* flo-cli-request-judge.c: what a request will do and cost, and whether it is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-fleet-update.h"
#include "cli/flo-cli-request.h"
#include "fleet/flo-fleet-number.h"

/* What is there of a fleet, by its nodes. */
typedef struct
{
  guint running, starting;
  guint in_zone;             /* of @zone, running or starting or noticed */
  FloMoney per_hour, zone_per_hour;
  guint n_priced;
} Count;

static gboolean
is_alive (FloNode *node)
{
  return flo_node_get_state (node) < FLO_NODE_STOPPING;
}

static Count
count_nodes (FloFleet   *fleet,
             const char *zone)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  Count count = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      /* A standby comes and goes by itself. */
      if (!is_alive (node) || flo_node_get_standby (node))
        continue;
      count.running += flo_node_get_state (node) == FLO_NODE_RUNNING;
      count.starting += flo_node_get_state (node) == FLO_NODE_PENDING;
      count.per_hour += flo_node_get_per_hour (node);
      count.n_priced += flo_node_get_per_hour (node) != 0;
      if (g_strcmp0 (flo_node_get_zone (node), zone) == 0)
        {
          count.in_zone++;
          count.zone_per_hour += flo_node_get_per_hour (node);
        }
    }
  return count;
}

/* Borrowed from the list, which keeps it; NULL: there is none. */
static FloNode *
find_node (FloFleet   *fleet,
           const char *id)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      if (g_str_equal (flo_node_get_id (node), id))
        return node;
    }
  return NULL;
}

/* ---- done? ---- */

gboolean
flo_cli_request_takes_time (const FloCliRequest *self)
{
  return self->kind != FLO_CLI_REQUEST_PAUSE && self->kind != FLO_CLI_REQUEST_ALLOW
         && self->kind != FLO_CLI_REQUEST_KEEP;
}

static gboolean
is_node_gone (const FloCliRequest *self)
{
  FloNode *node = find_node (self->fleet, self->what);

  return node == NULL || !is_alive (node);
}

gboolean
flo_cli_request_is_done (const FloCliRequest *self)
{
  FloFleet *fleet = self->fleet;
  const FloWishes *wishes = flo_fleet_get_wishes (fleet);
  Count count = count_nodes (fleet, self->kind == FLO_CLI_REQUEST_MIGRATE ? self->what : NULL);
  guint spares = flo_fleet_count_spares (fleet, self->nodes);

  if (self->kind == FLO_CLI_REQUEST_PAUSE)
    return flo_wishes_is_paused (wishes);
  if (self->kind == FLO_CLI_REQUEST_ALLOW)
    return flo_wishes_find_zone (wishes, self->what) == NULL;
  if (self->kind == FLO_CLI_REQUEST_KEEP)
    return flo_wishes_find_node (wishes, self->what) == NULL;
  if (flo_fleet_get_observed_at (fleet) == 0 || flo_fleet_get_observing_failed (fleet) != NULL)
    return FALSE;

  switch (self->kind)
    {
    case FLO_CLI_REQUEST_SCALE:
      return flo_fleet_get_asked (fleet) == self->nodes && count.running >= self->nodes
             && count.running + count.starting <= self->nodes + spares;
    case FLO_CLI_REQUEST_RESUME:
      return !flo_wishes_is_paused (wishes) && flo_fleet_get_state (fleet) == FLO_FLEET_HEALTHY;
    case FLO_CLI_REQUEST_MIGRATE:
      return flo_wishes_find_zone (wishes, self->what) != NULL && count.in_zone == 0
             && count.running >= flo_fleet_get_wanted (fleet);
    case FLO_CLI_REQUEST_REPLACE:
      return is_node_gone (self) && count.running >= flo_fleet_get_wanted (fleet);
    case FLO_CLI_REQUEST_TAKE_OVER:
      return flo_fleet_get_driver (fleet) == NULL;
    case FLO_CLI_REQUEST_DRAIN:
      return is_node_gone (self);
    case FLO_CLI_REQUEST_UPDATE:
      return flo_cli_update_is_done (self);
    case FLO_CLI_REQUEST_PAUSE:
    case FLO_CLI_REQUEST_ALLOW:
    case FLO_CLI_REQUEST_KEEP:
    default:
      return FALSE;
    }
}

/* ---- what will happen ---- */

void
flo_cli_request_print_then (FloCliRequest *self,
                            const char    *words)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  g_autofree char *then = flo_money_format (self->then);
  g_autofree char *per_hour = flo_money_format (config->budget.per_hour);
  g_autofree char *per_day = flo_money_format (config->budget.per_day);

  if (self->then != 0)
    flo_cli_output_print (output, "%s%s an hour at today's prices.\n", words, then);
  if (config->budget.per_hour > 0)
    flo_cli_output_print (output, "Its budget is %s an hour.\n", per_hour);
  if (config->budget.per_day > 0)
    flo_cli_output_print (output, "Its budget is %s a day.\n", per_day);
}

/* For how long the number holds, in a fleet that has numbers of its own. */
static void
print_hold (FloCliRequest *self)
{
  g_autofree char *hold = flo_fleet_describe_hold (self->fleet, g_get_real_time () / G_USEC_PER_SEC);

  if (hold != NULL)
    flo_cli_output_print (flo_cli_context_get_output (self->context), "%s\n", hold);
}

static void
preview_scale (FloCliRequest *self,
               const Count   *count)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  guint wanted = flo_fleet_get_asked (self->fleet);
  guint all = self->nodes + flo_fleet_count_spares (self->fleet, self->nodes);

  self->then = count->n_priced > 0 ? count->per_hour / count->n_priced * all : 0;
  flo_cli_output_print (output, "%u node%s wanted instead of %u%s\n", self->nodes, self->nodes == 1 ? " is" : "s are",
                        wanted, self->nodes < wanted ? "; those that are too many are ended, with all on their disks."
                                                     : ".");
  if (all > self->nodes)
    flo_cli_output_print (output, "With the spare ones %u run.\n", all);
  if (count->n_priced == 0 && self->nodes > 0)
    flo_cli_output_print (output, "What a node costs is known when one runs; the budget is checked first.\n");
  if (self->nodes == 0)
    flo_cli_output_print (output, "Without nodes only what is kept besides them costs.\n");
  print_hold (self);
  flo_cli_request_print_then (self, "Then about ");
}

static void
preview_migrate (FloCliRequest *self,
                 const Count   *count)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  g_autofree char *zone = flo_money_format (count->zone_per_hour);

  flo_cli_output_print (output, "%u node%s in %s, %s an hour: replaced in other zones, few at a time, then ended with all "
                        "on the disks.\n%s is not used until: flotillactl fleet allow %s %s\n", count->in_zone,
                        count->in_zone == 1 ? "" : "s", self->what, zone, self->what,
                        flo_fleet_get_name (self->fleet), self->what);
  self->then = count->n_priced > 0 ? count->per_hour + count->per_hour / count->n_priced : 0;
  flo_cli_request_print_then (self, "While a node and its successor both run, about ");
}

static void
preview_node (FloCliRequest *self,
              const Count   *count)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  FloNode *node = find_node (self->fleet, self->what);
  g_autofree char *price = node != NULL ? flo_money_format (flo_node_get_per_hour (node)) : NULL;

  if (node != NULL)
    flo_cli_output_print (output, "%s is %s in %s, %s, %s an hour.\n", self->what, flo_node_get_instance_type (node),
                          flo_node_get_zone (node), flo_node_state_get_word (flo_node_get_state (node)), price);
  if (self->kind == FLO_CLI_REQUEST_KEEP)
    {
      flo_cli_output_print (output, "It may stay: it is not replaced or drained.\n");
      return;
    }
  if (self->kind == FLO_CLI_REQUEST_REPLACE)
    flo_cli_output_print (output, "A node in another pool is launched; when that runs, this one is ended with all on its "
                          "disks.\n");
  else
    flo_cli_output_print (output, "It is ended %u seconds from now, with all on its disks, even if no other node could be "
                          "launched in its place.\n", (guint) flo_fleet_get_config (self->fleet)->interruption.drain_seconds);
  self->then = node != NULL ? count->per_hour + flo_node_get_per_hour (node) : 0;
  flo_cli_request_print_then (self, "While both run, about ");
}

static void
preview_simple (FloCliRequest *self)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);

  if (self->kind == FLO_CLI_REQUEST_PAUSE)
    flo_cli_output_print (output, "Nothing is launched, replaced, moved or ended until: flotillactl fleet resume %s\n"
                          "What AWS takes back is not replaced; what runs goes on, and costs.\n",
                          flo_fleet_get_name (self->fleet));
  else if (self->kind == FLO_CLI_REQUEST_RESUME)
    flo_cli_output_print (output, "It goes on: what is missing of %u nodes is launched, what waits is done.\n",
                          flo_fleet_get_wanted (self->fleet));
  else if (self->kind == FLO_CLI_REQUEST_TAKE_OVER)
    flo_cli_output_print (output, "%s.\nIt goes on here as this computer knows it, as soon as it is sure that the other one "
                          "does nothing more: within minutes, whether or not that one still runs. That one then only looks "
                          "on. What was asked of the fleet there, as another number of nodes, is not known here.\n",
                          flo_fleet_get_driver (self->fleet));
  else
    flo_cli_output_print (output, "%s may be used again; nodes come back to it as the config spreads them.\n", self->what);
}

void
flo_cli_request_preview (FloCliRequest *self)
{
  FloCliOutput *output = flo_cli_context_get_output (self->context);
  FloFleet *fleet = self->fleet;
  Count count = count_nodes (fleet, self->what);
  g_autofree char *now = flo_money_format (flo_fleet_get_per_hour (fleet));

  self->now = self->then = flo_fleet_get_per_hour (fleet);
  flo_cli_output_print (output, "%s (%s) in %s: %s, %u of %u nodes run, %s an hour now.\n", flo_fleet_get_name (fleet),
                        self->id, flo_fleet_get_region (fleet), flo_fleet_state_get_word (flo_fleet_get_state (fleet)),
                        flo_fleet_get_running (fleet), flo_fleet_get_wanted (fleet), now);
  if (self->kind == FLO_CLI_REQUEST_SCALE)
    preview_scale (self, &count);
  else if (self->kind == FLO_CLI_REQUEST_MIGRATE)
    preview_migrate (self, &count);
  else if (self->kind == FLO_CLI_REQUEST_UPDATE)
    flo_cli_update_preview (self, count.n_priced > 0 ? count.per_hour / count.n_priced : 0);
  else if (self->kind >= FLO_CLI_REQUEST_REPLACE)
    preview_node (self, &count);
  else
    preview_simple (self);
  if (flo_wishes_is_paused (flo_fleet_get_wishes (fleet)) && flo_cli_request_takes_time (self)
      && self->kind != FLO_CLI_REQUEST_RESUME)
    flo_cli_output_print (output, "It is paused: this is written down, and begun after: flotillactl fleet resume %s\n",
                          flo_fleet_get_name (fleet));
}
