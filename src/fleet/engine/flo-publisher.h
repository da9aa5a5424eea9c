/* flo-publisher.h: shows a fleet's state to the world, and keeps what must not be forgotten
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet-private.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"
#include "fleet/plan/flo-planner.h"
#include "market/flo-price-history.h"
#include "store/flo-event-log.h"
#include "store/flo-node-records.h"
#include "store/flo-store.h"
#include "store/flo-zone-cost-log.h"

G_BEGIN_DECLS

typedef struct _FloPublisher FloPublisher;

/* @read_only: nothing is written to the store and nothing is reported as having happened. */
FloPublisher *flo_publisher_new          (FloStore        *store,
                                          FloFleet        *fleet,
                                          gboolean         read_only);
void          flo_publisher_free         (FloPublisher    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPublisher, flo_publisher_free)

/* What the store remembers; before anything else. (element-type FloNodeRecord) (element-type FloZoneCostRow)
 * (element-type FloEventRow) */
void          flo_publisher_restore      (FloPublisher    *self,
                                          GPtrArray       *nodes,
                                          GPtrArray       *zone_costs,
                                          GPtrArray       *events);
/* Which types' prices nobody watched for a while, since when; NULL: none. (transfer full) */
GStrv         flo_publisher_find_gap     (FloPublisher    *self,
                                          gint64          *from);
/* Of which types there are nodes now, each once. (transfer full) */
GStrv         flo_publisher_list_types   (FloPublisher    *self);
/* Counts that time at the prices that held. @series: (element-type FloPriceSeries) */
void          flo_publisher_fill_gap     (FloPublisher    *self,
                                          GListModel      *series);
/* Nodes, money, notices and losses. @market: (nullable) */
void          flo_publisher_show         (FloPublisher    *self,
                                          FloObservation  *observation,
                                          FloMarket       *market,
                                          FloHistory      *history);
/* Nodes that ended by somebody's call since this was last asked. (transfer full) (element-type FloNodeRecord) */
GPtrArray    *flo_publisher_take_ended   (FloPublisher    *self);
/* Seconds of work that nodes did until now, less what interruptions lost. */
gint64        flo_publisher_get_work     (FloPublisher    *self);
/* State, problem, progress and what comes next. */
void          flo_publisher_show_plan    (FloPublisher    *self,
                                          const FloPlan   *plan,
                                          gboolean         destroy,
                                          gboolean         was_healthy);
/* The same for what happened earlier. @time: Unix microseconds */
void          flo_publisher_report_at    (FloPublisher    *self,
                                          gint64           time,
                                          FloEventKind     kind,
                                          const char      *title,
                                          const char      *reason,
                                          const char      *resource,
                                          const char      *zone);
/* Shows what was written to the log otherwise, perhaps by another process, and is not shown yet.
 * @events: (element-type FloEventRow): those of @kind count */
void          flo_publisher_show_written (FloPublisher    *self,
                                          GPtrArray       *events,
                                          FloEventKind     kind);
void          flo_publisher_report       (FloPublisher    *self,
                                          FloEventKind     kind,
                                          const char      *title,
                                          const char      *reason,
                                          const char      *resource,
                                          const char      *zone);

G_END_DECLS
