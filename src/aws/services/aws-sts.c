/* aws-sts.c: the Security Token Service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sts"

#include "aws/services/aws-sts.h"

const AwsService AWS_STS =
{
  .id = "sts",
  .sdk_id = "STS",
  .version = "2011-06-15",
  .protocol = AWS_PROTOCOL_QUERY,
};

static const AwsMember get_caller_identity_output_members[] =
{
  AWS_MEMBER (AwsGetCallerIdentityOutput, user_id, "UserId", STRING),
  AWS_MEMBER (AwsGetCallerIdentityOutput, account, "Account", STRING),
  AWS_MEMBER (AwsGetCallerIdentityOutput, arn, "Arn", STRING),
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

static const AwsMember sts_policy_members[] =
{
  AWS_MEMBER (AwsStsPolicy, arn, "arn", STRING),
};
static const AwsShape sts_policy_shape =
  AWS_SHAPE ("StsPolicy", AwsStsPolicy, sts_policy_members);

static const AwsMember sts_tag_members[] =
{
  AWS_MEMBER (AwsStsTag, key, "Key", STRING),
  AWS_MEMBER (AwsStsTag, value, "Value", STRING),
};
static const AwsShape sts_tag_shape =
  AWS_SHAPE ("StsTag", AwsStsTag, sts_tag_members);

static const AwsMember assume_role_input_members[] =
{
  AWS_MEMBER (AwsAssumeRoleInput, role_arn, "RoleArn", STRING),
  AWS_MEMBER (AwsAssumeRoleInput, role_session_name, "RoleSessionName", STRING),
  AWS_MEMBER_OF (AwsAssumeRoleInput, policy_arns, "PolicyArns", LIST, &sts_policy_shape),
  AWS_MEMBER (AwsAssumeRoleInput, policy, "Policy", STRING),
  AWS_MEMBER (AwsAssumeRoleInput, duration_seconds, "DurationSeconds", INTEGER),
  AWS_MEMBER_OF (AwsAssumeRoleInput, tags, "Tags", LIST, &sts_tag_shape),
  AWS_MEMBER (AwsAssumeRoleInput, external_id, "ExternalId", STRING),
  AWS_MEMBER (AwsAssumeRoleInput, serial_number, "SerialNumber", STRING),
  AWS_MEMBER (AwsAssumeRoleInput, token_code, "TokenCode", SECRET),
  AWS_MEMBER (AwsAssumeRoleInput, source_identity, "SourceIdentity", STRING),
};
static const AwsShape assume_role_input_shape =
  AWS_SHAPE ("AssumeRoleInput", AwsAssumeRoleInput, assume_role_input_members);

static const AwsMember sts_credentials_members[] =
{
  AWS_MEMBER (AwsStsCredentials, access_key_id, "AccessKeyId", STRING),
  AWS_MEMBER (AwsStsCredentials, secret_access_key, "SecretAccessKey", SECRET),
  AWS_MEMBER (AwsStsCredentials, session_token, "SessionToken", SECRET),
  AWS_MEMBER (AwsStsCredentials, expiration, "Expiration", TIME),
};
static const AwsShape sts_credentials_shape =
  AWS_SHAPE ("StsCredentials", AwsStsCredentials, sts_credentials_members);

static const AwsMember assumed_role_user_members[] =
{
  AWS_MEMBER (AwsAssumedRoleUser, assumed_role_id, "AssumedRoleId", STRING),
  AWS_MEMBER (AwsAssumedRoleUser, arn, "Arn", STRING),
};
static const AwsShape assumed_role_user_shape =
  AWS_SHAPE ("AssumedRoleUser", AwsAssumedRoleUser, assumed_role_user_members);

static const AwsMember assume_role_output_members[] =
{
  AWS_MEMBER_OF (AwsAssumeRoleOutput, credentials,
                 "Credentials", STRUCTURE, &sts_credentials_shape),
  AWS_MEMBER_OF (AwsAssumeRoleOutput, assumed_role_user,
                 "AssumedRoleUser", STRUCTURE, &assumed_role_user_shape),
  AWS_MEMBER (AwsAssumeRoleOutput, packed_policy_size, "PackedPolicySize", INTEGER),
  AWS_MEMBER (AwsAssumeRoleOutput, source_identity, "SourceIdentity", STRING),
};
static const AwsShape assume_role_output_shape =
  AWS_SHAPE ("AssumeRoleOutput", AwsAssumeRoleOutput, assume_role_output_members);

const AwsOperation AWS_STS_ASSUME_ROLE =
{
  .service = &AWS_STS,
  .name = "AssumeRole",
  .input = &assume_role_input_shape,
  .output = &assume_role_output_shape,
};

static const AwsMember assume_role_with_web_identity_input_members[] =
{
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityInput, role_arn, "RoleArn", STRING),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityInput, role_session_name, "RoleSessionName", STRING),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityInput, web_identity_token, "WebIdentityToken", SECRET),
  AWS_MEMBER_OF (AwsAssumeRoleWithWebIdentityInput, policy_arns,
                 "PolicyArns", LIST, &sts_policy_shape),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityInput, policy, "Policy", STRING),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityInput, duration_seconds, "DurationSeconds", INTEGER),
};
static const AwsShape assume_role_with_web_identity_input_shape =
  AWS_SHAPE ("AssumeRoleWithWebIdentityInput", AwsAssumeRoleWithWebIdentityInput,
             assume_role_with_web_identity_input_members);

static const AwsMember assume_role_with_web_identity_output_members[] =
{
  AWS_MEMBER_OF (AwsAssumeRoleWithWebIdentityOutput, credentials,
                 "Credentials", STRUCTURE, &sts_credentials_shape),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityOutput, subject_from_web_identity_token,
              "SubjectFromWebIdentityToken", STRING),
  AWS_MEMBER_OF (AwsAssumeRoleWithWebIdentityOutput, assumed_role_user,
                 "AssumedRoleUser", STRUCTURE, &assumed_role_user_shape),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityOutput, packed_policy_size, "PackedPolicySize", INTEGER),
  AWS_MEMBER (AwsAssumeRoleWithWebIdentityOutput, source_identity, "SourceIdentity", STRING),
};
static const AwsShape assume_role_with_web_identity_output_shape =
  AWS_SHAPE ("AssumeRoleWithWebIdentityOutput", AwsAssumeRoleWithWebIdentityOutput,
             assume_role_with_web_identity_output_members);

const AwsOperation AWS_STS_ASSUME_ROLE_WITH_WEB_IDENTITY =
{
  .service = &AWS_STS,
  .name = "AssumeRoleWithWebIdentity",
  .input = &assume_role_with_web_identity_input_shape,
  .output = &assume_role_with_web_identity_output_shape,
  .anonymous = TRUE,
};

static const AwsMember get_session_token_input_members[] =
{
  AWS_MEMBER (AwsGetSessionTokenInput, duration_seconds, "DurationSeconds", INTEGER),
  AWS_MEMBER (AwsGetSessionTokenInput, serial_number, "SerialNumber", STRING),
  AWS_MEMBER (AwsGetSessionTokenInput, token_code, "TokenCode", SECRET),
};
static const AwsShape get_session_token_input_shape =
  AWS_SHAPE ("GetSessionTokenInput", AwsGetSessionTokenInput, get_session_token_input_members);

static const AwsMember get_session_token_output_members[] =
{
  AWS_MEMBER_OF (AwsGetSessionTokenOutput, credentials,
                 "Credentials", STRUCTURE, &sts_credentials_shape),
};
static const AwsShape get_session_token_output_shape =
  AWS_SHAPE ("GetSessionTokenOutput", AwsGetSessionTokenOutput, get_session_token_output_members);

const AwsOperation AWS_STS_GET_SESSION_TOKEN =
{
  .service = &AWS_STS,
  .name = "GetSessionToken",
  .input = &get_session_token_input_shape,
  .output = &get_session_token_output_shape,
};

static const AwsMember get_access_key_info_input_members[] =
{
  AWS_MEMBER (AwsGetAccessKeyInfoInput, access_key_id, "AccessKeyId", STRING),
};
static const AwsShape get_access_key_info_input_shape =
  AWS_SHAPE ("GetAccessKeyInfoInput", AwsGetAccessKeyInfoInput, get_access_key_info_input_members);

static const AwsMember get_access_key_info_output_members[] =
{
  AWS_MEMBER (AwsGetAccessKeyInfoOutput, account, "Account", STRING),
};
static const AwsShape get_access_key_info_output_shape =
  AWS_SHAPE ("GetAccessKeyInfoOutput", AwsGetAccessKeyInfoOutput,
             get_access_key_info_output_members);

const AwsOperation AWS_STS_GET_ACCESS_KEY_INFO =
{
  .service = &AWS_STS,
  .name = "GetAccessKeyInfo",
  .input = &get_access_key_info_input_shape,
  .output = &get_access_key_info_output_shape,
};

static const AwsMember decode_authorization_message_input_members[] =
{
  AWS_MEMBER (AwsDecodeAuthorizationMessageInput, encoded_message, "EncodedMessage", STRING),
};
static const AwsShape decode_authorization_message_input_shape =
  AWS_SHAPE ("DecodeAuthorizationMessageInput", AwsDecodeAuthorizationMessageInput,
             decode_authorization_message_input_members);

static const AwsMember decode_authorization_message_output_members[] =
{
  AWS_MEMBER (AwsDecodeAuthorizationMessageOutput, decoded_message, "DecodedMessage", STRING),
};
static const AwsShape decode_authorization_message_output_shape =
  AWS_SHAPE ("DecodeAuthorizationMessageOutput", AwsDecodeAuthorizationMessageOutput,
             decode_authorization_message_output_members);

const AwsOperation AWS_STS_DECODE_AUTHORIZATION_MESSAGE =
{
  .service = &AWS_STS,
  .name = "DecodeAuthorizationMessage",
  .input = &decode_authorization_message_input_shape,
  .output = &decode_authorization_message_output_shape,
};
