/* flo-cost-report.h: what nodes cost, by zone, type, day, fleet or tag
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "store/flo-node-records.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_COST_BY_FLEET,
  FLO_COST_BY_ZONE,
  FLO_COST_BY_TYPE,
  FLO_COST_BY_DAY,
  FLO_COST_BY_TAG,
} FloCostGrouping;

/* One group. @on_demand: what the same node-hours would have cost on demand, of those nodes whose price is known; 0 with none.
 * @compared: what the instances of those cost */
typedef struct
{
  char *key;               /* (owned) */
  guint nodes;
  gint64 node_seconds;
  FloMoney instances;      /* measured */
  FloMoney not_charged;    /* measured: AWS took them back within their first hour */
  FloMoney on_demand;
  FloMoney compared;
  FloMoney storage;        /* estimated: of the volume that the config wants, see flo-node-extras.h */
  FloMoney storage_shipped; /* of that, at the price that ships with us: AWS had not told the region's */
  FloMoney addresses;      /* estimated: of nodes that were seen with one */
} FloCostRow;

typedef struct _FloCostReport FloCostReport;

/* Returns: USD/hour on demand, 0: not known */
typedef FloMoney (*FloCostPriceFunc) (const char *region,
                                      const char *type,
                                      gpointer    user_data);

FloCostReport    *flo_cost_report_new    (FloCostGrouping     grouping,
                                          const char         *tag,
                                          gint64              since,
                                          gint64              until,
                                          FloCostPriceFunc    find_price,
                                          gpointer            user_data);
void              flo_cost_report_free   (FloCostReport      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCostReport, flo_cost_report_free)

void              flo_cost_report_add    (FloCostReport      *self,
                                          const char         *fleet,
                                          const FloConfig    *config,
                                          GPtrArray          *nodes);
GPtrArray        *flo_cost_report_finish (FloCostReport      *self,
                                          FloCostRow         *total);

G_END_DECLS
