/* aws-default-chain.c: everything the AWS CLI looks at, in its order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials-provider.h"

/**
 * aws_default_chain_new:
 * @profile: (nullable): a profile that was named; the environment's keys are not used then
 * @interaction: (nullable): who asks a person
 *
 * Returns: (transfer full): a provider of whatever credentials this user has
 */
AwsCredentialsProvider *
aws_default_chain_new (const char     *profile,
                       AwsInteraction *interaction)
{
  g_autoptr(GPtrArray) providers = g_ptr_array_new_with_free_func (g_object_unref);

  if (profile == NULL)
    g_ptr_array_add (providers, aws_environment_provider_new ());
  g_ptr_array_add (providers, aws_profile_provider_new (profile, interaction));

  return aws_chain_provider_new (providers);
}
