/* flo-sim-requirements.c: instance types by what they must be able to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-requirements.h"

#include "simulator/flo-sim-describe.h"

gboolean
flo_sim_requirements_check (FloSimCall *call,
                            FloSimNode *requirements)
{
  static const char *const unknown[]
      = { "NetworkInterfaceCount", "BaselineEbsBandwidthMbps", "NetworkBandwidthGbps",
          "RequireHibernateSupport" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    if (flo_sim_node_find (requirements, unknown[i]) != NULL)
      return flo_sim_call_fail (call, "UnsupportedOperation",
                                "The practice cloud does not know %s of instance types.", unknown[i]);
  if (flo_sim_node_find (requirements, "ExcludedInstanceType") != NULL
      && flo_sim_node_find (requirements, "AllowedInstanceType") != NULL)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "AllowedInstanceTypes and ExcludedInstanceTypes cannot be given "
                              "together");
  return TRUE;
}

static gboolean
in_range (FloSimNode *requirements,
          const char *name,
          double      value)
{
  g_autofree char *least = g_strconcat (name, ".Min", NULL);
  g_autofree char *most = g_strconcat (name, ".Max", NULL);

  return value >= flo_sim_node_get_double (requirements, least, 0)
         && value <= flo_sim_node_get_double (requirements, most, G_MAXDOUBLE);
}

/* "included", "excluded" or "required". */
static gboolean
admits (FloSimNode *requirements,
        const char *name,
        const char *usual,
        gboolean    has)
{
  const char *wish = flo_sim_node_get (requirements, name);

  if (wish == NULL)
    wish = usual;
  return g_str_equal (wish, "included") || g_str_equal (wish, has ? "required" : "excluded");
}

/* TRUE when there is no such list, or it has @value. */
static gboolean
lists (FloSimNode *requirements,
       const char *name,
       const char *value)
{
  g_autoptr (GPtrArray) values = flo_sim_node_get_strings (requirements, name);

  return values->len == 0
         || g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL);
}

static gboolean
is_named (FloSimNode *requirements,
          const char *name,
          const char *type)
{
  g_autoptr (GPtrArray) patterns = flo_sim_node_get_strings (requirements, name);

  for (guint i = 0; i < patterns->len; i++)
    if (flo_sim_filter_value_match (g_ptr_array_index (patterns, i), type))
      return TRUE;
  return FALSE;
}

static const char *
maker_of (const FloSimType *type)
{
  return g_str_equal (type->cpu_maker, "aws") ? "amazon-web-services" : type->cpu_maker;
}

/* Of all kinds together. */
static guint
count_accelerators (const FloSimType *type)
{
  return type->gpus + type->accelerators + type->fpga;
}

/* As requirements name it: "a10g", "radeon-pro-v520", "inferentia". */
static gboolean
lists_accelerator (FloSimNode       *requirements,
                   const FloSimType *type)
{
  const char *model = "", *maker = "", *kind = "";
  g_autofree char *name = NULL;

  if (type->gpus > 0)
    {
      model = type->gpu_model;
      maker = g_str_has_prefix (model, "Radeon") ? "amd" : "nvidia";
      kind = "gpu";
    }
  else if (type->accelerators > 0)
    {
      model = type->accelerator_model;
      maker = "amazon-web-services";
      kind = "inference";
    }
  else if (type->fpga)
    {
      model = "vu9p";
      maker = "xilinx";
      kind = "fpga";
    }
  name = g_strdelimit (g_ascii_strdown (model, -1), " ", '-');
  return lists (requirements, "AcceleratorName", name)
         && lists (requirements, "AcceleratorManufacturer", maker)
         && lists (requirements, "AcceleratorType", kind);
}

/* Without a word about them there are none. */
static gboolean
admits_accelerators (FloSimNode       *requirements,
                     const FloSimType *type)
{
  static const char *const words[]
      = { "AcceleratorCount", "AcceleratorName", "AcceleratorManufacturer", "AcceleratorType",
          "AcceleratorTotalMemoryMiB" };
  gboolean asked = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    asked = asked || flo_sim_node_find (requirements, words[i]) != NULL;
  if (!asked)
    return count_accelerators (type) == 0;
  return in_range (requirements, "AcceleratorCount", count_accelerators (type))
         && in_range (requirements, "AcceleratorTotalMemoryMiB", (double) type->gpu_memory_mib)
         && lists_accelerator (requirements, type);
}

gboolean
flo_sim_requirements_match (const FloSimType *type,
                            FloSimNode       *requirements)
{
  return in_range (requirements, "VCpuCount", type->vcpus)
         && in_range (requirements, "MemoryMiB", (double) type->memory_mib)
         && in_range (requirements, "MemoryGiBPerVCpu",
                      (double) type->memory_mib / 1024 / type->vcpus)
         && in_range (requirements, "TotalLocalStorageGB", (double) type->storage_gb)
         && admits_accelerators (requirements, type)
         && admits (requirements, "BareMetal", "excluded", type->bare_metal)
         && admits (requirements, "BurstablePerformance", "excluded", type->burstable)
         && admits (requirements, "LocalStorage", "included", type->storage_gb > 0)
         && lists (requirements, "InstanceGeneration", type->current ? "current" : "previous")
         && lists (requirements, "CpuManufacturer", maker_of (type))
         && lists (requirements, "LocalStorageType", type->disk_type)
         && !is_named (requirements, "ExcludedInstanceType", type->name)
         && (flo_sim_node_find (requirements, "AllowedInstanceType") == NULL
             || is_named (requirements, "AllowedInstanceType", type->name));
}
