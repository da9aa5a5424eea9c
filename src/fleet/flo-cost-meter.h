/* flo-cost-meter.h: what a fleet's nodes cost, exactly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-observation.h"
#include "market/flo-market.h"
#include "market/flo-node-extras.h"
#include "store/flo-node-records.h"

G_BEGIN_DECLS

typedef struct _FloCostMeter FloCostMeter;

/* Counts price × time in whole micro-dollar seconds and divides only when it is read. A price holds until
 * another is seen; a spot node costs its pool's spot price, another one the catalogue's on-demand price. What AWS takes back
 * within its first hour costs nothing in the end. Its volume and its public address cost from the launch to the end in any
 * case: the volume that the node was launched with (of one that does not say, the config's when it was first seen), at the region's price; as long as AWS has not told
 * that, at the one that ships with us, and at AWS's from the launch on as soon as it has. When a node ended is taken from AWS
 * where it says so. */
FloCostMeter        *flo_cost_meter_new           (void);
void                 flo_cost_meter_free          (FloCostMeter         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCostMeter, flo_cost_meter_free)

/* Takes up where it was left. @record: (transfer full) */
void                 flo_cost_meter_load          (FloCostMeter         *self,
                                                   FloNodeRecord        *record);
/* Counts up to @now (Unix seconds), then takes over what changed. @market: (nullable): prices stay as they are.
 * @extras: (nullable): what a node costs besides its instance; one that runs without a public address pays for none.
 * An instance AWS no longer names ends when it was missed twice: one missing answer proves nothing.
 * @work_done: nothing of it can be lost any more
 * Returns: (transfer full): copies of the records that changed in more than their count, or have to be written anyway
 *   after a minute (element-type FloNodeRecord) */
GPtrArray           *flo_cost_meter_update        (FloCostMeter         *self,
                                                   FloObservation       *observation,
                                                   FloMarket            *market,
                                                   const FloNodeExtras  *extras,
                                                   gboolean              work_done,
                                                   gint64                now);
/* Types of the living spot nodes that were not counted for so long that their price may have changed unseen;
 * @from: (out): since when. Returns: (transfer full) (nullable): NULL when there is no such gap */
GStrv                flo_cost_meter_find_gap      (FloCostMeter         *self,
                                                   gint64                now,
                                                   gint64               *from);
/* A pool's price from @time on, learnt afterwards. In the order of time. Returns: whether a node pays it */
gboolean             flo_cost_meter_set_price     (FloCostMeter         *self,
                                                   const char           *type,
                                                   const char           *zone,
                                                   FloMoney              price,
                                                   gint64                time);
guint                flo_cost_meter_get_n         (FloCostMeter         *self);
const FloNodeRecord *flo_cost_meter_get           (FloCostMeter         *self,
                                                   guint                 index);
/* Of one node, up to @now, all that it costs; and of that, its volume and its address. */
FloMoney             flo_cost_meter_get_node_cost (const FloNodeRecord  *record,
                                                   gint64                now);
FloMoney             flo_cost_meter_get_node_extras (const FloNodeRecord *record,
                                                   gint64                now);
/* What these cost an hour now: of one that is stopped its volume alone. */
FloMoney             flo_cost_meter_get_node_extras_price (const FloNodeRecord *record);
/* For how many seconds, up to @now, it was stopped and cost its volume alone. */
gint64               flo_cost_meter_get_stopped   (const FloNodeRecord  *record,
                                                   gint64                now);
/* What it cost that AWS does not charge, because it took the node back within its first hour: its cost has it not. */
FloMoney             flo_cost_meter_get_node_credit (const FloNodeRecord *record);
/* All that nodes cost, up to @now; and of that, their volumes and addresses. */
FloMoney             flo_cost_meter_get_cost      (FloCostMeter         *self,
                                                   gint64                now);
FloMoney             flo_cost_meter_get_extras    (FloCostMeter         *self,
                                                   gint64                now);
/* Whether some of the volumes are counted at the price that ships with us. */
gboolean             flo_cost_meter_is_storage_shipped
                                                  (FloCostMeter         *self);
/* Seconds of work that nodes did until @now, in all: while AWS named them as running, and less @lost_seconds, at most,
 * for each that ended before all was done, whoever ended it. */
gint64               flo_cost_meter_get_work      (FloCostMeter         *self,
                                                   gint64                lost_seconds,
                                                   gint64                now);
/* What the living nodes cost an hour, in @zone (NULL: in all), with all they have; @nodes: (out) (optional): how many they
 * are */
FloMoney             flo_cost_meter_get_per_hour  (FloCostMeter         *self,
                                                   const char           *zone,
                                                   guint                *nodes);
/* Of that, in all zones, their volumes and addresses. */
FloMoney             flo_cost_meter_get_extras_per_hour
                                                  (FloCostMeter         *self);

G_END_DECLS
