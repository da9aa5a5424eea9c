/* aws-ec2-templates.c: EC2: launch templates and their versions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-templates.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember request_launch_template_data_request_members[] =
{
  AWS_MEMBER (AwsRequestLaunchTemplateData, image_id, "ImageId", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, instance_type, "InstanceType", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, user_data, "UserData", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, security_group_ids, "SecurityGroupId", STRING_LIST),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, block_device_mappings,
                 "BlockDeviceMapping", LIST, &aws_block_device_mapping_request_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, metadata_options,
                 "MetadataOptions", STRUCTURE, &aws_metadata_options_request_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, instance_market_options,
                 "InstanceMarketOptions", STRUCTURE, &aws_instance_market_options_request_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, instance_requirements,
                 "InstanceRequirements", STRUCTURE, &aws_instance_requirements_request_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, network_interfaces,
                 "NetworkInterface", LIST,
                 &aws_instance_network_interface_specification_request_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, placement,
                 "Placement", STRUCTURE, &aws_launch_placement_request_shape),
  AWS_MEMBER (AwsRequestLaunchTemplateData, iam_instance_profile_arn,
              "IamInstanceProfile.Arn", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, iam_instance_profile_name,
              "IamInstanceProfile.Name", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, instance_initiated_shutdown_behavior,
              "InstanceInitiatedShutdownBehavior", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, ebs_optimized, "EbsOptimized", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, disable_api_termination,
              "DisableApiTermination", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, monitoring, "Monitoring.Enabled", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, hibernation, "HibernationOptions.Configured", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, cpu_credits, "CreditSpecification.CpuCredits", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, core_count, "CpuOptions.CoreCount", INTEGER),
  AWS_MEMBER (AwsRequestLaunchTemplateData, threads_per_core, "CpuOptions.ThreadsPerCore", INTEGER),
};
static const AwsShape request_launch_template_data_request_shape =
  AWS_SHAPE ("RequestLaunchTemplateData", AwsRequestLaunchTemplateData,
             request_launch_template_data_request_members);

static const AwsMember create_launch_template_input_members[] =
{
  AWS_MEMBER (AwsCreateLaunchTemplateInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateInput, launch_template_name, "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateInput, version_description, "VersionDescription", STRING),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateInput, launch_template_data,
                 "LaunchTemplateData", STRUCTURE, &request_launch_template_data_request_shape),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateLaunchTemplateInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_launch_template_input_shape =
  AWS_SHAPE ("CreateLaunchTemplateInput", AwsCreateLaunchTemplateInput,
             create_launch_template_input_members);

static const AwsMember launch_template_members[] =
{
  AWS_MEMBER (AwsLaunchTemplate, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsLaunchTemplate, launch_template_name, "launchTemplateName", STRING),
  AWS_MEMBER (AwsLaunchTemplate, create_time, "createTime", TIME),
  AWS_MEMBER (AwsLaunchTemplate, created_by, "createdBy", STRING),
  AWS_MEMBER (AwsLaunchTemplate, default_version_number, "defaultVersionNumber", INTEGER),
  AWS_MEMBER (AwsLaunchTemplate, latest_version_number, "latestVersionNumber", INTEGER),
  AWS_MEMBER_OF (AwsLaunchTemplate, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape launch_template_shape =
  AWS_SHAPE ("LaunchTemplate", AwsLaunchTemplate, launch_template_members);

static const AwsMember validation_error_members[] =
{
  AWS_MEMBER (AwsValidationError, code, "code", STRING),
  AWS_MEMBER (AwsValidationError, message, "message", STRING),
};
static const AwsShape validation_error_shape =
  AWS_SHAPE ("ValidationError", AwsValidationError, validation_error_members);

static const AwsMember create_launch_template_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateLaunchTemplateOutput, launch_template,
                 "launchTemplate", STRUCTURE, &launch_template_shape),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateOutput, warnings,
                 "warning/errorSet", LIST, &validation_error_shape),
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
  AWS_MEMBER (AwsDescribeLaunchTemplatesInput, dry_run, "DryRun", BOOLEAN),
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

static const AwsMember modify_launch_template_input_members[] =
{
  AWS_MEMBER (AwsModifyLaunchTemplateInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsModifyLaunchTemplateInput, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsModifyLaunchTemplateInput, launch_template_name, "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsModifyLaunchTemplateInput, default_version, "SetDefaultVersion", STRING),
  AWS_MEMBER (AwsModifyLaunchTemplateInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape modify_launch_template_input_shape =
  AWS_SHAPE ("ModifyLaunchTemplateInput", AwsModifyLaunchTemplateInput,
             modify_launch_template_input_members);

static const AwsMember modify_launch_template_output_members[] =
{
  AWS_MEMBER_OF (AwsModifyLaunchTemplateOutput, launch_template,
                 "launchTemplate", STRUCTURE, &launch_template_shape),
};
static const AwsShape modify_launch_template_output_shape =
  AWS_SHAPE ("ModifyLaunchTemplateOutput", AwsModifyLaunchTemplateOutput,
             modify_launch_template_output_members);

const AwsOperation AWS_EC2_MODIFY_LAUNCH_TEMPLATE =
{
  .service = &AWS_EC2,
  .name = "ModifyLaunchTemplate",
  .input = &modify_launch_template_input_shape,
  .output = &modify_launch_template_output_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember delete_launch_template_input_members[] =
{
  AWS_MEMBER (AwsDeleteLaunchTemplateInput, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateInput, launch_template_name, "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateInput, dry_run, "DryRun", BOOLEAN),
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

static const AwsMember create_launch_template_version_input_members[] =
{
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, launch_template_name,
              "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, source_version, "SourceVersion", STRING),
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, version_description,
              "VersionDescription", STRING),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateVersionInput, launch_template_data,
                 "LaunchTemplateData", STRUCTURE, &request_launch_template_data_request_shape),
  AWS_MEMBER (AwsCreateLaunchTemplateVersionInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_launch_template_version_input_shape =
  AWS_SHAPE ("CreateLaunchTemplateVersionInput", AwsCreateLaunchTemplateVersionInput,
             create_launch_template_version_input_members);

static const AwsMember request_launch_template_data_members[] =
{
  AWS_MEMBER (AwsRequestLaunchTemplateData, image_id, "imageId", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, key_name, "keyName", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, user_data, "userData", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, security_group_ids, "securityGroupIdSet", STRING_LIST),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, block_device_mappings,
                 "blockDeviceMappingSet", LIST, &aws_block_device_mapping_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, tag_specifications,
                 "tagSpecificationSet", LIST, &aws_tag_specification_answer_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, metadata_options,
                 "metadataOptions", STRUCTURE, &aws_metadata_options_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, instance_market_options,
                 "instanceMarketOptions", STRUCTURE, &aws_instance_market_options_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, instance_requirements,
                 "instanceRequirements", STRUCTURE, &aws_instance_requirements_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, network_interfaces,
                 "networkInterfaceSet", LIST, &aws_instance_network_interface_specification_shape),
  AWS_MEMBER_OF (AwsRequestLaunchTemplateData, placement,
                 "placement", STRUCTURE, &aws_launch_placement_shape),
  AWS_MEMBER (AwsRequestLaunchTemplateData, iam_instance_profile_arn,
              "iamInstanceProfile/arn", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, iam_instance_profile_name,
              "iamInstanceProfile/name", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, instance_initiated_shutdown_behavior,
              "instanceInitiatedShutdownBehavior", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, ebs_optimized, "ebsOptimized", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, disable_api_termination,
              "disableApiTermination", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, monitoring, "monitoring/enabled", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, hibernation, "hibernationOptions/configured", BOOLEAN),
  AWS_MEMBER (AwsRequestLaunchTemplateData, cpu_credits, "creditSpecification/cpuCredits", STRING),
  AWS_MEMBER (AwsRequestLaunchTemplateData, core_count, "cpuOptions/coreCount", INTEGER),
  AWS_MEMBER (AwsRequestLaunchTemplateData, threads_per_core, "cpuOptions/threadsPerCore", INTEGER),
};
static const AwsShape request_launch_template_data_shape =
  AWS_SHAPE ("RequestLaunchTemplateData", AwsRequestLaunchTemplateData,
             request_launch_template_data_members);

static const AwsMember launch_template_version_members[] =
{
  AWS_MEMBER (AwsLaunchTemplateVersion, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsLaunchTemplateVersion, launch_template_name, "launchTemplateName", STRING),
  AWS_MEMBER (AwsLaunchTemplateVersion, version_number, "versionNumber", INTEGER),
  AWS_MEMBER (AwsLaunchTemplateVersion, version_description, "versionDescription", STRING),
  AWS_MEMBER (AwsLaunchTemplateVersion, create_time, "createTime", TIME),
  AWS_MEMBER (AwsLaunchTemplateVersion, created_by, "createdBy", STRING),
  AWS_MEMBER (AwsLaunchTemplateVersion, default_version, "defaultVersion", BOOLEAN),
  AWS_MEMBER_OF (AwsLaunchTemplateVersion, launch_template_data,
                 "launchTemplateData", STRUCTURE, &request_launch_template_data_shape),
};
static const AwsShape launch_template_version_shape =
  AWS_SHAPE ("LaunchTemplateVersion", AwsLaunchTemplateVersion, launch_template_version_members);

static const AwsMember create_launch_template_version_output_members[] =
{
  AWS_MEMBER_OF (AwsCreateLaunchTemplateVersionOutput, launch_template_version,
                 "launchTemplateVersion", STRUCTURE, &launch_template_version_shape),
  AWS_MEMBER_OF (AwsCreateLaunchTemplateVersionOutput, warnings,
                 "warning/errorSet", LIST, &validation_error_shape),
};
static const AwsShape create_launch_template_version_output_shape =
  AWS_SHAPE ("CreateLaunchTemplateVersionOutput", AwsCreateLaunchTemplateVersionOutput,
             create_launch_template_version_output_members);

const AwsOperation AWS_EC2_CREATE_LAUNCH_TEMPLATE_VERSION =
{
  .service = &AWS_EC2,
  .name = "CreateLaunchTemplateVersion",
  .input = &create_launch_template_version_input_shape,
  .output = &create_launch_template_version_output_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember describe_launch_template_versions_input_members[] =
{
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, launch_template_id,
              "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, launch_template_name,
              "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, versions,
              "LaunchTemplateVersion", STRING_LIST),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, min_version, "MinVersion", STRING),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, max_version, "MaxVersion", STRING),
  AWS_MEMBER_OF (AwsDescribeLaunchTemplateVersionsInput, filters,
                 "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeLaunchTemplateVersionsInput),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_launch_template_versions_input_shape =
  AWS_SHAPE ("DescribeLaunchTemplateVersionsInput", AwsDescribeLaunchTemplateVersionsInput,
             describe_launch_template_versions_input_members);

static const AwsMember describe_launch_template_versions_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeLaunchTemplateVersionsOutput, launch_template_versions,
                 "launchTemplateVersionSet", LIST, &launch_template_version_shape),
  AWS_MEMBER (AwsDescribeLaunchTemplateVersionsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_launch_template_versions_output_shape =
  AWS_SHAPE ("DescribeLaunchTemplateVersionsOutput", AwsDescribeLaunchTemplateVersionsOutput,
             describe_launch_template_versions_output_members);

const AwsOperation AWS_EC2_DESCRIBE_LAUNCH_TEMPLATE_VERSIONS =
{
  .service = &AWS_EC2,
  .name = "DescribeLaunchTemplateVersions",
  .input = &describe_launch_template_versions_input_shape,
  .output = &describe_launch_template_versions_output_shape,
  .items = "launchTemplateVersionSet",
};

static const AwsMember delete_launch_template_versions_input_members[] =
{
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionsInput, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionsInput, launch_template_name,
              "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionsInput, versions, "LaunchTemplateVersion", STRING_LIST),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_launch_template_versions_input_shape =
  AWS_SHAPE ("DeleteLaunchTemplateVersionsInput", AwsDeleteLaunchTemplateVersionsInput,
             delete_launch_template_versions_input_members);

static const AwsMember deleted_launch_template_version_members[] =
{
  AWS_MEMBER (AwsDeletedLaunchTemplateVersion, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsDeletedLaunchTemplateVersion, launch_template_name, "launchTemplateName", STRING),
  AWS_MEMBER (AwsDeletedLaunchTemplateVersion, version_number, "versionNumber", INTEGER),
};
static const AwsShape deleted_launch_template_version_shape =
  AWS_SHAPE ("DeletedLaunchTemplateVersion", AwsDeletedLaunchTemplateVersion,
             deleted_launch_template_version_members);

static const AwsMember delete_launch_template_version_error_members[] =
{
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionError, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionError, launch_template_name,
              "launchTemplateName", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionError, version_number, "versionNumber", INTEGER),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionError, error_code, "responseError/code", STRING),
  AWS_MEMBER (AwsDeleteLaunchTemplateVersionError, error_message, "responseError/message", STRING),
};
static const AwsShape delete_launch_template_version_error_shape =
  AWS_SHAPE ("DeleteLaunchTemplateVersionError", AwsDeleteLaunchTemplateVersionError,
             delete_launch_template_version_error_members);

static const AwsMember delete_launch_template_versions_output_members[] =
{
  AWS_MEMBER_OF (AwsDeleteLaunchTemplateVersionsOutput, successful,
                 "successfullyDeletedLaunchTemplateVersionSet", LIST,
                 &deleted_launch_template_version_shape),
  AWS_MEMBER_OF (AwsDeleteLaunchTemplateVersionsOutput, unsuccessful,
                 "unsuccessfullyDeletedLaunchTemplateVersionSet", LIST,
                 &delete_launch_template_version_error_shape),
};
static const AwsShape delete_launch_template_versions_output_shape =
  AWS_SHAPE ("DeleteLaunchTemplateVersionsOutput", AwsDeleteLaunchTemplateVersionsOutput,
             delete_launch_template_versions_output_members);

const AwsOperation AWS_EC2_DELETE_LAUNCH_TEMPLATE_VERSIONS =
{
  .service = &AWS_EC2,
  .name = "DeleteLaunchTemplateVersions",
  .input = &delete_launch_template_versions_input_shape,
  .output = &delete_launch_template_versions_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
