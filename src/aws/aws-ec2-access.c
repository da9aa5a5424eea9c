/* aws-ec2-access.c: EC2: security groups, key pairs and tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/aws-ec2.h"

#include "aws/aws-ec2-shared.h"

static const AwsMember describe_security_groups_input_members[] =
{
  AWS_MEMBER (AwsDescribeSecurityGroupsInput, group_ids, "GroupId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSecurityGroupsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSecurityGroupsInput),
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

static const AwsMember ip_permission_members[] =
{
  AWS_MEMBER (AwsIpPermission, ip_protocol, "ipProtocol", STRING),
  AWS_MEMBER (AwsIpPermission, from_port, "fromPort", INTEGER),
  AWS_MEMBER (AwsIpPermission, to_port, "toPort", INTEGER),
  AWS_MEMBER_OF (AwsIpPermission, ip_ranges, "ipRanges", LIST, &ip_range_shape),
};
static const AwsShape ip_permission_shape =
  AWS_SHAPE ("IpPermission", AwsIpPermission, ip_permission_members);

static const AwsMember security_group_members[] =
{
  AWS_MEMBER (AwsSecurityGroup, group_id, "groupId", STRING),
  AWS_MEMBER (AwsSecurityGroup, group_name, "groupName", STRING),
  AWS_MEMBER (AwsSecurityGroup, description, "groupDescription", STRING),
  AWS_MEMBER (AwsSecurityGroup, vpc_id, "vpcId", STRING),
  AWS_MEMBER_OF (AwsSecurityGroup, ip_permissions, "ipPermissions", LIST, &ip_permission_shape),
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
};
static const AwsShape create_security_group_input_shape =
  AWS_SHAPE ("CreateSecurityGroupInput", AwsCreateSecurityGroupInput,
             create_security_group_input_members);

static const AwsMember create_security_group_output_members[] =
{
  AWS_MEMBER (AwsCreateSecurityGroupOutput, group_id, "groupId", STRING),
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

static const AwsMember ip_range_request_members[] =
{
  AWS_MEMBER (AwsIpRange, cidr_ip, "CidrIp", STRING),
  AWS_MEMBER (AwsIpRange, description, "Description", STRING),
};
static const AwsShape ip_range_request_shape =
  AWS_SHAPE ("IpRange", AwsIpRange, ip_range_request_members);

static const AwsMember ip_permission_request_members[] =
{
  AWS_MEMBER (AwsIpPermission, ip_protocol, "IpProtocol", STRING),
  AWS_MEMBER (AwsIpPermission, from_port, "FromPort", INTEGER),
  AWS_MEMBER (AwsIpPermission, to_port, "ToPort", INTEGER),
  AWS_MEMBER_OF (AwsIpPermission, ip_ranges, "IpRanges", LIST, &ip_range_request_shape),
};
static const AwsShape ip_permission_request_shape =
  AWS_SHAPE ("IpPermission", AwsIpPermission, ip_permission_request_members);

static const AwsMember authorize_security_group_ingress_input_members[] =
{
  AWS_MEMBER (AwsAuthorizeSecurityGroupIngressInput, group_id, "GroupId", STRING),
  AWS_MEMBER_OF (AwsAuthorizeSecurityGroupIngressInput, ip_permissions,
                 "IpPermissions", LIST, &ip_permission_request_shape),
};
static const AwsShape authorize_security_group_ingress_input_shape =
  AWS_SHAPE ("AuthorizeSecurityGroupIngressInput", AwsAuthorizeSecurityGroupIngressInput,
             authorize_security_group_ingress_input_members);

const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS =
{
  .service = &AWS_EC2,
  .name = "AuthorizeSecurityGroupIngress",
  .input = &authorize_security_group_ingress_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
};

static const AwsMember delete_security_group_input_members[] =
{
  AWS_MEMBER (AwsDeleteSecurityGroupInput, group_id, "GroupId", STRING),
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

static const AwsMember describe_key_pairs_input_members[] =
{
  AWS_MEMBER (AwsDescribeKeyPairsInput, key_names, "KeyName", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeKeyPairsInput, filters, "Filter", LIST, &aws_filter_shape),
};
static const AwsShape describe_key_pairs_input_shape =
  AWS_SHAPE ("DescribeKeyPairsInput", AwsDescribeKeyPairsInput, describe_key_pairs_input_members);

static const AwsMember key_pair_members[] =
{
  AWS_MEMBER (AwsKeyPair, key_pair_id, "keyPairId", STRING),
  AWS_MEMBER (AwsKeyPair, key_name, "keyName", STRING),
  AWS_MEMBER (AwsKeyPair, key_fingerprint, "keyFingerprint", STRING),
  AWS_MEMBER_OF (AwsKeyPair, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape key_pair_shape = AWS_SHAPE ("KeyPair", AwsKeyPair, key_pair_members);

static const AwsMember describe_key_pairs_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeKeyPairsOutput, key_pairs, "keySet", LIST, &key_pair_shape),
};
static const AwsShape describe_key_pairs_output_shape =
  AWS_SHAPE ("DescribeKeyPairsOutput", AwsDescribeKeyPairsOutput,
             describe_key_pairs_output_members);

const AwsOperation AWS_EC2_DESCRIBE_KEY_PAIRS =
{
  .service = &AWS_EC2,
  .name = "DescribeKeyPairs",
  .input = &describe_key_pairs_input_shape,
  .output = &describe_key_pairs_output_shape,
  .items = "keySet",
};

static const AwsMember import_key_pair_input_members[] =
{
  AWS_MEMBER (AwsImportKeyPairInput, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsImportKeyPairInput, public_key_material, "PublicKeyMaterial", STRING),
  AWS_MEMBER_OF (AwsImportKeyPairInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
};
static const AwsShape import_key_pair_input_shape =
  AWS_SHAPE ("ImportKeyPairInput", AwsImportKeyPairInput, import_key_pair_input_members);

const AwsOperation AWS_EC2_IMPORT_KEY_PAIR =
{
  .service = &AWS_EC2,
  .name = "ImportKeyPair",
  .input = &import_key_pair_input_shape,
  .output = &key_pair_shape,
  .mutating = TRUE,
};

static const AwsMember delete_key_pair_input_members[] =
{
  AWS_MEMBER (AwsDeleteKeyPairInput, key_pair_id, "KeyPairId", STRING),
};
static const AwsShape delete_key_pair_input_shape =
  AWS_SHAPE ("DeleteKeyPairInput", AwsDeleteKeyPairInput, delete_key_pair_input_members);

const AwsOperation AWS_EC2_DELETE_KEY_PAIR =
{
  .service = &AWS_EC2,
  .name = "DeleteKeyPair",
  .input = &delete_key_pair_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember create_tags_input_members[] =
{
  AWS_MEMBER (AwsCreateTagsInput, resources, "ResourceId", STRING_LIST),
  AWS_MEMBER_OF (AwsCreateTagsInput, tags, "Tag", LIST, &aws_tag_request_shape),
};
static const AwsShape create_tags_input_shape =
  AWS_SHAPE ("CreateTagsInput", AwsCreateTagsInput, create_tags_input_members);

const AwsOperation AWS_EC2_CREATE_TAGS =
{
  .service = &AWS_EC2,
  .name = "CreateTags",
  .input = &create_tags_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
