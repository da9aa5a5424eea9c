/* aws-ec2-keys.c: EC2: key pairs, tags and placement groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-keys.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_key_pairs_input_members[] =
{
  AWS_MEMBER (AwsDescribeKeyPairsInput, key_names, "KeyName", STRING_LIST),
  AWS_MEMBER (AwsDescribeKeyPairsInput, key_pair_ids, "KeyPairId", STRING_LIST),
  AWS_MEMBER (AwsDescribeKeyPairsInput, include_public_key, "IncludePublicKey", BOOLEAN),
  AWS_MEMBER_OF (AwsDescribeKeyPairsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeKeyPairsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_key_pairs_input_shape =
  AWS_SHAPE ("DescribeKeyPairsInput", AwsDescribeKeyPairsInput, describe_key_pairs_input_members);

static const AwsMember key_pair_members[] =
{
  AWS_MEMBER (AwsKeyPair, key_pair_id, "keyPairId", STRING),
  AWS_MEMBER (AwsKeyPair, key_name, "keyName", STRING),
  AWS_MEMBER (AwsKeyPair, key_fingerprint, "keyFingerprint", STRING),
  AWS_MEMBER (AwsKeyPair, key_type, "keyType", STRING),
  AWS_MEMBER (AwsKeyPair, public_key, "publicKey", STRING),
  AWS_MEMBER (AwsKeyPair, create_time, "createTime", TIME),
  AWS_MEMBER_OF (AwsKeyPair, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape key_pair_shape = AWS_SHAPE ("KeyPair", AwsKeyPair, key_pair_members);

static const AwsMember describe_key_pairs_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeKeyPairsOutput, key_pairs, "keySet", LIST, &key_pair_shape),
};
static const AwsShape describe_key_pairs_output_shape =
  AWS_SHAPE ("DescribeKeyPairsOutput", AwsDescribeKeyPairsOutput,
             describe_key_pairs_output_members);

const AwsOperation AWS_EC2_DESCRIBE_KEY_PAIRS =
{
  .service = &AWS_EC2,
  .name = "DescribeKeyPairs",
  .input = &describe_key_pairs_input_shape,
  .output = &describe_key_pairs_output_shape,
  .items = "keySet",
};

static const AwsMember import_key_pair_input_members[] =
{
  AWS_MEMBER (AwsImportKeyPairInput, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsImportKeyPairInput, public_key_material, "PublicKeyMaterial", STRING),
  AWS_MEMBER_OF (AwsImportKeyPairInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsImportKeyPairInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape import_key_pair_input_shape =
  AWS_SHAPE ("ImportKeyPairInput", AwsImportKeyPairInput, import_key_pair_input_members);

static const AwsMember imported_key_pair_members[] =
{
  AWS_MEMBER (AwsKeyPair, key_pair_id, "keyPairId", STRING),
  AWS_MEMBER (AwsKeyPair, key_name, "keyName", STRING),
  AWS_MEMBER (AwsKeyPair, key_fingerprint, "keyFingerprint", STRING),
  AWS_MEMBER_OF (AwsKeyPair, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape imported_key_pair_shape =
  AWS_SHAPE ("KeyPair", AwsKeyPair, imported_key_pair_members);

const AwsOperation AWS_EC2_IMPORT_KEY_PAIR =
{
  .service = &AWS_EC2,
  .name = "ImportKeyPair",
  .input = &import_key_pair_input_shape,
  .output = &imported_key_pair_shape,
  .mutating = TRUE,
};

static const AwsMember create_key_pair_input_members[] =
{
  AWS_MEMBER (AwsCreateKeyPairInput, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsCreateKeyPairInput, key_type, "KeyType", STRING),
  AWS_MEMBER (AwsCreateKeyPairInput, key_format, "KeyFormat", STRING),
  AWS_MEMBER_OF (AwsCreateKeyPairInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreateKeyPairInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_key_pair_input_shape =
  AWS_SHAPE ("CreateKeyPairInput", AwsCreateKeyPairInput, create_key_pair_input_members);

static const AwsMember create_key_pair_output_members[] =
{
  AWS_MEMBER (AwsCreateKeyPairOutput, key_pair_id, "keyPairId", STRING),
  AWS_MEMBER (AwsCreateKeyPairOutput, key_name, "keyName", STRING),
  AWS_MEMBER (AwsCreateKeyPairOutput, key_fingerprint, "keyFingerprint", STRING),
  AWS_MEMBER (AwsCreateKeyPairOutput, key_material, "keyMaterial", SECRET),
  AWS_MEMBER_OF (AwsCreateKeyPairOutput, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape create_key_pair_output_shape =
  AWS_SHAPE ("CreateKeyPairOutput", AwsCreateKeyPairOutput, create_key_pair_output_members);

const AwsOperation AWS_EC2_CREATE_KEY_PAIR =
{
  .service = &AWS_EC2,
  .name = "CreateKeyPair",
  .input = &create_key_pair_input_shape,
  .output = &create_key_pair_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_key_pair_input_members[] =
{
  AWS_MEMBER (AwsDeleteKeyPairInput, key_pair_id, "KeyPairId", STRING),
  AWS_MEMBER (AwsDeleteKeyPairInput, key_name, "KeyName", STRING),
  AWS_MEMBER (AwsDeleteKeyPairInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_key_pair_input_shape =
  AWS_SHAPE ("DeleteKeyPairInput", AwsDeleteKeyPairInput, delete_key_pair_input_members);

const AwsOperation AWS_EC2_DELETE_KEY_PAIR =
{
  .service = &AWS_EC2,
  .name = "DeleteKeyPair",
  .input = &delete_key_pair_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_tags_input_members[] =
{
  AWS_MEMBER_OF (AwsDescribeTagsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeTagsInput),
  AWS_MEMBER (AwsDescribeTagsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_tags_input_shape =
  AWS_SHAPE ("DescribeTagsInput", AwsDescribeTagsInput, describe_tags_input_members);

static const AwsMember tag_description_members[] =
{
  AWS_MEMBER (AwsTagDescription, resource_id, "resourceId", STRING),
  AWS_MEMBER (AwsTagDescription, resource_type, "resourceType", STRING),
  AWS_MEMBER (AwsTagDescription, key, "key", STRING),
  AWS_MEMBER (AwsTagDescription, value, "value", STRING),
};
static const AwsShape tag_description_shape =
  AWS_SHAPE ("TagDescription", AwsTagDescription, tag_description_members);

static const AwsMember describe_tags_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeTagsOutput, tags, "tagSet", LIST, &tag_description_shape),
  AWS_MEMBER (AwsDescribeTagsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_tags_output_shape =
  AWS_SHAPE ("DescribeTagsOutput", AwsDescribeTagsOutput, describe_tags_output_members);

const AwsOperation AWS_EC2_DESCRIBE_TAGS =
{
  .service = &AWS_EC2,
  .name = "DescribeTags",
  .input = &describe_tags_input_shape,
  .output = &describe_tags_output_shape,
  .items = "tagSet",
};

static const AwsMember create_tags_input_members[] =
{
  AWS_MEMBER (AwsCreateTagsInput, resources, "ResourceId", STRING_LIST),
  AWS_MEMBER_OF (AwsCreateTagsInput, tags, "Tag", LIST, &aws_tag_request_shape),
  AWS_MEMBER (AwsCreateTagsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_tags_input_shape =
  AWS_SHAPE ("CreateTagsInput", AwsCreateTagsInput, create_tags_input_members);

const AwsOperation AWS_EC2_CREATE_TAGS =
{
  .service = &AWS_EC2,
  .name = "CreateTags",
  .input = &create_tags_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_tags_input_members[] =
{
  AWS_MEMBER (AwsDeleteTagsInput, resources, "ResourceId", STRING_LIST),
  AWS_MEMBER_OF (AwsDeleteTagsInput, tags, "Tag", LIST, &aws_tag_request_shape),
  AWS_MEMBER (AwsDeleteTagsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_tags_input_shape =
  AWS_SHAPE ("DeleteTagsInput", AwsDeleteTagsInput, delete_tags_input_members);

const AwsOperation AWS_EC2_DELETE_TAGS =
{
  .service = &AWS_EC2,
  .name = "DeleteTags",
  .input = &delete_tags_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_placement_groups_input_members[] =
{
  AWS_MEMBER (AwsDescribePlacementGroupsInput, group_names, "GroupName", STRING_LIST),
  AWS_MEMBER (AwsDescribePlacementGroupsInput, group_ids, "GroupId", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribePlacementGroupsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribePlacementGroupsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_placement_groups_input_shape =
  AWS_SHAPE ("DescribePlacementGroupsInput", AwsDescribePlacementGroupsInput,
             describe_placement_groups_input_members);

static const AwsMember placement_group_members[] =
{
  AWS_MEMBER (AwsPlacementGroup, group_id, "groupId", STRING),
  AWS_MEMBER (AwsPlacementGroup, group_name, "groupName", STRING),
  AWS_MEMBER (AwsPlacementGroup, state, "state", STRING),
  AWS_MEMBER (AwsPlacementGroup, strategy, "strategy", STRING),
  AWS_MEMBER (AwsPlacementGroup, partition_count, "partitionCount", INTEGER),
  AWS_MEMBER (AwsPlacementGroup, spread_level, "spreadLevel", STRING),
  AWS_MEMBER_OF (AwsPlacementGroup, tags, "tagSet", LIST, &aws_tag_shape),
};
static const AwsShape placement_group_shape =
  AWS_SHAPE ("PlacementGroup", AwsPlacementGroup, placement_group_members);

static const AwsMember describe_placement_groups_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribePlacementGroupsOutput, placement_groups,
                 "placementGroupSet", LIST, &placement_group_shape),
};
static const AwsShape describe_placement_groups_output_shape =
  AWS_SHAPE ("DescribePlacementGroupsOutput", AwsDescribePlacementGroupsOutput,
             describe_placement_groups_output_members);

const AwsOperation AWS_EC2_DESCRIBE_PLACEMENT_GROUPS =
{
  .service = &AWS_EC2,
  .name = "DescribePlacementGroups",
  .input = &describe_placement_groups_input_shape,
  .output = &describe_placement_groups_output_shape,
  .items = "placementGroupSet",
};

static const AwsMember create_placement_group_input_members[] =
{
  AWS_MEMBER (AwsCreatePlacementGroupInput, group_name, "GroupName", STRING),
  AWS_MEMBER (AwsCreatePlacementGroupInput, strategy, "Strategy", STRING),
  AWS_MEMBER (AwsCreatePlacementGroupInput, partition_count, "PartitionCount", INTEGER),
  AWS_MEMBER (AwsCreatePlacementGroupInput, spread_level, "SpreadLevel", STRING),
  AWS_MEMBER_OF (AwsCreatePlacementGroupInput, tag_specifications,
                 "TagSpecification", LIST, &aws_tag_specification_shape),
  AWS_MEMBER (AwsCreatePlacementGroupInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape create_placement_group_input_shape =
  AWS_SHAPE ("CreatePlacementGroupInput", AwsCreatePlacementGroupInput,
             create_placement_group_input_members);

static const AwsMember create_placement_group_output_members[] =
{
  AWS_MEMBER_OF (AwsCreatePlacementGroupOutput, placement_group,
                 "placementGroup", STRUCTURE, &placement_group_shape),
};
static const AwsShape create_placement_group_output_shape =
  AWS_SHAPE ("CreatePlacementGroupOutput", AwsCreatePlacementGroupOutput,
             create_placement_group_output_members);

const AwsOperation AWS_EC2_CREATE_PLACEMENT_GROUP =
{
  .service = &AWS_EC2,
  .name = "CreatePlacementGroup",
  .input = &create_placement_group_input_shape,
  .output = &create_placement_group_output_shape,
  .mutating = TRUE,
};

static const AwsMember delete_placement_group_input_members[] =
{
  AWS_MEMBER (AwsDeletePlacementGroupInput, group_name, "GroupName", STRING),
  AWS_MEMBER (AwsDeletePlacementGroupInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape delete_placement_group_input_shape =
  AWS_SHAPE ("DeletePlacementGroupInput", AwsDeletePlacementGroupInput,
             delete_placement_group_input_members);

const AwsOperation AWS_EC2_DELETE_PLACEMENT_GROUP =
{
  .service = &AWS_EC2,
  .name = "DeletePlacementGroup",
  .input = &delete_placement_group_input_shape,
  .output = &aws_return_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
