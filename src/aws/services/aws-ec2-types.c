/* aws-ec2-types.c: EC2: instance types, where they are offered, and what asks for them by attributes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2-types.h"

#include "aws/services/aws-ec2-shared.h"

static const AwsMember describe_instance_types_input_members[] =
{
  AWS_MEMBER (AwsDescribeInstanceTypesInput, instance_types, "InstanceType", STRING_LIST),
  AWS_MEMBER_OF (AwsDescribeInstanceTypesInput, filters, "Filter", LIST, &aws_filter_shape),
  AWS_PAGE_MEMBERS (AwsDescribeInstanceTypesInput),
  AWS_MEMBER (AwsDescribeInstanceTypesInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape describe_instance_types_input_shape =
  AWS_SHAPE ("DescribeInstanceTypesInput", AwsDescribeInstanceTypesInput,
             describe_instance_types_input_members);

static const AwsMember instance_disk_members[] =
{
  AWS_MEMBER (AwsInstanceDisk, size_gb, "sizeInGB", INTEGER),
  AWS_MEMBER (AwsInstanceDisk, count, "count", INTEGER),
  AWS_MEMBER (AwsInstanceDisk, type, "type", STRING),
};
static const AwsShape instance_disk_shape =
  AWS_SHAPE ("InstanceDisk", AwsInstanceDisk, instance_disk_members);

static const AwsMember network_card_members[] =
{
  AWS_MEMBER (AwsNetworkCard, network_card_index, "networkCardIndex", INTEGER),
  AWS_MEMBER (AwsNetworkCard, network_performance, "networkPerformance", STRING),
  AWS_MEMBER (AwsNetworkCard, maximum_network_interfaces, "maximumNetworkInterfaces", INTEGER),
};
static const AwsShape network_card_shape =
  AWS_SHAPE ("NetworkCard", AwsNetworkCard, network_card_members);

static const AwsMember gpu_device_members[] =
{
  AWS_MEMBER (AwsGpuDevice, name, "name", STRING),
  AWS_MEMBER (AwsGpuDevice, count, "count", INTEGER),
  AWS_MEMBER (AwsGpuDevice, manufacturer, "manufacturer", STRING),
  AWS_MEMBER (AwsGpuDevice, memory_mib, "memoryInfo/sizeInMiB", INTEGER),
};
static const AwsShape gpu_device_shape = AWS_SHAPE ("GpuDevice", AwsGpuDevice, gpu_device_members);

static const AwsMember accelerator_device_members[] =
{
  AWS_MEMBER (AwsAcceleratorDevice, name, "name", STRING),
  AWS_MEMBER (AwsAcceleratorDevice, count, "count", INTEGER),
  AWS_MEMBER (AwsAcceleratorDevice, manufacturer, "manufacturer", STRING),
  AWS_MEMBER (AwsAcceleratorDevice, memory_mib, "memoryInfo/sizeInMiB", INTEGER),
};
static const AwsShape accelerator_device_shape =
  AWS_SHAPE ("AcceleratorDevice", AwsAcceleratorDevice, accelerator_device_members);

static const AwsMember inference_device_members[] =
{
  AWS_MEMBER (AwsInferenceDevice, name, "name", STRING),
  AWS_MEMBER (AwsInferenceDevice, count, "count", INTEGER),
  AWS_MEMBER (AwsInferenceDevice, manufacturer, "manufacturer", STRING),
};
static const AwsShape inference_device_shape =
  AWS_SHAPE ("InferenceDevice", AwsInferenceDevice, inference_device_members);

static const AwsMember instance_type_info_members[] =
{
  AWS_MEMBER (AwsInstanceTypeInfo, instance_type, "instanceType", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, current_generation, "currentGeneration", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, free_tier_eligible, "freeTierEligible", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_usage_classes, "supportedUsageClasses", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_root_device_types,
              "supportedRootDeviceTypes", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_virtualization_types,
              "supportedVirtualizationTypes", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, bare_metal, "bareMetal", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, hypervisor, "hypervisor", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_architectures,
              "processorInfo/supportedArchitectures", STRING_LIST),
  AWS_MEMBER (AwsInstanceTypeInfo, sustained_clock_ghz,
              "processorInfo/sustainedClockSpeedInGhz", DOUBLE),
  AWS_MEMBER (AwsInstanceTypeInfo, cpu_manufacturer, "processorInfo/manufacturer", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, default_vcpus, "vCpuInfo/defaultVCpus", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, default_cores, "vCpuInfo/defaultCores", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, default_threads_per_core,
              "vCpuInfo/defaultThreadsPerCore", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, memory_mib, "memoryInfo/sizeInMiB", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, instance_storage_supported, "instanceStorageSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, instance_storage_gb,
              "instanceStorageInfo/totalSizeInGB", INTEGER),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, disks,
                 "instanceStorageInfo/disks", LIST, &instance_disk_shape),
  AWS_MEMBER (AwsInstanceTypeInfo, instance_storage_nvme,
              "instanceStorageInfo/nvmeSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, instance_storage_encryption,
              "instanceStorageInfo/encryptionSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_optimized_support, "ebsInfo/ebsOptimizedSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_encryption_support, "ebsInfo/encryptionSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_nvme_support, "ebsInfo/nvmeSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_baseline_mbps,
              "ebsInfo/ebsOptimizedInfo/baselineBandwidthInMbps", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_baseline_throughput,
              "ebsInfo/ebsOptimizedInfo/baselineThroughputInMBps", DOUBLE),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_baseline_iops,
              "ebsInfo/ebsOptimizedInfo/baselineIops", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_maximum_mbps,
              "ebsInfo/ebsOptimizedInfo/maximumBandwidthInMbps", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_maximum_throughput,
              "ebsInfo/ebsOptimizedInfo/maximumThroughputInMBps", DOUBLE),
  AWS_MEMBER (AwsInstanceTypeInfo, ebs_maximum_iops,
              "ebsInfo/ebsOptimizedInfo/maximumIops", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, network_performance, "networkInfo/networkPerformance", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, maximum_network_interfaces,
              "networkInfo/maximumNetworkInterfaces", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, maximum_network_cards,
              "networkInfo/maximumNetworkCards", INTEGER),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, network_cards,
                 "networkInfo/networkCards", LIST, &network_card_shape),
  AWS_MEMBER (AwsInstanceTypeInfo, ipv4_addresses_per_interface,
              "networkInfo/ipv4AddressesPerInterface", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, ipv6_addresses_per_interface,
              "networkInfo/ipv6AddressesPerInterface", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, ipv6_supported, "networkInfo/ipv6Supported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, ena_support, "networkInfo/enaSupport", STRING),
  AWS_MEMBER (AwsInstanceTypeInfo, efa_supported, "networkInfo/efaSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, maximum_efa_interfaces,
              "networkInfo/efaInfo/maximumEfaInterfaces", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, encryption_in_transit_supported,
              "networkInfo/encryptionInTransitSupported", BOOLEAN),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, gpus, "gpuInfo/gpus", LIST, &gpu_device_shape),
  AWS_MEMBER (AwsInstanceTypeInfo, total_gpu_memory_mib, "gpuInfo/totalGpuMemoryInMiB", INTEGER),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, fpgas, "fpgaInfo/fpgas", LIST, &accelerator_device_shape),
  AWS_MEMBER (AwsInstanceTypeInfo, total_fpga_memory_mib, "fpgaInfo/totalFpgaMemoryInMiB", INTEGER),
  AWS_MEMBER (AwsInstanceTypeInfo, placement_strategies,
              "placementGroupInfo/supportedStrategies", STRING_LIST),
  AWS_MEMBER_OF (AwsInstanceTypeInfo, inference_accelerators,
                 "inferenceAcceleratorInfo/accelerators", LIST, &inference_device_shape),
  AWS_MEMBER (AwsInstanceTypeInfo, hibernation_supported, "hibernationSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, burstable, "burstablePerformanceSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, dedicated_hosts_supported, "dedicatedHostsSupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, auto_recovery_supported, "autoRecoverySupported", BOOLEAN),
  AWS_MEMBER (AwsInstanceTypeInfo, supported_boot_modes, "supportedBootModes", STRING_LIST),
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
  AWS_MEMBER (AwsDescribeInstanceTypeOfferingsInput, dry_run, "DryRun", BOOLEAN),
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

static const AwsMember instance_requirements_request_members[] =
{
  AWS_MEMBER (AwsInstanceRequirements, vcpus_min, "VCpuCount.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, vcpus_max, "VCpuCount.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, memory_mib_min, "MemoryMiB.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, memory_mib_max, "MemoryMiB.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, cpu_manufacturers, "CpuManufacturer", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, memory_gib_per_vcpu_min, "MemoryGiBPerVCpu.Min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, memory_gib_per_vcpu_max, "MemoryGiBPerVCpu.Max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, excluded_instance_types,
              "ExcludedInstanceType", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, instance_generations, "InstanceGeneration", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, spot_max_price_percentage_over_lowest_price,
              "SpotMaxPricePercentageOverLowestPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, on_demand_max_price_percentage_over_lowest_price,
              "OnDemandMaxPricePercentageOverLowestPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, max_spot_price_as_percentage_of_optimal_on_demand_price,
              "MaxSpotPriceAsPercentageOfOptimalOnDemandPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, bare_metal, "BareMetal", STRING),
  AWS_MEMBER (AwsInstanceRequirements, burstable_performance, "BurstablePerformance", STRING),
  AWS_MEMBER (AwsInstanceRequirements, require_hibernate_support,
              "RequireHibernateSupport", BOOLEAN),
  AWS_MEMBER (AwsInstanceRequirements, network_interfaces_min,
              "NetworkInterfaceCount.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, network_interfaces_max,
              "NetworkInterfaceCount.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, local_storage, "LocalStorage", STRING),
  AWS_MEMBER (AwsInstanceRequirements, local_storage_types, "LocalStorageType", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, total_local_storage_gb_min,
              "TotalLocalStorageGB.Min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, total_local_storage_gb_max,
              "TotalLocalStorageGB.Max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, baseline_ebs_mbps_min,
              "BaselineEbsBandwidthMbps.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, baseline_ebs_mbps_max,
              "BaselineEbsBandwidthMbps.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_types, "AcceleratorType", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerators_min, "AcceleratorCount.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerators_max, "AcceleratorCount.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_manufacturers,
              "AcceleratorManufacturer", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_names, "AcceleratorName", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_memory_mib_min,
              "AcceleratorTotalMemoryMiB.Min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_memory_mib_max,
              "AcceleratorTotalMemoryMiB.Max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, network_gbps_min, "NetworkBandwidthGbps.Min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, network_gbps_max, "NetworkBandwidthGbps.Max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, allowed_instance_types, "AllowedInstanceType", STRING_LIST),
};
const AwsShape aws_instance_requirements_request_shape =
  AWS_SHAPE ("InstanceRequirements", AwsInstanceRequirements,
             instance_requirements_request_members);

static const AwsMember get_instance_types_from_instance_requirements_input_members[] =
{
  AWS_MEMBER (AwsGetInstanceTypesFromInstanceRequirementsInput, architecture_types,
              "ArchitectureType", STRING_LIST),
  AWS_MEMBER (AwsGetInstanceTypesFromInstanceRequirementsInput, virtualization_types,
              "VirtualizationType", STRING_LIST),
  AWS_MEMBER_OF (AwsGetInstanceTypesFromInstanceRequirementsInput, instance_requirements,
                 "InstanceRequirements", STRUCTURE, &aws_instance_requirements_request_shape),
  AWS_PAGE_MEMBERS (AwsGetInstanceTypesFromInstanceRequirementsInput),
  AWS_MEMBER (AwsGetInstanceTypesFromInstanceRequirementsInput, dry_run, "DryRun", BOOLEAN),
};
static const AwsShape get_instance_types_from_instance_requirements_input_shape =
  AWS_SHAPE ("GetInstanceTypesFromInstanceRequirementsInput",
             AwsGetInstanceTypesFromInstanceRequirementsInput,
             get_instance_types_from_instance_requirements_input_members);

static const AwsMember instance_type_name_members[] =
{
  AWS_MEMBER (AwsInstanceTypeName, instance_type, "instanceType", STRING),
};
static const AwsShape instance_type_name_shape =
  AWS_SHAPE ("InstanceTypeName", AwsInstanceTypeName, instance_type_name_members);

static const AwsMember get_instance_types_from_instance_requirements_output_members[] =
{
  AWS_MEMBER_OF (AwsGetInstanceTypesFromInstanceRequirementsOutput, instance_types,
                 "instanceTypeSet", LIST, &instance_type_name_shape),
  AWS_MEMBER (AwsGetInstanceTypesFromInstanceRequirementsOutput, next_token, "nextToken", STRING),
};
static const AwsShape get_instance_types_from_instance_requirements_output_shape =
  AWS_SHAPE ("GetInstanceTypesFromInstanceRequirementsOutput",
             AwsGetInstanceTypesFromInstanceRequirementsOutput,
             get_instance_types_from_instance_requirements_output_members);

const AwsOperation AWS_EC2_GET_INSTANCE_TYPES_FROM_INSTANCE_REQUIREMENTS =
{
  .service = &AWS_EC2,
  .name = "GetInstanceTypesFromInstanceRequirements",
  .input = &get_instance_types_from_instance_requirements_input_shape,
  .output = &get_instance_types_from_instance_requirements_output_shape,
  .items = "instanceTypeSet",
};

static const AwsMember instance_requirements_members[] =
{
  AWS_MEMBER (AwsInstanceRequirements, vcpus_min, "vCpuCount/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, vcpus_max, "vCpuCount/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, memory_mib_min, "memoryMiB/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, memory_mib_max, "memoryMiB/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, cpu_manufacturers, "cpuManufacturerSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, memory_gib_per_vcpu_min, "memoryGiBPerVCpu/min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, memory_gib_per_vcpu_max, "memoryGiBPerVCpu/max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, excluded_instance_types,
              "excludedInstanceTypeSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, instance_generations, "instanceGenerationSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, spot_max_price_percentage_over_lowest_price,
              "spotMaxPricePercentageOverLowestPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, on_demand_max_price_percentage_over_lowest_price,
              "onDemandMaxPricePercentageOverLowestPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, max_spot_price_as_percentage_of_optimal_on_demand_price,
              "maxSpotPriceAsPercentageOfOptimalOnDemandPrice", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, bare_metal, "bareMetal", STRING),
  AWS_MEMBER (AwsInstanceRequirements, burstable_performance, "burstablePerformance", STRING),
  AWS_MEMBER (AwsInstanceRequirements, require_hibernate_support,
              "requireHibernateSupport", BOOLEAN),
  AWS_MEMBER (AwsInstanceRequirements, network_interfaces_min,
              "networkInterfaceCount/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, network_interfaces_max,
              "networkInterfaceCount/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, local_storage, "localStorage", STRING),
  AWS_MEMBER (AwsInstanceRequirements, local_storage_types, "localStorageTypeSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, total_local_storage_gb_min,
              "totalLocalStorageGB/min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, total_local_storage_gb_max,
              "totalLocalStorageGB/max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, baseline_ebs_mbps_min,
              "baselineEbsBandwidthMbps/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, baseline_ebs_mbps_max,
              "baselineEbsBandwidthMbps/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_types, "acceleratorTypeSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerators_min, "acceleratorCount/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerators_max, "acceleratorCount/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_manufacturers,
              "acceleratorManufacturerSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_names, "acceleratorNameSet", STRING_LIST),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_memory_mib_min,
              "acceleratorTotalMemoryMiB/min", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, accelerator_memory_mib_max,
              "acceleratorTotalMemoryMiB/max", INTEGER),
  AWS_MEMBER (AwsInstanceRequirements, network_gbps_min, "networkBandwidthGbps/min", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, network_gbps_max, "networkBandwidthGbps/max", DOUBLE),
  AWS_MEMBER (AwsInstanceRequirements, allowed_instance_types,
              "allowedInstanceTypeSet", STRING_LIST),
};
const AwsShape aws_instance_requirements_shape =
  AWS_SHAPE ("InstanceRequirements", AwsInstanceRequirements, instance_requirements_members);
