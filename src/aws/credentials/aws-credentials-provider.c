/* aws-credentials-provider.c: where credentials come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

G_DEFINE_INTERFACE (AwsCredentialsProvider, aws_credentials_provider, G_TYPE_OBJECT)

static void
aws_credentials_provider_default_init (AwsCredentialsProviderInterface *iface)
{
}

const char *
aws_credentials_provider_get_description (AwsCredentialsProvider *self)
{
  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self), NULL);

  return AWS_CREDENTIALS_PROVIDER_GET_IFACE (self)->get_description (self);
}

/**
 * aws_credentials_provider_load_async:
 * @self: a provider
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks for credentials. Providers do not cache what may change (files, the environment): their user does.
 */
void
aws_credentials_provider_load_async (AwsCredentialsProvider *self,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_return_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self));

  AWS_CREDENTIALS_PROVIDER_GET_IFACE (self)->load_async (self, cancellable, callback, user_data);
}

/**
 * aws_credentials_provider_load_finish:
 * @self: a provider
 * @result: the result
 * @error: where to put the error: %AWS_ERROR_CREDENTIALS with code "NoCredentials" when it has none
 *
 * Returns: (transfer full): credentials, or %NULL with @error set
 */
AwsCredentials *
aws_credentials_provider_load_finish (AwsCredentialsProvider  *self,
                                      GAsyncResult            *result,
                                      GError                 **error)
{
  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self), NULL);

  return AWS_CREDENTIALS_PROVIDER_GET_IFACE (self)->load_finish (self, result, error);
}
