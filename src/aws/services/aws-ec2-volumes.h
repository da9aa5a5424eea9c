/* aws-ec2-volumes.h: EC2: volumes and snapshots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *volume_id;
  char *instance_id;
  char *device;
  char *state;                       /* attaching attached detaching detached busy */
  AwsTime attach_time;
  AwsBoolean delete_on_termination;
} AwsVolumeAttachment;

typedef struct
{
  char *volume_id;
  char *state;                       /* creating available in-use deleting deleted error */
  AwsInteger size;                   /* GiB */
  char *volume_type;                 /* gp3, gp2, io2, st1, … */
  AwsInteger iops;
  AwsInteger throughput;             /* MiB a second */
  char *availability_zone;
  char *snapshot_id;
  AwsBoolean encrypted;
  char *kms_key_id;
  AwsBoolean multi_attach_enabled;
  AwsTime create_time;
  GPtrArray *attachments;
  GPtrArray *tags;
} AwsVolume;

typedef struct
{
  GPtrArray *volume_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeVolumesInput;
typedef struct { GPtrArray *volumes; char *next_token; } AwsDescribeVolumesOutput;

typedef struct
{
  char *client_token;
  char *availability_zone;
  AwsInteger size;
  char *volume_type;
  AwsInteger iops;
  AwsInteger throughput;
  char *snapshot_id;
  AwsBoolean encrypted;
  char *kms_key_id;
  AwsBoolean multi_attach_enabled;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateVolumeInput;

typedef struct { char *volume_id; AwsBoolean dry_run; } AwsDeleteVolumeInput;

typedef struct
{
  char *volume_id;
  char *instance_id;
  char *device;                      /* "/dev/sdf": what Nitro calls /dev/nvme1n1 */
  AwsBoolean dry_run;
} AwsAttachVolumeInput;

typedef struct
{
  char *volume_id;
  char *instance_id;
  char *device;
  AwsBoolean force;
  AwsBoolean dry_run;
} AwsDetachVolumeInput;

typedef struct
{
  char *volume_id;
  char *modification_state;          /* modifying optimizing completed failed */
  char *status_message;
  AwsInteger progress;               /* per cent */
  AwsInteger target_size;
  AwsInteger target_iops;
  char *target_volume_type;
  AwsInteger target_throughput;
  AwsInteger original_size;
  AwsInteger original_iops;
  char *original_volume_type;
  AwsInteger original_throughput;
  AwsTime start_time;
  AwsTime end_time;
} AwsVolumeModification;

typedef struct
{
  char *volume_id;
  AwsInteger size;
  char *volume_type;
  AwsInteger iops;
  AwsInteger throughput;
  AwsBoolean multi_attach_enabled;
  AwsBoolean dry_run;
} AwsModifyVolumeInput;
typedef struct { AwsVolumeModification *volume_modification; } AwsModifyVolumeOutput;

typedef struct
{
  GPtrArray *volume_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeVolumesModificationsInput;
typedef struct
{
  GPtrArray *volumes_modifications;
  char *next_token;
} AwsDescribeVolumesModificationsOutput;

typedef struct
{
  char *snapshot_id;
  char *volume_id;
  AwsInteger volume_size;            /* GiB */
  char *state;                       /* pending completed error recoverable recovering */
  char *state_message;
  char *progress;                    /* "80%" */
  AwsTime start_time;
  char *description;
  char *owner_id;
  char *owner_alias;
  AwsBoolean encrypted;
  char *kms_key_id;
  char *storage_tier;
  GPtrArray *tags;
} AwsSnapshot;

typedef struct
{
  GPtrArray *snapshot_ids;
  GPtrArray *owner_ids;              /* "self" */
  GPtrArray *restorable_by_user_ids;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeSnapshotsInput;
typedef struct { GPtrArray *snapshots; char *next_token; } AwsDescribeSnapshotsOutput;

typedef struct
{
  char *volume_id;
  char *description;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateSnapshotInput;

typedef struct { char *snapshot_id; AwsBoolean dry_run; } AwsDeleteSnapshotInput;

extern const AwsOperation AWS_EC2_DESCRIBE_VOLUMES;  /* items: AwsVolume */
extern const AwsOperation AWS_EC2_CREATE_VOLUME;  /* answers AwsVolume */
extern const AwsOperation AWS_EC2_DELETE_VOLUME;
extern const AwsOperation AWS_EC2_ATTACH_VOLUME;  /* answers AwsVolumeAttachment */
extern const AwsOperation AWS_EC2_DETACH_VOLUME;  /* answers AwsVolumeAttachment */
extern const AwsOperation AWS_EC2_MODIFY_VOLUME;
/* items: AwsVolumeModification */
extern const AwsOperation AWS_EC2_DESCRIBE_VOLUMES_MODIFICATIONS;
extern const AwsOperation AWS_EC2_DESCRIBE_SNAPSHOTS;  /* items: AwsSnapshot */
extern const AwsOperation AWS_EC2_CREATE_SNAPSHOT;  /* answers AwsSnapshot */
extern const AwsOperation AWS_EC2_DELETE_SNAPSHOT;

G_END_DECLS
