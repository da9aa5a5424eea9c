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
 * aws_credentials_provider_get_profile:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): the name of the profile whose settings count for whoever uses the
 *   credentials; %NULL when they have nothing to do with profiles (keys from the keyring)
 */
const char *
aws_credentials_provider_get_profile (AwsCredentialsProvider *self)
{
  AwsCredentialsProviderInterface *iface;

  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self), NULL);

  iface = AWS_CREDENTIALS_PROVIDER_GET_IFACE (self);

  return iface->get_profile != NULL ? iface->get_profile (self) : NULL;
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

/**
 * aws_credentials_provider_dup_current:
 * @self: a provider
 *
 * Returns: (transfer full) (nullable): credentials that need no waiting, or %NULL when they have to be loaded
 */
AwsCredentials *
aws_credentials_provider_dup_current (AwsCredentialsProvider *self)
{
  AwsCredentialsProviderInterface *iface;

  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self), NULL);

  iface = AWS_CREDENTIALS_PROVIDER_GET_IFACE (self);

  return iface->dup_current != NULL ? iface->dup_current (self) : NULL;
}

/**
 * aws_credentials_provider_forget:
 * @self: a provider
 * @refused: credentials of @self that AWS does not accept any more
 *
 * Whatever @self, or a file it shares with other programs, keeps of @refused is not used again.
 */
void
aws_credentials_provider_forget (AwsCredentialsProvider *self,
                                 AwsCredentials         *refused)
{
  AwsCredentialsProviderInterface *iface;

  g_return_if_fail (AWS_IS_CREDENTIALS_PROVIDER (self));
  g_return_if_fail (refused != NULL);

  iface = AWS_CREDENTIALS_PROVIDER_GET_IFACE (self);
  if (iface->forget != NULL)
    iface->forget (self, refused);
}
