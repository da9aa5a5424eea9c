/* rule-managed.c: EC2 keeps the nodes at their number, and we tell it the number
 *
 * One EC2 Fleet of the type maintain over the pools of all zones. EC2 replaces what it loses while nothing of ours
 * runs; nothing is launched or ended here. Such a fleet takes no tags for its instances: they have the launch
 * template's, so that those EC2 launches a week later are found as ours, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-managed"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-launch-offer.h"
#include "fleet/plan/flo-planning.h"

/* The EC2 Fleet that keeps the nodes. */
typedef struct
{
  const char *id;          /* (nullable): there is none */
  const FloSeen *seen;     /* (nullable): AWS does not show it yet, or not any more */
  gboolean lost;           /* it was there, and is not any more */
} Keeper;


static Keeper
find_keeper (FloPlanning *self)
{
  FloObservation *observation = self->in->observation;
  FloHistory *history = self->in->history;

  for (guint i = 0; i < observation->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (observation->others, i);

      if (seen->kind == FLO_SEEN_FLEET && seen->ours && seen->kept)
        return (Keeper) { .id = seen->id, .seen = seen };
    }

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->kind == FLO_ACTION_CREATE_FLEET && past->state == FLO_INTENT_DONE)
        return (Keeper) { .id = flo_planning_get_made (past),
                          .lost = self->in->now - past->finished_at >= FLO_HISTORY_PATIENCE };
    }

  /* A fleet that was adopted has no journal; its nodes say what launched them. */
  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (instance->state <= FLO_SEEN_RUNNING && instance->fleet != NULL)
        return (Keeper) { .id = instance->fleet, .lost = TRUE };
    }

  return (Keeper) { 0 };
}

static guint
count_running (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;
  guint n = 0;

  for (guint i = 0; i < instances->len; i++)
    n += ((const FloSeenInstance *) g_ptr_array_index (instances, i))->state == FLO_SEEN_RUNNING;

  return n;
}

static const char *
get_excess_word (FloExcess excess)
{
  return excess == FLO_EXCESS_KEEP ? "no-termination" : "termination";
}

/* ---- make ---- */

static void
set_rebalance (JsonObject      *parameters,
               const FloConfig *config)
{
  switch (config->managed.rebalance)
    {
    case FLO_MANAGED_REBALANCE_LAUNCH:
      json_object_set_string_member (parameters, "rebalance", "launch");
      break;
    case FLO_MANAGED_REBALANCE_BEFORE_TERMINATE:
      json_object_set_string_member (parameters, "rebalance", "launch-before-terminate");
      json_object_set_int_member (parameters, "termination_delay", config->managed.termination_delay);
      break;
    case FLO_MANAGED_REBALANCE_NONE:
    default:
      break;
    }
}

/* "$0.034 to $0.096", what an hour of a node costs now in the pools that EC2 may choose. (transfer full) (nullable) */
static char *
describe_prices (FloPlanning *self,
                 JsonArray   *overrides,
                 gboolean     spot)
{
  FloMoney least = 0, most = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < json_array_get_length (overrides); i++)
    {
      JsonObject *override = json_array_get_object_element (overrides, i);
      const FloPlanSeat seat = { .type = flo_json_get_string (override, "type"),
                                 .zone = flo_json_get_string (override, "zone"), .spot = spot };
      FloMoney price = flo_planning_get_price (self, &seat);

      least = price > 0 && (least == 0 || price < least) ? price : least;
      most = MAX (most, price);
    }
  if (least == 0)
    return NULL;

  from = flo_money_format (least);
  to = flo_money_format (most);

  return least == most ? g_steal_pointer (&from) : g_strdup_printf ("%s to %s", from, to);
}

static void
plan_create (FloPlanning *self,
             JsonArray   *overrides,
             guint        n_zones,
             gboolean     spot)
{
  const FloConfig *config = self->in->config;
  const char *market = config->capacity.on_demand_base > 0 ? "mixed" : "spot";
  guint n = json_array_get_length (overrides);
  guint nodes = flo_planning_count_wanted (self);
  JsonObject *parameters = json_object_new ();
  g_autofree char *name = g_strdup_printf ("%s (%s)", config->name, self->in->fleet_id);
  g_autofree char *prices = describe_prices (self, overrides, spot);
  g_autofree char *title = g_strdup_printf ("Have EC2 keep %u node%s", nodes, nodes == 1 ? "" : "s");
  g_autofree char *reason =
    g_strdup_printf ("the config's mode is \"managed\": EC2 chooses among %u pool%s in %u zone%s by %s%s%s%s, and replaces "
                     "what it loses while nothing of ours runs", n, n == 1 ? "" : "s", n_zones, n_zones == 1 ? "" : "s",
                     flo_planning_get_allocation (self), prices != NULL ? ", at " : "", prices != NULL ? prices : "",
                     prices != NULL ? " an hour and node now" : "");

  json_object_set_string_member (parameters, "type", "maintain");
  json_object_set_string_member (parameters, "template", self->spot_template_id);
  json_object_set_string_member (parameters, "version", self->template_versions[TRUE]);
  json_object_set_string_member (parameters, "market", market);
  json_object_set_int_member (parameters, "capacity", nodes);
  json_object_set_int_member (parameters, "on_demand", MIN (self->target.on_demand, nodes));
  json_object_set_string_member (parameters, "allocation", flo_planning_get_allocation (self));
  json_object_set_string_member (parameters, "excess", get_excess_word (config->managed.excess));
  set_rebalance (parameters, config);
  json_object_set_array_member (parameters, "overrides", json_array_ref (overrides));
  flo_planning_add (self, FLO_ACTION_CREATE_FLEET, title, reason, parameters, name);
}

static void
explain_no_pool (FloPlanning *self)
{
  g_autofree char *dear = flo_planning_describe_dear (self, NULL);

  flo_planning_problem (self, AWS_ERROR_PRICE, FALSE,
                        "No instance type that fits the config is offered within its price limit in %s%s%s. Allow more types "
                        "or zones, or a higher price.", self->in->config->region, dear != NULL ? ": " : "",
                        dear != NULL ? dear : "");
  if (self->plan->actions->len == 0)
    flo_planning_wait (self, "Wait for a spot price that fits", self->plan->problem);
}

static void
make_keeper (FloPlanning *self)
{
  const gboolean spot = self->target.spot > 0;
  g_auto (FloLaunchOffer) offer = { 0 };
  g_autoptr (JsonArray) overrides = NULL;

  if (flo_planning_count_wanted (self) == 0 || self->plan->look_closer)
    return;
  if (!self->in->observation->full)
    {
      self->plan->look_closer = TRUE;
      return;
    }
  if (self->vpc_id == NULL || self->spot_template_id == NULL)
    return;

  flo_launch_offer_init (&offer, self, spot, NULL);
  flo_launch_offer_find_zones (&offer);
  overrides = flo_launch_offer_make_overrides (&offer, NULL);
  if (json_array_get_length (overrides) == 0)
    explain_no_pool (self);
  else
    plan_create (self, overrides, offer.zones->len, spot);
}

/* ---- keep ---- */

static void
explain_lost (FloPlanning  *self,
              const Keeper *keeper)
{
  guint running = count_running (self);

  flo_planning_problem (self, AWS_ERROR_NOT_FOUND, TRUE,
                        "The EC2 Fleet %s, which kept the nodes, was deleted, and not by Flotilla. %u node%s still run%s, and "
                        "nobody replaces what is lost. Destroy this fleet and launch it anew.", keeper->id, running,
                        running == 1 ? "" : "s", running == 1 ? "s" : "");
}

/* Who wants that number: a person, or the config. (transfer full) */
static char *
describe_number (FloPlanning *self)
{
  const FloWishes *wishes = self->in->wishes;

  return wishes != NULL && wishes->scaled.by != NULL ? flo_asked_describe (&wishes->scaled)
                                                     : g_strdup ("so many are wanted");
}

static void
plan_modify (FloPlanning   *self,
             const FloSeen *seen)
{
  const FloConfig *config = self->in->config;
  guint nodes = flo_planning_count_wanted (self);
  JsonObject *parameters;
  g_autofree char *why = describe_number (self);
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  title = seen->target != nodes ? g_strdup_printf ("Have EC2 keep %u node%s, not %u", nodes, nodes == 1 ? "" : "s",
                                                   seen->target)
                                : g_strdup_printf ("Have EC2 keep %u of the nodes on demand, not %u",
                                                   self->target.on_demand, seen->target_on_demand);
  if (self->plan->budget_level >= 100)
    reason = g_strdup (self->plan->budget);
  else
    reason = g_strdup_printf ("%s%s", why, nodes >= seen->target ? ""
                              : config->managed.excess == FLO_EXCESS_KEEP ? "; those that run are left to run"
                                                                          : "; EC2 ends those that are too many");

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "id", seen->id);
  json_object_set_int_member (parameters, "capacity", nodes);
  json_object_set_int_member (parameters, "on_demand", MIN (self->target.on_demand, nodes));
  json_object_set_string_member (parameters, "excess", get_excess_word (config->managed.excess));
  flo_planning_add (self, FLO_ACTION_MODIFY_FLEET, title, reason, parameters, NULL);
}

/* Why the nodes that are missing are, and who does something about it. (transfer full) */
static char *
describe_missing (FloPlanning *self)
{
  const FloPlanGap *gap = self->gaps->len > 0 ? g_ptr_array_index (self->gaps, 0) : NULL;

  if (self->in->ec2_trouble != NULL)
    return g_strdup_printf ("%s EC2 tries again by itself", self->in->ec2_trouble);
  if (gap != NULL)
    return g_strdup_printf ("%s: %s; EC2 launches another by itself", gap->id, gap->reason);

  return g_strdup ("EC2 launches them by itself");
}

static void
follow (FloPlanning   *self,
        const FloSeen *seen)
{
  guint nodes = flo_planning_count_wanted (self);
  guint running = count_running (self);
  guint there = (guint) MIN (MAX (seen->fulfilled, 0), (double) G_MAXINT);
  g_autofree char *missing = NULL;
  g_autofree char *title = NULL;

  if (seen->target != nodes || seen->target_on_demand != MIN (self->target.on_demand, nodes) ||
      seen->keeps_excess != (self->in->config->managed.excess == FLO_EXCESS_KEEP))
    {
      plan_modify (self, seen);
      return;
    }
  if (there >= nodes && running >= nodes)
    {
      self->plan->complete = self->plan->problem == NULL && self->plan->actions->len == 0;
      if (self->over_budget_until != 0)
        {
          flo_planning_wait (self, "Wait until the budget allows more", self->plan->problem);
          self->plan->wait_until = self->over_budget_until;
        }
      return;
    }

  missing = describe_missing (self);
  title = g_strdup_printf ("Wait for EC2 to have %u more node%s run", nodes - MIN (running, nodes - 1),
                           nodes - MIN (running, nodes - 1) == 1 ? "" : "s");
  if (self->in->ec2_trouble != NULL)
    flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE, "EC2 keeps %u of %u nodes: %s.", MIN (running, there), nodes,
                          missing);
  flo_planning_wait (self, title, missing);
}

void
flo_rule_managed (FloPlanning *self)
{
  Keeper keeper = find_keeper (self);
  guint nodes = flo_planning_count_wanted (self);

  flo_planning_count (self, FLO_STEP_INSTANCES, self->seats->len, nodes);
  flo_planning_count (self, FLO_STEP_RUNNING, count_running (self), nodes);

  if (keeper.lost)
    explain_lost (self, &keeper);
  else if (keeper.id == NULL)
    make_keeper (self);
  else if (keeper.seen != NULL)
    follow (self, keeper.seen);
  else
    flo_planning_wait (self, "Wait for EC2 to show its fleet", "it was made a moment ago");
}
