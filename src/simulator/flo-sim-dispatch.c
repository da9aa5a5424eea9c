/* flo-sim-dispatch.c: carries out API calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-dispatch.h"

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-api.h"
#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-throttle.h"

#define EC2_VERSION          "2016-11-15"
#define STS_VERSION          "2011-06-15"
#define LONGEST_CLIENT_TOKEN 64

typedef struct
{
  const char   *service;
  const char   *name;
  FloSimRate    rate;
  FloSimHandler handler;
} Action;

static const Action actions[] = {
  { "ec2", "AssociateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_associate_route_table },
  { "ec2", "AttachInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_attach_internet_gateway },
  { "ec2", "AuthorizeSecurityGroupEgress", FLO_SIM_RATE_MUTATE,
    flo_sim_authorize_security_group_egress },
  { "ec2", "AuthorizeSecurityGroupIngress", FLO_SIM_RATE_MUTATE,
    flo_sim_authorize_security_group_ingress },
  { "ec2", "CancelSpotInstanceRequests", FLO_SIM_RATE_MUTATE,
    flo_sim_cancel_spot_instance_requests },
  { "ec2", "CreateFleet", FLO_SIM_RATE_RUN, flo_sim_create_fleet },
  { "ec2", "CreateInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_create_internet_gateway },
  { "ec2", "CreateKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_create_key_pair },
  { "ec2", "CreateLaunchTemplate", FLO_SIM_RATE_MUTATE, flo_sim_create_launch_template },
  { "ec2", "CreateRoute", FLO_SIM_RATE_MUTATE, flo_sim_create_route },
  { "ec2", "CreateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_create_route_table },
  { "ec2", "CreateSecurityGroup", FLO_SIM_RATE_MUTATE, flo_sim_create_security_group },
  { "ec2", "CreateSubnet", FLO_SIM_RATE_MUTATE, flo_sim_create_subnet },
  { "ec2", "CreateTags", FLO_SIM_RATE_MUTATE, flo_sim_create_tags },
  { "ec2", "CreateVpc", FLO_SIM_RATE_MUTATE, flo_sim_create_vpc },
  { "ec2", "DeleteFleets", FLO_SIM_RATE_MUTATE, flo_sim_delete_fleets },
  { "ec2", "DeleteInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_delete_internet_gateway },
  { "ec2", "DeleteKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_delete_key_pair },
  { "ec2", "DeleteLaunchTemplate", FLO_SIM_RATE_MUTATE, flo_sim_delete_launch_template },
  { "ec2", "DeleteRoute", FLO_SIM_RATE_MUTATE, flo_sim_delete_route },
  { "ec2", "DeleteRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_delete_route_table },
  { "ec2", "DeleteSecurityGroup", FLO_SIM_RATE_MUTATE, flo_sim_delete_security_group },
  { "ec2", "DeleteSubnet", FLO_SIM_RATE_MUTATE, flo_sim_delete_subnet },
  { "ec2", "DeleteTags", FLO_SIM_RATE_MUTATE, flo_sim_delete_tags },
  { "ec2", "DeleteVolume", FLO_SIM_RATE_MUTATE, flo_sim_delete_volume },
  { "ec2", "DeleteVpc", FLO_SIM_RATE_MUTATE, flo_sim_delete_vpc },
  { "ec2", "DescribeAvailabilityZones", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_availability_zones },
  { "ec2", "DescribeFleets", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_fleets },
  { "ec2", "DescribeImages", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_images },
  { "ec2", "DescribeInstanceTypeOfferings", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_instance_type_offerings },
  { "ec2", "DescribeInstanceTypes", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_instance_types },
  { "ec2", "DescribeInstances", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_instances },
  { "ec2", "DescribeInternetGateways", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_internet_gateways },
  { "ec2", "DescribeKeyPairs", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_key_pairs },
  { "ec2", "DescribeLaunchTemplates", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_launch_templates },
  { "ec2", "DescribeRegions", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_regions },
  { "ec2", "DescribeRouteTables", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_route_tables },
  { "ec2", "DescribeSecurityGroups", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_security_groups },
  { "ec2", "DescribeSpotInstanceRequests", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_spot_instance_requests },
  { "ec2", "DescribeSpotPriceHistory", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_spot_price_history },
  { "ec2", "DescribeSubnets", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_subnets },
  { "ec2", "DescribeTags", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_tags },
  { "ec2", "DescribeVolumes", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_volumes },
  { "ec2", "DescribeVpcs", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_vpcs },
  { "ec2", "DetachInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_detach_internet_gateway },
  { "ec2", "DisassociateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_disassociate_route_table },
  { "ec2", "ImportKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_import_key_pair },
  { "ec2", "ModifySubnetAttribute", FLO_SIM_RATE_MUTATE, flo_sim_modify_subnet_attribute },
  { "ec2", "ModifyVpcAttribute", FLO_SIM_RATE_MUTATE, flo_sim_modify_vpc_attribute },
  { "ec2", "RevokeSecurityGroupEgress", FLO_SIM_RATE_MUTATE, flo_sim_revoke_security_group_egress },
  { "ec2", "RevokeSecurityGroupIngress", FLO_SIM_RATE_MUTATE,
    flo_sim_revoke_security_group_ingress },
  { "ec2", "TerminateInstances", FLO_SIM_RATE_MUTATE, flo_sim_terminate_instances },
  { "ssm", "GetParameter", FLO_SIM_RATE_DESCRIBE, flo_sim_ssm_get_parameter },
  { "ssm", "GetParameters", FLO_SIM_RATE_DESCRIBE, flo_sim_ssm_get_parameters },
  { "sts", "GetCallerIdentity", FLO_SIM_RATE_DESCRIBE, flo_sim_sts_get_caller_identity },
};

struct _FloSimDispatch
{
  FloSimApi      *api;
  FloSimThrottle *throttle;
};

FloSimDispatch *
flo_sim_dispatch_new (double throttle_scale)
{
  FloSimDispatch *self = g_new0 (FloSimDispatch, 1);

  self->api = flo_sim_api_new ();
  self->throttle = flo_sim_throttle_new (throttle_scale);
  return self;
}

void
flo_sim_dispatch_free (FloSimDispatch *self)
{
  flo_sim_api_free (self->api);
  flo_sim_throttle_free (self->throttle);
  g_free (self);
}

gboolean
flo_sim_dispatch_knows (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      return TRUE;
  return FALSE;
}

static const Action *
find_action (FloSimCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].service, call->service)
        && g_str_equal (actions[i].name, call->action))
      return &actions[i];
  return NULL;
}

static gboolean
fail_unknown_action (FloSimCall *call)
{
  if (g_str_equal (call->service, "ssm"))
    return flo_sim_call_fail (call, "UnknownOperationException",
                              "The operation %s is not known here", call->action);
  return flo_sim_call_fail (call, "InvalidAction",
                            "The action %s is not valid for this web service.", call->action);
}

/* A Region that is not on for the account knows no key of it. */
static gboolean
fail_closed_region (FloSimCall *call)
{
  if (g_str_equal (call->service, "ec2"))
    return flo_sim_call_fail (call, "AuthFailure",
                              "AWS was not able to validate the provided access credentials");
  return flo_sim_call_fail (call,
                            g_str_equal (call->service, "sts") ? "InvalidClientTokenId"
                                                               : "UnrecognizedClientException",
                            "The security token included in the request is invalid.");
}

static gboolean
check_version (FloSimCall *call)
{
  const char *version = flo_sim_call_get (call, "Version");
  gboolean ec2 = g_str_equal (call->service, "ec2");

  if (g_str_equal (call->service, "ssm"))
    return TRUE;
  if (version == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter Version");
  if (!g_str_equal (version, ec2 ? EC2_VERSION : STS_VERSION))
    return flo_sim_call_fail (call, ec2 ? "NoSuchVersion" : "InvalidAction",
                              "The requested version (%s) of service %s does not exist", version,
                              ec2 ? "AmazonEC2" : "AWSSecurityTokenService");
  return TRUE;
}

static gboolean
check_parameters (FloSimDispatch *self,
                  FloSimCall     *call)
{
  g_autofree char *message = NULL;
  const char *code;

  if (!g_str_equal (call->service, "ec2"))
    return TRUE;
  if (!flo_sim_api_check (self->api, call->action, call->form, &code, &message))
    return flo_sim_call_fail (call, code, "%s", message);
  if (flo_sim_node_get_bool (call->params, "DryRun", FALSE))
    return flo_sim_call_fail (call, "DryRunOperation",
                              "Request would have succeeded, but DryRun flag is set.");
  return TRUE;
}

static char *
digest_without_token (FloSimCall *call)
{
  static const char *const but[] = { "ClientToken", NULL };

  return flo_sim_call_digest (call, but);
}

/* A token seen before gets the answer of then, or a complaint when the rest of the call differs. */
static gboolean
run_once (FloSimCall   *call,
          const Action *action,
          const char   *token)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", call->region, call->action, token);
  g_autofree char *digest = digest_without_token (call);
  JsonObject *answer = g_hash_table_lookup (call->cloud->answers, key);

  if (strlen (token) > LONGEST_CLIENT_TOKEN || !g_str_is_ascii (token))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter ClientToken is invalid. It must be at most %d ASCII "
        "characters.",
        token, LONGEST_CLIENT_TOKEN);
  if (answer != NULL)
    {
      if (g_strcmp0 (flo_sim_json_get (answer, "digest"), digest) != 0)
        return flo_sim_call_fail (
            call, "IdempotentParameterMismatch",
            "The request uses the same client token as a previous, but non-identical "
            "request.");
      json_object_unref (call->result);
      call->result = flo_sim_json_copy (json_object_get_object_member (answer, "result"));
      return TRUE;
    }

  if (!action->handler (call))
    return FALSE;
  g_hash_table_insert (
      call->cloud->answers, g_steal_pointer (&key),
      flo_sim_json_new ("digest", digest, "{result", flo_sim_json_copy (call->result), NULL));
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_dispatch_run (FloSimDispatch *self,
                      FloSimCall     *call)
{
  const Action *action;
  const char *token;

  if (!flo_sim_places_has_region (call->cloud->places, call->region))
    return fail_closed_region (call);
  action = find_action (call);
  if (action == NULL)
    return fail_unknown_action (call);
  if (!flo_sim_throttle_take (self->throttle, call->region, call->action, action->rate, call->now))
    {
      if (g_str_equal (call->service, "ec2"))
        return flo_sim_call_fail (call, "RequestLimitExceeded", "Request limit exceeded.");
      return flo_sim_call_fail (call, "ThrottlingException", "Rate exceeded");
    }
  if (!check_version (call) || !check_parameters (self, call))
    return FALSE;

  flo_sim_life_advance (call->cloud, call->now);
  flo_sim_default_network_ensure (call->cloud, call->region, call->now);
  token = flo_sim_call_get (call, "ClientToken");
  return token != NULL ? run_once (call, action, token) : action->handler (call);
}
