/* aws-operation.c: one call of an AWS API, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-operation"

#include "aws/wire/aws-operation.h"

const AwsShape aws_nothing_shape = { "Nothing", sizeof (AwsNothing), NULL, 0 };

/**
 * aws_operation_get_item_shape:
 * @operation: an operation that lists
 *
 * Returns: (transfer none) (nullable): the shape of the items that aws_client_list_async() hands out,
 *   for aws_shape_copy(); %NULL when @operation is no list
 */
const AwsShape *
aws_operation_get_item_shape (const AwsOperation *operation)
{
  const AwsMember *member;

  g_return_val_if_fail (operation != NULL, NULL);

  if (operation->items == NULL)
    return NULL;

  member = aws_shape_find_member (operation->output, operation->items);
  g_return_val_if_fail (member != NULL, NULL);

  return member->shape;
}

/**
 * aws_service_get_endpoint_prefix:
 * @service: a service
 *
 * Returns: (transfer none): what the name of its host begins with
 */
const char *
aws_service_get_endpoint_prefix (const AwsService *service)
{
  return service->endpoint_prefix != NULL ? service->endpoint_prefix : service->id;
}

/**
 * aws_service_get_signing_name:
 * @service: a service
 *
 * Returns: (transfer none): what it is called in a signature
 */
const char *
aws_service_get_signing_name (const AwsService *service)
{
  return service->signing_name != NULL ? service->signing_name : aws_service_get_endpoint_prefix (service);
}
