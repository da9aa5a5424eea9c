/* aws-ec2-launch.h: EC2: what is launched: disks, interfaces, options; and RunInstances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  AwsInteger volume_size;
  char *volume_type;
  AwsBoolean encrypted;
  AwsBoolean delete_on_termination;
  AwsInteger iops;
  AwsInteger throughput;
  char *snapshot_id;
  char *kms_key_id;
} AwsEbsBlockDevice;

typedef struct
{
  char *device_name;
  AwsEbsBlockDevice *ebs;
  char *virtual_name;
  char *no_device;
} AwsBlockDeviceMapping;

typedef struct
{
  char *http_tokens;
  char *http_endpoint;
  AwsInteger http_put_response_hop_limit;
  char *instance_metadata_tags;
} AwsMetadataOptions;

typedef struct
{
  char *max_price;
  char *spot_instance_type;
  char *instance_interruption_behavior;
  AwsTime valid_until;
} AwsSpotMarketOptions;

typedef struct { char *market_type; AwsSpotMarketOptions *spot_options; } AwsInstanceMarketOptions;

typedef struct
{
  AwsInteger device_index;
  AwsInteger network_card_index;
  char *subnet_id;
  GPtrArray *security_group_ids;
  char *network_interface_id;
  AwsBoolean associate_public_ip_address;
  AwsBoolean delete_on_termination;
  char *interface_type;
  char *description;
  char *private_ip_address;
  AwsInteger ipv6_address_count;
} AwsInstanceNetworkInterfaceSpecification;

typedef struct
{
  char *availability_zone;
  char *group_name;
  char *group_id;
  AwsInteger partition_number;
  char *tenancy;
} AwsLaunchPlacement;

/* Instances that are launched one by one; fleets are what this program launches otherwise. */
typedef struct
{
  char *client_token;
  AwsInteger min_count;
  AwsInteger max_count;
  char *launch_template_id;
  char *launch_template_name;
  char *launch_template_version;     /* a number, "$Latest" or "$Default" */
  char *image_id;
  char *instance_type;
  char *key_name;
  char *user_data;                   /* base64 */
  char *subnet_id;                   /* not together with network interfaces */
  GPtrArray *security_group_ids;
  GPtrArray *network_interfaces;     /* AwsInstanceNetworkInterfaceSpecification */
  GPtrArray *block_device_mappings;  /* AwsBlockDeviceMapping */
  /* AwsTagSpecification: instance, volume, spot-instances-request, … */
  GPtrArray *tag_specifications;
  AwsLaunchPlacement *placement;
  AwsMetadataOptions *metadata_options;
  AwsInstanceMarketOptions *instance_market_options;  /* NULL: on-demand */
  char *iam_instance_profile_arn;
  char *iam_instance_profile_name;
  char *instance_initiated_shutdown_behavior;  /* stop | terminate */
  AwsBoolean ebs_optimized;
  AwsBoolean disable_api_termination;
  AwsBoolean monitoring;
  AwsBoolean hibernation;
  char *cpu_credits;                 /* standard | unlimited */
  AwsInteger core_count;
  AwsInteger threads_per_core;
  AwsBoolean dry_run;
} AwsRunInstancesInput;

extern const AwsOperation AWS_EC2_RUN_INSTANCES;  /* answers AwsReservation */

G_END_DECLS
