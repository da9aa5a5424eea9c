/* flo-type-facts-private.h: how facts are read out of what AWS writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-types.h"
#include "market/flo-type-facts.h"

G_BEGIN_DECLS

/* The number in a family's name: 6 of "m6i.large", 2 of "u-3tb1.metal" is not one (NaN). */
double _flo_type_read_generation (const char                *type);
/* "Up to 12.5 Gigabit": 12.5; "4x 100 Gigabit": 400; NaN for words like "High". */
double _flo_type_read_network    (const char                *text);
void   _flo_type_facts_take_info (FloTypeFacts              *facts,
                                  const AwsInstanceTypeInfo *info);

G_END_DECLS
