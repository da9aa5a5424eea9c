/* aws-endpoint-rules.h: the names of AWS's hosts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-partition.h"
#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* Kinds of hosts, as bits so that a rule can be for several. */
typedef enum
{
  AWS_HOST_PLAIN = 1 << 0,
  AWS_HOST_DUAL_STACK = 1 << 1,
  AWS_HOST_FIPS = 1 << 2,
  AWS_HOST_FIPS_DUAL_STACK = 1 << 3,
} AwsHostKind;

char *aws_endpoint_rules_dup_host           (const AwsService *service,
                                             const char       *region,
                                             AwsHostKind       kind);
char *aws_endpoint_rules_dup_signing_region (const AwsService *service,
                                             const char       *region,
                                             AwsHostKind       kind);

G_END_DECLS
