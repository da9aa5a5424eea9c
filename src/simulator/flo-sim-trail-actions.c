/* flo-sim-trail-actions.c: LookupEvents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"

#define MOST_EVENTS 50

static gboolean
has_resource (JsonObject *event,
              const char *member,
              const char *value)
{
  JsonArray *resources = flo_sim_json_get_array (event, "Resources");

  for (guint i = 0; i < json_array_get_length (resources); i++)
    if (g_strcmp0 (flo_sim_json_get (flo_sim_json_nth (resources, i), member), value) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
matches (JsonObject *event,
         JsonArray  *attributes)
{
  JsonObject *attribute;
  const char *key, *value;

  if (attributes == NULL || json_array_get_length (attributes) == 0)
    return TRUE;
  attribute = flo_sim_json_nth (attributes, 0);
  key = flo_sim_json_get (attribute, "AttributeKey");
  value = flo_sim_json_get (attribute, "AttributeValue");
  if (g_str_equal (key, "ResourceName") || g_str_equal (key, "ResourceType"))
    return has_resource (event, key, value);
  return g_strcmp0 (flo_sim_json_get (event, key), value) == 0;
}

static double
get_time (FloSimCall *call,
          const char *member,
          double      otherwise)
{
  JsonNode *node = json_object_get_member (call->input, member);

  return node != NULL ? json_node_get_double (node) : otherwise;
}

/* The newest first. Here everything can be seen at once, unless the control API says later; AWS takes some minutes. */
gboolean
flo_sim_cloudtrail_lookup_events (FloSimCall *call)
{
  JsonArray *attributes = flo_sim_json_get_array (call->input, "LookupAttributes");
  double start = get_time (call, "StartTime", 0);
  double end = get_time (call, "EndTime", 1e12);
  JsonArray *all;

  if (attributes != NULL && json_array_get_length (attributes) > 1)
    return flo_sim_call_fail (call, "InvalidLookupAttributesException",
                              "You can only supply one lookup attribute.");
  if (start > end)
    return flo_sim_call_fail (call, "InvalidTimeRangeException",
                              "The start time must be before the end time.");
  all = json_array_new ();
  for (guint i = call->cloud->trail->len; i > 0; i--)
    {
      JsonObject *event = g_ptr_array_index (call->cloud->trail, i - 1);
      double time = json_object_get_double_member (event, "EventTime");
      JsonObject *copy;

      if (g_strcmp0 (flo_sim_json_get (event, "_region"), call->region) != 0 || time < start
          || time > end || time * FLO_SIM_SECOND > call->now - call->cloud->trail_delay || !matches (event, attributes))
        continue;
      copy = flo_sim_json_copy (event);
      json_object_remove_member (copy, "_region");
      json_array_add_object_element (all, copy);
    }
  return flo_sim_page_answer (call, "Events", all, "MaxResults", MOST_EVENTS);
}
