/* aws-ec2-fleet.c: EC2: fleets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/aws-ec2.h"

#include "aws/aws-ec2-shared.h"

static const AwsMember fleet_launch_template_specification_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_name,
              "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, version, "Version", STRING),
};
static const AwsShape fleet_launch_template_specification_shape =
  AWS_SHAPE ("FleetLaunchTemplateSpecification", AwsFleetLaunchTemplateSpecification,
             fleet_launch_template_specification_members);

static const AwsMember fleet_launch_template_overrides_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, instance_type, "InstanceType", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, max_price, "MaxPrice", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, weighted_capacity, "WeightedCapacity", DOUBLE),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, priority, "Priority", DOUBLE),
};
static const AwsShape fleet_launch_template_overrides_shape =
  AWS_SHAPE ("FleetLaunchTemplateOverrides", AwsFleetLaunchTemplateOverrides,
             fleet_launch_template_overrides_members);

static const AwsMember fleet_launch_template_config_members[] =
{
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, specification,
                 "LaunchTemplateSpecification", STRUCTURE, &fleet_launch_template_specification_shape),
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, overrides,
                 "Overrides", LIST, &fleet_launch_template_overrides_shape),
};
static const AwsShape fleet_launch_template_config_shape =
  AWS_SHAPE ("FleetLaunchTemplateConfig", AwsFleetLaunchTemplateConfig,
             fleet_launch_template_config_members);

static const AwsMember spot_options_members[] =
{
  AWS_MEMBER (AwsSpotOptions, allocation_strategy, "AllocationStrategy", STRING),
  AWS_MEMBER (AwsSpotOptions, instance_interruption_behavior,
              "InstanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotOptions, min_target_capacity, "MinTargetCapacity", INTEGER),
  AWS_MEMBER (AwsSpotOptions, single_instance_type, "SingleInstanceType", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, single_availability_zone, "SingleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, max_total_price, "MaxTotalPrice", STRING),
};
static const AwsShape spot_options_shape =
  AWS_SHAPE ("SpotOptions", AwsSpotOptions, spot_options_members);

static const AwsMember on_demand_options_members[] =
{
  AWS_MEMBER (AwsOnDemandOptions, allocation_strategy, "AllocationStrategy", STRING),
  AWS_MEMBER (AwsOnDemandOptions, min_target_capacity, "MinTargetCapacity", INTEGER),
  AWS_MEMBER (AwsOnDemandOptions, max_total_price, "MaxTotalPrice", STRING),
};
static const AwsShape on_demand_options_shape =
  AWS_SHAPE ("OnDemandOptions", AwsOnDemandOptions, on_demand_options_members);

static const AwsMember target_capacity_specification_members[] =
{
  AWS_MEMBER (AwsTargetCapacitySpecification, total_target_capacity,
              "TotalTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, on_demand_target_capacity,
              "OnDemandTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, spot_target_capacity, "SpotTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, default_target_capacity_type,
              "DefaultTargetCapacityType", STRING),
};
static const AwsShape target_capacity_specification_shape =
  AWS_SHAPE ("TargetCapacitySpecification", AwsTargetCapacitySpecification,
             target_capacity_specification_members);

static const AwsMember create_fleet_input_members[] =
{
  AWS_MEMBER (AwsCreateFleetInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateFleetInput, type, "Type", STRING),
  AWS_MEMBER_OF (AwsCreateFleetInput, launch_template_configs,
                 "LaunchTemplateConfigs", LIST, &fleet_launch_template_config_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, spot_options, "SpotOptions", STRUCTURE, &spot_options_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, on_demand_options,
                 "OnDemandOptions", STRUCTURE, &on_demand_options_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, target_capacity,
                 "TargetCapacitySpecification", STRUCTURE, &target_capacity_specification_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
};
static const AwsShape create_fleet_input_shape =
  AWS_SHAPE ("CreateFleetInput", AwsCreateFleetInput, create_fleet_input_members);

static const AwsMember create_fleet_error_members[] =
{
  AWS_MEMBER (AwsCreateFleetError, instance_type,
              "launchTemplateAndOverrides/overrides/instanceType", STRING),
  AWS_MEMBER (AwsCreateFleetError, availability_zone,
              "launchTemplateAndOverrides/overrides/availabilityZone", STRING),
  AWS_MEMBER (AwsCreateFleetError, subnet_id,
              "launchTemplateAndOverrides/overrides/subnetId", STRING),
  AWS_MEMBER (AwsCreateFleetError, lifecycle, "lifecycle", STRING),
  AWS_MEMBER (AwsCreateFleetError, error_code, "errorCode", STRING),
  AWS_MEMBER (AwsCreateFleetError, error_message, "errorMessage", STRING),
};
static const AwsShape create_fleet_error_shape =
  AWS_SHAPE ("CreateFleetError", AwsCreateFleetError, create_fleet_error_members);

static const AwsMember create_fleet_instance_members[] =
{
  AWS_MEMBER (AwsCreateFleetInstance, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsCreateFleetInstance, availability_zone,
              "launchTemplateAndOverrides/overrides/availabilityZone", STRING),
  AWS_MEMBER (AwsCreateFleetInstance, subnet_id,
              "launchTemplateAndOverrides/overrides/subnetId", STRING),
  AWS_MEMBER (AwsCreateFleetInstance, lifecycle, "lifecycle", STRING),
  AWS_MEMBER (AwsCreateFleetInstance, instance_ids, "instanceIds", STRING_LIST),
};
static const AwsShape create_fleet_instance_shape =
  AWS_SHAPE ("CreateFleetInstance", AwsCreateFleetInstance, create_fleet_instance_members);

static const AwsMember create_fleet_output_members[] =
{
  AWS_MEMBER (AwsCreateFleetOutput, fleet_id, "fleetId", STRING),
  AWS_MEMBER_OF (AwsCreateFleetOutput, errors, "errorSet", LIST, &create_fleet_error_shape),
  AWS_MEMBER_OF (AwsCreateFleetOutput, instances,
                 "fleetInstanceSet", LIST, &create_fleet_instance_shape),
};
static const AwsShape create_fleet_output_shape =
  AWS_SHAPE ("CreateFleetOutput", AwsCreateFleetOutput, create_fleet_output_members);

const AwsOperation AWS_EC2_CREATE_FLEET =
{
  .service = &AWS_EC2,
  .name = "CreateFleet",
  .input = &create_fleet_input_shape,
  .output = &create_fleet_output_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember describe_fleets_input_members[] =
{
  AWS_MEMBER (AwsDescribeFleetsInput, fleet_ids, "FleetId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeFleetsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeFleetsInput),
};
static const AwsShape describe_fleets_input_shape =
  AWS_SHAPE ("DescribeFleetsInput", AwsDescribeFleetsInput, describe_fleets_input_members);

static const AwsMember fleet_data_members[] =
{
  AWS_MEMBER (AwsFleetData, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsFleetData, fleet_state, "fleetState", STRING),
  AWS_MEMBER (AwsFleetData, type, "type", STRING),
  AWS_MEMBER (AwsFleetData, client_token, "clientToken", STRING),
  AWS_MEMBER (AwsFleetData, create_time, "createTime", TIME),
  AWS_MEMBER_OF (AwsFleetData, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape fleet_data_shape = AWS_SHAPE ("FleetData", AwsFleetData, fleet_data_members);

static const AwsMember describe_fleets_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeFleetsOutput, fleets, "fleetSet", LIST, &fleet_data_shape),
  AWS_MEMBER (AwsDescribeFleetsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_fleets_output_shape =
  AWS_SHAPE ("DescribeFleetsOutput", AwsDescribeFleetsOutput, describe_fleets_output_members);

const AwsOperation AWS_EC2_DESCRIBE_FLEETS =
{
  .service = &AWS_EC2,
  .name = "DescribeFleets",
  .input = &describe_fleets_input_shape,
  .output = &describe_fleets_output_shape,
  .items = "fleetSet",
};

static const AwsMember delete_fleets_input_members[] =
{
  AWS_MEMBER (AwsDeleteFleetsInput, fleet_ids, "FleetId", STRING_LIST),
  AWS_MEMBER (AwsDeleteFleetsInput, terminate_instances, "TerminateInstances", BOOLEAN),
};
static const AwsShape delete_fleets_input_shape =
  AWS_SHAPE ("DeleteFleetsInput", AwsDeleteFleetsInput, delete_fleets_input_members);

static const AwsMember delete_fleet_success_members[] =
{
  AWS_MEMBER (AwsDeleteFleetSuccess, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsDeleteFleetSuccess, current_fleet_state, "currentFleetState", STRING),
};
static const AwsShape delete_fleet_success_shape =
  AWS_SHAPE ("DeleteFleetSuccess", AwsDeleteFleetSuccess, delete_fleet_success_members);

static const AwsMember delete_fleet_error_members[] =
{
  AWS_MEMBER (AwsDeleteFleetError, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsDeleteFleetError, error_code, "error/code", STRING),
  AWS_MEMBER (AwsDeleteFleetError, error_message, "error/message", STRING),
};
static const AwsShape delete_fleet_error_shape =
  AWS_SHAPE ("DeleteFleetError", AwsDeleteFleetError, delete_fleet_error_members);

static const AwsMember delete_fleets_output_members[] =
{
  AWS_MEMBER_OF (AwsDeleteFleetsOutput, successful,
                 "successfulFleetDeletionSet", LIST, &delete_fleet_success_shape),
  AWS_MEMBER_OF (AwsDeleteFleetsOutput, unsuccessful,
                 "unsuccessfulFleetDeletionSet", LIST, &delete_fleet_error_shape),
};
static const AwsShape delete_fleets_output_shape =
  AWS_SHAPE ("DeleteFleetsOutput", AwsDeleteFleetsOutput, delete_fleets_output_members);

const AwsOperation AWS_EC2_DELETE_FLEETS =
{
  .service = &AWS_EC2,
  .name = "DeleteFleets",
  .input = &delete_fleets_input_shape,
  .output = &delete_fleets_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
