/* aws-ec2-requests.h: EC2: Spot Instance requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  AwsTime create_time;
  char *instance_id;
  char *launched_availability_zone;
  char *spot_instance_request_id;
  char *spot_price;
  char *state;                       /* open active closed cancelled failed disabled */
  char *status_code;                 /* fulfilled, marked-for-termination, …: 27 of them */
  char *status_message;
  AwsTime status_update_time;
  GPtrArray *tags;
  char *type;                        /* one-time | persistent */
  char *instance_interruption_behavior;  /* terminate | stop | hibernate */
  char *product_description;
  char *instance_type;
  char *fault_code;
  char *fault_message;
  AwsTime valid_until;
} AwsSpotInstanceRequest;

typedef struct
{
  GPtrArray *spot_instance_request_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSpotInstanceRequestsInput;
typedef struct
{
  GPtrArray *spot_instance_requests;
  char *next_token;
} AwsDescribeSpotInstanceRequestsOutput;

typedef struct { char *spot_instance_request_id; char *state; } AwsCancelledSpotInstanceRequest;

typedef struct
{
  GPtrArray *spot_instance_request_ids;
  AwsBoolean dry_run;
} AwsCancelSpotInstanceRequestsInput;
typedef struct { GPtrArray *cancelled; } AwsCancelSpotInstanceRequestsOutput;

/* items: AwsSpotInstanceRequest */
extern const AwsOperation AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS;
extern const AwsOperation AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS;

G_END_DECLS
