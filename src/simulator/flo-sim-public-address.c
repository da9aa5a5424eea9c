/* flo-sim-public-address.c: the public address that an instance has of its own while it is on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-public-address.h"

#include "simulator/flo-sim-bill.h"
#include "simulator/flo-sim-json.h"

/* Of an instance: whether its network interface was made with a public address. */
#define WANTED "_public"


/* Addresses in the spirit of 203.0.113.0/24: public-looking, never routed from here; or of this computer. */
static char *
make_address (FloSimCloud *cloud)
{
  guint64 number = flo_sim_cloud_next_number (cloud);

  if (cloud->loopback_addresses)
    return g_strdup_printf ("127.%u.%u.%u", 64 + (guint) (number & 63), (guint) (number >> 8 & 255),
                            (guint) (number >> 16) % 254 + 1);
  return g_strdup_printf ("198.%u.%u.%u", 18 + (guint) (number & 1), (guint) (number >> 8 & 255),
                          (guint) (number >> 16) % 254 + 1);
}

void
flo_sim_public_address_give (FloSimCloud *cloud,
                             const char  *region,
                             JsonObject  *instance,
                             gint64       now)
{
  JsonArray *interfaces = flo_sim_json_get_array (instance, "networkInterfaceSet");
  g_autofree char *address = make_address (cloud);
  g_autofree char *dashed = g_strdelimit (g_strdup (address), ".", '-');
  g_autofree char *name = g_strdup_printf ("ec2-%s.%s.compute.amazonaws.com", dashed, region);

  flo_sim_bill_begin_address (instance, now);
  flo_sim_json_set (instance, "?" WANTED, TRUE, "ipAddress", address, "dnsName", name, NULL);
  flo_sim_json_set (flo_sim_json_nth (interfaces, 0), "{association",
                    flo_sim_json_new ("publicIp", address, "publicDnsName", name, "ipOwnerId",
                                      "amazon", NULL),
                    NULL);
}

void
flo_sim_public_address_take (JsonObject *instance,
                             gint64      now)
{
  JsonArray *interfaces = flo_sim_json_get_array (instance, "networkInterfaceSet");
  JsonObject *first = interfaces != NULL && json_array_get_length (interfaces) > 0
                          ? flo_sim_json_nth (interfaces, 0)
                          : NULL;

  flo_sim_bill_end_address (instance, now);
  if (json_object_has_member (instance, "ipAddress"))
    json_object_remove_member (instance, "ipAddress");
  if (first != NULL && json_object_has_member (first, "association"))
    json_object_remove_member (first, "association");
  flo_sim_json_set (instance, "dnsName", "", NULL);
}

void
flo_sim_public_address_return (FloSimCloud    *cloud,
                               FloSimResource *instance,
                               gint64          now)
{
  if (flo_sim_json_get_bool (instance->data, WANTED)
      && flo_sim_resource_get (instance, "ipAddress") == NULL)
    flo_sim_public_address_give (cloud, instance->region, instance->data, now);
}
