/* aws-ec2-fleet.c: EC2: fleets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-fleet.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember fleet_launch_template_specification_request_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_id, "LaunchTemplateId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_name,
              "LaunchTemplateName", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, version, "Version", STRING),
};
static const AwsShape fleet_launch_template_specification_request_shape =
  AWS_SHAPE ("FleetLaunchTemplateSpecification", AwsFleetLaunchTemplateSpecification,
             fleet_launch_template_specification_request_members);

static const AwsMember fleet_launch_template_overrides_request_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, instance_type, "InstanceType", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, subnet_id, "SubnetId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, max_price, "MaxPrice", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, weighted_capacity, "WeightedCapacity", DOUBLE),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, priority, "Priority", DOUBLE),
  AWS_MEMBER_OF (AwsFleetLaunchTemplateOverrides, instance_requirements,
                 "InstanceRequirements", STRUCTURE, &aws_instance_requirements_request_shape),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, placement_group_name, "Placement.GroupName", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, image_id, "ImageId", STRING),
};
static const AwsShape fleet_launch_template_overrides_request_shape =
  AWS_SHAPE ("FleetLaunchTemplateOverrides", AwsFleetLaunchTemplateOverrides,
             fleet_launch_template_overrides_request_members);

static const AwsMember fleet_launch_template_config_request_members[] =
{
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, specification,
                 "LaunchTemplateSpecification", STRUCTURE,
                 &fleet_launch_template_specification_request_shape),
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, overrides,
                 "Overrides", LIST, &fleet_launch_template_overrides_request_shape),
};
static const AwsShape fleet_launch_template_config_request_shape =
  AWS_SHAPE ("FleetLaunchTemplateConfig", AwsFleetLaunchTemplateConfig,
             fleet_launch_template_config_request_members);

static const AwsMember spot_options_request_members[] =
{
  AWS_MEMBER (AwsSpotOptions, allocation_strategy, "AllocationStrategy", STRING),
  AWS_MEMBER (AwsSpotOptions, instance_interruption_behavior,
              "InstanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotOptions, min_target_capacity, "MinTargetCapacity", INTEGER),
  AWS_MEMBER (AwsSpotOptions, single_instance_type, "SingleInstanceType", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, single_availability_zone, "SingleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, max_total_price, "MaxTotalPrice", STRING),
  AWS_MEMBER (AwsSpotOptions, instance_pools_to_use_count, "InstancePoolsToUseCount", INTEGER),
  AWS_MEMBER (AwsSpotOptions, replacement_strategy,
              "MaintenanceStrategies.CapacityRebalance.ReplacementStrategy", STRING),
  AWS_MEMBER (AwsSpotOptions, termination_delay,
              "MaintenanceStrategies.CapacityRebalance.TerminationDelay", INTEGER),
};
static const AwsShape spot_options_request_shape =
  AWS_SHAPE ("SpotOptions", AwsSpotOptions, spot_options_request_members);

static const AwsMember on_demand_options_request_members[] =
{
  AWS_MEMBER (AwsOnDemandOptions, allocation_strategy, "AllocationStrategy", STRING),
  AWS_MEMBER (AwsOnDemandOptions, min_target_capacity, "MinTargetCapacity", INTEGER),
  AWS_MEMBER (AwsOnDemandOptions, max_total_price, "MaxTotalPrice", STRING),
  AWS_MEMBER (AwsOnDemandOptions, single_instance_type, "SingleInstanceType", BOOLEAN),
  AWS_MEMBER (AwsOnDemandOptions, single_availability_zone, "SingleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsOnDemandOptions, reservation_usage_strategy,
              "CapacityReservationOptions.UsageStrategy", STRING),
};
static const AwsShape on_demand_options_request_shape =
  AWS_SHAPE ("OnDemandOptions", AwsOnDemandOptions, on_demand_options_request_members);

static const AwsMember target_capacity_specification_request_members[] =
{
  AWS_MEMBER (AwsTargetCapacitySpecification, total_target_capacity,
              "TotalTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, on_demand_target_capacity,
              "OnDemandTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, spot_target_capacity, "SpotTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, default_target_capacity_type,
              "DefaultTargetCapacityType", STRING),
  AWS_MEMBER (AwsTargetCapacitySpecification, target_capacity_unit_type,
              "TargetCapacityUnitType", STRING),
};
static const AwsShape target_capacity_specification_request_shape =
  AWS_SHAPE ("TargetCapacitySpecification", AwsTargetCapacitySpecification,
             target_capacity_specification_request_members);

static const AwsMember create_fleet_input_members[] =
{
  AWS_MEMBER (AwsCreateFleetInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateFleetInput, type, "Type", STRING),
  AWS_MEMBER_OF (AwsCreateFleetInput, launch_template_configs,
                 "LaunchTemplateConfigs", LIST, &fleet_launch_template_config_request_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, spot_options,
                 "SpotOptions", STRUCTURE, &spot_options_request_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, on_demand_options,
                 "OnDemandOptions", STRUCTURE, &on_demand_options_request_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, target_capacity,
                 "TargetCapacitySpecification", STRUCTURE,
                 &target_capacity_specification_request_shape),
  AWS_MEMBER_OF (AwsCreateFleetInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateFleetInput, excess_capacity_termination_policy,
              "ExcessCapacityTerminationPolicy", STRING),
  AWS_MEMBER (AwsCreateFleetInput, terminate_instances_with_expiration,
              "TerminateInstancesWithExpiration", BOOLEAN),
  AWS_MEMBER (AwsCreateFleetInput, valid_from, "ValidFrom", TIME),
  AWS_MEMBER (AwsCreateFleetInput, valid_until, "ValidUntil", TIME),
  AWS_MEMBER (AwsCreateFleetInput, replace_unhealthy_instances,
              "ReplaceUnhealthyInstances", BOOLEAN),
  AWS_MEMBER (AwsCreateFleetInput, context, "Context", STRING),
  AWS_MEMBER (AwsCreateFleetInput, dry_run, "DryRun", BOOLEAN),
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

static const AwsMember modify_fleet_input_members[] =
{
  AWS_MEMBER (AwsModifyFleetInput, fleet_id, "FleetId", STRING),
  AWS_MEMBER (AwsModifyFleetInput, excess_capacity_termination_policy,
              "ExcessCapacityTerminationPolicy", STRING),
  AWS_MEMBER_OF (AwsModifyFleetInput, launch_template_configs,
                 "LaunchTemplateConfig", LIST, &fleet_launch_template_config_request_shape),
  AWS_MEMBER_OF (AwsModifyFleetInput, target_capacity,
                 "TargetCapacitySpecification", STRUCTURE,
                 &target_capacity_specification_request_shape),
  AWS_MEMBER (AwsModifyFleetInput, context, "Context", STRING),
  AWS_MEMBER (AwsModifyFleetInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape modify_fleet_input_shape =
  AWS_SHAPE ("ModifyFleetInput", AwsModifyFleetInput, modify_fleet_input_members);

const AwsOperation AWS_EC2_MODIFY_FLEET =
{
  .service = &AWS_EC2,
  .name = "ModifyFleet",
  .input = &modify_fleet_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_fleets_input_members[] =
{
  AWS_MEMBER (AwsDescribeFleetsInput, fleet_ids, "FleetId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeFleetsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeFleetsInput),
  AWS_MEMBER (AwsDescribeFleetsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_fleets_input_shape =
  AWS_SHAPE ("DescribeFleetsInput", AwsDescribeFleetsInput, describe_fleets_input_members);

static const AwsMember target_capacity_specification_members[] =
{
  AWS_MEMBER (AwsTargetCapacitySpecification, total_target_capacity,
              "totalTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, on_demand_target_capacity,
              "onDemandTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, spot_target_capacity, "spotTargetCapacity", INTEGER),
  AWS_MEMBER (AwsTargetCapacitySpecification, default_target_capacity_type,
              "defaultTargetCapacityType", STRING),
  AWS_MEMBER (AwsTargetCapacitySpecification, target_capacity_unit_type,
              "targetCapacityUnitType", STRING),
};
static const AwsShape target_capacity_specification_shape =
  AWS_SHAPE ("TargetCapacitySpecification", AwsTargetCapacitySpecification,
             target_capacity_specification_members);

static const AwsMember fleet_launch_template_specification_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_id, "launchTemplateId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, launch_template_name,
              "launchTemplateName", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateSpecification, version, "version", STRING),
};
static const AwsShape fleet_launch_template_specification_shape =
  AWS_SHAPE ("FleetLaunchTemplateSpecification", AwsFleetLaunchTemplateSpecification,
             fleet_launch_template_specification_members);

static const AwsMember fleet_launch_template_overrides_members[] =
{
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, max_price, "maxPrice", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, weighted_capacity, "weightedCapacity", DOUBLE),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, priority, "priority", DOUBLE),
  AWS_MEMBER_OF (AwsFleetLaunchTemplateOverrides, instance_requirements,
                 "instanceRequirements", STRUCTURE, &aws_instance_requirements_shape),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, placement_group_name, "placement/groupName", STRING),
  AWS_MEMBER (AwsFleetLaunchTemplateOverrides, image_id, "imageId", STRING),
};
static const AwsShape fleet_launch_template_overrides_shape =
  AWS_SHAPE ("FleetLaunchTemplateOverrides", AwsFleetLaunchTemplateOverrides,
             fleet_launch_template_overrides_members);

static const AwsMember fleet_launch_template_config_members[] =
{
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, specification,
                 "launchTemplateSpecification", STRUCTURE,
                 &fleet_launch_template_specification_shape),
  AWS_MEMBER_OF (AwsFleetLaunchTemplateConfig, overrides,
                 "overrides", LIST, &fleet_launch_template_overrides_shape),
};
static const AwsShape fleet_launch_template_config_shape =
  AWS_SHAPE ("FleetLaunchTemplateConfig", AwsFleetLaunchTemplateConfig,
             fleet_launch_template_config_members);

static const AwsMember spot_options_members[] =
{
  AWS_MEMBER (AwsSpotOptions, allocation_strategy, "allocationStrategy", STRING),
  AWS_MEMBER (AwsSpotOptions, instance_interruption_behavior,
              "instanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotOptions, min_target_capacity, "minTargetCapacity", INTEGER),
  AWS_MEMBER (AwsSpotOptions, single_instance_type, "singleInstanceType", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, single_availability_zone, "singleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsSpotOptions, max_total_price, "maxTotalPrice", STRING),
  AWS_MEMBER (AwsSpotOptions, instance_pools_to_use_count, "instancePoolsToUseCount", INTEGER),
  AWS_MEMBER (AwsSpotOptions, replacement_strategy,
              "maintenanceStrategies/capacityRebalance/replacementStrategy", STRING),
  AWS_MEMBER (AwsSpotOptions, termination_delay,
              "maintenanceStrategies/capacityRebalance/terminationDelay", INTEGER),
};
static const AwsShape spot_options_shape =
  AWS_SHAPE ("SpotOptions", AwsSpotOptions, spot_options_members);

static const AwsMember on_demand_options_members[] =
{
  AWS_MEMBER (AwsOnDemandOptions, allocation_strategy, "allocationStrategy", STRING),
  AWS_MEMBER (AwsOnDemandOptions, min_target_capacity, "minTargetCapacity", INTEGER),
  AWS_MEMBER (AwsOnDemandOptions, max_total_price, "maxTotalPrice", STRING),
  AWS_MEMBER (AwsOnDemandOptions, single_instance_type, "singleInstanceType", BOOLEAN),
  AWS_MEMBER (AwsOnDemandOptions, single_availability_zone, "singleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsOnDemandOptions, reservation_usage_strategy,
              "capacityReservationOptions/usageStrategy", STRING),
};
static const AwsShape on_demand_options_shape =
  AWS_SHAPE ("OnDemandOptions", AwsOnDemandOptions, on_demand_options_members);

static const AwsMember fleet_data_members[] =
{
  AWS_MEMBER (AwsFleetData, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsFleetData, fleet_state, "fleetState", STRING),
  AWS_MEMBER (AwsFleetData, type, "type", STRING),
  AWS_MEMBER (AwsFleetData, client_token, "clientToken", STRING),
  AWS_MEMBER (AwsFleetData, create_time, "createTime", TIME),
  AWS_MEMBER_OF (AwsFleetData, tags, "tagSet", LIST, &aws_tag_shape),
  AWS_MEMBER (AwsFleetData, activity_status, "activityStatus", STRING),
  AWS_MEMBER (AwsFleetData, fulfilled_capacity, "fulfilledCapacity", DOUBLE),
  AWS_MEMBER (AwsFleetData, fulfilled_on_demand_capacity, "fulfilledOnDemandCapacity", DOUBLE),
  AWS_MEMBER (AwsFleetData, excess_capacity_termination_policy,
              "excessCapacityTerminationPolicy", STRING),
  AWS_MEMBER (AwsFleetData, terminate_instances_with_expiration,
              "terminateInstancesWithExpiration", BOOLEAN),
  AWS_MEMBER (AwsFleetData, valid_from, "validFrom", TIME),
  AWS_MEMBER (AwsFleetData, valid_until, "validUntil", TIME),
  AWS_MEMBER (AwsFleetData, replace_unhealthy_instances, "replaceUnhealthyInstances", BOOLEAN),
  AWS_MEMBER_OF (AwsFleetData, target_capacity,
                 "targetCapacitySpecification", STRUCTURE, &target_capacity_specification_shape),
  AWS_MEMBER_OF (AwsFleetData, launch_template_configs,
                 "launchTemplateConfigs", LIST, &fleet_launch_template_config_shape),
  AWS_MEMBER_OF (AwsFleetData, spot_options, "spotOptions", STRUCTURE, &spot_options_shape),
  AWS_MEMBER_OF (AwsFleetData, on_demand_options,
                 "onDemandOptions", STRUCTURE, &on_demand_options_shape),
  AWS_MEMBER_OF (AwsFleetData, errors, "errorSet", LIST, &create_fleet_error_shape),
  AWS_MEMBER_OF (AwsFleetData, instances, "fleetInstanceSet", LIST, &create_fleet_instance_shape),
  AWS_MEMBER (AwsFleetData, context, "context", STRING),
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

static const AwsMember describe_fleet_instances_input_members[] =
{
  AWS_MEMBER (AwsDescribeFleetInstancesInput, fleet_id, "FleetId", STRING),
  AWS_MEMBER_OF (AwsDescribeFleetInstancesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeFleetInstancesInput),
  AWS_MEMBER (AwsDescribeFleetInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_fleet_instances_input_shape =
  AWS_SHAPE ("DescribeFleetInstancesInput", AwsDescribeFleetInstancesInput,
             describe_fleet_instances_input_members);

static const AwsMember active_instance_members[] =
{
  AWS_MEMBER (AwsActiveInstance, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsActiveInstance, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsActiveInstance, spot_instance_request_id, "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsActiveInstance, instance_health, "instanceHealth", STRING),
};
static const AwsShape active_instance_shape =
  AWS_SHAPE ("ActiveInstance", AwsActiveInstance, active_instance_members);

static const AwsMember describe_fleet_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeFleetInstancesOutput, active_instances,
                 "activeInstanceSet", LIST, &active_instance_shape),
  AWS_MEMBER (AwsDescribeFleetInstancesOutput, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsDescribeFleetInstancesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_fleet_instances_output_shape =
  AWS_SHAPE ("DescribeFleetInstancesOutput", AwsDescribeFleetInstancesOutput,
             describe_fleet_instances_output_members);

const AwsOperation AWS_EC2_DESCRIBE_FLEET_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "DescribeFleetInstances",
  .input = &describe_fleet_instances_input_shape,
  .output = &describe_fleet_instances_output_shape,
  .items = "activeInstanceSet",
};

static const AwsMember describe_fleet_history_input_members[] =
{
  AWS_MEMBER (AwsDescribeFleetHistoryInput, fleet_id, "FleetId", STRING),
  AWS_MEMBER (AwsDescribeFleetHistoryInput, event_type, "EventType", STRING),
  AWS_MEMBER (AwsDescribeFleetHistoryInput, start_time, "StartTime", TIME),
  AWS_PAGE_MEMBERS (AwsDescribeFleetHistoryInput),
  AWS_MEMBER (AwsDescribeFleetHistoryInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_fleet_history_input_shape =
  AWS_SHAPE ("DescribeFleetHistoryInput", AwsDescribeFleetHistoryInput,
             describe_fleet_history_input_members);

static const AwsMember fleet_history_record_members[] =
{
  AWS_MEMBER (AwsFleetHistoryRecord, event_type, "eventType", STRING),
  AWS_MEMBER (AwsFleetHistoryRecord, event_sub_type, "eventInformation/eventSubType", STRING),
  AWS_MEMBER (AwsFleetHistoryRecord, event_description,
              "eventInformation/eventDescription", STRING),
  AWS_MEMBER (AwsFleetHistoryRecord, instance_id, "eventInformation/instanceId", STRING),
  AWS_MEMBER (AwsFleetHistoryRecord, timestamp, "timestamp", TIME),
};
static const AwsShape fleet_history_record_shape =
  AWS_SHAPE ("FleetHistoryRecord", AwsFleetHistoryRecord, fleet_history_record_members);

static const AwsMember describe_fleet_history_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeFleetHistoryOutput, history_records,
                 "historyRecordSet", LIST, &fleet_history_record_shape),
  AWS_MEMBER (AwsDescribeFleetHistoryOutput, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsDescribeFleetHistoryOutput, start_time, "startTime", TIME),
  AWS_MEMBER (AwsDescribeFleetHistoryOutput, last_evaluated_time, "lastEvaluatedTime", TIME),
  AWS_MEMBER (AwsDescribeFleetHistoryOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_fleet_history_output_shape =
  AWS_SHAPE ("DescribeFleetHistoryOutput", AwsDescribeFleetHistoryOutput,
             describe_fleet_history_output_members);

const AwsOperation AWS_EC2_DESCRIBE_FLEET_HISTORY =
{
  .service = &AWS_EC2,
  .name = "DescribeFleetHistory",
  .input = &describe_fleet_history_input_shape,
  .output = &describe_fleet_history_output_shape,
  .items = "historyRecordSet",
};

static const AwsMember delete_fleets_input_members[] =
{
  AWS_MEMBER (AwsDeleteFleetsInput, fleet_ids, "FleetId", STRING_LIST),
  AWS_MEMBER (AwsDeleteFleetsInput, terminate_instances, "TerminateInstances", BOOLEAN),
  AWS_MEMBER (AwsDeleteFleetsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_fleets_input_shape =
  AWS_SHAPE ("DeleteFleetsInput", AwsDeleteFleetsInput, delete_fleets_input_members);

static const AwsMember delete_fleet_success_members[] =
{
  AWS_MEMBER (AwsDeleteFleetSuccess, fleet_id, "fleetId", STRING),
  AWS_MEMBER (AwsDeleteFleetSuccess, current_fleet_state, "currentFleetState", STRING),
  AWS_MEMBER (AwsDeleteFleetSuccess, previous_fleet_state, "previousFleetState", STRING),
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
