/* flo-sim-products.h: what the price list says of instances and volumes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

#define FLO_SIM_PRICES_VERSION   "20260101000000"
#define FLO_SIM_PRICES_PUBLISHED "2026-01-01T00:00:00Z"

/* An instance type in a Region: Linux, shared tenancy, on demand; or gp3 volumes. */
typedef struct
{
  const FloSimType *type;  /* (nullable): NULL: gp3 */
  const char       *region;
  char             *sku;
  FloMoney          price; /* per hour; of a volume, per GiB and month */
} FloSimProduct;

/* All products of a Region: instances in the order of their types' names, then gp3. */
GArray     *flo_sim_products_list       (FloSimCloud         *cloud,
                                         const char          *region);
/* "Compute Instance", "Storage" */
const char *flo_sim_product_family      (const FloSimProduct *product);
/* "Hrs", "GB-Mo" */
const char *flo_sim_product_unit        (const FloSimProduct *product);
/* The attributes by which products are filtered. */
JsonObject *flo_sim_product_attributes  (const FloSimProduct *product);
/* terms.OnDemand of a product: by SKU and term. */
JsonObject *flo_sim_product_terms       (const FloSimProduct *product);
/* "0.0960000000" (transfer full) */
char       *flo_sim_product_price       (const FloSimProduct *product);

G_END_DECLS
