/* aws-ec2-interfaces.h: EC2: network interfaces and elastic addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *group_id; char *group_name; } AwsGroupIdentifier;

typedef struct
{
  char *network_interface_id;
  char *status;                      /* available associated attaching in-use detaching */
  char *interface_type;
  char *description;
  char *subnet_id;
  char *vpc_id;
  char *availability_zone;
  char *mac_address;
  char *private_ip_address;
  char *private_dns_name;
  char *public_ip;
  char *public_dns_name;
  char *allocation_id;
  char *association_id;
  char *attachment_id;
  char *attachment_status;
  AwsTime attach_time;
  char *instance_id;
  AwsInteger device_index;
  AwsBoolean delete_on_termination;
  char *requester_id;
  AwsBoolean requester_managed;      /* a service of AWS made it: only that can delete it */
  AwsBoolean source_dest_check;
  GPtrArray *groups;
  GPtrArray *tags;
} AwsNetworkInterface;

typedef struct
{
  GPtrArray *network_interface_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeNetworkInterfacesInput;
typedef struct
{
  GPtrArray *network_interfaces;
  char *next_token;
} AwsDescribeNetworkInterfacesOutput;

/* One attribute at a time; the two of the attachment belong together. */
typedef struct
{
  char *network_interface_id;
  char *attachment_id;
  AwsBoolean delete_on_termination;
  char *description;
  AwsBoolean source_dest_check;
  GPtrArray *security_group_ids;
  AwsBoolean dry_run;
} AwsModifyNetworkInterfaceAttributeInput;

typedef struct { char *network_interface_id; AwsBoolean dry_run; } AwsDeleteNetworkInterfaceInput;

typedef struct
{
  char *allocation_id;
  char *public_ip;
  char *association_id;
  char *instance_id;
  char *network_interface_id;
  char *private_ip_address;
  char *domain;                      /* vpc */
  char *network_border_group;
  GPtrArray *tags;
} AwsAddress;

typedef struct
{
  GPtrArray *allocation_ids;
  GPtrArray *public_ips;
  GPtrArray *filters;
  AwsBoolean dry_run;
} AwsDescribeAddressesInput;
typedef struct { GPtrArray *addresses; } AwsDescribeAddressesOutput;

typedef struct
{
  char *domain;
  char *network_border_group;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsAllocateAddressInput;
typedef struct
{
  char *allocation_id;
  char *public_ip;
  char *domain;
  char *network_border_group;
} AwsAllocateAddressOutput;

typedef struct
{
  char *allocation_id;
  char *instance_id;
  char *network_interface_id;
  char *private_ip_address;
  AwsBoolean allow_reassociation;
  AwsBoolean dry_run;
} AwsAssociateAddressInput;
typedef struct { char *association_id; } AwsAssociateAddressOutput;

typedef struct { char *association_id; AwsBoolean dry_run; } AwsDisassociateAddressInput;

typedef struct
{
  char *allocation_id;
  char *network_border_group;
  AwsBoolean dry_run;
} AwsReleaseAddressInput;

extern const AwsOperation AWS_EC2_DESCRIBE_NETWORK_INTERFACES;  /* items: AwsNetworkInterface */
extern const AwsOperation AWS_EC2_MODIFY_NETWORK_INTERFACE_ATTRIBUTE;
extern const AwsOperation AWS_EC2_DELETE_NETWORK_INTERFACE;
extern const AwsOperation AWS_EC2_DESCRIBE_ADDRESSES;  /* items: AwsAddress */
extern const AwsOperation AWS_EC2_ALLOCATE_ADDRESS;
extern const AwsOperation AWS_EC2_ASSOCIATE_ADDRESS;
extern const AwsOperation AWS_EC2_DISASSOCIATE_ADDRESS;
extern const AwsOperation AWS_EC2_RELEASE_ADDRESS;

G_END_DECLS
