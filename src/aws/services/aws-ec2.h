/* aws-ec2.h: the EC2 structures and operations we use (API version 2016-11-15)
 *
 * Names follow the EC2 API reference. Lists are GPtrArray, NULL when absent. Here is what all of them
 * share; the headers that this one includes have a subject each.
 *
 * A request with dry_run never has an effect: it fails with DryRunOperation when it would have succeeded,
 * with UnauthorizedOperation when it is not allowed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-access.h"
#include "aws/services/aws-ec2-fleet.h"
#include "aws/services/aws-ec2-images.h"
#include "aws/services/aws-ec2-instances.h"
#include "aws/services/aws-ec2-interfaces.h"
#include "aws/services/aws-ec2-keys.h"
#include "aws/services/aws-ec2-launch.h"
#include "aws/services/aws-ec2-network.h"
#include "aws/services/aws-ec2-places.h"
#include "aws/services/aws-ec2-prices.h"
#include "aws/services/aws-ec2-requests.h"
#include "aws/services/aws-ec2-routes.h"
#include "aws/services/aws-ec2-templates.h"
#include "aws/services/aws-ec2-types.h"
#include "aws/services/aws-ec2-volumes.h"
#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *key; char *value; } AwsTag;
typedef struct { char *name; GPtrArray *values; } AwsFilter;            /* values: char * */
typedef struct { char *resource_type; GPtrArray *tags; } AwsTagSpecification;  /* tags: AwsTag */

AwsTag              *aws_tag_new               (const char *key,
                                                const char *value);
AwsFilter           *aws_filter_new            (const char *name,
                                                const char *first_value,
                                                ...) G_GNUC_NULL_TERMINATED;
AwsTagSpecification *aws_tag_specification_new (const char *resource_type,
                                                GPtrArray  *tags);     /* copied */
const char          *aws_tags_lookup           (GPtrArray  *tags,
                                                const char *key);
/* Arrays with the right free function for request members. */
GPtrArray           *aws_tag_array_new         (void);
GPtrArray           *aws_filter_array_new      (void);
GPtrArray           *aws_tag_specification_array_new (void);
GPtrArray           *aws_string_array_new      (const char *first,
                                                ...) G_GNUC_NULL_TERMINATED;
GPtrArray           *aws_string_array_copy     (const char * const *strings);

typedef struct { AwsBoolean success; } AwsReturnOutput;   /* calls that answer <return>true</return> */

extern const AwsService AWS_EC2;

G_END_DECLS
