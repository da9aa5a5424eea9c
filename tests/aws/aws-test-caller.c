/* aws-test-caller.c: a client whose calls go to a server that does as it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-caller.h"

#include "aws/aws-error.h"

const AwsTimeouts caller_patience = { .connect = 2000, .idle = 300, .total = 3000 };

void
caller_use_credentials (AwsTestCaller *caller,
                        const char    *token)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", token, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  g_clear_object (&caller->client);
  caller->client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (caller->server));
  _aws_client_set_patience (caller->client, &caller_patience, 20);
  _aws_client_set_rate_scale (caller->client, 0);
}

void
caller_set_up (AwsTestCaller *caller,
               gconstpointer  data)
{
  caller->server = aws_test_server_new ();
  caller->loop = g_main_loop_new (NULL, FALSE);
  caller->items = g_ptr_array_new_with_free_func (g_free);
  caller->cancellable = g_cancellable_new ();
  caller_use_credentials (caller, NULL);
}

void
caller_clear_result (AwsTestCaller *caller)
{
  g_clear_error (&caller->error);
  if (caller->operation != NULL)
    aws_shape_free (caller->operation->output, g_steal_pointer (&caller->answer));
  g_ptr_array_set_size (caller->items, 0);
}

void
caller_tear_down (AwsTestCaller *caller,
                  gconstpointer  data)
{
  caller_clear_result (caller);
  g_assert_finalize_object (g_steal_pointer (&caller->client));
  g_clear_object (&caller->cancellable);
  aws_test_server_free (caller->server);
  g_ptr_array_unref (caller->items);
  g_main_loop_unref (caller->loop);
}

void
caller_push (AwsTestCaller *caller,
             guint          status,
             const char    *body)
{
  aws_test_server_push (caller->server, &(AwsTestAnswer) { .status = status, .body = body });
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AwsTestCaller *caller = user_data;

  caller->answer = aws_client_call_finish (AWS_CLIENT (source), result, &caller->error);
  g_main_loop_quit (caller->loop);
}

gpointer
caller_call (AwsTestCaller      *caller,
             const AwsOperation *operation,
             gconstpointer       input)
{
  caller_clear_result (caller);
  caller->operation = operation;
  aws_client_call_async (caller->client, operation, input, caller->cancellable, called_cb, caller);
  g_main_loop_run (caller->loop);
  g_assert_true ((caller->answer != NULL) != (caller->error != NULL));

  return caller->answer;
}

void
caller_assert_failed (AwsTestCaller *caller,
                      int            category,
                      const char    *code)
{
  g_assert_error (caller->error, AWS_ERROR, category);
  g_assert_cmpstr (aws_error_get_code (caller->error), ==, code);
}

void
caller_assert_n_requests (AwsTestCaller *caller,
                          guint          n)
{
  g_assert_cmpuint (aws_test_server_get_n_requests (caller->server), ==, n);
}

void
caller_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  AwsTestCaller *caller = user_data;

  caller->listed = aws_client_list_finish (AWS_CLIENT (source), result, &caller->error);
  g_main_loop_quit (caller->loop);
}
