/* aws-ec2-network.c: EC2: networks, subnets and internet gateways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-network.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_vpcs_input_members[] =
{
  AWS_MEMBER (AwsDescribeVpcsInput, vpc_ids, "VpcId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeVpcsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeVpcsInput),
  AWS_MEMBER (AwsDescribeVpcsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_vpcs_input_shape =
  AWS_SHAPE ("DescribeVpcsInput", AwsDescribeVpcsInput, describe_vpcs_input_members);

static const AwsMember vpc_members[] =
{
  AWS_MEMBER (AwsVpc, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsVpc, cidr_block, "cidrBlock", STRING),
  AWS_MEMBER (AwsVpc, state, "state", STRING),
  AWS_MEMBER (AwsVpc, is_default, "isDefault", BOOLEAN),
  AWS_MEMBER (AwsVpc, dhcp_options_id, "dhcpOptionsId", STRING),
  AWS_MEMBER (AwsVpc, instance_tenancy, "instanceTenancy", STRING),
  AWS_MEMBER (AwsVpc, owner_id, "ownerId", STRING),
  AWS_MEMBER_OF (AwsVpc, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape vpc_shape = AWS_SHAPE ("Vpc", AwsVpc, vpc_members);

static const AwsMember describe_vpcs_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeVpcsOutput, vpcs, "vpcSet", LIST, &vpc_shape),
  AWS_MEMBER (AwsDescribeVpcsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_vpcs_output_shape =
  AWS_SHAPE ("DescribeVpcsOutput", AwsDescribeVpcsOutput, describe_vpcs_output_members);

const AwsOperation AWS_EC2_DESCRIBE_VPCS =
{
  .service = &AWS_EC2,
  .name = "DescribeVpcs",
  .input = &describe_vpcs_input_shape,
  .output = &describe_vpcs_output_shape,
  .items = "vpcSet",
};

static const AwsMember create_vpc_input_members[] =
{
  AWS_MEMBER (AwsCreateVpcInput, cidr_block, "CidrBlock", STRING),
  AWS_MEMBER_OF (AwsCreateVpcInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateVpcInput, instance_tenancy, "InstanceTenancy", STRING),
  AWS_MEMBER (AwsCreateVpcInput, amazon_provided_ipv6_cidr_block,
              "AmazonProvidedIpv6CidrBlock", BOOLEAN),
  AWS_MEMBER (AwsCreateVpcInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_vpc_input_shape =
  AWS_SHAPE ("CreateVpcInput", AwsCreateVpcInput, create_vpc_input_members);

static const AwsMember create_vpc_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateVpcOutput, vpc, "vpc", STRUCTURE, &vpc_shape),
};
static const AwsShape create_vpc_output_shape =
  AWS_SHAPE ("CreateVpcOutput", AwsCreateVpcOutput, create_vpc_output_members);

const AwsOperation AWS_EC2_CREATE_VPC =
{
  .service = &AWS_EC2,
  .name = "CreateVpc",
  .input = &create_vpc_input_shape,
  .output = &create_vpc_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_vpc_input_members[] =
{
  AWS_MEMBER (AwsDeleteVpcInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER (AwsDeleteVpcInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_vpc_input_shape =
  AWS_SHAPE ("DeleteVpcInput", AwsDeleteVpcInput, delete_vpc_input_members);

const AwsOperation AWS_EC2_DELETE_VPC =
{
  .service = &AWS_EC2,
  .name = "DeleteVpc",
  .input = &delete_vpc_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember modify_vpc_attribute_input_members[] =
{
  AWS_MEMBER (AwsModifyVpcAttributeInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER (AwsModifyVpcAttributeInput, enable_dns_hostnames,
              "EnableDnsHostnames.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyVpcAttributeInput, enable_dns_support, "EnableDnsSupport.Value", BOOLEAN),
};
static const AwsShape modify_vpc_attribute_input_shape =
  AWS_SHAPE ("ModifyVpcAttributeInput", AwsModifyVpcAttributeInput,
             modify_vpc_attribute_input_members);

const AwsOperation AWS_EC2_MODIFY_VPC_ATTRIBUTE =
{
  .service = &AWS_EC2,
  .name = "ModifyVpcAttribute",
  .input = &modify_vpc_attribute_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_subnets_input_members[] =
{
  AWS_MEMBER (AwsDescribeSubnetsInput, subnet_ids, "SubnetId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSubnetsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSubnetsInput),
  AWS_MEMBER (AwsDescribeSubnetsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_subnets_input_shape =
  AWS_SHAPE ("DescribeSubnetsInput", AwsDescribeSubnetsInput, describe_subnets_input_members);

static const AwsMember subnet_members[] =
{
  AWS_MEMBER (AwsSubnet, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsSubnet, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsSubnet, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsSubnet, availability_zone_id, "availabilityZoneId", STRING),
  AWS_MEMBER (AwsSubnet, cidr_block, "cidrBlock", STRING),
  AWS_MEMBER (AwsSubnet, state, "state", STRING),
  AWS_MEMBER (AwsSubnet, default_for_az, "defaultForAz", BOOLEAN),
  AWS_MEMBER (AwsSubnet, map_public_ip_on_launch, "mapPublicIpOnLaunch", BOOLEAN),
  AWS_MEMBER (AwsSubnet, assign_ipv6_address_on_creation, "assignIpv6AddressOnCreation", BOOLEAN),
  AWS_MEMBER (AwsSubnet, available_ip_address_count, "availableIpAddressCount", INTEGER),
  AWS_MEMBER (AwsSubnet, owner_id, "ownerId", STRING),
  AWS_MEMBER (AwsSubnet, subnet_arn, "subnetArn", STRING),
  AWS_MEMBER_OF (AwsSubnet, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape subnet_shape = AWS_SHAPE ("Subnet", AwsSubnet, subnet_members);

static const AwsMember describe_subnets_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSubnetsOutput, subnets, "subnetSet", LIST, &subnet_shape),
  AWS_MEMBER (AwsDescribeSubnetsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_subnets_output_shape =
  AWS_SHAPE ("DescribeSubnetsOutput", AwsDescribeSubnetsOutput, describe_subnets_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SUBNETS =
{
  .service = &AWS_EC2,
  .name = "DescribeSubnets",
  .input = &describe_subnets_input_shape,
  .output = &describe_subnets_output_shape,
  .items = "subnetSet",
};

static const AwsMember create_subnet_input_members[] =
{
  AWS_MEMBER (AwsCreateSubnetInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER (AwsCreateSubnetInput, cidr_block, "CidrBlock", STRING),
  AWS_MEMBER (AwsCreateSubnetInput, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsCreateSubnetInput, availability_zone_id, "AvailabilityZoneId", STRING),
  AWS_MEMBER_OF (AwsCreateSubnetInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateSubnetInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_subnet_input_shape =
  AWS_SHAPE ("CreateSubnetInput", AwsCreateSubnetInput, create_subnet_input_members);

static const AwsMember create_subnet_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateSubnetOutput, subnet, "subnet", STRUCTURE, &subnet_shape),
};
static const AwsShape create_subnet_output_shape =
  AWS_SHAPE ("CreateSubnetOutput", AwsCreateSubnetOutput, create_subnet_output_members);

const AwsOperation AWS_EC2_CREATE_SUBNET =
{
  .service = &AWS_EC2,
  .name = "CreateSubnet",
  .input = &create_subnet_input_shape,
  .output = &create_subnet_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_subnet_input_members[] =
{
  AWS_MEMBER (AwsDeleteSubnetInput, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsDeleteSubnetInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_subnet_input_shape =
  AWS_SHAPE ("DeleteSubnetInput", AwsDeleteSubnetInput, delete_subnet_input_members);

const AwsOperation AWS_EC2_DELETE_SUBNET =
{
  .service = &AWS_EC2,
  .name = "DeleteSubnet",
  .input = &delete_subnet_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember modify_subnet_attribute_input_members[] =
{
  AWS_MEMBER (AwsModifySubnetAttributeInput, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsModifySubnetAttributeInput, map_public_ip_on_launch,
              "MapPublicIpOnLaunch.Value", BOOLEAN),
  AWS_MEMBER (AwsModifySubnetAttributeInput, assign_ipv6_address_on_creation,
              "AssignIpv6AddressOnCreation.Value", BOOLEAN),
};
static const AwsShape modify_subnet_attribute_input_shape =
  AWS_SHAPE ("ModifySubnetAttributeInput", AwsModifySubnetAttributeInput,
             modify_subnet_attribute_input_members);

const AwsOperation AWS_EC2_MODIFY_SUBNET_ATTRIBUTE =
{
  .service = &AWS_EC2,
  .name = "ModifySubnetAttribute",
  .input = &modify_subnet_attribute_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_internet_gateways_input_members[] =
{
  AWS_MEMBER (AwsDescribeInternetGatewaysInput, internet_gateway_ids,
              "InternetGatewayId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInternetGatewaysInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInternetGatewaysInput),
  AWS_MEMBER (AwsDescribeInternetGatewaysInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_internet_gateways_input_shape =
  AWS_SHAPE ("DescribeInternetGatewaysInput", AwsDescribeInternetGatewaysInput,
             describe_internet_gateways_input_members);

static const AwsMember internet_gateway_attachment_members[] =
{
  AWS_MEMBER (AwsInternetGatewayAttachment, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsInternetGatewayAttachment, state, "state", STRING),
};
static const AwsShape internet_gateway_attachment_shape =
  AWS_SHAPE ("InternetGatewayAttachment", AwsInternetGatewayAttachment,
             internet_gateway_attachment_members);

static const AwsMember internet_gateway_members[] =
{
  AWS_MEMBER (AwsInternetGateway, internet_gateway_id, "internetGatewayId", STRING),
  AWS_MEMBER_OF (AwsInternetGateway, attachments,
                 "attachmentSet", LIST, &internet_gateway_attachment_shape),
  AWS_MEMBER (AwsInternetGateway, owner_id, "ownerId", STRING),
  AWS_MEMBER_OF (AwsInternetGateway, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape internet_gateway_shape =
  AWS_SHAPE ("InternetGateway", AwsInternetGateway, internet_gateway_members);

static const AwsMember describe_internet_gateways_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInternetGatewaysOutput, internet_gateways,
                 "internetGatewaySet", LIST, &internet_gateway_shape),
  AWS_MEMBER (AwsDescribeInternetGatewaysOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_internet_gateways_output_shape =
  AWS_SHAPE ("DescribeInternetGatewaysOutput", AwsDescribeInternetGatewaysOutput,
             describe_internet_gateways_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INTERNET_GATEWAYS =
{
  .service = &AWS_EC2,
  .name = "DescribeInternetGateways",
  .input = &describe_internet_gateways_input_shape,
  .output = &describe_internet_gateways_output_shape,
  .items = "internetGatewaySet",
};

static const AwsMember create_internet_gateway_input_members[] =
{
  AWS_MEMBER_OF (AwsCreateInternetGatewayInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateInternetGatewayInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_internet_gateway_input_shape =
  AWS_SHAPE ("CreateInternetGatewayInput", AwsCreateInternetGatewayInput,
             create_internet_gateway_input_members);

static const AwsMember create_internet_gateway_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateInternetGatewayOutput, internet_gateway,
                 "internetGateway", STRUCTURE, &internet_gateway_shape),
};
static const AwsShape create_internet_gateway_output_shape =
  AWS_SHAPE ("CreateInternetGatewayOutput", AwsCreateInternetGatewayOutput,
             create_internet_gateway_output_members);

const AwsOperation AWS_EC2_CREATE_INTERNET_GATEWAY =
{
  .service = &AWS_EC2,
  .name = "CreateInternetGateway",
  .input = &create_internet_gateway_input_shape,
  .output = &create_internet_gateway_output_shape,
  .mutating = TRUE,
};

static const AwsMember attach_internet_gateway_input_members[] =
{
  AWS_MEMBER (AwsAttachInternetGatewayInput, internet_gateway_id, "InternetGatewayId", STRING),
  AWS_MEMBER (AwsAttachInternetGatewayInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER (AwsAttachInternetGatewayInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape attach_internet_gateway_input_shape =
  AWS_SHAPE ("AttachInternetGatewayInput", AwsAttachInternetGatewayInput,
             attach_internet_gateway_input_members);

const AwsOperation AWS_EC2_ATTACH_INTERNET_GATEWAY =
{
  .service = &AWS_EC2,
  .name = "AttachInternetGateway",
  .input = &attach_internet_gateway_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
};

const AwsOperation AWS_EC2_DETACH_INTERNET_GATEWAY =
{
  .service = &AWS_EC2,
  .name = "DetachInternetGateway",
  .input = &attach_internet_gateway_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_internet_gateway_input_members[] =
{
  AWS_MEMBER (AwsDeleteInternetGatewayInput, internet_gateway_id, "InternetGatewayId", STRING),
  AWS_MEMBER (AwsDeleteInternetGatewayInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_internet_gateway_input_shape =
  AWS_SHAPE ("DeleteInternetGatewayInput", AwsDeleteInternetGatewayInput,
             delete_internet_gateway_input_members);

const AwsOperation AWS_EC2_DELETE_INTERNET_GATEWAY =
{
  .service = &AWS_EC2,
  .name = "DeleteInternetGateway",
  .input = &delete_internet_gateway_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
