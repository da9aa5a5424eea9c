/* aws-ec2-places.c: EC2: regions, zones and what an account has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-places.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_regions_input_members[] =
{
  AWS_MEMBER (AwsDescribeRegionsInput, region_names, "RegionName", STRING_LIST),
  AWS_MEMBER (AwsDescribeRegionsInput, all_regions, "AllRegions", BOOLEAN),
  AWS_MEMBER_OF (AwsDescribeRegionsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeRegionsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_regions_input_shape =
  AWS_SHAPE ("DescribeRegionsInput", AwsDescribeRegionsInput, describe_regions_input_members);

static const AwsMember region_members[] =
{
  AWS_MEMBER (AwsRegion, region_name, "regionName", STRING),
  AWS_MEMBER (AwsRegion, endpoint, "regionEndpoint", STRING),
  AWS_MEMBER (AwsRegion, opt_in_status, "optInStatus", STRING),
};
static const AwsShape region_shape = AWS_SHAPE ("Region", AwsRegion, region_members);

static const AwsMember describe_regions_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeRegionsOutput, regions, "regionInfo", LIST, &region_shape),
};
static const AwsShape describe_regions_output_shape =
  AWS_SHAPE ("DescribeRegionsOutput", AwsDescribeRegionsOutput, describe_regions_output_members);

const AwsOperation AWS_EC2_DESCRIBE_REGIONS =
{
  .service = &AWS_EC2,
  .name = "DescribeRegions",
  .input = &describe_regions_input_shape,
  .output = &describe_regions_output_shape,
  .items = "regionInfo",
};

static const AwsMember describe_availability_zones_input_members[] =
{
  AWS_MEMBER_OF (AwsDescribeAvailabilityZonesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeAvailabilityZonesInput, all_availability_zones,
              "AllAvailabilityZones", BOOLEAN),
  AWS_MEMBER (AwsDescribeAvailabilityZonesInput, zone_names, "ZoneName", STRING_LIST),
  AWS_MEMBER (AwsDescribeAvailabilityZonesInput, zone_ids, "ZoneId", STRING_LIST),
  AWS_MEMBER (AwsDescribeAvailabilityZonesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_availability_zones_input_shape =
  AWS_SHAPE ("DescribeAvailabilityZonesInput", AwsDescribeAvailabilityZonesInput,
             describe_availability_zones_input_members);

static const AwsMember availability_zone_members[] =
{
  AWS_MEMBER (AwsAvailabilityZone, zone_name, "zoneName", STRING),
  AWS_MEMBER (AwsAvailabilityZone, zone_id, "zoneId", STRING),
  AWS_MEMBER (AwsAvailabilityZone, zone_type, "zoneType", STRING),
  AWS_MEMBER (AwsAvailabilityZone, state, "zoneState", STRING),
  AWS_MEMBER (AwsAvailabilityZone, opt_in_status, "optInStatus", STRING),
  AWS_MEMBER (AwsAvailabilityZone, region_name, "regionName", STRING),
  AWS_MEMBER (AwsAvailabilityZone, group_name, "groupName", STRING),
  AWS_MEMBER (AwsAvailabilityZone, network_border_group, "networkBorderGroup", STRING),
  AWS_MEMBER (AwsAvailabilityZone, parent_zone_name, "parentZoneName", STRING),
};
static const AwsShape availability_zone_shape =
  AWS_SHAPE ("AvailabilityZone", AwsAvailabilityZone, availability_zone_members);

static const AwsMember describe_availability_zones_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeAvailabilityZonesOutput, availability_zones,
                 "availabilityZoneInfo", LIST, &availability_zone_shape),
};
static const AwsShape describe_availability_zones_output_shape =
  AWS_SHAPE ("DescribeAvailabilityZonesOutput", AwsDescribeAvailabilityZonesOutput,
             describe_availability_zones_output_members);

const AwsOperation AWS_EC2_DESCRIBE_AVAILABILITY_ZONES =
{
  .service = &AWS_EC2,
  .name = "DescribeAvailabilityZones",
  .input = &describe_availability_zones_input_shape,
  .output = &describe_availability_zones_output_shape,
  .items = "availabilityZoneInfo",
};

static const AwsMember describe_account_attributes_input_members[] =
{
  AWS_MEMBER (AwsDescribeAccountAttributesInput, attribute_names, "AttributeName", STRING_LIST),
  AWS_MEMBER (AwsDescribeAccountAttributesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_account_attributes_input_shape =
  AWS_SHAPE ("DescribeAccountAttributesInput", AwsDescribeAccountAttributesInput,
             describe_account_attributes_input_members);

static const AwsMember account_attribute_value_members[] =
{
  AWS_MEMBER (AwsAccountAttributeValue, attribute_value, "attributeValue", STRING),
};
static const AwsShape account_attribute_value_shape =
  AWS_SHAPE ("AccountAttributeValue", AwsAccountAttributeValue, account_attribute_value_members);

static const AwsMember account_attribute_members[] =
{
  AWS_MEMBER (AwsAccountAttribute, attribute_name, "attributeName", STRING),
  AWS_MEMBER_OF (AwsAccountAttribute, attribute_values,
                 "attributeValueSet", LIST, &account_attribute_value_shape),
};
static const AwsShape account_attribute_shape =
  AWS_SHAPE ("AccountAttribute", AwsAccountAttribute, account_attribute_members);

static const AwsMember describe_account_attributes_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeAccountAttributesOutput, account_attributes,
                 "accountAttributeSet", LIST, &account_attribute_shape),
};
static const AwsShape describe_account_attributes_output_shape =
  AWS_SHAPE ("DescribeAccountAttributesOutput", AwsDescribeAccountAttributesOutput,
             describe_account_attributes_output_members);

const AwsOperation AWS_EC2_DESCRIBE_ACCOUNT_ATTRIBUTES =
{
  .service = &AWS_EC2,
  .name = "DescribeAccountAttributes",
  .input = &describe_account_attributes_input_shape,
  .output = &describe_account_attributes_output_shape,
  .items = "accountAttributeSet",
};
