/* flo-sim-run-actions.c: RunInstances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-launch.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-quota.h"
#include "simulator/flo-sim-template.h"

#define MOST_INSTANCES   1000
#define LEAST_SPOT_PRICE 1000

/* A launch that is being decided on. */
typedef struct
{
  FloSimForm     *data;     /* (owned) the call's parameters over the template's */
  FloSimResource *template; /* (nullable) */
  gint64          version;
  FloSimPurchase  purchase;
  FloMoney        max_price;
  gint64          least;
  gint64          most;
  FloSimLaunch    launch;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->data, flo_sim_form_free);
  flo_sim_launch_clear (&run->launch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
is_of_the_call (const char *key)
{
  static const char *const names[] = { "Action", "Version", "MinCount", "MaxCount", "ClientToken",
                                       "DryRun", "LaunchTemplate", NULL };
  g_autofree char *top = g_strndup (key, strcspn (key, "."));

  return g_strv_contains (names, top);
}

/* What the call names takes the place of what the template says of it. FALSE: the call has failed. */
static gboolean
read_data (FloSimCall *call,
           Run        *run)
{
  FloSimNode *node = flo_sim_node_find (call->params, "LaunchTemplate");
  const char *version = flo_sim_node_get (node, "Version");
  g_autoptr (FloSimForm) template = NULL;

  run->data = flo_sim_form_new ();
  for (guint i = 0; i < call->form->keys->len; i++)
    if (!is_of_the_call (g_ptr_array_index (call->form->keys, i)))
      flo_sim_form_add (run->data, g_ptr_array_index (call->form->keys, i),
                        g_ptr_array_index (call->form->values, i));
  if (node == NULL)
    return TRUE;
  run->template = flo_sim_template_find (call, flo_sim_node_get (node, "LaunchTemplateId"),
                                         flo_sim_node_get (node, "LaunchTemplateName"));
  if (run->template == NULL
      || !flo_sim_template_resolve (call, run->template, version != NULL ? version : "$Default",
                                    &run->version))
    return FALSE;
  template = flo_sim_template_get_data (run->template, run->version);
  for (guint i = 0; i < template->keys->len; i++)
    {
      const char *key = g_ptr_array_index (template->keys, i);
      g_autofree char *top = g_strndup (key, strcspn (key, "."));

      if (flo_sim_node_find (call->params, top) == NULL)
        flo_sim_form_add (run->data, key, g_ptr_array_index (template->values, i));
    }
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
read_market (FloSimCall *call,
             Run        *run)
{
  FloSimNode *node = flo_sim_node_find (run->data->root, "InstanceMarketOptions");
  const char *market = flo_sim_node_get (node, "MarketType");
  const char *price = flo_sim_node_get (node, "SpotOptions.MaxPrice");
  const char *type = flo_sim_node_get (node, "SpotOptions.SpotInstanceType");

  run->purchase = FLO_SIM_PURCHASE_ON_DEMAND;
  if (node == NULL)
    return TRUE;
  if (g_strcmp0 (market, "spot") != 0)
    return flo_sim_call_fail (call, "InvalidParameterValue", "Invalid MarketType: %s",
                              market != NULL ? market : "");
  run->purchase = FLO_SIM_PURCHASE_SPOT;
  if (g_strcmp0 (type, "persistent") == 0)
    return flo_sim_call_fail (call, "UnsupportedOperation",
                              "The practice cloud makes one-time spot requests, no persistent ones.");
  if (price != NULL
      && (!flo_money_parse (price, &run->max_price) || run->max_price < LEAST_SPOT_PRICE))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "%s is not a valid spot instance price", price);
  return TRUE;
}

static gboolean
read_counts (FloSimCall *call,
             Run        *run)
{
  run->least = flo_sim_node_get_int (call->params, "MinCount", 1);
  run->most = flo_sim_node_get_int (call->params, "MaxCount", run->least);
  if (run->least < 1 || run->most < run->least)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Value (%" G_GINT64_FORMAT ") for parameter minCount is invalid. It "
                              "must be at least 1 and no greater than maxCount.",
                              run->least);
  if (run->most > MOST_INSTANCES)
    return flo_sim_call_fail (call, "InstanceLimitExceeded",
                              "You have requested more instances (%" G_GINT64_FORMAT
                              ") than the practice cloud starts at once (%d).",
                              run->most, MOST_INSTANCES);
  return TRUE;
}

/* How many could start in the place that the launch is prepared for. */
static guint
room_for (FloSimCall *call,
          const Run  *run)
{
  const FloSimOffer *offer = &run->launch.offer;
  guint capacity
      = flo_sim_market_get_capacity (call->cloud->market, offer, run->purchase, call->now);
  guint used = flo_sim_life_count (call->cloud, call->region, offer->zone->name, offer->type->name,
                                   run->purchase);
  gint64 addresses
      = flo_sim_json_get_int (run->launch.subnet->data, "availableIpAddressCount");

  return (guint) MIN (capacity > used ? capacity - used : 0, MAX (addresses, 0));
}

/* FALSE with a problem: not in this zone. */
static gboolean
try_zone (FloSimCall       *call,
          Run              *run,
          const FloSimType *type,
          const FloSimZone *zone,
          FloSimResource   *subnet,
          FloSimProblem    *problem)
{
  FloMoney price;

  flo_sim_launch_clear (&run->launch);
  memset (&run->launch, 0, sizeof run->launch);
  if (!flo_sim_launch_prepare (call, run->data->root, type, zone, subnet, run->purchase,
                               &run->launch, problem))
    return FALSE;
  run->launch.max_price = run->max_price;
  price = flo_sim_market_get_price (call->cloud->market, &run->launch.offer, call->now);
  if (run->purchase == FLO_SIM_PURCHASE_SPOT && run->max_price > 0 && run->max_price < price)
    {
      g_autofree char *asked = flo_money_to_decimal (run->max_price);
      g_autofree char *needed = flo_money_to_decimal (price);

      flo_sim_problem_set (problem, "SpotMaxPriceTooLow",
                           "Your Spot request price of %s is lower than the minimum required Spot "
                           "request fulfillment price of %s.",
                           asked, needed);
      return FALSE;
    }
  if (room_for (call, run) < run->least)
    {
      flo_sim_problem_set (
          problem, "InsufficientInstanceCapacity",
          run->purchase == FLO_SIM_PURCHASE_SPOT
              ? "There is no Spot capacity available that matches your request."
              : "We currently do not have sufficient %s capacity in the Availability Zone you "
                "requested (%s). Our system will be working on provisioning additional capacity.",
          type->name, zone->name);
      return FALSE;
    }
  return TRUE;
}

/* In the subnet or zone that is named, else in the first zone that can. FALSE: the call has failed. */
static gboolean
choose_place (FloSimCall       *call,
              Run              *run,
              const FloSimType *type)
{
  FloSimNode *data = run->data->root;
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  const char *subnet_id = flo_sim_node_get (data, "SubnetId");
  const char *wanted = flo_sim_node_get (data, "Placement.AvailabilityZone");
  g_auto (FloSimProblem) problem = { NULL };
  FloSimResource *subnet = NULL;

  if (subnet_id == NULL)
    subnet_id = flo_sim_node_get (data, "NetworkInterface.1.SubnetId");
  if (subnet_id != NULL)
    {
      subnet = flo_sim_call_find (call, FLO_SIM_KIND_SUBNET, subnet_id);
      if (subnet == NULL)
        return FALSE;
      wanted = flo_sim_resource_get (subnet, "availabilityZone");
    }
  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->region, call->region) && !g_str_equal (zone->opt_in, "not-opted-in")
          && (wanted != NULL ? g_str_equal (zone->name, wanted) : flo_sim_zone_is_usable (zone))
          && try_zone (call, run, type, zone, subnet, &problem))
        return TRUE;
    }
  if (problem.code == NULL)
    return flo_sim_call_fail (call, "InvalidParameterValue", "Invalid availability zone: [%s]",
                              wanted != NULL ? wanted : "");
  return flo_sim_call_fail (call, problem.code, "%s", problem.message);
}

/* FALSE: the call has failed. */
static gboolean
keep_to_quota (FloSimCall *call,
               Run        *run)
{
  guint left = flo_sim_quota_left (call->cloud, call->region, run->launch.offer.type, run->purchase);

  run->most = MIN (run->most, (gint64) room_for (call, run));
  if (left >= run->most)
    return TRUE;
  if (left >= run->least)
    {
      run->most = left;
      return TRUE;
    }
  if (run->purchase == FLO_SIM_PURCHASE_SPOT)
    return flo_sim_call_fail (call, "MaxSpotInstanceCountExceeded",
                              "Max spot instance count exceeded");
  return flo_sim_call_fail (
      call, "VcpuLimitExceeded",
      "You have requested more vCPU capacity than your current vCPU limit allows for the instance "
      "bucket that the specified instance type belongs to. Please visit "
      "http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
}

static JsonObject *
collect_tags (FloSimCall *call,
              const Run  *run)
{
  JsonObject *holder = json_object_new ();
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, run->version);

  flo_sim_call_add_tags (call->params, FLO_SIM_KIND_INSTANCE, holder);
  flo_sim_call_add_tags (run->data->root, FLO_SIM_KIND_INSTANCE, holder);
  if (run->template != NULL)
    {
      JsonArray *tags = flo_sim_json_get_array (holder, "tagSet");

      json_array_add_object_element (tags, flo_sim_json_new ("key", "aws:ec2launchtemplate:id",
                                                             "value", run->template->id, NULL));
      json_array_add_object_element (tags, flo_sim_json_new ("key", "aws:ec2launchtemplate:version",
                                                             "value", version, NULL));
    }
  return holder;
}

gboolean
flo_sim_run_instances (FloSimCall *call)
{
  static const char *const tagged[]
      = { "instance", "volume", "network-interface", "spot-instances-request", NULL };
  g_auto (Run) run = { NULL };
  const char *name;
  const FloSimType *type;
  g_autoptr (JsonObject) tags = NULL;
  g_autofree char *reservation = NULL;
  JsonArray *instances;

  if (!read_data (call, &run) || !read_market (call, &run) || !read_counts (call, &run)
      || !flo_sim_call_check_tags (call, run.data->root, tagged))
    return FALSE;
  name = flo_sim_node_get (run.data->root, "InstanceType");
  type = flo_sim_catalog_find (call->cloud->catalog, name != NULL ? name : "m1.small");
  if (type == NULL)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Invalid value '%s' for InstanceType.", name);
  if (!choose_place (call, &run, type) || !keep_to_quota (call, &run))
    return FALSE;

  tags = collect_tags (call, &run);
  reservation
      = g_strdup_printf ("r-0%016" G_GINT64_MODIFIER "x", flo_sim_cloud_next_number (call->cloud));
  instances = json_array_new ();
  for (gint64 i = 0; i < run.most; i++)
    {
      FloSimResource *instance = flo_sim_launch_run (call, &run.launch, reservation, (guint) i,
                                                     flo_sim_json_get_array (tags, "tagSet"));

      if (flo_sim_call_get (call, "ClientToken") != NULL)
        flo_sim_json_set (instance->data, "clientToken", flo_sim_call_get (call, "ClientToken"),
                          NULL);
      json_array_add_object_element (instances, json_object_ref (instance->data));
    }
  flo_sim_json_set (call->result, "reservationId", reservation, "ownerId", FLO_SIM_ACCOUNT_ID,
                    "[groupSet", json_array_new (), "[instancesSet", instances, NULL);
  return TRUE;
}
