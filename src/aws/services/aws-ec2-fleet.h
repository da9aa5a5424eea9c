/* aws-ec2-fleet.h: EC2: fleets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-types.h"

G_BEGIN_DECLS

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  char *version;
} AwsFleetLaunchTemplateSpecification;

typedef struct
{
  char *instance_type;
  char *availability_zone;
  char *subnet_id;                   /* one, or several with "," between */
  char *max_price;
  AwsDouble weighted_capacity;
  AwsDouble priority;
  AwsInstanceRequirements *instance_requirements;  /* instead of an instance type */
  char *placement_group_name;
  char *image_id;
} AwsFleetLaunchTemplateOverrides;

typedef struct
{
  AwsFleetLaunchTemplateSpecification *specification;
  GPtrArray *overrides;
} AwsFleetLaunchTemplateConfig;

typedef struct
{
  char *allocation_strategy;
  char *instance_interruption_behavior;  /* terminate | stop | hibernate */
  AwsInteger min_target_capacity;    /* instant: all or nothing */
  AwsBoolean single_instance_type;   /* instant */
  AwsBoolean single_availability_zone;  /* instant */
  char *max_total_price;
  AwsInteger instance_pools_to_use_count;  /* with lowest-price only */
  char *replacement_strategy;        /* maintain: launch | launch-before-terminate */
  AwsInteger termination_delay;      /* seconds, 120 to 7200; with launch-before-terminate */
} AwsSpotOptions;

typedef struct
{
  char *allocation_strategy;
  AwsInteger min_target_capacity;
  char *max_total_price;
  AwsBoolean single_instance_type;
  AwsBoolean single_availability_zone;
  char *reservation_usage_strategy;
} AwsOnDemandOptions;

typedef struct
{
  AwsInteger total_target_capacity;
  AwsInteger on_demand_target_capacity;
  AwsInteger spot_target_capacity;
  char *default_target_capacity_type;
  char *target_capacity_unit_type;
} AwsTargetCapacitySpecification;

typedef struct
{
  char *instance_type;
  char *availability_zone;
  char *subnet_id;
  char *lifecycle;
  char *error_code;
  char *error_message;
} AwsCreateFleetError;

typedef struct
{
  char *instance_type;
  char *availability_zone;
  char *subnet_id;
  char *lifecycle;
  GPtrArray *instance_ids;
} AwsCreateFleetInstance;

/* An instant fleet may answer with errors and instances at once: look at the instances first. */
typedef struct
{
  char *client_token;
  char *type;                        /* instant | maintain | request */
  GPtrArray *launch_template_configs;  /* AwsFleetLaunchTemplateConfig */
  AwsSpotOptions *spot_options;
  AwsOnDemandOptions *on_demand_options;
  AwsTargetCapacitySpecification *target_capacity;
  GPtrArray *tag_specifications;
  char *excess_capacity_termination_policy;  /* termination | no-termination */
  AwsBoolean terminate_instances_with_expiration;  /* at valid_until */
  AwsTime valid_from;
  AwsTime valid_until;
  AwsBoolean replace_unhealthy_instances;  /* maintain */
  char *context;
  AwsBoolean dry_run;
} AwsCreateFleetInput;
typedef struct { char *fleet_id; GPtrArray *errors; GPtrArray *instances; } AwsCreateFleetOutput;

typedef struct
{
  char *fleet_id;
  char *excess_capacity_termination_policy;
  GPtrArray *launch_template_configs;  /* AwsFleetLaunchTemplateConfig; NULL: as they are */
  AwsTargetCapacitySpecification *target_capacity;
  char *context;
  AwsBoolean dry_run;
} AwsModifyFleetInput;

typedef struct
{
  char *fleet_id;
  /* submitted active deleted failed deleted-running deleted-terminating modifying */
  char *fleet_state;
  char *type;                        /* instant | maintain | request */
  char *client_token;
  AwsTime create_time;
  GPtrArray *tags;
  char *activity_status;             /* error pending-fulfillment pending-termination fulfilled */
  AwsDouble fulfilled_capacity;      /* in units, as the target */
  AwsDouble fulfilled_on_demand_capacity;
  char *excess_capacity_termination_policy;
  AwsBoolean terminate_instances_with_expiration;
  AwsTime valid_from;
  AwsTime valid_until;
  AwsBoolean replace_unhealthy_instances;
  AwsTargetCapacitySpecification *target_capacity;
  GPtrArray *launch_template_configs;  /* AwsFleetLaunchTemplateConfig */
  AwsSpotOptions *spot_options;
  AwsOnDemandOptions *on_demand_options;
  GPtrArray *errors;                 /* AwsCreateFleetError; instant only */
  GPtrArray *instances;              /* AwsCreateFleetInstance; instant only */
  char *context;
} AwsFleetData;

typedef struct
{
  GPtrArray *fleet_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeFleetsInput;
typedef struct { GPtrArray *fleets; char *next_token; } AwsDescribeFleetsOutput;

typedef struct
{
  char *instance_id;
  char *instance_type;
  char *spot_instance_request_id;
  char *instance_health;             /* healthy | unhealthy */
} AwsActiveInstance;

typedef struct
{
  char *fleet_id;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeFleetInstancesInput;
typedef struct
{
  GPtrArray *active_instances;
  char *fleet_id;
  char *next_token;
} AwsDescribeFleetInstancesOutput;

typedef struct
{
  char *event_type;                  /* instance-change | fleet-change | service-error */
  char *event_sub_type;
  char *event_description;
  char *instance_id;
  AwsTime timestamp;
} AwsFleetHistoryRecord;

typedef struct
{
  char *fleet_id;
  char *event_type;
  AwsTime start_time;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeFleetHistoryInput;
typedef struct
{
  GPtrArray *history_records;
  char *fleet_id;
  AwsTime start_time;
  AwsTime last_evaluated_time;       /* where to go on when no token says so */
  char *next_token;
} AwsDescribeFleetHistoryOutput;

typedef struct
{
  char *fleet_id;
  char *current_fleet_state;
  char *previous_fleet_state;
} AwsDeleteFleetSuccess;

typedef struct
{
  char *fleet_id;
  /* fleetIdDoesNotExist fleetIdMalformed fleetNotInDeletableState unexpectedError */
  char *error_code;
  char *error_message;
} AwsDeleteFleetError;

typedef struct
{
  GPtrArray *fleet_ids;
  AwsBoolean terminate_instances;
  AwsBoolean dry_run;
} AwsDeleteFleetsInput;
typedef struct { GPtrArray *successful; GPtrArray *unsuccessful; } AwsDeleteFleetsOutput;

extern const AwsOperation AWS_EC2_CREATE_FLEET;
extern const AwsOperation AWS_EC2_MODIFY_FLEET;
extern const AwsOperation AWS_EC2_DESCRIBE_FLEETS;  /* items: AwsFleetData */
extern const AwsOperation AWS_EC2_DESCRIBE_FLEET_INSTANCES;  /* items: AwsActiveInstance */
extern const AwsOperation AWS_EC2_DESCRIBE_FLEET_HISTORY;  /* items: AwsFleetHistoryRecord */
extern const AwsOperation AWS_EC2_DELETE_FLEETS;

G_END_DECLS
