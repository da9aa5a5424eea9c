/* aws-ec2-keys.h: EC2: key pairs, tags and placement groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *key_pair_id;
  char *key_name;
  char *key_fingerprint;
  char *key_type;
  char *public_key;
  AwsTime create_time;
  GPtrArray *tags;
} AwsKeyPair;

typedef struct
{
  GPtrArray *key_names;
  GPtrArray *key_pair_ids;
  AwsBoolean include_public_key;
  GPtrArray *filters;
  AwsBoolean dry_run;
} AwsDescribeKeyPairsInput;
typedef struct { GPtrArray *key_pairs; } AwsDescribeKeyPairsOutput;

typedef struct
{
  char *key_name;
  char *public_key_material;         /* base64 */
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsImportKeyPairInput;

/* The private key comes once, and must be wiped by whoever takes it: import a key of one's own instead. */
typedef struct
{
  char *key_name;
  char *key_type;                    /* rsa | ed25519 */
  char *key_format;                  /* pem | ppk */
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateKeyPairInput;
typedef struct
{
  char *key_pair_id;
  char *key_name;
  char *key_fingerprint;
  char *key_material;                /* a secret */
  GPtrArray *tags;
} AwsCreateKeyPairOutput;

typedef struct { char *key_pair_id; char *key_name; AwsBoolean dry_run; } AwsDeleteKeyPairInput;

typedef struct
{
  char *resource_id;
  char *resource_type;
  char *key;
  char *value;
} AwsTagDescription;

typedef struct
{
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeTagsInput;
typedef struct { GPtrArray *tags; char *next_token; } AwsDescribeTagsOutput;

typedef struct { GPtrArray *resources; GPtrArray *tags; AwsBoolean dry_run; } AwsCreateTagsInput;

typedef struct
{
  GPtrArray *resources;
  GPtrArray *tags;                   /* NULL: all but AWS's own */
  AwsBoolean dry_run;
} AwsDeleteTagsInput;

typedef struct
{
  char *group_id;
  char *group_name;
  char *state;                       /* pending available deleting deleted */
  char *strategy;                    /* cluster | spread | partition */
  AwsInteger partition_count;
  char *spread_level;
  GPtrArray *tags;
} AwsPlacementGroup;

typedef struct
{
  GPtrArray *group_names;
  GPtrArray *group_ids;
  GPtrArray *filters;
  AwsBoolean dry_run;
} AwsDescribePlacementGroupsInput;
typedef struct { GPtrArray *placement_groups; } AwsDescribePlacementGroupsOutput;

typedef struct
{
  char *group_name;
  char *strategy;
  AwsInteger partition_count;
  char *spread_level;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreatePlacementGroupInput;
typedef struct { AwsPlacementGroup *placement_group; } AwsCreatePlacementGroupOutput;

typedef struct { char *group_name; AwsBoolean dry_run; } AwsDeletePlacementGroupInput;

extern const AwsOperation AWS_EC2_DESCRIBE_KEY_PAIRS;  /* items: AwsKeyPair */
extern const AwsOperation AWS_EC2_IMPORT_KEY_PAIR;  /* answers AwsKeyPair */
extern const AwsOperation AWS_EC2_CREATE_KEY_PAIR;
extern const AwsOperation AWS_EC2_DELETE_KEY_PAIR;
extern const AwsOperation AWS_EC2_DESCRIBE_TAGS;  /* items: AwsTagDescription */
extern const AwsOperation AWS_EC2_CREATE_TAGS;
extern const AwsOperation AWS_EC2_DELETE_TAGS;
extern const AwsOperation AWS_EC2_DESCRIBE_PLACEMENT_GROUPS;  /* items: AwsPlacementGroup */
extern const AwsOperation AWS_EC2_CREATE_PLACEMENT_GROUP;
extern const AwsOperation AWS_EC2_DELETE_PLACEMENT_GROUP;

G_END_DECLS
