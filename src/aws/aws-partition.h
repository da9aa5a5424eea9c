/* aws-partition.h: the groups of regions that share nothing with each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsPartition:
 * @id: "aws", "aws-cn", …: what its ARNs begin with after "arn:"
 * @region_prefix: what its regions' names begin with
 * @suffix: what its hosts' names end in
 * @dual_stack_suffix: the same for hosts that have IPv6 addresses too
 * @global_region: where its global services live and what their requests are signed for
 */
typedef struct
{
  const char *id;
  const char *region_prefix;
  const char *suffix;
  const char *dual_stack_suffix;
  const char *global_region;
} AwsPartition;

const AwsPartition *aws_partition_find (const char *region);

G_END_DECLS
