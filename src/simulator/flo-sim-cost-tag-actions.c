/* flo-sim-cost-tag-actions.c: the tags by which Cost Explorer may tell costs apart
 *
 * Costs are told by every tag here; the status is kept as on AWS, where it would decide.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"

#define MOST_LISTED  1000
#define MOST_AT_ONCE 20

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Every key that something was ever tagged with, in order: (transfer container) (element-type utf8). */
static GPtrArray *
list_keys (FloSimCloud *cloud)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (cloud->resources, i);
      JsonArray *tags = flo_sim_json_get_array (resource->data, "tagSet");

      for (guint j = 0; tags != NULL && j < json_array_get_length (tags); j++)
        {
          const char *key = flo_sim_json_get (flo_sim_json_nth (tags, j), "key");

          if (key != NULL && g_hash_table_add (seen, (gpointer) key))
            g_ptr_array_add (keys, (gpointer) key);
        }
    }
  g_ptr_array_sort (keys, compare_strings);
  return keys;
}

static const char *
status_of (FloSimCloud *cloud,
           const char  *key)
{
  return json_object_get_string_member_with_default (cloud->cost_tags, key, "Inactive");
}

/* Is @text in the list that the call gives as @member, or is there no list? */
static gboolean
is_listed (FloSimCall *call,
           const char *member,
           const char *text)
{
  JsonArray *list = flo_sim_json_get_array (call->input, member);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (g_strcmp0 (json_array_get_string_element (list, i), text) == 0)
      return TRUE;
  return list == NULL;
}

gboolean
flo_sim_ce_list_cost_allocation_tags (FloSimCall *call)
{
  const char *status = flo_sim_json_get (call->input, "Status");
  const char *type = flo_sim_json_get (call->input, "Type");
  g_autoptr (GPtrArray) keys = list_keys (call->cloud);
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *told = g_str_has_prefix (key, "aws:") ? "AWSGenerated" : "UserDefined";

      if ((status == NULL || g_str_equal (status, status_of (call->cloud, key)))
          && (type == NULL || g_str_equal (type, told)) && is_listed (call, "TagKeys", key))
        json_array_add_object_element (
            all, flo_sim_json_new ("TagKey", key, "Type", told, "Status",
                                   status_of (call->cloud, key), NULL));
    }
  return flo_sim_page_answer (call, "CostAllocationTags", all, "MaxResults", MOST_LISTED);
}

/* What cannot be set is told beside what was. */
gboolean
flo_sim_ce_update_cost_allocation_tags_status (FloSimCall *call)
{
  JsonArray *entries = flo_sim_json_get_array (call->input, "CostAllocationTagsStatus");
  g_autoptr (GPtrArray) keys = list_keys (call->cloud);
  guint n = entries != NULL ? json_array_get_length (entries) : 0;
  JsonArray *errors;

  if (n < 1 || n > MOST_AT_ONCE)
    return flo_sim_call_fail (call, "ValidationException",
                              "CostAllocationTagsStatus must hold 1 to %d entries", MOST_AT_ONCE);
  errors = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      JsonObject *entry = flo_sim_json_nth (entries, i);
      const char *key = flo_sim_json_get (entry, "TagKey");

      if (g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        json_object_set_string_member (call->cloud->cost_tags, key,
                                       flo_sim_json_get (entry, "Status"));
      else
        json_array_add_object_element (
            errors, flo_sim_json_new ("TagKey", key, "Code", "TagKeyNotFound", "Message",
                                      "Nothing was ever tagged with this key.", NULL));
    }
  flo_sim_json_set (call->result, "[Errors", errors, NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}
