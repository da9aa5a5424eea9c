/* flo-sim-api.c: which parameters an action takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-api.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-data.h"

typedef struct
{
  GHashTable *types;    /* pattern → type, both owned; of what has members: "" */
  GPtrArray  *required; /* (element-type utf8) (owned) patterns */
} Action;

struct _FloSimApi
{
  GHashTable *actions; /* name → Action, both owned */
};

static void
action_free (gpointer data)
{
  Action *action = data;

  g_hash_table_unref (action->types);
  g_ptr_array_unref (action->required);
  g_free (action);
}

static Action *
action_new (void)
{
  Action *action = g_new0 (Action, 1);

  action->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  action->required = g_ptr_array_new_with_free_func (g_free);
  return action;
}

/* "A.#.B" makes "A.#" and "A" known. */
static void
add_parents (Action     *action,
             const char *pattern)
{
  g_autofree char *parent = g_strdup (pattern);
  char *dot;

  while ((dot = strrchr (parent, '.')) != NULL)
    {
      *dot = '\0';
      if (!g_hash_table_contains (action->types, parent))
        g_hash_table_insert (action->types, g_strdup (parent), g_strdup (""));
    }
}

static void
read_line (FloSimApi   *self,
           Action     **action,
           const char  *line)
{
  g_auto (GStrv) words = NULL;

  switch (line[0])
    {
    case '\0':
    case '#':
      break;

    case '!':
      g_ptr_array_add ((*action)->required, g_strdup (line + 1));
      break;

    case ' ':
      words = g_strsplit (line + 1, " ", 2);
      g_hash_table_insert ((*action)->types, g_strdup (words[0]), g_strdup (words[1]));
      add_parents (*action, words[0]);
      break;

    default:
      *action = action_new ();
      g_hash_table_insert (self->actions, g_strdup (line), *action);
      break;
    }
}

FloSimApi *
flo_sim_api_new (void)
{
  FloSimApi *self = g_new0 (FloSimApi, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Action *action = NULL;

  self->actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, action_free);
  bytes = flo_sim_data_lookup ("api.txt");
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, &action, lines[i]);
  return self;
}

void
flo_sim_api_free (FloSimApi *self)
{
  g_hash_table_unref (self->actions);
  g_free (self);
}

/* "Filter.12.Value.1" → "Filter.#.Value.#" */
static char *
pattern_of (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ".", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strspn (parts[i], "0123456789") == strlen (parts[i]))
      {
        parts[i][0] = '#';
        parts[i][1] = '\0';
      }
  return g_strjoinv (".", parts);
}

/* (nullable) what is wrong with the value */
static const char *
problem_with_value (const char *type,
                    const char *value)
{
  char *end = NULL;
  double number;
  gint64 moment;

  switch (type[0])
    {
    case 'i':
      g_ascii_strtoll (value, &end, 10);
      return *value != '\0' && *end == '\0' ? NULL : "It must be an integer.";

    case 'd':
      number = g_ascii_strtod (value, &end);
      return *value != '\0' && *end == '\0' && isfinite (number) ? NULL : "It must be a number.";

    case 'b':
      return g_ascii_strcasecmp (value, "true") == 0 || g_ascii_strcasecmp (value, "false") == 0
                 ? NULL
                 : "It must be true or false.";

    case 't':
      return flo_sim_time_parse (value, &moment) ? NULL : "It must be a date and time of ISO 8601.";

    case 'e':
      {
        g_auto (GStrv) values = g_strsplit (type + strlen ("e:"), "|", -1);

        return g_strv_contains ((const char *const *) values, value) ? NULL
                                                                     : "It is not a known value.";
      }

    default:
      return NULL;
    }
}

static gboolean
check_value (Action      *action,
             const char  *key,
             const char  *value,
             const char **code,
             char       **message)
{
  g_autofree char *pattern = pattern_of (key);
  const char *type = g_hash_table_lookup (action->types, pattern);
  const char *problem;

  if (type == NULL || type[0] == '\0')
    {
      *code = "UnknownParameter";
      *message = g_strdup_printf ("The parameter %s is not recognized", key);
      return FALSE;
    }
  problem = problem_with_value (type, value);
  if (problem != NULL)
    {
      *code = "InvalidParameterValue";
      *message
          = g_strdup_printf ("Value (%s) for parameter %s is invalid. %s", value, key, problem);
      return FALSE;
    }
  return TRUE;
}

/* Is the rest of a required pattern below @node? What has no parent is not missed. Fills @missing
 * with the name of the parameter that is. */
static gboolean
has_required (FloSimNode  *node,
              const char  *pattern,
              const char  *so_far,
              char       **missing)
{
  const char *dot = strchr (pattern, '.');
  g_autofree char *name = dot != NULL ? g_strndup (pattern, dot - pattern) : g_strdup (pattern);
  FloSimNode *child;
  g_autofree char *path = NULL;

  if (g_str_equal (name, "#"))
    {
      for (guint i = 0; i < node->children->len; i++)
        {
          g_autofree char *entry_path = NULL;

          child = g_ptr_array_index (node->children, i);
          entry_path = g_strconcat (so_far, ".", child->name, NULL);
          if (dot != NULL && !has_required (child, dot + 1, entry_path, missing))
            return FALSE;
        }
      return TRUE;
    }

  path = so_far[0] != '\0' ? g_strconcat (so_far, ".", name, NULL) : g_strdup (name);
  child = flo_sim_node_find (node, name);
  if (child != NULL)
    return dot == NULL || has_required (child, dot + 1, path, missing);
  if (dot != NULL)
    return TRUE;

  *missing = g_steal_pointer (&path);
  return FALSE;
}

/* But for EC2, the Query protocol writes an empty list as "Name=". */
static gboolean
is_empty_list (Action     *action,
               FloSimForm *form,
               guint       index)
{
  g_autofree char *pattern = pattern_of (g_ptr_array_index (form->keys, index));

  return g_strcmp0 (g_hash_table_lookup (action->types, pattern), "") == 0
         && g_str_equal (g_ptr_array_index (form->values, index), "");
}

gboolean
flo_sim_api_check (FloSimApi   *self,
                   const char  *name,
                   FloSimForm  *form,
                   const char **code,
                   char       **message)
{
  Action *action = g_hash_table_lookup (self->actions, name);

  g_assert (action != NULL);

  for (guint i = 0; i < form->keys->len; i++)
    {
      const char *key = g_ptr_array_index (form->keys, i);

      if (g_str_equal (key, "Action") || g_str_equal (key, "Version")
          || (strchr (name, ':') != NULL && is_empty_list (action, form, i)))
        continue;
      if (!check_value (action, key, g_ptr_array_index (form->values, i), code, message))
        return FALSE;
    }
  for (guint i = 0; i < action->required->len; i++)
    {
      g_autofree char *missing = NULL;

      if (!has_required (form->root, g_ptr_array_index (action->required, i), "", &missing))
        {
          *code = "MissingParameter";
          *message = g_strdup_printf ("The request must contain the parameter %s", missing);
          return FALSE;
        }
    }
  return TRUE;
}

typedef struct
{
  Action      *action;
  const char **code;
  char       **message;
} JsonCheck;

/* "before NAME after" */
static gboolean
fail_json (JsonCheck  *check,
           const char *code,
           const char *before,
           const char *name,
           const char *after)
{
  *check->code = code;
  *check->message = g_strconcat (before, name, after, NULL);
  return FALSE;
}

/* Does a leaf fit its type? AWS's numbers of time come as seconds. */
static gboolean
leaf_fits (JsonNode   *node,
           const char *type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (type[0])
    {
    case 'i':
      return value == G_TYPE_INT64;

    case 'd':
    case 't':
      return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;

    case 'b':
      return value == G_TYPE_BOOLEAN;

    case 'e':
      return value == G_TYPE_STRING && problem_with_value (type, json_node_get_string (node)) == NULL;

    default:
      return value == G_TYPE_STRING;
    }
}

static gboolean
check_json_node (JsonCheck  *check,
                 const char *pattern,
                 JsonNode   *node)
{
  const char *type = g_hash_table_lookup (check->action->types, pattern);

  if (type == NULL)
    return fail_json (check, "unknown", "Unknown member ", pattern, "");
  if (type[0] != '\0')
    return leaf_fits (node, type) || fail_json (check, "type", "The value of member ", pattern, " is of the wrong type");

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autofree char *entry = g_strconcat (pattern, ".#", NULL);
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!check_json_node (check, entry, json_array_get_element (array, i)))
          return FALSE;
      return TRUE;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autofree char *any = g_strconcat (pattern, ".*", NULL);
      gboolean map = g_hash_table_contains (check->action->types, any);
      JsonObjectIter iter;
      const char *name;
      JsonNode *child;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &child))
        {
          g_autofree char *inner = g_strconcat (pattern, ".", name, NULL);

          if (!check_json_node (check, map ? any : inner, child))
            return FALSE;
        }
      return TRUE;
    }
  return fail_json (check, "type", "The value of member ", pattern, " is of the wrong type");
}

/* Is the rest of a required pattern below @node? What has no parent is not missed. */
static gboolean
has_required_json (JsonNode   *node,
                   const char *pattern)
{
  const char *dot = strchr (pattern, '.');
  g_autofree char *name = dot != NULL ? g_strndup (pattern, dot - pattern) : g_strdup (pattern);
  JsonNode *child;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; dot != NULL && i < json_array_get_length (array); i++)
        if (!has_required_json (json_array_get_element (array, i), dot + 1))
          return FALSE;
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node) || g_str_equal (name, "*"))
    return TRUE;
  child = json_object_get_member (json_node_get_object (node), name);
  if (child == NULL || JSON_NODE_HOLDS_NULL (child))
    return dot != NULL;
  return dot == NULL || has_required_json (child, dot + 1);
}

gboolean
flo_sim_api_check_json (FloSimApi   *self,
                        const char  *name,
                        JsonObject  *input,
                        const char **code,
                        char       **message)
{
  JsonCheck check = { g_hash_table_lookup (self->actions, name), code, message };
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), input);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  g_assert (check.action != NULL);

  json_object_iter_init (&iter, input);
  while (json_object_iter_next (&iter, &member, &node))
    if (!check_json_node (&check, member, node))
      return FALSE;
  for (guint i = 0; i < check.action->required->len; i++)
    if (!has_required_json (root, g_ptr_array_index (check.action->required, i)))
      return fail_json (&check, "missing", "1 validation error detected: Value null at '",
                        g_ptr_array_index (check.action->required, i),
                        "' failed to satisfy constraint: Member must not be null");
  return TRUE;
}
