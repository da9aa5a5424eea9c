/* flo-sim-call.c: one API call, from its parameters to its answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-call.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

#define MOST_TAGS 50

/* All other codes are 400. */
static const struct
{
  const char *code;
  guint status;
} statuses[] = {
  { "AccessDenied", 403 },          { "ExpiredToken", 403 },
  { "AuthFailure", 401 },           { "DryRunOperation", 412 },
  { "InsufficientInstanceCapacity", 500 }, { "InternalError", 500 },         { "InternalFailure", 500 },
  { "InvalidClientTokenId", 403 },  { "MissingAuthenticationToken", 403 },
  { "RequestLimitExceeded", 503 },  { "ServiceUnavailable", 503 },
  { "SignatureDoesNotMatch", 403 }, { "Unavailable", 503 },
  { "UnauthorizedOperation", 403 }, { "NoSuchEntity", 404 },
  { "BucketAlreadyOwnedByYou", 409 }, { "BucketNotEmpty", 409 },
  { "InvalidAccessKeyId", 403 },    { "InvalidRange", 416 },
  { "NoSuchBucket", 404 },          { "NoSuchKey", 404 },
  { "ResourceNotFound", 404 },
  { "NotImplemented", 501 },        { "NotModified", 304 },
  { "PermanentRedirect", 301 },     { "PreconditionFailed", 412 },
  { "RequestTimeTooSkewed", 403 },  { "SlowDown", 503 },
};

void
flo_sim_call_clear (FloSimCall *call)
{
  g_clear_pointer (&call->form, flo_sim_form_free);
  g_clear_pointer (&call->input, json_object_unref);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_clear_pointer (&call->headers, json_object_unref);
  g_clear_pointer (&call->payload, g_bytes_unref);
  g_clear_pointer (&call->result, json_object_unref);
  g_clear_pointer (&call->code, g_free);
  g_clear_pointer (&call->message, g_free);
}

gboolean
flo_sim_call_fail (FloSimCall *call,
                   const char *code,
                   const char *format,
                   ...)
{
  va_list args;

  g_free (call->code);
  g_free (call->message);
  call->code = g_strdup (code);
  va_start (args, format);
  call->message = g_strdup_vprintf (format, args);
  va_end (args);

  call->status = 400;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].code, code))
      call->status = statuses[i].status;
  return FALSE;
}

const char *
flo_sim_call_get (FloSimCall *call,
                  const char *path)
{
  return flo_sim_node_get (call->params, path);
}

FloSimResource *
flo_sim_call_find (FloSimCall *call,
                   FloSimKind  kind,
                   const char *id)
{
  const FloSimKindInfo *info = flo_sim_kind_get_info (kind);
  FloSimResource *resource;

  if (!g_str_has_prefix (id, info->prefix))
    {
      flo_sim_call_fail (call, info->malformed, "Invalid id: \"%s\" (expecting \"%s...\")", id,
                         info->prefix);
      return NULL;
    }
  resource = flo_sim_cloud_find (call->cloud, kind, call->region, id, call->now);
  if (resource == NULL)
    flo_sim_call_fail (call, info->not_found, "The %s '%s' does not exist", info->noun, id);
  return resource;
}

FloSimResource *
flo_sim_call_find_param (FloSimCall *call,
                         FloSimKind  kind,
                         const char *path)
{
  const char *id = flo_sim_call_get (call, path);

  if (id == NULL)
    {
      flo_sim_call_fail (call, "MissingParameter", "The request must contain the parameter %s",
                         path);
      return NULL;
    }
  return flo_sim_call_find (call, kind, id);
}

gboolean
flo_sim_call_return_true (FloSimCall *call)
{
  flo_sim_json_set (call->result, "?return", TRUE, NULL);
  return TRUE;
}

gboolean
flo_sim_call_check_tag (FloSimCall *call,
                        const char *key,
                        const char *value)
{
  if (key == NULL || key[0] == '\0')
    return flo_sim_call_fail (call, "InvalidParameterValue", "Tag keys cannot be empty.");
  if (g_ascii_strncasecmp (key, "aws:", 4) == 0)
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value ( %s ) for parameter key is invalid. Tag keys starting with 'aws:' are "
        "reserved for internal use",
        key);
  if (g_utf8_strlen (key, -1) > 127)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Tag key exceeds the maximum length of 127 "
                              "characters");
  if (value != NULL && g_utf8_strlen (value, -1) > 255)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Tag value exceeds the maximum length of 255 "
                              "characters");
  return TRUE;
}

/* One resource type per specification, of those the action can tag. */
static gboolean
check_tagged_type (FloSimCall        *call,
                   const char        *type,
                   const char *const *types)
{
  if (type == NULL)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Tag specification resource type must have a value");
  if (!g_strv_contains (types, type))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "'%s' is not a valid taggable resource type for this operation.",
                              type);
  return TRUE;
}

gboolean
flo_sim_call_check_tags (FloSimCall        *call,
                         FloSimNode        *node,
                         const char *const *types)
{
  for (guint i = 0; i < flo_sim_node_count (node, "TagSpecification"); i++)
    {
      FloSimNode *specification = flo_sim_node_nth (node, "TagSpecification", i);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      if (!check_tagged_type (call, flo_sim_node_get (specification, "ResourceType"), types))
        return FALSE;
      if (flo_sim_node_count (specification, "Tag") > MOST_TAGS)
        return flo_sim_call_fail (call, "TagLimitExceeded",
                                  "The maximum number of Tags for a resource has been reached.");
      for (guint j = 0; j < flo_sim_node_count (specification, "Tag"); j++)
        {
          FloSimNode *tag = flo_sim_node_nth (specification, "Tag", j);
          const char *key = flo_sim_node_get (tag, "Key");

          if (!flo_sim_call_check_tag (call, key, flo_sim_node_get (tag, "Value")))
            return FALSE;
          if (!g_hash_table_add (seen, (gpointer) key))
            return flo_sim_call_fail (call, "InvalidParameterValue",
                                      "Duplicate tag key '%s' specified.", key);
        }
    }
  return TRUE;
}

/* Does the data have a tag of that key? */
static gboolean
has_tag (JsonArray  *tags,
         const char *key)
{
  for (guint i = 0; i < json_array_get_length (tags); i++)
    if (g_strcmp0 (flo_sim_json_get (json_array_get_object_element (tags, i), "key"), key) == 0)
      return TRUE;
  return FALSE;
}

void
flo_sim_call_add_tags (FloSimNode *node,
                       FloSimKind  kind,
                       JsonObject *data)
{
  JsonArray *tags = flo_sim_json_get_array (data, "tagSet");

  if (tags == NULL)
    {
      tags = json_array_new ();
      json_object_set_array_member (data, "tagSet", tags);
    }
  for (guint i = 0; i < flo_sim_node_count (node, "TagSpecification"); i++)
    {
      FloSimNode *specification = flo_sim_node_nth (node, "TagSpecification", i);

      if (g_strcmp0 (flo_sim_node_get (specification, "ResourceType"),
                     flo_sim_kind_get_info (kind)->name)
          != 0)
        continue;
      for (guint j = 0; j < flo_sim_node_count (specification, "Tag"); j++)
        {
          FloSimNode *tag = flo_sim_node_nth (specification, "Tag", j);
          const char *key = flo_sim_node_get (tag, "Key");
          const char *value = flo_sim_node_get (tag, "Value");

          if (!has_tag (tags, key))
            json_array_add_object_element (
                tags, flo_sim_json_new ("key", key, "value", value != NULL ? value : "", NULL));
        }
    }
}

gboolean
flo_sim_call_read_tags (FloSimCall *call,
                        FloSimKind  kind,
                        JsonObject *data)
{
  const char *const types[] = { flo_sim_kind_get_info (kind)->name, NULL };

  if (!flo_sim_call_check_tags (call, call->params, types))
    return FALSE;
  flo_sim_call_add_tags (call->params, kind, data);
  return TRUE;
}
