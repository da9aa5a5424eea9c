/* flo-fleet.h: a launched config, as published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-error.h"
#include "config/flo-config.h"
#include "fleet/act/flo-action.h"
#include "fleet/engine/flo-wishes.h"
#include "fleet/plan/flo-lease.h"
#include "fleet/flo-event.h"
#include "fleet/flo-node.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_FLEET_LAUNCHING,     /* never had all its nodes yet */
  FLO_FLEET_HEALTHY,       /* all nodes run */
  FLO_FLEET_DEGRADED,      /* nodes missing or noticed; being replaced */
  FLO_FLEET_BLOCKED,       /* cannot go on without a person: credentials, quota, permission; see "problem" */
  FLO_FLEET_DESTROYING,
  FLO_FLEET_DESTROYED,     /* nothing is left, and that was checked */
  FLO_FLEET_PAUSED,        /* somebody asked that nothing is done: see "wishes" */
} FloFleetState;

#define FLO_TYPE_FLEET_STATE (flo_fleet_state_get_type ())
GType       flo_fleet_state_get_type (void) G_GNUC_CONST;
const char *flo_fleet_state_get_word (FloFleetState state);   /* "healthy": stable, for JSON */

/* A step of a running launch or destroy, for progress with true counts. */
typedef struct
{
  const char *word;        /* "network", "access", "template", "instances", "running", "checks" / "instances", "template", "access", "storage", "network", "proof" */
  guint done, total;       /* total 0 = not needed */
} FloProgressStep;

/* What a zone costs from @time on: a step. */
typedef struct
{
  gint64 time;             /* Unix seconds */
  FloMoney per_hour;
  guint nodes;
} FloZoneCost;

#define FLO_TYPE_ZONE_COST_SERIES (flo_zone_cost_series_get_type ())
G_DECLARE_FINAL_TYPE (FloZoneCostSeries, flo_zone_cost_series, FLO, ZONE_COST_SERIES, GObject)

/* One Availability Zone's cost over time, oldest first. Emits "changed" (guint first_changed_index). Property: zone. */
const char        *flo_zone_cost_series_get_zone   (FloZoneCostSeries *self);
const FloZoneCost *flo_zone_cost_series_get_points (FloZoneCostSeries *self,
                                                    guint             *n_points);
FloMoney           flo_zone_cost_series_get_total  (FloZoneCostSeries *self,
                                                    gint64             from,
                                                    gint64             to);

#define FLO_TYPE_FLEET (flo_fleet_get_type ())
G_DECLARE_FINAL_TYPE (FloFleet, flo_fleet, FLO, FLEET, GObject)

/* Live, main context only; properties notify: id, name, account (name), region, config, state, problem
 * (nullable sentence with what to do), fallback (nullable sentence: why nodes stand in on demand), standby (nullable sentence: how the standbys are), shortages (nullable sentences: zones without capacity), wanted, running (counts), per-hour (FloMoney), cost (FloMoney since launch),
 * on-demand-per-hour (what the same nodes cost on demand), created-at, observed-at (Unix seconds, 0 = not yet),
 * observing-failed (nullable sentence: the shown state is stale), busy, wishes (what a person asked of it), revision (of
 * its config), outdated (how many nodes are older than that). */
const char    *flo_fleet_get_id                 (FloFleet *self);
const char    *flo_fleet_get_name               (FloFleet *self);
const char    *flo_fleet_get_account            (FloFleet *self);
const char    *flo_fleet_get_region             (FloFleet *self);
/* As it is now; another one after "notify::config". */
FloConfig     *flo_fleet_get_config             (FloFleet *self);
/* The how manieth it is, from 1 on. Property: revision. */
guint          flo_fleet_get_revision           (FloFleet *self);
/* Nodes that are not as it wants them, because it was changed since their launch: they are replaced in turn. Property:
 * outdated. */
guint          flo_fleet_get_outdated           (FloFleet *self);
FloFleetState  flo_fleet_get_state              (FloFleet *self);
const char    *flo_fleet_get_problem            (FloFleet *self);
/* What kind of problem it is, for those who decide by it; AWS_ERROR_UNKNOWN also without one. */
AwsErrorCategory
               flo_fleet_get_problem_category   (FloFleet *self);
/* On-demand nodes that stand, or are to stand, in for spot nodes, and why: NULL when there are none. */
guint          flo_fleet_get_stand_ins          (FloFleet *self);
const char    *flo_fleet_get_fallback           (FloFleet *self);
/* How the standbys are, a sentence; NULL: there are none. Property: standby. And how many of them stand in for nodes. */
const char    *flo_fleet_get_standby            (FloFleet *self);
guint          flo_fleet_get_standing_in        (FloFleet *self);
/* Which zones have no capacity, since when, and where their nodes are: NULL when all have, as far as is known. */
const char    *flo_fleet_get_shortages          (FloFleet *self);
/* How many nodes a schedule wants, why and until when, a sentence; NULL: there is none. Property: scaling. */
const char    *flo_fleet_get_scaling            (FloFleet *self);
/* How work with a deadline stands, a sentence; NULL: there is none. Property: deadline. */
const char    *flo_fleet_get_deadline           (FloFleet *self);
/* What is done of it, in seconds of one node; @total: (out) (optional): of so many. */
gint64         flo_fleet_get_work               (FloFleet *self,
                                                 gint64   *total);
/* How many nodes are wanted now, spare ones too: as the config says, or somebody asked for. */
guint          flo_fleet_get_wanted             (FloFleet *self);
/* What a person asked of it; never NULL, borrowed until the next "notify::wishes". */
const FloWishes *
               flo_fleet_get_wishes             (FloFleet *self);
guint          flo_fleet_get_running            (FloFleet *self);
/* Of those that run, so many have not passed EC2's status checks, which the launch waits for. Property: checking. */
guint          flo_fleet_get_checking           (FloFleet *self);
/* Whether its launch failed and it is, or was, destroyed because of that. @category: (out) (optional): why. It changes
 * before the state does. */
gboolean       flo_fleet_get_rolled_back        (FloFleet         *self,
                                                 AwsErrorCategory *category);
/* What its nodes cost with their volumes and public addresses: now; now, if all were on demand; and so far. Data that leaves
 * them is not in it. */
FloMoney       flo_fleet_get_per_hour           (FloFleet *self);
FloMoney       flo_fleet_get_on_demand_per_hour (FloFleet *self);
FloMoney       flo_fleet_get_cost               (FloFleet *self);
/* Of these, what volumes and public addresses cost, an hour and so far. */
FloMoney       flo_fleet_get_extras_per_hour    (FloFleet *self);
FloMoney       flo_fleet_get_extras_cost        (FloFleet *self);
/* Some of the storage is counted at the price that ships with us: AWS has not told that of the region. */
gboolean       flo_fleet_is_storage_shipped     (FloFleet *self);
gint64         flo_fleet_get_created_at         (FloFleet *self);
gint64         flo_fleet_get_observed_at        (FloFleet *self);
const char    *flo_fleet_get_observing_failed   (FloFleet *self);
/* In mode managed: how EC2 keeps the nodes, a sentence without a full stop: "EC2 counts 18 of 20 nodes (fleet-…)"; NULL: it
 * does not, or not yet. Property: kept. */
const char    *flo_fleet_get_kept               (FloFleet *self);
/* … and how many it counts. */
double         flo_fleet_get_fulfilled          (FloFleet *self);
/* How notices reach us when the config wants a queue: "events come from a queue; …", "events are missing: …"; NULL: EC2 is
 * asked, or it is not known yet. Property: listening. */
const char    *flo_fleet_get_listening          (FloFleet *self);
/* Another computer drives it, or did until now, and nothing is done here: who, since when, a sentence; NULL: it is driven
 * here. Property: driver. */
const char    *flo_fleet_get_driver             (FloFleet *self);
/* Who drives it, as its tag says; NULL: nobody yet, or it is not known. */
const FloLease *
               flo_fleet_get_lease              (FloFleet *self);
/* Which budget is nearly or wholly spent, and what follows, a sentence; NULL: none. Property: budget. */
const char    *flo_fleet_get_budget             (FloFleet *self);
/* How much of it: 80 or 100, so many percent or more; 0: less, or it is one over all fleets and another one tells of it.
 * Changes with "budget". */
guint          flo_fleet_get_budget_level       (FloFleet *self);
/* Whether the work cannot be done in time. Changes with "deadline". */
gboolean       flo_fleet_get_deadline_trouble   (FloFleet *self);
/* Nothing of what is next is begun before, Unix seconds; 0: at once. Property: wait-until. */
gint64         flo_fleet_get_wait_until         (FloFleet *self);
GListModel    *flo_fleet_get_nodes              (FloFleet *self);   /* FloNode; terminated ones stay for the session, last */
GListModel    *flo_fleet_get_events             (FloFleet *self);   /* FloEvent, newest first */
GListModel    *flo_fleet_get_next_actions       (FloFleet *self);   /* FloAction, in order */
GListModel    *flo_fleet_get_zone_costs         (FloFleet *self);   /* FloZoneCostSeries, by zone name */
/* What it cost in that time, Unix seconds, without what AWS does not charge of nodes that it took back in their first hour. */
FloMoney       flo_fleet_get_cost_between       (FloFleet *self,
                                                 gint64    from,
                                                 gint64    to);
/* Steps of the launch or destroy under way or last done; "progress-changed" when they move. Borrowed. */
const FloProgressStep *
               flo_fleet_get_progress           (FloFleet *self,
                                                 guint    *n_steps);

G_END_DECLS
