/* rule-capacity.c: launch what is missing
 *
 * One CreateFleet for each zone and market, because the spread over the zones is ours to decide; within
 * a zone AWS chooses the pool, among those that were chosen and the best others, or among all types that are
 * named. Which pools had no capacity is remembered for a while, and the next ones, then the next zones, take
 * their place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-capacity"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-launch-offer.h"
#include "fleet/plan/flo-planning.h"

/* How many other nodes a reason names. */
#define MAX_NAMED 20

typedef struct
{
  FloPlanning *planning;
  FloLaunchOffer *offer;
  const char *market;          /* "spot" | "on-demand" */
  gboolean spot;
  const char *template_id;     /* (nullable) */
  GPtrArray *gaps;             /* (element-type FloPlanGap): those that no earlier launch was for */
  guint explained;             /* how many of the gaps were given as a reason */
  guint held_back;
  guint out_of_reach;          /* nodes for which no pool is left to try */
  gboolean asks;               /* whether there is capacity again: some of the nodes are left for then */
} Launch;


static guint
count_running (FloPlanning *self)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n += g_array_index (self->seats, FloPlanSeat, i).running;

  return n;
}

static guint
count_missing (FloPlanning *self,
               gboolean     spot)
{
  guint wanted = spot ? self->target.spot : self->target.on_demand;
  guint have = flo_planning_count_seats (self, spot);

  /* When nothing is to be replaced, nodes are not launched twice. */
  if (!self->in->config->interruption.replace)
    have = MAX (have, flo_history_count_launched (self->in->history, spot));

  return wanted > have ? wanted - have : 0;
}

const char *
flo_planning_get_allocation (FloPlanning *self)
{
  switch (self->in->config->allocation)
    {
    case FLO_ALLOCATION_CAPACITY_OPTIMIZED:
      return "capacity-optimized";
    case FLO_ALLOCATION_LOWEST_PRICE:
      return "lowest-price";
    case FLO_ALLOCATION_PRICE_CAPACITY_OPTIMIZED:
    default:
      return "price-capacity-optimized";
    }
}

static char *
describe_need (Launch     *launch,
               const char *zone)
{
  FloPlanning *self = launch->planning;
  guint nodes = self->nodes;
  guint there = MIN (self->seats->len, nodes);
  g_autofree char *spares = self->spares > 0 ? g_strdup_printf (", %u of them spare", self->spares) : g_strdup ("");
  g_autofree char *there_text = g_strdup_printf ("%u of %u nodes are there%s%s%s", there, nodes, spares,
                                                 self->scaling_reason != NULL ? ": " : "",
                                                 self->scaling_reason != NULL ? self->scaling_reason : "");

  for (guint i = 0; zone != NULL && i < launch->offer->zones->len; i++)
    {
      const FloSpreadZone *candidate = &g_array_index (launch->offer->zones, FloSpreadZone, i);
      g_autofree char *price = flo_money_format (flo_launch_offer_get_lowest_price (launch->offer, candidate->name));
      g_autofree char *dear = NULL;

      if (!g_str_equal (candidate->name, zone))
        continue;
      dear = launch->spot ? flo_planning_describe_dear (self, zone) : NULL;

      return g_strdup_printf ("%s; %u pool%s in this zone fit%s, %s from %s an hour%s%s",
                              there_text, candidate->pools, candidate->pools == 1 ? "" : "s",
                              candidate->pools == 1 ? "s" : "", launch->market, price, dear != NULL ? "; " : "",
                              dear != NULL ? dear : "");
    }

  return g_steal_pointer (&there_text);
}

/* Why the first of the next @n gaps is there, and which the others are, so that several launches for several nodes
 * can be told apart. (transfer full) */
static char *
describe_gaps (Launch *launch,
               guint   n)
{
  const FloPlanGap *first = g_ptr_array_index (launch->gaps, launch->explained);
  GString *text = g_string_new (first->reason);
  guint end = MIN (launch->explained + n, launch->gaps->len);

  for (guint i = launch->explained + 1; i < MIN (end, launch->explained + 1 + MAX_NAMED); i++)
    {
      const FloPlanGap *gap = g_ptr_array_index (launch->gaps, i);

      g_string_append_printf (text, "%s%s", i == launch->explained + 1 ? "; also for " : ", ", gap->id);
    }
  if (end > launch->explained + 1 + MAX_NAMED)
    g_string_append_printf (text, " and %u more", end - launch->explained - 1 - MAX_NAMED);

  return g_string_free (text, FALSE);
}

static char *
describe_launch (Launch      *launch,
                 const char  *zone,
                 guint        n,
                 char       **reason)
{
  FloPlanning *self = launch->planning;
  const char *place = zone != NULL ? zone : "the zone with most capacity";

  if (!launch->spot && self->fallback_reason != NULL)
    {
      *reason = g_strdup (self->fallback_reason);

      return g_strdup_printf ("Launch %u on-demand node%s in place of spot in %s", n, n == 1 ? "" : "s", place);
    }

  if (launch->explained < launch->gaps->len)
    {
      const FloPlanGap *gap = g_ptr_array_index (launch->gaps, launch->explained);
      g_autofree char *others = n > 1 ? g_strdup_printf (" and %u more", n - 1) : g_strdup ("");

      *reason = describe_gaps (launch, n);
      launch->explained += n;
      if (gap->beside)
        return g_strdup_printf ("Launch a node besides %s%s in %s", gap->id, others, place);

      return g_strdup_printf ("Replace %s%s in %s", gap->id, others, place);
    }

  *reason = describe_need (launch, zone);

  return g_strdup_printf ("Launch %u %s node%s in %s", n, launch->market, n == 1 ? "" : "s", place);
}

/* @zone: (nullable): NULL: wherever AWS finds capacity
 * @parameters: (transfer full): what else the journal keeps of it */
static void
add_fleet (Launch     *launch,
           const char *zone,
           guint       n,
           const char *title,
           const char *reason,
           JsonObject *parameters)
{
  FloPlanning *self = launch->planning;
  g_autofree char *name = g_strdup_printf ("%s (%s)", self->in->config->name, self->in->fleet_id);
  const char *template_id = launch->template_id != NULL ? launch->template_id : FLO_PLANNING_UNKNOWN;
  const char *version = self->template_versions[launch->spot];

  json_object_set_string_member (parameters, "template", template_id);
  json_object_set_string_member (parameters, "version", version != NULL ? version : FLO_PLANNING_UNKNOWN);
  json_object_set_string_member (parameters, "market", launch->market);
  json_object_set_int_member (parameters, "capacity", n);
  json_object_set_string_member (parameters, "allocation", flo_planning_get_allocation (self));
  json_object_set_array_member (parameters, "overrides", flo_launch_offer_make_overrides (launch->offer, zone));
  flo_planning_add (self, FLO_ACTION_CREATE_FLEET, title, reason, parameters, name);
}

static void
set_ids (JsonObject *parameters,
         const char *name,
         JsonArray  *ids)
{
  if (json_array_get_length (ids) > 0)
    json_object_set_array_member (parameters, name, json_array_ref (ids));
}

/* Which nodes the next @n gaps are of ("replaces"), and which of these are not well ("sick"): the journal keeps that.
 * Only a launch that takes its reason from them is for them. (transfer full) */
static JsonObject *
list_replaced (Launch *launch,
               guint   n)
{
  JsonObject *parameters = json_object_new ();
  g_autoptr (JsonArray) replaced = json_array_new ();
  g_autoptr (JsonArray) sick = json_array_new ();

  for (guint i = launch->explained; i < MIN (launch->explained + n, launch->gaps->len); i++)
    {
      const FloPlanGap *gap = g_ptr_array_index (launch->gaps, i);

      if (!gap->beside && (launch->spot || launch->planning->fallback_reason == NULL))
        json_array_add_string_element (replaced, gap->id);
      if (gap->sick)
        json_array_add_string_element (sick, gap->id);
    }
  set_ids (parameters, "replaces", replaced);
  set_ids (parameters, "sick", sick);

  return parameters;
}

static void
plan_fleet (Launch     *launch,
            const char *zone,
            guint       n)
{
  FloPlanning *self = launch->planning;
  JsonObject *parameters = list_replaced (launch, n);
  g_autofree char *need = NULL;
  g_autofree char *title = describe_launch (launch, zone, n, &need);
  g_autofree char *reason =
    g_strconcat (need, launch->asks ? "; no zone had capacity of late: as soon as this one has some, the others are asked "
                                      "again, too" : "", NULL);

  add_fleet (launch, zone, n, title, reason, parameters);

  /* What the other market is spread around. */
  if (zone != NULL)
    {
      FloPlanSeat seat = { .zone = zone, .spot = launch->spot };

      for (guint i = 0; i < n; i++)
        g_array_append_val (self->seats, seat);
    }
}

void
flo_planning_launch_one (FloPlanning *self,
                         gboolean     spot,
                         const char  *zone,
                         GPtrArray   *pools,
                         const char  *title,
                         const char  *reason,
                         JsonObject  *parameters)
{
  g_auto (FloLaunchOffer) offer = { 0 };
  Launch launch = {
    .planning = self,
    .offer = &offer,
    .market = spot ? "spot" : "on-demand",
    .spot = spot,
    .template_id = spot ? self->spot_template_id : self->on_demand_template_id,
  };

  flo_launch_offer_init (&offer, self, spot, pools);
  flo_launch_offer_add_zone (&offer, zone);
  add_fleet (&launch, zone, 1, title, reason, parameters);
}

static void
launch_missing (Launch *launch,
                guint   missing)
{
  GArray *zones = launch->offer->zones;
  g_autofree guint *add = NULL;
  guint anywhere, held_back, launched;

  flo_launch_offer_find_zones (launch->offer);
  if (zones->len == 0)
    {
      launch->out_of_reach += missing;
      return;
    }

  add = g_new0 (guint, zones->len);
  launch->asks = flo_launch_offer_share_out (launch->offer, missing, add, &anywhere, &held_back);
  launched = anywhere;
  for (guint i = 0; i < zones->len; i++)
    {
      launched += add[i];
      if (add[i] > 0)
        plan_fleet (launch, g_array_index (zones, FloSpreadZone, i).name, add[i]);
    }
  if (anywhere > 0)
    plan_fleet (launch, NULL, anywhere);
  launch->held_back += held_back;
  launch->out_of_reach += missing - held_back - launched;
}

static void
explain_no_price (FloPlanning *self)
{
  g_autofree char *dear = flo_planning_describe_dear (self, NULL);

  flo_planning_problem (self, AWS_ERROR_PRICE, FALSE,
                        "No instance type that fits the config is offered as spot within its price limit in %s%s%s. "
                        "Allow more types or zones, or a higher price.", self->in->config->region,
                        dear != NULL ? ": " : "", dear != NULL ? dear : "");
  if (self->plan->actions->len == 0)
    flo_planning_wait (self, "Wait for a spot price that fits", self->plan->problem);
}

static void
explain_stop (FloPlanning *self)
{
  g_autofree char *sentence = flo_planning_describe_stop (self);

  flo_planning_problem (self, AWS_ERROR_PRICE, FALSE, "%s", sentence);
  if (self->plan->actions->len == 0)
    flo_planning_wait (self, "Wait for a spot price that fits", self->plan->problem);
}

/* Some are asked for now, to see whether there is any. */
static void
explain_asking (FloPlanning *self,
                guint        out_of_reach)
{
  flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE,
                        "No zone in %s had capacity for this config of late. One is asked again now; as soon as it has some, "
                        "the others are asked for the other %u of %u nodes.",
                        self->in->config->region, out_of_reach, self->nodes);
}

/* (transfer full): what becomes of the pools that are left out for what they cost; "": there are none */
static char *
describe_ceiling (FloPlanning *self)
{
  FloNeed all = self->need;
  g_autoptr (GPtrArray) pools = NULL;
  g_autofree char *price = flo_money_format (all.ceiling);

  if (all.ceiling == 0)
    return g_strdup ("");
  all.ceiling = 0;
  pools = flo_selection_list (self->in->market, &all, NULL);
  if (pools->len <= self->pools->len)
    return g_strdup ("");

  return g_strdup_printf (", those that cost more as spot than the %s of a node on demand %s", price,
                          self->in->config->fallback.nodes > 0
                            ? "excepted" : "after " G_STRINGIFY (FLO_CEILING_MINUTES) " minutes without any");
}

static void
explain_no_capacity (FloPlanning     *self,
                     FloBlockedPools *blocked,
                     guint            out_of_reach,
                     guint            held_back)
{
  gint64 first = flo_blocked_pools_get_first (blocked, self->in->now);
  const char *region = self->in->config->region;
  const char *spare = flo_planning_count_missing_spares (self) >= out_of_reach ? " and only spares" : "";

  g_autofree char *ceiling = describe_ceiling (self);

  if (out_of_reach > 0)
    flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE,
                          "AWS has no capacity in any of the %u pools in %s that fit the config; %u of %u nodes "
                          "are missing%s. They are tried again by themselves%s; allowing more instance types or "
                          "zones helps.",
                          flo_blocked_pools_get_n (blocked, self->in->now), region, out_of_reach,
                          self->nodes, spare, ceiling);
  else
    flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE,
                          "Too few zones in %s have capacity: %u node%s kept back so that the fleet spans at "
                          "least %u zones. They are tried again by themselves; allowing more instance types or "
                          "zones helps.",
                          region, held_back, held_back == 1 ? " is" : "s are",
                          (guint) self->in->config->zones.minimum);

  if (self->plan->actions->len > 0)
    return;

  flo_planning_wait (self, "Wait for spot capacity", self->plan->problem);
  if (first > self->in->now)
    self->plan->wait_until = first;
}

static void
launch_market (FloPlanning *self,
               gboolean     spot,
               Launch      *total)
{
  guint missing = count_missing (self, spot);
  g_auto (FloLaunchOffer) offer = { 0 };
  Launch launch = {
    .planning = self,
    .offer = &offer,
    .market = spot ? "spot" : "on-demand",
    .spot = spot,
    .template_id = spot ? self->spot_template_id : self->on_demand_template_id,
    .gaps = total->gaps,
    .explained = total->explained,
  };

  if (missing == 0)
    return;

  flo_launch_offer_init (&offer, self, spot, NULL);
  launch_missing (&launch, missing);

  total->explained = launch.explained;
  total->asks |= launch.asks;
  total->held_back += launch.held_back;
  total->out_of_reach += launch.out_of_reach;
}

static void
count_progress (FloPlanning *self)
{
  guint nodes = flo_planning_count_wanted (self);
  guint running = count_running (self);

  flo_planning_count (self, FLO_STEP_INSTANCES, MIN (self->seats->len, nodes), nodes);
  flo_planning_count (self, FLO_STEP_RUNNING, MIN (running, nodes), nodes);
}

/* Nodes shall go, and either their substitutes are on their way, or their drain time is not over. */
static void
describe_move (FloPlanning *self)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      g_autofree char *title = NULL;

      if (seat->leaving == NULL)
        continue;

      title = seat->drained_at != 0 ? g_strdup_printf ("Wait until %s is drained", seat->id)
                                    : g_strdup_printf ("Wait until another node runs in place of %s", seat->id);
      flo_planning_wait (self, title, seat->leaving);
    }
}

/* @blocked: the pools to leave alone for now */
static void
finish (FloPlanning     *self,
        FloBlockedPools *blocked)
{
  const FloProgressStep *running = &self->plan->steps[FLO_STEP_RUNNING];
  gint64 first = flo_blocked_pools_get_first (blocked, self->in->now);

  if (self->plan->actions->len > self->tidied)
    return;

  if (running->done < running->total && self->in->config->interruption.replace && self->tidied == 0)
    {
      g_autofree char *title = g_strdup_printf ("Wait for %u node%s to start", running->total - running->done,
                                                running->total - running->done == 1 ? "" : "s");

      flo_planning_wait (self, title, "AWS is starting them");
      return;
    }

  self->plan->complete = self->plan->problem == NULL && running->done == running->total;
  if (self->tidied > 0)
    return;
  if (self->plan->moving)
    {
      describe_move (self);
      return;
    }
  if (self->plan->stand_ins + self->standing_in > 0 && count_missing (self, TRUE) > 0 && first > self->in->now)
    {
      flo_planning_wait (self, "Try spot again", "its pools had no capacity a moment ago");
      self->plan->wait_until = first;
    }
  else if (self->over_budget_until != 0)
    {
      flo_planning_wait (self, "Wait until the budget allows more", self->plan->problem);
      self->plan->wait_until = self->over_budget_until;
    }
  else
    flo_planning_wait_for_drain (self);
}

void
flo_rule_capacity (FloPlanning *self)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);
  Launch total = { 0 };

  count_progress (self);

  if (!self->in->observation->full && count_missing (self, TRUE) + count_missing (self, FALSE) > 0)
    {
      self->plan->look_closer = TRUE;
      return;
    }

  if (self->in->observation->full && self->vpc_id != NULL)
    {
      /* A last try, before others stand in. */
      gboolean spot_first = self->plan->stand_ins > 0;
      g_autoptr (GPtrArray) gaps = flo_planning_list_open_gaps (self);
      guint spot_out_of_reach;

      total.gaps = gaps;
      launch_market (self, spot_first, &total);
      spot_out_of_reach = spot_first ? total.out_of_reach : 0;
      launch_market (self, !spot_first, &total);
      /* Spot nodes for which others stand in are missing, and yet no trouble. */
      total.out_of_reach -= MIN (spot_out_of_reach, self->plan->stand_ins);
      total.out_of_reach -= MIN (total.out_of_reach, self->standing_in);
      total.out_of_reach -= MIN (total.out_of_reach, self->in_advance);
      if (total.out_of_reach > 0 && self->pools->len == 0)
        explain_no_price (self);
      else if (total.out_of_reach > 0 && !flo_planning_may_launch_below_stop (self, self->pools, TRUE))
        explain_stop (self);
      else if (total.asks && total.out_of_reach > 0)
        explain_asking (self, total.out_of_reach);
      else if (total.out_of_reach > 0 || total.held_back > 0)
        explain_no_capacity (self, blocked, total.out_of_reach, total.held_back);
    }

  finish (self, blocked);
}
