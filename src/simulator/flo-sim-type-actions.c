/* flo-sim-type-actions.c: DescribeInstanceTypes and DescribeInstanceTypeOfferings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"

#define MOST_NAMED_TYPES 100

/* Does anybody sell the type in a zone that this account can use? */
static gboolean
zone_offers (FloSimCall       *call,
             const FloSimType *type,
             const FloSimZone *zone)
{
  FloSimOffer offer;

  return g_str_equal (zone->region, call->region) && !g_str_equal (zone->opt_in, "not-opted-in")
         && flo_sim_market_get_offer (call->cloud->market, type, zone, &offer);
}

static gboolean
region_offers (FloSimCall       *call,
               const FloSimType *type)
{
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);

  for (guint i = 0; i < zones->len; i++)
    if (zone_offers (call, type, g_ptr_array_index (zones, i)))
      return TRUE;
  return FALSE;
}

static JsonObject *
describe_gpus (const FloSimType *type)
{
  JsonArray *gpus;
  const char *maker;

  if (type->gpus == 0)
    return NULL;

  gpus = json_array_new ();
  maker = g_str_has_prefix (type->gpu_model, "Radeon") ? "AMD" : "NVIDIA";
  json_array_add_object_element (
      gpus, flo_sim_json_new (
                "name", type->gpu_model, "manufacturer", maker, "#count", (gint64) type->gpus,
                "{memoryInfo",
                flo_sim_json_new ("#sizeInMiB", (gint64) (type->gpu_memory_mib / type->gpus), NULL),
                NULL));
  return flo_sim_json_new ("[gpus", gpus, "#totalGpuMemoryInMiB", (gint64) type->gpu_memory_mib,
                           NULL);
}

/* AWS writes its makers' names as they do. */
static const char *
get_cpu_maker (const FloSimType *type)
{
  static const char *const makers[][2]
      = { { "intel", "Intel" }, { "amd", "AMD" }, { "aws", "AWS" }, { "apple", "Apple" } };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (type->cpu_maker, makers[i][0]))
      return makers[i][1];
  return NULL;
}

static JsonObject *
describe_accelerators (const FloSimType *type)
{
  const char *name
      = g_str_equal (type->accelerator_model, "inferentia") ? "Inferentia" : "Inferentia2";
  JsonArray *accelerators;

  if (type->accelerators == 0)
    return NULL;
  accelerators = json_array_new ();
  json_array_add_object_element (
      accelerators,
      flo_sim_json_new ("#count", (gint64) type->accelerators, "name", name, "manufacturer", "AWS",
                        NULL));
  return flo_sim_json_new ("[accelerators", accelerators, NULL);
}

static JsonObject *
describe_fpgas (const FloSimType *type)
{
  JsonArray *fpgas;

  if (!type->fpga)
    return NULL;
  fpgas = json_array_new ();
  json_array_add_object_element (
      fpgas, flo_sim_json_new ("name", "Virtex UltraScale+ VU47P", "manufacturer", "AMD", "#count",
                               (gint64) 1, NULL));
  return flo_sim_json_new ("[fpgas", fpgas, NULL);
}

static JsonObject *
describe_storage (const FloSimType *type)
{
  gboolean xen = g_str_equal (type->hypervisor, "xen");
  JsonArray *disks = json_array_new ();

  json_array_add_object_element (
      disks,
      flo_sim_json_new ("#sizeInGB", (gint64) type->storage_gb, "#count", (gint64) 1, "type",
                        type->disk_type[0] != '\0' ? type->disk_type : NULL, NULL));
  return flo_sim_json_new ("#totalSizeInGB", (gint64) type->storage_gb, "[disks", disks,
                           "nvmeSupport", xen ? "unsupported" : "required", "encryptionSupport",
                           xen ? "unsupported" : "required", NULL);
}

static JsonObject *
describe_type (const FloSimType *type)
{
  gboolean xen = g_str_equal (type->hypervisor, "xen");
  gboolean arm = g_strv_contains ((const char *const *) type->architectures, "arm64");
  gint64 threads = arm || type->vcpus == 1 ? 1 : 2;
  JsonArray *architectures = json_array_new ();
  JsonObject *object;

  for (guint i = 0; type->architectures[i] != NULL; i++)
    json_array_add_string_element (architectures, type->architectures[i]);

  object = flo_sim_json_new (
      "instanceType", type->name, "?currentGeneration", type->current, "?freeTierEligible",
      g_str_equal (type->name, "t3.micro") || g_str_equal (type->name, "t2.micro"),
      "[supportedUsageClasses",
      flo_sim_json_strings ("on-demand", type->spot ? "spot" : NULL, NULL),
      "[supportedRootDeviceTypes", flo_sim_json_strings ("ebs", NULL),
      "[supportedVirtualizationTypes", flo_sim_json_strings ("hvm", NULL), "?bareMetal",
      type->bare_metal, "hypervisor", type->hypervisor[0] != '\0' ? type->hypervisor : NULL,
      "{processorInfo", flo_sim_json_new ("[supportedArchitectures", architectures, "manufacturer",
                                         get_cpu_maker (type), NULL),
      "{vCpuInfo",
      flo_sim_json_new ("#defaultVCpus", (gint64) type->vcpus, "#defaultCores",
                        (gint64) type->vcpus / threads, "#defaultThreadsPerCore", threads, NULL),
      "{memoryInfo", flo_sim_json_new ("#sizeInMiB", (gint64) type->memory_mib, NULL),
      "?instanceStorageSupported", type->storage_gb > 0, NULL);
  if (type->storage_gb > 0)
    flo_sim_json_set (object, "{instanceStorageInfo", describe_storage (type), NULL);
  flo_sim_json_set (
      object, "{ebsInfo",
      flo_sim_json_new ("ebsOptimizedSupport", xen ? "unsupported" : "default", "encryptionSupport",
                        "supported", "nvmeSupport", xen ? "unsupported" : "required", NULL),
      "{networkInfo",
      flo_sim_json_new ("networkPerformance", type->network, "?ipv6Supported", TRUE, "enaSupport",
                        xen ? "unsupported" : "required", NULL),
      "{gpuInfo", describe_gpus (type), "{inferenceAcceleratorInfo", describe_accelerators (type),
      "{fpgaInfo", describe_fpgas (type), "?hibernationSupported", FALSE,
      "?burstablePerformanceSupported", type->burstable, "?dedicatedHostsSupported",
      !type->burstable, "?autoRecoverySupported", !type->bare_metal, "[supportedBootModes",
      flo_sim_json_strings (arm ? "uefi" : "legacy-bios", arm || xen ? NULL : "uefi", NULL), NULL);
  return object;
}

/* FALSE when one of them does not exist here, and the call has failed. */
static gboolean
check_types (FloSimCall *call,
             GPtrArray  *names)
{
  g_autoptr (GString) unknown = g_string_new (NULL);

  if (names->len > MOST_NAMED_TYPES)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "At most %d instance types can be named", MOST_NAMED_TYPES);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const FloSimType *type = flo_sim_catalog_find (call->cloud->catalog, name);

      if (type == NULL || !region_offers (call, type))
        g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? ", " : "", name);
    }
  if (unknown->len > 0)
    return flo_sim_call_fail (call, "InvalidInstanceType",
                              "The following supplied instance types do not exist: [%s]",
                              unknown->str);
  return TRUE;
}

gboolean
flo_sim_describe_instance_types (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "auto-recovery-supported", "autoRecoverySupported" },
    { "bare-metal", "bareMetal" },
    { "burstable-performance-supported", "burstablePerformanceSupported" },
    { "current-generation", "currentGeneration" },
    { "dedicated-hosts-supported", "dedicatedHostsSupported" },
    { "free-tier-eligible", "freeTierEligible" },
    { "hibernation-supported", "hibernationSupported" },
    { "hypervisor", "hypervisor" },
    { "instance-storage-supported", "instanceStorageSupported" },
    { "instance-type", "instanceType" },
    { "memory-info.size-in-mib", "memoryInfo.sizeInMiB" },
    { "processor-info.supported-architecture", "processorInfo.supportedArchitectures" },
    { "supported-boot-mode", "supportedBootModes" },
    { "supported-root-device-type", "supportedRootDeviceTypes" },
    { "supported-usage-class", "supportedUsageClasses" },
    { "supported-virtualization-type", "supportedVirtualizationTypes" },
    { "vcpu-info.default-cores", "vCpuInfo.defaultCores" },
    { "vcpu-info.default-vcpus", "vCpuInfo.defaultVCpus" },
    { NULL },
  };
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "InstanceType");
  g_autoptr (GPtrArray) objects
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *types = flo_sim_catalog_get_types (call->cloud->catalog);

  if (!check_types (call, names))
    return FALSE;
  if (names->len > 0 && flo_sim_call_get (call, "MaxResults") != NULL)
    return flo_sim_call_fail (
        call, "InvalidParameterCombination",
        "The parameter InstanceType cannot be used with the parameter MaxResults");
  for (guint i = 0; i < types->len; i++)
    {
      FloSimType *type = g_ptr_array_index (types, i);

      if (names->len > 0
              ? !g_ptr_array_find_with_equal_func (names, type->name, g_str_equal, NULL)
              : !region_offers (call, type))
        continue;
      if (type->description == NULL)
        type->description = describe_type (type);
      g_ptr_array_add (objects, json_object_ref (type->description));
    }
  return flo_sim_describe_objects (call, "instanceTypeSet", objects, filters, 5, 100);
}

static void
add_offering (GPtrArray        *offerings,
              const FloSimType *type,
              const char       *location_type,
              const char       *location)
{
  g_ptr_array_add (offerings, flo_sim_json_new ("instanceType", type->name, "locationType",
                                                location_type, "location", location, NULL));
}

gboolean
flo_sim_describe_instance_type_offerings (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "instance-type", "instanceType" },
    { "location", "location" },
    { NULL },
  };
  const char *location_type = flo_sim_call_get (call, "LocationType");
  g_autoptr (GPtrArray) offerings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *types = flo_sim_catalog_get_types (call->cloud->catalog);
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);

  location_type = location_type != NULL ? location_type : "region";
  for (guint i = 0; i < types->len; i++)
    {
      const FloSimType *type = g_ptr_array_index (types, i);

      if (g_str_equal (location_type, "region"))
        {
          if (region_offers (call, type))
            add_offering (offerings, type, location_type, call->region);
          continue;
        }
      for (guint j = 0; j < zones->len; j++)
        {
          const FloSimZone *zone = g_ptr_array_index (zones, j);

          if (zone_offers (call, type, zone))
            add_offering (offerings, type, location_type,
                          g_str_equal (location_type, "availability-zone") ? zone->name : zone->id);
        }
    }
  return flo_sim_describe_objects (call, "instanceTypeOfferingSet", offerings, filters, 5, 1000);
}
