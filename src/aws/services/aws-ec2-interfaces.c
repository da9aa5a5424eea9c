/* aws-ec2-interfaces.c: EC2: network interfaces and elastic addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-interfaces.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_network_interfaces_input_members[] =
{
  AWS_MEMBER (AwsDescribeNetworkInterfacesInput, network_interface_ids,
              "NetworkInterfaceId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeNetworkInterfacesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeNetworkInterfacesInput),
  AWS_MEMBER (AwsDescribeNetworkInterfacesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_network_interfaces_input_shape =
  AWS_SHAPE ("DescribeNetworkInterfacesInput", AwsDescribeNetworkInterfacesInput,
             describe_network_interfaces_input_members);

static const AwsMember group_identifier_members[] =
{
  AWS_MEMBER (AwsGroupIdentifier, group_id, "groupId", STRING),
  AWS_MEMBER (AwsGroupIdentifier, group_name, "groupName", STRING),
};
static const AwsShape group_identifier_shape =
  AWS_SHAPE ("GroupIdentifier", AwsGroupIdentifier, group_identifier_members);

static const AwsMember network_interface_members[] =
{
  AWS_MEMBER (AwsNetworkInterface, network_interface_id, "networkInterfaceId", STRING),
  AWS_MEMBER (AwsNetworkInterface, status, "status", STRING),
  AWS_MEMBER (AwsNetworkInterface, interface_type, "interfaceType", STRING),
  AWS_MEMBER (AwsNetworkInterface, description, "description", STRING),
  AWS_MEMBER (AwsNetworkInterface, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsNetworkInterface, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsNetworkInterface, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsNetworkInterface, mac_address, "macAddress", STRING),
  AWS_MEMBER (AwsNetworkInterface, private_ip_address, "privateIpAddress", STRING),
  AWS_MEMBER (AwsNetworkInterface, private_dns_name, "privateDnsName", STRING),
  AWS_MEMBER (AwsNetworkInterface, public_ip, "association/publicIp", STRING),
  AWS_MEMBER (AwsNetworkInterface, public_dns_name, "association/publicDnsName", STRING),
  AWS_MEMBER (AwsNetworkInterface, allocation_id, "association/allocationId", STRING),
  AWS_MEMBER (AwsNetworkInterface, association_id, "association/associationId", STRING),
  AWS_MEMBER (AwsNetworkInterface, attachment_id, "attachment/attachmentId", STRING),
  AWS_MEMBER (AwsNetworkInterface, attachment_status, "attachment/status", STRING),
  AWS_MEMBER (AwsNetworkInterface, attach_time, "attachment/attachTime", TIME),
  AWS_MEMBER (AwsNetworkInterface, instance_id, "attachment/instanceId", STRING),
  AWS_MEMBER (AwsNetworkInterface, device_index, "attachment/deviceIndex", INTEGER),
  AWS_MEMBER (AwsNetworkInterface, delete_on_termination,
              "attachment/deleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsNetworkInterface, requester_id, "requesterId", STRING),
  AWS_MEMBER (AwsNetworkInterface, requester_managed, "requesterManaged", BOOLEAN),
  AWS_MEMBER (AwsNetworkInterface, source_dest_check, "sourceDestCheck", BOOLEAN),
  AWS_MEMBER_OF (AwsNetworkInterface, groups, "groupSet", LIST, &group_identifier_shape),
  AWS_MEMBER_OF (AwsNetworkInterface, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape network_interface_shape =
  AWS_SHAPE ("NetworkInterface", AwsNetworkInterface, network_interface_members);

static const AwsMember describe_network_interfaces_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeNetworkInterfacesOutput, network_interfaces,
                 "networkInterfaceSet", LIST, &network_interface_shape),
  AWS_MEMBER (AwsDescribeNetworkInterfacesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_network_interfaces_output_shape =
  AWS_SHAPE ("DescribeNetworkInterfacesOutput", AwsDescribeNetworkInterfacesOutput,
             describe_network_interfaces_output_members);

const AwsOperation AWS_EC2_DESCRIBE_NETWORK_INTERFACES =
{
  .service = &AWS_EC2,
  .name = "DescribeNetworkInterfaces",
  .input = &describe_network_interfaces_input_shape,
  .output = &describe_network_interfaces_output_shape,
  .items = "networkInterfaceSet",
};

static const AwsMember modify_network_interface_attribute_input_members[] =
{
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, network_interface_id,
              "NetworkInterfaceId", STRING),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, attachment_id,
              "Attachment.AttachmentId", STRING),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, delete_on_termination,
              "Attachment.DeleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, description, "Description.Value", STRING),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, source_dest_check,
              "SourceDestCheck.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, security_group_ids,
              "SecurityGroupId", STRING_LIST),
  AWS_MEMBER (AwsModifyNetworkInterfaceAttributeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape modify_network_interface_attribute_input_shape =
  AWS_SHAPE ("ModifyNetworkInterfaceAttributeInput", AwsModifyNetworkInterfaceAttributeInput,
             modify_network_interface_attribute_input_members);

const AwsOperation AWS_EC2_MODIFY_NETWORK_INTERFACE_ATTRIBUTE =
{
  .service = &AWS_EC2,
  .name = "ModifyNetworkInterfaceAttribute",
  .input = &modify_network_interface_attribute_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_network_interface_input_members[] =
{
  AWS_MEMBER (AwsDeleteNetworkInterfaceInput, network_interface_id, "NetworkInterfaceId", STRING),
  AWS_MEMBER (AwsDeleteNetworkInterfaceInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_network_interface_input_shape =
  AWS_SHAPE ("DeleteNetworkInterfaceInput", AwsDeleteNetworkInterfaceInput,
             delete_network_interface_input_members);

const AwsOperation AWS_EC2_DELETE_NETWORK_INTERFACE =
{
  .service = &AWS_EC2,
  .name = "DeleteNetworkInterface",
  .input = &delete_network_interface_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_addresses_input_members[] =
{
  AWS_MEMBER (AwsDescribeAddressesInput, allocation_ids, "AllocationId", STRING_LIST),
  AWS_MEMBER (AwsDescribeAddressesInput, public_ips, "PublicIp", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeAddressesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeAddressesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_addresses_input_shape =
  AWS_SHAPE ("DescribeAddressesInput", AwsDescribeAddressesInput, describe_addresses_input_members);

static const AwsMember address_members[] =
{
  AWS_MEMBER (AwsAddress, allocation_id, "allocationId", STRING),
  AWS_MEMBER (AwsAddress, public_ip, "publicIp", STRING),
  AWS_MEMBER (AwsAddress, association_id, "associationId", STRING),
  AWS_MEMBER (AwsAddress, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsAddress, network_interface_id, "networkInterfaceId", STRING),
  AWS_MEMBER (AwsAddress, private_ip_address, "privateIpAddress", STRING),
  AWS_MEMBER (AwsAddress, domain, "domain", STRING),
  AWS_MEMBER (AwsAddress, network_border_group, "networkBorderGroup", STRING),
  AWS_MEMBER_OF (AwsAddress, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape address_shape = AWS_SHAPE ("Address", AwsAddress, address_members);

static const AwsMember describe_addresses_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeAddressesOutput, addresses, "addressesSet", LIST, &address_shape),
};
static const AwsShape describe_addresses_output_shape =
  AWS_SHAPE ("DescribeAddressesOutput", AwsDescribeAddressesOutput,
             describe_addresses_output_members);

const AwsOperation AWS_EC2_DESCRIBE_ADDRESSES =
{
  .service = &AWS_EC2,
  .name = "DescribeAddresses",
  .input = &describe_addresses_input_shape,
  .output = &describe_addresses_output_shape,
  .items = "addressesSet",
};

static const AwsMember allocate_address_input_members[] =
{
  AWS_MEMBER (AwsAllocateAddressInput, domain, "Domain", STRING),
  AWS_MEMBER (AwsAllocateAddressInput, network_border_group, "NetworkBorderGroup", STRING),
  AWS_MEMBER_OF (AwsAllocateAddressInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsAllocateAddressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape allocate_address_input_shape =
  AWS_SHAPE ("AllocateAddressInput", AwsAllocateAddressInput, allocate_address_input_members);

static const AwsMember allocate_address_output_members[] =
{
  AWS_MEMBER (AwsAllocateAddressOutput, allocation_id, "allocationId", STRING),
  AWS_MEMBER (AwsAllocateAddressOutput, public_ip, "publicIp", STRING),
  AWS_MEMBER (AwsAllocateAddressOutput, domain, "domain", STRING),
  AWS_MEMBER (AwsAllocateAddressOutput, network_border_group, "networkBorderGroup", STRING),
};
static const AwsShape allocate_address_output_shape =
  AWS_SHAPE ("AllocateAddressOutput", AwsAllocateAddressOutput, allocate_address_output_members);

const AwsOperation AWS_EC2_ALLOCATE_ADDRESS =
{
  .service = &AWS_EC2,
  .name = "AllocateAddress",
  .input = &allocate_address_input_shape,
  .output = &allocate_address_output_shape,
  .mutating = TRUE,
};

static const AwsMember associate_address_input_members[] =
{
  AWS_MEMBER (AwsAssociateAddressInput, allocation_id, "AllocationId", STRING),
  AWS_MEMBER (AwsAssociateAddressInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsAssociateAddressInput, network_interface_id, "NetworkInterfaceId", STRING),
  AWS_MEMBER (AwsAssociateAddressInput, private_ip_address, "PrivateIpAddress", STRING),
  AWS_MEMBER (AwsAssociateAddressInput, allow_reassociation, "AllowReassociation", BOOLEAN),
  AWS_MEMBER (AwsAssociateAddressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape associate_address_input_shape =
  AWS_SHAPE ("AssociateAddressInput", AwsAssociateAddressInput, associate_address_input_members);

static const AwsMember associate_address_output_members[] =
{
  AWS_MEMBER (AwsAssociateAddressOutput, association_id, "associationId", STRING),
};
static const AwsShape associate_address_output_shape =
  AWS_SHAPE ("AssociateAddressOutput", AwsAssociateAddressOutput, associate_address_output_members);

const AwsOperation AWS_EC2_ASSOCIATE_ADDRESS =
{
  .service = &AWS_EC2,
  .name = "AssociateAddress",
  .input = &associate_address_input_shape,
  .output = &associate_address_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember disassociate_address_input_members[] =
{
  AWS_MEMBER (AwsDisassociateAddressInput, association_id, "AssociationId", STRING),
  AWS_MEMBER (AwsDisassociateAddressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape disassociate_address_input_shape =
  AWS_SHAPE ("DisassociateAddressInput", AwsDisassociateAddressInput,
             disassociate_address_input_members);

const AwsOperation AWS_EC2_DISASSOCIATE_ADDRESS =
{
  .service = &AWS_EC2,
  .name = "DisassociateAddress",
  .input = &disassociate_address_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember release_address_input_members[] =
{
  AWS_MEMBER (AwsReleaseAddressInput, allocation_id, "AllocationId", STRING),
  AWS_MEMBER (AwsReleaseAddressInput, network_border_group, "NetworkBorderGroup", STRING),
  AWS_MEMBER (AwsReleaseAddressInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape release_address_input_shape =
  AWS_SHAPE ("ReleaseAddressInput", AwsReleaseAddressInput, release_address_input_members);

const AwsOperation AWS_EC2_RELEASE_ADDRESS =
{
  .service = &AWS_EC2,
  .name = "ReleaseAddress",
  .input = &release_address_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
