/* flo-sim-form.c: the parameters of a Query request, flat as they came and as a tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-form.h"

#include <stdlib.h>
#include <string.h>

/* More than AWS takes, few enough not to hurt. */
#define MOST_PARAMETERS 10000
#define DEEPEST         12

static void
flo_sim_node_free (gpointer data)
{
  FloSimNode *node = data;

  g_free (node->name);
  g_free (node->value);
  g_ptr_array_unref (node->children);
  g_free (node);
}

static FloSimNode *
flo_sim_node_new (const char *name)
{
  FloSimNode *node = g_new0 (FloSimNode, 1);

  node->name = g_strdup (name);
  node->children = g_ptr_array_new_with_free_func (flo_sim_node_free);
  return node;
}

FloSimForm *
flo_sim_form_new (void)
{
  FloSimForm *self = g_new0 (FloSimForm, 1);

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->root = flo_sim_node_new ("");
  return self;
}

void
flo_sim_form_free (FloSimForm *self)
{
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->values);
  flo_sim_node_free (self->root);
  g_free (self);
}

static gboolean
is_number (const char *text)
{
  return text[0] != '\0' && strspn (text, "0123456789") == strlen (text) && strlen (text) <= 6;
}

/* List entries sort by number; others stay where they were put. */
static void
insert_child (FloSimNode *parent,
              FloSimNode *child)
{
  guint at = parent->children->len;

  if (is_number (child->name))
    while (at > 0)
      {
        const FloSimNode *other = g_ptr_array_index (parent->children, at - 1);

        if (!is_number (other->name) || atoi (other->name) < atoi (child->name))
          break;
        at--;
      }
  g_ptr_array_insert (parent->children, at, child);
}

static FloSimNode *
child_named (FloSimNode *node,
             const char *name)
{
  guint n = node->children->len;

  /* A list's entries are in order, and requests name them in order: most new ones are past the
   * last. */
  if (n > 0 && is_number (name))
    {
      const FloSimNode *last = g_ptr_array_index (node->children, n - 1);

      if (is_number (last->name) && atoi (last->name) < atoi (name))
        return NULL;
    }
  for (guint i = n; i > 0; i--)
    {
      FloSimNode *child = g_ptr_array_index (node->children, i - 1);

      if (g_str_equal (child->name, name))
        return child;
    }
  return NULL;
}

gboolean
flo_sim_form_add (FloSimForm *self,
                  const char *key,
                  const char *value)
{
  g_auto (GStrv) parts = g_strsplit (key, ".", DEEPEST + 1);
  FloSimNode *node = self->root;

  if (parts[0] == NULL || g_strv_length (parts) > DEEPEST || self->keys->len >= MOST_PARAMETERS)
    return FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      FloSimNode *child;

      if (parts[i][0] == '\0' || node->value != NULL)
        return FALSE;

      child = child_named (node, parts[i]);
      if (child == NULL)
        {
          child = flo_sim_node_new (parts[i]);
          insert_child (node, child);
        }
      node = child;
    }
  if (node->value != NULL || node->children->len > 0)
    return FALSE;

  node->value = g_strdup (value);
  g_ptr_array_add (self->keys, g_strdup (key));
  g_ptr_array_add (self->values, g_strdup (value));
  return TRUE;
}

static char *
decode (const char *text,
        gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *plain = NULL;

  for (char *p = copy; *p != '\0'; p++)
    if (*p == '+')
      *p = ' ';
  plain = g_uri_unescape_string (copy, NULL);
  if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
    return NULL;
  return g_steal_pointer (&plain);
}

FloSimForm *
flo_sim_form_parse (const char  *text,
                    gsize        length,
                    char       **problem)
{
  g_autoptr (FloSimForm) self = flo_sim_form_new ();
  const char *end = text + length;

  if (memchr (text, '\0', length) != NULL)
    {
      *problem = g_strdup ("The request body holds a zero byte");
      return NULL;
    }
  for (const char *part = text; part < end;)
    {
      const char *stop = memchr (part, '&', end - part);
      const char *equals;
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      stop = stop != NULL ? stop : end;
      if (stop == part)
        {
          part = stop + 1;
          continue;
        }
      equals = memchr (part, '=', stop - part);
      key = decode (part, (equals != NULL ? equals : stop) - part);
      value = equals != NULL ? decode (equals + 1, stop - equals - 1) : g_strdup ("");
      if (key == NULL || value == NULL || !flo_sim_form_add (self, key, value))
        {
          *problem = g_strdup_printf ("The parameter %s is malformed or given twice",
                                      key != NULL ? key : "name");
          return NULL;
        }
      part = stop + 1;
    }
  return g_steal_pointer (&self);
}

FloSimNode *
flo_sim_node_find (FloSimNode *node,
                   const char *path)
{
  const char *dot;

  while (node != NULL && (dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, dot - path);

      node = child_named (node, name);
      path = dot + 1;
    }
  return node != NULL ? child_named (node, path) : NULL;
}

const char *
flo_sim_node_get (FloSimNode *node,
                  const char *path)
{
  FloSimNode *found = flo_sim_node_find (node, path);

  return found != NULL ? found->value : NULL;
}

gint64
flo_sim_node_get_int (FloSimNode *node,
                      const char *path,
                      gint64      otherwise)
{
  const char *value = flo_sim_node_get (node, path);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : otherwise;
}

double
flo_sim_node_get_double (FloSimNode *node,
                         const char *path,
                         double      otherwise)
{
  const char *value = flo_sim_node_get (node, path);

  return value != NULL ? g_ascii_strtod (value, NULL) : otherwise;
}

gboolean
flo_sim_node_get_bool (FloSimNode *node,
                       const char *path,
                       gboolean    otherwise)
{
  const char *value = flo_sim_node_get (node, path);

  return value != NULL ? g_ascii_strcasecmp (value, "true") == 0 : otherwise;
}

guint
flo_sim_node_count (FloSimNode *node,
                    const char *path)
{
  FloSimNode *list = flo_sim_node_find (node, path);

  return list != NULL ? list->children->len : 0;
}

FloSimNode *
flo_sim_node_nth (FloSimNode *node,
                  const char *path,
                  guint       index)
{
  return g_ptr_array_index (flo_sim_node_find (node, path)->children, index);
}

GPtrArray *
flo_sim_node_get_strings (FloSimNode *node,
                          const char *path)
{
  GPtrArray *strings = g_ptr_array_new ();

  for (guint i = 0; i < flo_sim_node_count (node, path); i++)
    {
      FloSimNode *entry = flo_sim_node_nth (node, path, i);

      if (entry->value != NULL)
        g_ptr_array_add (strings, entry->value);
    }
  return strings;
}
