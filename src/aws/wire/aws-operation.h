/* aws-operation.h: one call of an AWS API, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-shape.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_PROTOCOL_EC2,        /* EC2 Query: lists are flat, <xSet><item> */
  AWS_PROTOCOL_QUERY,      /* STS: lists are Name.member.N */
  AWS_PROTOCOL_JSON,       /* SSM, SQS, …: X-Amz-Target */
  AWS_PROTOCOL_REST_JSON,  /* IAM Identity Center: method and path, a body of JSON */
  AWS_PROTOCOL_REST_XML,   /* S3: method and path, a body of XML or of bytes */
} AwsProtocol;

/**
 * AwsService:
 * @id: what AWS's tools call it: "ec2", "cloudwatch", "sso-oidc"
 * @sdk_id: its name in AWS_ENDPOINT_URL_… and in "services" sections, in upper case with underscores:
 *   "CLOUDWATCH", "SSO_OIDC", "COST_EXPLORER"
 * @endpoint_prefix: (nullable): what its host begins with, "monitoring", "portal.sso"; %NULL: @id
 * @signing_name: (nullable): the service in a signature's scope; %NULL: @endpoint_prefix
 * @version: of the API, "2016-11-15"
 * @target_prefix: (nullable): JSON only, "AmazonSSM"
 * @json_version: (nullable): JSON only, "1.0"; %NULL: "1.1"
 * @xml_namespace: (nullable): REST with XML only, of the bodies of requests
 */
typedef struct
{
  const char *id;
  const char *sdk_id;
  const char *endpoint_prefix;
  const char *signing_name;
  const char *version;
  AwsProtocol protocol;
  const char *target_prefix;
  const char *json_version;
  const char *xml_namespace;
} AwsService;

/**
 * AwsOperation:
 * @service: the service it belongs to
 * @name: the Action, "DescribeInstances"
 * @input: (nullable): shape of the request structure
 * @output: shape of the answer; aws_nothing_shape where AWS says nothing but that it is done.
 *   REST with XML: its name is that of the document's element
 * @token: (nullable): name of the @input member that holds the idempotency token, e.g. "ClientToken";
 *   must be filled by the caller: an engine that crashes has to know which token it used
 * @items: (nullable): for lists, the @output member (by its wire name) whose items are handed out one by one
 *   while the answer streams in; pages are followed by NextToken / nextToken
 * @mutating: whether it has an effect (such calls are repeated only when that is safe)
 * @idempotent: whether a mutating call without a token does no more when it is carried out twice;
 *   of deletions that means: when an answer is lost the call is repeated, and may then fail with
 *   %AWS_ERROR_NOT_FOUND, which is what its caller wanted
 * @anonymous: whether it is called without credentials (signing in, federation); none are asked for then
 * @method: (nullable): REST only, "GET"; %NULL: POST
 * @path: (nullable): REST only, "/federation/credentials", "/{Bucket}/{Key+}"; a "+" keeps slashes
 * @input_token: (nullable): lists, the @input member that asks for a page; %NULL: NextToken
 * @output_token: (nullable): lists, the @output member that names the next one; %NULL: nextToken, NextToken
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
  gboolean anonymous;
  const char *method;
  const char *path;
  const char *input_token;
  const char *output_token;
} AwsOperation;

/* An answer without a member; its structure is freed like any other. */
typedef struct { gpointer nothing; } AwsNothing;
extern const AwsShape aws_nothing_shape;

const AwsShape *aws_operation_get_item_shape    (const AwsOperation *operation);

const char     *aws_service_get_endpoint_prefix (const AwsService   *service);
const char     *aws_service_get_signing_name    (const AwsService   *service);

G_END_DECLS
