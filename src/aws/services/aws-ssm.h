/* aws-ssm.h: Systems Manager parameters (API version 2014-11-06)
 *
 * AWS, Canonical and Debian publish the ids of their current images as parameters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *name; AwsBoolean with_decryption; } AwsGetParameterInput;
typedef struct
{
  char *name;
  char *value;
  char *type;
  AwsInteger version;
  AwsTime last_modified_date;
  char *arn;
  char *data_type;
} AwsParameter;
typedef struct { AwsParameter *parameter; } AwsGetParameterOutput;

typedef struct
{
  GPtrArray *names;   /* 10 at most */
  AwsBoolean with_decryption;
} AwsGetParametersInput;
typedef struct
{
  GPtrArray *parameters;           /* AwsParameter */
  GPtrArray *invalid_parameters;   /* names that do not exist */
} AwsGetParametersOutput;

typedef struct { char *key; char *option; GPtrArray *values; } AwsParameterFilter;
typedef struct
{
  char *path;
  AwsBoolean recursive;
  GPtrArray *parameter_filters;   /* AwsParameterFilter */
  AwsBoolean with_decryption;
  AwsInteger max_results;         /* 10 at most */
  char *next_token;
} AwsGetParametersByPathInput;
typedef struct
{
  GPtrArray *parameters;   /* AwsParameter */
  char *next_token;
} AwsGetParametersByPathOutput;

extern const AwsService AWS_SSM;
extern const AwsOperation AWS_SSM_GET_PARAMETER;
extern const AwsOperation AWS_SSM_GET_PARAMETERS;
extern const AwsOperation AWS_SSM_GET_PARAMETERS_BY_PATH;

G_END_DECLS
