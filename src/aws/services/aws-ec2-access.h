/* aws-ec2-access.h: EC2: security groups and their rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *cidr_ip; char *description; } AwsIpRange;

typedef struct { char *cidr_ipv6; char *description; } AwsIpv6Range;

typedef struct { char *prefix_list_id; char *description; } AwsPrefixListId;

typedef struct
{
  char *user_id;
  char *group_id;
  char *group_name;
  char *vpc_id;
  char *description;
} AwsUserIdGroupPair;

typedef struct
{
  char *ip_protocol;                 /* tcp, udp, icmp, "-1" for all */
  AwsInteger from_port;
  AwsInteger to_port;
  GPtrArray *ip_ranges;
  GPtrArray *ipv6_ranges;
  GPtrArray *prefix_list_ids;
  GPtrArray *user_id_group_pairs;
} AwsIpPermission;

typedef struct
{
  char *group_id;
  char *group_name;
  char *description;
  char *vpc_id;
  char *owner_id;
  GPtrArray *ip_permissions;
  GPtrArray *ip_permissions_egress;
  GPtrArray *tags;
} AwsSecurityGroup;

typedef struct
{
  GPtrArray *group_ids;
  GPtrArray *group_names;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSecurityGroupsInput;
typedef struct { GPtrArray *security_groups; char *next_token; } AwsDescribeSecurityGroupsOutput;

typedef struct
{
  char *group_name;
  char *description;
  char *vpc_id;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateSecurityGroupInput;
typedef struct { char *group_id; GPtrArray *tags; } AwsCreateSecurityGroupOutput;

typedef struct { char *group_id; AwsBoolean dry_run; } AwsDeleteSecurityGroupInput;

typedef struct
{
  char *security_group_rule_id;
  char *group_id;
  char *group_owner_id;
  AwsBoolean is_egress;
  char *ip_protocol;
  AwsInteger from_port;
  AwsInteger to_port;
  char *cidr_ipv4;
  char *cidr_ipv6;
  char *prefix_list_id;
  char *referenced_group_id;
  char *referenced_user_id;
  char *description;
  GPtrArray *tags;
} AwsSecurityGroupRule;

typedef struct
{
  GPtrArray *security_group_rule_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSecurityGroupRulesInput;
typedef struct
{
  GPtrArray *security_group_rules;
  char *next_token;
} AwsDescribeSecurityGroupRulesOutput;

typedef struct
{
  char *group_id;
  GPtrArray *ip_permissions;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsAuthorizeSecurityGroupIngressInput;
typedef struct
{
  AwsBoolean success;
  GPtrArray *security_group_rules;
} AwsAuthorizeSecurityGroupOutput;

typedef struct
{
  char *group_id;
  GPtrArray *ip_permissions;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsAuthorizeSecurityGroupEgressInput;

/* By rule ids, or by what the rules say. */
typedef struct
{
  char *group_id;
  GPtrArray *security_group_rule_ids;
  GPtrArray *ip_permissions;
  AwsBoolean dry_run;
} AwsRevokeSecurityGroupIngressInput;
typedef struct
{
  AwsBoolean success;
  GPtrArray *unknown_ip_permissions;
} AwsRevokeSecurityGroupOutput;

typedef struct
{
  char *group_id;
  GPtrArray *security_group_rule_ids;
  GPtrArray *ip_permissions;
  AwsBoolean dry_run;
} AwsRevokeSecurityGroupEgressInput;

extern const AwsOperation AWS_EC2_DESCRIBE_SECURITY_GROUPS;  /* items: AwsSecurityGroup */
extern const AwsOperation AWS_EC2_CREATE_SECURITY_GROUP;
extern const AwsOperation AWS_EC2_DELETE_SECURITY_GROUP;
extern const AwsOperation AWS_EC2_DESCRIBE_SECURITY_GROUP_RULES;  /* items: AwsSecurityGroupRule */
/* answers AwsAuthorizeSecurityGroupOutput */
extern const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS;
/* answers AwsAuthorizeSecurityGroupOutput */
extern const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_EGRESS;
/* answers AwsRevokeSecurityGroupOutput */
extern const AwsOperation AWS_EC2_REVOKE_SECURITY_GROUP_INGRESS;
/* answers AwsRevokeSecurityGroupOutput */
extern const AwsOperation AWS_EC2_REVOKE_SECURITY_GROUP_EGRESS;

G_END_DECLS
