/* aws-s3.h: objects, for backups and checkpoints (API version 2006-03-01)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *bucket;
  char *key;
  GBytes *body;                      /* absent: an empty object */
  char *content_type;
  char *if_none_match;               /* "*": only if there is no such object yet; else PreconditionFailed */
  char *if_match;                    /* an ETag: only if the object is still that one */
  char *checksum_sha256;             /* in Base64; S3 refuses a body that has another one, and keeps it */
  char *server_side_encryption;      /* AES256 | aws:kms */
  char *ssekms_key_id;
  AwsBoolean bucket_key_enabled;
  char *storage_class;               /* STANDARD | STANDARD_IA | … */
  char *tagging;                     /* as a query: "a=1&b=2" */
  char *expected_bucket_owner;       /* an account id; somebody else's bucket is refused */
} AwsPutObjectInput;
typedef struct
{
  char *etag;   /* with its quotation marks */
  char *checksum_sha256;
  char *server_side_encryption;
  char *ssekms_key_id;
  char *version_id;
} AwsPutObjectOutput;

typedef struct
{
  char *bucket;
  char *key;
  char *version_id;
  char *range;                   /* "bytes=0-1023" */
  char *if_match;                /* an ETag */
  char *if_none_match;           /* an ETag; error NotModified: it is still that one */
  char *checksum_mode;           /* ENABLED: the checksum is answered too */
  char *expected_bucket_owner;
} AwsGetObjectInput;
typedef struct
{
  GBytes *body;                  /* at most 64 MiB; what is larger is asked for in ranges */
  AwsInteger content_length;
  char *content_range;           /* "bytes 0-1023/146515" */
  char *content_type;
  char *etag;
  AwsTime last_modified;
  char *version_id;
  char *checksum_sha256;
  char *server_side_encryption;
  char *storage_class;
} AwsGetObjectOutput;

typedef AwsGetObjectInput AwsHeadObjectInput;
typedef AwsGetObjectOutput AwsHeadObjectOutput;   /* body and content_range are absent */

typedef struct
{
  char *bucket;
  char *key;
  char *version_id;
  char *expected_bucket_owner;
} AwsDeleteObjectInput;
typedef struct { AwsBoolean delete_marker; char *version_id; } AwsDeleteObjectOutput;

typedef struct
{
  char *bucket;
  char *prefix;
  char *delimiter;               /* "/": what is below it is put together as common prefixes */
  char *encoding_type;           /* "url": names come percent-encoded; any name can be XML then */
  AwsInteger max_keys;
  char *start_after;
  char *continuation_token;
  char *expected_bucket_owner;
} AwsListObjectsV2Input;
typedef struct
{
  char *key;
  AwsTime last_modified;
  char *etag;
  AwsInteger size;
  char *storage_class;
} AwsS3Object;
typedef struct { char *prefix; } AwsCommonPrefix;
typedef struct
{
  GPtrArray *contents;          /* AwsS3Object */
  GPtrArray *common_prefixes;   /* AwsCommonPrefix */
  AwsBoolean is_truncated;
  AwsInteger key_count;
  char *encoding_type;
  char *next_continuation_token;
} AwsListObjectsV2Output;

typedef struct { char *bucket; char *expected_bucket_owner; } AwsGetBucketLocationInput;
typedef struct { char *location_constraint; /* absent: us-east-1; "EU": eu-west-1 */ } AwsGetBucketLocationOutput;

typedef struct { char *location_constraint; /* absent: us-east-1 */ } AwsCreateBucketConfiguration;
typedef struct
{
  char *bucket;
  AwsCreateBucketConfiguration *configuration;   /* absent in us-east-1, there alone */
} AwsCreateBucketInput;
typedef struct { char *location; } AwsCreateBucketOutput;

extern const AwsService AWS_S3;
extern const AwsOperation AWS_S3_PUT_OBJECT;
extern const AwsOperation AWS_S3_GET_OBJECT;
extern const AwsOperation AWS_S3_HEAD_OBJECT;
extern const AwsOperation AWS_S3_DELETE_OBJECT;
extern const AwsOperation AWS_S3_LIST_OBJECTS_V2;
extern const AwsOperation AWS_S3_GET_BUCKET_LOCATION;
extern const AwsOperation AWS_S3_CREATE_BUCKET;

G_END_DECLS
