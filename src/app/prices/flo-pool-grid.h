/* flo-pool-grid.h: pools as a heat map: types down, zones along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "app/charts/flo-heat-grid.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_POOL_PRICE,            /* per hour, now */
  FLO_POOL_PRICE_PER_VCPU,   /* the same for one vCPU: what types of different size can be compared by */
  FLO_POOL_SAVED,            /* against on demand */
  FLO_POOL_INTERRUPTION,     /* Spot Advisor's range */
} FloPoolMeasure;

/* From this range on (15 % and more) a cell has a mark, whatever the map shows. */
#define FLO_POOL_RISKY_RANGE 3

/* @pools: FloPoolItem. Types and zones stand in the order in which they come; prices on a logarithmic
 * scale. Returns: (transfer full) */
FloHeatGrid *flo_pool_grid_new (GListModel     *pools,
                                FloPoolMeasure  measure);
/* One line a pool, for spreadsheets. Returns: (transfer full) */
GBytes      *flo_pool_csv_new  (GListModel     *pools);

G_END_DECLS
