/* flo-replay-nodes.h: the nodes of a replayed fleet: when they run, when they are taken back, what they cost
 *
 * Times are seconds of the setting, not begun anew where it repeats.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backtest/flo-replay-setting.h"
#include "fleet/observe/flo-observation.h"

G_BEGIN_DECLS

/* What came of one trajectory. */
typedef struct
{
  FloMoney cost;               /* with volumes and public addresses */
  FloMoney on_demand_cost;     /* of that, for instances on demand */
  FloMoney extras_cost;        /* of that, for volumes and addresses */
  gint64 seconds;              /* that passed */
  gint64 wanted_seconds;       /* of nodes */
  gint64 ran_seconds;          /* of those; more nodes than wanted count no more */
  gint64 fallback_seconds;     /* of nodes that ran on demand beyond the base */
  gint64 lost_seconds;         /* of work, with interruptions and nodes that we ended */
  guint interruptions;
  guint ended;                 /* nodes that we ended */
  guint launches;              /* calls that launched something */
  guint refusals;              /* calls that launched nothing */
  guint plans;                 /* how often the planner was asked */
  gint64 work_seconds;         /* that were done of the work that has a deadline; 0 without one */
  gint64 spare_seconds;        /* that were left until the deadline when it was done; below 0: it was not */
} FloReplayTally;

typedef struct _FloReplayNodes FloReplayNodes;

FloReplayNodes *flo_replay_nodes_new         (FloReplaySetting     *setting,
                                              const FloConfig      *config,
                                              guint64               seed,
                                              gint64                now);
void            flo_replay_nodes_free        (FloReplayNodes       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloReplayNodes, flo_replay_nodes_free)

gint64          flo_replay_nodes_get_now     (FloReplayNodes       *self);
void            flo_replay_nodes_set_wanted  (FloReplayNodes       *self,
                                              guint                 wanted);
/* What AWS would say; the caller adds what is not a node. Borrowed. */
FloObservation *flo_replay_nodes_get_picture (FloReplayNodes       *self);
/* How many spot nodes more would find capacity in @zone now. */
gint64          flo_replay_nodes_count_free  (FloReplayNodes       *self,
                                              const char           *zone);
const char     *flo_replay_nodes_launch      (FloReplayNodes       *self,
                                              const FloReplayPool  *pool,
                                              gboolean              spot,
                                              FloMoney              limit,
                                              gboolean              standby);
void            flo_replay_nodes_stop        (FloReplayNodes       *self,
                                              const char           *id);
void            flo_replay_nodes_start       (FloReplayNodes       *self,
                                              const char           *id);
void            flo_replay_nodes_terminate   (FloReplayNodes       *self,
                                              const char           *id);
/* When something happens next by itself; G_MAXINT64: nothing more */
gint64          flo_replay_nodes_find_event  (FloReplayNodes       *self);
gboolean        flo_replay_nodes_advance     (FloReplayNodes       *self,
                                              gint64                time);
/* Seconds of work that all nodes did until now, less what interruptions lost. */
gint64          flo_replay_nodes_get_work    (FloReplayNodes       *self);
/* Spent until now. */
FloMoney        flo_replay_nodes_get_cost    (FloReplayNodes       *self);
void            flo_replay_nodes_get_tally   (FloReplayNodes       *self,
                                              FloReplayTally       *tally);

G_END_DECLS
