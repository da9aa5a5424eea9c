/* aws-iam.h: Identity and Access Management, what a check of an account needs (API version 2010-05-08)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *user_name; } AwsGetUserInput;
typedef struct
{
  char *permissions_boundary_type;
  char *permissions_boundary_arn;
} AwsPermissionsBoundary;
typedef struct
{
  char *path;
  char *user_name;
  char *user_id;
  char *arn;
  AwsTime create_date;
  AwsTime password_last_used;   /* absent: no password, or never used */
  AwsPermissionsBoundary *permissions_boundary;
} AwsIamUser;
typedef struct { AwsIamUser *user; } AwsGetUserOutput;

typedef struct { char *user_name; char *marker; AwsInteger max_items; } AwsListMFADevicesInput;
typedef struct { char *user_name; char *serial_number; AwsTime enable_date; } AwsMfaDevice;
typedef struct
{
  GPtrArray *mfa_devices;   /* AwsMfaDevice */
  AwsBoolean is_truncated;
  char *marker;
} AwsListMFADevicesOutput;

typedef struct { char *user_name; char *marker; AwsInteger max_items; } AwsListAccessKeysInput;
typedef struct
{
  char *user_name;
  char *access_key_id;
  char *status;   /* Active | Inactive */
  AwsTime create_date;
} AwsAccessKey;
typedef struct
{
  GPtrArray *access_key_metadata;   /* AwsAccessKey */
  AwsBoolean is_truncated;
  char *marker;
} AwsListAccessKeysOutput;

typedef struct { char *access_key_id; } AwsGetAccessKeyLastUsedInput;
typedef struct
{
  AwsTime last_used_date;
  char *service_name;
  char *region;   /* "N/A" when never used */
} AwsAccessKeyLastUsed;
typedef struct
{
  char *user_name;
  AwsAccessKeyLastUsed *access_key_last_used;
} AwsGetAccessKeyLastUsedOutput;

typedef struct
{
  char *context_key_name;
  GPtrArray *context_key_values;
  char *context_key_type;   /* string, stringList, numeric, boolean, ip, date, … */
} AwsContextEntry;
typedef struct
{
  char *policy_source_arn;      /* of a user, group or role; not of a session */
  GPtrArray *policy_input_list;
  GPtrArray *action_names;
  GPtrArray *resource_arns;
  char *resource_owner;
  char *caller_arn;             /* of a user, when the resource is not its own account's */
  GPtrArray *context_entries;   /* AwsContextEntry */
  char *resource_handling_option;
  AwsInteger max_items;
  char *marker;
} AwsSimulatePrincipalPolicyInput;
typedef struct { char *source_policy_id; char *source_policy_type; } AwsMatchedStatement;
typedef struct { AwsBoolean allowed_by_organizations; } AwsOrganizationsDecisionDetail;
typedef struct { AwsBoolean allowed_by_permissions_boundary; } AwsPermissionsBoundaryDecisionDetail;
typedef struct
{
  char *eval_resource_name;
  char *eval_resource_decision;    /* allowed | explicitDeny | implicitDeny */
  GPtrArray *matched_statements;   /* AwsMatchedStatement */
  GPtrArray *missing_context_values;
  AwsPermissionsBoundaryDecisionDetail *permissions_boundary_decision_detail;
} AwsResourceSpecificResult;
typedef struct
{
  char *eval_action_name;
  char *eval_resource_name;
  char *eval_decision;                    /* allowed | explicitDeny | implicitDeny */
  GPtrArray *matched_statements;          /* AwsMatchedStatement */
  GPtrArray *missing_context_values;
  AwsOrganizationsDecisionDetail *organizations_decision_detail;
  AwsPermissionsBoundaryDecisionDetail *permissions_boundary_decision_detail;
  GPtrArray *resource_specific_results;   /* AwsResourceSpecificResult */
} AwsEvaluationResult;
typedef struct
{
  GPtrArray *evaluation_results;   /* AwsEvaluationResult */
  AwsBoolean is_truncated;
  char *marker;
} AwsSimulatePrincipalPolicyOutput;

extern const AwsService AWS_IAM;
extern const AwsOperation AWS_IAM_GET_USER;   /* without a user name: the one who asks */
extern const AwsOperation AWS_IAM_LIST_MFA_DEVICES;
extern const AwsOperation AWS_IAM_LIST_ACCESS_KEYS;
extern const AwsOperation AWS_IAM_GET_ACCESS_KEY_LAST_USED;
extern const AwsOperation AWS_IAM_SIMULATE_PRINCIPAL_POLICY;

G_END_DECLS
