/* aws-write-helper.c: writes the requests that it is told to, for test_written_botocore.py
 *
 * in:  {"service", "operation", "input": {name on the wire: value}}, a line of JSON each
 * out: {"method", "path", "query", "headers", "body"}, a line each
 *
 * With --describe it prints what can be said instead, an operation a line:
 * {"service", "operation", "input": [{"name", "kind", "members"}, …]}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "aws/aws-request.h"
#include "aws-operations.h"
#include "base/flo-secret.h"

/* How often a shape is described inside itself. */
#define MAX_RECURSION 2

static const char *const kinds[] =
{
  [AWS_KIND_STRING] = "string", [AWS_KIND_SECRET] = "string", [AWS_KIND_INTEGER] = "integer",
  [AWS_KIND_DOUBLE] = "double", [AWS_KIND_BOOLEAN] = "boolean", [AWS_KIND_TIME] = "time", [AWS_KIND_STRUCTURE] = "structure",
  [AWS_KIND_BYTES] = "bytes", [AWS_KIND_STRING_LIST] = "string-list", [AWS_KIND_LIST] = "list",
};

static JsonNode *
describe_shape (const AwsShape *shape,
                GPtrArray      *around)
{
  JsonArray *array = json_array_new ();
  guint n_around = 0;

  for (guint i = 0; i < around->len; i++)
    n_around += g_ptr_array_index (around, i) == shape;

  g_ptr_array_add (around, (gpointer) shape);
  for (guint i = 0; i < shape->n_members && n_around < MAX_RECURSION; i++)
    {
      const AwsMember *member = &shape->members[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", member->name);
      json_object_set_string_member (object, "kind", kinds[member->kind]);
      if (member->shape != NULL)
        json_object_set_member (object, "members", describe_shape (member->shape, around));
      json_array_add_object_element (array, object);
    }
  g_ptr_array_set_size (around, (int) around->len - 1);

  return json_node_init_array (json_node_alloc (), array);
}

static void
describe (const AwsOperation *operation)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_alloc ();
  g_autoptr(GPtrArray) around = g_ptr_array_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "service", operation->service->id);
  json_object_set_string_member (object, "operation", operation->name);
  if (operation->input != NULL)
    json_object_set_member (object, "input", describe_shape (operation->input, around));
  text = json_to_string (json_node_init_object (node, object), FALSE);
  printf ("%s\n", text);
}

static gpointer read_structure (const AwsShape *shape,
                                JsonObject     *object);

/* From Base64. */
static GBytes *
read_bytes (const char *text)
{
  gsize length;
  guchar *data = g_base64_decode (text, &length);

  return g_bytes_new_take (data, length);
}

static GPtrArray *
read_list (const AwsMember *member,
           JsonArray       *array)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (list, member->kind == AWS_KIND_LIST
                             ? read_structure (member->shape, json_array_get_object_element (array, i))
                             : g_strdup (json_array_get_string_element (array, i)));

  return list;
}

static void
read_member (const AwsMember *member,
             JsonNode        *node,
             gpointer         field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = json_node_dup_string (node);
      break;

    case AWS_KIND_SECRET:
      *(char **) field = flo_secret_strdup (json_node_get_string (node));
      break;

    case AWS_KIND_BYTES:
      *(GBytes **) field = read_bytes (json_node_get_string (node));
      break;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = aws_integer (json_node_get_int (node));
      break;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = aws_double (json_node_get_double (node));
      break;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = aws_boolean (json_node_get_boolean (node));
      break;

    case AWS_KIND_TIME:
      *(AwsTime *) field = aws_time (json_node_get_int (node));
      break;

    case AWS_KIND_STRUCTURE:
      *(gpointer *) field = read_structure (member->shape, json_node_get_object (node));
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      *(GPtrArray **) field = read_list (member, json_node_get_array (node));
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Whatever the shape does not have is a mistake of the test. */
static gpointer
read_structure (const AwsShape *shape,
                JsonObject     *object)
{
  gpointer structure = aws_shape_new (shape);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const AwsMember *member = aws_shape_find_member (shape, name);

      g_assert_nonnull (member);
      read_member (member, node, G_STRUCT_MEMBER_P (structure, member->offset));
    }

  return structure;
}

static void
write_request (const AwsOperation *operation,
               JsonObject         *values)
{
  gpointer input = operation->input != NULL ? read_structure (operation->input, values) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsRequest) request = aws_request_new (operation, input, &error);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_alloc ();
  JsonObject *headers = json_object_new ();
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  for (guint i = 0; request->headers != NULL && i < request->headers->len; i++)
    {
      const AwsHeader *header = &g_array_index (request->headers, AwsHeader, i);

      json_object_set_string_member (headers, header->name, header->value);
    }
  body = request->body != NULL ? g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body))
                               : g_strdup ("");
  json_object_set_string_member (object, "method", request->method);
  json_object_set_string_member (object, "path", request->path != NULL ? request->path : "/");
  json_object_set_string_member (object, "query", request->query != NULL ? request->query : "");
  json_object_set_string_member (object, "body", body);
  json_object_set_object_member (object, "headers", headers);
  text = json_to_string (json_node_init_object (node, object), FALSE);
  printf ("%s\n", text);
  if (input != NULL)
    aws_shape_free (operation->input, input);
}

int
main (int   argc,
      char *argv[])
{
  char *line = NULL;
  size_t size = 0;

  if (argc > 1 && strcmp (argv[1], "--describe") == 0)
    {
      for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
        describe (*operation);
      return 0;
    }

  while (getline (&line, &size, stdin) > 0)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      const AwsOperation *operation;
      JsonObject *request;

      json_parser_load_from_data (parser, line, -1, &error);
      g_assert_no_error (error);
      request = json_node_get_object (json_parser_get_root (parser));
      operation = aws_operations_find (json_object_get_string_member (request, "service"),
                                       json_object_get_string_member (request, "operation"));
      g_assert_nonnull (operation);
      write_request (operation, json_object_get_object_member (request, "input"));
    }
  free (line);

  return 0;
}
