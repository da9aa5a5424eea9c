/* aws-sources.h: the single places that a profile, and what comes after it, can get credentials from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials-provider.h"
#include "aws/credentials/aws-source-context.h"

G_BEGIN_DECLS

/* All return (transfer full) a provider that fails with "NoCredentials" where @profile says nothing of its way.
 * What the files say was read before: nobody sees one half of a change. */

/* role_arn, by way of source_profile or credential_source. @visited: (nullable) (element-type utf8): the
 * profiles on the way here, the first one first */
AwsCredentialsProvider *aws_role_source_new         (AwsProfile       *profile,
                                                     AwsSourceContext *context,
                                                     GPtrArray        *visited);
/* web_identity_token_file; @use_environment: AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN count too */
AwsCredentialsProvider *aws_web_identity_source_new (AwsProfile       *profile,
                                                     AwsSourceContext *context,
                                                     gboolean          use_environment);
/* sso_account_id and sso_role_name */
AwsCredentialsProvider *aws_sso_source_new          (AwsProfile       *profile,
                                                     AwsSourceContext *context);
/* login_session */
AwsCredentialsProvider *aws_login_source_new        (AwsProfile       *profile,
                                                     AwsSourceContext *context);
/* credential_process */
AwsCredentialsProvider *aws_process_source_new      (AwsProfile       *profile,
                                                     AwsSourceContext *context);
/* aws_access_key_id, in the one file or the other */
AwsCredentialsProvider *aws_key_source_new          (AwsProfile       *profile,
                                                     gboolean          in_config);

/* The files of older tools: AWS_CREDENTIAL_FILE, BOTO_CONFIG, ~/.boto, /etc/boto.cfg */
AwsCredentialsProvider *aws_legacy_source_new       (void);
/* AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI: ECS, EKS, CloudShell */
AwsCredentialsProvider *aws_container_source_new    (AwsSourceContext *context);
/* The role of the EC2 instance that this runs on */
AwsCredentialsProvider *aws_instance_source_new     (AwsSourceContext *context);

/* All ways of @profile, but for role_arn, in their order */
AwsCredentialsProvider *aws_profile_sources_new     (AwsProfile       *profile,
                                                     AwsSourceContext *context,
                                                     gboolean          use_environment);

G_END_DECLS
