/* aws-ec2-volumes.c: EC2: volumes and snapshots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-volumes.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_volumes_input_members[] =
{
  AWS_MEMBER (AwsDescribeVolumesInput, volume_ids, "VolumeId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeVolumesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeVolumesInput),
  AWS_MEMBER (AwsDescribeVolumesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_volumes_input_shape =
  AWS_SHAPE ("DescribeVolumesInput", AwsDescribeVolumesInput, describe_volumes_input_members);

static const AwsMember volume_attachment_members[] =
{
  AWS_MEMBER (AwsVolumeAttachment, volume_id, "volumeId", STRING),
  AWS_MEMBER (AwsVolumeAttachment, instance_id, "instanceId", STRING),
  AWS_MEMBER (AwsVolumeAttachment, device, "device", STRING),
  AWS_MEMBER (AwsVolumeAttachment, state, "status", STRING),
  AWS_MEMBER (AwsVolumeAttachment, attach_time, "attachTime", TIME),
  AWS_MEMBER (AwsVolumeAttachment, delete_on_termination, "deleteOnTermination", BOOLEAN),
};
static const AwsShape volume_attachment_shape =
  AWS_SHAPE ("VolumeAttachment", AwsVolumeAttachment, volume_attachment_members);

static const AwsMember volume_members[] =
{
  AWS_MEMBER (AwsVolume, volume_id, "volumeId", STRING),
  AWS_MEMBER (AwsVolume, state, "status", STRING),
  AWS_MEMBER (AwsVolume, size, "size", INTEGER),
  AWS_MEMBER (AwsVolume, volume_type, "volumeType", STRING),
  AWS_MEMBER (AwsVolume, iops, "iops", INTEGER),
  AWS_MEMBER (AwsVolume, throughput, "throughput", INTEGER),
  AWS_MEMBER (AwsVolume, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsVolume, snapshot_id, "snapshotId", STRING),
  AWS_MEMBER (AwsVolume, encrypted, "encrypted", BOOLEAN),
  AWS_MEMBER (AwsVolume, kms_key_id, "kmsKeyId", STRING),
  AWS_MEMBER (AwsVolume, multi_attach_enabled, "multiAttachEnabled", BOOLEAN),
  AWS_MEMBER (AwsVolume, create_time, "createTime", TIME),
  AWS_MEMBER_OF (AwsVolume, attachments, "attachmentSet", LIST, &volume_attachment_shape),
  AWS_MEMBER_OF (AwsVolume, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape volume_shape = AWS_SHAPE ("Volume", AwsVolume, volume_members);

static const AwsMember describe_volumes_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeVolumesOutput, volumes, "volumeSet", LIST, &volume_shape),
  AWS_MEMBER (AwsDescribeVolumesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_volumes_output_shape =
  AWS_SHAPE ("DescribeVolumesOutput", AwsDescribeVolumesOutput, describe_volumes_output_members);

const AwsOperation AWS_EC2_DESCRIBE_VOLUMES =
{
  .service = &AWS_EC2,
  .name = "DescribeVolumes",
  .input = &describe_volumes_input_shape,
  .output = &describe_volumes_output_shape,
  .items = "volumeSet",
};

static const AwsMember create_volume_input_members[] =
{
  AWS_MEMBER (AwsCreateVolumeInput, client_token, "ClientToken", STRING),
  AWS_MEMBER (AwsCreateVolumeInput, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsCreateVolumeInput, size, "Size", INTEGER),
  AWS_MEMBER (AwsCreateVolumeInput, volume_type, "VolumeType", STRING),
  AWS_MEMBER (AwsCreateVolumeInput, iops, "Iops", INTEGER),
  AWS_MEMBER (AwsCreateVolumeInput, throughput, "Throughput", INTEGER),
  AWS_MEMBER (AwsCreateVolumeInput, snapshot_id, "SnapshotId", STRING),
  AWS_MEMBER (AwsCreateVolumeInput, encrypted, "Encrypted", BOOLEAN),
  AWS_MEMBER (AwsCreateVolumeInput, kms_key_id, "KmsKeyId", STRING),
  AWS_MEMBER (AwsCreateVolumeInput, multi_attach_enabled, "MultiAttachEnabled", BOOLEAN),
  AWS_MEMBER_OF (AwsCreateVolumeInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateVolumeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_volume_input_shape =
  AWS_SHAPE ("CreateVolumeInput", AwsCreateVolumeInput, create_volume_input_members);

const AwsOperation AWS_EC2_CREATE_VOLUME =
{
  .service = &AWS_EC2,
  .name = "CreateVolume",
  .input = &create_volume_input_shape,
  .output = &volume_shape,
  .token = "ClientToken",
  .mutating = TRUE,
};

static const AwsMember delete_volume_input_members[] =
{
  AWS_MEMBER (AwsDeleteVolumeInput, volume_id, "VolumeId", STRING),
  AWS_MEMBER (AwsDeleteVolumeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_volume_input_shape =
  AWS_SHAPE ("DeleteVolumeInput", AwsDeleteVolumeInput, delete_volume_input_members);

const AwsOperation AWS_EC2_DELETE_VOLUME =
{
  .service = &AWS_EC2,
  .name = "DeleteVolume",
  .input = &delete_volume_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember attach_volume_input_members[] =
{
  AWS_MEMBER (AwsAttachVolumeInput, volume_id, "VolumeId", STRING),
  AWS_MEMBER (AwsAttachVolumeInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsAttachVolumeInput, device, "Device", STRING),
  AWS_MEMBER (AwsAttachVolumeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape attach_volume_input_shape =
  AWS_SHAPE ("AttachVolumeInput", AwsAttachVolumeInput, attach_volume_input_members);

const AwsOperation AWS_EC2_ATTACH_VOLUME =
{
  .service = &AWS_EC2,
  .name = "AttachVolume",
  .input = &attach_volume_input_shape,
  .output = &volume_attachment_shape,
  .mutating = TRUE,
};

static const AwsMember detach_volume_input_members[] =
{
  AWS_MEMBER (AwsDetachVolumeInput, volume_id, "VolumeId", STRING),
  AWS_MEMBER (AwsDetachVolumeInput, instance_id, "InstanceId", STRING),
  AWS_MEMBER (AwsDetachVolumeInput, device, "Device", STRING),
  AWS_MEMBER (AwsDetachVolumeInput, force, "Force", BOOLEAN),
  AWS_MEMBER (AwsDetachVolumeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape detach_volume_input_shape =
  AWS_SHAPE ("DetachVolumeInput", AwsDetachVolumeInput, detach_volume_input_members);

const AwsOperation AWS_EC2_DETACH_VOLUME =
{
  .service = &AWS_EC2,
  .name = "DetachVolume",
  .input = &detach_volume_input_shape,
  .output = &volume_attachment_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember modify_volume_input_members[] =
{
  AWS_MEMBER (AwsModifyVolumeInput, volume_id, "VolumeId", STRING),
  AWS_MEMBER (AwsModifyVolumeInput, size, "Size", INTEGER),
  AWS_MEMBER (AwsModifyVolumeInput, volume_type, "VolumeType", STRING),
  AWS_MEMBER (AwsModifyVolumeInput, iops, "Iops", INTEGER),
  AWS_MEMBER (AwsModifyVolumeInput, throughput, "Throughput", INTEGER),
  AWS_MEMBER (AwsModifyVolumeInput, multi_attach_enabled, "MultiAttachEnabled", BOOLEAN),
  AWS_MEMBER (AwsModifyVolumeInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape modify_volume_input_shape =
  AWS_SHAPE ("ModifyVolumeInput", AwsModifyVolumeInput, modify_volume_input_members);

static const AwsMember volume_modification_members[] =
{
  AWS_MEMBER (AwsVolumeModification, volume_id, "volumeId", STRING),
  AWS_MEMBER (AwsVolumeModification, modification_state, "modificationState", STRING),
  AWS_MEMBER (AwsVolumeModification, status_message, "statusMessage", STRING),
  AWS_MEMBER (AwsVolumeModification, progress, "progress", INTEGER),
  AWS_MEMBER (AwsVolumeModification, target_size, "targetSize", INTEGER),
  AWS_MEMBER (AwsVolumeModification, target_iops, "targetIops", INTEGER),
  AWS_MEMBER (AwsVolumeModification, target_volume_type, "targetVolumeType", STRING),
  AWS_MEMBER (AwsVolumeModification, target_throughput, "targetThroughput", INTEGER),
  AWS_MEMBER (AwsVolumeModification, original_size, "originalSize", INTEGER),
  AWS_MEMBER (AwsVolumeModification, original_iops, "originalIops", INTEGER),
  AWS_MEMBER (AwsVolumeModification, original_volume_type, "originalVolumeType", STRING),
  AWS_MEMBER (AwsVolumeModification, original_throughput, "originalThroughput", INTEGER),
  AWS_MEMBER (AwsVolumeModification, start_time, "startTime", TIME),
  AWS_MEMBER (AwsVolumeModification, end_time, "endTime", TIME),
};
static const AwsShape volume_modification_shape =
  AWS_SHAPE ("VolumeModification", AwsVolumeModification, volume_modification_members);

static const AwsMember modify_volume_output_members[] =
{
  AWS_MEMBER_OF (AwsModifyVolumeOutput, volume_modification,
                 "volumeModification", STRUCTURE, &volume_modification_shape),
};
static const AwsShape modify_volume_output_shape =
  AWS_SHAPE ("ModifyVolumeOutput", AwsModifyVolumeOutput, modify_volume_output_members);

const AwsOperation AWS_EC2_MODIFY_VOLUME =
{
  .service = &AWS_EC2,
  .name = "ModifyVolume",
  .input = &modify_volume_input_shape,
  .output = &modify_volume_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_volumes_modifications_input_members[] =
{
  AWS_MEMBER (AwsDescribeVolumesModificationsInput, volume_ids, "VolumeId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeVolumesModificationsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeVolumesModificationsInput),
  AWS_MEMBER (AwsDescribeVolumesModificationsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_volumes_modifications_input_shape =
  AWS_SHAPE ("DescribeVolumesModificationsInput", AwsDescribeVolumesModificationsInput,
             describe_volumes_modifications_input_members);

static const AwsMember describe_volumes_modifications_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeVolumesModificationsOutput, volumes_modifications,
                 "volumeModificationSet", LIST, &volume_modification_shape),
  AWS_MEMBER (AwsDescribeVolumesModificationsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_volumes_modifications_output_shape =
  AWS_SHAPE ("DescribeVolumesModificationsOutput", AwsDescribeVolumesModificationsOutput,
             describe_volumes_modifications_output_members);

const AwsOperation AWS_EC2_DESCRIBE_VOLUMES_MODIFICATIONS =
{
  .service = &AWS_EC2,
  .name = "DescribeVolumesModifications",
  .input = &describe_volumes_modifications_input_shape,
  .output = &describe_volumes_modifications_output_shape,
  .items = "volumeModificationSet",
};

static const AwsMember describe_snapshots_input_members[] =
{
  AWS_MEMBER (AwsDescribeSnapshotsInput, snapshot_ids, "SnapshotId", STRING_LIST),
  AWS_MEMBER (AwsDescribeSnapshotsInput, owner_ids, "Owner", STRING_LIST),
  AWS_MEMBER (AwsDescribeSnapshotsInput, restorable_by_user_ids, "RestorableBy", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSnapshotsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeSnapshotsInput),
  AWS_MEMBER (AwsDescribeSnapshotsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_snapshots_input_shape =
  AWS_SHAPE ("DescribeSnapshotsInput", AwsDescribeSnapshotsInput, describe_snapshots_input_members);

static const AwsMember snapshot_members[] =
{
  AWS_MEMBER (AwsSnapshot, snapshot_id, "snapshotId", STRING),
  AWS_MEMBER (AwsSnapshot, volume_id, "volumeId", STRING),
  AWS_MEMBER (AwsSnapshot, volume_size, "volumeSize", INTEGER),
  AWS_MEMBER (AwsSnapshot, state, "status", STRING),
  AWS_MEMBER (AwsSnapshot, state_message, "statusMessage", STRING),
  AWS_MEMBER (AwsSnapshot, progress, "progress", STRING),
  AWS_MEMBER (AwsSnapshot, start_time, "startTime", TIME),
  AWS_MEMBER (AwsSnapshot, description, "description", STRING),
  AWS_MEMBER (AwsSnapshot, owner_id, "ownerId", STRING),
  AWS_MEMBER (AwsSnapshot, owner_alias, "ownerAlias", STRING),
  AWS_MEMBER (AwsSnapshot, encrypted, "encrypted", BOOLEAN),
  AWS_MEMBER (AwsSnapshot, kms_key_id, "kmsKeyId", STRING),
  AWS_MEMBER (AwsSnapshot, storage_tier, "storageTier", STRING),
  AWS_MEMBER_OF (AwsSnapshot, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape snapshot_shape = AWS_SHAPE ("Snapshot", AwsSnapshot, snapshot_members);

static const AwsMember describe_snapshots_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSnapshotsOutput, snapshots, "snapshotSet", LIST, &snapshot_shape),
  AWS_MEMBER (AwsDescribeSnapshotsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_snapshots_output_shape =
  AWS_SHAPE ("DescribeSnapshotsOutput", AwsDescribeSnapshotsOutput,
             describe_snapshots_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SNAPSHOTS =
{
  .service = &AWS_EC2,
  .name = "DescribeSnapshots",
  .input = &describe_snapshots_input_shape,
  .output = &describe_snapshots_output_shape,
  .items = "snapshotSet",
};

static const AwsMember create_snapshot_input_members[] =
{
  AWS_MEMBER (AwsCreateSnapshotInput, volume_id, "VolumeId", STRING),
  AWS_MEMBER (AwsCreateSnapshotInput, description, "Description", STRING),
  AWS_MEMBER_OF (AwsCreateSnapshotInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateSnapshotInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_snapshot_input_shape =
  AWS_SHAPE ("CreateSnapshotInput", AwsCreateSnapshotInput, create_snapshot_input_members);

const AwsOperation AWS_EC2_CREATE_SNAPSHOT =
{
  .service = &AWS_EC2,
  .name = "CreateSnapshot",
  .input = &create_snapshot_input_shape,
  .output = &snapshot_shape,
  .mutating = TRUE,
};

static const AwsMember delete_snapshot_input_members[] =
{
  AWS_MEMBER (AwsDeleteSnapshotInput, snapshot_id, "SnapshotId", STRING),
  AWS_MEMBER (AwsDeleteSnapshotInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_snapshot_input_shape =
  AWS_SHAPE ("DeleteSnapshotInput", AwsDeleteSnapshotInput, delete_snapshot_input_members);

const AwsOperation AWS_EC2_DELETE_SNAPSHOT =
{
  .service = &AWS_EC2,
  .name = "DeleteSnapshot",
  .input = &delete_snapshot_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
