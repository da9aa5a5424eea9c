/* aws-s3.c: objects, for backups and checkpoints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-s3"

#include "aws/services/aws-s3.h"

#define HEADER(Type, field, name, KIND) AWS_MEMBER_IN (HEADER, Type, field, name, KIND)
#define PARAMETER(Type, field, name, KIND) AWS_MEMBER_IN (QUERY, Type, field, name, KIND)
#define BUCKET_MEMBER(Type) AWS_MEMBER_IN (PATH, Type, bucket, "Bucket", STRING)
#define KEY_MEMBER(Type) AWS_MEMBER_IN (PATH, Type, key, "Key", STRING)
#define OWNER_MEMBER(Type) \
  HEADER (Type, expected_bucket_owner, "x-amz-expected-bucket-owner", STRING)

const AwsService AWS_S3 =
{
  .id = "s3",
  .sdk_id = "S3",
  .version = "2006-03-01",
  .protocol = AWS_PROTOCOL_REST_XML,
  .xml_namespace = "http://s3.amazonaws.com/doc/2006-03-01/",
};

static const AwsMember put_object_input_members[] =
{
  BUCKET_MEMBER (AwsPutObjectInput),
  KEY_MEMBER (AwsPutObjectInput),
  AWS_MEMBER_IN (PAYLOAD, AwsPutObjectInput, body, "Body", BYTES),
  HEADER (AwsPutObjectInput, content_type, "Content-Type", STRING),
  HEADER (AwsPutObjectInput, if_none_match, "If-None-Match", STRING),
  HEADER (AwsPutObjectInput, if_match, "If-Match", STRING),
  HEADER (AwsPutObjectInput, checksum_sha256, "x-amz-checksum-sha256", STRING),
  HEADER (AwsPutObjectInput, server_side_encryption, "x-amz-server-side-encryption", STRING),
  HEADER (AwsPutObjectInput, ssekms_key_id, "x-amz-server-side-encryption-aws-kms-key-id", STRING),
  HEADER (AwsPutObjectInput, bucket_key_enabled,
          "x-amz-server-side-encryption-bucket-key-enabled", BOOLEAN),
  HEADER (AwsPutObjectInput, storage_class, "x-amz-storage-class", STRING),
  HEADER (AwsPutObjectInput, tagging, "x-amz-tagging", STRING),
  OWNER_MEMBER (AwsPutObjectInput),
};
static const AwsShape put_object_input_shape =
  AWS_SHAPE ("PutObjectInput", AwsPutObjectInput, put_object_input_members);

static const AwsMember put_object_output_members[] =
{
  HEADER (AwsPutObjectOutput, etag, "ETag", STRING),
  HEADER (AwsPutObjectOutput, checksum_sha256, "x-amz-checksum-sha256", STRING),
  HEADER (AwsPutObjectOutput, server_side_encryption, "x-amz-server-side-encryption", STRING),
  HEADER (AwsPutObjectOutput, ssekms_key_id, "x-amz-server-side-encryption-aws-kms-key-id", STRING),
  HEADER (AwsPutObjectOutput, version_id, "x-amz-version-id", STRING),
};
static const AwsShape put_object_output_shape =
  AWS_SHAPE ("PutObjectOutput", AwsPutObjectOutput, put_object_output_members);

/* Repeated when an answer is lost: the object is the same. With a condition the repetition may be refused
 * because the first attempt was carried out. */
const AwsOperation AWS_S3_PUT_OBJECT =
{
  .service = &AWS_S3,
  .name = "PutObject",
  .input = &put_object_input_shape,
  .output = &put_object_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
  .method = "PUT",
  .path = "/{Bucket}/{Key+}",
};

static const AwsMember get_object_input_members[] =
{
  BUCKET_MEMBER (AwsGetObjectInput),
  KEY_MEMBER (AwsGetObjectInput),
  PARAMETER (AwsGetObjectInput, version_id, "versionId", STRING),
  HEADER (AwsGetObjectInput, range, "Range", STRING),
  HEADER (AwsGetObjectInput, if_match, "If-Match", STRING),
  HEADER (AwsGetObjectInput, if_none_match, "If-None-Match", STRING),
  HEADER (AwsGetObjectInput, checksum_mode, "x-amz-checksum-mode", STRING),
  OWNER_MEMBER (AwsGetObjectInput),
};
static const AwsShape get_object_input_shape =
  AWS_SHAPE ("GetObjectInput", AwsGetObjectInput, get_object_input_members);

#define OBJECT_HEADER_MEMBERS \
  HEADER (AwsGetObjectOutput, content_length, "Content-Length", INTEGER), \
  HEADER (AwsGetObjectOutput, content_type, "Content-Type", STRING), \
  HEADER (AwsGetObjectOutput, etag, "ETag", STRING), \
  HEADER (AwsGetObjectOutput, last_modified, "Last-Modified", TIME), \
  HEADER (AwsGetObjectOutput, version_id, "x-amz-version-id", STRING), \
  HEADER (AwsGetObjectOutput, checksum_sha256, "x-amz-checksum-sha256", STRING), \
  HEADER (AwsGetObjectOutput, server_side_encryption, "x-amz-server-side-encryption", STRING), \
  HEADER (AwsGetObjectOutput, storage_class, "x-amz-storage-class", STRING)

static const AwsMember get_object_output_members[] =
{
  AWS_MEMBER_IN (PAYLOAD, AwsGetObjectOutput, body, "Body", BYTES),
  HEADER (AwsGetObjectOutput, content_range, "Content-Range", STRING),
  OBJECT_HEADER_MEMBERS,
};
static const AwsShape get_object_output_shape =
  AWS_SHAPE ("GetObjectOutput", AwsGetObjectOutput, get_object_output_members);

const AwsOperation AWS_S3_GET_OBJECT =
{
  .service = &AWS_S3,
  .name = "GetObject",
  .input = &get_object_input_shape,
  .output = &get_object_output_shape,
  .method = "GET",
  .path = "/{Bucket}/{Key+}",
};

static const AwsMember head_object_output_members[] =
{
  OBJECT_HEADER_MEMBERS,
};
static const AwsShape head_object_output_shape =
  AWS_SHAPE ("HeadObjectOutput", AwsHeadObjectOutput, head_object_output_members);

const AwsOperation AWS_S3_HEAD_OBJECT =
{
  .service = &AWS_S3,
  .name = "HeadObject",
  .input = &get_object_input_shape,
  .output = &head_object_output_shape,
  .method = "HEAD",
  .path = "/{Bucket}/{Key+}",
};

static const AwsMember delete_object_input_members[] =
{
  BUCKET_MEMBER (AwsDeleteObjectInput),
  KEY_MEMBER (AwsDeleteObjectInput),
  PARAMETER (AwsDeleteObjectInput, version_id, "versionId", STRING),
  OWNER_MEMBER (AwsDeleteObjectInput),
};
static const AwsShape delete_object_input_shape =
  AWS_SHAPE ("DeleteObjectInput", AwsDeleteObjectInput, delete_object_input_members);

static const AwsMember delete_object_output_members[] =
{
  HEADER (AwsDeleteObjectOutput, delete_marker, "x-amz-delete-marker", BOOLEAN),
  HEADER (AwsDeleteObjectOutput, version_id, "x-amz-version-id", STRING),
};
static const AwsShape delete_object_output_shape =
  AWS_SHAPE ("DeleteObjectOutput", AwsDeleteObjectOutput, delete_object_output_members);

const AwsOperation AWS_S3_DELETE_OBJECT =
{
  .service = &AWS_S3,
  .name = "DeleteObject",
  .input = &delete_object_input_shape,
  .output = &delete_object_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
  .method = "DELETE",
  .path = "/{Bucket}/{Key+}",
};

static const AwsMember list_objects_v2_input_members[] =
{
  BUCKET_MEMBER (AwsListObjectsV2Input),
  PARAMETER (AwsListObjectsV2Input, prefix, "prefix", STRING),
  PARAMETER (AwsListObjectsV2Input, delimiter, "delimiter", STRING),
  PARAMETER (AwsListObjectsV2Input, encoding_type, "encoding-type", STRING),
  PARAMETER (AwsListObjectsV2Input, max_keys, "max-keys", INTEGER),
  PARAMETER (AwsListObjectsV2Input, start_after, "start-after", STRING),
  PARAMETER (AwsListObjectsV2Input, continuation_token, "continuation-token", STRING),
  OWNER_MEMBER (AwsListObjectsV2Input),
};
static const AwsShape list_objects_v2_input_shape =
  AWS_SHAPE ("ListObjectsV2Input", AwsListObjectsV2Input, list_objects_v2_input_members);

static const AwsMember s3_object_members[] =
{
  AWS_MEMBER (AwsS3Object, key, "Key", STRING),
  AWS_MEMBER (AwsS3Object, last_modified, "LastModified", TIME),
  AWS_MEMBER (AwsS3Object, etag, "ETag", STRING),
  AWS_MEMBER (AwsS3Object, size, "Size", INTEGER),
  AWS_MEMBER (AwsS3Object, storage_class, "StorageClass", STRING),
};
static const AwsShape s3_object_shape = AWS_SHAPE ("S3Object", AwsS3Object, s3_object_members);

static const AwsMember common_prefix_members[] =
{
  AWS_MEMBER (AwsCommonPrefix, prefix, "Prefix", STRING),
};
static const AwsShape common_prefix_shape =
  AWS_SHAPE ("CommonPrefix", AwsCommonPrefix, common_prefix_members);

static const AwsMember list_objects_v2_output_members[] =
{
  AWS_MEMBER_FLAT_OF (AwsListObjectsV2Output, contents, "Contents", LIST, &s3_object_shape),
  AWS_MEMBER_FLAT_OF (AwsListObjectsV2Output, common_prefixes,
                      "CommonPrefixes", LIST, &common_prefix_shape),
  AWS_MEMBER (AwsListObjectsV2Output, is_truncated, "IsTruncated", BOOLEAN),
  AWS_MEMBER (AwsListObjectsV2Output, key_count, "KeyCount", INTEGER),
  AWS_MEMBER (AwsListObjectsV2Output, encoding_type, "EncodingType", STRING),
  AWS_MEMBER (AwsListObjectsV2Output, next_continuation_token, "NextContinuationToken", STRING),
};
static const AwsShape list_objects_v2_output_shape =
  AWS_SHAPE ("ListBucketResult", AwsListObjectsV2Output, list_objects_v2_output_members);

const AwsOperation AWS_S3_LIST_OBJECTS_V2 =
{
  .service = &AWS_S3,
  .name = "ListObjectsV2",
  .input = &list_objects_v2_input_shape,
  .output = &list_objects_v2_output_shape,
  .items = "Contents",
  .method = "GET",
  .path = "/{Bucket}?list-type=2",
  .input_token = "continuation-token",
  .output_token = "NextContinuationToken",
};

static const AwsMember get_bucket_location_input_members[] =
{
  BUCKET_MEMBER (AwsGetBucketLocationInput),
  OWNER_MEMBER (AwsGetBucketLocationInput),
};
static const AwsShape get_bucket_location_input_shape =
  AWS_SHAPE ("GetBucketLocationInput", AwsGetBucketLocationInput,
             get_bucket_location_input_members);

static const AwsMember get_bucket_location_output_members[] =
{
  AWS_MEMBER_FLAT (AwsGetBucketLocationOutput, location_constraint, "LocationConstraint", STRING),
};
static const AwsShape get_bucket_location_output_shape =
  AWS_SHAPE ("LocationConstraint", AwsGetBucketLocationOutput, get_bucket_location_output_members);

const AwsOperation AWS_S3_GET_BUCKET_LOCATION =
{
  .service = &AWS_S3,
  .name = "GetBucketLocation",
  .input = &get_bucket_location_input_shape,
  .output = &get_bucket_location_output_shape,
  .method = "GET",
  .path = "/{Bucket}?location",
};

static const AwsMember create_bucket_configuration_members[] =
{
  AWS_MEMBER (AwsCreateBucketConfiguration, location_constraint, "LocationConstraint", STRING),
};
static const AwsShape create_bucket_configuration_shape =
  AWS_SHAPE ("CreateBucketConfiguration", AwsCreateBucketConfiguration,
             create_bucket_configuration_members);

static const AwsMember create_bucket_input_members[] =
{
  BUCKET_MEMBER (AwsCreateBucketInput),
  AWS_MEMBER_OF_IN (PAYLOAD, AwsCreateBucketInput, configuration,
                    "CreateBucketConfiguration", STRUCTURE, &create_bucket_configuration_shape),
};
static const AwsShape create_bucket_input_shape =
  AWS_SHAPE ("CreateBucketInput", AwsCreateBucketInput, create_bucket_input_members);

static const AwsMember create_bucket_output_members[] =
{
  HEADER (AwsCreateBucketOutput, location, "Location", STRING),
};
static const AwsShape create_bucket_output_shape =
  AWS_SHAPE ("CreateBucketOutput", AwsCreateBucketOutput, create_bucket_output_members);

/* Not repeated when its answer is lost: whoever owns the bucket already is told BucketAlreadyOwnedByYou. */
const AwsOperation AWS_S3_CREATE_BUCKET =
{
  .service = &AWS_S3,
  .name = "CreateBucket",
  .input = &create_bucket_input_shape,
  .output = &create_bucket_output_shape,
  .mutating = TRUE,
  .method = "PUT",
  .path = "/{Bucket}",
};
