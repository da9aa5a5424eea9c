/* aws-partition.c: the groups of regions that share nothing with each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-endpoint"

#include "aws/aws-partition.h"

/* The commercial partition comes last: every other region is taken for one of its own. */
static const AwsPartition partitions[] =
{
  { "aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1" },
  { "aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1" },
  { "aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1" },
  { "aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1" },
  { "aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1" },
  { "aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1" },
  { "aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1" },
  { "aws", "", "amazonaws.com", "api.aws", "us-east-1" },
};

/**
 * aws_partition_find:
 * @region: a region's name
 *
 * Returns: (transfer none): the partition that @region belongs to
 */
const AwsPartition *
aws_partition_find (const char *region)
{
  const AwsPartition *partition = partitions;

  g_return_val_if_fail (region != NULL, NULL);

  while (!g_str_has_prefix (region, partition->region_prefix))
    partition++;

  return partition;
}
