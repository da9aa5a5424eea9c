/* aws-parse-helper.c: reads answers and prints what it understood, for test_answers_botocore.py
 *
 * in:  {"service", "operation", "status", "headers", "body", "chunk", "streamed"}, a line of JSON each; without a
 *      status it is 200
 * out: the structure as JSON, members by their wire names, absent ones null; or {"error": message, "code"}
 *
 * With --list it prints the operations instead: "ec2 DescribeVpcs", a line each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "aws/wire/aws-answer.h"
#include "aws/aws-error.h"
#include "aws-operations.h"

static JsonNode *print_structure (const AwsShape *shape,
                                  gconstpointer   structure);

static JsonNode *
print_list (const AwsMember *member,
            GPtrArray       *list)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aws_list_length (list); i++)
    {
      if (member->kind == AWS_KIND_LIST)
        json_array_add_element (array, print_structure (member->shape, g_ptr_array_index (list, i)));
      else
        json_array_add_string_element (array, g_ptr_array_index (list, i));
    }

  return json_node_init_array (json_node_alloc (), array);
}

/* In Base64. */
static JsonNode *
print_bytes (GBytes *bytes)
{
  g_autofree char *text = NULL;
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  text = g_base64_encode (data, size);

  return json_node_init_string (json_node_alloc (), text);
}

/* NULL: absent */
static JsonNode *
print_member (const AwsMember *member,
              gconstpointer    field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      return *(char *const *) field != NULL
               ? json_node_init_string (json_node_alloc (), *(char *const *) field) : NULL;

    case AWS_KIND_BYTES:
      return print_bytes (*(GBytes *const *) field);

    case AWS_KIND_INTEGER:
      return ((const AwsInteger *) field)->is_set
               ? json_node_init_int (json_node_alloc (), ((const AwsInteger *) field)->value) : NULL;

    case AWS_KIND_DOUBLE:
      return ((const AwsDouble *) field)->is_set
               ? json_node_init_double (json_node_alloc (), ((const AwsDouble *) field)->value) : NULL;

    case AWS_KIND_BOOLEAN:
      return ((const AwsBoolean *) field)->is_set
               ? json_node_init_boolean (json_node_alloc (), ((const AwsBoolean *) field)->value) : NULL;

    case AWS_KIND_TIME:
      return ((const AwsTime *) field)->is_set
               ? json_node_init_int (json_node_alloc (), ((const AwsTime *) field)->seconds) : NULL;

    case AWS_KIND_STRUCTURE:
      return *(gpointer const *) field != NULL
               ? print_structure (member->shape, *(gpointer const *) field) : NULL;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      return print_list (member, *(GPtrArray *const *) field);

    default:
      g_assert_not_reached ();
    }
}

static JsonNode *
print_structure (const AwsShape *shape,
                 gconstpointer   structure)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      JsonNode *node = print_member (member, (const char *) structure + member->offset);

      json_object_set_member (object, member->name, node != NULL ? node : json_node_new (JSON_NODE_NULL));
    }

  return json_node_init_object (json_node_alloc (), object);
}

typedef struct
{
  const AwsShape *shape;
  GPtrArray *items;
} Items;

static void
item_cb (gconstpointer item,
         gpointer      user_data)
{
  Items *items = user_data;

  g_ptr_array_add (items->items, aws_shape_copy (items->shape, item));
}

/* The items that were handed out, put back to where they are without streaming. */
static void
restore_items (const AwsOperation *operation,
               gpointer            output,
               GPtrArray          *items)
{
  const AwsMember *member = aws_shape_find_member (operation->output, operation->items);
  GPtrArray **list = G_STRUCT_MEMBER_P (output, member->offset);

  g_assert_null (*list);
  *list = items;
}

static SoupMessageHeaders *
create_headers (JsonObject *request)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  JsonObject *object = json_object_has_member (request, "headers")
                         ? json_object_get_object_member (request, "headers") : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return headers;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, json_node_get_string (value));

  return headers;
}

static JsonNode *
print_error (const GError *error)
{
  JsonObject *object = json_object_new ();
  const char *code = aws_error_get_code (error);

  json_object_set_string_member (object, "error", error->message);
  json_object_set_string_member (object, "code", code != NULL ? code : "");

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
parse (const AwsOperation *operation,
       JsonObject         *request)
{
  const char *body = json_object_get_string_member (request, "body");
  gsize length = strlen (body);
  gsize chunk = (gsize) json_object_get_int_member (request, "chunk");
  gboolean streamed = operation->items != NULL && json_object_get_boolean_member (request, "streamed");
  Items items = { aws_operation_get_item_shape (operation), g_ptr_array_new () };
  guint status = (guint) json_object_get_int_member_with_default (request, "status", 200);
  g_autoptr(SoupMessageHeaders) headers = create_headers (request);
  g_autoptr(AwsAnswer) answer = aws_answer_new (operation, status, streamed ? item_cb : NULL, &items, 0);
  g_autoptr(GError) error = NULL;
  gpointer output = NULL;
  JsonNode *node;

  for (gsize i = 0; i < length && error == NULL; i += chunk)
    aws_answer_feed (answer, body + i, MIN (chunk, length - i), &error);
  if (error == NULL)
    output = aws_answer_finish (answer, headers, &error);

  if (output == NULL)
    {
      aws_list_free (items.shape, items.items);
      return print_error (error);
    }

  if (streamed)
    restore_items (operation, output, items.items);
  else
    g_ptr_array_unref (items.items);
  node = print_structure (operation->output, output);
  aws_shape_free (operation->output, output);

  return node;
}

int
main (int   argc,
      char *argv[])
{
  char *line = NULL;
  size_t size = 0;

  if (argc > 1 && strcmp (argv[1], "--list") == 0)
    {
      for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
        printf ("%s %s\n", (*operation)->service->id, (*operation)->name);
      return 0;
    }

  while (getline (&line, &size, stdin) > 0)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = NULL;
      g_autofree char *text = NULL;
      const AwsOperation *operation;
      JsonObject *request;

      json_parser_load_from_data (parser, line, -1, &error);
      g_assert_no_error (error);
      request = json_node_get_object (json_parser_get_root (parser));
      operation = aws_operations_find (json_object_get_string_member (request, "service"),
                                       json_object_get_string_member (request, "operation"));
      g_assert_nonnull (operation);
      node = parse (operation, request);
      text = json_to_string (node, FALSE);
      printf ("%s\n", text);
    }
  free (line);

  return 0;
}
