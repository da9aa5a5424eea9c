/* aws-ec2.h: the EC2 structures and operations we use (API version 2016-11-15)
 *
 * Names follow the EC2 API reference. Lists are GPtrArray, NULL when absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-operation.h"

G_BEGIN_DECLS

/* ---- shared ---- */

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

/* ---- where: regions, zones, types ---- */

typedef struct { GPtrArray *region_names; AwsBoolean all_regions; } AwsDescribeRegionsInput;
typedef struct { char *region_name; char *endpoint; char *opt_in_status; } AwsRegion;
typedef struct { GPtrArray *regions; } AwsDescribeRegionsOutput;

typedef struct { GPtrArray *filters; AwsBoolean all_availability_zones; } AwsDescribeAvailabilityZonesInput;
typedef struct
{
  char *zone_name;       /* us-east-1a: differs between accounts */
  char *zone_id;         /* use1-az4: the same for all */
  char *zone_type;       /* availability-zone | local-zone | wavelength-zone */
  char *state;           /* available | information | impaired | unavailable | constrained */
  char *opt_in_status;   /* opt-in-not-required | opted-in | not-opted-in */
  char *region_name;
} AwsAvailabilityZone;
typedef struct { GPtrArray *availability_zones; } AwsDescribeAvailabilityZonesOutput;

typedef struct { GPtrArray *instance_types; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeInstanceTypesInput;
typedef struct { char *name; AwsInteger count; char *manufacturer; AwsInteger memory_mib; } AwsGpuDevice;
typedef struct
{
  char *instance_type;
  AwsBoolean current_generation;
  AwsBoolean burstable;
  AwsBoolean bare_metal;
  char *hypervisor;
  GPtrArray *supported_usage_classes;   /* "spot", "on-demand" */
  GPtrArray *supported_architectures;   /* "x86_64", "arm64" (ProcessorInfo) */
  AwsInteger default_vcpus;
  AwsInteger memory_mib;
  AwsInteger instance_storage_gb;
  GPtrArray *gpus;                      /* AwsGpuDevice */
} AwsInstanceTypeInfo;
typedef struct { GPtrArray *instance_types; char *next_token; } AwsDescribeInstanceTypesOutput;

typedef struct { char *location_type; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeInstanceTypeOfferingsInput;
typedef struct { char *instance_type; char *location_type; char *location; } AwsInstanceTypeOffering;
typedef struct { GPtrArray *instance_type_offerings; char *next_token; } AwsDescribeInstanceTypeOfferingsOutput;

/* ---- prices ---- */

typedef struct
{
  GPtrArray *instance_types;        /* char * */
  GPtrArray *product_descriptions;  /* "Linux/UNIX" */
  GPtrArray *filters;
  char *availability_zone;
  AwsTime start_time;
  AwsTime end_time;
  AwsInteger max_results;
  char *next_token;
} AwsDescribeSpotPriceHistoryInput;
typedef struct
{
  char *instance_type;
  char *product_description;
  char *spot_price;                 /* USD an hour, as AWS writes it: "0.031200" */
  char *availability_zone;
  char *availability_zone_id;
  AwsTime timestamp;                /* the price holds from here to the next record of its pool */
} AwsSpotPrice;
typedef struct { GPtrArray *spot_price_history; char *next_token; } AwsDescribeSpotPriceHistoryOutput;

/* ---- images ---- */

typedef struct { GPtrArray *image_ids; GPtrArray *owners; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeImagesInput;
typedef struct { char *image_id; char *name; char *description; char *owner_id; char *architecture; char *state; char *creation_date; char *root_device_name; } AwsImage;
typedef struct { GPtrArray *images; char *next_token; } AwsDescribeImagesOutput;

/* ---- launch templates and fleets ---- */

typedef struct { AwsInteger volume_size; char *volume_type; AwsBoolean encrypted; AwsBoolean delete_on_termination; AwsInteger iops; AwsInteger throughput; } AwsEbsBlockDevice;
typedef struct { char *device_name; AwsEbsBlockDevice *ebs; } AwsBlockDeviceMapping;
typedef struct { char *http_tokens; char *http_endpoint; AwsInteger http_put_response_hop_limit; } AwsMetadataOptions;
typedef struct { char *max_price; char *spot_instance_type; char *instance_interruption_behavior; } AwsSpotMarketOptions;
typedef struct { char *market_type; AwsSpotMarketOptions *spot_options; } AwsInstanceMarketOptions;
typedef struct
{
  char *image_id;
  char *instance_type;
  char *key_name;
  char *user_data;                  /* base64 */
  GPtrArray *security_group_ids;    /* char * */
  GPtrArray *block_device_mappings; /* AwsBlockDeviceMapping */
  GPtrArray *tag_specifications;    /* AwsTagSpecification: instance, volume, … */
  AwsMetadataOptions *metadata_options;
  AwsInstanceMarketOptions *instance_market_options;
} AwsRequestLaunchTemplateData;
typedef struct { char *client_token; char *launch_template_name; char *version_description; AwsRequestLaunchTemplateData *launch_template_data; GPtrArray *tag_specifications; } AwsCreateLaunchTemplateInput;
typedef struct { char *launch_template_id; char *launch_template_name; AwsTime create_time; AwsInteger default_version_number; AwsInteger latest_version_number; GPtrArray *tags; } AwsLaunchTemplate;
typedef struct { AwsLaunchTemplate *launch_template; } AwsCreateLaunchTemplateOutput;
typedef struct { GPtrArray *launch_template_ids; GPtrArray *launch_template_names; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeLaunchTemplatesInput;
typedef struct { GPtrArray *launch_templates; char *next_token; } AwsDescribeLaunchTemplatesOutput;
typedef struct { char *launch_template_id; } AwsDeleteLaunchTemplateInput;
typedef struct { AwsLaunchTemplate *launch_template; } AwsDeleteLaunchTemplateOutput;

typedef struct { char *launch_template_id; char *launch_template_name; char *version; } AwsFleetLaunchTemplateSpecification;
typedef struct { char *instance_type; char *availability_zone; char *subnet_id; char *max_price; AwsDouble weighted_capacity; AwsDouble priority; } AwsFleetLaunchTemplateOverrides;
typedef struct { AwsFleetLaunchTemplateSpecification *specification; GPtrArray *overrides; } AwsFleetLaunchTemplateConfig;
typedef struct { char *allocation_strategy; char *instance_interruption_behavior; AwsInteger min_target_capacity; AwsBoolean single_instance_type; AwsBoolean single_availability_zone; char *max_total_price; } AwsSpotOptions;
typedef struct { char *allocation_strategy; AwsInteger min_target_capacity; char *max_total_price; } AwsOnDemandOptions;
typedef struct { AwsInteger total_target_capacity; AwsInteger on_demand_target_capacity; AwsInteger spot_target_capacity; char *default_target_capacity_type; } AwsTargetCapacitySpecification;
typedef struct
{
  char *client_token;
  char *type;                       /* instant */
  GPtrArray *launch_template_configs;
  AwsSpotOptions *spot_options;
  AwsOnDemandOptions *on_demand_options;
  AwsTargetCapacitySpecification *target_capacity;
  GPtrArray *tag_specifications;
} AwsCreateFleetInput;
typedef struct { char *instance_type; char *availability_zone; char *subnet_id; char *lifecycle; char *error_code; char *error_message; } AwsCreateFleetError;
typedef struct { char *instance_type; char *availability_zone; char *subnet_id; char *lifecycle; GPtrArray *instance_ids; } AwsCreateFleetInstance;
/* An instant fleet may answer with errors and instances at once: look at the instances first. */
typedef struct { char *fleet_id; GPtrArray *errors; GPtrArray *instances; } AwsCreateFleetOutput;
typedef struct { GPtrArray *fleet_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeFleetsInput;
typedef struct { char *fleet_id; char *fleet_state; char *type; char *client_token; AwsTime create_time; GPtrArray *tags; } AwsFleetData;
typedef struct { GPtrArray *fleets; char *next_token; } AwsDescribeFleetsOutput;
typedef struct { GPtrArray *fleet_ids; AwsBoolean terminate_instances; } AwsDeleteFleetsInput;
typedef struct { char *fleet_id; char *current_fleet_state; } AwsDeleteFleetSuccess;
typedef struct { char *fleet_id; char *error_code; char *error_message; } AwsDeleteFleetError;
typedef struct { GPtrArray *successful; GPtrArray *unsuccessful; } AwsDeleteFleetsOutput;

/* ---- instances and spot requests ---- */

typedef struct { GPtrArray *instance_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeInstancesInput;
typedef struct { char *code; char *message; } AwsStateReason;
typedef struct
{
  char *instance_id;
  char *image_id;
  char *instance_type;
  char *state;                      /* pending running shutting-down terminated stopping stopped */
  AwsInteger state_code;
  char *availability_zone;
  char *instance_lifecycle;         /* "spot"; NULL = on-demand */
  char *spot_instance_request_id;
  char *private_ip_address;
  char *public_ip_address;
  char *public_dns_name;
  char *key_name;
  char *subnet_id;
  char *vpc_id;
  char *architecture;
  AwsTime launch_time;
  char *state_transition_reason;
  AwsStateReason *state_reason;
  GPtrArray *tags;
} AwsInstance;
typedef struct { char *reservation_id; GPtrArray *instances; } AwsReservation;
typedef struct { GPtrArray *reservations; char *next_token; } AwsDescribeInstancesOutput;

typedef struct { GPtrArray *spot_instance_request_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeSpotInstanceRequestsInput;
typedef struct
{
  char *spot_instance_request_id;
  char *instance_id;
  char *state;                      /* open active closed cancelled failed disabled */
  char *status_code;                /* fulfilled, marked-for-termination, … (protocol: 27 codes) */
  char *status_message;
  AwsTime status_update_time;
  AwsTime create_time;
  char *type;                       /* one-time | persistent */
  char *spot_price;
  char *launched_availability_zone;
  GPtrArray *tags;
} AwsSpotInstanceRequest;
typedef struct { GPtrArray *spot_instance_requests; char *next_token; } AwsDescribeSpotInstanceRequestsOutput;
typedef struct { GPtrArray *spot_instance_request_ids; } AwsCancelSpotInstanceRequestsInput;
typedef struct { char *spot_instance_request_id; char *state; } AwsCancelledSpotInstanceRequest;
typedef struct { GPtrArray *cancelled; } AwsCancelSpotInstanceRequestsOutput;

typedef struct { GPtrArray *instance_ids; } AwsTerminateInstancesInput;
typedef struct { char *instance_id; char *current_state; char *previous_state; } AwsInstanceStateChange;
typedef struct { GPtrArray *terminating_instances; } AwsTerminateInstancesOutput;

/* ---- network ---- */

typedef struct { GPtrArray *vpc_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeVpcsInput;
typedef struct { char *vpc_id; char *cidr_block; char *state; AwsBoolean is_default; GPtrArray *tags; } AwsVpc;
typedef struct { GPtrArray *vpcs; char *next_token; } AwsDescribeVpcsOutput;
typedef struct { char *cidr_block; GPtrArray *tag_specifications; } AwsCreateVpcInput;
typedef struct { AwsVpc *vpc; } AwsCreateVpcOutput;
typedef struct { char *vpc_id; } AwsDeleteVpcInput;

typedef struct { GPtrArray *subnet_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeSubnetsInput;
typedef struct { char *subnet_id; char *vpc_id; char *availability_zone; char *availability_zone_id; char *cidr_block; char *state; AwsBoolean default_for_az; AwsBoolean map_public_ip_on_launch; AwsInteger available_ip_address_count; GPtrArray *tags; } AwsSubnet;
typedef struct { GPtrArray *subnets; char *next_token; } AwsDescribeSubnetsOutput;
typedef struct { char *vpc_id; char *cidr_block; char *availability_zone; GPtrArray *tag_specifications; } AwsCreateSubnetInput;
typedef struct { AwsSubnet *subnet; } AwsCreateSubnetOutput;
typedef struct { char *subnet_id; } AwsDeleteSubnetInput;
typedef struct { char *subnet_id; AwsBoolean map_public_ip_on_launch; } AwsModifySubnetAttributeInput;

typedef struct { GPtrArray *internet_gateway_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeInternetGatewaysInput;
typedef struct { char *vpc_id; char *state; } AwsInternetGatewayAttachment;
typedef struct { char *internet_gateway_id; GPtrArray *attachments; GPtrArray *tags; } AwsInternetGateway;
typedef struct { GPtrArray *internet_gateways; char *next_token; } AwsDescribeInternetGatewaysOutput;
typedef struct { GPtrArray *tag_specifications; } AwsCreateInternetGatewayInput;
typedef struct { AwsInternetGateway *internet_gateway; } AwsCreateInternetGatewayOutput;
typedef struct { char *internet_gateway_id; char *vpc_id; } AwsAttachInternetGatewayInput;  /* also Detach */
typedef struct { char *internet_gateway_id; } AwsDeleteInternetGatewayInput;

typedef struct { GPtrArray *route_table_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeRouteTablesInput;
typedef struct { char *destination_cidr_block; char *gateway_id; char *state; } AwsRoute;
typedef struct { char *route_table_id; char *vpc_id; GPtrArray *routes; GPtrArray *tags; } AwsRouteTable;
typedef struct { GPtrArray *route_tables; char *next_token; } AwsDescribeRouteTablesOutput;
typedef struct { char *route_table_id; char *destination_cidr_block; char *gateway_id; } AwsCreateRouteInput;
typedef struct { AwsBoolean success; } AwsReturnOutput;   /* calls that answer <return>true</return> */

typedef struct { GPtrArray *group_ids; GPtrArray *filters; AwsInteger max_results; char *next_token; } AwsDescribeSecurityGroupsInput;
typedef struct { char *cidr_ip; char *description; } AwsIpRange;
typedef struct { char *ip_protocol; AwsInteger from_port; AwsInteger to_port; GPtrArray *ip_ranges; } AwsIpPermission;
typedef struct { char *group_id; char *group_name; char *description; char *vpc_id; GPtrArray *ip_permissions; GPtrArray *tags; } AwsSecurityGroup;
typedef struct { GPtrArray *security_groups; char *next_token; } AwsDescribeSecurityGroupsOutput;
typedef struct { char *group_name; char *description; char *vpc_id; GPtrArray *tag_specifications; } AwsCreateSecurityGroupInput;
typedef struct { char *group_id; } AwsCreateSecurityGroupOutput;
typedef struct { char *group_id; GPtrArray *ip_permissions; } AwsAuthorizeSecurityGroupIngressInput;
typedef struct { char *group_id; } AwsDeleteSecurityGroupInput;

/* ---- keys, tags ---- */

typedef struct { GPtrArray *key_names; GPtrArray *filters; } AwsDescribeKeyPairsInput;
typedef struct { char *key_pair_id; char *key_name; char *key_fingerprint; GPtrArray *tags; } AwsKeyPair;
typedef struct { GPtrArray *key_pairs; } AwsDescribeKeyPairsOutput;
typedef struct { char *key_name; char *public_key_material; GPtrArray *tag_specifications; } AwsImportKeyPairInput;  /* material: base64 */
typedef struct { char *key_pair_id; } AwsDeleteKeyPairInput;
typedef struct { GPtrArray *resources; GPtrArray *tags; } AwsCreateTagsInput;

extern const AwsService AWS_EC2;

extern const AwsOperation AWS_EC2_DESCRIBE_REGIONS;
extern const AwsOperation AWS_EC2_DESCRIBE_AVAILABILITY_ZONES;
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPES;
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS;
extern const AwsOperation AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY;
extern const AwsOperation AWS_EC2_DESCRIBE_IMAGES;
extern const AwsOperation AWS_EC2_CREATE_LAUNCH_TEMPLATE;
extern const AwsOperation AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES;
extern const AwsOperation AWS_EC2_DELETE_LAUNCH_TEMPLATE;
extern const AwsOperation AWS_EC2_CREATE_FLEET;
extern const AwsOperation AWS_EC2_DESCRIBE_FLEETS;
extern const AwsOperation AWS_EC2_DELETE_FLEETS;
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCES;             /* items: AwsReservation */
extern const AwsOperation AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS;
extern const AwsOperation AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS;
extern const AwsOperation AWS_EC2_TERMINATE_INSTANCES;
extern const AwsOperation AWS_EC2_DESCRIBE_VPCS;
extern const AwsOperation AWS_EC2_CREATE_VPC;
extern const AwsOperation AWS_EC2_DELETE_VPC;
extern const AwsOperation AWS_EC2_DESCRIBE_SUBNETS;
extern const AwsOperation AWS_EC2_CREATE_SUBNET;
extern const AwsOperation AWS_EC2_DELETE_SUBNET;
extern const AwsOperation AWS_EC2_MODIFY_SUBNET_ATTRIBUTE;
extern const AwsOperation AWS_EC2_DESCRIBE_INTERNET_GATEWAYS;
extern const AwsOperation AWS_EC2_CREATE_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_ATTACH_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_DETACH_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_DELETE_INTERNET_GATEWAY;
extern const AwsOperation AWS_EC2_DESCRIBE_ROUTE_TABLES;
extern const AwsOperation AWS_EC2_CREATE_ROUTE;
extern const AwsOperation AWS_EC2_DESCRIBE_SECURITY_GROUPS;
extern const AwsOperation AWS_EC2_CREATE_SECURITY_GROUP;
extern const AwsOperation AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS;
extern const AwsOperation AWS_EC2_DELETE_SECURITY_GROUP;
extern const AwsOperation AWS_EC2_DESCRIBE_KEY_PAIRS;
extern const AwsOperation AWS_EC2_IMPORT_KEY_PAIR;
extern const AwsOperation AWS_EC2_DELETE_KEY_PAIR;
extern const AwsOperation AWS_EC2_CREATE_TAGS;

G_END_DECLS
