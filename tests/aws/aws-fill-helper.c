/* aws-fill-helper.c: sends every operation with every member filled, for test_requests_botocore.py
 *
 * usage: FLOTILLA_RECORD_REQUESTS=FILE aws-fill-helper
 *
 * Prints the number of parameters of each request: "ec2 DescribeVpcs 9"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>

#include "aws/aws-client.h"
#include "aws-operations.h"
#include "aws-test-server.h"

static gpointer fill_structure (const AwsShape *shape,
                                guint          *n_values);

static GPtrArray *
fill_list (const AwsMember *member,
           guint           *n_values)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < 2; i++)
    {
      if (member->kind == AWS_KIND_LIST)
        {
          g_ptr_array_add (list, fill_structure (member->shape, n_values));
        }
      else
        {
          g_ptr_array_add (list, g_strdup_printf ("item %u & \"ü\"", i));
          *n_values += 1;
        }
    }

  return list;
}

static void
fill_member (const AwsMember *member,
             gpointer         field,
             guint           *n_values)
{
  /* Values that any bound and any form accepts: 50 for numbers, a text that is base64 as well. */
  *n_values += 1;
  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = g_strdup ("dGV4dA==");
      break;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = aws_integer (50);
      break;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = aws_double (0.1);
      break;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = aws_boolean (TRUE);
      break;

    case AWS_KIND_TIME:
      *(AwsTime *) field = aws_time (1440938160);
      break;

    case AWS_KIND_STRUCTURE:
      *n_values -= 1;
      *(gpointer *) field = fill_structure (member->shape, n_values);
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      *n_values -= 1;
      *(GPtrArray **) field = fill_list (member, n_values);
      break;

    default:
      g_assert_not_reached ();
    }
}

static gpointer
fill_structure (const AwsShape *shape,
                guint          *n_values)
{
  gpointer structure = aws_shape_new (shape);

  for (guint i = 0; i < shape->n_members; i++)
    fill_member (&shape->members[i], G_STRUCT_MEMBER_P (structure, shape->members[i].offset), n_values);

  return structure;
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* The answer is an error; what was sent is what counts. */
  g_assert_null (aws_client_call_finish (AWS_CLIENT (source), result, &error));
  g_assert_nonnull (error);
  g_main_loop_quit (user_data);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AwsTestServer) server = aws_test_server_new ();
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  g_autoptr(AwsClient) client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (server));
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  aws_test_server_push (server, &(AwsTestAnswer) { .status = 400 });
  for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
    {
      const AwsShape *shape = (*operation)->input;
      guint n_values = 0;
      gpointer input = shape != NULL ? fill_structure (shape, &n_values) : NULL;

      aws_client_call_async (client, *operation, input, NULL, called_cb, loop);
      g_main_loop_run (loop);
      printf ("%s %s %u\n", (*operation)->service->id, (*operation)->name, n_values);
      if (shape != NULL)
        aws_shape_free (shape, input);
    }

  return 0;
}
