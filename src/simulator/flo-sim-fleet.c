/* flo-sim-fleet.c: the places where a CreateFleet request could launch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-fleet.h"

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-template.h"

#define LEAST_SPOT_PRICE 1000

/* One LaunchTemplateConfigs entry while its overrides are read. */
typedef struct
{
  FloSimResource *template;
  const char     *version;
  gint64          number;        /* what the version means */
  JsonObject     *specification; /* (owned) */
  FloSimForm     *data;
} Config;

static void
candidate_free (gpointer data)
{
  FloSimCandidate *candidate = data;

  json_object_unref (candidate->described);
  flo_sim_launch_clear (&candidate->launch);
  flo_sim_problem_clear (&candidate->problem);
  g_free (candidate);
}

void
flo_sim_fleet_plan_free (FloSimFleetPlan *self)
{
  g_ptr_array_unref (self->candidates);
  g_ptr_array_unref (self->forms);
  g_free (self);
}

static JsonObject *
describe_candidate (const Config *config,
                    FloSimNode   *override,
                    const char   *type,
                    const char   *zone,
                    const char   *subnet)
{
  JsonObject *overrides = flo_sim_json_new (
      "instanceType", type, "maxPrice", flo_sim_node_get (override, "MaxPrice"), "subnetId", subnet,
      "availabilityZone", subnet == NULL ? zone : NULL, NULL);

  if (flo_sim_node_get (override, "WeightedCapacity") != NULL)
    flo_sim_json_set (overrides, "%weightedCapacity",
                      flo_sim_node_get_double (override, "WeightedCapacity", 1), NULL);
  if (flo_sim_node_get (override, "Priority") != NULL)
    flo_sim_json_set (overrides, "%priority", flo_sim_node_get_double (override, "Priority", 0),
                      NULL);
  return flo_sim_json_new ("{launchTemplateSpecification", json_object_ref (config->specification),
                           "{overrides", overrides, NULL);
}

/* The highest price somebody would pay: the override's, else the template's. FALSE with a problem
 * when it is no price. */
static gboolean
read_max_price (FloSimCandidate *candidate,
                FloSimNode      *override)
{
  const char *text = flo_sim_node_get (override, "MaxPrice");

  if (text == NULL)
    text = flo_sim_node_get (candidate->data->root, "InstanceMarketOptions.SpotOptions.MaxPrice");
  if (text == NULL)
    return TRUE;
  if (!flo_money_parse (text, &candidate->launch.max_price)
      || candidate->launch.max_price < LEAST_SPOT_PRICE)
    {
      flo_sim_problem_set (&candidate->problem, "InvalidParameterValue",
                           "%s is not a valid spot instance price", text);
      return FALSE;
    }
  return TRUE;
}

static void
check_price (FloSimCall      *call,
             FloSimCandidate *candidate)
{
  FloMoney price
      = flo_sim_market_get_price (call->cloud->market, &candidate->launch.offer, call->now);
  g_autofree char *asked = NULL;
  g_autofree char *needed = NULL;

  if (candidate->launch.max_price == 0 || candidate->launch.max_price >= price)
    return;

  asked = flo_money_to_decimal (candidate->launch.max_price);
  needed = flo_money_to_decimal (price);
  flo_sim_problem_set (
      &candidate->problem, "SpotMaxPriceTooLow",
      "Your Spot request price of %s is lower than the minimum required Spot request "
      "fulfillment price of %s.",
      asked, needed);
}

static void
add_candidate (FloSimCall       *call,
               FloSimFleetPlan  *plan,
               const Config     *config,
               FloSimNode       *override,
               const char       *type_name,
               const FloSimZone *zone,
               FloSimResource   *subnet,
               FloSimPurchase    purchase)
{
  const FloSimType *type = flo_sim_catalog_find (call->cloud->catalog, type_name);
  FloSimCandidate *candidate = g_new0 (FloSimCandidate, 1);

  g_ptr_array_add (plan->candidates, candidate);
  candidate->template = config->template;
  candidate->version = config->number;
  candidate->data = config->data;
  candidate->weight = flo_sim_node_get_double (override, "WeightedCapacity", 1);
  candidate->priority = flo_sim_node_get_double (override, "Priority", 1e5);
  candidate->described = describe_candidate (config, override, type_name, zone->name,
                                             subnet != NULL ? subnet->id : NULL);
  if (type == NULL)
    {
      flo_sim_problem_set (&candidate->problem, "InvalidParameterValue",
                           "Invalid value '%s' for InstanceType.", type_name);
      return;
    }
  if (flo_sim_launch_prepare (call, config->data->root, type, zone, subnet, purchase,
                              &candidate->launch, &candidate->problem)
      && purchase == FLO_SIM_PURCHASE_SPOT && read_max_price (candidate, override))
    check_price (call, candidate);
}

static gboolean
add_in_subnets (FloSimCall      *call,
                FloSimFleetPlan *plan,
                const Config    *config,
                FloSimNode      *override,
                const char      *type,
                const char      *subnet_ids,
                FloSimPurchase   purchase)
{
  g_auto (GStrv) ids = g_strsplit (subnet_ids, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FloSimResource *subnet = flo_sim_call_find (call, FLO_SIM_KIND_SUBNET, g_strstrip (ids[i]));
      const FloSimZone *zone;

      if (subnet == NULL)
        return FALSE;
      zone = flo_sim_places_find_zone (call->cloud->places, call->region,
                                       flo_sim_resource_get (subnet, "availabilityZone"));
      add_candidate (call, plan, config, override, type, zone, subnet, purchase);
    }
  return TRUE;
}

/* Without subnet and zone every zone with a default subnet will do. */
static gboolean
add_in_zones (FloSimCall      *call,
              FloSimFleetPlan *plan,
              const Config    *config,
              FloSimNode      *override,
              const char      *type,
              const char      *zone_name,
              FloSimPurchase   purchase)
{
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  gboolean found = FALSE;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (!g_str_equal (zone->region, call->region) || g_str_equal (zone->opt_in, "not-opted-in")
          || (zone_name != NULL ? !g_str_equal (zone->name, zone_name)
                                : !flo_sim_zone_is_usable (zone)))
        continue;
      found = TRUE;
      add_candidate (call, plan, config, override, type, zone, NULL, purchase);
    }
  if (!found)
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter availabilityZone is invalid. Subnets can currently only "
        "be created in the availability zones of the Region.",
        zone_name);
  return TRUE;
}

static gboolean
add_override (FloSimCall      *call,
              FloSimFleetPlan *plan,
              const Config    *config,
              FloSimNode      *override,
              FloSimPurchase   purchase)
{
  FloSimNode *data = config->data->root;
  const char *type = flo_sim_node_get (override, "InstanceType");
  const char *subnet = flo_sim_node_get (override, "SubnetId");
  const char *zone = flo_sim_node_get (override, "AvailabilityZone");

  if (flo_sim_node_find (override, "InstanceRequirements") != NULL)
    return flo_sim_call_fail (
        call, "UnsupportedOperation",
        "The practice cloud does not choose instance types by InstanceRequirements; name "
        "them in InstanceType.");
  if (flo_sim_node_get_double (override, "WeightedCapacity", 1) <= 0)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "WeightedCapacity must be greater than 0");
  if (type == NULL)
    type = flo_sim_node_get (data, "InstanceType");
  if (type == NULL)
    return flo_sim_call_fail (
        call, "InvalidFleetConfiguration",
        "You must specify an instance type, in the launch template or an override");
  if (subnet == NULL && zone == NULL)
    {
      subnet = flo_sim_node_get (data, "NetworkInterface.1.SubnetId");
      zone = flo_sim_node_get (data, "Placement.AvailabilityZone");
    }
  if (subnet != NULL)
    return add_in_subnets (call, plan, config, override, type, subnet, purchase);
  return add_in_zones (call, plan, config, override, type, zone, purchase);
}

/* Finds the template and the version that a specification names. */
static gboolean
read_template (FloSimCall *call,
               FloSimNode *node,
               Config     *config)
{
  FloSimNode *specification = flo_sim_node_find (node, "LaunchTemplateSpecification");
  const char *id = flo_sim_node_get (specification, "LaunchTemplateId");
  const char *name = flo_sim_node_get (specification, "LaunchTemplateName");
  g_autofree char *number = NULL;

  config->version = flo_sim_node_get (specification, "Version");
  if (config->version == NULL)
    return flo_sim_call_fail (
        call, "MissingParameter",
        "The request must contain the parameter LaunchTemplateSpecification.Version");
  config->template = flo_sim_template_find (call, id, name);
  if (config->template == NULL)
    return FALSE;
  if (!flo_sim_template_resolve (call, config->template, config->version, &config->number))
    return FALSE;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, config->number);
  config->specification
      = flo_sim_json_new ("launchTemplateId", config->template->id, "version", number, NULL);
  config->data = flo_sim_template_get_data (config->template, config->number);
  return TRUE;
}

FloSimFleetPlan *
flo_sim_fleet_plan_new (FloSimCall     *call,
                        FloSimPurchase  purchase)
{
  g_autoptr (FloSimFleetPlan) plan = g_new0 (FloSimFleetPlan, 1);
  gboolean good = TRUE;

  plan->candidates = g_ptr_array_new_with_free_func (candidate_free);
  plan->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_sim_form_free);
  for (guint i = 0; good && i < flo_sim_node_count (call->params, "LaunchTemplateConfigs"); i++)
    {
      FloSimNode *node = flo_sim_node_nth (call->params, "LaunchTemplateConfigs", i);
      guint n_overrides = flo_sim_node_count (node, "Overrides");
      Config config = { NULL };

      if (!read_template (call, node, &config))
        return NULL;
      g_ptr_array_add (plan->forms, config.data);
      if (n_overrides == 0)
        good = add_override (call, plan, &config, NULL, purchase);
      for (guint j = 0; good && j < n_overrides; j++)
        good
            = add_override (call, plan, &config, flo_sim_node_nth (node, "Overrides", j), purchase);
      json_object_unref (config.specification);
    }
  return good ? g_steal_pointer (&plan) : NULL;
}
