/* aws-kms.h: the keys that volumes may be encrypted with (API version 2014-11-01)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *key_id; AwsInteger limit; char *marker; } AwsListAliasesInput;
typedef struct
{
  char *alias_name;      /* "alias/aws/ebs" */
  char *alias_arn;
  char *target_key_id;   /* absent: AWS makes the key when it is first used */
  AwsTime creation_date;
  AwsTime last_updated_date;
} AwsKeyAlias;
typedef struct
{
  GPtrArray *aliases;   /* AwsKeyAlias */
  char *next_marker;
  AwsBoolean truncated;
} AwsListAliasesOutput;

typedef struct { char *key_id; GPtrArray *grant_tokens; } AwsDescribeKeyInput;
typedef struct
{
  char *key_id;
  char *arn;
  char *aws_account_id;
  char *description;
  AwsBoolean enabled;
  char *key_state;     /* Enabled | Disabled | PendingDeletion | … */
  char *key_usage;     /* ENCRYPT_DECRYPT | SIGN_VERIFY | … */
  char *key_manager;   /* AWS | CUSTOMER */
  char *key_spec;
  char *origin;
  AwsTime creation_date;
  AwsTime deletion_date;
  AwsBoolean multi_region;
} AwsKeyMetadata;
typedef struct { AwsKeyMetadata *key_metadata; } AwsDescribeKeyOutput;

extern const AwsService AWS_KMS;
extern const AwsOperation AWS_KMS_LIST_ALIASES;
extern const AwsOperation AWS_KMS_DESCRIBE_KEY;   /* takes an id, an ARN or an alias */

G_END_DECLS
