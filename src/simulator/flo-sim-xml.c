/* flo-sim-xml.c: writes answers as AWS's XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-xml.h"

void
flo_sim_xml_append_text (GString    *out,
                         const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;

      case '<':
        g_string_append (out, "&lt;");
        break;

      case '>':
        g_string_append (out, "&gt;");
        break;

      case '"':
        g_string_append (out, "&quot;");
        break;

      case '\r':
        g_string_append (out, "&#13;");
        break;

      default:
        if ((guchar) *p >= ' ' || *p == '\n' || *p == '\t')
          g_string_append_c (out, *p);
      }
}

static void
append_tag (GString    *out,
            const char *open,
            const char *name,
            const char *close)
{
  g_string_append (out, open);
  g_string_append (out, name);
  g_string_append (out, close);
}

void
flo_sim_xml_append_leaf (GString    *out,
                         const char *name,
                         const char *text)
{
  if (text[0] == '\0')
    {
      append_tag (out, "<", name, "/>");
      return;
    }
  append_tag (out, "<", name, ">");
  flo_sim_xml_append_text (out, text);
  append_tag (out, "</", name, ">");
}

static void
append_value (GString    *out,
              const char *name,
              JsonNode   *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      flo_sim_xml_append_leaf (out, name, json_node_get_boolean (node) ? "true" : "false");
      break;

    case G_TYPE_INT64:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, json_node_get_int (node));
      flo_sim_xml_append_leaf (out, name, number);
      break;

    case G_TYPE_DOUBLE:
      flo_sim_xml_append_leaf (
          out, name, g_ascii_formatd (number, sizeof number, "%.10g", json_node_get_double (node)));
      break;

    default:
      flo_sim_xml_append_leaf (out, name, json_node_get_string (node));
      break;
    }
}

static void append_object (GString    *out,
                           JsonObject *object,
                           const char *item);

static void
append_node (GString    *out,
             const char *name,
             JsonNode   *node,
             const char *item)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      append_value (out, name, node);
      return;
    }

  if (JSON_NODE_HOLDS_ARRAY (node) && item == NULL)
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_node (out, name, json_array_get_element (array, i), item);
      return;
    }

  append_tag (out, "<", name, ">");
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node), item);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_node (out, item, json_array_get_element (array, i), item);
    }
  append_tag (out, "</", name, ">");
}

static void
append_object (GString    *out,
               JsonObject *object,
               const char *item)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (name[0] != '_')
      append_node (out, name, node, item);
}

void
flo_sim_xml_append_object (GString    *out,
                           JsonObject *object)
{
  append_object (out, object, "item");
}

void
flo_sim_xml_append_members (GString    *out,
                            JsonObject *object)
{
  append_object (out, object, "member");
}

void
flo_sim_xml_append_flat (GString    *out,
                         JsonObject *object)
{
  append_object (out, object, NULL);
}
