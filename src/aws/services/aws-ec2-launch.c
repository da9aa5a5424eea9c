/* aws-ec2-launch.c: EC2: what is launched: disks, interfaces, options; and RunInstances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-launch.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember instance_network_interface_specification_request_members[] =
{
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, device_index, "DeviceIndex", INTEGER),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, network_card_index,
              "NetworkCardIndex", INTEGER),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, security_group_ids,
              "SecurityGroupId", STRING_LIST),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, network_interface_id,
              "NetworkInterfaceId", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, associate_public_ip_address,
              "AssociatePublicIpAddress", BOOLEAN),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, delete_on_termination,
              "DeleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, interface_type, "InterfaceType", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, description, "Description", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, private_ip_address,
              "PrivateIpAddress", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, ipv6_address_count,
              "Ipv6AddressCount", INTEGER),
};
const AwsShape aws_instance_network_interface_specification_request_shape =
  AWS_SHAPE ("InstanceNetworkInterfaceSpecification", AwsInstanceNetworkInterfaceSpecification,
             instance_network_interface_specification_request_members);

static const AwsMember ebs_block_device_request_members[] =
{
  AWS_MEMBER (AwsEbsBlockDevice, volume_size, "VolumeSize", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, volume_type, "VolumeType", STRING),
  AWS_MEMBER (AwsEbsBlockDevice, encrypted, "Encrypted", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, delete_on_termination, "DeleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, iops, "Iops", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, throughput, "Throughput", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, snapshot_id, "SnapshotId", STRING),
  AWS_MEMBER (AwsEbsBlockDevice, kms_key_id, "KmsKeyId", STRING),
};
static const AwsShape ebs_block_device_request_shape =
  AWS_SHAPE ("EbsBlockDevice", AwsEbsBlockDevice, ebs_block_device_request_members);

static const AwsMember block_device_mapping_request_members[] =
{
  AWS_MEMBER (AwsBlockDeviceMapping, device_name, "DeviceName", STRING),
  AWS_MEMBER_OF (AwsBlockDeviceMapping, ebs, "Ebs", STRUCTURE, &ebs_block_device_request_shape),
  AWS_MEMBER (AwsBlockDeviceMapping, virtual_name, "VirtualName", STRING),
  AWS_MEMBER (AwsBlockDeviceMapping, no_device, "NoDevice", STRING),
};
const AwsShape aws_block_device_mapping_request_shape =
  AWS_SHAPE ("BlockDeviceMapping", AwsBlockDeviceMapping, block_device_mapping_request_members);

static const AwsMember launch_placement_request_members[] =
{
  AWS_MEMBER (AwsLaunchPlacement, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsLaunchPlacement, group_name, "GroupName", STRING),
  AWS_MEMBER (AwsLaunchPlacement, group_id, "GroupId", STRING),
  AWS_MEMBER (AwsLaunchPlacement, partition_number, "PartitionNumber", INTEGER),
  AWS_MEMBER (AwsLaunchPlacement, tenancy, "Tenancy", STRING),
};
const AwsShape aws_launch_placement_request_shape =
  AWS_SHAPE ("LaunchPlacement", AwsLaunchPlacement, launch_placement_request_members);

static const AwsMember metadata_options_request_members[] =
{
  AWS_MEMBER (AwsMetadataOptions, http_tokens, "HttpTokens", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_endpoint, "HttpEndpoint", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_put_response_hop_limit, "HttpPutResponseHopLimit", INTEGER),
  AWS_MEMBER (AwsMetadataOptions, instance_metadata_tags, "InstanceMetadataTags", STRING),
};
const AwsShape aws_metadata_options_request_shape =
  AWS_SHAPE ("MetadataOptions", AwsMetadataOptions, metadata_options_request_members);

static const AwsMember spot_market_options_request_members[] =
{
  AWS_MEMBER (AwsSpotMarketOptions, max_price, "MaxPrice", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, spot_instance_type, "SpotInstanceType", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, instance_interruption_behavior,
              "InstanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, valid_until, "ValidUntil", TIME),
};
static const AwsShape spot_market_options_request_shape =
  AWS_SHAPE ("SpotMarketOptions", AwsSpotMarketOptions, spot_market_options_request_members);

static const AwsMember instance_market_options_request_members[] =
{
  AWS_MEMBER (AwsInstanceMarketOptions, market_type, "MarketType", STRING),
  AWS_MEMBER_OF (AwsInstanceMarketOptions, spot_options,
                 "SpotOptions", STRUCTURE, &spot_market_options_request_shape),
};
const AwsShape aws_instance_market_options_request_shape =
  AWS_SHAPE ("InstanceMarketOptions", AwsInstanceMarketOptions,
             instance_market_options_request_members);

static const AwsMember run_instances_input_members[] =
{
  AWS_MEMBER (AwsRunInstancesInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsRunInstancesInput, min_count, "MinCount", INTEGER),
  AWS_MEMBER (AwsRunInstancesInput, max_count, "MaxCount", INTEGER),
  AWS_MEMBER (AwsRunInstancesInput, launch_template_id, "LaunchTemplate.LaunchTemplateId", STRING),
  AWS_MEMBER (AwsRunInstancesInput, launch_template_name,
              "LaunchTemplate.LaunchTemplateName", STRING),
  AWS_MEMBER (AwsRunInstancesInput, launch_template_version, "LaunchTemplate.Version", STRING),
  AWS_MEMBER (AwsRunInstancesInput, image_id, "ImageId", STRING),
  AWS_MEMBER (AwsRunInstancesInput, instance_type, "InstanceType", STRING),
  AWS_MEMBER (AwsRunInstancesInput, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsRunInstancesInput, user_data, "UserData", STRING),
  AWS_MEMBER (AwsRunInstancesInput, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsRunInstancesInput, security_group_ids, "SecurityGroupId", STRING_LIST),
  AWS_MEMBER_OF (AwsRunInstancesInput, network_interfaces,
                 "NetworkInterface", LIST,
                 &aws_instance_network_interface_specification_request_shape),
  AWS_MEMBER_OF (AwsRunInstancesInput, block_device_mappings,
                 "BlockDeviceMapping", LIST, &aws_block_device_mapping_request_shape),
  AWS_MEMBER_OF (AwsRunInstancesInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER_OF (AwsRunInstancesInput, placement,
                 "Placement", STRUCTURE, &aws_launch_placement_request_shape),
  AWS_MEMBER_OF (AwsRunInstancesInput, metadata_options,
                 "MetadataOptions", STRUCTURE, &aws_metadata_options_request_shape),
  AWS_MEMBER_OF (AwsRunInstancesInput, instance_market_options,
                 "InstanceMarketOptions", STRUCTURE, &aws_instance_market_options_request_shape),
  AWS_MEMBER (AwsRunInstancesInput, iam_instance_profile_arn, "IamInstanceProfile.Arn", STRING),
  AWS_MEMBER (AwsRunInstancesInput, iam_instance_profile_name, "IamInstanceProfile.Name", STRING),
  AWS_MEMBER (AwsRunInstancesInput, instance_initiated_shutdown_behavior,
              "InstanceInitiatedShutdownBehavior", STRING),
  AWS_MEMBER (AwsRunInstancesInput, ebs_optimized, "EbsOptimized", BOOLEAN),
  AWS_MEMBER (AwsRunInstancesInput, disable_api_termination, "DisableApiTermination", BOOLEAN),
  AWS_MEMBER (AwsRunInstancesInput, monitoring, "Monitoring.Enabled", BOOLEAN),
  AWS_MEMBER (AwsRunInstancesInput, hibernation, "HibernationOptions.Configured", BOOLEAN),
  AWS_MEMBER (AwsRunInstancesInput, cpu_credits, "CreditSpecification.CpuCredits", STRING),
  AWS_MEMBER (AwsRunInstancesInput, core_count, "CpuOptions.CoreCount", INTEGER),
  AWS_MEMBER (AwsRunInstancesInput, threads_per_core, "CpuOptions.ThreadsPerCore", INTEGER),
  AWS_MEMBER (AwsRunInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape run_instances_input_shape =
  AWS_SHAPE ("RunInstancesInput", AwsRunInstancesInput, run_instances_input_members);

const AwsOperation AWS_EC2_RUN_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "RunInstances",
  .input = &run_instances_input_shape,
  .output = &aws_reservation_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember ebs_block_device_members[] =
{
  AWS_MEMBER (AwsEbsBlockDevice, volume_size, "volumeSize", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, volume_type, "volumeType", STRING),
  AWS_MEMBER (AwsEbsBlockDevice, encrypted, "encrypted", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, delete_on_termination, "deleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, iops, "iops", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, throughput, "throughput", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, snapshot_id, "snapshotId", STRING),
  AWS_MEMBER (AwsEbsBlockDevice, kms_key_id, "kmsKeyId", STRING),
};
static const AwsShape ebs_block_device_shape =
  AWS_SHAPE ("EbsBlockDevice", AwsEbsBlockDevice, ebs_block_device_members);

static const AwsMember block_device_mapping_members[] =
{
  AWS_MEMBER (AwsBlockDeviceMapping, device_name, "deviceName", STRING),
  AWS_MEMBER_OF (AwsBlockDeviceMapping, ebs, "ebs", STRUCTURE, &ebs_block_device_shape),
  AWS_MEMBER (AwsBlockDeviceMapping, virtual_name, "virtualName", STRING),
  AWS_MEMBER (AwsBlockDeviceMapping, no_device, "noDevice", STRING),
};
const AwsShape aws_block_device_mapping_shape =
  AWS_SHAPE ("BlockDeviceMapping", AwsBlockDeviceMapping, block_device_mapping_members);

static const AwsMember metadata_options_members[] =
{
  AWS_MEMBER (AwsMetadataOptions, http_tokens, "httpTokens", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_endpoint, "httpEndpoint", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_put_response_hop_limit, "httpPutResponseHopLimit", INTEGER),
  AWS_MEMBER (AwsMetadataOptions, instance_metadata_tags, "instanceMetadataTags", STRING),
};
const AwsShape aws_metadata_options_shape =
  AWS_SHAPE ("MetadataOptions", AwsMetadataOptions, metadata_options_members);

static const AwsMember spot_market_options_members[] =
{
  AWS_MEMBER (AwsSpotMarketOptions, max_price, "maxPrice", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, spot_instance_type, "spotInstanceType", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, instance_interruption_behavior,
              "instanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, valid_until, "validUntil", TIME),
};
static const AwsShape spot_market_options_shape =
  AWS_SHAPE ("SpotMarketOptions", AwsSpotMarketOptions, spot_market_options_members);

static const AwsMember instance_market_options_members[] =
{
  AWS_MEMBER (AwsInstanceMarketOptions, market_type, "marketType", STRING),
  AWS_MEMBER_OF (AwsInstanceMarketOptions, spot_options,
                 "spotOptions", STRUCTURE, &spot_market_options_shape),
};
const AwsShape aws_instance_market_options_shape =
  AWS_SHAPE ("InstanceMarketOptions", AwsInstanceMarketOptions, instance_market_options_members);

static const AwsMember instance_network_interface_specification_members[] =
{
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, device_index, "deviceIndex", INTEGER),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, network_card_index,
              "networkCardIndex", INTEGER),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, security_group_ids,
              "groupSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, network_interface_id,
              "networkInterfaceId", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, associate_public_ip_address,
              "associatePublicIpAddress", BOOLEAN),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, delete_on_termination,
              "deleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, interface_type, "interfaceType", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, description, "description", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, private_ip_address,
              "privateIpAddress", STRING),
  AWS_MEMBER (AwsInstanceNetworkInterfaceSpecification, ipv6_address_count,
              "ipv6AddressCount", INTEGER),
};
const AwsShape aws_instance_network_interface_specification_shape =
  AWS_SHAPE ("InstanceNetworkInterfaceSpecification", AwsInstanceNetworkInterfaceSpecification,
             instance_network_interface_specification_members);

static const AwsMember launch_placement_members[] =
{
  AWS_MEMBER (AwsLaunchPlacement, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsLaunchPlacement, group_name, "groupName", STRING),
  AWS_MEMBER (AwsLaunchPlacement, group_id, "groupId", STRING),
  AWS_MEMBER (AwsLaunchPlacement, partition_number, "partitionNumber", INTEGER),
  AWS_MEMBER (AwsLaunchPlacement, tenancy, "tenancy", STRING),
};
const AwsShape aws_launch_placement_shape =
  AWS_SHAPE ("LaunchPlacement", AwsLaunchPlacement, launch_placement_members);
