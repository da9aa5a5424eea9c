/* aws-ec2-routes.h: EC2: route tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *destination_cidr_block;
  char *destination_ipv6_cidr_block;
  char *gateway_id;                  /* igw-…, "local" */
  char *nat_gateway_id;
  char *instance_id;
  char *network_interface_id;
  char *origin;                      /* CreateRouteTable | CreateRoute | EnableVgwRoutePropagation */
  char *state;                       /* active | blackhole */
} AwsRoute;

typedef struct
{
  char *association_id;
  char *route_table_id;
  char *subnet_id;
  char *gateway_id;
  AwsBoolean main;                   /* the table of subnets without one of their own */
  char *state;
} AwsRouteTableAssociation;

typedef struct
{
  char *route_table_id;
  char *vpc_id;
  char *owner_id;
  GPtrArray *associations;
  GPtrArray *routes;
  GPtrArray *tags;
} AwsRouteTable;

typedef struct
{
  GPtrArray *route_table_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeRouteTablesInput;
typedef struct { GPtrArray *route_tables; char *next_token; } AwsDescribeRouteTablesOutput;

typedef struct
{
  char *vpc_id;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateRouteTableInput;
typedef struct { AwsRouteTable *route_table; } AwsCreateRouteTableOutput;

typedef struct { char *route_table_id; AwsBoolean dry_run; } AwsDeleteRouteTableInput;

typedef struct
{
  char *route_table_id;
  char *subnet_id;
  char *gateway_id;
  AwsBoolean dry_run;
} AwsAssociateRouteTableInput;
typedef struct { char *association_id; char *state; } AwsAssociateRouteTableOutput;

typedef struct { char *association_id; AwsBoolean dry_run; } AwsDisassociateRouteTableInput;

typedef struct
{
  char *route_table_id;
  char *destination_cidr_block;
  char *gateway_id;
  char *destination_ipv6_cidr_block;
  char *nat_gateway_id;
  char *instance_id;
  char *network_interface_id;
  AwsBoolean dry_run;
} AwsCreateRouteInput;

typedef struct
{
  char *route_table_id;
  char *destination_cidr_block;
  char *destination_ipv6_cidr_block;
  AwsBoolean dry_run;
} AwsDeleteRouteInput;

extern const AwsOperation AWS_EC2_DESCRIBE_ROUTE_TABLES;  /* items: AwsRouteTable */
extern const AwsOperation AWS_EC2_CREATE_ROUTE_TABLE;
extern const AwsOperation AWS_EC2_DELETE_ROUTE_TABLE;
extern const AwsOperation AWS_EC2_ASSOCIATE_ROUTE_TABLE;
extern const AwsOperation AWS_EC2_DISASSOCIATE_ROUTE_TABLE;
extern const AwsOperation AWS_EC2_CREATE_ROUTE;
extern const AwsOperation AWS_EC2_DELETE_ROUTE;

G_END_DECLS
