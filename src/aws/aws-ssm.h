/* aws-ssm.h: Systems Manager parameters, where AWS and Canonical and Debian publish current image ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *name; } AwsGetParameterInput;
typedef struct { char *name; char *value; char *type; AwsInteger version; } AwsParameter;
typedef struct { AwsParameter *parameter; } AwsGetParameterOutput;

extern const AwsService AWS_SSM;
extern const AwsOperation AWS_SSM_GET_PARAMETER;

G_END_DECLS
