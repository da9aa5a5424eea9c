/* aws-credentials-provider.h: where credentials come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-credentials.h"
#include "aws/credentials/aws-interaction.h"
#include "aws/credentials/aws-sso-session.h"

G_BEGIN_DECLS

#define AWS_TYPE_CREDENTIALS_PROVIDER (aws_credentials_provider_get_type ())
G_DECLARE_INTERFACE (AwsCredentialsProvider, aws_credentials_provider, AWS, CREDENTIALS_PROVIDER, GObject)

/* One source of credentials. Providers are asked in the caller's main context and answer there;
 * files are read and secrets looked up without blocking it. A provider that has nothing fails with
 * AWS_ERROR_CREDENTIALS, code "NoCredentials", and a chain then asks the next one; any other error
 * (a file that cannot be parsed, a locked keyring) ends the chain, because going on would silently
 * use somebody else's money.
 *
 * dup_current and forget may be absent: see the functions below. */
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
  AwsCredentials *(*dup_current)     (AwsCredentialsProvider *self);
  void            (*forget)          (AwsCredentialsProvider *self,
                                      AwsCredentials         *refused);
  const char     *(*get_profile)     (AwsCredentialsProvider *self);   /* (nullable) */
};

/* One line for people: "environment variables", "profile work in ~/.aws/credentials" */
const char     *aws_credentials_provider_get_description (AwsCredentialsProvider *self);
/* (nullable): the profile that also says how to talk to AWS (endpoints, retries, certificates) */
const char     *aws_credentials_provider_get_profile     (AwsCredentialsProvider *self);
void            aws_credentials_provider_load_async      (AwsCredentialsProvider *self,
                                                          GCancellable           *cancellable,
                                                          GAsyncReadyCallback     callback,
                                                          gpointer                user_data);
AwsCredentials *aws_credentials_provider_load_finish     (AwsCredentialsProvider *self,
                                                          GAsyncResult           *result,
                                                          GError                **error);

/* (transfer full) (nullable): credentials that are at hand and good for a while; NULL: they have to be loaded */
AwsCredentials *aws_credentials_provider_dup_current     (AwsCredentialsProvider *self);
/* AWS does not take @refused any more: the next load must not answer with what was kept of them. */
void            aws_credentials_provider_forget          (AwsCredentialsProvider *self,
                                                          AwsCredentials         *refused);

/* What a program uses: everything the AWS CLI looks at, in its order. @interaction: (nullable): who asks a
 * person. @profile: (nullable): a profile that was named; the environment's keys are not used then.
 * NULL: AWS_PROFILE, then AWS_DEFAULT_PROFILE, then "default". */
AwsCredentialsProvider *aws_default_chain_new        (const char             *profile,
                                                      AwsInteraction         *interaction);
/* What @profile says, and nothing else. */
AwsCredentialsProvider *aws_profile_provider_new     (const char             *profile,
                                                      AwsInteraction         *interaction);
/* Keeps what @inner answers and renews it in time. One for each account: everything that asks it at the
 * same time shares one load, so a person is asked once. A caching @inner is answered itself. */
AwsCredentialsProvider *aws_caching_provider_new     (AwsCredentialsProvider *inner);

/* The single sources, each in a file of its own. */
AwsCredentialsProvider *aws_static_provider_new      (AwsCredentials         *credentials);
AwsCredentialsProvider *aws_environment_provider_new (void);
AwsCredentialsProvider *aws_chain_provider_new       (GPtrArray              *providers);  /* of AwsCredentialsProvider, in order */
/* @profile: (nullable): for messages */
AwsCredentialsProvider *aws_sso_provider_new         (AwsSsoSession          *session,
                                                      const char             *account_id,
                                                      const char             *role_name,
                                                      const char             *profile,
                                                      AwsInteraction         *interaction);
/* @login_session: an ARN, what "aws login" wrote into the profile. @region: (nullable) */
AwsCredentialsProvider *aws_login_provider_new       (const char             *login_session,
                                                      const char             *region,
                                                      const char             *profile);

G_END_DECLS
