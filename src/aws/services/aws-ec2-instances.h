/* aws-ec2-instances.h: EC2: instances and their states
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *code; char *message; } AwsStateReason;

typedef struct
{
  char *device_name;
  char *volume_id;
  char *status;
  AwsBoolean delete_on_termination;
} AwsInstanceVolume;

typedef struct
{
  char *instance_id;
  char *image_id;
  char *state;                       /* pending running shutting-down terminated stopping stopped */
  AwsInteger state_code;
  char *public_dns_name;
  char *state_transition_reason;
  char *key_name;
  char *instance_type;
  AwsTime launch_time;
  char *availability_zone;
  char *group_name;
  char *subnet_id;
  char *vpc_id;
  char *private_ip_address;
  char *public_ip_address;
  AwsStateReason *state_reason;
  char *architecture;
  char *root_device_name;
  GPtrArray *block_device_mappings;  /* AwsInstanceVolume */
  char *instance_lifecycle;          /* "spot"; NULL = on-demand */
  char *spot_instance_request_id;
  char *client_token;
  GPtrArray *tags;
  char *iam_instance_profile_arn;
  AwsBoolean hibernation;
} AwsInstance;

typedef struct { char *reservation_id; GPtrArray *instances; } AwsReservation;

typedef struct
{
  GPtrArray *instance_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeInstancesInput;
typedef struct { GPtrArray *reservations; char *next_token; } AwsDescribeInstancesOutput;

typedef struct
{
  char *instance_event_id;
  /* instance-reboot system-reboot system-maintenance instance-retirement instance-stop */
  char *code;
  char *description;
  AwsTime not_before;
  AwsTime not_after;
  AwsTime not_before_deadline;
} AwsInstanceEvent;

typedef struct { char *name; char *status; AwsTime impaired_since; } AwsInstanceStatusDetail;

typedef struct
{
  /* ok | impaired | insufficient-data | not-applicable | initializing */
  char *status;
  GPtrArray *details;
} AwsInstanceStatusSummary;

typedef struct
{
  char *instance_id;
  char *availability_zone;
  char *state;
  AwsInteger state_code;
  AwsInstanceStatusSummary *instance_status;
  AwsInstanceStatusSummary *system_status;
  AwsInstanceStatusSummary *attached_ebs_status;   /* not of older types */
  GPtrArray *events;                 /* AwsInstanceEvent */
} AwsInstanceStatus;

typedef struct
{
  GPtrArray *instance_ids;
  GPtrArray *filters;
  AwsBoolean include_all_instances;  /* those that do not run too */
  AwsInteger max_results;            /* not together with ids */
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeInstanceStatusInput;
typedef struct { GPtrArray *instance_statuses; char *next_token; } AwsDescribeInstanceStatusOutput;

typedef struct
{
  char *instance_id;
  char *current_state;
  char *previous_state;
} AwsInstanceStateChange;

typedef struct { GPtrArray *instance_ids; AwsBoolean dry_run; } AwsTerminateInstancesInput;
typedef struct { GPtrArray *terminating_instances; } AwsTerminateInstancesOutput;

typedef struct { GPtrArray *instance_ids; AwsBoolean dry_run; } AwsStartInstancesInput;
typedef struct { GPtrArray *starting_instances; } AwsStartInstancesOutput;

typedef struct
{
  GPtrArray *instance_ids;
  AwsBoolean hibernate;              /* memory goes to the root volume */
  AwsBoolean force;                  /* without the file systems being flushed */
  AwsBoolean dry_run;
} AwsStopInstancesInput;
typedef struct { GPtrArray *stopping_instances; } AwsStopInstancesOutput;

typedef struct { GPtrArray *instance_ids; AwsBoolean dry_run; } AwsRebootInstancesInput;

typedef struct { char *instance_id; char *state; } AwsInstanceMonitoring;

typedef struct { GPtrArray *instance_ids; AwsBoolean dry_run; } AwsMonitorInstancesInput;
typedef struct { GPtrArray *instance_monitorings; } AwsMonitorInstancesOutput;

typedef struct { GPtrArray *instance_ids; AwsBoolean dry_run; } AwsUnmonitorInstancesInput;
typedef struct { GPtrArray *instance_monitorings; } AwsUnmonitorInstancesOutput;

/* One attribute at a time. */
typedef struct
{
  char *instance_id;
  AwsBoolean disable_api_termination;
  AwsBoolean disable_api_stop;
  char *instance_initiated_shutdown_behavior;
  char *instance_type;
  AwsBoolean ebs_optimized;
  AwsBoolean source_dest_check;
  GPtrArray *security_group_ids;
  AwsBoolean dry_run;
} AwsModifyInstanceAttributeInput;

typedef struct
{
  char *instance_id;
  /* disableApiTermination, instanceInitiatedShutdownBehavior, userData, … */
  char *attribute;
  AwsBoolean dry_run;
} AwsDescribeInstanceAttributeInput;
typedef struct
{
  char *instance_id;
  AwsBoolean disable_api_termination;
  AwsBoolean disable_api_stop;
  char *instance_initiated_shutdown_behavior;
  char *instance_type;
  AwsBoolean ebs_optimized;
  AwsBoolean source_dest_check;
  char *root_device_name;
  char *user_data;                   /* base64 */
} AwsDescribeInstanceAttributeOutput;

typedef struct
{
  char *instance_id;
  AwsBoolean latest;                 /* Nitro only: as it is now, not as it was at boot */
  AwsBoolean dry_run;
} AwsGetConsoleOutputInput;
typedef struct
{
  char *instance_id;
  char *output;                      /* base64 */
  AwsTime timestamp;
} AwsGetConsoleOutputOutput;

extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCES;  /* items: AwsReservation */
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_STATUS;  /* items: AwsInstanceStatus */
extern const AwsOperation AWS_EC2_TERMINATE_INSTANCES;
extern const AwsOperation AWS_EC2_START_INSTANCES;
extern const AwsOperation AWS_EC2_STOP_INSTANCES;
extern const AwsOperation AWS_EC2_REBOOT_INSTANCES;
extern const AwsOperation AWS_EC2_MONITOR_INSTANCES;
extern const AwsOperation AWS_EC2_UNMONITOR_INSTANCES;
extern const AwsOperation AWS_EC2_MODIFY_INSTANCE_ATTRIBUTE;
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_ATTRIBUTE;
extern const AwsOperation AWS_EC2_GET_CONSOLE_OUTPUT;

G_END_DECLS
