/* aws-ec2-templates.c: EC2: launch templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/aws-ec2.h"

#include "aws/aws-ec2-shared.h"

static const AwsMember ebs_block_device_members[] =
{
  AWS_MEMBER (AwsEbsBlockDevice, volume_size, "VolumeSize", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, volume_type, "VolumeType", STRING),
  AWS_MEMBER (AwsEbsBlockDevice, encrypted, "Encrypted", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, delete_on_termination, "DeleteOnTermination", BOOLEAN),
  AWS_MEMBER (AwsEbsBlockDevice, iops, "Iops", INTEGER),
  AWS_MEMBER (AwsEbsBlockDevice, throughput, "Throughput", INTEGER),
};
static const AwsShape ebs_block_device_shape =
  AWS_SHAPE ("EbsBlockDevice", AwsEbsBlockDevice, ebs_block_device_members);

static const AwsMember block_device_mapping_members[] =
{
  AWS_MEMBER (AwsBlockDeviceMapping, device_name, "DeviceName", STRING),
  AWS_MEMBER_OF (AwsBlockDeviceMapping, ebs, "Ebs", STRUCTURE, &ebs_block_device_shape),
};
static const AwsShape block_device_mapping_shape =
  AWS_SHAPE ("BlockDeviceMapping", AwsBlockDeviceMapping, block_device_mapping_members);

static const AwsMember metadata_options_members[] =
{
  AWS_MEMBER (AwsMetadataOptions, http_tokens, "HttpTokens", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_endpoint, "HttpEndpoint", STRING),
  AWS_MEMBER (AwsMetadataOptions, http_put_response_hop_limit, "HttpPutResponseHopLimit", INTEGER),
};
static const AwsShape metadata_options_shape =
  AWS_SHAPE ("MetadataOptions", AwsMetadataOptions, metadata_options_members);

static const AwsMember spot_market_options_members[] =
{
  AWS_MEMBER (AwsSpotMarketOptions, max_price, "MaxPrice", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, spot_instance_type, "SpotInstanceType", STRING),
  AWS_MEMBER (AwsSpotMarketOptions, instance_interruption_behavior,
              "InstanceInterruptionBehavior", STRING),
};
static const AwsShape spot_market_options_shape =
  AWS_SHAPE ("SpotMarketOptions", AwsSpotMarketOptions, spot_market_options_members);

static const AwsMember instance_market_options_members[] =
{
  AWS_MEMBER (AwsInstanceMarketOptions, market_type, "MarketType", STRING),
  AWS_MEMBER_OF (AwsInstanceMarketOptions, spot_options,
                 "SpotOptions", STRUCTURE, &spot_market_options_shape),
};
static const AwsShape instance_market_options_shape =
  AWS_SHAPE ("InstanceMarketOptions", AwsInstanceMarketOptions, instance_market_options_members);

static const AwsMember request_launch_template_data_members[] =
{
  AWS_MEMBER (AwsRequestLaunchTemplateData, image_id, "ImageId", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, instance_type, "InstanceType", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, user_data, "UserData", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, security_group_ids, "SecurityGroupId", STRING_LIST),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, block_device_mappings,
                 "BlockDeviceMapping", LIST, &block_device_mapping_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, metadata_options,
                 "MetadataOptions", STRUCTURE, &metadata_options_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, instance_market_options,
                 "InstanceMarketOptions", STRUCTURE, &instance_market_options_shape),
};
static const AwsShape request_launch_template_data_shape =
  AWS_SHAPE ("RequestLaunchTemplateData", AwsRequestLaunchTemplateData,
             request_launch_template_data_members);

static const AwsMember create_launch_template_input_members[] =
{
  AWS_MEMBER (AwsCreateLaunchTemplateInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateInput, launch_template_name, "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateInput, version_description, "VersionDescription", STRING),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateInput, launch_template_data,
                 "LaunchTemplateData", STRUCTURE, &request_launch_template_data_shape),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
};
static const AwsShape create_launch_template_input_shape =
  AWS_SHAPE ("CreateLaunchTemplateInput", AwsCreateLaunchTemplateInput,
             create_launch_template_input_members);

static const AwsMember launch_template_members[] =
{
  AWS_MEMBER (AwsLaunchTemplate, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsLaunchTemplate, launch_template_name, "launchTemplateName", STRING),
  AWS_MEMBER (AwsLaunchTemplate, create_time, "createTime", TIME),
  AWS_MEMBER (AwsLaunchTemplate, default_version_number, "defaultVersionNumber", INTEGER),
  AWS_MEMBER (AwsLaunchTemplate, latest_version_number, "latestVersionNumber", INTEGER),
  AWS_MEMBER_OF (AwsLaunchTemplate, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape launch_template_shape =
  AWS_SHAPE ("LaunchTemplate", AwsLaunchTemplate, launch_template_members);

static const AwsMember create_launch_template_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateLaunchTemplateOutput, launch_template,
                 "launchTemplate", STRUCTURE, &launch_template_shape),
};
static const AwsShape create_launch_template_output_shape =
  AWS_SHAPE ("CreateLaunchTemplateOutput", AwsCreateLaunchTemplateOutput,
             create_launch_template_output_members);

const AwsOperation AWS_EC2_CREATE_LAUNCH_TEMPLATE =
{
  .service = &AWS_EC2,
  .name = "CreateLaunchTemplate",
  .input = &create_launch_template_input_shape,
  .output = &create_launch_template_output_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember describe_launch_templates_input_members[] =
{
  AWS_MEMBER (AwsDescribeLaunchTemplatesInput, launch_template_ids,
              "LaunchTemplateId", STRING_LIST),
  AWS_MEMBER (AwsDescribeLaunchTemplatesInput, launch_template_names,
              "LaunchTemplateName", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeLaunchTemplatesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeLaunchTemplatesInput),
};
static const AwsShape describe_launch_templates_input_shape =
  AWS_SHAPE ("DescribeLaunchTemplatesInput", AwsDescribeLaunchTemplatesInput,
             describe_launch_templates_input_members);

static const AwsMember describe_launch_templates_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeLaunchTemplatesOutput, launch_templates,
                 "launchTemplates", LIST, &launch_template_shape),
  AWS_MEMBER (AwsDescribeLaunchTemplatesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_launch_templates_output_shape =
  AWS_SHAPE ("DescribeLaunchTemplatesOutput", AwsDescribeLaunchTemplatesOutput,
             describe_launch_templates_output_members);

const AwsOperation AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES =
{
  .service = &AWS_EC2,
  .name = "DescribeLaunchTemplates",
  .input = &describe_launch_templates_input_shape,
  .output = &describe_launch_templates_output_shape,
  .items = "launchTemplates",
};

static const AwsMember delete_launch_template_input_members[] =
{
  AWS_MEMBER (AwsDeleteLaunchTemplateInput, launch_template_id, "LaunchTemplateId", STRING),
};
static const AwsShape delete_launch_template_input_shape =
  AWS_SHAPE ("DeleteLaunchTemplateInput", AwsDeleteLaunchTemplateInput,
             delete_launch_template_input_members);

static const AwsMember delete_launch_template_output_members[] =
{
  AWS_MEMBER_OF (AwsDeleteLaunchTemplateOutput, launch_template,
                 "launchTemplate", STRUCTURE, &launch_template_shape),
};
static const AwsShape delete_launch_template_output_shape =
  AWS_SHAPE ("DeleteLaunchTemplateOutput", AwsDeleteLaunchTemplateOutput,
             delete_launch_template_output_members);

const AwsOperation AWS_EC2_DELETE_LAUNCH_TEMPLATE =
{
  .service = &AWS_EC2,
  .name = "DeleteLaunchTemplate",
  .input = &delete_launch_template_input_shape,
  .output = &delete_launch_template_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
