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
#include "aws-test-fill.h"
#include "aws-test-server.h"

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
      guint n_values;
      gpointer input = aws_test_fill (shape, &n_values);

      aws_client_call_async (client, *operation, input, NULL, called_cb, loop);
      g_main_loop_run (loop);
      printf ("%s %s %u\n", (*operation)->service->id, (*operation)->name, n_values);
      if (shape != NULL)
        aws_shape_free (shape, input);
    }

  return 0;
}
