/* aws-ec2-instances.c: EC2: instances and their states
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-instances.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember state_reason_members[] =
{
  AWS_MEMBER (AwsStateReason, code, "code", STRING),
  AWS_MEMBER (AwsStateReason, message, "message", STRING),
};
static const AwsShape state_reason_shape =
  AWS_SHAPE ("StateReason", AwsStateReason, state_reason_members);

static const AwsMember instance_volume_members[] =
{
  AWS_MEMBER (AwsInstanceVolume, device_name, "deviceName", STRING),
  AWS_MEMBER (AwsInstanceVolume, volume_id, "ebs/volumeId", STRING),
  AWS_MEMBER (AwsInstanceVolume, status, "ebs/status", STRING),
  AWS_MEMBER (AwsInstanceVolume, delete_on_termination, "ebs/deleteOnTermination", BOOLEAN),
};
static const AwsShape instance_volume_shape =
  AWS_SHAPE ("InstanceVolume", AwsInstanceVolume, instance_volume_members);

static const AwsMember instance_members[] =
{
  AWS_MEMBER (AwsInstance, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsInstance, image_id, "imageId", STRING),
  AWS_MEMBER (AwsInstance, state, "instanceState/name", STRING),
  AWS_MEMBER (AwsInstance, state_code, "instanceState/code", INTEGER),
  AWS_MEMBER (AwsInstance, public_dns_name, "dnsName", STRING),
  AWS_MEMBER (AwsInstance, state_transition_reason, "reason", STRING),
  AWS_MEMBER (AwsInstance, key_name, "keyName", STRING),
  AWS_MEMBER (AwsInstance, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsInstance, launch_time, "launchTime", TIME),
  AWS_MEMBER (AwsInstance, availability_zone, "placement/availabilityZone", STRING),
  AWS_MEMBER (AwsInstance, group_name, "placement/groupName", STRING),
  AWS_MEMBER (AwsInstance, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsInstance, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsInstance, private_ip_address, "privateIpAddress", STRING),
  AWS_MEMBER (AwsInstance, public_ip_address, "ipAddress", STRING),
  AWS_MEMBER_OF (AwsInstance, state_reason, "stateReason", STRUCTURE, &state_reason_shape),
  AWS_MEMBER (AwsInstance, architecture, "architecture", STRING),
  AWS_MEMBER (AwsInstance, root_device_name, "rootDeviceName", STRING),
  AWS_MEMBER_OF (AwsInstance, block_device_mappings,
                 "blockDeviceMapping", LIST, &instance_volume_shape),
  AWS_MEMBER (AwsInstance, instance_lifecycle, "instanceLifecycle", STRING),
  AWS_MEMBER (AwsInstance, spot_instance_request_id, "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsInstance, client_token, "clientToken", STRING),
  AWS_MEMBER_OF (AwsInstance, tags, "tagSet", LIST, &aws_tag_shape),
  AWS_MEMBER (AwsInstance, iam_instance_profile_arn, "iamInstanceProfile/arn", STRING),
  AWS_MEMBER (AwsInstance, hibernation, "hibernationOptions/configured", BOOLEAN),
};
static const AwsShape instance_shape = AWS_SHAPE ("Instance", AwsInstance, instance_members);

static const AwsMember reservation_members[] =
{
  AWS_MEMBER (AwsReservation, reservation_id, "reservationId", STRING),
  AWS_MEMBER_OF (AwsReservation, instances, "instancesSet", LIST, &instance_shape),
};
const AwsShape aws_reservation_shape =
  AWS_SHAPE ("Reservation", AwsReservation, reservation_members);

static const AwsMember describe_instances_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInstancesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInstancesInput),
  AWS_MEMBER (AwsDescribeInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_instances_input_shape =
  AWS_SHAPE ("DescribeInstancesInput", AwsDescribeInstancesInput, describe_instances_input_members);

static const AwsMember describe_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInstancesOutput, reservations,
                 "reservationSet", LIST, &aws_reservation_shape),
  AWS_MEMBER (AwsDescribeInstancesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_instances_output_shape =
  AWS_SHAPE ("DescribeInstancesOutput", AwsDescribeInstancesOutput,
             describe_instances_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "DescribeInstances",
  .input = &describe_instances_input_shape,
  .output = &describe_instances_output_shape,
  .items = "reservationSet",
};

static const AwsMember describe_instance_status_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceStatusInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInstanceStatusInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeInstanceStatusInput, include_all_instances,
              "IncludeAllInstances", BOOLEAN),
  AWS_PAGE_MEMBERS (AwsDescribeInstanceStatusInput),
  AWS_MEMBER (AwsDescribeInstanceStatusInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_instance_status_input_shape =
  AWS_SHAPE ("DescribeInstanceStatusInput", AwsDescribeInstanceStatusInput,
             describe_instance_status_input_members);

static const AwsMember instance_status_detail_members[] =
{
  AWS_MEMBER (AwsInstanceStatusDetail, name, "name", STRING),
  AWS_MEMBER (AwsInstanceStatusDetail, status, "status", STRING),
  AWS_MEMBER (AwsInstanceStatusDetail, impaired_since, "impairedSince", TIME),
};
static const AwsShape instance_status_detail_shape =
  AWS_SHAPE ("InstanceStatusDetail", AwsInstanceStatusDetail, instance_status_detail_members);

static const AwsMember instance_status_summary_members[] =
{
  AWS_MEMBER (AwsInstanceStatusSummary, status, "status", STRING),
  AWS_MEMBER_OF (AwsInstanceStatusSummary, details, "details", LIST, &instance_status_detail_shape),
};
static const AwsShape instance_status_summary_shape =
  AWS_SHAPE ("InstanceStatusSummary", AwsInstanceStatusSummary, instance_status_summary_members);

static const AwsMember instance_event_members[] =
{
  AWS_MEMBER (AwsInstanceEvent, instance_event_id, "instanceEventId", STRING),
  AWS_MEMBER (AwsInstanceEvent, code, "code", STRING),
  AWS_MEMBER (AwsInstanceEvent, description, "description", STRING),
  AWS_MEMBER (AwsInstanceEvent, not_before, "notBefore", TIME),
  AWS_MEMBER (AwsInstanceEvent, not_after, "notAfter", TIME),
  AWS_MEMBER (AwsInstanceEvent, not_before_deadline, "notBeforeDeadline", TIME),
};
static const AwsShape instance_event_shape =
  AWS_SHAPE ("InstanceEvent", AwsInstanceEvent, instance_event_members);

static const AwsMember instance_status_members[] =
{
  AWS_MEMBER (AwsInstanceStatus, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsInstanceStatus, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsInstanceStatus, state, "instanceState/name", STRING),
  AWS_MEMBER (AwsInstanceStatus, state_code, "instanceState/code", INTEGER),
  AWS_MEMBER_OF (AwsInstanceStatus, instance_status,
                 "instanceStatus", STRUCTURE, &instance_status_summary_shape),
  AWS_MEMBER_OF (AwsInstanceStatus, system_status,
                 "systemStatus", STRUCTURE, &instance_status_summary_shape),
  AWS_MEMBER_OF (AwsInstanceStatus, attached_ebs_status,
                 "attachedEbsStatus", STRUCTURE, &instance_status_summary_shape),
  AWS_MEMBER_OF (AwsInstanceStatus, events, "eventsSet", LIST, &instance_event_shape),
};
static const AwsShape instance_status_shape =
  AWS_SHAPE ("InstanceStatus", AwsInstanceStatus, instance_status_members);

static const AwsMember describe_instance_status_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInstanceStatusOutput, instance_statuses,
                 "instanceStatusSet", LIST, &instance_status_shape),
  AWS_MEMBER (AwsDescribeInstanceStatusOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_instance_status_output_shape =
  AWS_SHAPE ("DescribeInstanceStatusOutput", AwsDescribeInstanceStatusOutput,
             describe_instance_status_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_STATUS =
{
  .service = &AWS_EC2,
  .name = "DescribeInstanceStatus",
  .input = &describe_instance_status_input_shape,
  .output = &describe_instance_status_output_shape,
  .items = "instanceStatusSet",
};

static const AwsMember terminate_instances_input_members[] =
{
  AWS_MEMBER (AwsTerminateInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsTerminateInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape terminate_instances_input_shape =
  AWS_SHAPE ("TerminateInstancesInput", AwsTerminateInstancesInput,
             terminate_instances_input_members);

static const AwsMember instance_state_change_members[] =
{
  AWS_MEMBER (AwsInstanceStateChange, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsInstanceStateChange, current_state, "currentState/name", STRING),
  AWS_MEMBER (AwsInstanceStateChange, previous_state, "previousState/name", STRING),
};
static const AwsShape instance_state_change_shape =
  AWS_SHAPE ("InstanceStateChange", AwsInstanceStateChange, instance_state_change_members);

static const AwsMember terminate_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsTerminateInstancesOutput, terminating_instances,
                 "instancesSet", LIST, &instance_state_change_shape),
};
static const AwsShape terminate_instances_output_shape =
  AWS_SHAPE ("TerminateInstancesOutput", AwsTerminateInstancesOutput,
             terminate_instances_output_members);

const AwsOperation AWS_EC2_TERMINATE_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "TerminateInstances",
  .input = &terminate_instances_input_shape,
  .output = &terminate_instances_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember start_instances_input_members[] =
{
  AWS_MEMBER (AwsStartInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsStartInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape start_instances_input_shape =
  AWS_SHAPE ("StartInstancesInput", AwsStartInstancesInput, start_instances_input_members);

static const AwsMember start_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsStartInstancesOutput, starting_instances,
                 "instancesSet", LIST, &instance_state_change_shape),
};
static const AwsShape start_instances_output_shape =
  AWS_SHAPE ("StartInstancesOutput", AwsStartInstancesOutput, start_instances_output_members);

const AwsOperation AWS_EC2_START_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "StartInstances",
  .input = &start_instances_input_shape,
  .output = &start_instances_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember stop_instances_input_members[] =
{
  AWS_MEMBER (AwsStopInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsStopInstancesInput, hibernate, "Hibernate", BOOLEAN),
  AWS_MEMBER (AwsStopInstancesInput, force, "Force", BOOLEAN),
  AWS_MEMBER (AwsStopInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape stop_instances_input_shape =
  AWS_SHAPE ("StopInstancesInput", AwsStopInstancesInput, stop_instances_input_members);

static const AwsMember stop_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsStopInstancesOutput, stopping_instances,
                 "instancesSet", LIST, &instance_state_change_shape),
};
static const AwsShape stop_instances_output_shape =
  AWS_SHAPE ("StopInstancesOutput", AwsStopInstancesOutput, stop_instances_output_members);

const AwsOperation AWS_EC2_STOP_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "StopInstances",
  .input = &stop_instances_input_shape,
  .output = &stop_instances_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember reboot_instances_input_members[] =
{
  AWS_MEMBER (AwsRebootInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsRebootInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape reboot_instances_input_shape =
  AWS_SHAPE ("RebootInstancesInput", AwsRebootInstancesInput, reboot_instances_input_members);

const AwsOperation AWS_EC2_REBOOT_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "RebootInstances",
  .input = &reboot_instances_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
};

static const AwsMember monitor_instances_input_members[] =
{
  AWS_MEMBER (AwsMonitorInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsMonitorInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape monitor_instances_input_shape =
  AWS_SHAPE ("MonitorInstancesInput", AwsMonitorInstancesInput, monitor_instances_input_members);

static const AwsMember instance_monitoring_members[] =
{
  AWS_MEMBER (AwsInstanceMonitoring, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsInstanceMonitoring, state, "monitoring/state", STRING),
};
static const AwsShape instance_monitoring_shape =
  AWS_SHAPE ("InstanceMonitoring", AwsInstanceMonitoring, instance_monitoring_members);

static const AwsMember monitor_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsMonitorInstancesOutput, instance_monitorings,
                 "instancesSet", LIST, &instance_monitoring_shape),
};
static const AwsShape monitor_instances_output_shape =
  AWS_SHAPE ("MonitorInstancesOutput", AwsMonitorInstancesOutput, monitor_instances_output_members);

const AwsOperation AWS_EC2_MONITOR_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "MonitorInstances",
  .input = &monitor_instances_input_shape,
  .output = &monitor_instances_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember unmonitor_instances_input_members[] =
{
  AWS_MEMBER (AwsUnmonitorInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER (AwsUnmonitorInstancesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape unmonitor_instances_input_shape =
  AWS_SHAPE ("UnmonitorInstancesInput", AwsUnmonitorInstancesInput,
             unmonitor_instances_input_members);

static const AwsMember unmonitor_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsUnmonitorInstancesOutput, instance_monitorings,
                 "instancesSet", LIST, &instance_monitoring_shape),
};
static const AwsShape unmonitor_instances_output_shape =
  AWS_SHAPE ("UnmonitorInstancesOutput", AwsUnmonitorInstancesOutput,
             unmonitor_instances_output_members);

const AwsOperation AWS_EC2_UNMONITOR_INSTANCES =
{
  .service = &AWS_EC2,
  .name = "UnmonitorInstances",
  .input = &unmonitor_instances_input_shape,
  .output = &unmonitor_instances_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember modify_instance_attribute_input_members[] =
{
  AWS_MEMBER (AwsModifyInstanceAttributeInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, disable_api_termination,
              "DisableApiTermination.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, disable_api_stop, "DisableApiStop.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, instance_initiated_shutdown_behavior,
              "InstanceInitiatedShutdownBehavior.Value", STRING),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, instance_type, "InstanceType.Value", STRING),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, ebs_optimized, "EbsOptimized.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, source_dest_check, "SourceDestCheck.Value", BOOLEAN),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, security_group_ids, "GroupId", STRING_LIST),
  AWS_MEMBER (AwsModifyInstanceAttributeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape modify_instance_attribute_input_shape =
  AWS_SHAPE ("ModifyInstanceAttributeInput", AwsModifyInstanceAttributeInput,
             modify_instance_attribute_input_members);

const AwsOperation AWS_EC2_MODIFY_INSTANCE_ATTRIBUTE =
{
  .service = &AWS_EC2,
  .name = "ModifyInstanceAttribute",
  .input = &modify_instance_attribute_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_instance_attribute_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceAttributeInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeInput, attribute, "Attribute", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_instance_attribute_input_shape =
  AWS_SHAPE ("DescribeInstanceAttributeInput", AwsDescribeInstanceAttributeInput,
             describe_instance_attribute_input_members);

static const AwsMember describe_instance_attribute_output_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, disable_api_termination,
              "disableApiTermination/value", BOOLEAN),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, disable_api_stop,
              "disableApiStop/value", BOOLEAN),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, instance_initiated_shutdown_behavior,
              "instanceInitiatedShutdownBehavior/value", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, instance_type, "instanceType/value", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, ebs_optimized, "ebsOptimized/value", BOOLEAN),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, source_dest_check,
              "sourceDestCheck/value", BOOLEAN),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, root_device_name, "rootDeviceName/value", STRING),
  AWS_MEMBER (AwsDescribeInstanceAttributeOutput, user_data, "userData/value", STRING),
};
static const AwsShape describe_instance_attribute_output_shape =
  AWS_SHAPE ("DescribeInstanceAttributeOutput", AwsDescribeInstanceAttributeOutput,
             describe_instance_attribute_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_ATTRIBUTE =
{
  .service = &AWS_EC2,
  .name = "DescribeInstanceAttribute",
  .input = &describe_instance_attribute_input_shape,
  .output = &describe_instance_attribute_output_shape,
};

static const AwsMember get_console_output_input_members[] =
{
  AWS_MEMBER (AwsGetConsoleOutputInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsGetConsoleOutputInput, latest, "Latest", BOOLEAN),
  AWS_MEMBER (AwsGetConsoleOutputInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape get_console_output_input_shape =
  AWS_SHAPE ("GetConsoleOutputInput", AwsGetConsoleOutputInput, get_console_output_input_members);

static const AwsMember get_console_output_output_members[] =
{
  AWS_MEMBER (AwsGetConsoleOutputOutput, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsGetConsoleOutputOutput, output, "output", STRING),
  AWS_MEMBER (AwsGetConsoleOutputOutput, timestamp, "timestamp", TIME),
};
static const AwsShape get_console_output_output_shape =
  AWS_SHAPE ("GetConsoleOutputOutput", AwsGetConsoleOutputOutput,
             get_console_output_output_members);

const AwsOperation AWS_EC2_GET_CONSOLE_OUTPUT =
{
  .service = &AWS_EC2,
  .name = "GetConsoleOutput",
  .input = &get_console_output_input_shape,
  .output = &get_console_output_output_shape,
};
