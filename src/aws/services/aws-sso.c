/* aws-sso.c: what a token of IAM Identity Center is good for (the portal)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/services/aws-sso.h"

#define ACCESS_TOKEN_MEMBER(Type) \
  AWS_MEMBER_IN (HEADER, Type, access_token, "x-amz-sso_bearer_token", SECRET)

const AwsService AWS_SSO =
{
  .id = "sso",
  .sdk_id = "SSO",
  .endpoint_prefix = "portal.sso",
  .signing_name = "awsssoportal",
  .version = "2019-06-10",
  .protocol = AWS_PROTOCOL_REST_JSON,
};

static const AwsMember get_role_credentials_input_members[] =
{
  AWS_MEMBER_IN (QUERY, AwsGetRoleCredentialsInput, role_name, "role_name", STRING),
  AWS_MEMBER_IN (QUERY, AwsGetRoleCredentialsInput, account_id, "account_id", STRING),
  ACCESS_TOKEN_MEMBER (AwsGetRoleCredentialsInput),
};
static const AwsShape get_role_credentials_input_shape =
  AWS_SHAPE ("GetRoleCredentialsInput", AwsGetRoleCredentialsInput,
             get_role_credentials_input_members);

static const AwsMember role_credentials_members[] =
{
  AWS_MEMBER (AwsRoleCredentials, access_key_id, "accessKeyId", STRING),
  AWS_MEMBER (AwsRoleCredentials, secret_access_key, "secretAccessKey", SECRET),
  AWS_MEMBER (AwsRoleCredentials, session_token, "sessionToken", SECRET),
  AWS_MEMBER (AwsRoleCredentials, expiration, "expiration", INTEGER),
};
static const AwsShape role_credentials_shape =
  AWS_SHAPE ("RoleCredentials", AwsRoleCredentials, role_credentials_members);

static const AwsMember get_role_credentials_output_members[] =
{
  AWS_MEMBER_OF (AwsGetRoleCredentialsOutput, role_credentials,
                 "roleCredentials", STRUCTURE, &role_credentials_shape),
};
static const AwsShape get_role_credentials_output_shape =
  AWS_SHAPE ("GetRoleCredentialsOutput", AwsGetRoleCredentialsOutput,
             get_role_credentials_output_members);

const AwsOperation AWS_SSO_GET_ROLE_CREDENTIALS =
{
  .service = &AWS_SSO,
  .name = "GetRoleCredentials",
  .input = &get_role_credentials_input_shape,
  .output = &get_role_credentials_output_shape,
  .anonymous = TRUE,
  .method = "GET",
  .path = "/federation/credentials",
};

static const AwsMember list_accounts_input_members[] =
{
  AWS_MEMBER_IN (QUERY, AwsListAccountsInput, next_token, "next_token", STRING),
  AWS_MEMBER_IN (QUERY, AwsListAccountsInput, max_results, "max_result", INTEGER),
  ACCESS_TOKEN_MEMBER (AwsListAccountsInput),
};
static const AwsShape list_accounts_input_shape =
  AWS_SHAPE ("ListAccountsInput", AwsListAccountsInput, list_accounts_input_members);

static const AwsMember account_info_members[] =
{
  AWS_MEMBER (AwsAccountInfo, account_id, "accountId", STRING),
  AWS_MEMBER (AwsAccountInfo, account_name, "accountName", STRING),
  AWS_MEMBER (AwsAccountInfo, email_address, "emailAddress", STRING),
};
static const AwsShape account_info_shape =
  AWS_SHAPE ("AccountInfo", AwsAccountInfo, account_info_members);

static const AwsMember list_accounts_output_members[] =
{
  AWS_MEMBER (AwsListAccountsOutput, next_token, "nextToken", STRING),
  AWS_MEMBER_OF (AwsListAccountsOutput, account_list, "accountList", LIST, &account_info_shape),
};
static const AwsShape list_accounts_output_shape =
  AWS_SHAPE ("ListAccountsOutput", AwsListAccountsOutput, list_accounts_output_members);

const AwsOperation AWS_SSO_LIST_ACCOUNTS =
{
  .service = &AWS_SSO,
  .name = "ListAccounts",
  .input = &list_accounts_input_shape,
  .output = &list_accounts_output_shape,
  .items = "accountList",
  .anonymous = TRUE,
  .method = "GET",
  .path = "/assignment/accounts",
  .input_token = "next_token",
};

static const AwsMember list_account_roles_input_members[] =
{
  AWS_MEMBER_IN (QUERY, AwsListAccountRolesInput, next_token, "next_token", STRING),
  AWS_MEMBER_IN (QUERY, AwsListAccountRolesInput, max_results, "max_result", INTEGER),
  ACCESS_TOKEN_MEMBER (AwsListAccountRolesInput),
  AWS_MEMBER_IN (QUERY, AwsListAccountRolesInput, account_id, "account_id", STRING),
};
static const AwsShape list_account_roles_input_shape =
  AWS_SHAPE ("ListAccountRolesInput", AwsListAccountRolesInput, list_account_roles_input_members);

static const AwsMember role_info_members[] =
{
  AWS_MEMBER (AwsRoleInfo, role_name, "roleName", STRING),
  AWS_MEMBER (AwsRoleInfo, account_id, "accountId", STRING),
};
static const AwsShape role_info_shape = AWS_SHAPE ("RoleInfo", AwsRoleInfo, role_info_members);

static const AwsMember list_account_roles_output_members[] =
{
  AWS_MEMBER (AwsListAccountRolesOutput, next_token, "nextToken", STRING),
  AWS_MEMBER_OF (AwsListAccountRolesOutput, role_list, "roleList", LIST, &role_info_shape),
};
static const AwsShape list_account_roles_output_shape =
  AWS_SHAPE ("ListAccountRolesOutput", AwsListAccountRolesOutput,
             list_account_roles_output_members);

const AwsOperation AWS_SSO_LIST_ACCOUNT_ROLES =
{
  .service = &AWS_SSO,
  .name = "ListAccountRoles",
  .input = &list_account_roles_input_shape,
  .output = &list_account_roles_output_shape,
  .items = "roleList",
  .anonymous = TRUE,
  .method = "GET",
  .path = "/assignment/roles",
  .input_token = "next_token",
};

static const AwsMember logout_input_members[] =
{
  ACCESS_TOKEN_MEMBER (AwsLogoutInput),
};
static const AwsShape logout_input_shape =
  AWS_SHAPE ("LogoutInput", AwsLogoutInput, logout_input_members);

const AwsOperation AWS_SSO_LOGOUT =
{
  .service = &AWS_SSO,
  .name = "Logout",
  .input = &logout_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
  .anonymous = TRUE,
  .path = "/logout",
};
