/* aws-sso.h: what a token of IAM Identity Center is good for (the portal, API version 2019-06-10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *role_name;      /* required */
  char *account_id;     /* required */
  char *access_token;   /* required, secret */
} AwsGetRoleCredentialsInput;
typedef struct
{
  char *access_key_id;
  char *secret_access_key;   /* secret */
  char *session_token;       /* secret */
  AwsInteger expiration;     /* Unix milliseconds */
} AwsRoleCredentials;
typedef struct { AwsRoleCredentials *role_credentials; } AwsGetRoleCredentialsOutput;

typedef struct
{
  char *next_token;
  AwsInteger max_results;
  char *access_token;   /* required, secret */
} AwsListAccountsInput;
typedef struct
{
  char *account_id;
  char *account_name;
  char *email_address;
} AwsAccountInfo;
typedef struct { char *next_token; GPtrArray *account_list; /* AwsAccountInfo */ } AwsListAccountsOutput;

typedef struct
{
  char *next_token;
  AwsInteger max_results;
  char *access_token;   /* required, secret */
  char *account_id;     /* required */
} AwsListAccountRolesInput;
typedef struct { char *role_name; char *account_id; } AwsRoleInfo;
typedef struct { char *next_token; GPtrArray *role_list; /* AwsRoleInfo */ } AwsListAccountRolesOutput;

typedef struct { char *access_token; /* required, secret */ } AwsLogoutInput;

/* Not signed: the token says who asks. UnauthorizedException: it is not good any more. */
extern const AwsService AWS_SSO;
extern const AwsOperation AWS_SSO_GET_ROLE_CREDENTIALS;
extern const AwsOperation AWS_SSO_LIST_ACCOUNTS;
extern const AwsOperation AWS_SSO_LIST_ACCOUNT_ROLES;
extern const AwsOperation AWS_SSO_LOGOUT;

G_END_DECLS
