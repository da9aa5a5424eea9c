/* flo-sim-catalog.h: the instance types the practice cloud offers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef struct
{
  char    *name;
  guint    vcpus;
  guint64  memory_mib;
  GStrv    architectures;
  guint    gpus;
  char    *gpu_model;
  guint64  gpu_memory_mib;
  guint64  storage_gb;
  gboolean burstable;
  gboolean current;
  gboolean bare_metal;
  gboolean spot;
  char    *hypervisor; /* "nitro", "xen" or "" */
  char    *network;
  char    *cpu_maker; /* in lower case; "": not known */
  guint    accelerators; /* Inferentia */
  char    *accelerator_model;
  gboolean fpga;
  char    *disk_type; /* "ssd", "hdd" or "" */
  FloMoney on_demand; /* per hour in us-east-1; 0: not for sale here */

  JsonObject *description; /* (nullable) (owned) as DescribeInstanceTypes tells it, once asked */
} FloSimType;

/* What the Spot Advisor says of a type in a Region. */
typedef struct
{
  guint savings_percent;
  guint band;
} FloSimAdvice;

typedef struct _FloSimCatalog FloSimCatalog;

FloSimCatalog      *flo_sim_catalog_new        (void);
void                flo_sim_catalog_free       (FloSimCatalog       *self);
/* All types, in the order of their names: (transfer none) (element-type FloSimType). Nobody changes
 * them but for the description. */
GPtrArray          *flo_sim_catalog_get_types  (FloSimCatalog       *self);
/* (nullable) (transfer none) */
const FloSimType   *flo_sim_catalog_find       (FloSimCatalog       *self,
                                                const char          *name);
/* NULL when the Advisor does not list the type there. (nullable) (transfer none) */
const FloSimAdvice *flo_sim_catalog_get_advice (FloSimCatalog       *self,
                                                const char          *type,
                                                const char          *region);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimCatalog, flo_sim_catalog_free)

G_END_DECLS
