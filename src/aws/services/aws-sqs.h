/* aws-sqs.h: Simple Queue Service: where notices wait for us (API version 2012-11-05)
 *
 * Attributes of queues and messages are a map of texts to AWS; those we know are members here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *policy;   /* JSON: who may send, e.g. events.amazonaws.com */
  char *visibility_timeout;   /* seconds */
  char *message_retention_period;   /* seconds */
  char *receive_message_wait_time_seconds;
  char *maximum_message_size;   /* bytes */
  char *delay_seconds;
  char *redrive_policy;   /* JSON */
  char *sqs_managed_sse_enabled;   /* true | false */
  char *kms_master_key_id;
  char *queue_arn;   /* from here on: in answers only */
  char *created_timestamp;   /* Unix seconds */
  char *last_modified_timestamp;   /* Unix seconds */
  char *approximate_number_of_messages;
  char *approximate_number_of_messages_not_visible;
  char *approximate_number_of_messages_delayed;
} AwsQueueAttributes;

typedef struct
{
  char *queue_name;
  AwsQueueAttributes *attributes;
  GPtrArray *tags;   /* AwsMapEntry */
} AwsCreateQueueInput;
typedef struct { char *queue_url; } AwsCreateQueueOutput;

typedef struct
{
  char *queue_name;
  char *queue_owner_aws_account_id;
} AwsGetQueueUrlInput;
typedef struct { char *queue_url; } AwsGetQueueUrlOutput;

typedef struct
{
  char *queue_url;
  GPtrArray *attribute_names;   /* "All", or names */
} AwsGetQueueAttributesInput;
typedef struct { AwsQueueAttributes *attributes; } AwsGetQueueAttributesOutput;

typedef struct
{
  char *queue_url;
  AwsQueueAttributes *attributes;
} AwsSetQueueAttributesInput;
typedef struct { char *queue_url; } AwsDeleteQueueInput;

typedef struct
{
  char *queue_url;
  GPtrArray *tags;   /* AwsMapEntry */
} AwsTagQueueInput;
typedef struct { char *queue_url; } AwsListQueueTagsInput;
typedef struct { GPtrArray *tags; } AwsListQueueTagsOutput;   /* AwsMapEntry */

typedef struct
{
  char *queue_name_prefix;
  AwsInteger max_results;   /* without it no page has a next one */
  char *next_token;
} AwsListQueuesInput;

typedef struct
{
  GPtrArray *queue_urls;
  char *next_token;
} AwsListQueuesOutput;

typedef struct
{
  char *queue_url;
  AwsInteger max_number_of_messages;   /* 10 at most */
  AwsInteger wait_time_seconds;   /* 20 at most; 0 = does not wait, and may miss some */
  AwsInteger visibility_timeout;   /* seconds until others may receive it */
  GPtrArray *message_system_attribute_names;
} AwsReceiveMessageInput;

typedef struct
{
  char *sent_timestamp;   /* milliseconds since 1970 */
  char *approximate_receive_count;
  char *approximate_first_receive_timestamp;   /* milliseconds since 1970 */
  char *sender_id;
} AwsQueueMessageAttributes;

typedef struct
{
  char *message_id;
  char *receipt_handle;   /* what deletes it; another one each time */
  char *md5_of_body;
  char *body;
  AwsQueueMessageAttributes *attributes;
} AwsQueueMessage;
typedef struct { GPtrArray *messages; } AwsReceiveMessageOutput;

typedef struct
{
  char *queue_url;
  char *receipt_handle;
} AwsDeleteMessageInput;

typedef struct
{
  char *id;   /* tells the answers apart */
  char *receipt_handle;
} AwsDeleteMessageBatchEntry;

typedef struct
{
  char *queue_url;
  GPtrArray *entries;   /* 10 at most */
} AwsDeleteMessageBatchInput;
typedef struct { char *id; } AwsDeleteMessageBatchSuccess;

typedef struct
{
  char *id;
  AwsBoolean sender_fault;
  char *code;
  char *message;
} AwsDeleteMessageBatchFailure;

typedef struct
{
  GPtrArray *successful;
  GPtrArray *failed;
} AwsDeleteMessageBatchOutput;

typedef struct
{
  char *queue_url;
  char *receipt_handle;
  AwsInteger visibility_timeout;   /* seconds from now, 0 = at once */
} AwsChangeMessageVisibilityInput;

extern const AwsService AWS_SQS;
extern const AwsOperation AWS_SQS_CREATE_QUEUE;
extern const AwsOperation AWS_SQS_GET_QUEUE_URL;
extern const AwsOperation AWS_SQS_GET_QUEUE_ATTRIBUTES;
extern const AwsOperation AWS_SQS_SET_QUEUE_ATTRIBUTES;
extern const AwsOperation AWS_SQS_DELETE_QUEUE;
extern const AwsOperation AWS_SQS_TAG_QUEUE;
extern const AwsOperation AWS_SQS_LIST_QUEUE_TAGS;
extern const AwsOperation AWS_SQS_LIST_QUEUES;
extern const AwsOperation AWS_SQS_RECEIVE_MESSAGE;   /* hides what it gives for a while, no harm */
extern const AwsOperation AWS_SQS_DELETE_MESSAGE;
extern const AwsOperation AWS_SQS_DELETE_MESSAGE_BATCH;   /* some may fail: read failed */
extern const AwsOperation AWS_SQS_CHANGE_MESSAGE_VISIBILITY;

G_END_DECLS
