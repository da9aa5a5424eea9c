/* aws-profile-sources.c: the ways of a profile, in their order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-sources.h"

AwsCredentialsProvider *
aws_profile_sources_new (AwsProfile       *profile,
                         AwsSourceContext *context,
                         gboolean          use_environment)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (sources, aws_web_identity_source_new (profile, context, use_environment));
  g_ptr_array_add (sources, aws_sso_source_new (profile, context));
  g_ptr_array_add (sources, aws_key_source_new (profile, FALSE));
  g_ptr_array_add (sources, aws_login_source_new (profile, context));
  g_ptr_array_add (sources, aws_process_source_new (profile, context));
  g_ptr_array_add (sources, aws_key_source_new (profile, TRUE));

  return aws_chain_provider_new (sources);
}
