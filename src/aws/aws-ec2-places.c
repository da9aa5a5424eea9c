/* aws-ec2-places.c: EC2: regions, zones, instance types, prices and images
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/aws-ec2.h"

#include "aws/aws-ec2-shared.h"

static const AwsMember describe_regions_input_members[] =
{
  AWS_MEMBER (AwsDescribeRegionsInput, region_names, "RegionName", STRING_LIST),
  AWS_MEMBER (AwsDescribeRegionsInput, all_regions, "AllRegions", BOOLEAN),
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

static const AwsMember describe_instance_types_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceTypesInput, instance_types, "InstanceType", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInstanceTypesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInstanceTypesInput),
};
static const AwsShape describe_instance_types_input_shape =
  AWS_SHAPE ("DescribeInstanceTypesInput", AwsDescribeInstanceTypesInput,
             describe_instance_types_input_members);

static const AwsMember gpu_device_members[] =
{
  AWS_MEMBER (AwsGpuDevice, name, "name", STRING),
  AWS_MEMBER (AwsGpuDevice, count, "count", INTEGER),
  AWS_MEMBER (AwsGpuDevice, manufacturer, "manufacturer", STRING),
  AWS_MEMBER (AwsGpuDevice, memory_mib, "memoryInfo/sizeInMiB", INTEGER),
};
static const AwsShape gpu_device_shape = AWS_SHAPE ("GpuDevice", AwsGpuDevice, gpu_device_members);

static const AwsMember instance_type_info_members[] =
{
  AWS_MEMBER (AwsInstanceTypeInfo, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, current_generation, "currentGeneration", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, burstable, "burstablePerformanceSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, bare_metal, "bareMetal", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, hypervisor, "hypervisor", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_usage_classes, "supportedUsageClasses", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_architectures,
              "processorInfo/supportedArchitectures", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, default_vcpus, "vCpuInfo/defaultVCpus", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, memory_mib, "memoryInfo/sizeInMiB", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, instance_storage_gb,
              "instanceStorageInfo/totalSizeInGB", INTEGER),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, gpus, "gpuInfo/gpus", LIST, &gpu_device_shape),
};
static const AwsShape instance_type_info_shape =
  AWS_SHAPE ("InstanceTypeInfo", AwsInstanceTypeInfo, instance_type_info_members);

static const AwsMember describe_instance_types_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInstanceTypesOutput, instance_types,
                 "instanceTypeSet", LIST, &instance_type_info_shape),
  AWS_MEMBER (AwsDescribeInstanceTypesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_instance_types_output_shape =
  AWS_SHAPE ("DescribeInstanceTypesOutput", AwsDescribeInstanceTypesOutput,
             describe_instance_types_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPES =
{
  .service = &AWS_EC2,
  .name = "DescribeInstanceTypes",
  .input = &describe_instance_types_input_shape,
  .output = &describe_instance_types_output_shape,
  .items = "instanceTypeSet",
};

static const AwsMember describe_instance_type_offerings_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceTypeOfferingsInput, location_type, "LocationType", STRING),
  AWS_MEMBER_OF (AwsDescribeInstanceTypeOfferingsInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInstanceTypeOfferingsInput),
};
static const AwsShape describe_instance_type_offerings_input_shape =
  AWS_SHAPE ("DescribeInstanceTypeOfferingsInput", AwsDescribeInstanceTypeOfferingsInput,
             describe_instance_type_offerings_input_members);

static const AwsMember instance_type_offering_members[] =
{
  AWS_MEMBER (AwsInstanceTypeOffering, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsInstanceTypeOffering, location_type, "locationType", STRING),
  AWS_MEMBER (AwsInstanceTypeOffering, location, "location", STRING),
};
static const AwsShape instance_type_offering_shape =
  AWS_SHAPE ("InstanceTypeOffering", AwsInstanceTypeOffering, instance_type_offering_members);

static const AwsMember describe_instance_type_offerings_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeInstanceTypeOfferingsOutput, instance_type_offerings,
                 "instanceTypeOfferingSet", LIST, &instance_type_offering_shape),
  AWS_MEMBER (AwsDescribeInstanceTypeOfferingsOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_instance_type_offerings_output_shape =
  AWS_SHAPE ("DescribeInstanceTypeOfferingsOutput", AwsDescribeInstanceTypeOfferingsOutput,
             describe_instance_type_offerings_output_members);

const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS =
{
  .service = &AWS_EC2,
  .name = "DescribeInstanceTypeOfferings",
  .input = &describe_instance_type_offerings_input_shape,
  .output = &describe_instance_type_offerings_output_shape,
  .items = "instanceTypeOfferingSet",
};

static const AwsMember describe_spot_price_history_input_members[] =
{
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, instance_types, "InstanceType", STRING_LIST),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, product_descriptions,
              "ProductDescription", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeSpotPriceHistoryInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, availability_zone, "AvailabilityZone", STRING),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, start_time, "StartTime", TIME),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryInput, end_time, "EndTime", TIME),
  AWS_PAGE_MEMBERS (AwsDescribeSpotPriceHistoryInput),
};
static const AwsShape describe_spot_price_history_input_shape =
  AWS_SHAPE ("DescribeSpotPriceHistoryInput", AwsDescribeSpotPriceHistoryInput,
             describe_spot_price_history_input_members);

static const AwsMember spot_price_members[] =
{
  AWS_MEMBER (AwsSpotPrice, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsSpotPrice, product_description, "productDescription", STRING),
  AWS_MEMBER (AwsSpotPrice, spot_price, "spotPrice", STRING),
  AWS_MEMBER (AwsSpotPrice, timestamp, "timestamp", TIME),
  AWS_MEMBER (AwsSpotPrice, availability_zone, "availabilityZone", STRING),
  AWS_MEMBER (AwsSpotPrice, availability_zone_id, "availabilityZoneId", STRING),
};
static const AwsShape spot_price_shape = AWS_SHAPE ("SpotPrice", AwsSpotPrice, spot_price_members);

static const AwsMember describe_spot_price_history_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeSpotPriceHistoryOutput, spot_price_history,
                 "spotPriceHistorySet", LIST, &spot_price_shape),
  AWS_MEMBER (AwsDescribeSpotPriceHistoryOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_spot_price_history_output_shape =
  AWS_SHAPE ("DescribeSpotPriceHistoryOutput", AwsDescribeSpotPriceHistoryOutput,
             describe_spot_price_history_output_members);

const AwsOperation AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY =
{
  .service = &AWS_EC2,
  .name = "DescribeSpotPriceHistory",
  .input = &describe_spot_price_history_input_shape,
  .output = &describe_spot_price_history_output_shape,
  .items = "spotPriceHistorySet",
};

static const AwsMember describe_images_input_members[] =
{
  AWS_MEMBER (AwsDescribeImagesInput, image_ids, "ImageId", STRING_LIST),
  AWS_MEMBER (AwsDescribeImagesInput, owners, "Owner", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeImagesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeImagesInput),
};
static const AwsShape describe_images_input_shape =
  AWS_SHAPE ("DescribeImagesInput", AwsDescribeImagesInput, describe_images_input_members);

static const AwsMember image_members[] =
{
  AWS_MEMBER (AwsImage, image_id, "imageId", STRING),
  AWS_MEMBER (AwsImage, name, "name", STRING),
  AWS_MEMBER (AwsImage, description, "description", STRING),
  AWS_MEMBER (AwsImage, owner_id, "imageOwnerId", STRING),
  AWS_MEMBER (AwsImage, architecture, "architecture", STRING),
  AWS_MEMBER (AwsImage, state, "imageState", STRING),
  AWS_MEMBER (AwsImage, creation_date, "creationDate", STRING),
  AWS_MEMBER (AwsImage, root_device_name, "rootDeviceName", STRING),
};
static const AwsShape image_shape = AWS_SHAPE ("Image", AwsImage, image_members);

static const AwsMember describe_images_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeImagesOutput, images, "imagesSet", LIST, &image_shape),
  AWS_MEMBER (AwsDescribeImagesOutput, next_token, "nextToken", STRING),
};
static const AwsShape describe_images_output_shape =
  AWS_SHAPE ("DescribeImagesOutput", AwsDescribeImagesOutput, describe_images_output_members);

const AwsOperation AWS_EC2_DESCRIBE_IMAGES =
{
  .service = &AWS_EC2,
  .name = "DescribeImages",
  .input = &describe_images_input_shape,
  .output = &describe_images_output_shape,
  .items = "imagesSet",
};
