/* aws-ec2-shared.h: tables that several EC2 operations share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2.h"

G_BEGIN_DECLS

/* EC2 names the same member differently in requests and in answers, hence two tables for some. */
extern const AwsShape aws_tag_shape;
extern const AwsShape aws_tag_request_shape;
extern const AwsShape aws_filter_shape;
extern const AwsShape aws_tag_specification_shape;
extern const AwsShape aws_tag_specification_answer_shape;
extern const AwsShape aws_return_shape;

/* Tables of one subject that others need too. */
extern const AwsShape aws_block_device_mapping_request_shape;
extern const AwsShape aws_block_device_mapping_shape;
extern const AwsShape aws_instance_market_options_request_shape;
extern const AwsShape aws_instance_market_options_shape;
extern const AwsShape aws_instance_network_interface_specification_request_shape;
extern const AwsShape aws_instance_network_interface_specification_shape;
extern const AwsShape aws_instance_requirements_request_shape;
extern const AwsShape aws_instance_requirements_shape;
extern const AwsShape aws_launch_placement_request_shape;
extern const AwsShape aws_launch_placement_shape;
extern const AwsShape aws_metadata_options_request_shape;
extern const AwsShape aws_metadata_options_shape;
extern const AwsShape aws_reservation_shape;

/* The members that every pageable DescribeX request has. */
#define AWS_PAGE_MEMBERS(Type) \
  AWS_MEMBER (Type, max_results, "MaxResults", INTEGER), \
  AWS_MEMBER (Type, next_token, "NextToken", STRING)

G_END_DECLS
