/* flo-sim-fleet-actions.c: EC2 fleets; flo-sim-keep-actions.c has what only those kept at their target need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-allocation.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-fleet.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-quota.h"

#define LARGEST_TARGET 10000
#define MOST_OVERRIDES 300

/* One half of a fleet, spot or on-demand, being launched. */
typedef struct
{
  FloSimPurchase   purchase;
  double           target;
  FloSimStrategy   strategy;
  FloSimNode      *options;   /* (nullable) SpotOptions or OnDemandOptions */
  FloSimFleetPlan *plan;      /* (owned) */
  GArray          *pools;     /* (element-type FloSimAllocationPool) (owned), one per candidate */
  double           fulfilled;
} Half;

static void
half_clear (Half *half)
{
  g_clear_pointer (&half->plan, flo_sim_fleet_plan_free);
  g_clear_pointer (&half->pools, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Half, half_clear)

static const char *
lifecycle (const Half *half)
{
  return half->purchase == FLO_SIM_PURCHASE_SPOT ? "spot" : "on-demand";
}

static const char *
zone_of (FloSimCandidate *candidate)
{
  return candidate->launch.offer.zone->name;
}

static const char *
type_of (FloSimCandidate *candidate)
{
  return candidate->launch.offer.type->name;
}

/* Candidates of the same type and zone draw on the same pool: only the first of them may take from
 * it. */
static gboolean
pool_is_taken_by_another (const Half *half,
                          guint       index)
{
  FloSimCandidate *candidate = g_ptr_array_index (half->plan->candidates, index);

  for (guint i = 0; i < index; i++)
    {
      FloSimCandidate *other = g_ptr_array_index (half->plan->candidates, i);

      if (other->problem.code == NULL && g_str_equal (type_of (other), type_of (candidate))
          && g_str_equal (zone_of (other), zone_of (candidate)))
        return TRUE;
    }
  return FALSE;
}

static void
read_pools (FloSimCall *call,
            Half       *half)
{
  GPtrArray *candidates = half->plan->candidates;

  half->pools = g_array_sized_new (FALSE, TRUE, sizeof (FloSimAllocationPool), candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    {
      FloSimCandidate *candidate = g_ptr_array_index (candidates, i);
      FloSimAllocationPool pool = { .weight = candidate->weight, .priority = candidate->priority };

      if (candidate->problem.code == NULL && !pool_is_taken_by_another (half, i))
        {
          const FloSimOffer *offer = &candidate->launch.offer;
          guint capacity
              = flo_sim_market_get_capacity (call->cloud->market, offer, half->purchase, call->now);
          guint used = flo_sim_life_count (call->cloud, call->region, zone_of (candidate),
                                           type_of (candidate), half->purchase);

          pool.capacity = capacity > used ? capacity - used : 0;
          pool.capacity = MIN (pool.capacity, flo_sim_json_get_int (candidate->launch.subnet->data,
                                                                    "availableIpAddressCount"));
          pool.price = half->purchase == FLO_SIM_PURCHASE_SPOT
                           ? flo_sim_market_get_price (call->cloud->market, offer, call->now)
                           : offer->pool.on_demand;
        }
      g_array_append_val (half->pools, pool);
    }
}

/* With SingleAvailabilityZone or SingleInstanceType only the candidates like @model may be used.
 * Returns the units reached. */
static double
allocate_like (Half            *half,
               FloSimCandidate *model,
               gboolean         same_zone,
               gboolean         same_type)
{
  g_autofree guint *capacities = g_new0 (guint, half->pools->len);
  double reached;

  for (guint i = 0; i < half->pools->len; i++)
    {
      FloSimAllocationPool *pool = &g_array_index (half->pools, FloSimAllocationPool, i);
      FloSimCandidate *candidate = g_ptr_array_index (half->plan->candidates, i);

      capacities[i] = pool->capacity;
      if (pool->capacity > 0
          && ((same_zone && !g_str_equal (zone_of (candidate), zone_of (model)))
              || (same_type && !g_str_equal (type_of (candidate), type_of (model)))))
        pool->capacity = 0;
    }
  reached = flo_sim_allocate ((FloSimAllocationPool *) (void *) half->pools->data, half->pools->len,
                              half->strategy, half->target);
  for (guint i = 0; i < half->pools->len; i++)
    g_array_index (half->pools, FloSimAllocationPool, i).capacity = capacities[i];
  return reached;
}

static double
allocate (Half *half)
{
  gboolean same_zone = flo_sim_node_get_bool (half->options, "SingleAvailabilityZone", FALSE);
  gboolean same_type = flo_sim_node_get_bool (half->options, "SingleInstanceType", FALSE);
  FloSimCandidate *best = NULL;
  double most = 0;

  if (!same_zone && !same_type)
    return flo_sim_allocate ((FloSimAllocationPool *) (void *) half->pools->data, half->pools->len,
                             half->strategy, half->target);
  for (guint i = 0; i < half->pools->len; i++)
    {
      FloSimCandidate *candidate = g_ptr_array_index (half->plan->candidates, i);
      double reached;

      if (g_array_index (half->pools, FloSimAllocationPool, i).capacity == 0)
        continue;
      reached = allocate_like (half, candidate, same_zone, same_type);
      if (best == NULL || reached > most)
        {
          best = candidate;
          most = reached;
        }
    }
  return best != NULL ? allocate_like (half, best, same_zone, same_type) : 0;
}

static void
add_error (JsonArray       *errors,
           FloSimCandidate *candidate,
           const Half      *half,
           const char      *code,
           const char      *message)
{
  json_array_add_object_element (
      errors, flo_sim_json_new (
                  "{launchTemplateAndOverrides", json_object_ref (candidate->described),
                  "lifecycle", lifecycle (half), "errorCode", code, "errorMessage", message, NULL));
}

/* Tells what cannot be used and, when the target is missed, which pools ran out. */
static void
report_errors (const Half *half,
               JsonArray  *errors)
{
  for (guint i = 0; i < half->pools->len; i++)
    {
      FloSimAllocationPool *pool = &g_array_index (half->pools, FloSimAllocationPool, i);
      FloSimCandidate *candidate = g_ptr_array_index (half->plan->candidates, i);
      g_autofree char *message = NULL;

      if (candidate->problem.code != NULL)
        add_error (errors, candidate, half, candidate->problem.code, candidate->problem.message);
      else if (half->fulfilled >= half->target || pool->taken < pool->capacity)
        continue;
      else if (half->purchase == FLO_SIM_PURCHASE_SPOT)
        add_error (errors, candidate, half, "UnfulfillableCapacity",
                   "Unable to fulfill capacity due to your request configuration. Please adjust "
                   "your request "
                   "and try again.");
      else
        {
          message = g_strdup_printf (
              "We currently do not have sufficient %s capacity in the Availability Zone "
              "you requested (%s). Our system will be working on provisioning additional "
              "capacity.",
              type_of (candidate), zone_of (candidate));
          add_error (errors, candidate, half, "InsufficientInstanceCapacity", message);
        }
    }
}

/* The tags of an instance: the request's, the template's where those are silent, and AWS's own. */
static JsonObject *
instance_tags (FloSimCall      *call,
               FloSimCandidate *candidate,
               const char      *fleet_id)
{
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, candidate->version);
  const char *const ours[][2] = {
    { "aws:ec2:fleet-id", fleet_id },
    { "aws:ec2launchtemplate:id", candidate->template->id },
    { "aws:ec2launchtemplate:version", version },
  };
  JsonObject *holder = json_object_new ();

  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_INSTANCE, holder);
  flo_sim_call_add_tags (candidate->data->root, FLO_SIM_KIND_INSTANCE, holder);
  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    json_array_add_object_element (flo_sim_json_get_array (holder, "tagSet"),
                                   flo_sim_json_new ("key", ours[i][0], "value", ours[i][1], NULL));
  return holder;
}

/* Takes from the pool what is beyond the account's quota, and tells so. */
static void
keep_to_quota (FloSimCall           *call,
               Half                 *half,
               FloSimAllocationPool *pool,
               FloSimCandidate      *candidate,
               JsonArray            *errors)
{
  guint left = flo_sim_quota_left (call->cloud, call->region, candidate->launch.offer.type,
                                   half->purchase);

  if (pool->taken <= left)
    return;
  half->fulfilled -= (pool->taken - left) * candidate->weight;
  pool->taken = left;
  if (half->purchase == FLO_SIM_PURCHASE_SPOT)
    add_error (errors, candidate, half, "MaxSpotInstanceCountExceeded",
               "Max spot instance count exceeded");
  else
    add_error (errors, candidate, half, "VcpuLimitExceeded",
               "You have requested more vCPU capacity than your current vCPU limit allows for the "
               "instance bucket that the specified instance type belongs to. Please visit "
               "http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this "
               "limit.");
}

static void
launch_half (FloSimCall *call,
             Half       *half,
             const char *fleet_id,
             JsonArray  *launched,
             JsonArray  *errors)
{
  for (guint i = 0; i < half->pools->len; i++)
    {
      FloSimAllocationPool *pool = &g_array_index (half->pools, FloSimAllocationPool, i);
      FloSimCandidate *candidate = g_ptr_array_index (half->plan->candidates, i);
      g_autoptr (JsonObject) tags = NULL;
      g_autofree char *reservation = NULL;
      JsonArray *ids;

      if (pool->taken > 0)
        keep_to_quota (call, half, pool, candidate, errors);
      if (pool->taken == 0)
        continue;
      ids = json_array_new ();
      tags = instance_tags (call, candidate, fleet_id);
      reservation = g_strdup_printf ("r-0%016" G_GINT64_MODIFIER "x",
                                     flo_sim_cloud_next_number (call->cloud));
      for (guint j = 0; j < pool->taken; j++)
        {
          FloSimResource *instance
              = flo_sim_launch_run (call, &candidate->launch, reservation, j,
                                    flo_sim_json_get_array (tags, "tagSet"));

          flo_sim_json_set (instance->data, "%_weight", candidate->weight, NULL);
          json_array_add_string_element (ids, instance->id);
        }
      json_array_add_object_element (
          launched,
          flo_sim_json_new ("{launchTemplateAndOverrides", json_object_ref (candidate->described),
                            "lifecycle", lifecycle (half), "[instanceIds", ids, "instanceType",
                            type_of (candidate), NULL));
    }
}

/* Fills in one half's plan and what it would get. FALSE: the call has failed. */
static gboolean
prepare_half (FloSimCall *call,
              Half       *half,
              const char *options)
{
  const char *name;
  gint64 least;

  half->options = flo_sim_node_find (call->params, options);
  name = flo_sim_node_get (half->options, "AllocationStrategy");
  if (name == NULL)
    name = "lowest-price";
  if (!flo_sim_strategy_from_name (name, &half->strategy))
    return flo_sim_call_fail (call, "InvalidParameterValue", "%s is no allocation strategy", name);

  least = flo_sim_node_get_int (half->options, "MinTargetCapacity", 0);
  if (least > 0 && !flo_sim_node_get_bool (half->options, "SingleAvailabilityZone", FALSE)
      && !flo_sim_node_get_bool (half->options, "SingleInstanceType", FALSE))
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "MinTargetCapacity needs at least one of SingleAvailabilityZone and "
                              "SingleInstanceType in %s",
                              options);

  half->plan = flo_sim_fleet_plan_new (call, half->purchase);
  if (half->plan == NULL)
    return FALSE;
  read_pools (call, half);
  half->fulfilled = half->target > 0 ? allocate (half) : 0;
  if (half->fulfilled < (double) least)
    {
      for (guint i = 0; i < half->pools->len; i++)
        g_array_index (half->pools, FloSimAllocationPool, i).taken = 0;
      half->fulfilled = 0;
    }
  return TRUE;
}

static gboolean
read_targets (FloSimCall *call,
              Half       *spot,
              Half       *on_demand)
{
  FloSimNode *node = flo_sim_node_find (call->params, "TargetCapacitySpecification");
  gint64 total = flo_sim_node_get_int (node, "TotalTargetCapacity", 0);
  gint64 spot_target = flo_sim_node_get_int (node, "SpotTargetCapacity", 0);
  gint64 on_demand_target = flo_sim_node_get_int (node, "OnDemandTargetCapacity", 0);
  const char *usual = flo_sim_node_get (node, "DefaultTargetCapacityType");
  gint64 rest = total - spot_target - on_demand_target;

  if (total < 0 || total > LARGEST_TARGET || spot_target < 0 || on_demand_target < 0)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "TotalTargetCapacity must be between 0 and %d", LARGEST_TARGET);
  if (rest < 0)
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "The sum of SpotTargetCapacity and OnDemandTargetCapacity must not exceed "
        "TotalTargetCapacity");
  if (flo_sim_node_get (node, "TargetCapacityUnitType") != NULL
      && !g_str_equal (flo_sim_node_get (node, "TargetCapacityUnitType"), "units"))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "TargetCapacityUnitType can only be specified when InstanceRequirements is "
        "specified");
  if (rest > 0 && usual == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter "
                              "TargetCapacitySpecification.DefaultTargetCapacityType");

  spot->target = (double) spot_target + (g_strcmp0 (usual, "spot") == 0 ? (double) rest : 0);
  on_demand->target
      = (double) on_demand_target + (g_strcmp0 (usual, "on-demand") == 0 ? (double) rest : 0);
  return TRUE;
}

/* Where the strategies for instances that EC2 recommends to replace are. */
#define REBALANCE "SpotOptions.MaintenanceStrategies.CapacityRebalance"

static gboolean
check_rebalance (FloSimCall *call,
                 gboolean    kept)
{
  const char *strategy = flo_sim_call_get (call, REBALANCE ".ReplacementStrategy");
  const char *delay = flo_sim_call_get (call, REBALANCE ".TerminationDelay");
  gboolean ends = g_strcmp0 (strategy, "launch-before-terminate") == 0;

  if ((strategy != NULL || delay != NULL) && !kept)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "CapacityRebalance is only supported for fleets of type maintain");
  if (ends && delay == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "TerminationDelay is required when ReplacementStrategy is "
                              "launch-before-terminate");
  if (!ends && delay != NULL)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "TerminationDelay is only valid when ReplacementStrategy is "
                              "launch-before-terminate");
  if (delay != NULL
      && (g_ascii_strtoll (delay, NULL, 10) < 120 || g_ascii_strtoll (delay, NULL, 10) > 7200))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "TerminationDelay must be between 120 and 7200 seconds");
  return TRUE;
}

static gboolean
check_request (FloSimCall *call)
{
  static const char *const tagged_types[]
      = { "fleet", "instance", "network-interface", "volume", "spot-instances-request", NULL };
  /* The others are tagged by the launch template alone. */
  static const char *const kept_types[] = { "fleet", NULL };
  const char *type = flo_sim_call_get (call, "Type");
  guint overrides = 0;

  if (g_strcmp0 (type, "instant") != 0
      && flo_sim_call_get (call, "SpotOptions.InstanceInterruptionBehavior") != NULL
      && !g_str_equal (flo_sim_call_get (call, "SpotOptions.InstanceInterruptionBehavior"),
                       "terminate"))
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The spot instances of the practice cloud are terminated when they "
                              "are interrupted, neither stopped nor hibernated.");
  for (guint i = 0; i < flo_sim_node_count (call->params, "LaunchTemplateConfigs"); i++)
    overrides += flo_sim_node_count (flo_sim_node_nth (call->params, "LaunchTemplateConfigs", i),
                                     "Overrides");
  if (overrides > MOST_OVERRIDES)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "A fleet can have at most %d overrides; the request has %u",
                              MOST_OVERRIDES, overrides);
  return check_rebalance (call, g_strcmp0 (type, "instant") != 0 && g_strcmp0 (type, "request") != 0)
         && flo_sim_call_check_tags (call, call->params,
                                     g_strcmp0 (type, "instant") == 0 ? tagged_types : kept_types);
}

/* (transfer full) */
static JsonObject *
describe_spot_options (FloSimCall *call)
{
  const char *allocation = flo_sim_call_get (call, "SpotOptions.AllocationStrategy");
  const char *behaviour = flo_sim_call_get (call, "SpotOptions.InstanceInterruptionBehavior");
  const char *strategy = flo_sim_call_get (call, REBALANCE ".ReplacementStrategy");
  JsonObject *options = flo_sim_json_new (
      "allocationStrategy", allocation != NULL ? allocation : "lowest-price",
      "instanceInterruptionBehavior", behaviour != NULL ? behaviour : "terminate", NULL);
  JsonObject *rebalance;

  if (strategy == NULL)
    return options;
  rebalance = flo_sim_json_new ("replacementStrategy", strategy, NULL);
  if (flo_sim_call_get (call, REBALANCE ".TerminationDelay") != NULL)
    flo_sim_json_set (
        rebalance, "#terminationDelay",
        g_ascii_strtoll (flo_sim_call_get (call, REBALANCE ".TerminationDelay"), NULL, 10), NULL);
  flo_sim_json_set (options, "{maintenanceStrategies",
                    flo_sim_json_new ("{capacityRebalance", rebalance, NULL), NULL);
  return options;
}

static JsonObject *
describe_targets (const Half *spot,
                  const Half *on_demand,
                  const char *usual)
{
  return flo_sim_json_new ("#totalTargetCapacity", (gint64) (spot->target + on_demand->target),
                           "#onDemandTargetCapacity", (gint64) on_demand->target,
                           "#spotTargetCapacity", (gint64) spot->target,
                           "defaultTargetCapacityType", usual != NULL ? usual : "on-demand", NULL);
}

static FloSimResource *
add_fleet (FloSimCall *call,
           const Half *spot,
           const Half *on_demand)
{
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  const char *usual
      = flo_sim_call_get (call, "TargetCapacitySpecification.DefaultTargetCapacityType");
  JsonObject *data;

  data = flo_sim_json_new (
      "fleetId", "", "fleetState", "active", "createTime", time, "clientToken",
      flo_sim_call_get (call, "ClientToken"), "excessCapacityTerminationPolicy", "termination",
      "%fulfilledCapacity", spot->fulfilled + on_demand->fulfilled, "%fulfilledOnDemandCapacity",
      on_demand->fulfilled, "{targetCapacitySpecification",
      describe_targets (spot, on_demand, usual), "?terminateInstancesWithExpiration", FALSE, "type",
      "instant", "?replaceUnhealthyInstances", FALSE, NULL);
  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_FLEET, data);
  return flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_FLEET, call->region, call->now, data);
}

JsonObject *
flo_sim_fleet_read_targets (FloSimCall *call)
{
  Half spot = { .purchase = FLO_SIM_PURCHASE_SPOT };
  Half on_demand = { .purchase = FLO_SIM_PURCHASE_ON_DEMAND };

  if (!read_targets (call, &spot, &on_demand))
    return NULL;
  return describe_targets (
      &spot, &on_demand,
      flo_sim_call_get (call, "TargetCapacitySpecification.DefaultTargetCapacityType"));
}

gboolean
flo_sim_fleet_launch (FloSimCall *call,
                      double      spot_target,
                      double      on_demand_target,
                      const char *fleet_id,
                      JsonArray  *launched,
                      JsonArray  *errors)
{
  g_auto (Half) spot = { .purchase = FLO_SIM_PURCHASE_SPOT, .target = spot_target };
  g_auto (Half) on_demand
      = { .purchase = FLO_SIM_PURCHASE_ON_DEMAND, .target = on_demand_target };

  if (!prepare_half (call, &spot, "SpotOptions")
      || !prepare_half (call, &on_demand, "OnDemandOptions"))
    return FALSE;
  if (spot.target > 0)
    report_errors (&spot, errors);
  if (on_demand.target > 0)
    report_errors (&on_demand, errors);
  launch_half (call, &on_demand, fleet_id, launched, errors);
  launch_half (call, &spot, fleet_id, launched, errors);
  return TRUE;
}

gboolean
flo_sim_create_fleet (FloSimCall *call)
{
  g_auto (Half) spot = { .purchase = FLO_SIM_PURCHASE_SPOT };
  g_auto (Half) on_demand = { .purchase = FLO_SIM_PURCHASE_ON_DEMAND };
  JsonArray *errors = NULL;
  JsonArray *launched = NULL;
  FloSimResource *fleet;

  if (!check_request (call) || !read_targets (call, &spot, &on_demand)
      || !prepare_half (call, &spot, "SpotOptions")
      || !prepare_half (call, &on_demand, "OnDemandOptions"))
    return FALSE;

  errors = json_array_new ();
  launched = json_array_new ();
  fleet = add_fleet (call, &spot, &on_demand);
  if (flo_sim_node_find (call->params, "SpotOptions") != NULL)
    flo_sim_json_set (fleet->data, "{spotOptions", describe_spot_options (call), NULL);
  if (g_strcmp0 (flo_sim_call_get (call, "Type"), "instant") != 0)
    {
      json_array_unref (errors);
      json_array_unref (launched);
      flo_sim_json_set (fleet->data, "%fulfilledCapacity", 0.0, "%fulfilledOnDemandCapacity", 0.0,
                        NULL);
      return flo_sim_fleet_begin (call, fleet);
    }
  if (spot.target > 0)
    report_errors (&spot, errors);
  if (on_demand.target > 0)
    report_errors (&on_demand, errors);
  launch_half (call, &on_demand, fleet->id, launched, errors);
  launch_half (call, &spot, fleet->id, launched, errors);
  flo_sim_json_set (fleet->data, "%fulfilledCapacity", spot.fulfilled + on_demand.fulfilled,
                    "%fulfilledOnDemandCapacity", on_demand.fulfilled, NULL);

  /* A fleet that got nothing is over as it begins. */
  if (json_array_get_length (launched) == 0)
    fleet->gone_at = call->now;
  flo_sim_json_set (fleet->data, "[errorSet", json_array_ref (errors), "[fleetInstanceSet",
                    json_array_ref (launched), NULL);
  flo_sim_json_set (call->result, "fleetId", fleet->id, "[errorSet", errors, "[fleetInstanceSet",
                    launched, NULL);
  return TRUE;
}

gboolean
flo_sim_describe_fleets (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "activity-status", "activityStatus" },
    { "excess-capacity-termination-policy", "excessCapacityTerminationPolicy" },
    { "fleet-state", "fleetState" },
    { "replace-unhealthy-instances", "replaceUnhealthyInstances" },
    { "type", "type" },
    { NULL },
  };
  static const FloSimDescription description
      = { FLO_SIM_KIND_FLEET, "fleetSet", "FleetId", filters, 1, 1000 };

  /* Instant fleets only show when asked for by id. */
  if (flo_sim_node_count (call->params, "FleetId") == 0)
    {
      g_autoptr (GPtrArray) fleets
          = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_FLEET, call->region, call->now);
      g_autoptr (GPtrArray) kept = g_ptr_array_new ();

      for (guint i = 0; i < fleets->len; i++)
        if (g_strcmp0 (flo_sim_resource_get (g_ptr_array_index (fleets, i), "type"), "instant") != 0)
          g_ptr_array_add (kept, ((FloSimResource *) g_ptr_array_index (fleets, i))->data);
      return flo_sim_describe_objects (call, "fleetSet", kept, filters, 1, 1000);
    }
  return flo_sim_describe (call, &description);
}

static void
terminate_fleet (FloSimCall     *call,
                 FloSimResource *fleet)
{
  g_autoptr (GPtrArray) instances
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, G_MAXINT64);

  flo_sim_json_set (fleet->data, "fleetState", "deleted_terminating", NULL);
  for (guint i = 0; i < instances->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (instances, i);

      if (g_strcmp0 (flo_sim_resource_get_tag (instance, "aws:ec2:fleet-id"), fleet->id) == 0)
        flo_sim_life_terminate (call->cloud, instance, call->now);
    }
  if (fleet->gone_at != 0)
    flo_sim_json_set (fleet->data, "fleetState", "deleted", NULL);
}

static JsonObject *
refuse_deletion (const char *id,
                 const char *code,
                 const char *message)
{
  return flo_sim_json_new ("{error", flo_sim_json_new ("code", code, "message", message, NULL),
                           "fleetId", id, NULL);
}

gboolean
flo_sim_delete_fleets (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "FleetId");
  gboolean terminate = flo_sim_node_get_bool (call->params, "TerminateInstances", FALSE);
  JsonArray *deleted = json_array_new ();
  JsonArray *refused = json_array_new ();

  flo_sim_json_set (call->result, "[successfulFleetDeletionSet", deleted,
                    "[unsuccessfulFleetDeletionSet", refused, NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      FloSimResource *fleet
          = flo_sim_cloud_find (call->cloud, FLO_SIM_KIND_FLEET, call->region, id, call->now);
      g_autofree char *before = NULL;

      if (!g_str_has_prefix (id, "fleet-"))
        json_array_add_object_element (
            refused, refuse_deletion (id, "fleetIdMalformed", "The fleet ID is malformed"));
      else if (fleet == NULL)
        json_array_add_object_element (
            refused, refuse_deletion (id, "fleetIdDoesNotExist", "The fleet ID does not exist"));
      else if (!terminate && g_strcmp0 (flo_sim_resource_get (fleet, "type"), "instant") == 0)
        json_array_add_object_element (
            refused, refuse_deletion (id, "unexpectedError",
                                      "A deleted instant fleet with running instances is not "
                                      "supported: set TerminateInstances"));
      else
        {
          before = g_strdup (flo_sim_resource_get (fleet, "fleetState"));
          if (fleet->gone_at == 0)
            fleet->step = FLO_SIM_STEP_NONE;
          if (terminate)
            terminate_fleet (call, fleet);
          else
            flo_sim_json_set (fleet->data, "fleetState", "deleted_running", NULL);
          flo_sim_life_settle_fleet (call->cloud, fleet, call->now);
          json_array_add_object_element (
              deleted,
              flo_sim_json_new ("currentFleetState", flo_sim_resource_get (fleet, "fleetState"),
                                "previousFleetState", before, "fleetId", id, NULL));
        }
    }
  return TRUE;
}
