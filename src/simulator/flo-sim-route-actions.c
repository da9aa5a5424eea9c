/* flo-sim-route-actions.c: internet gateways and route tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-network.h"

gboolean
flo_sim_create_internet_gateway (FloSimCall *call)
{
  g_autoptr (JsonObject) data
      = flo_sim_json_new ("internetGatewayId", "", "ownerId", FLO_SIM_ACCOUNT_ID, "[attachmentSet",
                          json_array_new (), NULL);

  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_INTERNET_GATEWAY, data))
    return FALSE;
  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_INTERNET_GATEWAY, call->region, call->now,
                     json_object_ref (data));
  flo_sim_json_set (call->result, "{internetGateway", json_object_ref (data), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_internet_gateways (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "attachment.state", "attachmentSet.state" },
    { "attachment.vpc-id", "attachmentSet.vpcId" },
    { "internet-gateway-id", "internetGatewayId" },
    { "owner-id", "ownerId" },
    { NULL },
  };
  static const FloSimDescription description = {
    FLO_SIM_KIND_INTERNET_GATEWAY, "internetGatewaySet", "InternetGatewayId", filters, 5, 1000,
  };

  return flo_sim_describe (call, &description);
}

/* (nullable) the VPC that the gateway is attached to */
static const char *
attached_vpc (const FloSimResource *gateway)
{
  JsonArray *attachments = flo_sim_json_get_array (gateway->data, "attachmentSet");

  if (json_array_get_length (attachments) == 0)
    return NULL;
  return flo_sim_json_get (json_array_get_object_element (attachments, 0), "vpcId");
}

gboolean
flo_sim_attach_internet_gateway (FloSimCall *call)
{
  FloSimResource *gateway
      = flo_sim_call_find_param (call, FLO_SIM_KIND_INTERNET_GATEWAY, "InternetGatewayId");
  FloSimResource *vpc
      = gateway != NULL ? flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId") : NULL;
  g_autoptr (GPtrArray) gateways = NULL;

  if (gateway == NULL || vpc == NULL)
    return FALSE;
  gateways
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_INTERNET_GATEWAY, call->region, G_MAXINT64);
  for (guint i = 0; i < gateways->len; i++)
    if (g_strcmp0 (attached_vpc (g_ptr_array_index (gateways, i)), vpc->id) == 0)
      return flo_sim_call_fail (call, "Resource.AlreadyAssociated",
                                "Network %s already has an internet gateway "
                                "attached",
                                vpc->id);
  if (attached_vpc (gateway) != NULL)
    return flo_sim_call_fail (call, "Resource.AlreadyAssociated",
                              "resource %s is already attached to network %s", gateway->id,
                              attached_vpc (gateway));

  json_array_add_object_element (flo_sim_json_get_array (gateway->data, "attachmentSet"),
                                 flo_sim_json_new ("vpcId", vpc->id, "state", "available", NULL));
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

static gboolean
has_public_address (FloSimCall *call,
                    const char *vpc_id)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (call->cloud->resources, i);

      if (instance->kind == FLO_SIM_KIND_INSTANCE && instance->gone_at == 0
          && flo_sim_resource_get (instance, "ipAddress") != NULL
          && g_strcmp0 (flo_sim_resource_get (instance, "vpcId"), vpc_id) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
flo_sim_detach_internet_gateway (FloSimCall *call)
{
  FloSimResource *gateway
      = flo_sim_call_find_param (call, FLO_SIM_KIND_INTERNET_GATEWAY, "InternetGatewayId");
  const char *vpc_id = flo_sim_call_get (call, "VpcId");

  if (gateway == NULL)
    return FALSE;
  if (g_strcmp0 (attached_vpc (gateway), vpc_id) != 0)
    return flo_sim_call_fail (call, "Gateway.NotAttached",
                              "resource %s is not attached to network %s", gateway->id, vpc_id);
  if (has_public_address (call, vpc_id))
    return flo_sim_call_fail (
        call, "DependencyViolation",
        "Network %s has some mapped public address(es). Please unmap those public "
        "address(es) before detaching the gateway.",
        vpc_id);
  flo_sim_json_set (gateway->data, "[attachmentSet", json_array_new (), NULL);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_delete_internet_gateway (FloSimCall *call)
{
  FloSimResource *gateway
      = flo_sim_call_find_param (call, FLO_SIM_KIND_INTERNET_GATEWAY, "InternetGatewayId");

  if (gateway == NULL)
    return FALSE;
  if (attached_vpc (gateway) != NULL)
    return flo_sim_network_fail_in_use (call, gateway);
  flo_sim_cloud_remove (call->cloud, gateway, call->now);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_create_route_table (FloSimCall *call)
{
  FloSimResource *vpc = flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId");
  g_autoptr (JsonObject) tags = json_object_new ();
  FloSimResource *table;

  if (vpc == NULL || !flo_sim_call_read_tags (call, FLO_SIM_KIND_ROUTE_TABLE, tags))
    return FALSE;
  table = flo_sim_network_add_routes (call->cloud, vpc, call->now, FALSE);
  flo_sim_json_set (table->data, "[tagSet",
                    json_array_ref (flo_sim_json_get_array (tags, "tagSet")), NULL);
  flo_sim_json_set (call->result, "{routeTable", json_object_ref (table->data), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_route_tables (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "association.main", "associationSet.main" },
    { "association.route-table-association-id", "associationSet.routeTableAssociationId" },
    { "association.route-table-id", "associationSet.routeTableId" },
    { "association.subnet-id", "associationSet.subnetId" },
    { "owner-id", "ownerId" },
    { "route.destination-cidr-block", "routeSet.destinationCidrBlock" },
    { "route.gateway-id", "routeSet.gatewayId" },
    { "route.state", "routeSet.state" },
    { "route-table-id", "routeTableId" },
    { "vpc-id", "vpcId" },
    { NULL },
  };
  static const FloSimDescription description = {
    FLO_SIM_KIND_ROUTE_TABLE, "routeTableSet", "RouteTableId", filters, 5, 100,
  };

  return flo_sim_describe (call, &description);
}

gboolean
flo_sim_delete_route_table (FloSimCall *call)
{
  FloSimResource *table = flo_sim_call_find_param (call, FLO_SIM_KIND_ROUTE_TABLE, "RouteTableId");

  if (table == NULL)
    return FALSE;
  if (json_array_get_length (flo_sim_json_get_array (table->data, "associationSet")) > 0)
    return flo_sim_network_fail_in_use (call, table);
  flo_sim_cloud_remove (call->cloud, table, call->now);
  return flo_sim_call_return_true (call);
}

/* Index of the route to @destination, or -1. */
static int
find_route (const FloSimResource *table,
            const char           *destination)
{
  JsonArray *routes = flo_sim_json_get_array (table->data, "routeSet");

  for (guint i = 0; i < json_array_get_length (routes); i++)
    if (g_strcmp0 (
            flo_sim_json_get (json_array_get_object_element (routes, i), "destinationCidrBlock"),
            destination)
        == 0)
      return (int) i;
  return -1;
}

gboolean
flo_sim_create_route (FloSimCall *call)
{
  FloSimResource *table = flo_sim_call_find_param (call, FLO_SIM_KIND_ROUTE_TABLE, "RouteTableId");
  const char *destination = flo_sim_call_get (call, "DestinationCidrBlock");
  FloSimResource *gateway;

  if (table == NULL)
    return FALSE;
  if (destination == NULL || flo_sim_call_get (call, "GatewayId") == NULL)
    return flo_sim_call_fail (
        call, "MissingParameter",
        "The request must contain DestinationCidrBlock and GatewayId: the practice cloud "
        "only routes IPv4 to internet gateways");
  gateway = flo_sim_call_find_param (call, FLO_SIM_KIND_INTERNET_GATEWAY, "GatewayId");
  if (gateway == NULL)
    return FALSE;
  if (g_strcmp0 (attached_vpc (gateway), flo_sim_resource_get (table, "vpcId")) != 0)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "route table %s and network gateway %s belong to "
                              "different networks",
                              table->id, gateway->id);
  if (find_route (table, destination) >= 0)
    return flo_sim_call_fail (call, "RouteAlreadyExists",
                              "The route identified by %s already exists.", destination);
  json_array_add_object_element (flo_sim_json_get_array (table->data, "routeSet"),
                                 flo_sim_json_new ("destinationCidrBlock", destination, "gatewayId",
                                                   gateway->id, "state", "active", "origin",
                                                   "CreateRoute", NULL));
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_delete_route (FloSimCall *call)
{
  FloSimResource *table = flo_sim_call_find_param (call, FLO_SIM_KIND_ROUTE_TABLE, "RouteTableId");
  const char *destination = flo_sim_call_get (call, "DestinationCidrBlock");
  int at;

  if (table == NULL)
    return FALSE;
  at = find_route (table, destination);
  if (at < 0)
    return flo_sim_call_fail (call, "InvalidRoute.NotFound",
                              "no route with destination-cidr-block %s in route table %s",
                              destination != NULL ? destination : "(none)", table->id);
  json_array_remove_element (flo_sim_json_get_array (table->data, "routeSet"), at);
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_associate_route_table (FloSimCall *call)
{
  FloSimResource *table = flo_sim_call_find_param (call, FLO_SIM_KIND_ROUTE_TABLE, "RouteTableId");
  FloSimResource *subnet
      = table != NULL ? flo_sim_call_find_param (call, FLO_SIM_KIND_SUBNET, "SubnetId") : NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (table == NULL || subnet == NULL)
    return FALSE;
  if (g_strcmp0 (flo_sim_resource_get (subnet, "vpcId"), flo_sim_resource_get (table, "vpcId"))
      != 0)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Route table %s and subnet %s belong to different "
                              "networks",
                              table->id, subnet->id);
  tables = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_ROUTE_TABLE, call->region, G_MAXINT64);
  for (guint i = 0; i < tables->len; i++)
    {
      FloSimResource *other = g_ptr_array_index (tables, i);
      JsonArray *associations = flo_sim_json_get_array (other->data, "associationSet");

      for (guint j = 0; j < json_array_get_length (associations); j++)
        if (g_strcmp0 (
                flo_sim_json_get (json_array_get_object_element (associations, j), "subnetId"),
                subnet->id)
            == 0)
          return flo_sim_call_fail (
              call, "Resource.AlreadyAssociated",
              "the specified association for route table %s conflicts with an existing "
              "association",
              table->id);
    }

  id = g_strdup_printf ("rtbassoc-0%016" G_GINT64_MODIFIER "x",
                        flo_sim_cloud_next_number (call->cloud));
  json_array_add_object_element (
      flo_sim_json_get_array (table->data, "associationSet"),
      flo_sim_json_new ("routeTableAssociationId", id, "routeTableId", table->id, "subnetId",
                        subnet->id, "?main", FALSE, "{associationState",
                        flo_sim_json_new ("state", "associated", NULL), NULL));
  flo_sim_json_set (call->result, "associationId", id, "{associationState",
                    flo_sim_json_new ("state", "associated", NULL), NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_disassociate_route_table (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "AssociationId");
  g_autoptr (GPtrArray) tables
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_ROUTE_TABLE, call->region, call->now);

  for (guint i = 0; i < tables->len; i++)
    {
      FloSimResource *table = g_ptr_array_index (tables, i);
      JsonArray *associations = flo_sim_json_get_array (table->data, "associationSet");

      for (guint j = 0; j < json_array_get_length (associations); j++)
        {
          JsonObject *association = json_array_get_object_element (associations, j);

          if (g_strcmp0 (flo_sim_json_get (association, "routeTableAssociationId"), id) != 0)
            continue;
          if (flo_sim_json_get_bool (association, "main"))
            return flo_sim_call_fail (call, "InvalidParameterValue",
                                      "cannot disassociate the main route table association %s",
                                      id);
          json_array_remove_element (associations, j);
          flo_sim_cloud_touch (call->cloud);
          return flo_sim_call_return_true (call);
        }
    }
  return flo_sim_call_fail (call, "InvalidAssociationID.NotFound",
                            "The association ID '%s' does not exist", id);
}
