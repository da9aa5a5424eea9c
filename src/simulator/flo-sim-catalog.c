/* flo-sim-catalog.c: the instance types the practice cloud offers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-catalog.h"

#include "simulator/flo-sim-data.h"

struct _FloSimCatalog
{
  GPtrArray  *types;   /* (element-type FloSimType) (owned) */
  GHashTable *by_name; /* name → FloSimType, both in types */
  GHashTable *advice;  /* "type region" → FloSimAdvice, both owned */
};

static void
flo_sim_type_free (gpointer data)
{
  FloSimType *type = data;

  g_free (type->name);
  g_strfreev (type->architectures);
  g_free (type->gpu_model);
  g_free (type->hypervisor);
  g_free (type->network);
  g_free (type->cpu_maker);
  g_free (type->accelerator_model);
  g_free (type->disk_type);
  g_clear_pointer (&type->description, json_object_unref);
  g_free (type);
}

static FloSimType *
read_type (FloCsv *table)
{
  FloSimType *type = g_new0 (FloSimType, 1);

  type->name = g_strdup (flo_sim_data_get (table, "type"));
  type->vcpus = flo_sim_data_get_int (table, "vcpus");
  type->memory_mib = flo_sim_data_get_int (table, "memory_mib");
  type->architectures = g_strsplit (flo_sim_data_get (table, "architectures"), "|", -1);
  type->gpus = flo_sim_data_get_int (table, "gpus");
  type->gpu_model = g_strdup (flo_sim_data_get (table, "gpu_model"));
  type->gpu_memory_mib = flo_sim_data_get_int (table, "gpu_memory_mib");
  type->storage_gb = flo_sim_data_get_int (table, "storage_gb");
  type->burstable = flo_sim_data_get_int (table, "burstable") != 0;
  type->current = flo_sim_data_get_int (table, "current") != 0;
  type->bare_metal = flo_sim_data_get_int (table, "bare_metal") != 0;
  type->hypervisor = g_strdup (flo_sim_data_get (table, "hypervisor"));
  type->network = g_strdup (flo_sim_data_get (table, "network"));
  type->cpu_maker = g_strdup (flo_sim_data_get (table, "cpu-manufacturer"));
  type->accelerators = flo_sim_data_get_int (table, "inference-accelerators");
  type->accelerator_model = g_strdup (flo_sim_data_get (table, "inference-accelerator-model"));
  type->fpga = flo_sim_data_get_int (table, "fpga") != 0;
  type->disk_type = g_strdup (flo_sim_data_get (table, "local-disk-type"));
  type->on_demand = flo_sim_data_get_int (table, "on_demand_micro_usd");
  type->spot = flo_sim_data_get_int (table, "spot") != 0 && type->on_demand > 0;
  return type;
}

FloSimCatalog *
flo_sim_catalog_new (void)
{
  FloSimCatalog *self = g_new0 (FloSimCatalog, 1);
  g_autoptr (FloCsv) types = flo_sim_data_open_csv ("instance-types.csv");
  g_autoptr (FloCsv) advisor = flo_sim_data_open_csv ("spot-advisor.csv");

  self->types = g_ptr_array_new_with_free_func (flo_sim_type_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  while (flo_csv_next (types))
    {
      FloSimType *type = read_type (types);

      g_ptr_array_add (self->types, type);
      g_hash_table_insert (self->by_name, type->name, type);
    }

  self->advice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (flo_csv_next (advisor))
    {
      FloSimAdvice *advice = g_new0 (FloSimAdvice, 1);

      advice->savings_percent = flo_sim_data_get_int (advisor, "savings_percent");
      advice->band = flo_sim_data_get_int (advisor, "interruption_band");
      g_hash_table_insert (self->advice,
                           g_strdup_printf ("%s %s", flo_sim_data_get (advisor, "type"),
                                            flo_sim_data_get (advisor, "region")),
                           advice);
    }
  return self;
}

void
flo_sim_catalog_free (FloSimCatalog *self)
{
  g_hash_table_unref (self->advice);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->types);
  g_free (self);
}

GPtrArray *
flo_sim_catalog_get_types (FloSimCatalog *self)
{
  return self->types;
}

const FloSimType *
flo_sim_catalog_find (FloSimCatalog *self,
                      const char    *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

const FloSimAdvice *
flo_sim_catalog_get_advice (FloSimCatalog *self,
                            const char    *type,
                            const char    *region)
{
  char key[128];

  g_snprintf (key, sizeof key, "%s %s", type, region);
  return g_hash_table_lookup (self->advice, key);
}
