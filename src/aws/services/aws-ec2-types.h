/* aws-ec2-types.h: EC2: instance types, where they are offered, and what asks for them by attributes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  AwsInteger count;
  char *manufacturer;
  AwsInteger memory_mib;
} AwsGpuDevice;

typedef struct
{
  char *name;
  AwsInteger count;
  char *manufacturer;
  AwsInteger memory_mib;
} AwsAcceleratorDevice;

typedef struct { char *name; AwsInteger count; char *manufacturer; } AwsInferenceDevice;

typedef struct { AwsInteger size_gb; AwsInteger count; char *type; } AwsInstanceDisk;

typedef struct
{
  AwsInteger network_card_index;
  char *network_performance;
  AwsInteger maximum_network_interfaces;
} AwsNetworkCard;

typedef struct
{
  char *instance_type;
  AwsBoolean current_generation;
  AwsBoolean free_tier_eligible;
  GPtrArray *supported_usage_classes;  /* "spot", "on-demand" */
  GPtrArray *supported_root_device_types;  /* "ebs", "instance-store" */
  GPtrArray *supported_virtualization_types;  /* "hvm", "paravirtual" */
  AwsBoolean bare_metal;
  char *hypervisor;                  /* nitro | xen; NULL: bare metal */
  GPtrArray *supported_architectures;  /* "x86_64", "arm64" */
  AwsDouble sustained_clock_ghz;
  char *cpu_manufacturer;            /* Intel | AMD | AWS | Apple */
  AwsInteger default_vcpus;
  AwsInteger default_cores;
  AwsInteger default_threads_per_core;
  AwsInteger memory_mib;
  AwsBoolean instance_storage_supported;
  AwsInteger instance_storage_gb;
  GPtrArray *disks;                  /* AwsInstanceDisk */
  char *instance_storage_nvme;       /* unsupported | supported | required */
  char *instance_storage_encryption;  /* unsupported | required */
  char *ebs_optimized_support;       /* unsupported | supported | default */
  char *ebs_encryption_support;      /* unsupported | supported */
  char *ebs_nvme_support;
  AwsInteger ebs_baseline_mbps;      /* megabits a second */
  AwsDouble ebs_baseline_throughput;  /* megabytes a second */
  AwsInteger ebs_baseline_iops;
  AwsInteger ebs_maximum_mbps;
  AwsDouble ebs_maximum_throughput;
  AwsInteger ebs_maximum_iops;
  char *network_performance;         /* "Up to 10 Gigabit", "100 Gigabit", "High" */
  AwsInteger maximum_network_interfaces;
  AwsInteger maximum_network_cards;
  GPtrArray *network_cards;          /* AwsNetworkCard */
  AwsInteger ipv4_addresses_per_interface;
  AwsInteger ipv6_addresses_per_interface;
  AwsBoolean ipv6_supported;
  char *ena_support;                 /* unsupported | supported | required */
  AwsBoolean efa_supported;
  AwsInteger maximum_efa_interfaces;
  AwsBoolean encryption_in_transit_supported;
  GPtrArray *gpus;                   /* AwsGpuDevice */
  AwsInteger total_gpu_memory_mib;
  GPtrArray *fpgas;                  /* AwsAcceleratorDevice */
  AwsInteger total_fpga_memory_mib;
  GPtrArray *placement_strategies;   /* "cluster", "partition", "spread" */
  GPtrArray *inference_accelerators;  /* AwsInferenceDevice */
  AwsBoolean hibernation_supported;
  AwsBoolean burstable;
  AwsBoolean dedicated_hosts_supported;
  AwsBoolean auto_recovery_supported;
  GPtrArray *supported_boot_modes;   /* "legacy-bios", "uefi" */
} AwsInstanceTypeInfo;

typedef struct
{
  GPtrArray *instance_types;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeInstanceTypesInput;
typedef struct { GPtrArray *instance_types; char *next_token; } AwsDescribeInstanceTypesOutput;

typedef struct
{
  char *instance_type;
  char *location_type;
  char *location;
} AwsInstanceTypeOffering;

typedef struct
{
  char *location_type;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeInstanceTypeOfferingsInput;
typedef struct
{
  GPtrArray *instance_type_offerings;
  char *next_token;
} AwsDescribeInstanceTypeOfferingsOutput;

/* What asks for instance types by what they are instead of by their names. */
typedef struct
{
  AwsInteger vcpus_min;              /* vCPUs and memory must have a minimum */
  AwsInteger vcpus_max;
  AwsInteger memory_mib_min;
  AwsInteger memory_mib_max;
  GPtrArray *cpu_manufacturers;      /* "intel", "amd", "amazon-web-services" */
  AwsDouble memory_gib_per_vcpu_min;
  AwsDouble memory_gib_per_vcpu_max;
  GPtrArray *excluded_instance_types;  /* names, with "*": "m5.*" */
  GPtrArray *instance_generations;   /* "current", "previous" */
  AwsInteger spot_max_price_percentage_over_lowest_price;
  AwsInteger on_demand_max_price_percentage_over_lowest_price;
  AwsInteger max_spot_price_as_percentage_of_optimal_on_demand_price;
  char *bare_metal;                  /* included | required | excluded */
  char *burstable_performance;       /* included | required | excluded */
  AwsBoolean require_hibernate_support;
  AwsInteger network_interfaces_min;
  AwsInteger network_interfaces_max;
  char *local_storage;               /* included | required | excluded */
  GPtrArray *local_storage_types;    /* "hdd", "ssd" */
  AwsDouble total_local_storage_gb_min;
  AwsDouble total_local_storage_gb_max;
  AwsInteger baseline_ebs_mbps_min;
  AwsInteger baseline_ebs_mbps_max;
  GPtrArray *accelerator_types;      /* "gpu", "fpga", "inference" */
  AwsInteger accelerators_min;
  AwsInteger accelerators_max;
  GPtrArray *accelerator_manufacturers;  /* "nvidia", "amd", "amazon-web-services", "xilinx" */
  GPtrArray *accelerator_names;      /* "a100", "t4", … */
  AwsInteger accelerator_memory_mib_min;
  AwsInteger accelerator_memory_mib_max;
  AwsDouble network_gbps_min;
  AwsDouble network_gbps_max;
  GPtrArray *allowed_instance_types;  /* not together with excluded ones */
} AwsInstanceRequirements;

typedef struct { char *instance_type; } AwsInstanceTypeName;

typedef struct
{
  GPtrArray *architecture_types;
  GPtrArray *virtualization_types;
  AwsInstanceRequirements *instance_requirements;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsGetInstanceTypesFromInstanceRequirementsInput;
typedef struct
{
  GPtrArray *instance_types;
  char *next_token;
} AwsGetInstanceTypesFromInstanceRequirementsOutput;

extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPES;  /* items: AwsInstanceTypeInfo */
/* items: AwsInstanceTypeOffering */
extern const AwsOperation AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS;
/* items: AwsInstanceTypeName */
extern const AwsOperation AWS_EC2_GET_INSTANCE_TYPES_FROM_INSTANCE_REQUIREMENTS;

G_END_DECLS
