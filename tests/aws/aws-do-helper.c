/* aws-do-helper.c: carries out calls that are given as JSON
 *
 *     aws-do-helper URL KEY SECRET KEY SECRET
 *     aws-do-helper --mutating
 *
 * Reads lines {"service": "ec2", "operation": "CreateVpc", "input": {…}}, calls the service (EC2 when none is named)
 * at URL and writes for each a line
 * {"ok": true, "milliseconds": N, "answer": {…}}, or {"ok": false, "code": …, "category": N, "message": …}.
 * What an object of S3 is to hold is text beside the input, "body". Whoever asks for credentials gets the two keys in turn: it is as if one were replaced by the other.
 * With --mutating it writes every operation that changes something, "SERVICE OPERATION" a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "aws-operations.h"
#include "aws/aws-client-private.h"
#include "aws/aws-error.h"
#include "aws/services/aws-s3.h"
#include "aws/wire/aws-json-codec.h"

#define TEST_TYPE_TURNS_PROVIDER (test_turns_provider_get_type ())
G_DECLARE_FINAL_TYPE (TestTurnsProvider, test_turns_provider, TEST, TURNS_PROVIDER, GObject)

struct _TestTurnsProvider
{
  GObject parent_instance;

  char **keys;      /* (unowned): KEY SECRET KEY SECRET */
  guint n_loads;
};

static void test_turns_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTurnsProvider, test_turns_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      test_turns_provider_iface_init))

static const char *
test_turns_provider_get_description (AwsCredentialsProvider *provider)
{
  return "two keys in turn";
}

static void
test_turns_provider_load_async (AwsCredentialsProvider *provider,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  TestTurnsProvider *self = TEST_TURNS_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  char **key = self->keys + 2 * (self->n_loads++ % 2);

  g_task_return_pointer (task, aws_credentials_new (key[0], key[1], NULL, 0),
                         (GDestroyNotify) aws_credentials_unref);
}

static AwsCredentials *
test_turns_provider_load_finish (AwsCredentialsProvider  *provider,
                                 GAsyncResult            *result,
                                 GError                 **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_turns_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = test_turns_provider_get_description;
  iface->load_async = test_turns_provider_load_async;
  iface->load_finish = test_turns_provider_load_finish;
}

static void
test_turns_provider_class_init (TestTurnsProviderClass *klass)
{
}

static void
test_turns_provider_init (TestTurnsProvider *self)
{
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* What goes into the path, the query or a header is in no JSON document, so the decoder leaves it out. */
static void
set_addresses (const AwsShape *shape,
               gpointer        input,
               JsonObject     *order)
{
  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];

      if (member->place != AWS_IN_BODY && member->kind == AWS_KIND_STRING
          && json_object_has_member (order, member->name))
        G_STRUCT_MEMBER (char *, input, member->offset) =
          g_strdup (json_object_get_string_member (order, member->name));
    }
}

static gpointer
call (AwsClient           *client,
      const AwsOperation  *operation,
      JsonObject          *order,
      GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *input_text = json_to_string (json_object_get_member (order, "input"), FALSE);
  const char *body = json_object_get_string_member_with_default (order, "body", NULL);
  gpointer input = NULL;

  if (operation->input != NULL)
    input = aws_json_codec_decode (operation->input, input_text, strlen (input_text), error);
  if (operation->input != NULL && input == NULL)
    return NULL;
  if (input != NULL)
    set_addresses (operation->input, input, json_object_get_object_member (order, "input"));
  if (operation == &AWS_S3_PUT_OBJECT && body != NULL)
    ((AwsPutObjectInput *) input)->body = g_bytes_new (body, strlen (body));

  aws_client_call_async (client, operation, input, NULL, called_cb, &result);
  if (input != NULL)
    aws_shape_free (operation->input, input);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return aws_client_call_finish (client, result, error);
}

static void
carry_out (AwsClient  *client,
           JsonObject *order)
{
  const char *name = json_object_get_string_member (order, "operation");
  const char *service = json_object_get_string_member_with_default (order, "service", "ec2");
  const AwsOperation *operation = aws_operations_find (service, name);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) report = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;
  gint64 start = g_get_monotonic_time ();
  gpointer output;

  if (operation == NULL)
    g_error ("there is no operation %s of %s", name, service);

  output = call (client, operation, order, &error);
  json_object_set_boolean_member (report, "ok", output != NULL);
  json_object_set_int_member (report, "milliseconds", (g_get_monotonic_time () - start) / 1000);
  json_object_set_boolean_member (report, "repeatable", operation->idempotent || operation->token != NULL);
  if (output != NULL)
    {
      g_autofree char *answer = aws_json_codec_encode (operation->output, output);

      json_object_set_member (report, "answer", json_from_string (answer, NULL));
    }
  else
    {
      json_object_set_string_member (report, "code", aws_error_get_code (error));
      json_object_set_int_member (report, "category", error->domain == AWS_ERROR ? error->code : -1);
      json_object_set_string_member (report, "message", error->message);
    }
  aws_shape_free (operation->output, output);

  json_node_set_object (node, report);
  line = json_to_string (node, FALSE);
  puts (line);
  fflush (stdout);
}

static void
list_mutating (void)
{
  for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
    if ((*operation)->mutating)
      printf ("%s %s\n", (*operation)->service->id, (*operation)->name);
}

int
main (int   argc,
      char *argv[])
{
  static const AwsTimeouts patience = { .connect = 2000, .idle = 500, .total = 3000 };
  g_autoptr(TestTurnsProvider) provider = g_object_new (TEST_TYPE_TURNS_PROVIDER, NULL);
  g_autoptr(AwsClient) client = NULL;
  static char line[65536];

  if (argc == 2 && strcmp (argv[1], "--mutating") == 0)
    {
      list_mutating ();
      return 0;
    }

  g_assert_cmpint (argc, ==, 6);
  provider->keys = argv + 2;
  client = aws_client_new (AWS_CREDENTIALS_PROVIDER (provider), "us-east-1", argv[1]);
  _aws_client_set_patience (client, &patience, 5);
  _aws_client_set_rate_scale (client, 0);

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = json_from_string (line, &error);

      g_assert_no_error (error);
      carry_out (client, json_node_get_object (node));
    }

  return 0;
}
