/* aws-call-helper.c: calls AWS as its environment says and tells how it went
 *
 *     aws-call-helper [COUNT]
 *
 * With keys, proxies, certificates and endpoints from the environment, in us-east-1. Writes a line for
 * each call, one after the other: "ok ACCOUNT", or "error CATEGORY CODE MESSAGE".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>

#include "aws/aws-client-private.h"
#include "aws/aws-error.h"
#include "aws/services/aws-sts.h"

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
call (AwsClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AwsGetCallerIdentityOutput *output;

  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, NULL, called_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  output = aws_client_call_finish (client, result, &error);
  if (output != NULL)
    printf ("ok %s\n", output->account);
  else
    printf ("error %d %s %s\n", error->domain == AWS_ERROR ? error->code : -1, aws_error_get_code (error),
            error->message);
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, output);
}

int
main (int   argc,
      char *argv[])
{
  static const AwsTimeouts patience = { .connect = 5000, .idle = 5000, .total = 20000 };
  g_autoptr(AwsCredentialsProvider) provider = aws_default_chain_new (NULL, NULL);
  g_autoptr(AwsClient) client = aws_client_new (provider, "us-east-1", NULL);
  guint64 count = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 1;

  _aws_client_set_patience (client, &patience, 10);
  for (guint64 i = 0; i < count; i++)
    call (client);

  return 0;
}
