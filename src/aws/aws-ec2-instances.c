/* aws-ec2-instances.c: EC2: instances and spot requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/aws-ec2.h"

#include "aws/aws-ec2-shared.h"

static const AwsMember describe_instances_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstancesInput, instance_ids, "InstanceId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInstancesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInstancesInput),
};
static const AwsShape describe_instances_input_shape =
  AWS_SHAPE ("DescribeInstancesInput", AwsDescribeInstancesInput, describe_instances_input_members);

static const AwsMember state_reason_members[] =
{
  AWS_MEMBER (AwsStateReason, code, "code", STRING),
  AWS_MEMBER (AwsStateReason, message, "message", STRING),
};
static const AwsShape state_reason_shape =
  AWS_SHAPE ("StateReason", AwsStateReason, state_reason_members);

static const AwsMember instance_members[] =
{
  AWS_MEMBER (AwsInstance, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsInstance, image_id, "imageId", STRING),
  AWS_MEMBER (AwsInstance, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsInstance, state, "instanceState/name", STRING),
  AWS_MEMBER (AwsInstance, state_code, "instanceState/code", INTEGER),
  AWS_MEMBER (AwsInstance, availability_zone, "placement/availabilityZone", STRING),
  AWS_MEMBER (AwsInstance, instance_lifecycle, "instanceLifecycle", STRING),
  AWS_MEMBER (AwsInstance, spot_instance_request_id, "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsInstance, private_ip_address, "privateIpAddress", STRING),
  AWS_MEMBER (AwsInstance, public_ip_address, "ipAddress", STRING),
  AWS_MEMBER (AwsInstance, public_dns_name, "dnsName", STRING),
  AWS_MEMBER (AwsInstance, key_name, "keyName", STRING),
  AWS_MEMBER (AwsInstance, subnet_id, "subnetId", STRING),
  AWS_MEMBER (AwsInstance, vpc_id, "vpcId", STRING),
  AWS_MEMBER (AwsInstance, architecture, "architecture", STRING),
  AWS_MEMBER (AwsInstance, launch_time, "launchTime", TIME),
  AWS_MEMBER (AwsInstance, state_transition_reason, "reason", STRING),
  AWS_MEMBER_OF (AwsInstance, state_reason, "stateReason", STRUCTURE, &state_reason_shape),
  AWS_MEMBER_OF (AwsInstance, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape instance_shape = AWS_SHAPE ("Instance", AwsInstance, instance_members);

static const AwsMember reservation_members[] =
{
  AWS_MEMBER (AwsReservation, reservation_id, "reservationId", STRING),
  AWS_MEMBER_OF (AwsReservation, instances, "instancesSet", LIST, &instance_shape),
};
static const AwsShape reservation_shape =
  AWS_SHAPE ("Reservation", AwsReservation, reservation_members);

static const AwsMember describe_instances_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInstancesOutput, reservations,
                 "reservationSet", LIST, &reservation_shape),
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

static const AwsMember terminate_instances_input_members[] =
{
  AWS_MEMBER (AwsTerminateInstancesInput, instance_ids, "InstanceId", STRING_LIST),
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

static const AwsMember describe_spot_instance_requests_input_members[] =
{
  AWS_MEMBER (AwsDescribeSpotInstanceRequestsInput, spot_instance_request_ids,
              "SpotInstanceRequestId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSpotInstanceRequestsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSpotInstanceRequestsInput),
};
static const AwsShape describe_spot_instance_requests_input_shape =
  AWS_SHAPE ("DescribeSpotInstanceRequestsInput", AwsDescribeSpotInstanceRequestsInput,
             describe_spot_instance_requests_input_members);

static const AwsMember spot_instance_request_members[] =
{
  AWS_MEMBER (AwsSpotInstanceRequest, spot_instance_request_id, "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, state, "state", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_code, "status/code", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_message, "status/message", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_update_time, "status/updateTime", TIME),
  AWS_MEMBER (AwsSpotInstanceRequest, create_time, "createTime", TIME),
  AWS_MEMBER (AwsSpotInstanceRequest, type, "type", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, spot_price, "spotPrice", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, launched_availability_zone,
              "launchedAvailabilityZone", STRING),
  AWS_MEMBER_OF (AwsSpotInstanceRequest, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape spot_instance_request_shape =
  AWS_SHAPE ("SpotInstanceRequest", AwsSpotInstanceRequest, spot_instance_request_members);

static const AwsMember describe_spot_instance_requests_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSpotInstanceRequestsOutput, spot_instance_requests,
                 "spotInstanceRequestSet", LIST, &spot_instance_request_shape),
  AWS_MEMBER (AwsDescribeSpotInstanceRequestsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_spot_instance_requests_output_shape =
  AWS_SHAPE ("DescribeSpotInstanceRequestsOutput", AwsDescribeSpotInstanceRequestsOutput,
             describe_spot_instance_requests_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS =
{
  .service = &AWS_EC2,
  .name = "DescribeSpotInstanceRequests",
  .input = &describe_spot_instance_requests_input_shape,
  .output = &describe_spot_instance_requests_output_shape,
  .items = "spotInstanceRequestSet",
};

static const AwsMember cancel_spot_instance_requests_input_members[] =
{
  AWS_MEMBER (AwsCancelSpotInstanceRequestsInput, spot_instance_request_ids,
              "SpotInstanceRequestId", STRING_LIST),
};
static const AwsShape cancel_spot_instance_requests_input_shape =
  AWS_SHAPE ("CancelSpotInstanceRequestsInput", AwsCancelSpotInstanceRequestsInput,
             cancel_spot_instance_requests_input_members);

static const AwsMember cancelled_spot_instance_request_members[] =
{
  AWS_MEMBER (AwsCancelledSpotInstanceRequest, spot_instance_request_id,
              "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsCancelledSpotInstanceRequest, state, "state", STRING),
};
static const AwsShape cancelled_spot_instance_request_shape =
  AWS_SHAPE ("CancelledSpotInstanceRequest", AwsCancelledSpotInstanceRequest,
             cancelled_spot_instance_request_members);

static const AwsMember cancel_spot_instance_requests_output_members[] =
{
  AWS_MEMBER_OF (AwsCancelSpotInstanceRequestsOutput, cancelled,
                 "spotInstanceRequestSet", LIST, &cancelled_spot_instance_request_shape),
};
static const AwsShape cancel_spot_instance_requests_output_shape =
  AWS_SHAPE ("CancelSpotInstanceRequestsOutput", AwsCancelSpotInstanceRequestsOutput,
             cancel_spot_instance_requests_output_members);

const AwsOperation AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS =
{
  .service = &AWS_EC2,
  .name = "CancelSpotInstanceRequests",
  .input = &cancel_spot_instance_requests_input_shape,
  .output = &cancel_spot_instance_requests_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
