/* aws-sts-session.h: becoming a role
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/credentials/aws-source-context.h"
#include "aws/services/aws-sts.h"

G_BEGIN_DECLS

/* (transfer full): a client for STS. @source: (nullable): who becomes @role_arn; NULL: nobody signs */
AwsClient      *aws_sts_session_create_client (AwsSourceContext         *context,
                                               const char               *role_arn,
                                               AwsCredentials           *source);
/* (transfer full): what STS answered, which is wiped. Fails with AWS_ERROR_PROTOCOL. */
AwsCredentials *aws_sts_session_take          (AwsStsCredentials        *answer,
                                               const AwsAssumedRoleUser *user,
                                               GError                  **error);
/* (transfer full): a name for a session that nobody named */
char           *aws_sts_session_dup_name      (void);
/* "arn:aws:iam::123456789012:role/team/deploy" → "deploy". Borrowed. */
const char     *aws_sts_session_get_role_name (const char               *role_arn);

G_END_DECLS
