/* aws-json-codec.c: requests and answers of the JSON protocol
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-json-codec"

#include "aws/wire/aws-json-codec.h"

#include <json-glib/json-glib.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-json-check.h"
#include "base/flo-secret.h"

static JsonNode *aws_json_codec_encode_structure (const AwsShape *shape,
                                                  gconstpointer   structure);

static JsonNode *
aws_json_codec_encode_map (GPtrArray *entries)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;

  for (guint i = 0; i < entries->len; i++)
    {
      const AwsMapEntry *entry = g_ptr_array_index (entries, i);

      json_object_set_string_member (object, entry->key, entry->value);
    }
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);

  return node;
}

static JsonNode *
aws_json_codec_encode_list (const AwsMember *member,
                            GPtrArray       *list)
{
  JsonArray *array;
  JsonNode *node;

  if (aws_list_length (list) == 0)
    return NULL;
  if (member->shape == &aws_map_entry_shape)
    return aws_json_codec_encode_map (list);

  array = json_array_new ();
  for (guint i = 0; i < list->len; i++)
    {
      gconstpointer item = g_ptr_array_index (list, i);

      if (member->kind == AWS_KIND_STRING_LIST)
        json_array_add_string_element (array, item);
      else
        json_array_add_element (array, aws_json_codec_encode_structure (member->shape, item));
    }
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);

  return node;
}

/* NULL: absent */
static JsonNode *
aws_json_codec_encode_member (const AwsMember *member,
                              gconstpointer    field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      return *(const char *const *) field != NULL
               ? json_node_init_string (json_node_alloc (), *(const char *const *) field) : NULL;

    case AWS_KIND_INTEGER:
      return ((const AwsInteger *) field)->is_set
                 ? json_node_init_int (json_node_alloc (), ((const AwsInteger *) field)->value)
                 : NULL;

    case AWS_KIND_DOUBLE:
      return ((const AwsDouble *) field)->is_set
                 ? json_node_init_double (json_node_alloc (), ((const AwsDouble *) field)->value)
                 : NULL;

    case AWS_KIND_BOOLEAN:
      return ((const AwsBoolean *) field)->is_set
                 ? json_node_init_boolean (json_node_alloc (), ((const AwsBoolean *) field)->value)
                 : NULL;

    case AWS_KIND_TIME:
      return ((const AwsTime *) field)->is_set
               ? json_node_init_int (json_node_alloc (), ((const AwsTime *) field)->seconds) : NULL;

    case AWS_KIND_STRUCTURE:
      return *(const gconstpointer *) field != NULL
                 ? aws_json_codec_encode_structure (member->shape, *(const gconstpointer *) field)
                 : NULL;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      return aws_json_codec_encode_list (member, *(GPtrArray *const *) field);

    case AWS_KIND_BYTES:
    default:
      g_assert_not_reached ();
    }
}

static JsonNode *
aws_json_codec_encode_structure (const AwsShape *shape,
                                 gconstpointer   structure)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;

  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      JsonNode *value =
          member->place == AWS_IN_BODY
            ? aws_json_codec_encode_member (member, (const char *) structure + member->offset) : NULL;

      if (value != NULL)
        json_object_set_member (object, member->name, value);
    }
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);

  return node;
}

/**
 * aws_json_codec_encode:
 * @shape: (nullable): the shape of @structure
 * @structure: (nullable): a request
 *
 * Returns: (transfer full): its JSON text, "{}" without a structure
 */
char *
aws_json_codec_encode (const AwsShape *shape,
                       gconstpointer   structure)
{
  g_autoptr(JsonNode) node = NULL;

  if (shape == NULL || structure == NULL)
    return g_strdup ("{}");

  node = aws_json_codec_encode_structure (shape, structure);

  return json_to_string (node, FALSE);
}

static gboolean aws_json_codec_decode_structure (const AwsShape *shape,
                                                 JsonNode       *node,
                                                 gpointer        structure);

static gboolean
aws_json_codec_decode_map (JsonNode   *node,
                           GPtrArray **entries)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      AwsMapEntry *entry;

      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return FALSE;
      entry = aws_shape_new (&aws_map_entry_shape);
      entry->key = g_strdup (name);
      entry->value = json_node_dup_string (value);
      if (*entries == NULL)
        *entries = g_ptr_array_new ();
      g_ptr_array_add (*entries, entry);
    }

  return TRUE;
}

static gboolean
aws_json_codec_decode_list (const AwsMember  *member,
                            JsonNode         *node,
                            GPtrArray       **list)
{
  JsonArray *array;

  if (member->shape == &aws_map_entry_shape)
    return aws_json_codec_decode_map (node, list);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (*list == NULL)
        *list = g_ptr_array_new ();
      if (member->kind == AWS_KIND_LIST)
        {
          gpointer item = aws_shape_new (member->shape);

          g_ptr_array_add (*list, item);
          if (!aws_json_codec_decode_structure (member->shape, element, item))
            return FALSE;
        }
      else if (JSON_NODE_HOLDS_VALUE (element)
               && json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (*list, json_node_dup_string (element));
      else
        return FALSE;
    }

  return TRUE;
}

static gboolean
aws_json_codec_decode_scalar (const AwsMember *member,
                              JsonNode        *node,
                              gpointer         field)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  gboolean is_number = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;

  switch (member->kind)
    {
    case AWS_KIND_STRING:
      if (type != G_TYPE_STRING)
        return FALSE;
      g_free (*(char **) field);
      *(char **) field = json_node_dup_string (node);
      return TRUE;

    case AWS_KIND_SECRET:
      if (type != G_TYPE_STRING)
        return FALSE;
      flo_secret_free (*(char **) field);
      *(char **) field = flo_secret_strdup (json_node_get_string (node));
      return TRUE;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = aws_integer (type == G_TYPE_INT64 ? json_node_get_int (node) : 0);
      return type == G_TYPE_INT64;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = aws_double (is_number ? json_node_get_double (node) : 0);
      return is_number;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = aws_boolean (type == G_TYPE_BOOLEAN && json_node_get_boolean (node));
      return type == G_TYPE_BOOLEAN;

    case AWS_KIND_TIME:
      /* Seconds since 1970, with or without a fraction; the cast of a bounded double is defined. */
      *(AwsTime *) field = aws_time (is_number ? (gint64) CLAMP (json_node_get_double (node), -1e15, 1e15) : 0);
      return is_number;

    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
aws_json_codec_decode_member (const AwsMember *member,
                              JsonNode        *node,
                              gpointer         field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRUCTURE:
      if (*(gpointer *) field == NULL)
        *(gpointer *) field = aws_shape_new (member->shape);
      return aws_json_codec_decode_structure (member->shape, node, *(gpointer *) field);

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      return aws_json_codec_decode_list (member, node, field);

    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_INTEGER:
    case AWS_KIND_DOUBLE:
    case AWS_KIND_BOOLEAN:
    case AWS_KIND_TIME:
    default:
      return aws_json_codec_decode_scalar (member, node, field);
    }
}

static gboolean
aws_json_codec_decode_structure (const AwsShape *shape,
                                 JsonNode       *node,
                                 gpointer        structure)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      JsonNode *value = member->place == AWS_IN_BODY
                          ? json_object_get_member (object, member->name) : NULL;

      if (value != NULL && !JSON_NODE_HOLDS_NULL (value)
          && !aws_json_codec_decode_member (member, value,
                                            G_STRUCT_MEMBER_P (structure, member->offset)))
        return FALSE;
    }

  return TRUE;
}

/**
 * aws_json_codec_decode:
 * @shape: the shape of the answer
 * @text: JSON text
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Returns: (transfer full): the answer, or %NULL with @error set
 */
gpointer
aws_json_codec_decode (const AwsShape  *shape,
                       const char      *text,
                       gsize            length,
                       GError         **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *message = NULL;
  gpointer structure;

  /* Calls that say nothing but that they are done may do so with an empty body. */
  if (length == 0 && !aws_shape_has_body (shape))
    return aws_shape_new (shape);

  if (!aws_json_check (text, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error)
      || json_parser_get_root (parser) == NULL)
    {
      message = g_strdup_printf ("the answer is not JSON (%s)",
                                 local_error != NULL ? local_error->message : "it is empty");
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));
      return NULL;
    }

  structure = aws_shape_new (shape);
  if (!aws_json_codec_decode_structure (shape, json_parser_get_root (parser), structure))
    {
      message = g_strdup_printf ("the answer is not a %s", shape->name);
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));
      aws_shape_free (shape, structure);
      return NULL;
    }

  return structure;
}
