/* flo-sim-pricing-actions.c: the Price List service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"
#include "simulator/flo-sim-products.h"

#define MOST_LISTED 100
#define LIST_ARN    "arn:aws:pricing:::price-list/aws/AmazonEC2/USD/" FLO_SIM_PRICES_VERSION "/"

/* FALSE: the call has failed. */
static gboolean
check_service (FloSimCall *call,
               const char *code)
{
  if (code == NULL || g_str_equal (code, "AmazonEC2"))
    return TRUE;
  return flo_sim_call_fail (call, "NotFoundException",
                            "The practice cloud has prices of AmazonEC2 only, none of %s.", code);
}

/* Is @value one of the comma-separated @list? */
static gboolean
is_one_of (const char *value,
           const char *list)
{
  g_auto (GStrv) values = g_strsplit (list, ",", -1);

  for (guint i = 0; values[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (values[i]), value) == 0)
      return TRUE;
  return FALSE;
}

/* @family: (nullable): that is not among the attributes */
static gboolean
filter_matches (JsonObject *filter,
                const char *family,
                JsonObject *attributes)
{
  const char *type = flo_sim_json_get (filter, "Type");
  const char *wanted = flo_sim_json_get (filter, "Value");
  const char *field = flo_sim_json_get (filter, "Field");
  const char *value = g_str_equal (field, "productFamily") ? family
                                                           : flo_sim_json_get (attributes, field);

  if (g_str_equal (type, "NONE_OF"))
    return value == NULL || !is_one_of (value, wanted);
  if (value == NULL)
    return FALSE;
  if (g_str_equal (type, "ANY_OF"))
    return is_one_of (value, wanted);
  if (g_str_equal (type, "CONTAINS"))
    return strstr (value, wanted) != NULL;
  return g_ascii_strcasecmp (value, wanted) == 0;
}

/* FALSE: the call has failed. */
static gboolean
check_filters (FloSimCall *call,
               JsonArray  *filters)
{
  static const char *const types[]
      = { "TERM_MATCH", "EQUALS", "CONTAINS", "ANY_OF", "NONE_OF", NULL };

  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      const char *type = flo_sim_json_get (flo_sim_json_nth (filters, i), "Type");

      if (!g_strv_contains (types, type))
        return flo_sim_call_fail (call, "InvalidParameterException", "Invalid filter type: %s", type);
    }
  return TRUE;
}

static char *
describe (const FloSimProduct *product,
          JsonObject          *attributes)
{
  g_autoptr (JsonObject) object = flo_sim_json_new (
      "{product",
      flo_sim_json_new ("productFamily", flo_sim_product_family (product), "{attributes",
                        json_object_ref (attributes), "sku", product->sku, NULL),
      "serviceCode", "AmazonEC2", "{terms",
      flo_sim_json_new ("{OnDemand", flo_sim_product_terms (product), NULL), "version",
      FLO_SIM_PRICES_VERSION, "publicationDate", FLO_SIM_PRICES_PUBLISHED, NULL);

  return flo_sim_json_to_text (object);
}

/* Adds what of a Region matches all filters. */
static void
add_products (FloSimCall *call,
              const char *region,
              JsonArray  *filters,
              JsonArray  *found)
{
  g_autoptr (GArray) products = flo_sim_products_list (call->cloud, region);

  for (guint i = 0; i < products->len; i++)
    {
      const FloSimProduct *product = &g_array_index (products, FloSimProduct, i);
      g_autoptr (JsonObject) attributes = flo_sim_product_attributes (product);
      g_autofree char *text = NULL;
      gboolean good = TRUE;

      for (guint j = 0; good && filters != NULL && j < json_array_get_length (filters); j++)
        good = filter_matches (flo_sim_json_nth (filters, j), flo_sim_product_family (product), attributes);
      if (!good)
        continue;
      text = describe (product, attributes);
      json_array_add_string_element (found, text);
    }
}

gboolean
flo_sim_pricing_get_products (FloSimCall *call)
{
  JsonArray *filters = flo_sim_json_get_array (call->input, "Filters");
  GPtrArray *regions = flo_sim_places_get_regions (call->cloud->places);
  JsonArray *found;

  if (!check_service (call, flo_sim_json_get (call->input, "ServiceCode"))
      || !check_filters (call, filters))
    return FALSE;
  found = json_array_new ();
  for (guint i = 0; i < regions->len; i++)
    {
      g_autoptr (JsonObject) place
          = flo_sim_json_new ("regionCode", g_ptr_array_index (regions, i), NULL);
      gboolean wanted = TRUE;

      /* What is filtered by Region need not be made for the others. */
      for (guint j = 0; wanted && filters != NULL && j < json_array_get_length (filters); j++)
        {
          JsonObject *filter = flo_sim_json_nth (filters, j);

          if (g_strcmp0 (flo_sim_json_get (filter, "Field"), "regionCode") == 0)
            wanted = filter_matches (filter, NULL, place);
        }
      if (wanted)
        add_products (call, g_ptr_array_index (regions, i), filters, found);
    }
  flo_sim_json_set (call->result, "FormatVersion", "aws_v1", NULL);
  return flo_sim_page_answer (call, "PriceList", found, "MaxResults", MOST_LISTED);
}

/* The first product, an instance, has all of their attributes' names, and the last one, a volume, all of its. */
static void
add_attribute_names (FloSimCall *call,
                     JsonArray  *names)
{
  g_autoptr (GArray) products = flo_sim_products_list (call->cloud, "us-east-1");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint places[] = { 0, products->len - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (JsonObject) attributes
          = flo_sim_product_attributes (&g_array_index (products, FloSimProduct, places[i]));
      g_autoptr (GList) members = json_object_get_members (attributes);

      for (GList *l = members; l != NULL; l = l->next)
        if (g_hash_table_add (seen, g_strdup (l->data)))
          json_array_add_string_element (names, l->data);
    }
}

gboolean
flo_sim_pricing_describe_services (FloSimCall *call)
{
  JsonArray *attributes, *services;

  if (!check_service (call, flo_sim_json_get (call->input, "ServiceCode")))
    return FALSE;
  attributes = flo_sim_json_strings ("productFamily", NULL);
  add_attribute_names (call, attributes);
  services = json_array_new ();
  json_array_add_object_element (services, flo_sim_json_new ("ServiceCode", "AmazonEC2",
                                                             "[AttributeNames", attributes, NULL));
  flo_sim_json_set (call->result, "FormatVersion", "aws_v1", NULL);
  return flo_sim_page_answer (call, "Services", services, "MaxResults", MOST_LISTED);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
flo_sim_pricing_get_attribute_values (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "AttributeName");
  GPtrArray *regions = flo_sim_places_get_regions (call->cloud->places);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  JsonArray *all;

  if (!check_service (call, flo_sim_json_get (call->input, "ServiceCode")))
    return FALSE;
  for (guint i = 0; i < regions->len; i++)
    {
      g_autoptr (GArray) products
          = flo_sim_products_list (call->cloud, g_ptr_array_index (regions, i));

      for (guint j = 0; j < products->len; j++)
        {
          g_autoptr (JsonObject) attributes
              = flo_sim_product_attributes (&g_array_index (products, FloSimProduct, j));
          const char *text = flo_sim_json_get (attributes, name);

          if (text != NULL)
            g_hash_table_add (seen, g_strdup (text));
        }
    }
  if (g_hash_table_size (seen) == 0)
    return flo_sim_call_fail (call, "NotFoundException", "There is no attribute %s.", name);
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &value, NULL))
    g_ptr_array_add (sorted, value);
  g_ptr_array_sort (sorted, compare_strings);
  all = json_array_new ();
  for (guint i = 0; i < sorted->len; i++)
    json_array_add_object_element (
        all, flo_sim_json_new ("Value", g_ptr_array_index (sorted, i), NULL));
  return flo_sim_page_answer (call, "AttributeValues", all, "MaxResults", MOST_LISTED);
}

gboolean
flo_sim_pricing_list_price_lists (FloSimCall *call)
{
  const char *only = flo_sim_json_get (call->input, "RegionCode");
  GPtrArray *regions = flo_sim_places_get_regions (call->cloud->places);
  JsonArray *all;

  if (!check_service (call, flo_sim_json_get (call->input, "ServiceCode")))
    return FALSE;
  if (!g_str_equal (flo_sim_json_get (call->input, "CurrencyCode"), "USD"))
    return flo_sim_call_fail (call, "InvalidParameterException", "The prices here are in USD.");
  all = json_array_new ();
  for (guint i = 0; i < regions->len; i++)
    {
      const char *region = g_ptr_array_index (regions, i);
      g_autofree char *arn = g_strconcat (LIST_ARN, region, NULL);

      if (only == NULL || g_str_equal (only, region))
        json_array_add_object_element (
            all, flo_sim_json_new ("PriceListArn", arn, "RegionCode", region, "CurrencyCode", "USD",
                                   "[FileFormats", flo_sim_json_strings ("json", "csv", NULL),
                                   NULL));
    }
  return flo_sim_page_answer (call, "PriceLists", all, "MaxResults", MOST_LISTED);
}

gboolean
flo_sim_pricing_get_price_list_file_url (FloSimCall *call)
{
  const char *arn = flo_sim_json_get (call->input, "PriceListArn");
  const char *format = flo_sim_json_get (call->input, "FileFormat");
  g_autofree char *url = NULL;

  if (!g_str_has_prefix (arn, LIST_ARN)
      || !flo_sim_places_has_region (call->cloud->places, arn + strlen (LIST_ARN)))
    return flo_sim_call_fail (call, "ResourceNotFoundException", "The price list %s does not exist.",
                              arn);
  if (!g_str_equal (format, "json") && !g_str_equal (format, "csv"))
    return flo_sim_call_fail (call, "InvalidParameterException", "The file format is json or csv.");
  url = g_strdup_printf ("%s/offers/v1.0/aws/AmazonEC2/" FLO_SIM_PRICES_VERSION "/%s/index.%s",
                         call->cloud->url, arn + strlen (LIST_ARN), format);
  flo_sim_json_set (call->result, "Url", url, NULL);
  return TRUE;
}
