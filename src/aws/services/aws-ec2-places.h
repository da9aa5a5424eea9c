/* aws-ec2-places.h: EC2: regions, zones and what an account has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *region_name; char *endpoint; char *opt_in_status; } AwsRegion;

typedef struct
{
  GPtrArray *region_names;
  AwsBoolean all_regions;
  GPtrArray *filters;
  AwsBoolean dry_run;
} AwsDescribeRegionsInput;
typedef struct { GPtrArray *regions; } AwsDescribeRegionsOutput;

typedef struct
{
  char *zone_name;                   /* us-east-1a: differs between accounts */
  char *zone_id;                     /* use1-az4: the same for all */
  char *zone_type;                   /* availability-zone | local-zone | wavelength-zone */
  char *state;                       /* available | information | impaired | unavailable | constrained */
  char *opt_in_status;               /* opt-in-not-required | opted-in | not-opted-in */
  char *region_name;
  char *group_name;
  char *network_border_group;
  char *parent_zone_name;
} AwsAvailabilityZone;

typedef struct
{
  GPtrArray *filters;
  AwsBoolean all_availability_zones;
  GPtrArray *zone_names;
  GPtrArray *zone_ids;
  AwsBoolean dry_run;
} AwsDescribeAvailabilityZonesInput;
typedef struct { GPtrArray *availability_zones; } AwsDescribeAvailabilityZonesOutput;

typedef struct
{
  char *attribute_name;              /* supported-platforms, default-vpc, max-instances, … */
  GPtrArray *attribute_values;
} AwsAccountAttribute;

typedef struct { char *attribute_value; } AwsAccountAttributeValue;

typedef struct
{
  GPtrArray *attribute_names;
  AwsBoolean dry_run;
} AwsDescribeAccountAttributesInput;
typedef struct { GPtrArray *account_attributes; } AwsDescribeAccountAttributesOutput;

extern const AwsOperation AWS_EC2_DESCRIBE_REGIONS;  /* items: AwsRegion */
extern const AwsOperation AWS_EC2_DESCRIBE_AVAILABILITY_ZONES;  /* items: AwsAvailabilityZone */
extern const AwsOperation AWS_EC2_DESCRIBE_ACCOUNT_ATTRIBUTES;  /* items: AwsAccountAttribute */

G_END_DECLS
