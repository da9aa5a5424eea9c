/* flo-json-node.c: JSON that remembers where it was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-json-node.h"

#include "config/flo-config-secret.h"

#include <string.h>

#define QUOTE_LENGTH 48

void
flo_json_node_free (FloJsonNode *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

FloJsonNode *
flo_json_node_find (const FloJsonNode *self,
                    const char        *key)
{
  if (self->type != FLO_JSON_OBJECT)
    return NULL;

  for (guint i = 0; i < self->children->len; i++)
    {
      FloJsonNode *child = self->children->pdata[i];

      if (strcmp (child->key, key) == 0)
        return child;
    }

  return NULL;
}

char *
flo_json_quote (const char *text)
{
  g_autoptr(GString) quoted = g_string_new ("\"");
  guint length = 0;

  if (flo_config_secret_in_value (text) != NULL)
    return g_strdup ("a secret");

  for (const char *cursor = text; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (++length > QUOTE_LENGTH)
        {
          g_string_append (quoted, "…");
          break;
        }
      if (c == '"' || c == '\\')
        g_string_append_printf (quoted, "\\%c", (char) c);
      else if (g_unichar_isprint (c))
        g_string_append_unichar (quoted, c);
      else
        g_string_append_printf (quoted, "\\u%04x", c);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

char *
flo_json_node_describe (const FloJsonNode *self)
{
  g_autofree char *quoted = NULL;

  switch (self->type)
    {
    case FLO_JSON_NULL:
      return g_strdup ("null");

    case FLO_JSON_BOOLEAN:
      return g_strdup (self->text);

    case FLO_JSON_NUMBER:
      return strlen (self->text) <= QUOTE_LENGTH
               ? g_strconcat ("the number ", self->text, NULL)
               : g_strdup_printf ("the number %.*s…", QUOTE_LENGTH, self->text);

    case FLO_JSON_STRING:
      quoted = flo_json_quote (self->text);
      return g_strconcat ("the string ", quoted, NULL);

    case FLO_JSON_LIST:
      return g_strdup ("a list");

    case FLO_JSON_OBJECT:
      return g_strdup ("an object");

    case FLO_JSON_INVALID:
    default:
      return g_strdup ("something else");
    }
}
