/* aws-ec2-requests.c: EC2: Spot Instance requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-requests.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_spot_instance_requests_input_members[] =
{
  AWS_MEMBER (AwsDescribeSpotInstanceRequestsInput, spot_instance_request_ids,
              "SpotInstanceRequestId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSpotInstanceRequestsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSpotInstanceRequestsInput),
  AWS_MEMBER (AwsDescribeSpotInstanceRequestsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_spot_instance_requests_input_shape =
  AWS_SHAPE ("DescribeSpotInstanceRequestsInput", AwsDescribeSpotInstanceRequestsInput,
             describe_spot_instance_requests_input_members);

static const AwsMember spot_instance_request_members[] =
{
  AWS_MEMBER (AwsSpotInstanceRequest, create_time, "createTime", TIME),
  AWS_MEMBER (AwsSpotInstanceRequest, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, launched_availability_zone,
              "launchedAvailabilityZone", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, spot_instance_request_id, "spotInstanceRequestId", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, spot_price, "spotPrice", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, state, "state", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_code, "status/code", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_message, "status/message", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, status_update_time, "status/updateTime", TIME),
  AWS_MEMBER_OF (AwsSpotInstanceRequest, tags, "tagSet", LIST, &aws_tag_shape),
  AWS_MEMBER (AwsSpotInstanceRequest, type, "type", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, instance_interruption_behavior,
              "instanceInterruptionBehavior", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, product_description, "productDescription", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, instance_type, "launchSpecification/instanceType", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, fault_code, "fault/code", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, fault_message, "fault/message", STRING),
  AWS_MEMBER (AwsSpotInstanceRequest, valid_until, "validUntil", TIME),
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
  AWS_MEMBER (AwsCancelSpotInstanceRequestsInput, dry_run, "DryRun", BOOLEAN),
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
