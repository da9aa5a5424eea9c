/* flo-sim-describe.c: what all Describe actions share: ids, filters, pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-describe.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

typedef struct
{
  GPtrArray *patterns; /* (element-type utf8) */
} Wanted;

gboolean
flo_sim_filter_value_match (const char *pattern,
                            const char *text)
{
  if (strpbrk (pattern, "*?") == NULL)
    return g_str_equal (pattern, text);
  return g_pattern_match_simple (pattern, text);
}

static gboolean
wanted_cb (const char *text,
           gpointer    user_data)
{
  const Wanted *wanted = user_data;

  for (guint i = 0; i < wanted->patterns->len; i++)
    if (flo_sim_filter_value_match (g_ptr_array_index (wanted->patterns, i), text))
      return TRUE;
  return FALSE;
}

/* (nullable) the path of a filter; for "tag:Key" the caller sees to the key */
static const char *
filter_path (const FloSimFilter *filters,
             const char         *name)
{
  if (g_str_has_prefix (name, "tag:"))
    return "tagSet.value";
  if (g_str_equal (name, "tag-key"))
    return "tagSet.key";
  if (g_str_equal (name, "tag-value"))
    return "tagSet.value";
  for (; filters->name != NULL; filters++)
    if (g_str_equal (filters->name, name))
      return filters->path;
  return NULL;
}

gboolean
flo_sim_filters_check (FloSimCall         *call,
                       const FloSimFilter *filters)
{
  for (guint i = 0; i < flo_sim_node_count (call->params, "Filter"); i++)
    {
      FloSimNode *filter = flo_sim_node_nth (call->params, "Filter", i);
      const char *name = flo_sim_node_get (filter, "Name");

      if (name == NULL)
        return flo_sim_call_fail (call, "MissingParameter",
                                  "The request must contain the parameter Filter.%s.Name",
                                  filter->name);
      if (filter_path (filters, name) == NULL)
        return flo_sim_call_fail (call, "InvalidParameterValue", "The filter '%s' is invalid",
                                  name);
      if (flo_sim_node_count (filter, "Value") == 0)
        return flo_sim_call_fail (call, "InvalidParameterValue", "The filter '%s' has no values",
                                  name);
    }
  return TRUE;
}

static gboolean
match_tag (JsonObject   *object,
           const char   *key,
           const Wanted *wanted)
{
  JsonArray *tags = flo_sim_json_get_array (object, "tagSet");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = json_array_get_object_element (tags, i);

      if (g_strcmp0 (flo_sim_json_get (tag, "key"), key) == 0)
        return wanted_cb (flo_sim_json_get (tag, "value"), (gpointer) wanted);
    }
  return FALSE;
}

gboolean
flo_sim_filters_match (FloSimCall         *call,
                       const FloSimFilter *filters,
                       JsonObject         *object)
{
  for (guint i = 0; i < flo_sim_node_count (call->params, "Filter"); i++)
    {
      FloSimNode *filter = flo_sim_node_nth (call->params, "Filter", i);
      const char *name = flo_sim_node_get (filter, "Name");
      g_autoptr (GPtrArray) patterns = flo_sim_node_get_strings (filter, "Value");
      Wanted wanted = { patterns };

      if (g_str_has_prefix (name, "tag:")
              ? !match_tag (object, name + strlen ("tag:"), &wanted)
              : !flo_sim_json_any (object, filter_path (filters, name), wanted_cb, &wanted))
        return FALSE;
    }
  return TRUE;
}

char *
flo_sim_call_digest (FloSimCall        *call,
                     const char *const *but)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < call->form->keys->len; i++)
    {
      const char *key = g_ptr_array_index (call->form->keys, i);
      const char *value = g_ptr_array_index (call->form->values, i);

      if (g_strv_contains (but, key))
        continue;
      /* With their final zero bytes, so that ("ab", "c") is not ("a", "bc"). */
      g_checksum_update (checksum, (const guchar *) key, strlen (key) + 1);
      g_checksum_update (checksum, (const guchar *) value, strlen (value) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
page_digest (FloSimCall *call)
{
  static const char *const but[] = { "NextToken", "MaxResults", NULL };
  g_autofree char *digest = flo_sim_call_digest (call, but);

  return g_strndup (digest, 16);
}

char *
flo_sim_token_new (FloSimCall *call,
                   const char *position)
{
  g_autofree char *digest = page_digest (call);
  g_autofree char *text = g_strdup_printf ("%s %s", digest, position);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

char *
flo_sim_token_read (FloSimCall *call,
                    gboolean   *failed)
{
  const char *token = flo_sim_call_get (call, "NextToken");
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  gsize length;

  *failed = FALSE;
  if (token == NULL || token[0] == '\0')
    return NULL;

  text = (char *) g_base64_decode (token, &length);
  text = g_realloc (text, length + 1);
  text[length] = '\0';
  digest = page_digest (call);
  if (length < 18 || !g_str_has_prefix (text, digest) || text[16] != ' ')
    {
      *failed = TRUE;
      flo_sim_call_fail (call, "InvalidParameterValue", "Unable to parse pagination token");
      return NULL;
    }
  return g_strdup (text + 17);
}

gboolean
flo_sim_paginate (FloSimCall *call,
                  guint       total,
                  guint       least,
                  guint       most,
                  guint      *start,
                  guint      *end)
{
  gint64 wanted = flo_sim_node_get_int (call->params, "MaxResults", most);
  gboolean failed;
  g_autofree char *position = flo_sim_token_read (call, &failed);

  if (failed)
    return FALSE;
  if (wanted < least || (most > 0 && wanted > most))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Value ( %" G_GINT64_FORMAT " ) for parameter maxResults is invalid. "
                              "Expecting a value between %u and %u.",
                              wanted, least, most);

  *start = position != NULL ? (guint) MIN (g_ascii_strtoull (position, NULL, 10), total) : 0;
  *end = most > 0 ? (guint) MIN (*start + wanted, total) : total;
  if (*end < total)
    {
      g_autofree char *next = g_strdup_printf ("%u", *end);
      g_autofree char *token = flo_sim_token_new (call, next);

      flo_sim_json_set (call->result, "nextToken", token, NULL);
    }
  return TRUE;
}

static GPtrArray *
select_by_id (FloSimCall              *call,
              const FloSimDescription *description,
              GPtrArray               *ids)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      FloSimResource *resource
          = flo_sim_call_find (call, description->kind, g_ptr_array_index (ids, i));

      if (resource == NULL)
        return NULL;
      if (!g_ptr_array_find (found, resource, NULL))
        g_ptr_array_add (found, resource);
    }
  return g_steal_pointer (&found);
}

GPtrArray *
flo_sim_describe_select (FloSimCall              *call,
                         const FloSimDescription *description)
{
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, description->id_param);
  g_autoptr (GPtrArray) found = NULL;

  if (!flo_sim_filters_check (call, description->filters))
    return NULL;
  if (ids->len > 0 && flo_sim_call_get (call, "MaxResults") != NULL)
    {
      flo_sim_call_fail (call, "InvalidParameterCombination",
                         "The parameter %s cannot be used with the parameter maxResults",
                         description->id_param);
      return NULL;
    }

  found = ids->len > 0
              ? select_by_id (call, description, ids)
              : flo_sim_cloud_list (call->cloud, description->kind, call->region, call->now);
  if (found == NULL)
    return NULL;

  for (guint i = found->len; i > 0; i--)
    if (!flo_sim_filters_match (call, description->filters,
                                ((FloSimResource *) g_ptr_array_index (found, i - 1))->data))
      g_ptr_array_remove_index (found, i - 1);
  return g_steal_pointer (&found);
}

gboolean
flo_sim_describe (FloSimCall              *call,
                  const FloSimDescription *description)
{
  g_autoptr (GPtrArray) found = flo_sim_describe_select (call, description);
  JsonArray *set;
  guint start, end;

  if (found == NULL
      || !flo_sim_paginate (call, found->len, description->least, description->most, &start, &end))
    return FALSE;

  set = json_array_new ();
  for (guint i = start; i < end; i++)
    json_array_add_object_element (
        set, json_object_ref (((FloSimResource *) g_ptr_array_index (found, i))->data));
  json_object_set_array_member (call->result, description->set, set);
  return TRUE;
}

gboolean
flo_sim_describe_objects (FloSimCall         *call,
                          const char         *set_name,
                          GPtrArray          *objects,
                          const FloSimFilter *filters,
                          guint               least,
                          guint               most)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  JsonArray *set;
  guint start, end;

  if (!flo_sim_filters_check (call, filters))
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    if (flo_sim_filters_match (call, filters, g_ptr_array_index (objects, i)))
      g_ptr_array_add (found, g_ptr_array_index (objects, i));
  if (!flo_sim_paginate (call, found->len, least, most, &start, &end))
    return FALSE;

  set = json_array_new ();
  for (guint i = start; i < end; i++)
    json_array_add_object_element (set, json_object_ref (g_ptr_array_index (found, i)));
  json_object_set_array_member (call->result, set_name, set);
  return TRUE;
}
