/* aws-ec2-network.h: EC2: networks, subnets and internet gateways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *vpc_id;
  char *cidr_block;
  char *state;
  AwsBoolean is_default;
  char *dhcp_options_id;
  char *instance_tenancy;
  char *owner_id;
  GPtrArray *tags;
} AwsVpc;

typedef struct
{
  GPtrArray *vpc_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeVpcsInput;
typedef struct { GPtrArray *vpcs; char *next_token; } AwsDescribeVpcsOutput;

typedef struct
{
  char *cidr_block;
  GPtrArray *tag_specifications;
  char *instance_tenancy;
  AwsBoolean amazon_provided_ipv6_cidr_block;
  AwsBoolean dry_run;
} AwsCreateVpcInput;
typedef struct { AwsVpc *vpc; } AwsCreateVpcOutput;

typedef struct { char *vpc_id; AwsBoolean dry_run; } AwsDeleteVpcInput;

/* One attribute at a time. */
typedef struct
{
  char *vpc_id;
  AwsBoolean enable_dns_hostnames;
  AwsBoolean enable_dns_support;
} AwsModifyVpcAttributeInput;

typedef struct
{
  char *subnet_id;
  char *vpc_id;
  char *availability_zone;
  char *availability_zone_id;
  char *cidr_block;
  char *state;
  AwsBoolean default_for_az;
  AwsBoolean map_public_ip_on_launch;
  AwsBoolean assign_ipv6_address_on_creation;
  AwsInteger available_ip_address_count;
  char *owner_id;
  char *subnet_arn;
  GPtrArray *tags;
} AwsSubnet;

typedef struct
{
  GPtrArray *subnet_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSubnetsInput;
typedef struct { GPtrArray *subnets; char *next_token; } AwsDescribeSubnetsOutput;

typedef struct
{
  char *vpc_id;
  char *cidr_block;
  char *availability_zone;
  char *availability_zone_id;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateSubnetInput;
typedef struct { AwsSubnet *subnet; } AwsCreateSubnetOutput;

typedef struct { char *subnet_id; AwsBoolean dry_run; } AwsDeleteSubnetInput;

/* One attribute at a time; EC2 has no dry run of it. */
typedef struct
{
  char *subnet_id;
  AwsBoolean map_public_ip_on_launch;
  AwsBoolean assign_ipv6_address_on_creation;
} AwsModifySubnetAttributeInput;

typedef struct { char *vpc_id; char *state; } AwsInternetGatewayAttachment;

typedef struct
{
  char *internet_gateway_id;
  GPtrArray *attachments;
  char *owner_id;
  GPtrArray *tags;
} AwsInternetGateway;

typedef struct
{
  GPtrArray *internet_gateway_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeInternetGatewaysInput;
typedef struct
{
  GPtrArray *internet_gateways;
  char *next_token;
} AwsDescribeInternetGatewaysOutput;

typedef struct { GPtrArray *tag_specifications; AwsBoolean dry_run; } AwsCreateInternetGatewayInput;
typedef struct { AwsInternetGateway *internet_gateway; } AwsCreateInternetGatewayOutput;

typedef struct
{
  char *internet_gateway_id;
  char *vpc_id;
  AwsBoolean dry_run;
} AwsAttachInternetGatewayInput;

typedef struct { char *internet_gateway_id; AwsBoolean dry_run; } AwsDeleteInternetGatewayInput;

extern const AwsOperation AWS_EC2_DESCRIBE_VPCS;  /* items: AwsVpc */
extern const AwsOperation AWS_EC2_CREATE_VPC;
extern const AwsOperation AWS_EC2_DELETE_VPC;
extern const AwsOperation AWS_EC2_MODIFY_VPC_ATTRIBUTE;
extern const AwsOperation AWS_EC2_DESCRIBE_SUBNETS;  /* items: AwsSubnet */
extern const AwsOperation AWS_EC2_CREATE_SUBNET;
extern const AwsOperation AWS_EC2_DELETE_SUBNET;
extern const AwsOperation AWS_EC2_MODIFY_SUBNET_ATTRIBUTE;
extern const AwsOperation AWS_EC2_DESCRIBE_INTERNET_GATEWAYS;  /* items: AwsInternetGateway */
extern const AwsOperation AWS_EC2_CREATE_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_ATTACH_INTERNET_GATEWAY;
/* takes AwsAttachInternetGatewayInput */
extern const AwsOperation AWS_EC2_DETACH_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_DELETE_INTERNET_GATEWAY;

G_END_DECLS
