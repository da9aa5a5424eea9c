/* aws-operations.c: every operation there is, for tests that go through all of them
 *
 * test_requests_botocore.py checks that none is missing here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-operations.h"

#include <string.h>

#include "aws/aws-ec2.h"
#include "aws/aws-ssm.h"
#include "aws/aws-sts.h"

const AwsOperation *const aws_operations[] =
{
  &AWS_EC2_DESCRIBE_REGIONS,
  &AWS_EC2_DESCRIBE_AVAILABILITY_ZONES,
  &AWS_EC2_DESCRIBE_INSTANCE_TYPES,
  &AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS,
  &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY,
  &AWS_EC2_DESCRIBE_IMAGES,
  &AWS_EC2_CREATE_LAUNCH_TEMPLATE,
  &AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES,
  &AWS_EC2_DELETE_LAUNCH_TEMPLATE,
  &AWS_EC2_CREATE_FLEET,
  &AWS_EC2_DESCRIBE_FLEETS,
  &AWS_EC2_DELETE_FLEETS,
  &AWS_EC2_DESCRIBE_INSTANCES,
  &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS,
  &AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS,
  &AWS_EC2_TERMINATE_INSTANCES,
  &AWS_EC2_DESCRIBE_VPCS,
  &AWS_EC2_CREATE_VPC,
  &AWS_EC2_DELETE_VPC,
  &AWS_EC2_DESCRIBE_SUBNETS,
  &AWS_EC2_CREATE_SUBNET,
  &AWS_EC2_DELETE_SUBNET,
  &AWS_EC2_MODIFY_SUBNET_ATTRIBUTE,
  &AWS_EC2_DESCRIBE_INTERNET_GATEWAYS,
  &AWS_EC2_CREATE_INTERNET_GATEWAY,
  &AWS_EC2_ATTACH_INTERNET_GATEWAY,
  &AWS_EC2_DETACH_INTERNET_GATEWAY,
  &AWS_EC2_DELETE_INTERNET_GATEWAY,
  &AWS_EC2_DESCRIBE_ROUTE_TABLES,
  &AWS_EC2_CREATE_ROUTE,
  &AWS_EC2_DESCRIBE_SECURITY_GROUPS,
  &AWS_EC2_CREATE_SECURITY_GROUP,
  &AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS,
  &AWS_EC2_DELETE_SECURITY_GROUP,
  &AWS_EC2_DESCRIBE_KEY_PAIRS,
  &AWS_EC2_IMPORT_KEY_PAIR,
  &AWS_EC2_DELETE_KEY_PAIR,
  &AWS_EC2_CREATE_TAGS,
  &AWS_STS_GET_CALLER_IDENTITY,
  &AWS_SSM_GET_PARAMETER,
  NULL
};

const AwsOperation *
aws_operations_find (const char *service,
                     const char *name)
{
  for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
    if (strcmp ((*operation)->service->id, service) == 0 && strcmp ((*operation)->name, name) == 0)
      return *operation;

  return NULL;
}
