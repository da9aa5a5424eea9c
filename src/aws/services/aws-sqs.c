/* aws-sqs.c: Simple Queue Service: where notices wait for us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sqs"

#include "aws/services/aws-sqs.h"

const AwsService AWS_SQS =
{
  .id = "sqs",
  .sdk_id = "SQS",
  .version = "2012-11-05",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AmazonSQS",
  .json_version = "1.0",
};

static const AwsMember queue_attributes_members[] =
{
  AWS_MEMBER (AwsQueueAttributes, policy, "Policy", STRING),
  AWS_MEMBER (AwsQueueAttributes, visibility_timeout, "VisibilityTimeout", STRING),
  AWS_MEMBER (AwsQueueAttributes, message_retention_period, "MessageRetentionPeriod", STRING),
  AWS_MEMBER (AwsQueueAttributes, receive_message_wait_time_seconds,
              "ReceiveMessageWaitTimeSeconds", STRING),
  AWS_MEMBER (AwsQueueAttributes, maximum_message_size, "MaximumMessageSize", STRING),
  AWS_MEMBER (AwsQueueAttributes, delay_seconds, "DelaySeconds", STRING),
  AWS_MEMBER (AwsQueueAttributes, redrive_policy, "RedrivePolicy", STRING),
  AWS_MEMBER (AwsQueueAttributes, sqs_managed_sse_enabled, "SqsManagedSseEnabled", STRING),
  AWS_MEMBER (AwsQueueAttributes, kms_master_key_id, "KmsMasterKeyId", STRING),
  AWS_MEMBER (AwsQueueAttributes, queue_arn, "QueueArn", STRING),
  AWS_MEMBER (AwsQueueAttributes, created_timestamp, "CreatedTimestamp", STRING),
  AWS_MEMBER (AwsQueueAttributes, last_modified_timestamp, "LastModifiedTimestamp", STRING),
  AWS_MEMBER (AwsQueueAttributes, approximate_number_of_messages, "ApproximateNumberOfMessages",
              STRING),
  AWS_MEMBER (AwsQueueAttributes, approximate_number_of_messages_not_visible,
              "ApproximateNumberOfMessagesNotVisible", STRING),
  AWS_MEMBER (AwsQueueAttributes, approximate_number_of_messages_delayed,
              "ApproximateNumberOfMessagesDelayed", STRING),
};
static const AwsShape queue_attributes_shape =
  AWS_SHAPE ("QueueAttributes", AwsQueueAttributes, queue_attributes_members);

static const AwsMember create_queue_input_members[] =
{
  AWS_MEMBER (AwsCreateQueueInput, queue_name, "QueueName", STRING),
  AWS_MEMBER_OF (AwsCreateQueueInput, attributes, "Attributes", STRUCTURE, &queue_attributes_shape),
  AWS_MEMBER_OF (AwsCreateQueueInput, tags, "tags", LIST, &aws_map_entry_shape),
};
static const AwsShape create_queue_input_shape =
  AWS_SHAPE ("CreateQueueInput", AwsCreateQueueInput, create_queue_input_members);

static const AwsMember create_queue_output_members[] =
{
  AWS_MEMBER (AwsCreateQueueOutput, queue_url, "QueueUrl", STRING),
};
static const AwsShape create_queue_output_shape =
  AWS_SHAPE ("CreateQueueOutput", AwsCreateQueueOutput, create_queue_output_members);

const AwsOperation AWS_SQS_CREATE_QUEUE =
{
  .service = &AWS_SQS,
  .name = "CreateQueue",
  .input = &create_queue_input_shape,
  .output = &create_queue_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember get_queue_url_input_members[] =
{
  AWS_MEMBER (AwsGetQueueUrlInput, queue_name, "QueueName", STRING),
  AWS_MEMBER (AwsGetQueueUrlInput, queue_owner_aws_account_id, "QueueOwnerAWSAccountId", STRING),
};
static const AwsShape get_queue_url_input_shape =
  AWS_SHAPE ("GetQueueUrlInput", AwsGetQueueUrlInput, get_queue_url_input_members);

static const AwsMember get_queue_url_output_members[] =
{
  AWS_MEMBER (AwsGetQueueUrlOutput, queue_url, "QueueUrl", STRING),
};
static const AwsShape get_queue_url_output_shape =
  AWS_SHAPE ("GetQueueUrlOutput", AwsGetQueueUrlOutput, get_queue_url_output_members);

const AwsOperation AWS_SQS_GET_QUEUE_URL =
{
  .service = &AWS_SQS,
  .name = "GetQueueUrl",
  .input = &get_queue_url_input_shape,
  .output = &get_queue_url_output_shape,
};

static const AwsMember get_queue_attributes_input_members[] =
{
  AWS_MEMBER (AwsGetQueueAttributesInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER (AwsGetQueueAttributesInput, attribute_names, "AttributeNames", STRING_LIST),
};
static const AwsShape get_queue_attributes_input_shape =
  AWS_SHAPE ("GetQueueAttributesInput", AwsGetQueueAttributesInput,
             get_queue_attributes_input_members);

static const AwsMember get_queue_attributes_output_members[] =
{
  AWS_MEMBER_OF (AwsGetQueueAttributesOutput, attributes, "Attributes", STRUCTURE,
                 &queue_attributes_shape),
};
static const AwsShape get_queue_attributes_output_shape =
  AWS_SHAPE ("GetQueueAttributesOutput", AwsGetQueueAttributesOutput,
             get_queue_attributes_output_members);

const AwsOperation AWS_SQS_GET_QUEUE_ATTRIBUTES =
{
  .service = &AWS_SQS,
  .name = "GetQueueAttributes",
  .input = &get_queue_attributes_input_shape,
  .output = &get_queue_attributes_output_shape,
};

static const AwsMember set_queue_attributes_input_members[] =
{
  AWS_MEMBER (AwsSetQueueAttributesInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER_OF (AwsSetQueueAttributesInput, attributes, "Attributes", STRUCTURE,
                 &queue_attributes_shape),
};
static const AwsShape set_queue_attributes_input_shape =
  AWS_SHAPE ("SetQueueAttributesInput", AwsSetQueueAttributesInput,
             set_queue_attributes_input_members);

const AwsOperation AWS_SQS_SET_QUEUE_ATTRIBUTES =
{
  .service = &AWS_SQS,
  .name = "SetQueueAttributes",
  .input = &set_queue_attributes_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_queue_input_members[] =
{
  AWS_MEMBER (AwsDeleteQueueInput, queue_url, "QueueUrl", STRING),
};
static const AwsShape delete_queue_input_shape =
  AWS_SHAPE ("DeleteQueueInput", AwsDeleteQueueInput, delete_queue_input_members);

const AwsOperation AWS_SQS_DELETE_QUEUE =
{
  .service = &AWS_SQS,
  .name = "DeleteQueue",
  .input = &delete_queue_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember tag_queue_input_members[] =
{
  AWS_MEMBER (AwsTagQueueInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER_OF (AwsTagQueueInput, tags, "Tags", LIST, &aws_map_entry_shape),
};
static const AwsShape tag_queue_input_shape =
  AWS_SHAPE ("TagQueueInput", AwsTagQueueInput, tag_queue_input_members);

const AwsOperation AWS_SQS_TAG_QUEUE =
{
  .service = &AWS_SQS,
  .name = "TagQueue",
  .input = &tag_queue_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember list_queue_tags_input_members[] =
{
  AWS_MEMBER (AwsListQueueTagsInput, queue_url, "QueueUrl", STRING),
};
static const AwsShape list_queue_tags_input_shape =
  AWS_SHAPE ("ListQueueTagsInput", AwsListQueueTagsInput, list_queue_tags_input_members);

static const AwsMember list_queue_tags_output_members[] =
{
  AWS_MEMBER_OF (AwsListQueueTagsOutput, tags, "Tags", LIST, &aws_map_entry_shape),
};
static const AwsShape list_queue_tags_output_shape =
  AWS_SHAPE ("ListQueueTagsOutput", AwsListQueueTagsOutput, list_queue_tags_output_members);

const AwsOperation AWS_SQS_LIST_QUEUE_TAGS =
{
  .service = &AWS_SQS,
  .name = "ListQueueTags",
  .input = &list_queue_tags_input_shape,
  .output = &list_queue_tags_output_shape,
};

static const AwsMember list_queues_input_members[] =
{
  AWS_MEMBER (AwsListQueuesInput, queue_name_prefix, "QueueNamePrefix", STRING),
  AWS_MEMBER (AwsListQueuesInput, max_results, "MaxResults", INTEGER),
  AWS_MEMBER (AwsListQueuesInput, next_token, "NextToken", STRING),
};
static const AwsShape list_queues_input_shape =
  AWS_SHAPE ("ListQueuesInput", AwsListQueuesInput, list_queues_input_members);

static const AwsMember list_queues_output_members[] =
{
  AWS_MEMBER (AwsListQueuesOutput, queue_urls, "QueueUrls", STRING_LIST),
  AWS_MEMBER (AwsListQueuesOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_queues_output_shape =
  AWS_SHAPE ("ListQueuesOutput", AwsListQueuesOutput, list_queues_output_members);

const AwsOperation AWS_SQS_LIST_QUEUES =
{
  .service = &AWS_SQS,
  .name = "ListQueues",
  .input = &list_queues_input_shape,
  .output = &list_queues_output_shape,
};

static const AwsMember receive_message_input_members[] =
{
  AWS_MEMBER (AwsReceiveMessageInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER (AwsReceiveMessageInput, max_number_of_messages, "MaxNumberOfMessages", INTEGER),
  AWS_MEMBER (AwsReceiveMessageInput, wait_time_seconds, "WaitTimeSeconds", INTEGER),
  AWS_MEMBER (AwsReceiveMessageInput, visibility_timeout, "VisibilityTimeout", INTEGER),
  AWS_MEMBER (AwsReceiveMessageInput, message_system_attribute_names, "MessageSystemAttributeNames",
              STRING_LIST),
};
static const AwsShape receive_message_input_shape =
  AWS_SHAPE ("ReceiveMessageInput", AwsReceiveMessageInput, receive_message_input_members);

static const AwsMember queue_message_attributes_members[] =
{
  AWS_MEMBER (AwsQueueMessageAttributes, sent_timestamp, "SentTimestamp", STRING),
  AWS_MEMBER (AwsQueueMessageAttributes, approximate_receive_count, "ApproximateReceiveCount",
              STRING),
  AWS_MEMBER (AwsQueueMessageAttributes, approximate_first_receive_timestamp,
              "ApproximateFirstReceiveTimestamp", STRING),
  AWS_MEMBER (AwsQueueMessageAttributes, sender_id, "SenderId", STRING),
};
static const AwsShape queue_message_attributes_shape =
  AWS_SHAPE ("QueueMessageAttributes", AwsQueueMessageAttributes, queue_message_attributes_members);

static const AwsMember queue_message_members[] =
{
  AWS_MEMBER (AwsQueueMessage, message_id, "MessageId", STRING),
  AWS_MEMBER (AwsQueueMessage, receipt_handle, "ReceiptHandle", STRING),
  AWS_MEMBER (AwsQueueMessage, md5_of_body, "MD5OfBody", STRING),
  AWS_MEMBER (AwsQueueMessage, body, "Body", STRING),
  AWS_MEMBER_OF (AwsQueueMessage, attributes, "Attributes", STRUCTURE,
                 &queue_message_attributes_shape),
};
static const AwsShape queue_message_shape =
  AWS_SHAPE ("QueueMessage", AwsQueueMessage, queue_message_members);

static const AwsMember receive_message_output_members[] =
{
  AWS_MEMBER_OF (AwsReceiveMessageOutput, messages, "Messages", LIST, &queue_message_shape),
};
static const AwsShape receive_message_output_shape =
  AWS_SHAPE ("ReceiveMessageOutput", AwsReceiveMessageOutput, receive_message_output_members);

const AwsOperation AWS_SQS_RECEIVE_MESSAGE =
{
  .service = &AWS_SQS,
  .name = "ReceiveMessage",
  .input = &receive_message_input_shape,
  .output = &receive_message_output_shape,
};

static const AwsMember delete_message_input_members[] =
{
  AWS_MEMBER (AwsDeleteMessageInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER (AwsDeleteMessageInput, receipt_handle, "ReceiptHandle", STRING),
};
static const AwsShape delete_message_input_shape =
  AWS_SHAPE ("DeleteMessageInput", AwsDeleteMessageInput, delete_message_input_members);

const AwsOperation AWS_SQS_DELETE_MESSAGE =
{
  .service = &AWS_SQS,
  .name = "DeleteMessage",
  .input = &delete_message_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_message_batch_entry_members[] =
{
  AWS_MEMBER (AwsDeleteMessageBatchEntry, id, "Id", STRING),
  AWS_MEMBER (AwsDeleteMessageBatchEntry, receipt_handle, "ReceiptHandle", STRING),
};
static const AwsShape delete_message_batch_entry_shape =
  AWS_SHAPE ("DeleteMessageBatchEntry", AwsDeleteMessageBatchEntry,
             delete_message_batch_entry_members);

static const AwsMember delete_message_batch_input_members[] =
{
  AWS_MEMBER (AwsDeleteMessageBatchInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER_OF (AwsDeleteMessageBatchInput, entries, "Entries", LIST,
                 &delete_message_batch_entry_shape),
};
static const AwsShape delete_message_batch_input_shape =
  AWS_SHAPE ("DeleteMessageBatchInput", AwsDeleteMessageBatchInput,
             delete_message_batch_input_members);

static const AwsMember delete_message_batch_success_members[] =
{
  AWS_MEMBER (AwsDeleteMessageBatchSuccess, id, "Id", STRING),
};
static const AwsShape delete_message_batch_success_shape =
  AWS_SHAPE ("DeleteMessageBatchSuccess", AwsDeleteMessageBatchSuccess,
             delete_message_batch_success_members);

static const AwsMember delete_message_batch_failure_members[] =
{
  AWS_MEMBER (AwsDeleteMessageBatchFailure, id, "Id", STRING),
  AWS_MEMBER (AwsDeleteMessageBatchFailure, sender_fault, "SenderFault", BOOLEAN),
  AWS_MEMBER (AwsDeleteMessageBatchFailure, code, "Code", STRING),
  AWS_MEMBER (AwsDeleteMessageBatchFailure, message, "Message", STRING),
};
static const AwsShape delete_message_batch_failure_shape =
  AWS_SHAPE ("DeleteMessageBatchFailure", AwsDeleteMessageBatchFailure,
             delete_message_batch_failure_members);

static const AwsMember delete_message_batch_output_members[] =
{
  AWS_MEMBER_OF (AwsDeleteMessageBatchOutput, successful, "Successful", LIST,
                 &delete_message_batch_success_shape),
  AWS_MEMBER_OF (AwsDeleteMessageBatchOutput, failed, "Failed", LIST,
                 &delete_message_batch_failure_shape),
};
static const AwsShape delete_message_batch_output_shape =
  AWS_SHAPE ("DeleteMessageBatchOutput", AwsDeleteMessageBatchOutput,
             delete_message_batch_output_members);

const AwsOperation AWS_SQS_DELETE_MESSAGE_BATCH =
{
  .service = &AWS_SQS,
  .name = "DeleteMessageBatch",
  .input = &delete_message_batch_input_shape,
  .output = &delete_message_batch_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember change_message_visibility_input_members[] =
{
  AWS_MEMBER (AwsChangeMessageVisibilityInput, queue_url, "QueueUrl", STRING),
  AWS_MEMBER (AwsChangeMessageVisibilityInput, receipt_handle, "ReceiptHandle", STRING),
  AWS_MEMBER (AwsChangeMessageVisibilityInput, visibility_timeout, "VisibilityTimeout", INTEGER),
};
static const AwsShape change_message_visibility_input_shape =
  AWS_SHAPE ("ChangeMessageVisibilityInput", AwsChangeMessageVisibilityInput,
             change_message_visibility_input_members);

const AwsOperation AWS_SQS_CHANGE_MESSAGE_VISIBILITY =
{
  .service = &AWS_SQS,
  .name = "ChangeMessageVisibility",
  .input = &change_message_visibility_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
