/* aws-sts.h: the Security Token Service (API version 2011-06-15)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *account; char *arn; char *user_id; } AwsGetCallerIdentityOutput;

extern const AwsService AWS_STS;
extern const AwsOperation AWS_STS_GET_CALLER_IDENTITY;   /* no input */

G_END_DECLS
