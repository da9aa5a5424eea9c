/* flo-type-facts-info.c: what DescribeInstanceTypes says, as facts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-type-facts-private.h"

#include <math.h>
#include <string.h>

double
_flo_type_read_generation (const char *type)
{
  const char *digits = type;
  char *end;
  guint64 number;

  while (g_ascii_isalpha (*digits))
    digits++;
  number = g_ascii_strtoull (digits, &end, 10);

  return digits > type && end > digits && *type != 'u' ? (double) number : NAN;
}

double
_flo_type_read_network (const char *text)
{
  const char *number = g_str_has_prefix (text, "Up to ") ? text + strlen ("Up to ") : text;
  char *end;
  double value = g_ascii_strtod (number, &end);

  if (end > number && g_str_has_prefix (end, "x "))
    {
      const char *times = end + strlen ("x ");

      value *= g_ascii_strtod (times, &end);
    }

  return end > number && g_str_equal (end, " Gigabit") ? value : NAN;
}

static double
get_integer (AwsInteger value)
{
  return value.is_set ? (double) value.value : NAN;
}

static double
get_double (AwsDouble value)
{
  return value.is_set ? value.value : NAN;
}

static double
get_boolean (AwsBoolean value)
{
  return value.is_set ? value.value : NAN;
}

/* AWS's "supported", "default" and "required" against "unsupported" */
static double
get_support (const char *word)
{
  return word != NULL ? !g_str_equal (word, "unsupported") : NAN;
}

/* Adds each once, in lower case. */
static void
add_word (GStrvBuilder *builder,
          GHashTable   *seen,
          const char   *word)
{
  g_autofree char *lower = word != NULL ? g_ascii_strdown (word, -1) : NULL;

  if (lower == NULL || g_hash_table_contains (seen, lower))
    return;
  g_strv_builder_add (builder, lower);
  g_hash_table_add (seen, g_steal_pointer (&lower));
}

/* @offset: of the text in each item's structure; -1: the items are texts, and without them nothing is known */
static GStrv
collect_words (GPtrArray *items,
               int        offset)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (offset < 0 && aws_list_length (items) == 0)
    return NULL;
  for (guint i = 0; i < aws_list_length (items); i++)
    add_word (builder, seen, offset < 0 ? g_ptr_array_index (items, i)
                                        : G_STRUCT_MEMBER (char *, g_ptr_array_index (items, i), offset));

  return g_strv_builder_end (builder);
}

static GStrv
collect_word (const char *word)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_word (builder, seen, word);

  return g_strv_builder_end (builder);
}

/* @offset: of an AwsInteger in each item's structure */
static double
sum_counts (GPtrArray *items,
            gsize      offset)
{
  double sum = 0;

  for (guint i = 0; i < aws_list_length (items); i++)
    sum += (double) G_STRUCT_MEMBER (AwsInteger, g_ptr_array_index (items, i), offset).value;

  return sum;
}

static void
take_processors (FloTypeFacts              *facts,
                 const AwsInstanceTypeInfo *info)
{
  double *numbers = facts->numbers;

  numbers[FLO_FACT_VCPUS] = get_integer (info->default_vcpus);
  numbers[FLO_FACT_MEMORY] = get_integer (info->memory_mib);
  numbers[FLO_FACT_CURRENT_GENERATION] = get_boolean (info->current_generation);
  numbers[FLO_FACT_BURSTABLE] = get_boolean (info->burstable);
  numbers[FLO_FACT_BARE_METAL] = get_boolean (info->bare_metal);
  facts->words[FLO_FACT_ARCHITECTURE] = collect_words (info->supported_architectures, -1);
  if (info->cpu_manufacturer != NULL)
    facts->words[FLO_FACT_CPU_MANUFACTURER] = collect_word (info->cpu_manufacturer);
  facts->words[FLO_FACT_HYPERVISOR] = collect_word (info->hypervisor);
  facts->words[FLO_FACT_VIRTUALIZATION] = collect_words (info->supported_virtualization_types, -1);

  numbers[FLO_FACT_GPUS] = sum_counts (info->gpus, G_STRUCT_OFFSET (AwsGpuDevice, count));
  numbers[FLO_FACT_GPU_MEMORY] = info->total_gpu_memory_mib.is_set ? (double) info->total_gpu_memory_mib.value : 0;
  facts->words[FLO_FACT_GPU_MANUFACTURER] = collect_words (info->gpus, G_STRUCT_OFFSET (AwsGpuDevice, manufacturer));
  facts->words[FLO_FACT_GPU_MODEL] = collect_words (info->gpus, G_STRUCT_OFFSET (AwsGpuDevice, name));
  numbers[FLO_FACT_ACCELERATORS] = sum_counts (info->inference_accelerators, G_STRUCT_OFFSET (AwsInferenceDevice, count));
  facts->words[FLO_FACT_ACCELERATOR_MANUFACTURER] =
    collect_words (info->inference_accelerators, G_STRUCT_OFFSET (AwsInferenceDevice, manufacturer));
  facts->words[FLO_FACT_ACCELERATOR_MODEL] =
    collect_words (info->inference_accelerators, G_STRUCT_OFFSET (AwsInferenceDevice, name));
  numbers[FLO_FACT_FPGA] = aws_list_length (info->fpgas) > 0;
}

static void
take_disks (FloTypeFacts              *facts,
            const AwsInstanceTypeInfo *info)
{
  double *numbers = facts->numbers;

  numbers[FLO_FACT_LOCAL_STORAGE] = info->instance_storage_gb.is_set ? (double) info->instance_storage_gb.value : 0;
  facts->words[FLO_FACT_LOCAL_DISK_TYPE] = collect_words (info->disks, G_STRUCT_OFFSET (AwsInstanceDisk, type));
  numbers[FLO_FACT_LOCAL_NVME] = info->instance_storage_nvme != NULL ? get_support (info->instance_storage_nvme) : 0;
  numbers[FLO_FACT_LOCAL_ENCRYPTION] =
    info->instance_storage_encryption != NULL ? get_support (info->instance_storage_encryption) : 0;
  facts->words[FLO_FACT_ROOT_DEVICE] = collect_words (info->supported_root_device_types, -1);
  numbers[FLO_FACT_EBS_OPTIMIZED] = get_support (info->ebs_optimized_support);
  numbers[FLO_FACT_EBS_BANDWIDTH] = get_integer (info->ebs_baseline_mbps);
  numbers[FLO_FACT_EBS_THROUGHPUT] = get_double (info->ebs_baseline_throughput);
  numbers[FLO_FACT_EBS_IOPS] = get_integer (info->ebs_baseline_iops);
}

static void
take_network (FloTypeFacts              *facts,
              const AwsInstanceTypeInfo *info)
{
  double *numbers = facts->numbers;

  if (info->network_performance != NULL)
    numbers[FLO_FACT_NETWORK] = _flo_type_read_network (info->network_performance);
  numbers[FLO_FACT_NETWORK_INTERFACES] = get_integer (info->maximum_network_interfaces);
  numbers[FLO_FACT_NETWORK_ENCRYPTION] = get_boolean (info->encryption_in_transit_supported);
  numbers[FLO_FACT_IPV6] = get_boolean (info->ipv6_supported);
  numbers[FLO_FACT_ENA] = get_support (info->ena_support);
  numbers[FLO_FACT_EFA] = get_boolean (info->efa_supported);
}

/* Of devices that are not mentioned there are none; other facts that AWS does not mention are not known. */
void
_flo_type_facts_take_info (FloTypeFacts              *facts,
                           const AwsInstanceTypeInfo *info)
{
  double *numbers = facts->numbers;

  take_processors (facts, info);
  take_disks (facts, info);
  take_network (facts, info);
  facts->words[FLO_FACT_PLACEMENT] = collect_words (info->placement_strategies, -1);
  facts->words[FLO_FACT_USAGE_CLASS] = collect_words (info->supported_usage_classes, -1);
  numbers[FLO_FACT_HIBERNATION] = get_boolean (info->hibernation_supported);
  numbers[FLO_FACT_DEDICATED_HOSTS] = get_boolean (info->dedicated_hosts_supported);
  numbers[FLO_FACT_AUTO_RECOVERY] = get_boolean (info->auto_recovery_supported);
  numbers[FLO_FACT_FREE_TIER] = get_boolean (info->free_tier_eligible);
}
