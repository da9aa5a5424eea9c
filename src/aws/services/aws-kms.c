/* aws-kms.c: the keys that volumes may be encrypted with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-kms"

#include "aws/services/aws-kms.h"

const AwsService AWS_KMS =
{
  .id = "kms",
  .sdk_id = "KMS",
  .version = "2014-11-01",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "TrentService",
};

static const AwsMember list_aliases_input_members[] =
{
  AWS_MEMBER (AwsListAliasesInput, key_id, "KeyId", STRING),
  AWS_MEMBER (AwsListAliasesInput, limit, "Limit", INTEGER),
  AWS_MEMBER (AwsListAliasesInput, marker, "Marker", STRING),
};
static const AwsShape list_aliases_input_shape =
  AWS_SHAPE ("ListAliasesInput", AwsListAliasesInput, list_aliases_input_members);

static const AwsMember key_alias_members[] =
{
  AWS_MEMBER (AwsKeyAlias, alias_name, "AliasName", STRING),
  AWS_MEMBER (AwsKeyAlias, alias_arn, "AliasArn", STRING),
  AWS_MEMBER (AwsKeyAlias, target_key_id, "TargetKeyId", STRING),
  AWS_MEMBER (AwsKeyAlias, creation_date, "CreationDate", TIME),
  AWS_MEMBER (AwsKeyAlias, last_updated_date, "LastUpdatedDate", TIME),
};
static const AwsShape key_alias_shape =
  AWS_SHAPE ("KeyAlias", AwsKeyAlias, key_alias_members);

static const AwsMember list_aliases_output_members[] =
{
  AWS_MEMBER_OF (AwsListAliasesOutput, aliases, "Aliases", LIST, &key_alias_shape),
  AWS_MEMBER (AwsListAliasesOutput, next_marker, "NextMarker", STRING),
  AWS_MEMBER (AwsListAliasesOutput, truncated, "Truncated", BOOLEAN),
};
static const AwsShape list_aliases_output_shape =
  AWS_SHAPE ("ListAliasesOutput", AwsListAliasesOutput, list_aliases_output_members);

const AwsOperation AWS_KMS_LIST_ALIASES =
{
  .service = &AWS_KMS,
  .name = "ListAliases",
  .input = &list_aliases_input_shape,
  .output = &list_aliases_output_shape,
  .items = "Aliases",
  .input_token = "Marker",
  .output_token = "NextMarker",
};

static const AwsMember describe_key_input_members[] =
{
  AWS_MEMBER (AwsDescribeKeyInput, key_id, "KeyId", STRING),
  AWS_MEMBER (AwsDescribeKeyInput, grant_tokens, "GrantTokens", STRING_LIST),
};
static const AwsShape describe_key_input_shape =
  AWS_SHAPE ("DescribeKeyInput", AwsDescribeKeyInput, describe_key_input_members);

static const AwsMember key_metadata_members[] =
{
  AWS_MEMBER (AwsKeyMetadata, key_id, "KeyId", STRING),
  AWS_MEMBER (AwsKeyMetadata, arn, "Arn", STRING),
  AWS_MEMBER (AwsKeyMetadata, aws_account_id, "AWSAccountId", STRING),
  AWS_MEMBER (AwsKeyMetadata, description, "Description", STRING),
  AWS_MEMBER (AwsKeyMetadata, enabled, "Enabled", BOOLEAN),
  AWS_MEMBER (AwsKeyMetadata, key_state, "KeyState", STRING),
  AWS_MEMBER (AwsKeyMetadata, key_usage, "KeyUsage", STRING),
  AWS_MEMBER (AwsKeyMetadata, key_manager, "KeyManager", STRING),
  AWS_MEMBER (AwsKeyMetadata, key_spec, "KeySpec", STRING),
  AWS_MEMBER (AwsKeyMetadata, origin, "Origin", STRING),
  AWS_MEMBER (AwsKeyMetadata, creation_date, "CreationDate", TIME),
  AWS_MEMBER (AwsKeyMetadata, deletion_date, "DeletionDate", TIME),
  AWS_MEMBER (AwsKeyMetadata, multi_region, "MultiRegion", BOOLEAN),
};
static const AwsShape key_metadata_shape =
  AWS_SHAPE ("KeyMetadata", AwsKeyMetadata, key_metadata_members);

static const AwsMember describe_key_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeKeyOutput, key_metadata, "KeyMetadata", STRUCTURE, &key_metadata_shape),
};
static const AwsShape describe_key_output_shape =
  AWS_SHAPE ("DescribeKeyOutput", AwsDescribeKeyOutput, describe_key_output_members);

const AwsOperation AWS_KMS_DESCRIBE_KEY =
{
  .service = &AWS_KMS,
  .name = "DescribeKey",
  .input = &describe_key_input_shape,
  .output = &describe_key_output_shape,
};
