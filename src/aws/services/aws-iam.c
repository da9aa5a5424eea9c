/* aws-iam.c: Identity and Access Management, what a check of an account needs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-iam"

#include "aws/services/aws-iam.h"

const AwsService AWS_IAM =
{
  .id = "iam",
  .sdk_id = "IAM",
  .version = "2010-05-08",
  .protocol = AWS_PROTOCOL_QUERY,
};

static const AwsMember get_user_input_members[] =
{
  AWS_MEMBER (AwsGetUserInput, user_name, "UserName", STRING),
};
static const AwsShape get_user_input_shape =
  AWS_SHAPE ("GetUserInput", AwsGetUserInput, get_user_input_members);

static const AwsMember permissions_boundary_members[] =
{
  AWS_MEMBER (AwsPermissionsBoundary, permissions_boundary_type, "PermissionsBoundaryType", STRING),
  AWS_MEMBER (AwsPermissionsBoundary, permissions_boundary_arn, "PermissionsBoundaryArn", STRING),
};
static const AwsShape permissions_boundary_shape =
  AWS_SHAPE ("PermissionsBoundary", AwsPermissionsBoundary, permissions_boundary_members);

static const AwsMember iam_user_members[] =
{
  AWS_MEMBER (AwsIamUser, path, "Path", STRING),
  AWS_MEMBER (AwsIamUser, user_name, "UserName", STRING),
  AWS_MEMBER (AwsIamUser, user_id, "UserId", STRING),
  AWS_MEMBER (AwsIamUser, arn, "Arn", STRING),
  AWS_MEMBER (AwsIamUser, create_date, "CreateDate", TIME),
  AWS_MEMBER (AwsIamUser, password_last_used, "PasswordLastUsed", TIME),
  AWS_MEMBER_OF (AwsIamUser, permissions_boundary,
                 "PermissionsBoundary", STRUCTURE, &permissions_boundary_shape),
};
static const AwsShape iam_user_shape =
  AWS_SHAPE ("IamUser", AwsIamUser, iam_user_members);

static const AwsMember get_user_output_members[] =
{
  AWS_MEMBER_OF (AwsGetUserOutput, user, "User", STRUCTURE, &iam_user_shape),
};
static const AwsShape get_user_output_shape =
  AWS_SHAPE ("GetUserOutput", AwsGetUserOutput, get_user_output_members);

const AwsOperation AWS_IAM_GET_USER =
{
  .service = &AWS_IAM,
  .name = "GetUser",
  .input = &get_user_input_shape,
  .output = &get_user_output_shape,
};

static const AwsMember list_mfa_devices_input_members[] =
{
  AWS_MEMBER (AwsListMFADevicesInput, user_name, "UserName", STRING),
  AWS_MEMBER (AwsListMFADevicesInput, marker, "Marker", STRING),
  AWS_MEMBER (AwsListMFADevicesInput, max_items, "MaxItems", INTEGER),
};
static const AwsShape list_mfa_devices_input_shape =
  AWS_SHAPE ("ListMFADevicesInput", AwsListMFADevicesInput, list_mfa_devices_input_members);

static const AwsMember mfa_device_members[] =
{
  AWS_MEMBER (AwsMfaDevice, user_name, "UserName", STRING),
  AWS_MEMBER (AwsMfaDevice, serial_number, "SerialNumber", STRING),
  AWS_MEMBER (AwsMfaDevice, enable_date, "EnableDate", TIME),
};
static const AwsShape mfa_device_shape =
  AWS_SHAPE ("MfaDevice", AwsMfaDevice, mfa_device_members);

static const AwsMember list_mfa_devices_output_members[] =
{
  AWS_MEMBER_OF (AwsListMFADevicesOutput, mfa_devices, "MFADevices", LIST, &mfa_device_shape),
  AWS_MEMBER (AwsListMFADevicesOutput, is_truncated, "IsTruncated", BOOLEAN),
  AWS_MEMBER (AwsListMFADevicesOutput, marker, "Marker", STRING),
};
static const AwsShape list_mfa_devices_output_shape =
  AWS_SHAPE ("ListMFADevicesOutput", AwsListMFADevicesOutput, list_mfa_devices_output_members);

const AwsOperation AWS_IAM_LIST_MFA_DEVICES =
{
  .service = &AWS_IAM,
  .name = "ListMFADevices",
  .input = &list_mfa_devices_input_shape,
  .output = &list_mfa_devices_output_shape,
  .items = "MFADevices",
  .input_token = "Marker",
  .output_token = "Marker",
};

static const AwsMember list_access_keys_input_members[] =
{
  AWS_MEMBER (AwsListAccessKeysInput, user_name, "UserName", STRING),
  AWS_MEMBER (AwsListAccessKeysInput, marker, "Marker", STRING),
  AWS_MEMBER (AwsListAccessKeysInput, max_items, "MaxItems", INTEGER),
};
static const AwsShape list_access_keys_input_shape =
  AWS_SHAPE ("ListAccessKeysInput", AwsListAccessKeysInput, list_access_keys_input_members);

static const AwsMember access_key_members[] =
{
  AWS_MEMBER (AwsAccessKey, user_name, "UserName", STRING),
  AWS_MEMBER (AwsAccessKey, access_key_id, "AccessKeyId", STRING),
  AWS_MEMBER (AwsAccessKey, status, "Status", STRING),
  AWS_MEMBER (AwsAccessKey, create_date, "CreateDate", TIME),
};
static const AwsShape access_key_shape =
  AWS_SHAPE ("AccessKey", AwsAccessKey, access_key_members);

static const AwsMember list_access_keys_output_members[] =
{
  AWS_MEMBER_OF (AwsListAccessKeysOutput, access_key_metadata,
                 "AccessKeyMetadata", LIST, &access_key_shape),
  AWS_MEMBER (AwsListAccessKeysOutput, is_truncated, "IsTruncated", BOOLEAN),
  AWS_MEMBER (AwsListAccessKeysOutput, marker, "Marker", STRING),
};
static const AwsShape list_access_keys_output_shape =
  AWS_SHAPE ("ListAccessKeysOutput", AwsListAccessKeysOutput, list_access_keys_output_members);

const AwsOperation AWS_IAM_LIST_ACCESS_KEYS =
{
  .service = &AWS_IAM,
  .name = "ListAccessKeys",
  .input = &list_access_keys_input_shape,
  .output = &list_access_keys_output_shape,
  .items = "AccessKeyMetadata",
  .input_token = "Marker",
  .output_token = "Marker",
};

static const AwsMember get_access_key_last_used_input_members[] =
{
  AWS_MEMBER (AwsGetAccessKeyLastUsedInput, access_key_id, "AccessKeyId", STRING),
};
static const AwsShape get_access_key_last_used_input_shape =
  AWS_SHAPE ("GetAccessKeyLastUsedInput", AwsGetAccessKeyLastUsedInput,
             get_access_key_last_used_input_members);

static const AwsMember access_key_last_used_members[] =
{
  AWS_MEMBER (AwsAccessKeyLastUsed, last_used_date, "LastUsedDate", TIME),
  AWS_MEMBER (AwsAccessKeyLastUsed, service_name, "ServiceName", STRING),
  AWS_MEMBER (AwsAccessKeyLastUsed, region, "Region", STRING),
};
static const AwsShape access_key_last_used_shape =
  AWS_SHAPE ("AccessKeyLastUsed", AwsAccessKeyLastUsed, access_key_last_used_members);

static const AwsMember get_access_key_last_used_output_members[] =
{
  AWS_MEMBER (AwsGetAccessKeyLastUsedOutput, user_name, "UserName", STRING),
  AWS_MEMBER_OF (AwsGetAccessKeyLastUsedOutput, access_key_last_used,
                 "AccessKeyLastUsed", STRUCTURE, &access_key_last_used_shape),
};
static const AwsShape get_access_key_last_used_output_shape =
  AWS_SHAPE ("GetAccessKeyLastUsedOutput", AwsGetAccessKeyLastUsedOutput,
             get_access_key_last_used_output_members);

const AwsOperation AWS_IAM_GET_ACCESS_KEY_LAST_USED =
{
  .service = &AWS_IAM,
  .name = "GetAccessKeyLastUsed",
  .input = &get_access_key_last_used_input_shape,
  .output = &get_access_key_last_used_output_shape,
};

static const AwsMember context_entry_members[] =
{
  AWS_MEMBER (AwsContextEntry, context_key_name, "ContextKeyName", STRING),
  AWS_MEMBER (AwsContextEntry, context_key_values, "ContextKeyValues", STRING_LIST),
  AWS_MEMBER (AwsContextEntry, context_key_type, "ContextKeyType", STRING),
};
static const AwsShape context_entry_shape =
  AWS_SHAPE ("ContextEntry", AwsContextEntry, context_entry_members);

static const AwsMember simulate_principal_policy_input_members[] =
{
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, policy_source_arn, "PolicySourceArn", STRING),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, policy_input_list, "PolicyInputList", STRING_LIST),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, action_names, "ActionNames", STRING_LIST),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, resource_arns, "ResourceArns", STRING_LIST),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, resource_owner, "ResourceOwner", STRING),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, caller_arn, "CallerArn", STRING),
  AWS_MEMBER_OF (AwsSimulatePrincipalPolicyInput, context_entries,
                 "ContextEntries", LIST, &context_entry_shape),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, resource_handling_option,
              "ResourceHandlingOption", STRING),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, max_items, "MaxItems", INTEGER),
  AWS_MEMBER (AwsSimulatePrincipalPolicyInput, marker, "Marker", STRING),
};
static const AwsShape simulate_principal_policy_input_shape =
  AWS_SHAPE ("SimulatePrincipalPolicyInput", AwsSimulatePrincipalPolicyInput,
             simulate_principal_policy_input_members);

static const AwsMember matched_statement_members[] =
{
  AWS_MEMBER (AwsMatchedStatement, source_policy_id, "SourcePolicyId", STRING),
  AWS_MEMBER (AwsMatchedStatement, source_policy_type, "SourcePolicyType", STRING),
};
static const AwsShape matched_statement_shape =
  AWS_SHAPE ("MatchedStatement", AwsMatchedStatement, matched_statement_members);

static const AwsMember organizations_decision_detail_members[] =
{
  AWS_MEMBER (AwsOrganizationsDecisionDetail, allowed_by_organizations,
              "AllowedByOrganizations", BOOLEAN),
};
static const AwsShape organizations_decision_detail_shape =
  AWS_SHAPE ("OrganizationsDecisionDetail", AwsOrganizationsDecisionDetail,
             organizations_decision_detail_members);

static const AwsMember permissions_boundary_decision_detail_members[] =
{
  AWS_MEMBER (AwsPermissionsBoundaryDecisionDetail, allowed_by_permissions_boundary,
              "AllowedByPermissionsBoundary", BOOLEAN),
};
static const AwsShape permissions_boundary_decision_detail_shape =
  AWS_SHAPE ("PermissionsBoundaryDecisionDetail", AwsPermissionsBoundaryDecisionDetail,
             permissions_boundary_decision_detail_members);

static const AwsMember resource_specific_result_members[] =
{
  AWS_MEMBER (AwsResourceSpecificResult, eval_resource_name, "EvalResourceName", STRING),
  AWS_MEMBER (AwsResourceSpecificResult, eval_resource_decision, "EvalResourceDecision", STRING),
  AWS_MEMBER_OF (AwsResourceSpecificResult, matched_statements,
                 "MatchedStatements", LIST, &matched_statement_shape),
  AWS_MEMBER (AwsResourceSpecificResult, missing_context_values,
              "MissingContextValues", STRING_LIST),
  AWS_MEMBER_OF (AwsResourceSpecificResult, permissions_boundary_decision_detail,
                 "PermissionsBoundaryDecisionDetail", STRUCTURE, &permissions_boundary_decision_detail_shape),
};
static const AwsShape resource_specific_result_shape =
  AWS_SHAPE ("ResourceSpecificResult", AwsResourceSpecificResult,
             resource_specific_result_members);

static const AwsMember evaluation_result_members[] =
{
  AWS_MEMBER (AwsEvaluationResult, eval_action_name, "EvalActionName", STRING),
  AWS_MEMBER (AwsEvaluationResult, eval_resource_name, "EvalResourceName", STRING),
  AWS_MEMBER (AwsEvaluationResult, eval_decision, "EvalDecision", STRING),
  AWS_MEMBER_OF (AwsEvaluationResult, matched_statements,
                 "MatchedStatements", LIST, &matched_statement_shape),
  AWS_MEMBER (AwsEvaluationResult, missing_context_values, "MissingContextValues", STRING_LIST),
  AWS_MEMBER_OF (AwsEvaluationResult, organizations_decision_detail,
                 "OrganizationsDecisionDetail", STRUCTURE, &organizations_decision_detail_shape),
  AWS_MEMBER_OF (AwsEvaluationResult, permissions_boundary_decision_detail,
                 "PermissionsBoundaryDecisionDetail", STRUCTURE, &permissions_boundary_decision_detail_shape),
  AWS_MEMBER_OF (AwsEvaluationResult, resource_specific_results,
                 "ResourceSpecificResults", LIST, &resource_specific_result_shape),
};
static const AwsShape evaluation_result_shape =
  AWS_SHAPE ("EvaluationResult", AwsEvaluationResult, evaluation_result_members);

static const AwsMember simulate_principal_policy_output_members[] =
{
  AWS_MEMBER_OF (AwsSimulatePrincipalPolicyOutput, evaluation_results,
                 "EvaluationResults", LIST, &evaluation_result_shape),
  AWS_MEMBER (AwsSimulatePrincipalPolicyOutput, is_truncated, "IsTruncated", BOOLEAN),
  AWS_MEMBER (AwsSimulatePrincipalPolicyOutput, marker, "Marker", STRING),
};
static const AwsShape simulate_principal_policy_output_shape =
  AWS_SHAPE ("SimulatePrincipalPolicyOutput", AwsSimulatePrincipalPolicyOutput,
             simulate_principal_policy_output_members);

const AwsOperation AWS_IAM_SIMULATE_PRINCIPAL_POLICY =
{
  .service = &AWS_IAM,
  .name = "SimulatePrincipalPolicy",
  .input = &simulate_principal_policy_input_shape,
  .output = &simulate_principal_policy_output_shape,
  .items = "EvaluationResults",
  .input_token = "Marker",
  .output_token = "Marker",
};
