/* aws-ec2-prices.c: EC2: Spot prices and placement scores
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-prices.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_spot_price_history_input_members[] =
{
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, instance_types, "InstanceType", STRING_LIST),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, product_descriptions,
              "ProductDescription", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSpotPriceHistoryInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, start_time, "StartTime", TIME),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, end_time, "EndTime", TIME),
  AWS_PAGE_MEMBERS (AwsDescribeSpotPriceHistoryInput),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_spot_price_history_input_shape =
  AWS_SHAPE ("DescribeSpotPriceHistoryInput", AwsDescribeSpotPriceHistoryInput,
             describe_spot_price_history_input_members);

static const AwsMember spot_price_members[] =
{
  AWS_MEMBER (AwsSpotPrice, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsSpotPrice, product_description, "productDescription", STRING),
  AWS_MEMBER (AwsSpotPrice, spot_price, "spotPrice", STRING),
  AWS_MEMBER (AwsSpotPrice, timestamp, "timestamp", TIME),
  AWS_MEMBER (AwsSpotPrice, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsSpotPrice, availability_zone_id, "availabilityZoneId", STRING),
};
static const AwsShape spot_price_shape = AWS_SHAPE ("SpotPrice", AwsSpotPrice, spot_price_members);

static const AwsMember describe_spot_price_history_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSpotPriceHistoryOutput, spot_price_history,
                 "spotPriceHistorySet", LIST, &spot_price_shape),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_spot_price_history_output_shape =
  AWS_SHAPE ("DescribeSpotPriceHistoryOutput", AwsDescribeSpotPriceHistoryOutput,
             describe_spot_price_history_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY =
{
  .service = &AWS_EC2,
  .name = "DescribeSpotPriceHistory",
  .input = &describe_spot_price_history_input_shape,
  .output = &describe_spot_price_history_output_shape,
  .items = "spotPriceHistorySet",
};

static const AwsMember get_spot_placement_scores_input_members[] =
{
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, instance_types, "InstanceType", STRING_LIST),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, architecture_types,
              "InstanceRequirementsWithMetadata.ArchitectureType", STRING_LIST),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, virtualization_types,
              "InstanceRequirementsWithMetadata.VirtualizationType", STRING_LIST),
  AWS_MEMBER_OF (AwsGetSpotPlacementScoresInput, instance_requirements,
                 "InstanceRequirementsWithMetadata.InstanceRequirements", STRUCTURE,
                 &aws_instance_requirements_request_shape),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, target_capacity, "TargetCapacity", INTEGER),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, target_capacity_unit_type,
              "TargetCapacityUnitType", STRING),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, single_availability_zone,
              "SingleAvailabilityZone", BOOLEAN),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, region_names, "RegionName", STRING_LIST),
  AWS_PAGE_MEMBERS (AwsGetSpotPlacementScoresInput),
  AWS_MEMBER (AwsGetSpotPlacementScoresInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape get_spot_placement_scores_input_shape =
  AWS_SHAPE ("GetSpotPlacementScoresInput", AwsGetSpotPlacementScoresInput,
             get_spot_placement_scores_input_members);

static const AwsMember spot_placement_score_members[] =
{
  AWS_MEMBER (AwsSpotPlacementScore, region, "region", STRING),
  AWS_MEMBER (AwsSpotPlacementScore, availability_zone_id, "availabilityZoneId", STRING),
  AWS_MEMBER (AwsSpotPlacementScore, score, "score", INTEGER),
};
static const AwsShape spot_placement_score_shape =
  AWS_SHAPE ("SpotPlacementScore", AwsSpotPlacementScore, spot_placement_score_members);

static const AwsMember get_spot_placement_scores_output_members[] =
{
  AWS_MEMBER_OF (AwsGetSpotPlacementScoresOutput, spot_placement_scores,
                 "spotPlacementScoreSet", LIST, &spot_placement_score_shape),
  AWS_MEMBER (AwsGetSpotPlacementScoresOutput, next_token, "nextToken", STRING),
};
static const AwsShape get_spot_placement_scores_output_shape =
  AWS_SHAPE ("GetSpotPlacementScoresOutput", AwsGetSpotPlacementScoresOutput,
             get_spot_placement_scores_output_members);

const AwsOperation AWS_EC2_GET_SPOT_PLACEMENT_SCORES =
{
  .service = &AWS_EC2,
  .name = "GetSpotPlacementScores",
  .input = &get_spot_placement_scores_input_shape,
  .output = &get_spot_placement_scores_output_shape,
  .items = "spotPlacementScoreSet",
};
