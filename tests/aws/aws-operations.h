/* aws-operations.h: every operation there is, for tests that go through all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

extern const AwsOperation *const aws_operations[];   /* ends with NULL */

const AwsOperation *aws_operations_find (const char *service,
                                         const char *name);

G_END_DECLS
