/* flo-sim-tag-actions.c: tags on things that are there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-late-tags.h"

/* The resources of ResourceId, or NULL and the call has failed. */
static GPtrArray *
read_resources (FloSimCall *call)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "ResourceId");
  g_autoptr (GPtrArray) resources = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      FloSimResource *resource;
      FloSimKind kind;

      if (!flo_sim_kind_from_id (id, &kind))
        {
          flo_sim_call_fail (call, "InvalidID", "The ID '%s' is not valid", id);
          return NULL;
        }
      resource = flo_sim_call_find (call, kind, id);
      if (resource == NULL)
        return NULL;
      g_ptr_array_add (resources, resource);
    }
  return g_steal_pointer (&resources);
}

gboolean
flo_sim_create_tags (FloSimCall *call)
{
  g_autoptr (GPtrArray) resources = read_resources (call);
  guint n_tags = flo_sim_node_count (call->params, "Tag");

  if (resources == NULL)
    return FALSE;
  for (guint i = 0; i < n_tags; i++)
    {
      FloSimNode *tag = flo_sim_node_nth (call->params, "Tag", i);

      if (!flo_sim_call_check_tag (call, flo_sim_node_get (tag, "Key"),
                                   flo_sim_node_get (tag, "Value")))
        return FALSE;
    }
  for (guint i = 0; i < resources->len; i++)
    for (guint j = 0; j < n_tags; j++)
      {
        FloSimNode *tag = flo_sim_node_nth (call->params, "Tag", j);
        const char *value = flo_sim_node_get (tag, "Value");

        flo_sim_late_tags_set (call->cloud, g_ptr_array_index (resources, i), flo_sim_node_get (tag, "Key"),
                               value != NULL ? value : "", call->now);
      }
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

gboolean
flo_sim_delete_tags (FloSimCall *call)
{
  g_autoptr (GPtrArray) resources = read_resources (call);

  if (resources == NULL)
    return FALSE;
  for (guint i = 0; i < resources->len; i++)
    for (guint j = 0; j < flo_sim_node_count (call->params, "Tag"); j++)
      {
        FloSimNode *tag = flo_sim_node_nth (call->params, "Tag", j);
        const char *key = flo_sim_node_get (tag, "Key");

        if (!flo_sim_call_check_tag (call, key, NULL))
          return FALSE;
        flo_sim_resource_remove_tag (g_ptr_array_index (resources, i), key,
                                     flo_sim_node_get (tag, "Value"));
      }
  flo_sim_cloud_touch (call->cloud);
  return flo_sim_call_return_true (call);
}

static void
add_tags_of (GPtrArray            *objects,
             const FloSimResource *resource)
{
  JsonArray *tags = flo_sim_json_get_array (resource->data, "tagSet");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = json_array_get_object_element (tags, i);

      g_ptr_array_add (objects, flo_sim_json_new ("resourceId", resource->id, "resourceType",
                                                  flo_sim_kind_get_info (resource->kind)->name,
                                                  "key", flo_sim_json_get (tag, "key"), "value",
                                                  flo_sim_json_get (tag, "value"), NULL));
    }
}

gboolean
flo_sim_describe_tags (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "key", "key" },
    { "resource-id", "resourceId" },
    { "resource-type", "resourceType" },
    { "value", "value" },
    { NULL },
  };
  g_autoptr (GPtrArray) objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (call->cloud->resources, i);

      if (resource->kind < FLO_SIM_KIND_QUEUE && !resource->vanished && resource->visible_at <= call->now
          && g_str_equal (resource->region, call->region))
        add_tags_of (objects, resource);
    }
  return flo_sim_describe_objects (call, "tagSet", objects, filters, 5, 1000);
}
