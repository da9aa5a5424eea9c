/* aws-ec2-routes.c: EC2: route tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-routes.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_route_tables_input_members[] =
{
  AWS_MEMBER (AwsDescribeRouteTablesInput, route_table_ids, "RouteTableId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeRouteTablesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeRouteTablesInput),
  AWS_MEMBER (AwsDescribeRouteTablesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_route_tables_input_shape =
  AWS_SHAPE ("DescribeRouteTablesInput", AwsDescribeRouteTablesInput,
             describe_route_tables_input_members);

static const AwsMember route_table_association_members[] =
{
  AWS_MEMBER (AwsRouteTableAssociation, association_id, "routeTableAssociationId", STRING),
  AWS_MEMBER (AwsRouteTableAssociation, route_table_id, "routeTableId", STRING),
  AWS_MEMBER (AwsRouteTableAssociation, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsRouteTableAssociation, gateway_id, "gatewayId", STRING),
  AWS_MEMBER (AwsRouteTableAssociation, main, "main", BOOLEAN),
  AWS_MEMBER (AwsRouteTableAssociation, state, "associationState/state", STRING),
};
static const AwsShape route_table_association_shape =
  AWS_SHAPE ("RouteTableAssociation", AwsRouteTableAssociation, route_table_association_members);

static const AwsMember route_members[] =
{
  AWS_MEMBER (AwsRoute, destination_cidr_block, "destinationCidrBlock", STRING),
  AWS_MEMBER (AwsRoute, destination_ipv6_cidr_block, "destinationIpv6CidrBlock", STRING),
  AWS_MEMBER (AwsRoute, gateway_id, "gatewayId", STRING),
  AWS_MEMBER (AwsRoute, nat_gateway_id, "natGatewayId", STRING),
  AWS_MEMBER (AwsRoute, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsRoute, network_interface_id, "networkInterfaceId", STRING),
  AWS_MEMBER (AwsRoute, origin, "origin", STRING),
  AWS_MEMBER (AwsRoute, state, "state", STRING),
};
static const AwsShape route_shape = AWS_SHAPE ("Route", AwsRoute, route_members);

static const AwsMember route_table_members[] =
{
  AWS_MEMBER (AwsRouteTable, route_table_id, "routeTableId", STRING),
  AWS_MEMBER (AwsRouteTable, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsRouteTable, owner_id, "ownerId", STRING),
  AWS_MEMBER_OF (AwsRouteTable, associations,
                 "associationSet", LIST, &route_table_association_shape),
  AWS_MEMBER_OF (AwsRouteTable, routes, "routeSet", LIST, &route_shape),
  AWS_MEMBER_OF (AwsRouteTable, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape route_table_shape =
  AWS_SHAPE ("RouteTable", AwsRouteTable, route_table_members);

static const AwsMember describe_route_tables_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeRouteTablesOutput, route_tables,
                 "routeTableSet", LIST, &route_table_shape),
  AWS_MEMBER (AwsDescribeRouteTablesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_route_tables_output_shape =
  AWS_SHAPE ("DescribeRouteTablesOutput", AwsDescribeRouteTablesOutput,
             describe_route_tables_output_members);

const AwsOperation AWS_EC2_DESCRIBE_ROUTE_TABLES =
{
  .service = &AWS_EC2,
  .name = "DescribeRouteTables",
  .input = &describe_route_tables_input_shape,
  .output = &describe_route_tables_output_shape,
  .items = "routeTableSet",
};

static const AwsMember create_route_table_input_members[] =
{
  AWS_MEMBER (AwsCreateRouteTableInput, vpc_id, "VpcId", STRING),
  AWS_MEMBER_OF (AwsCreateRouteTableInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateRouteTableInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_route_table_input_shape =
  AWS_SHAPE ("CreateRouteTableInput", AwsCreateRouteTableInput, create_route_table_input_members);

static const AwsMember create_route_table_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateRouteTableOutput, route_table,
                 "routeTable", STRUCTURE, &route_table_shape),
};
static const AwsShape create_route_table_output_shape =
  AWS_SHAPE ("CreateRouteTableOutput", AwsCreateRouteTableOutput,
             create_route_table_output_members);

const AwsOperation AWS_EC2_CREATE_ROUTE_TABLE =
{
  .service = &AWS_EC2,
  .name = "CreateRouteTable",
  .input = &create_route_table_input_shape,
  .output = &create_route_table_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_route_table_input_members[] =
{
  AWS_MEMBER (AwsDeleteRouteTableInput, route_table_id, "RouteTableId", STRING),
  AWS_MEMBER (AwsDeleteRouteTableInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_route_table_input_shape =
  AWS_SHAPE ("DeleteRouteTableInput", AwsDeleteRouteTableInput, delete_route_table_input_members);

const AwsOperation AWS_EC2_DELETE_ROUTE_TABLE =
{
  .service = &AWS_EC2,
  .name = "DeleteRouteTable",
  .input = &delete_route_table_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember associate_route_table_input_members[] =
{
  AWS_MEMBER (AwsAssociateRouteTableInput, route_table_id, "RouteTableId", STRING),
  AWS_MEMBER (AwsAssociateRouteTableInput, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsAssociateRouteTableInput, gateway_id, "GatewayId", STRING),
  AWS_MEMBER (AwsAssociateRouteTableInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape associate_route_table_input_shape =
  AWS_SHAPE ("AssociateRouteTableInput", AwsAssociateRouteTableInput,
             associate_route_table_input_members);

static const AwsMember associate_route_table_output_members[] =
{
  AWS_MEMBER (AwsAssociateRouteTableOutput, association_id, "associationId", STRING),
  AWS_MEMBER (AwsAssociateRouteTableOutput, state, "associationState/state", STRING),
};
static const AwsShape associate_route_table_output_shape =
  AWS_SHAPE ("AssociateRouteTableOutput", AwsAssociateRouteTableOutput,
             associate_route_table_output_members);

const AwsOperation AWS_EC2_ASSOCIATE_ROUTE_TABLE =
{
  .service = &AWS_EC2,
  .name = "AssociateRouteTable",
  .input = &associate_route_table_input_shape,
  .output = &associate_route_table_output_shape,
  .mutating = TRUE,
};

static const AwsMember disassociate_route_table_input_members[] =
{
  AWS_MEMBER (AwsDisassociateRouteTableInput, association_id, "AssociationId", STRING),
  AWS_MEMBER (AwsDisassociateRouteTableInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape disassociate_route_table_input_shape =
  AWS_SHAPE ("DisassociateRouteTableInput", AwsDisassociateRouteTableInput,
             disassociate_route_table_input_members);

const AwsOperation AWS_EC2_DISASSOCIATE_ROUTE_TABLE =
{
  .service = &AWS_EC2,
  .name = "DisassociateRouteTable",
  .input = &disassociate_route_table_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember create_route_input_members[] =
{
  AWS_MEMBER (AwsCreateRouteInput, route_table_id, "RouteTableId", STRING),
  AWS_MEMBER (AwsCreateRouteInput, destination_cidr_block, "DestinationCidrBlock", STRING),
  AWS_MEMBER (AwsCreateRouteInput, gateway_id, "GatewayId", STRING),
  AWS_MEMBER (AwsCreateRouteInput, destination_ipv6_cidr_block, "DestinationIpv6CidrBlock", STRING),
  AWS_MEMBER (AwsCreateRouteInput, nat_gateway_id, "NatGatewayId", STRING),
  AWS_MEMBER (AwsCreateRouteInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsCreateRouteInput, network_interface_id, "NetworkInterfaceId", STRING),
  AWS_MEMBER (AwsCreateRouteInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_route_input_shape =
  AWS_SHAPE ("CreateRouteInput", AwsCreateRouteInput, create_route_input_members);

const AwsOperation AWS_EC2_CREATE_ROUTE =
{
  .service = &AWS_EC2,
  .name = "CreateRoute",
  .input = &create_route_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
};

static const AwsMember delete_route_input_members[] =
{
  AWS_MEMBER (AwsDeleteRouteInput, route_table_id, "RouteTableId", STRING),
  AWS_MEMBER (AwsDeleteRouteInput, destination_cidr_block, "DestinationCidrBlock", STRING),
  AWS_MEMBER (AwsDeleteRouteInput, destination_ipv6_cidr_block, "DestinationIpv6CidrBlock", STRING),
  AWS_MEMBER (AwsDeleteRouteInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_route_input_shape =
  AWS_SHAPE ("DeleteRouteInput", AwsDeleteRouteInput, delete_route_input_members);

const AwsOperation AWS_EC2_DELETE_ROUTE =
{
  .service = &AWS_EC2,
  .name = "DeleteRoute",
  .input = &delete_route_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
