/* flo-sim-offer-files.c: the price list as files that anybody may read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-products.h"
#include "simulator/flo-sim-rest.h"

#define ROOT       "/offers/v1.0/aws/"
#define EC2        ROOT "AmazonEC2/"
#define DISCLAIMER "Prices of the practice cloud. Nobody is charged."

/* The heading of each column, and the attribute in it, or what else is known of a product; '=' begins a constant. */
static const char *const columns[][2] = {
  { "TermType", "=OnDemand" },
  { "EffectiveDate", "=2026-01-01" },
  { "StartingRange", "=0" },
  { "EndingRange", "=Inf" },
  { "Unit", "unit" },
  { "Currency", "=USD" },
  { "Product Family", "productFamily" },
  { "serviceCode", "servicecode" },
  { "Location Type", "locationType" },
  { "Instance Type", "instanceType" },
  { "Current Generation", "currentGeneration" },
  { "Instance Family", "instanceFamily" },
  { "vCPU", "vcpu" },
  { "Memory", "memory" },
  { "Storage", "storage" },
  { "Storage Media", "storageMedia" },
  { "Volume Type", "volumeType" },
  { "Network Performance", "networkPerformance" },
  { "Processor Architecture", "processorArchitecture" },
  { "Tenancy", "tenancy" },
  { "Operating System", "operatingSystem" },
  { "License Model", "licenseModel" },
  { "GPU", "gpu" },
  { "usageType", "usagetype" },
  { "operation", "operation" },
  { "CapacityStatus", "capacitystatus" },
  { "Pre Installed S/W", "preInstalledSw" },
  { "Region Code", "regionCode" },
  { "serviceName", "servicename" },
  { "MarketOption", "marketoption" },
  { "Volume API Name", "volumeApiName" },
};

static void
append_cell (GString    *out,
             const char *text,
             gboolean    last)
{
  g_string_append_c (out, '"');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append (out, last ? "\"\n" : "\",");
}

/* (nullable): it has no such attribute */
static const char *
get_cell (const FloSimProduct *product,
          JsonObject          *attributes,
          const char          *name)
{
  if (*name == '=')
    return name + 1;
  if (g_str_equal (name, "unit"))
    return flo_sim_product_unit (product);
  if (g_str_equal (name, "productFamily"))
    return flo_sim_product_family (product);
  return flo_sim_json_get (attributes, name);
}

static void
append_row (GString             *out,
            const FloSimProduct *product)
{
  g_autoptr (JsonObject) attributes = flo_sim_product_attributes (product);
  g_autofree char *price = flo_sim_product_price (product);
  g_autofree char *rate = g_strconcat (product->sku, ".JRTCKXETXF.6YS6EN2CT7", NULL);

  append_cell (out, product->sku, FALSE);
  append_cell (out, "JRTCKXETXF", FALSE);
  append_cell (out, rate, FALSE);
  append_cell (out, price, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (out, get_cell (product, attributes, columns[i][1]), i + 1 == G_N_ELEMENTS (columns));
}

static char *
write_csv (FloSimCloud *cloud,
           const char  *region)
{
  g_autoptr (GArray) products = flo_sim_products_list (cloud, region);
  GString *out = g_string_new (NULL);
  const char *const head[][2] = { { "FormatVersion", "v1.0" },
                                  { "Disclaimer", DISCLAIMER },
                                  { "Publication Date", FLO_SIM_PRICES_PUBLISHED },
                                  { "Version", FLO_SIM_PRICES_VERSION },
                                  { "OfferCode", "AmazonEC2" } };
  const char *const first[] = { "SKU", "OfferTermCode", "RateCode", "PricePerUnit" };

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    {
      append_cell (out, head[i][0], FALSE);
      append_cell (out, head[i][1], TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    append_cell (out, first[i], FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (out, columns[i][0], i + 1 == G_N_ELEMENTS (columns));
  for (guint i = 0; i < products->len; i++)
    append_row (out, &g_array_index (products, FloSimProduct, i));
  return g_string_free (out, FALSE);
}

static JsonObject *
head (const char *offer)
{
  return flo_sim_json_new ("formatVersion", "v1.0", "disclaimer", DISCLAIMER, "offerCode", offer,
                           "version", offer != NULL ? FLO_SIM_PRICES_VERSION : NULL,
                           "publicationDate", FLO_SIM_PRICES_PUBLISHED, NULL);
}

static char *
write_json (FloSimCloud *cloud,
            const char  *region)
{
  g_autoptr (GArray) products = flo_sim_products_list (cloud, region);
  g_autoptr (JsonObject) file = head ("AmazonEC2");
  JsonObject *described = json_object_new ();
  JsonObject *terms = json_object_new ();

  for (guint i = 0; i < products->len; i++)
    {
      const FloSimProduct *product = &g_array_index (products, FloSimProduct, i);

      json_object_set_object_member (
          described, product->sku,
          flo_sim_json_new ("sku", product->sku, "productFamily", flo_sim_product_family (product),
                            "{attributes", flo_sim_product_attributes (product), NULL));
      json_object_set_object_member (terms, product->sku, flo_sim_product_terms (product));
    }
  flo_sim_json_set (file, "{products", described, "{terms",
                    flo_sim_json_new ("{OnDemand", terms, NULL), NULL);
  return flo_sim_json_to_text (file);
}

static char *
write_offers (void)
{
  g_autoptr (JsonObject) file = head (NULL);

  flo_sim_json_set (
      file, "{offers",
      flo_sim_json_new (
          "{AmazonEC2",
          flo_sim_json_new ("offerCode", "AmazonEC2", "versionIndexUrl", EC2 "index.json",
                            "currentVersionUrl", EC2 "current/index.json", "currentRegionIndexUrl",
                            EC2 "current/region_index.json", NULL),
          NULL),
      NULL);
  return flo_sim_json_to_text (file);
}

static char *
write_regions (FloSimCloud *cloud)
{
  GPtrArray *names = flo_sim_places_get_regions (cloud->places);
  g_autoptr (JsonObject) file = head (NULL);
  JsonObject *regions = json_object_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *url
          = g_strconcat (EC2 FLO_SIM_PRICES_VERSION "/", name, "/index.json", NULL);

      json_object_set_object_member (
          regions, name,
          flo_sim_json_new ("regionCode", name, "currentVersionUrl", url, NULL));
    }
  flo_sim_json_set (file, "{regions", regions, NULL);
  return flo_sim_json_to_text (file);
}

/* The file, and its type; NULL when there is none of that path. */
static char *
write_file (FloSimCloud  *cloud,
            const char   *path,
            const char  **type)
{
  g_auto (GStrv) parts = g_strsplit (path + strlen (ROOT), "/", -1);
  gboolean csv;

  *type = "application/json";
  if (g_str_equal (path, ROOT "index.json"))
    return write_offers ();
  if (g_str_equal (path, EC2 "current/region_index.json"))
    return write_regions (cloud);
  if (g_strv_length (parts) != 4 || !g_str_equal (parts[0], "AmazonEC2")
      || (!g_str_equal (parts[1], "current") && !g_str_equal (parts[1], FLO_SIM_PRICES_VERSION))
      || !flo_sim_places_has_region (cloud->places, parts[2]))
    return NULL;
  csv = g_str_equal (parts[3], "index.csv");
  if (!csv && !g_str_equal (parts[3], "index.json"))
    return NULL;
  if (csv)
    *type = "text/csv";
  return csv ? write_csv (cloud, parts[2]) : write_json (cloud, parts[2]);
}

void
flo_sim_offer_file (const FloSimRestRequest *request,
                    FloSimReply             *reply)
{
  const char *type;
  g_autofree char *text = g_str_has_prefix (request->path, ROOT)
                              ? write_file (request->cloud, request->path, &type)
                              : NULL;

  if (text == NULL)
    {
      flo_sim_reply_text (reply, 404, "application/xml",
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>"
                          "<Message>The specified key does not exist.</Message></Error>");
      return;
    }
  flo_sim_reply_file (request, reply, type, text);
}
