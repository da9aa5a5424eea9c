/* flo-sim-json.c: short ways to build and read the JSON trees that resources and answers are made
 * of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-json.h"

#include <string.h>

static void
set_members (JsonObject *object,
             const char *name,
             va_list     args)
{
  for (; name != NULL; name = va_arg (args, const char *))
    switch (name[0])
      {
      case '#':
        json_object_set_int_member (object, name + 1, va_arg (args, gint64));
        break;

      case '?':
        json_object_set_boolean_member (object, name + 1, va_arg (args, gboolean));
        break;

      case '%':
        json_object_set_double_member (object, name + 1, va_arg (args, double));
        break;

      case '{':
        {
          JsonObject *value = va_arg (args, JsonObject *);

          if (value != NULL)
            json_object_set_object_member (object, name + 1, value);
          break;
        }

      case '[':
        {
          JsonArray *value = va_arg (args, JsonArray *);

          if (value != NULL)
            json_object_set_array_member (object, name + 1, value);
          break;
        }

      default:
        {
          const char *value = va_arg (args, const char *);

          if (value != NULL)
            json_object_set_string_member (object, name, value);
          break;
        }
      }
}

JsonObject *
flo_sim_json_new (const char *name,
                  ...)
{
  JsonObject *object = json_object_new ();
  va_list args;

  va_start (args, name);
  set_members (object, name, args);
  va_end (args);
  return object;
}

void
flo_sim_json_set (JsonObject *object,
                  const char *name,
                  ...)
{
  va_list args;

  va_start (args, name);
  set_members (object, name, args);
  va_end (args);
}

JsonArray *
flo_sim_json_strings (const char *string,
                      ...)
{
  JsonArray *array = json_array_new ();
  va_list args;

  va_start (args, string);
  for (; string != NULL; string = va_arg (args, const char *))
    json_array_add_string_element (array, string);
  va_end (args);
  return array;
}

/* (nullable) (transfer none) */
static JsonNode *
find (JsonObject *object,
      const char *path)
{
  const char *dot;

  while ((dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, dot - path);
      JsonNode *node = json_object_get_member (object, name);

      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        return NULL;
      object = json_node_get_object (node);
      path = dot + 1;
    }
  return json_object_get_member (object, path);
}

const char *
flo_sim_json_get (JsonObject *object,
                  const char *path)
{
  JsonNode *node = find (object, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gint64
flo_sim_json_get_int (JsonObject *object,
                      const char *path)
{
  JsonNode *node = find (object, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gboolean
flo_sim_json_get_bool (JsonObject *object,
                       const char *path)
{
  JsonNode *node = find (object, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_boolean (node) : FALSE;
}

JsonArray *
flo_sim_json_get_array (JsonObject *object,
                        const char *path)
{
  JsonNode *node = find (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
flo_sim_json_nth (JsonArray *array,
                  guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
flo_sim_json_copy (JsonObject *object)
{
  g_autofree char *text = flo_sim_json_to_text (object);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

char *
flo_sim_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static gboolean
any_in_value (JsonNode        *node,
              FloSimJsonMatch  func,
              gpointer         user_data)
{
  g_autofree char *number = NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return func (json_node_get_string (node), user_data);

    case G_TYPE_BOOLEAN:
      return func (json_node_get_boolean (node) ? "true" : "false", user_data);

    case G_TYPE_INT64:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      return func (number, user_data);

    default:
      return FALSE;
    }
}

static gboolean
any_in_node (JsonNode        *node,
             const char      *path,
             FloSimJsonMatch  func,
             gpointer         user_data)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (any_in_node (json_array_get_element (array, i), path, func, user_data))
          return TRUE;
      return FALSE;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    return path != NULL && flo_sim_json_any (json_node_get_object (node), path, func, user_data);
  return path == NULL && JSON_NODE_HOLDS_VALUE (node) && any_in_value (node, func, user_data);
}

gboolean
flo_sim_json_any (JsonObject      *object,
                  const char      *path,
                  FloSimJsonMatch  func,
                  gpointer         user_data)
{
  const char *dot = strchr (path, '.');
  g_autofree char *name = dot != NULL ? g_strndup (path, dot - path) : g_strdup (path);
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && any_in_node (node, dot != NULL ? dot + 1 : NULL, func, user_data);
}
