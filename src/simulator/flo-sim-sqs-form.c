/* flo-sim-sqs-form.c: SQS's older form, of Query parameters and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-sqs-form.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

typedef enum
{
  LIST,    /* NAME.1=text */
  MAP,     /* NAME.1.KEY=k & NAME.1.Value=v */
  ENTRIES, /* NAME.1.Member=text */
} Form;

static const struct
{
  const char *parameter;
  const char *member;
  Form form;
  const char *key;
} lists[] = {
  { "Attribute", "Attributes", MAP, "Name" },
  { "AttributeName", "AttributeNames", LIST, NULL },
  { "MessageSystemAttributeName", "MessageSystemAttributeNames", LIST, NULL },
  { "MessageAttributeName", "MessageAttributeNames", LIST, NULL },
  { "Tag", "Tags", MAP, "Key" },
  { "TagKey", "TagKeys", LIST, NULL },
  { "SendMessageBatchRequestEntry", "Entries", ENTRIES, NULL },
  { "DeleteMessageBatchRequestEntry", "Entries", ENTRIES, NULL },
  { "ChangeMessageVisibilityBatchRequestEntry", "Entries", ENTRIES, NULL },
};

static gboolean
is_integer (const char *name)
{
  static const char *const names[] = { "DelaySeconds", "MaxNumberOfMessages", "MaxResults",
                                       "VisibilityTimeout", "WaitTimeSeconds", NULL };

  return g_strv_contains (names, name);
}

/* What does not read as a number stays text, for the check of types to find. */
static void
set_leaf (JsonObject *object,
          const char *name,
          const char *value)
{
  char *end = NULL;
  gint64 number = g_ascii_strtoll (value, &end, 10);

  if (is_integer (name) && *value != '\0' && *end == '\0')
    json_object_set_int_member (object, name, number);
  else
    json_object_set_string_member (object, name, value);
}

static void
read_entries (FloSimNode *list,
              JsonArray  *entries)
{
  for (guint i = 0; i < list->children->len; i++)
    {
      FloSimNode *entry = g_ptr_array_index (list->children, i);
      JsonObject *object = json_object_new ();

      for (guint j = 0; j < entry->children->len; j++)
        {
          FloSimNode *leaf = g_ptr_array_index (entry->children, j);

          if (leaf->value != NULL)
            set_leaf (object, leaf->name, leaf->value);
          else
            json_object_set_object_member (object, leaf->name, json_object_new ());
        }
      json_array_add_object_element (entries, object);
    }
}

static void
read_map (FloSimNode *list,
          const char *key,
          JsonObject *map)
{
  for (guint i = 0; i < list->children->len; i++)
    {
      FloSimNode *entry = g_ptr_array_index (list->children, i);
      const char *name = flo_sim_node_get (entry, key);
      const char *value = flo_sim_node_get (entry, "Value");

      if (name != NULL)
        json_object_set_string_member (map, name, value != NULL ? value : "");
    }
}

/* FALSE: it is no list that SQS knows. */
static gboolean
read_list (FloSimNode *node,
           const char *action,
           JsonObject *input)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const char *member = lists[i].member;
      JsonArray *array;
      JsonObject *map;

      if (!g_str_equal (lists[i].parameter, node->name))
        continue;
      if (lists[i].form == MAP)
        {
          /* One action calls its tags otherwise than the rest. */
          if (g_str_equal (member, "Tags") && g_strcmp0 (action, "CreateQueue") == 0)
            member = "tags";
          map = json_object_new ();
          read_map (node, lists[i].key, map);
          json_object_set_object_member (input, member, map);
          return TRUE;
        }
      array = json_array_new ();
      if (lists[i].form == ENTRIES)
        read_entries (node, array);
      for (guint j = 0; lists[i].form == LIST && j < node->children->len; j++)
        {
          const FloSimNode *entry = g_ptr_array_index (node->children, j);

          json_array_add_string_element (array, entry->value != NULL ? entry->value : "");
        }
      json_object_set_array_member (input, member, array);
      return TRUE;
    }
  return FALSE;
}

JsonObject *
flo_sim_sqs_form_read (FloSimForm *form)
{
  JsonObject *input = json_object_new ();
  const char *action = flo_sim_node_get (form->root, "Action");

  for (guint i = 0; i < form->root->children->len; i++)
    {
      FloSimNode *node = g_ptr_array_index (form->root->children, i);

      if (g_str_equal (node->name, "Action") || g_str_equal (node->name, "Version"))
        continue;
      if (node->value != NULL)
        set_leaf (input, node->name, node->value);
      else if (!read_list (node, action, input))
        json_object_set_object_member (input, node->name, json_object_new ());
    }
  return input;
}

/* A map as the list of its entries. */
static JsonArray *
entries_of (JsonObject *map,
            const char *key)
{
  JsonArray *entries = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_array_add_object_element (
        entries, flo_sim_json_new (key, name, "Value", json_node_get_string (node), NULL));
  return entries;
}

static JsonObject *
write_message (JsonObject *message)
{
  JsonObject *written = flo_sim_json_copy (message);
  JsonArray *attributes;

  if (!json_object_has_member (written, "Attributes"))
    return written;
  attributes = entries_of (json_object_get_object_member (written, "Attributes"), "Name");
  json_object_remove_member (written, "Attributes");
  json_object_set_array_member (written, "Attribute", attributes);
  return written;
}

/* How a list is called whose entries come one after the other. (transfer full) */
static char *
element_name (const char *action,
              const char *member)
{
  if (g_str_equal (member, "QueueUrls"))
    return g_strdup ("QueueUrl");
  if (g_str_equal (member, "Messages"))
    return g_strdup ("Message");
  if (g_str_equal (member, "Failed"))
    return g_strdup ("BatchResultErrorEntry");
  return g_strconcat (action, "ResultEntry", NULL);
}

JsonObject *
flo_sim_sqs_form_write (const char *action,
                        JsonObject *result)
{
  JsonObject *written = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, result);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      {
        gboolean tags = g_str_equal (name, "Tags");

        json_object_set_array_member (
            written, tags ? "Tag" : "Attribute",
            entries_of (json_node_get_object (node), tags ? "Key" : "Name"));
      }
    else if (JSON_NODE_HOLDS_ARRAY (node))
      {
        JsonArray *array = json_node_get_array (node);
        JsonArray *copy = json_array_new ();
        g_autofree char *element = element_name (action, name);

        for (guint i = 0; i < json_array_get_length (array); i++)
          if (g_str_equal (name, "Messages"))
            json_array_add_object_element (copy, write_message (flo_sim_json_nth (array, i)));
          else
            json_array_add_element (copy, json_node_copy (json_array_get_element (array, i)));
        json_object_set_array_member (written, element, copy);
      }
    else
      json_object_set_member (written, name, json_node_copy (node));
  return written;
}
