/* flo-sim-products.c: what the price list says of instances and volumes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-products.h"

#include <string.h>

#include "simulator/flo-sim-bill.h"
#include "simulator/flo-sim-json.h"

#define TERM_CODE "JRTCKXETXF"
#define RATE_CODE "6YS6EN2CT7"
#define VOLUME    "gp3"

static void
product_clear (gpointer data)
{
  FloSimProduct *product = data;

  g_free (product->sku);
}

static char *
sku_of (const char *region,
        const char *type)
{
  g_autofree char *text = g_strconcat (region, " ", type, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *upper = g_ascii_strup (digest, 16);

  return g_steal_pointer (&upper);
}

/* The price in the Region; 0 when nobody sells the type there. */
static FloMoney
price_in (FloSimCloud      *cloud,
          const FloSimType *type,
          const char       *region)
{
  GPtrArray *zones = flo_sim_places_get_zones (cloud->places);
  FloSimOffer offer;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->region, region) && flo_sim_zone_is_usable (zone)
          && flo_sim_market_get_offer (cloud->market, type, zone, &offer))
        return offer.pool.on_demand;
    }
  return 0;
}

GArray *
flo_sim_products_list (FloSimCloud *cloud,
                       const char  *region)
{
  GPtrArray *types = flo_sim_catalog_get_types (cloud->catalog);
  GArray *products = g_array_new (FALSE, TRUE, sizeof (FloSimProduct));
  FloSimProduct volume = { .region = region, .price = flo_sim_bill_storage_price (region) };

  g_array_set_clear_func (products, product_clear);
  for (guint i = 0; i < types->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (types, i);
      FloSimProduct product = { .type = type, .region = region };

      product.price = type->on_demand > 0 ? price_in (cloud, type, region) : 0;
      if (product.price == 0)
        continue;
      product.sku = sku_of (region, type->name);
      g_array_append_val (products, product);
    }
  volume.sku = sku_of (region, VOLUME);
  g_array_append_val (products, volume);
  return products;
}

const char *
flo_sim_product_family (const FloSimProduct *product)
{
  return product->type != NULL ? "Compute Instance" : "Storage";
}

const char *
flo_sim_product_unit (const FloSimProduct *product)
{
  return product->type != NULL ? "Hrs" : "GB-Mo";
}

static const char *
family_name (const FloSimType *type)
{
  if (type->gpus > 0)
    return "GPU instance";
  switch (type->name[0])
    {
    case 'c':
      return "Compute optimized";

    case 'r':
    case 'x':
    case 'z':
      return "Memory optimized";

    case 'd':
    case 'h':
    case 'i':
      return "Storage optimized";

    default:
      return "General purpose";
    }
}

static JsonObject *
volume_attributes (const FloSimProduct *product)
{
  return flo_sim_json_new (
      "servicecode", "AmazonEC2", "servicename", "Amazon Elastic Compute Cloud", "regionCode",
      product->region, "locationType", "AWS Region", "storageMedia", "SSD-backed", "volumeType",
      "General Purpose", "volumeApiName", VOLUME, "operation", "", "usagetype",
      "EBS:VolumeUsage." VOLUME, NULL);
}

static JsonObject *
instance_attributes (const FloSimProduct *product)
{
  const FloSimType *type = product->type;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *vcpus = g_strdup_printf ("%u", type->vcpus);
  g_autofree char *memory = NULL;
  g_autofree char *storage = type->storage_gb > 0
                                 ? g_strdup_printf ("%" G_GUINT64_FORMAT " GB", type->storage_gb)
                                 : g_strdup ("EBS only");
  g_autofree char *gpus = type->gpus > 0 ? g_strdup_printf ("%u", type->gpus) : NULL;
  g_autofree char *usage = g_strconcat ("BoxUsage:", type->name, NULL);
  gboolean arm = g_strv_contains ((const char *const *) type->architectures, "arm64");

  g_ascii_formatd (number, sizeof number, "%.10g", (double) type->memory_mib / 1024);
  memory = g_strconcat (number, " GiB", NULL);
  return flo_sim_json_new (
      "servicecode", "AmazonEC2", "servicename", "Amazon Elastic Compute Cloud", "regionCode",
      product->region, "locationType", "AWS Region", "instanceType", type->name,
      "currentGeneration", type->current ? "Yes" : "No", "instanceFamily", family_name (type), "vcpu",
      vcpus, "memory", memory, "storage", storage, "networkPerformance", type->network, "gpu", gpus,
      "processorArchitecture", arm ? "64-bit ARM" : "64-bit", "tenancy", "Shared",
      "operatingSystem", "Linux", "licenseModel", "No License required", "preInstalledSw", "NA",
      "capacitystatus", "Used", "marketoption", "OnDemand", "operation", "RunInstances", "usagetype",
      usage, NULL);
}

JsonObject *
flo_sim_product_attributes (const FloSimProduct *product)
{
  return product->type != NULL ? instance_attributes (product) : volume_attributes (product);
}

char *
flo_sim_product_price (const FloSimProduct *product)
{
  g_autofree char *decimal = flo_money_to_decimal (product->price);
  const char *dot = strchr (decimal, '.');
  gsize places = dot != NULL ? strlen (dot + 1) : 0;
  GString *text = g_string_new (decimal);

  if (dot == NULL)
    g_string_append_c (text, '.');
  for (; places < 10; places++)
    g_string_append_c (text, '0');
  return g_string_free (text, FALSE);
}

JsonObject *
flo_sim_product_terms (const FloSimProduct *product)
{
  g_autofree char *price = flo_sim_product_price (product);
  g_autofree char *term = g_strconcat (product->sku, "." TERM_CODE, NULL);
  g_autofree char *rate = g_strconcat (term, "." RATE_CODE, NULL);
  g_autofree char *description
      = product->type != NULL ? g_strdup_printf ("$%s per On Demand Linux %s Instance Hour", price,
                                                 product->type->name)
                              : g_strdup_printf ("$%s per GB-month of General Purpose (" VOLUME
                                                 ") provisioned storage", price);
  JsonObject *dimensions = json_object_new ();
  JsonObject *terms = json_object_new ();

  json_object_set_object_member (
      dimensions, rate,
      flo_sim_json_new ("rateCode", rate, "description", description, "beginRange", "0", "endRange",
                        "Inf", "unit", flo_sim_product_unit (product), "{pricePerUnit",
                        flo_sim_json_new ("USD", price, NULL), "[appliesTo", json_array_new (),
                        NULL));
  json_object_set_object_member (
      terms, term,
      flo_sim_json_new ("sku", product->sku, "offerTermCode", TERM_CODE, "effectiveDate",
                        FLO_SIM_PRICES_PUBLISHED, "{priceDimensions", dimensions, "{termAttributes",
                        json_object_new (), NULL));
  return terms;
}
