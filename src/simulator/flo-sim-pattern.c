/* flo-sim-pattern.c: EventBridge's event patterns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-rules.h"

#define DEEPEST 8

/* Are two leaves the same text, number, truth or null? */
static gboolean
same_leaf (JsonNode *a,
           JsonNode *b)
{
  if (JSON_NODE_HOLDS_NULL (a) || JSON_NODE_HOLDS_NULL (b))
    return JSON_NODE_HOLDS_NULL (a) && JSON_NODE_HOLDS_NULL (b);
  return JSON_NODE_HOLDS_VALUE (a) && JSON_NODE_HOLDS_VALUE (b) && json_node_equal (a, b);
}

static const char *
text_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* "anything-but": a leaf or a list of them */
static gboolean
is_none_of (JsonNode *node,
            JsonNode *value)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return !same_leaf (node, value);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    if (same_leaf (json_array_get_element (json_node_get_array (node), i), value))
      return FALSE;
  return TRUE;
}

/* One entry of a list of a pattern against one value. @value (nullable): there is none. */
static gboolean
entry_matches (JsonNode *entry,
               JsonNode *value)
{
  JsonObject *filter;
  JsonNode *argument;

  if (!JSON_NODE_HOLDS_OBJECT (entry))
    return value != NULL && same_leaf (entry, value);

  filter = json_node_get_object (entry);
  if ((argument = json_object_get_member (filter, "exists")) != NULL)
    return json_node_get_boolean (argument) == (value != NULL);
  if (value == NULL)
    return FALSE;
  if ((argument = json_object_get_member (filter, "anything-but")) != NULL)
    return is_none_of (argument, value);
  if (text_of (value) == NULL)
    return FALSE;
  if ((argument = json_object_get_member (filter, "prefix")) != NULL)
    return g_str_has_prefix (text_of (value), text_of (argument));
  if ((argument = json_object_get_member (filter, "suffix")) != NULL)
    return g_str_has_suffix (text_of (value), text_of (argument));
  argument = json_object_get_member (filter, "equals-ignore-case");
  return g_ascii_strcasecmp (text_of (value), text_of (argument)) == 0;
}

/* A list of an event matches when one of its elements does. */
static gboolean
list_matches (JsonArray *list,
              JsonNode  *value)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *entry = json_array_get_element (list, i);

      if (value == NULL || !JSON_NODE_HOLDS_ARRAY (value))
        {
          if (entry_matches (entry, value))
            return TRUE;
          continue;
        }
      for (guint j = 0; j < json_array_get_length (json_node_get_array (value)); j++)
        if (entry_matches (entry, json_array_get_element (json_node_get_array (value), j)))
          return TRUE;
    }
  return FALSE;
}

gboolean
flo_sim_pattern_matches (JsonObject *pattern,
                         JsonObject *event)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *wanted;

  json_object_iter_init (&iter, pattern);
  while (json_object_iter_next (&iter, &name, &wanted))
    {
      JsonNode *value = json_object_get_member (event, name);

      if (JSON_NODE_HOLDS_ARRAY (wanted))
        {
          if (!list_matches (json_node_get_array (wanted), value))
            return FALSE;
        }
      else if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value)
               || !flo_sim_pattern_matches (json_node_get_object (wanted),
                                            json_node_get_object (value)))
        return FALSE;
    }
  return TRUE;
}

/* (nullable) what is wrong with an entry of a list */
static char *
problem_with_entry (JsonNode *entry)
{
  static const char *const text_filters[] = { "prefix", "suffix", "equals-ignore-case" };
  JsonObject *filter;
  JsonNode *argument;

  if (JSON_NODE_HOLDS_ARRAY (entry))
    return g_strdup ("Event pattern is not valid. Reason: lists cannot be nested");
  if (!JSON_NODE_HOLDS_OBJECT (entry))
    return NULL;
  filter = json_node_get_object (entry);
  if (json_object_get_size (filter) != 1)
    return g_strdup ("Event pattern is not valid. Reason: Only one key allowed in match expression");
  for (guint i = 0; i < G_N_ELEMENTS (text_filters); i++)
    if (json_object_has_member (filter, text_filters[i]))
      return text_of (json_object_get_member (filter, text_filters[i])) != NULL
                 ? NULL
                 : g_strdup_printf ("Event pattern is not valid. Reason: %s must match a string",
                                    text_filters[i]);
  argument = json_object_get_member (filter, "exists");
  if (argument != NULL)
    return JSON_NODE_HOLDS_VALUE (argument)
                   && json_node_get_value_type (argument) == G_TYPE_BOOLEAN
               ? NULL
               : g_strdup ("Event pattern is not valid. Reason: exists must be true or false");
  argument = json_object_get_member (filter, "anything-but");
  if (argument != NULL && !JSON_NODE_HOLDS_OBJECT (argument))
    return NULL;
  return g_strdup ("Event pattern is not valid. Reason: the practice cloud understands prefix, "
                   "suffix, equals-ignore-case, exists and anything-but with values");
}

static char *
problem_with (JsonObject *pattern,
              guint       depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *wanted;
  char *problem = NULL;

  if (depth > DEEPEST || json_object_get_size (pattern) == 0)
    return g_strdup (depth > DEEPEST
                         ? "Event pattern is not valid. Reason: it is nested too deeply"
                         : "Event pattern is not valid. Reason: Empty objects are not allowed");
  json_object_iter_init (&iter, pattern);
  while (problem == NULL && json_object_iter_next (&iter, &name, &wanted))
    {
      if (JSON_NODE_HOLDS_OBJECT (wanted))
        problem = problem_with (json_node_get_object (wanted), depth + 1);
      else if (!JSON_NODE_HOLDS_ARRAY (wanted)
               || json_array_get_length (json_node_get_array (wanted)) == 0)
        problem = g_strdup_printf ("Event pattern is not valid. Reason: '%s' must be an object or a "
                                   "non-empty array",
                                   name);
      else
        for (guint i = 0;
             problem == NULL && i < json_array_get_length (json_node_get_array (wanted)); i++)
          problem
              = problem_with_entry (json_array_get_element (json_node_get_array (wanted), i));
    }
  return problem;
}

JsonObject *
flo_sim_pattern_parse (const char  *text,
                       char       **problem)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    *problem = g_strdup ("Event pattern is not valid. Reason: Filter is not an object");
  else
    *problem = problem_with (json_node_get_object (node), 0);
  return *problem == NULL ? json_node_dup_object (node) : NULL;
}
