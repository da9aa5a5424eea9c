/* act-network.c: the calls that make and delete a network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-act-network"

#include "flotilla-config.h"

#include "fleet/act/flo-action-call.h"
#include "fleet/flo-fleet-json.h"


static void
build_create_vpc (gpointer    data,
                  JsonObject *parameters,
                  const char *token)
{
  AwsCreateVpcInput *input = data;

  input->cidr_block = flo_action_call_dup_string (parameters, "cidr");
  input->tag_specifications = flo_action_call_make_tags (parameters, "vpc", NULL);
}

static JsonObject *
read_create_vpc (gconstpointer   data,
                 JsonObject     *parameters,
                 JsonObject    **result,
                 GError        **error)
{
  const AwsCreateVpcOutput *output = data;

  return flo_action_call_make_result (output->vpc != NULL ? output->vpc->vpc_id : NULL);
}

static void
build_create_subnet (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsCreateSubnetInput *input = data;

  input->vpc_id = flo_action_call_dup_string (parameters, "vpc");
  input->cidr_block = flo_action_call_dup_string (parameters, "cidr");
  input->availability_zone = flo_action_call_dup_string (parameters, "zone");
  input->tag_specifications = flo_action_call_make_tags (parameters, "subnet", NULL);
}

static JsonObject *
read_create_subnet (gconstpointer   data,
                    JsonObject     *parameters,
                    JsonObject    **result,
                    GError        **error)
{
  const AwsCreateSubnetOutput *output = data;

  return flo_action_call_make_result (output->subnet != NULL ? output->subnet->subnet_id : NULL);
}

static void
build_enable_public_addresses (gpointer    data,
                               JsonObject *parameters,
                               const char *token)
{
  AwsModifySubnetAttributeInput *input = data;

  input->subnet_id = flo_action_call_dup_string (parameters, "subnet");
  input->map_public_ip_on_launch = aws_boolean (TRUE);
}

static void
build_create_gateway (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsCreateInternetGatewayInput *input = data;

  input->tag_specifications = flo_action_call_make_tags (parameters, "internet-gateway", NULL);
}

static JsonObject *
read_create_gateway (gconstpointer   data,
                     JsonObject     *parameters,
                     JsonObject    **result,
                     GError        **error)
{
  const AwsCreateInternetGatewayOutput *output = data;
  const AwsInternetGateway *gateway = output->internet_gateway;

  return flo_action_call_make_result (gateway != NULL ? gateway->internet_gateway_id : NULL);
}

static void
build_attach_gateway (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsAttachInternetGatewayInput *input = data;

  input->internet_gateway_id = flo_action_call_dup_string (parameters, "gateway");
  input->vpc_id = flo_action_call_dup_string (parameters, "vpc");
}

static void
build_detach_gateway (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsAttachInternetGatewayInput *input = data;

  input->internet_gateway_id = flo_action_call_dup_string (parameters, "id");
  input->vpc_id = flo_action_call_dup_string (parameters, "vpc");
}

static void
build_create_route (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsCreateRouteInput *input = data;

  input->route_table_id = flo_action_call_dup_string (parameters, "table");
  input->gateway_id = flo_action_call_dup_string (parameters, "gateway");
  input->destination_cidr_block = flo_action_call_dup_string (parameters, "cidr");
}

static void
build_delete_subnet (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsDeleteSubnetInput *input = data;

  input->subnet_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_delete_gateway (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsDeleteInternetGatewayInput *input = data;

  input->internet_gateway_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_delete_vpc (gpointer    data,
                  JsonObject *parameters,
                  const char *token)
{
  AwsDeleteVpcInput *input = data;

  input->vpc_id = flo_action_call_dup_string (parameters, "id");
}

static const char * const subnet_there[] = { "InvalidSubnet.Conflict", NULL };
static const char * const attached[] = { "Resource.AlreadyAssociated", NULL };
static const char * const detached[] = { "Gateway.NotAttached", NULL };
static const char * const route_there[] = { "RouteAlreadyExists", NULL };

const FloActionCall flo_network_calls[] = {
  { FLO_ACTION_CREATE_VPC, &AWS_EC2_CREATE_VPC, build_create_vpc, read_create_vpc, .look_first = TRUE },
  { FLO_ACTION_CREATE_SUBNET, &AWS_EC2_CREATE_SUBNET, build_create_subnet, read_create_subnet,
    .done_codes = subnet_there },
  { FLO_ACTION_ENABLE_PUBLIC_ADDRESSES, &AWS_EC2_MODIFY_SUBNET_ATTRIBUTE, build_enable_public_addresses },
  { FLO_ACTION_CREATE_INTERNET_GATEWAY, &AWS_EC2_CREATE_INTERNET_GATEWAY, build_create_gateway,
    read_create_gateway, .look_first = TRUE },
  { FLO_ACTION_ATTACH_INTERNET_GATEWAY, &AWS_EC2_ATTACH_INTERNET_GATEWAY, build_attach_gateway,
    .done_codes = attached },
  { FLO_ACTION_CREATE_ROUTE, &AWS_EC2_CREATE_ROUTE, build_create_route, .done_codes = route_there },
  { FLO_ACTION_DELETE_SUBNET, &AWS_EC2_DELETE_SUBNET, build_delete_subnet, .absent_is_done = TRUE },
  { FLO_ACTION_DETACH_INTERNET_GATEWAY, &AWS_EC2_DETACH_INTERNET_GATEWAY, build_detach_gateway,
    .done_codes = detached, .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_INTERNET_GATEWAY, &AWS_EC2_DELETE_INTERNET_GATEWAY, build_delete_gateway,
    .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_VPC, &AWS_EC2_DELETE_VPC, build_delete_vpc, .absent_is_done = TRUE },
  { 0 },
};
