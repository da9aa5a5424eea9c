/* aws-ec2-images.c: EC2: machine images
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-images.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_images_input_members[] =
{
  AWS_MEMBER (AwsDescribeImagesInput, image_ids, "ImageId", STRING_LIST),
  AWS_MEMBER (AwsDescribeImagesInput, owners, "Owner", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeImagesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeImagesInput, include_deprecated, "IncludeDeprecated", BOOLEAN),
  AWS_PAGE_MEMBERS (AwsDescribeImagesInput),
  AWS_MEMBER (AwsDescribeImagesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_images_input_shape =
  AWS_SHAPE ("DescribeImagesInput", AwsDescribeImagesInput, describe_images_input_members);

static const AwsMember image_members[] =
{
  AWS_MEMBER (AwsImage, image_id, "imageId", STRING),
  AWS_MEMBER (AwsImage, name, "name", STRING),
  AWS_MEMBER (AwsImage, description, "description", STRING),
  AWS_MEMBER (AwsImage, owner_id, "imageOwnerId", STRING),
  AWS_MEMBER (AwsImage, architecture, "architecture", STRING),
  AWS_MEMBER (AwsImage, state, "imageState", STRING),
  AWS_MEMBER (AwsImage, creation_date, "creationDate", STRING),
  AWS_MEMBER (AwsImage, root_device_name, "rootDeviceName", STRING),
  AWS_MEMBER (AwsImage, owner_alias, "imageOwnerAlias", STRING),
  AWS_MEMBER (AwsImage, platform_details, "platformDetails", STRING),
  AWS_MEMBER (AwsImage, root_device_type, "rootDeviceType", STRING),
  AWS_MEMBER (AwsImage, virtualization_type, "virtualizationType", STRING),
  AWS_MEMBER (AwsImage, hypervisor, "hypervisor", STRING),
  AWS_MEMBER (AwsImage, ena_support, "enaSupport", BOOLEAN),
  AWS_MEMBER (AwsImage, boot_mode, "bootMode", STRING),
  AWS_MEMBER (AwsImage, deprecation_time, "deprecationTime", STRING),
  AWS_MEMBER (AwsImage, imds_support, "imdsSupport", STRING),
  AWS_MEMBER (AwsImage, public, "isPublic", BOOLEAN),
  AWS_MEMBER_OF (AwsImage, block_device_mappings,
                 "blockDeviceMapping", LIST, &aws_block_device_mapping_shape),
  AWS_MEMBER_OF (AwsImage, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape image_shape = AWS_SHAPE ("Image", AwsImage, image_members);

static const AwsMember describe_images_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeImagesOutput, images, "imagesSet", LIST, &image_shape),
  AWS_MEMBER (AwsDescribeImagesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_images_output_shape =
  AWS_SHAPE ("DescribeImagesOutput", AwsDescribeImagesOutput, describe_images_output_members);

const AwsOperation AWS_EC2_DESCRIBE_IMAGES =
{
  .service = &AWS_EC2,
  .name = "DescribeImages",
  .input = &describe_images_input_shape,
  .output = &describe_images_output_shape,
  .items = "imagesSet",
};

static const AwsMember create_image_input_members[] =
{
  AWS_MEMBER (AwsCreateImageInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsCreateImageInput, name, "Name", STRING),
  AWS_MEMBER (AwsCreateImageInput, description, "Description", STRING),
  AWS_MEMBER (AwsCreateImageInput, no_reboot, "NoReboot", BOOLEAN),
  AWS_MEMBER_OF (AwsCreateImageInput, block_device_mappings,
                 "BlockDeviceMapping", LIST, &aws_block_device_mapping_request_shape),
  AWS_MEMBER_OF (AwsCreateImageInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateImageInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_image_input_shape =
  AWS_SHAPE ("CreateImageInput", AwsCreateImageInput, create_image_input_members);

static const AwsMember create_image_output_members[] =
{
  AWS_MEMBER (AwsCreateImageOutput, image_id, "imageId", STRING),
};
static const AwsShape create_image_output_shape =
  AWS_SHAPE ("CreateImageOutput", AwsCreateImageOutput, create_image_output_members);

const AwsOperation AWS_EC2_CREATE_IMAGE =
{
  .service = &AWS_EC2,
  .name = "CreateImage",
  .input = &create_image_input_shape,
  .output = &create_image_output_shape,
  .mutating = TRUE,
};

static const AwsMember deregister_image_input_members[] =
{
  AWS_MEMBER (AwsDeregisterImageInput, image_id, "ImageId", STRING),
  AWS_MEMBER (AwsDeregisterImageInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape deregister_image_input_shape =
  AWS_SHAPE ("DeregisterImageInput", AwsDeregisterImageInput, deregister_image_input_members);

const AwsOperation AWS_EC2_DEREGISTER_IMAGE =
{
  .service = &AWS_EC2,
  .name = "DeregisterImage",
  .input = &deregister_image_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
