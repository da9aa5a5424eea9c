/* flo-sim-cost-actions.c: what instances have cost, as Cost Explorer tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-power.h"

#define MOST_PERIODS 400
#define MOST_GROUPS  2

/* What a group has come to. */
typedef struct
{
  double dollars;
  double hours;
} Cost;

/* The price of the instance at @moment, in dollars an hour. */
static double
price_at (FloSimCloud          *cloud,
          const FloSimResource *instance,
          gint64                moment)
{
  const FloSimType *type
      = flo_sim_catalog_find (cloud->catalog, flo_sim_resource_get (instance, "instanceType"));
  const FloSimZone *zone
      = flo_sim_places_find_zone (cloud->places, instance->region,
                                  flo_sim_resource_get (instance, "placement.availabilityZone"));
  FloSimOffer offer;

  if (type == NULL || zone == NULL || !flo_sim_market_get_offer (cloud->market, type, zone, &offer))
    return 0;
  return (double) (flo_sim_instance_is_spot (instance)
                       ? flo_sim_market_get_price (cloud->market, &offer, moment)
                       : offer.pool.on_demand)
         / 1e6;
}

/* EC2 charges nothing for what it takes back within the first hour. */
static gboolean
is_free (const FloSimResource *instance)
{
  return instance->gone_at != 0 && instance->gone_at - instance->created_at < FLO_SIM_HOUR
         && g_strcmp0 (flo_sim_resource_get (instance, "stateReason.code"),
                       "Server.SpotInstanceTermination")
                == 0;
}

/* Hour by hour, for the price of spot moves. */
static void
add_cost (FloSimCloud          *cloud,
          const FloSimResource *instance,
          gint64                from,
          gint64                to,
          gint64                now,
          Cost                 *cost)
{
  gint64 end = MIN (to, instance->gone_at != 0 ? instance->gone_at : now);

  if (is_free (instance))
    return;
  for (gint64 start = MAX (from, instance->created_at); start < end;)
    {
      gint64 stop = MIN (end, (start / FLO_SIM_HOUR + 1) * FLO_SIM_HOUR);
      gint64 on = stop - start - flo_sim_power_get_off (instance, start, stop);
      double hours = (double) on / FLO_SIM_HOUR;

      cost->hours += hours;
      cost->dollars += hours * price_at (cloud, instance, start);
      start = stop;
    }
}

/* (nullable) what a dimension is of an instance */
static const char *
dimension_of (const FloSimResource *instance,
              const char           *key)
{
  if (g_str_equal (key, "SERVICE"))
    return "Amazon Elastic Compute Cloud - Compute";
  if (g_str_equal (key, "INSTANCE_TYPE"))
    return flo_sim_resource_get (instance, "instanceType");
  if (g_str_equal (key, "AZ"))
    return flo_sim_resource_get (instance, "placement.availabilityZone");
  if (g_str_equal (key, "REGION"))
    return instance->region;
  if (g_str_equal (key, "LINKED_ACCOUNT"))
    return FLO_SIM_ACCOUNT_ID;
  if (g_str_equal (key, "RESOURCE_ID"))
    return instance->id;
  if (g_str_equal (key, "PURCHASE_TYPE"))
    return flo_sim_instance_is_spot (instance) ? "Spot Instances" : "On Demand Instances";
  return NULL;
}

static gboolean
has_value (JsonArray  *values,
           const char *value)
{
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    if (g_strcmp0 (json_array_get_string_element (values, i), value) == 0)
      return TRUE;
  return FALSE;
}

/* An expression of dimensions and tags, or of several that must all hold. */
static gboolean
matches (const FloSimResource *instance,
         JsonObject           *filter)
{
  JsonArray *all = flo_sim_json_get_array (filter, "And");
  const char *tag = flo_sim_json_get (filter, "Tags.Key");
  const char *dimension = flo_sim_json_get (filter, "Dimensions.Key");
  const char *value;

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (!matches (instance, flo_sim_json_nth (all, i)))
      return FALSE;
  if (tag != NULL)
    {
      value = flo_sim_resource_get_tag (instance, tag);
      if (!has_value (flo_sim_json_get_array (filter, "Tags.Values"), value != NULL ? value : ""))
        return FALSE;
    }
  return dimension == NULL
         || has_value (flo_sim_json_get_array (filter, "Dimensions.Values"),
                       dimension_of (instance, dimension));
}

/* The texts by which an instance is grouped, one after the other with zero bytes between. */
static char *
keys_of (const FloSimResource *instance,
         JsonArray            *groups)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = flo_sim_json_nth (groups, i);
      const char *key = flo_sim_json_get (group, "Key");
      const char *value;

      if (i > 0)
        g_string_append_c (keys, '\n');
      if (g_strcmp0 (flo_sim_json_get (group, "Type"), "TAG") == 0)
        {
          value = flo_sim_resource_get_tag (instance, key);
          g_string_append_printf (keys, "%s$%s", key, value != NULL ? value : "");
        }
      else
        g_string_append (keys, dimension_of (instance, key));
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static JsonObject *
describe_cost (const Cost *cost,
               JsonArray  *metrics)
{
  JsonObject *described = json_object_new ();

  for (guint i = 0; i < json_array_get_length (metrics); i++)
    {
      const char *metric = json_array_get_string_element (metrics, i);
      gboolean usage = g_str_equal (metric, "UsageQuantity");
      char amount[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (amount, sizeof amount, "%.10f", usage ? cost->hours : cost->dollars);
      json_object_set_object_member (
          described, metric,
          flo_sim_json_new ("Amount", amount, "Unit", usage ? "Hrs" : "USD", NULL));
    }
  return described;
}

static char *
date_text (GDateTime *time,
           gboolean   hourly)
{
  return g_date_time_format (time, hourly ? "%Y-%m-%dT%H:%M:%SZ" : "%Y-%m-%d");
}

static gint64
moment_of (GDateTime *time)
{
  return g_date_time_to_unix (time) * FLO_SIM_SECOND;
}

static JsonObject *
describe_period (FloSimCall *call,
                 GDateTime  *from,
                 GDateTime  *to,
                 gboolean    hourly)
{
  JsonArray *group_by = flo_sim_json_get_array (call->input, "GroupBy");
  JsonArray *metrics = flo_sim_json_get_array (call->input, "Metrics");
  JsonNode *filter = json_object_get_member (call->input, "Filter");
  gboolean grouped = group_by != NULL && json_array_get_length (group_by) > 0;
  g_autoptr (GHashTable) costs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *start = date_text (from, hourly);
  g_autofree char *end = date_text (to, hourly);
  JsonArray *groups = json_array_new ();
  g_autofree Cost *total = g_new0 (Cost, 1);
  g_autoptr (GList) names = NULL;

  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (call->cloud->resources, i);
      g_autofree char *keys = NULL;
      Cost *cost = total;

      if (instance->kind != FLO_SIM_KIND_INSTANCE
          || (filter != NULL && !matches (instance, json_node_get_object (filter))))
        continue;
      if (grouped)
        {
          keys = keys_of (instance, group_by);
          cost = g_hash_table_lookup (costs, keys);
          if (cost == NULL)
            {
              cost = g_new0 (Cost, 1);
              g_hash_table_insert (costs, g_strdup (keys), cost);
            }
        }
      add_cost (call->cloud, instance, moment_of (from), moment_of (to), call->now, cost);
    }
  names = g_list_sort (g_hash_table_get_keys (costs), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const Cost *cost = g_hash_table_lookup (costs, l->data);
      g_auto (GStrv) keys = g_strsplit (l->data, "\n", -1);
      JsonArray *told = json_array_new ();

      for (guint i = 0; keys[i] != NULL; i++)
        json_array_add_string_element (told, keys[i]);
      if (cost->hours > 0)
        json_array_add_object_element (
            groups,
            flo_sim_json_new ("[Keys", told, "{Metrics", describe_cost (cost, metrics), NULL));
      else
        json_array_unref (told);
    }
  return flo_sim_json_new ("{TimePeriod", flo_sim_json_new ("Start", start, "End", end, NULL),
                           "{Total", grouped ? json_object_new () : describe_cost (total, metrics),
                           "[Groups", groups, "?Estimated", moment_of (to) > call->now, NULL);
}

/* NULL: the call has failed. */
static GDateTime *
read_date (FloSimCall *call,
           const char *member,
           gboolean    hourly)
{
  const char *text = flo_sim_json_get (call->input, member);
  g_autofree char *full = hourly ? g_strdup (text) : g_strconcat (text, "T00:00:00Z", NULL);
  GDateTime *time = g_date_time_new_from_iso8601 (full, NULL);

  if (time == NULL)
    flo_sim_call_fail (call, "ValidationException",
                       hourly ? "%s must be of the form yyyy-MM-ddTHH:mm:ssZ for hourly costs: %s"
                              : "%s must be of the form yyyy-MM-dd: %s",
                       member, text);
  return time;
}

/* FALSE: the call has failed. */
static gboolean
check_groups (FloSimCall *call)
{
  JsonArray *groups = flo_sim_json_get_array (call->input, "GroupBy");
  const FloSimResource nothing = { .region = (char *) "", .id = (char *) "", .data = call->input };

  if (groups != NULL && json_array_get_length (groups) > MOST_GROUPS)
    return flo_sim_call_fail (call, "ValidationException", "At most %d groups", MOST_GROUPS);
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = flo_sim_json_nth (groups, i);
      const char *type = flo_sim_json_get (group, "Type");
      const char *key = flo_sim_json_get (group, "Key");

      if (type == NULL || key == NULL
          || (!g_str_equal (type, "TAG")
              && (!g_str_equal (type, "DIMENSION")
                  || (dimension_of (&nothing, key) == NULL && !g_str_equal (key, "INSTANCE_TYPE")
                      && !g_str_equal (key, "AZ")))))
        return flo_sim_call_fail (call, "ValidationException",
                                  "The practice cloud does not group by %s %s",
                                  type != NULL ? type : "", key != NULL ? key : "");
    }
  return TRUE;
}

gboolean
flo_sim_ce_get_cost_and_usage (FloSimCall *call)
{
  const char *granularity = flo_sim_json_get (call->input, "Granularity");
  gboolean hourly = g_strcmp0 (granularity, "HOURLY") == 0;
  g_autoptr (GDateTime) from = read_date (call, "TimePeriod.Start", hourly);
  g_autoptr (GDateTime) to = from != NULL ? read_date (call, "TimePeriod.End", hourly) : NULL;
  JsonArray *results;

  if (to == NULL || !check_groups (call))
    return FALSE;
  if (json_object_has_member (call->input, "Filter")
      && (flo_sim_json_get_array (call->input, "Filter.Dimensions.MatchOptions") != NULL
          || flo_sim_json_get_array (call->input, "Filter.Tags.MatchOptions") != NULL
          || flo_sim_json_get (call->input, "Filter.CostCategories.Key") != NULL))
    return flo_sim_call_fail (call, "ValidationException",
                              "The practice cloud filters costs by equal dimensions and tags only.");
  if (g_date_time_compare (from, to) >= 0)
    return flo_sim_call_fail (call, "ValidationException",
                              "Start date (and hour) should be before end date (and hour)");
  results = json_array_new ();
  flo_sim_json_set (call->result, "[ResultsByTime", results, "[GroupDefinitions",
                    json_object_has_member (call->input, "GroupBy")
                        ? json_array_ref (flo_sim_json_get_array (call->input, "GroupBy"))
                        : NULL,
                    NULL);
  while (g_date_time_compare (from, to) < 0)
    {
      g_autoptr (GDateTime) next = hourly ? g_date_time_add_hours (from, 1)
                                   : g_strcmp0 (granularity, "MONTHLY") == 0
                                       ? g_date_time_add_months (from, 1)
                                       : g_date_time_add_days (from, 1);
      GDateTime *end = g_date_time_compare (next, to) < 0 ? next : to;

      if (json_array_get_length (results) >= MOST_PERIODS)
        return flo_sim_call_fail (call, "ValidationException", "At most %d periods at once",
                                  MOST_PERIODS);
      json_array_add_object_element (results, describe_period (call, from, end, hourly));
      g_date_time_unref (from);
      from = g_date_time_ref (end);
    }
  return TRUE;
}
