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
#include "fleet/plan/flo-planning.h"
#include "fleet/plan/flo-spread.h"

/* CreateFleet takes 300 launch template overrides. */
#define MAX_OVERRIDES 300
/* How many other nodes a reason names. */
#define MAX_NAMED 20

typedef struct
{
  FloPlanning *planning;
  FloBlockedPools *blocked;
  const char *market;          /* "spot" | "on-demand" */
  gboolean spot;
  GPtrArray *pools;            /* (element-type FloPool): best first */
  const char *template_id;     /* (nullable) */
  GArray *zones;               /* (element-type FloSpreadZone): those with a pool to try */
  GPtrArray *gaps;             /* (element-type FloPlanGap): those that no earlier launch was for */
  guint explained;             /* how many of the gaps were given as a reason */
  guint held_back;
  guint out_of_reach;          /* nodes for which no pool is left to try */
  gboolean safe;               /* pools where AWS recommends to replace nodes are left out */
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

static gboolean
can_try (Launch        *launch,
         const FloPool *pool,
         const char    *zone)
{
  FloMoney dearest = launch->planning->dearest[launch->spot];

  return (zone == NULL || g_str_equal (pool->zone->name, zone)) && !flo_planning_is_left (launch->planning, pool) &&
         !((launch->spot || launch->planning->plan->stand_ins > 0) &&
           flo_planning_is_above_stop (launch->planning, pool, launch->spot)) &&
         !(launch->safe && flo_planning_is_risky (launch->planning, pool)) &&
         (dearest == 0 || (launch->spot ? pool->spot_price : pool->type->on_demand) <= dearest) &&
         !flo_blocked_pools_contains (launch->blocked, pool->type->name, pool->zone->name, launch->spot,
                                      launch->planning->in->now);
}

static gboolean
is_taken (Launch        *launch,
          const FloPool *pool)
{
  return launch->spot && g_hash_table_contains (launch->planning->taken_pools, pool);
}

static void
add_zones (Launch   *launch,
           gboolean  emptied)
{
  FloPlanning *self = launch->planning;

  for (guint i = 0; i < self->places->len; i++)
    {
      const FloPlanPlace *place = &g_array_index (self->places, FloPlanPlace, i);
      FloSpreadZone zone = { .name = place->zone, .interruption = -1 };

      if (launch->spot && flo_planning_is_emptied (self, place->zone) != emptied)
        continue;
      for (guint p = 0; p < launch->pools->len; p++)
        {
          const FloPool *pool = g_ptr_array_index (launch->pools, p);
          FloMoney price = launch->spot ? flo_choice_get_ranked (self->choice, p)->useful_price : pool->type->on_demand;

          if (!can_try (launch, pool, place->zone))
            continue;

          if (zone.pools == 0 || price < zone.price)
            zone.price = price;
          if (zone.interruption < 0 ||
              (pool->interruption_range >= 0 && pool->interruption_range < zone.interruption))
            zone.interruption = pool->interruption_range;
          zone.pools++;
        }

      if (zone.pools > 0)
        g_array_append_val (launch->zones, zone);
    }
}

/* A zone that AWS takes back has capacity for the next node now and then, but not for long; nor do pools where it
 * recommends to replace nodes. They come last, but before a node is kept back for want of zones. */
static void
find_zones (Launch *launch)
{
  const FloConfig *config = launch->planning->in->config;
  guint enough = config->zones.when_short == FLO_WHEN_SHORT_WAIT
                   ? MAX (MIN ((guint) config->zones.minimum, launch->planning->nodes), 1) : 1;

  launch->zones = g_array_new (FALSE, FALSE, sizeof (FloSpreadZone));
  launch->safe = launch->spot;
  add_zones (launch, FALSE);
  if (launch->zones->len >= enough || !launch->spot)
    return;

  launch->safe = FALSE;
  g_array_set_size (launch->zones, 0);
  add_zones (launch, FALSE);
  if (launch->zones->len == 0)
    add_zones (launch, TRUE);
}

static FloSpreadZone *
find_zone (Launch     *launch,
           const char *name)
{
  for (guint i = 0; i < launch->zones->len; i++)
    {
      FloSpreadZone *zone = &g_array_index (launch->zones, FloSpreadZone, i);

      if (g_str_equal (zone->name, name))
        return zone;
    }

  return NULL;
}

/* Counts the nodes of each zone.
 *
 * Returns: how many zones hold nodes but take no new ones now */
static guint
count_nodes (Launch *launch)
{
  FloPlanning *self = launch->planning;
  g_autoptr (GHashTable) elsewhere = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      FloSpreadZone *zone = seat->zone != NULL ? find_zone (launch, seat->zone) : NULL;

      if (seat->leaving != NULL || seat->standby)
        continue;
      if (zone != NULL)
        zone->nodes++;
      else if (seat->zone != NULL && flo_wishes_find_zone (self->in->wishes, seat->zone) == NULL)
        g_hash_table_add (elsewhere, (gpointer) seat->zone);
    }

  return g_hash_table_size (elsewhere);
}

static const char *
find_subnet_id (FloPlanning *self,
                const char  *zone)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const FloPlanPlace *place = &g_array_index (self->places, FloPlanPlace, i);

      if (g_str_equal (place->zone, zone))
        return place->subnet_id;
    }

  return NULL;
}

/* How many pools of a zone AWS may choose among, besides those that were chosen. Not all that fit: it does not know
 * what our work costs, and would take a dear one as soon as there is more of it. For each one that had nothing there
 * is one more, so that a shortage is soon behind us. */
static guint
count_offered (Launch     *launch,
               const char *zone)
{
  guint offered = FLO_CHOICE_POOLS;

  if (launch->planning->in->config->instances.types != NULL)
    return MAX_OVERRIDES;

  for (guint i = 0; i < launch->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (launch->pools, i);

      offered += g_str_equal (pool->zone->name, zone) && (!can_try (launch, pool, zone) || is_taken (launch, pool));
    }

  return offered;
}

static gboolean
is_chosen (Launch        *launch,
           const FloPool *pool)
{
  return launch->spot && flo_choice_find (launch->planning->choice, pool) >= 0;
}

/* Those where AWS takes nodes back are offered when there are no others. */
static GPtrArray *
list_those (Launch     *launch,
            const char *zone,
            gboolean    taken)
{
  GPtrArray *offered = g_ptr_array_new ();
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < launch->zones->len; i++)
    {
      const char *name = g_array_index (launch->zones, FloSpreadZone, i).name;

      if (zone == NULL || g_str_equal (name, zone))
        g_hash_table_insert (left, (gpointer) name, GUINT_TO_POINTER (count_offered (launch, name)));
    }
  for (guint i = 0; i < launch->pools->len && offered->len < MAX_OVERRIDES; i++)
    {
      const FloPool *pool = g_ptr_array_index (launch->pools, i);
      guint n_left;

      if (!can_try (launch, pool, zone) || is_taken (launch, pool) != taken)
        continue;
      n_left = GPOINTER_TO_UINT (g_hash_table_lookup (left, pool->zone->name));
      if (n_left == 0 && !is_chosen (launch, pool))
        continue;
      g_ptr_array_add (offered, (gpointer) pool);
      g_hash_table_insert (left, (gpointer) pool->zone->name, GUINT_TO_POINTER (n_left > 0 ? n_left - 1 : 0));
    }

  return offered;
}

/* The pools of one zone, or of all of them, for AWS to choose among, the best first.
 * Returns: (transfer container) (element-type FloPool) */
static GPtrArray *
list_offered (Launch     *launch,
              const char *zone)
{
  g_autoptr (GPtrArray) offered = list_those (launch, zone, FALSE);

  return offered->len > 0 ? g_steal_pointer (&offered) : list_those (launch, zone, TRUE);
}

static JsonArray *
make_overrides (Launch     *launch,
                const char *zone)
{
  FloPlanning *self = launch->planning;
  JsonArray *overrides = json_array_new ();
  g_autoptr (GPtrArray) pools = list_offered (launch, zone);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);
      const char *subnet_id = find_subnet_id (self, pool->zone->name);
      FloMoney limit = 0;
      JsonObject *override;

      if (subnet_id == NULL || (launch->spot && !flo_need_get_maximum (&self->need, pool, &limit)))
        continue;

      override = json_object_new ();
      json_object_set_string_member (override, "type", pool->type->name);
      json_object_set_string_member (override, "zone", pool->zone->name);
      json_object_set_string_member (override, "subnet", subnet_id);
      if (limit > 0)
        {
          g_autofree char *text = flo_money_to_decimal (limit);

          json_object_set_string_member (override, "price", text);
        }
      json_array_add_object_element (overrides, override);
    }

  return overrides;
}

JsonArray *
flo_planning_make_overrides (FloPlanning *self,
                             gboolean     spot,
                             guint       *n_zones)
{
  Launch launch = {
    .planning = self,
    .blocked = flo_history_get_blocked_pools (self->in->history),
    .market = spot ? "spot" : "on-demand",
    .spot = spot,
    .pools = spot ? self->pools : self->on_demand_pools,
  };
  JsonArray *overrides;

  find_zones (&launch);
  overrides = make_overrides (&launch, NULL);
  *n_zones = launch.zones->len;
  g_array_unref (launch.zones);

  return overrides;
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

/* What an hour costs at least, of the pools that can be tried. */
static FloMoney
find_lowest_price (Launch     *launch,
                   const char *zone)
{
  FloMoney lowest = 0;

  for (guint i = 0; i < launch->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (launch->pools, i);
      FloMoney price = launch->spot ? pool->spot_price : pool->type->on_demand;

      if (can_try (launch, pool, zone) && (lowest == 0 || price < lowest))
        lowest = price;
    }

  return lowest;
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

  for (guint i = 0; zone != NULL && i < launch->zones->len; i++)
    {
      const FloSpreadZone *candidate = &g_array_index (launch->zones, FloSpreadZone, i);
      g_autofree char *price = flo_money_format (find_lowest_price (launch, candidate->name));
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
  json_object_set_array_member (parameters, "overrides", make_overrides (launch, zone));
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
  g_autofree char *reason = NULL;
  g_autofree char *title = describe_launch (launch, zone, n, &reason);

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
  const FloSpreadZone place = { .name = zone };
  Launch launch = {
    .planning = self,
    .blocked = flo_history_get_blocked_pools (self->in->history),
    .market = spot ? "spot" : "on-demand",
    .spot = spot,
    .pools = pools,
    .template_id = spot ? self->spot_template_id : self->on_demand_template_id,
    .zones = g_array_new (FALSE, FALSE, sizeof (FloSpreadZone)),
  };

  g_array_append_val (launch.zones, place);
  add_fleet (&launch, zone, 1, title, reason, parameters);
  g_array_unref (launch.zones);
}

static void
launch_missing (Launch *launch,
                guint   missing)
{
  const FloConfig *config = launch->planning->in->config;
  g_autofree guint *add = NULL;
  guint minimum, elsewhere, anywhere;

  find_zones (launch);
  if (launch->zones->len == 0)
    {
      launch->out_of_reach += missing;
      return;
    }

  add = g_new0 (guint, launch->zones->len);
  elsewhere = count_nodes (launch);
  minimum = MIN ((guint) config->zones.minimum, launch->planning->nodes);
  if (config->zones.when_short == FLO_WHEN_SHORT_ELSEWHERE)
    minimum = MIN (minimum, launch->zones->len + elsewhere);
  launch->held_back += flo_spread (config->zones.distribution,
                                   (const FloSpreadZone *) (gpointer) launch->zones->data, launch->zones->len,
                                   minimum, elsewhere, missing, add, &anywhere);

  for (guint i = 0; i < launch->zones->len; i++)
    {
      if (add[i] > 0)
        plan_fleet (launch, g_array_index (launch->zones, FloSpreadZone, i).name, add[i]);
    }
  if (anywhere > 0)
    plan_fleet (launch, NULL, anywhere);
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

static void
explain_no_capacity (FloPlanning     *self,
                     FloBlockedPools *blocked,
                     guint            out_of_reach,
                     guint            held_back)
{
  gint64 first = flo_blocked_pools_get_first (blocked, self->in->now);
  const char *region = self->in->config->region;
  const char *spare = flo_planning_count_missing_spares (self) >= out_of_reach ? " and only spares" : "";

  if (out_of_reach > 0)
    flo_planning_problem (self, AWS_ERROR_CAPACITY, FALSE,
                          "AWS has no capacity in any of the %u pools in %s that fit the config; %u of %u nodes "
                          "are missing%s. They are tried again by themselves; allowing more instance types or "
                          "zones helps.",
                          flo_blocked_pools_get_n (blocked, self->in->now), region, out_of_reach,
                          self->nodes, spare);
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
launch_market (FloPlanning     *self,
               FloBlockedPools *blocked,
               gboolean         spot,
               Launch          *total)
{
  guint missing = count_missing (self, spot);
  Launch launch = {
    .planning = self,
    .blocked = blocked,
    .market = spot ? "spot" : "on-demand",
    .spot = spot,
    .pools = spot ? self->pools : self->on_demand_pools,
    .template_id = spot ? self->spot_template_id : self->on_demand_template_id,
    .gaps = total->gaps,
    .explained = total->explained,
  };

  if (missing == 0)
    return;

  launch_missing (&launch, missing);
  g_clear_pointer (&launch.zones, g_array_unref);

  total->explained = launch.explained;
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
      launch_market (self, blocked, spot_first, &total);
      spot_out_of_reach = spot_first ? total.out_of_reach : 0;
      launch_market (self, blocked, !spot_first, &total);
      /* Spot nodes for which others stand in are missing, and yet no trouble. */
      total.out_of_reach -= MIN (spot_out_of_reach, self->plan->stand_ins);
      total.out_of_reach -= MIN (total.out_of_reach, self->standing_in);
      total.out_of_reach -= MIN (total.out_of_reach, self->in_advance);
      if (total.out_of_reach > 0 && self->pools->len == 0)
        explain_no_price (self);
      else if (total.out_of_reach > 0 && !flo_planning_may_launch_below_stop (self, self->pools, TRUE))
        explain_stop (self);
      else if (total.out_of_reach > 0 || total.held_back > 0)
        explain_no_capacity (self, blocked, total.out_of_reach, total.held_back);
    }

  finish (self, blocked);
}
