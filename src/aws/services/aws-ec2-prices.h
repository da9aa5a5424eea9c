/* aws-ec2-prices.h: EC2: Spot prices and placement scores
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-types.h"

G_BEGIN_DECLS

typedef struct
{
  char *instance_type;
  char *product_description;
  char *spot_price;                  /* USD an hour, as AWS writes it: "0.031200" */
  AwsTime timestamp;                 /* the price holds from here to the next record of its pool */
  char *availability_zone;
  char *availability_zone_id;
} AwsSpotPrice;

typedef struct
{
  GPtrArray *instance_types;
  GPtrArray *product_descriptions;
  GPtrArray *filters;
  char *availability_zone;
  AwsTime start_time;
  AwsTime end_time;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSpotPriceHistoryInput;
typedef struct
{
  GPtrArray *spot_price_history;
  char *next_token;
} AwsDescribeSpotPriceHistoryOutput;

typedef struct
{
  char *region;
  char *availability_zone_id;        /* NULL when whole regions were asked for */
  AwsInteger score;                  /* 1 to 10 */
} AwsSpotPlacementScore;

typedef struct
{
  GPtrArray *instance_types;         /* three or more; or the next three members */
  GPtrArray *architecture_types;
  GPtrArray *virtualization_types;
  AwsInstanceRequirements *instance_requirements;
  AwsInteger target_capacity;
  char *target_capacity_unit_type;   /* units | vcpu | memory-mib */
  AwsBoolean single_availability_zone;
  GPtrArray *region_names;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsGetSpotPlacementScoresInput;
typedef struct
{
  GPtrArray *spot_placement_scores;
  char *next_token;
} AwsGetSpotPlacementScoresOutput;

extern const AwsOperation AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY;  /* items: AwsSpotPrice */
extern const AwsOperation AWS_EC2_GET_SPOT_PLACEMENT_SCORES;  /* items: AwsSpotPlacementScore */

G_END_DECLS
