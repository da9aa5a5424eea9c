/* aws-sts.c: the Security Token Service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sts"

#include "aws/aws-sts.h"

const AwsService AWS_STS =
{
  .id = "sts",
  .sdk_id = "STS",
  .version = "2011-06-15",
  .protocol = AWS_PROTOCOL_QUERY,
};

static const AwsMember get_caller_identity_output_members[] =
{
  AWS_MEMBER (AwsGetCallerIdentityOutput, account, "Account", STRING),
  AWS_MEMBER (AwsGetCallerIdentityOutput, arn, "Arn", STRING),
  AWS_MEMBER (AwsGetCallerIdentityOutput, user_id, "UserId", STRING),
};
static const AwsShape get_caller_identity_output_shape =
  AWS_SHAPE ("GetCallerIdentityOutput", AwsGetCallerIdentityOutput,
             get_caller_identity_output_members);

const AwsOperation AWS_STS_GET_CALLER_IDENTITY =
{
  .service = &AWS_STS,
  .name = "GetCallerIdentity",
  .output = &get_caller_identity_output_shape,
};
