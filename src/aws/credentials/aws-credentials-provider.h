/* aws-credentials-provider.h: where credentials come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-credentials.h"

G_BEGIN_DECLS

#define AWS_TYPE_CREDENTIALS_PROVIDER (aws_credentials_provider_get_type ())
G_DECLARE_INTERFACE (AwsCredentialsProvider, aws_credentials_provider, AWS, CREDENTIALS_PROVIDER, GObject)

/* One source of credentials. Providers are asked in the caller's main context and answer there;
 * files are read and secrets looked up without blocking it. A provider that has nothing fails with
 * AWS_ERROR_CREDENTIALS, code "NoCredentials", and a chain then asks the next one; any other error
 * (a file that cannot be parsed, a locked keyring) ends the chain, because going on would silently
 * use somebody else's money. */
struct _AwsCredentialsProviderInterface
{
  GTypeInterface parent_iface;

  const char     *(*get_description) (AwsCredentialsProvider *self);
  void            (*load_async)      (AwsCredentialsProvider *self,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
  AwsCredentials *(*load_finish)     (AwsCredentialsProvider *self,
                                      GAsyncResult           *result,
                                      GError                **error);
};

/* One line for people: "environment variables", "profile work in ~/.aws/credentials" */
const char     *aws_credentials_provider_get_description (AwsCredentialsProvider *self);
void            aws_credentials_provider_load_async      (AwsCredentialsProvider *self,
                                                          GCancellable           *cancellable,
                                                          GAsyncReadyCallback     callback,
                                                          gpointer                user_data);
AwsCredentials *aws_credentials_provider_load_finish     (AwsCredentialsProvider *self,
                                                          GAsyncResult           *result,
                                                          GError                **error);

/* The providers, each in a file of its own. @interaction: (nullable): who asks a person. */
AwsCredentialsProvider *aws_static_provider_new      (AwsCredentials *credentials);
AwsCredentialsProvider *aws_environment_provider_new (void);
AwsCredentialsProvider *aws_profile_provider_new     (const char     *profile);    /* NULL: AWS_PROFILE, then "default" */
AwsCredentialsProvider *aws_chain_provider_new       (GPtrArray      *providers);  /* of AwsCredentialsProvider, in order */

G_END_DECLS
