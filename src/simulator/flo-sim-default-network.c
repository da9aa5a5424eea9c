/* flo-sim-default-network.c: the network that every Region of an account starts with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-default-network.h"

#include <stdlib.h>
#include <string.h>

#include "simulator/flo-sim-json.h"

/* AWS keeps the first four addresses of a subnet and the last. */
#define RESERVED_ADDRESSES 5

gboolean
flo_sim_cidr_parse (const char *text,
                    guint32    *address,
                    guint      *bits)
{
  g_auto (GStrv) halves = g_strsplit (text, "/", -1);
  g_auto (GStrv) bytes = NULL;
  guint64 value;

  if (g_strv_length (halves) != 2)
    return FALSE;
  bytes = g_strsplit (halves[0], ".", -1);
  if (g_strv_length (bytes) != 4
      || !g_ascii_string_to_unsigned (halves[1], 10, 16, 28, &value, NULL))
    return FALSE;

  *bits = (guint) value;
  *address = 0;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_string_to_unsigned (bytes[i], 10, 0, 255, &value, NULL))
        return FALSE;
      *address = *address << 8 | (guint32) value;
    }
  return (*address & ((1u << (32 - *bits)) - 1)) == 0;
}

gboolean
flo_sim_cidr_contains (const char *outer,
                       const char *inner)
{
  guint32 outer_address, inner_address;
  guint outer_bits, inner_bits;

  if (!flo_sim_cidr_parse (outer, &outer_address, &outer_bits)
      || !flo_sim_cidr_parse (inner, &inner_address, &inner_bits))
    return FALSE;
  return inner_bits >= outer_bits && (outer_address ^ inner_address) >> (32 - outer_bits) == 0;
}

gboolean
flo_sim_cidr_overlaps (const char *a,
                       const char *b)
{
  return flo_sim_cidr_contains (a, b) || flo_sim_cidr_contains (b, a);
}

FloSimResource *
flo_sim_network_add_group (FloSimCloud    *cloud,
                           FloSimResource *vpc,
                           gint64          now,
                           const char     *name,
                           const char     *description)
{
  JsonArray *ranges = json_array_new ();
  JsonArray *egress = json_array_new ();

  json_array_add_object_element (ranges, flo_sim_json_new ("cidrIp", "0.0.0.0/0", NULL));
  json_array_add_object_element (
      egress, flo_sim_json_new ("ipProtocol", "-1", "[groups", json_array_new (), "[ipRanges",
                                ranges, "[ipv6Ranges", json_array_new (), "[prefixListIds",
                                json_array_new (), NULL));
  return flo_sim_cloud_add (cloud, FLO_SIM_KIND_SECURITY_GROUP, vpc->region, now,
                            flo_sim_json_new ("ownerId", FLO_SIM_ACCOUNT_ID, "groupId", "",
                                              "groupName", name, "groupDescription", description,
                                              "vpcId", vpc->id, "[ipPermissions", json_array_new (),
                                              "[ipPermissionsEgress", egress, "[tagSet",
                                              json_array_new (), NULL));
}

FloSimResource *
flo_sim_network_add_routes (FloSimCloud    *cloud,
                            FloSimResource *vpc,
                            gint64          now,
                            gboolean        main_table)
{
  JsonArray *routes = json_array_new ();
  JsonArray *associations = json_array_new ();
  FloSimResource *table;

  json_array_add_object_element (routes, flo_sim_json_new ("destinationCidrBlock",
                                                           flo_sim_resource_get (vpc, "cidrBlock"),
                                                           "gatewayId", "local", "state", "active",
                                                           "origin", "CreateRouteTable", NULL));
  table = flo_sim_cloud_add (
      cloud, FLO_SIM_KIND_ROUTE_TABLE, vpc->region, now,
      flo_sim_json_new ("routeTableId", "", "vpcId", vpc->id, "ownerId", FLO_SIM_ACCOUNT_ID,
                        "[routeSet", routes, "[associationSet", associations, "[propagatingVgwSet",
                        json_array_new (), "[tagSet", json_array_new (), NULL));
  if (main_table)
    {
      g_autofree char *id = g_strdup_printf ("rtbassoc-0%016" G_GINT64_MODIFIER "x",
                                             flo_sim_cloud_next_number (cloud));

      json_array_add_object_element (
          associations, flo_sim_json_new ("routeTableAssociationId", id, "routeTableId", table->id,
                                          "?main", TRUE, "{associationState",
                                          flo_sim_json_new ("state", "associated", NULL), NULL));
    }
  return table;
}

FloSimResource *
flo_sim_network_add_vpc (FloSimCloud *cloud,
                         const char  *region,
                         gint64       now,
                         const char  *cidr,
                         gboolean     is_default)
{
  g_autofree char *association = g_strdup_printf ("vpc-cidr-assoc-0%016" G_GINT64_MODIFIER "x",
                                                  flo_sim_cloud_next_number (cloud));
  JsonArray *blocks = json_array_new ();
  FloSimResource *vpc;

  json_array_add_object_element (
      blocks, flo_sim_json_new ("cidrBlock", cidr, "associationId", association, "{cidrBlockState",
                                flo_sim_json_new ("state", "associated", NULL), NULL));
  vpc = flo_sim_cloud_add (
      cloud, FLO_SIM_KIND_VPC, region, now,
      flo_sim_json_new ("vpcId", "", "ownerId", FLO_SIM_ACCOUNT_ID, "state", "available",
                        "cidrBlock", cidr, "[cidrBlockAssociationSet", blocks, "dhcpOptionsId",
                        "dopt-0f107111a09rac71c", "instanceTenancy", "default", "?isDefault",
                        is_default, "[tagSet", json_array_new (), NULL));
  flo_sim_network_add_group (cloud, vpc, now, "default", "default VPC security group")->builtin
      = TRUE;
  flo_sim_network_add_routes (cloud, vpc, now, TRUE)->builtin = TRUE;
  return vpc;
}

FloSimResource *
flo_sim_network_add_subnet (FloSimCloud      *cloud,
                            FloSimResource   *vpc,
                            gint64            now,
                            const FloSimZone *zone,
                            const char       *cidr,
                            gboolean          is_default)
{
  FloSimResource *subnet;
  g_autofree char *arn = NULL;
  guint32 address;
  guint bits;

  if (!flo_sim_cidr_parse (cidr, &address, &bits))
    g_assert_not_reached ();
  subnet = flo_sim_cloud_add (
      cloud, FLO_SIM_KIND_SUBNET, vpc->region, now,
      flo_sim_json_new ("subnetId", "", "state", "available", "ownerId", FLO_SIM_ACCOUNT_ID,
                        "vpcId", vpc->id, "cidrBlock", cidr, "[ipv6CidrBlockAssociationSet",
                        json_array_new (), "?assignIpv6AddressOnCreation", FALSE,
                        "#availableIpAddressCount",
                        (gint64) (1u << (32 - bits)) - RESERVED_ADDRESSES, "availabilityZone",
                        zone->name, "availabilityZoneId", zone->id, "?defaultForAz", is_default,
                        "?mapPublicIpOnLaunch", is_default, "[tagSet", json_array_new (), NULL));
  arn = g_strdup_printf ("arn:aws:ec2:%s:" FLO_SIM_ACCOUNT_ID ":subnet/%s", vpc->region,
                         subnet->id);
  flo_sim_json_set (subnet->data, "subnetArn", arn, NULL);
  return subnet;
}

static FloSimResource *
add_default_gateway (FloSimCloud    *cloud,
                     FloSimResource *vpc,
                     gint64          now)
{
  JsonArray *attachments = json_array_new ();

  json_array_add_object_element (attachments,
                                 flo_sim_json_new ("vpcId", vpc->id, "state", "available", NULL));
  return flo_sim_cloud_add (cloud, FLO_SIM_KIND_INTERNET_GATEWAY, vpc->region, now,
                            flo_sim_json_new ("internetGatewayId", "", "ownerId",
                                              FLO_SIM_ACCOUNT_ID, "[attachmentSet", attachments,
                                              "[tagSet", json_array_new (), NULL));
}

void
flo_sim_default_network_ensure (FloSimCloud *cloud,
                                const char  *region,
                                gint64       now)
{
  GPtrArray *zones = flo_sim_places_get_zones (cloud->places);
  gint64 delay = cloud->visibility_delay;
  FloSimResource *vpc, *gateway, *table;
  guint third = 0;

  if (!g_hash_table_add (cloud->opened, g_strdup (region)) || !cloud->with_default_vpc)
    return;

  /* What came with the account has always been there. */
  cloud->visibility_delay = 0;
  vpc = flo_sim_network_add_vpc (cloud, region, now, "172.31.0.0/16", TRUE);
  vpc->builtin = TRUE;
  gateway = add_default_gateway (cloud, vpc, now);
  gateway->builtin = TRUE;
  table = flo_sim_cloud_find_by (cloud, FLO_SIM_KIND_ROUTE_TABLE, region, "vpcId", vpc->id, now);
  json_array_add_object_element (flo_sim_json_get_array (table->data, "routeSet"),
                                 flo_sim_json_new ("destinationCidrBlock", "0.0.0.0/0", "gatewayId",
                                                   gateway->id, "state", "active", "origin",
                                                   "CreateRoute", NULL));
  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);
      g_autofree char *cidr = NULL;

      if (!g_str_equal (zone->region, region) || !flo_sim_zone_is_usable (zone))
        continue;
      cidr = g_strdup_printf ("172.31.%u.0/20", third);
      third += 16;
      flo_sim_network_add_subnet (cloud, vpc, now, zone, cidr, TRUE)->builtin = TRUE;
    }
  cloud->visibility_delay = delay;
}
