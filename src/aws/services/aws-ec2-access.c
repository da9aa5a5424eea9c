/* aws-ec2-access.c: EC2: security groups and their rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-access.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_security_groups_input_members[] =
{
  AWS_MEMBER (AwsDescribeSecurityGroupsInput, group_ids, "GroupId", STRING_LIST),
  AWS_MEMBER (AwsDescribeSecurityGroupsInput, group_names, "GroupName", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSecurityGroupsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSecurityGroupsInput),
  AWS_MEMBER (AwsDescribeSecurityGroupsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_security_groups_input_shape =
  AWS_SHAPE ("DescribeSecurityGroupsInput", AwsDescribeSecurityGroupsInput,
             describe_security_groups_input_members);

static const AwsMember ip_range_members[] =
{
  AWS_MEMBER (AwsIpRange, cidr_ip, "cidrIp", STRING),
  AWS_MEMBER (AwsIpRange, description, "description", STRING),
};
static const AwsShape ip_range_shape = AWS_SHAPE ("IpRange", AwsIpRange, ip_range_members);

static const AwsMember ipv6_range_members[] =
{
  AWS_MEMBER (AwsIpv6Range, cidr_ipv6, "cidrIpv6", STRING),
  AWS_MEMBER (AwsIpv6Range, description, "description", STRING),
};
static const AwsShape ipv6_range_shape = AWS_SHAPE ("Ipv6Range", AwsIpv6Range, ipv6_range_members);

static const AwsMember prefix_list_id_members[] =
{
  AWS_MEMBER (AwsPrefixListId, prefix_list_id, "prefixListId", STRING),
  AWS_MEMBER (AwsPrefixListId, description, "description", STRING),
};
static const AwsShape prefix_list_id_shape =
  AWS_SHAPE ("PrefixListId", AwsPrefixListId, prefix_list_id_members);

static const AwsMember user_id_group_pair_members[] =
{
  AWS_MEMBER (AwsUserIdGroupPair, user_id, "userId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, group_id, "groupId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, group_name, "groupName", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, description, "description", STRING),
};
static const AwsShape user_id_group_pair_shape =
  AWS_SHAPE ("UserIdGroupPair", AwsUserIdGroupPair, user_id_group_pair_members);

static const AwsMember ip_permission_members[] =
{
  AWS_MEMBER (AwsIpPermission, ip_protocol, "ipProtocol", STRING),
  AWS_MEMBER (AwsIpPermission, from_port, "fromPort", INTEGER),
  AWS_MEMBER (AwsIpPermission, to_port, "toPort", INTEGER),
  AWS_MEMBER_OF (AwsIpPermission, ip_ranges, "ipRanges", LIST, &ip_range_shape),
  AWS_MEMBER_OF (AwsIpPermission, ipv6_ranges, "ipv6Ranges", LIST, &ipv6_range_shape),
  AWS_MEMBER_OF (AwsIpPermission, prefix_list_ids, "prefixListIds", LIST, &prefix_list_id_shape),
  AWS_MEMBER_OF (AwsIpPermission, user_id_group_pairs, "groups", LIST, &user_id_group_pair_shape),
};
static const AwsShape ip_permission_shape =
  AWS_SHAPE ("IpPermission", AwsIpPermission, ip_permission_members);

static const AwsMember security_group_members[] =
{
  AWS_MEMBER (AwsSecurityGroup, group_id, "groupId", STRING),
  AWS_MEMBER (AwsSecurityGroup, group_name, "groupName", STRING),
  AWS_MEMBER (AwsSecurityGroup, description, "groupDescription", STRING),
  AWS_MEMBER (AwsSecurityGroup, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsSecurityGroup, owner_id, "ownerId", STRING),
  AWS_MEMBER_OF (AwsSecurityGroup, ip_permissions, "ipPermissions", LIST, &ip_permission_shape),
  AWS_MEMBER_OF (AwsSecurityGroup, ip_permissions_egress,
                 "ipPermissionsEgress", LIST, &ip_permission_shape),
  AWS_MEMBER_OF (AwsSecurityGroup, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape security_group_shape =
  AWS_SHAPE ("SecurityGroup", AwsSecurityGroup, security_group_members);

static const AwsMember describe_security_groups_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSecurityGroupsOutput, security_groups,
                 "securityGroupInfo", LIST, &security_group_shape),
  AWS_MEMBER (AwsDescribeSecurityGroupsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_security_groups_output_shape =
  AWS_SHAPE ("DescribeSecurityGroupsOutput", AwsDescribeSecurityGroupsOutput,
             describe_security_groups_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SECURITY_GROUPS =
{
  .service = &AWS_EC2,
  .name = "DescribeSecurityGroups",
  .input = &describe_security_groups_input_shape,
  .output = &describe_security_groups_output_shape,
  .items = "securityGroupInfo",
};

static const AwsMember create_security_group_input_members[] =
{
  AWS_MEMBER (AwsCreateSecurityGroupInput, group_name, "GroupName", STRING),
  AWS_MEMBER (AwsCreateSecurityGroupInput, description, "GroupDescription", STRING),
  AWS_MEMBER (AwsCreateSecurityGroupInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER_OF (AwsCreateSecurityGroupInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateSecurityGroupInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_security_group_input_shape =
  AWS_SHAPE ("CreateSecurityGroupInput", AwsCreateSecurityGroupInput,
             create_security_group_input_members);

static const AwsMember create_security_group_output_members[] =
{
  AWS_MEMBER (AwsCreateSecurityGroupOutput, group_id, "groupId", STRING),
  AWS_MEMBER_OF (AwsCreateSecurityGroupOutput, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape create_security_group_output_shape =
  AWS_SHAPE ("CreateSecurityGroupOutput", AwsCreateSecurityGroupOutput,
             create_security_group_output_members);

const AwsOperation AWS_EC2_CREATE_SECURITY_GROUP =
{
  .service = &AWS_EC2,
  .name = "CreateSecurityGroup",
  .input = &create_security_group_input_shape,
  .output = &create_security_group_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_security_group_input_members[] =
{
  AWS_MEMBER (AwsDeleteSecurityGroupInput, group_id, "GroupId", STRING),
  AWS_MEMBER (AwsDeleteSecurityGroupInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_security_group_input_shape =
  AWS_SHAPE ("DeleteSecurityGroupInput", AwsDeleteSecurityGroupInput,
             delete_security_group_input_members);

const AwsOperation AWS_EC2_DELETE_SECURITY_GROUP =
{
  .service = &AWS_EC2,
  .name = "DeleteSecurityGroup",
  .input = &delete_security_group_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_security_group_rules_input_members[] =
{
  AWS_MEMBER (AwsDescribeSecurityGroupRulesInput, security_group_rule_ids,
              "SecurityGroupRuleId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSecurityGroupRulesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSecurityGroupRulesInput),
  AWS_MEMBER (AwsDescribeSecurityGroupRulesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_security_group_rules_input_shape =
  AWS_SHAPE ("DescribeSecurityGroupRulesInput", AwsDescribeSecurityGroupRulesInput,
             describe_security_group_rules_input_members);

static const AwsMember security_group_rule_members[] =
{
  AWS_MEMBER (AwsSecurityGroupRule, security_group_rule_id, "securityGroupRuleId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, group_id, "groupId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, group_owner_id, "groupOwnerId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, is_egress, "isEgress", BOOLEAN),
  AWS_MEMBER (AwsSecurityGroupRule, ip_protocol, "ipProtocol", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, from_port, "fromPort", INTEGER),
  AWS_MEMBER (AwsSecurityGroupRule, to_port, "toPort", INTEGER),
  AWS_MEMBER (AwsSecurityGroupRule, cidr_ipv4, "cidrIpv4", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, cidr_ipv6, "cidrIpv6", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, prefix_list_id, "prefixListId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, referenced_group_id, "referencedGroupInfo/groupId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, referenced_user_id, "referencedGroupInfo/userId", STRING),
  AWS_MEMBER (AwsSecurityGroupRule, description, "description", STRING),
  AWS_MEMBER_OF (AwsSecurityGroupRule, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape security_group_rule_shape =
  AWS_SHAPE ("SecurityGroupRule", AwsSecurityGroupRule, security_group_rule_members);

static const AwsMember describe_security_group_rules_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSecurityGroupRulesOutput, security_group_rules,
                 "securityGroupRuleSet", LIST, &security_group_rule_shape),
  AWS_MEMBER (AwsDescribeSecurityGroupRulesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_security_group_rules_output_shape =
  AWS_SHAPE ("DescribeSecurityGroupRulesOutput", AwsDescribeSecurityGroupRulesOutput,
             describe_security_group_rules_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SECURITY_GROUP_RULES =
{
  .service = &AWS_EC2,
  .name = "DescribeSecurityGroupRules",
  .input = &describe_security_group_rules_input_shape,
  .output = &describe_security_group_rules_output_shape,
  .items = "securityGroupRuleSet",
};

static const AwsMember ip_range_request_members[] =
{
  AWS_MEMBER (AwsIpRange, cidr_ip, "CidrIp", STRING),
  AWS_MEMBER (AwsIpRange, description, "Description", STRING),
};
static const AwsShape ip_range_request_shape =
  AWS_SHAPE ("IpRange", AwsIpRange, ip_range_request_members);

static const AwsMember ipv6_range_request_members[] =
{
  AWS_MEMBER (AwsIpv6Range, cidr_ipv6, "CidrIpv6", STRING),
  AWS_MEMBER (AwsIpv6Range, description, "Description", STRING),
};
static const AwsShape ipv6_range_request_shape =
  AWS_SHAPE ("Ipv6Range", AwsIpv6Range, ipv6_range_request_members);

static const AwsMember prefix_list_id_request_members[] =
{
  AWS_MEMBER (AwsPrefixListId, prefix_list_id, "PrefixListId", STRING),
  AWS_MEMBER (AwsPrefixListId, description, "Description", STRING),
};
static const AwsShape prefix_list_id_request_shape =
  AWS_SHAPE ("PrefixListId", AwsPrefixListId, prefix_list_id_request_members);

static const AwsMember user_id_group_pair_request_members[] =
{
  AWS_MEMBER (AwsUserIdGroupPair, user_id, "UserId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, group_id, "GroupId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, group_name, "GroupName", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, vpc_id, "VpcId", STRING),
  AWS_MEMBER (AwsUserIdGroupPair, description, "Description", STRING),
};
static const AwsShape user_id_group_pair_request_shape =
  AWS_SHAPE ("UserIdGroupPair", AwsUserIdGroupPair, user_id_group_pair_request_members);

static const AwsMember ip_permission_request_members[] =
{
  AWS_MEMBER (AwsIpPermission, ip_protocol, "IpProtocol", STRING),
  AWS_MEMBER (AwsIpPermission, from_port, "FromPort", INTEGER),
  AWS_MEMBER (AwsIpPermission, to_port, "ToPort", INTEGER),
  AWS_MEMBER_OF (AwsIpPermission, ip_ranges, "IpRanges", LIST, &ip_range_request_shape),
  AWS_MEMBER_OF (AwsIpPermission, ipv6_ranges, "Ipv6Ranges", LIST, &ipv6_range_request_shape),
  AWS_MEMBER_OF (AwsIpPermission, prefix_list_ids,
                 "PrefixListIds", LIST, &prefix_list_id_request_shape),
  AWS_MEMBER_OF (AwsIpPermission, user_id_group_pairs,
                 "Groups", LIST, &user_id_group_pair_request_shape),
};
static const AwsShape ip_permission_request_shape =
  AWS_SHAPE ("IpPermission", AwsIpPermission, ip_permission_request_members);

static const AwsMember authorize_security_group_ingress_input_members[] =
{
  AWS_MEMBER (AwsAuthorizeSecurityGroupIngressInput, group_id, "GroupId", STRING),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupIngressInput, ip_permissions,
                 "IpPermissions", LIST, &ip_permission_request_shape),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupIngressInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsAuthorizeSecurityGroupIngressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape authorize_security_group_ingress_input_shape =
  AWS_SHAPE ("AuthorizeSecurityGroupIngressInput", AwsAuthorizeSecurityGroupIngressInput,
             authorize_security_group_ingress_input_members);

static const AwsMember authorize_security_group_output_members[] =
{
  AWS_MEMBER (AwsAuthorizeSecurityGroupOutput, success, "return", BOOLEAN),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupOutput, security_group_rules,
                 "securityGroupRuleSet", LIST, &security_group_rule_shape),
};
static const AwsShape authorize_security_group_output_shape =
  AWS_SHAPE ("AuthorizeSecurityGroupOutput", AwsAuthorizeSecurityGroupOutput,
             authorize_security_group_output_members);

const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS =
{
  .service = &AWS_EC2,
  .name = "AuthorizeSecurityGroupIngress",
  .input = &authorize_security_group_ingress_input_shape,
  .output = &authorize_security_group_output_shape,
  .mutating = TRUE,
};

static const AwsMember authorize_security_group_egress_input_members[] =
{
  AWS_MEMBER (AwsAuthorizeSecurityGroupEgressInput, group_id, "GroupId", STRING),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupEgressInput, ip_permissions,
                 "IpPermissions", LIST, &ip_permission_request_shape),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupEgressInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsAuthorizeSecurityGroupEgressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape authorize_security_group_egress_input_shape =
  AWS_SHAPE ("AuthorizeSecurityGroupEgressInput", AwsAuthorizeSecurityGroupEgressInput,
             authorize_security_group_egress_input_members);

const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_EGRESS =
{
  .service = &AWS_EC2,
  .name = "AuthorizeSecurityGroupEgress",
  .input = &authorize_security_group_egress_input_shape,
  .output = &authorize_security_group_output_shape,
  .mutating = TRUE,
};

static const AwsMember revoke_security_group_ingress_input_members[] =
{
  AWS_MEMBER (AwsRevokeSecurityGroupIngressInput, group_id, "GroupId", STRING),
  AWS_MEMBER (AwsRevokeSecurityGroupIngressInput, security_group_rule_ids,
              "SecurityGroupRuleId", STRING_LIST),
  AWS_MEMBER_OF (AwsRevokeSecurityGroupIngressInput, ip_permissions,
                 "IpPermissions", LIST, &ip_permission_request_shape),
  AWS_MEMBER (AwsRevokeSecurityGroupIngressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape revoke_security_group_ingress_input_shape =
  AWS_SHAPE ("RevokeSecurityGroupIngressInput", AwsRevokeSecurityGroupIngressInput,
             revoke_security_group_ingress_input_members);

static const AwsMember revoke_security_group_output_members[] =
{
  AWS_MEMBER (AwsRevokeSecurityGroupOutput, success, "return", BOOLEAN),
  AWS_MEMBER_OF (AwsRevokeSecurityGroupOutput, unknown_ip_permissions,
                 "unknownIpPermissionSet", LIST, &ip_permission_shape),
};
static const AwsShape revoke_security_group_output_shape =
  AWS_SHAPE ("RevokeSecurityGroupOutput", AwsRevokeSecurityGroupOutput,
             revoke_security_group_output_members);

const AwsOperation AWS_EC2_REVOKE_SECURITY_GROUP_INGRESS =
{
  .service = &AWS_EC2,
  .name = "RevokeSecurityGroupIngress",
  .input = &revoke_security_group_ingress_input_shape,
  .output = &revoke_security_group_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember revoke_security_group_egress_input_members[] =
{
  AWS_MEMBER (AwsRevokeSecurityGroupEgressInput, group_id, "GroupId", STRING),
  AWS_MEMBER (AwsRevokeSecurityGroupEgressInput, security_group_rule_ids,
              "SecurityGroupRuleId", STRING_LIST),
  AWS_MEMBER_OF (AwsRevokeSecurityGroupEgressInput, ip_permissions,
                 "IpPermissions", LIST, &ip_permission_request_shape),
  AWS_MEMBER (AwsRevokeSecurityGroupEgressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape revoke_security_group_egress_input_shape =
  AWS_SHAPE ("RevokeSecurityGroupEgressInput", AwsRevokeSecurityGroupEgressInput,
             revoke_security_group_egress_input_members);

const AwsOperation AWS_EC2_REVOKE_SECURITY_GROUP_EGRESS =
{
  .service = &AWS_EC2,
  .name = "RevokeSecurityGroupEgress",
  .input = &revoke_security_group_egress_input_shape,
  .output = &revoke_security_group_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
