/* aws-sts.h: the Security Token Service (API version 2011-06-15)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *user_id; char *account; char *arn; } AwsGetCallerIdentityOutput;

typedef struct { char *arn; } AwsStsPolicy;
typedef struct { char *key; char *value; } AwsStsTag;
typedef struct
{
  char *role_arn;
  char *role_session_name;
  GPtrArray *policy_arns;        /* AwsStsPolicy */
  char *policy;                  /* JSON: narrows what the session may do */
  AwsInteger duration_seconds;   /* 900 to 43200, of a role assumed from a role 3600 at most */
  GPtrArray *tags;               /* AwsStsTag */
  char *external_id;
  char *serial_number;           /* of the MFA device */
  char *token_code;              /* six digits, good for one call */
  char *source_identity;
} AwsAssumeRoleInput;
typedef struct
{
  char *access_key_id;
  char *secret_access_key;
  char *session_token;
  AwsTime expiration;
} AwsStsCredentials;
typedef struct { char *assumed_role_id; char *arn; } AwsAssumedRoleUser;
typedef struct
{
  AwsStsCredentials *credentials;
  AwsAssumedRoleUser *assumed_role_user;
  AwsInteger packed_policy_size;
  char *source_identity;
} AwsAssumeRoleOutput;

typedef struct
{
  char *role_arn;
  char *role_session_name;
  char *web_identity_token;
  GPtrArray *policy_arns;   /* AwsStsPolicy */
  char *policy;
  AwsInteger duration_seconds;
} AwsAssumeRoleWithWebIdentityInput;
typedef struct
{
  AwsStsCredentials *credentials;
  char *subject_from_web_identity_token;
  AwsAssumedRoleUser *assumed_role_user;
  AwsInteger packed_policy_size;
  char *source_identity;
} AwsAssumeRoleWithWebIdentityOutput;

typedef struct
{
  AwsInteger duration_seconds;
  char *serial_number;
  char *token_code;   /* six digits, good for one call */
} AwsGetSessionTokenInput;
typedef struct { AwsStsCredentials *credentials; } AwsGetSessionTokenOutput;

typedef struct { char *access_key_id; } AwsGetAccessKeyInfoInput;
typedef struct { char *account; } AwsGetAccessKeyInfoOutput;

typedef struct { char *encoded_message; } AwsDecodeAuthorizationMessageInput;
typedef struct { char *decoded_message; } AwsDecodeAuthorizationMessageOutput;   /* JSON: allowed, explicitDeny, matchedStatements, context */

extern const AwsService AWS_STS;
extern const AwsOperation AWS_STS_GET_CALLER_IDENTITY;   /* no input */
extern const AwsOperation AWS_STS_ASSUME_ROLE;
extern const AwsOperation AWS_STS_ASSUME_ROLE_WITH_WEB_IDENTITY;   /* unsigned */
extern const AwsOperation AWS_STS_GET_SESSION_TOKEN;
extern const AwsOperation AWS_STS_GET_ACCESS_KEY_INFO;
extern const AwsOperation AWS_STS_DECODE_AUTHORIZATION_MESSAGE;

G_END_DECLS
