/* aws-operation.h: one call of an AWS API, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-shape.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_PROTOCOL_EC2,     /* EC2 Query: lists are flat, <xSet><item> */
  AWS_PROTOCOL_QUERY,   /* STS: lists are Name.member.N */
  AWS_PROTOCOL_JSON,    /* SSM, SQS, …: X-Amz-Target */
} AwsProtocol;

typedef struct
{
  const char *id;              /* endpoint prefix and SigV4 service name: "ec2", "sts", "ssm" */
  const char *version;         /* "2016-11-15" */
  AwsProtocol protocol;
  const char *target_prefix;   /* JSON only: "AmazonSSM" */
} AwsService;

/**
 * AwsOperation:
 * @service: the service it belongs to
 * @name: the Action, "DescribeInstances"
 * @input: (nullable): shape of the request structure
 * @output: shape of the answer; AwsReturnOutput where AWS answers nothing but success
 * @token: (nullable): name of the @input member that holds the idempotency token, e.g. "ClientToken";
 *   must be filled by the caller: an engine that crashes has to know which token it used
 * @items: (nullable): for lists, the @output member (by its wire name) whose items are handed out one by one
 *   while the answer streams in; pages are followed by NextToken / nextToken
 * @mutating: whether it has an effect (such calls are repeated only when that is safe)
 * @idempotent: whether a mutating call without a token does no more when it is carried out twice;
 *   of deletions that means: when an answer is lost the call is repeated, and may then fail with
 *   %AWS_ERROR_NOT_FOUND, which is what its caller wanted
 *
 * Adding an operation is adding its structures, their tables and one of these.
 */
typedef struct
{
  const AwsService *service;
  const char *name;
  const AwsShape *input;
  const AwsShape *output;
  const char *token;
  const char *items;
  gboolean mutating;
  gboolean idempotent;
} AwsOperation;

const AwsShape *aws_operation_get_item_shape (const AwsOperation *operation);

G_END_DECLS
