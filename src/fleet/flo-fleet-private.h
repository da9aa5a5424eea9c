/* flo-fleet-private.h: how a runner publishes its fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"
#include "fleet/flo-node-private.h"
#include "fleet/flo-zone-cost-series-private.h"

G_BEGIN_DECLS

#define FLO_FLEET_MAX_PROGRESS_STEPS 8

struct _FloFleet
{
  GObject parent_instance;

  /* What it is */
  char *id;                     /* (owned) */
  char *account;                /* (owned) */
  FloConfig *config;            /* (owned) */
  guint revision;
  gint64 created_at;            /* Unix seconds */

  /* How it is */
  FloFleetState state;
  char *problem;                /* (owned) (nullable) */
  char *fallback;               /* (owned) (nullable) */
  char *standby;                /* (owned) (nullable) */
  guint standing_in;
  guint stand_ins;
  char *shortages;              /* (owned) (nullable) */
  char *deadline;               /* (owned) (nullable) */
  char *scaling;                /* (owned) (nullable) */
  gint64 work_done, work_total; /* node-seconds */
  AwsErrorCategory problem_category;
  FloWishes *wishes;            /* (owned) */
  guint outdated;
  guint wanted;
  guint running;             /* nodes, and the standbys that stand in for some */
  guint running_nodes, running_standbys;
  guint checking;
  gboolean rolled_back;
  AwsErrorCategory roll_back_category;
  FloMoney per_hour;
  FloMoney on_demand_per_hour;
  FloMoney cost;
  FloMoney extras_per_hour;
  FloMoney extras_cost;
  gboolean storage_shipped;
  gint64 observed_at;           /* Unix seconds, 0 = not yet */
  char *observing_failed;       /* (owned) (nullable) */
  gboolean busy;
  char *budget;                 /* (owned) (nullable) */
  char *listening;              /* (owned) (nullable) */
  char *kept;                   /* (owned) (nullable) */
  FloLease *lease;              /* (owned) (nullable) */
  char *driver;                 /* (owned) (nullable) */
  double fulfilled;
  gint64 wait_until;            /* Unix seconds, 0 = at once */
  FloProgressStep steps[FLO_FLEET_MAX_PROGRESS_STEPS];
  guint n_steps;
  guint budget_level;
  gboolean deadline_trouble;

  /* Its lists */
  GListStore *nodes;            /* (owned) (element-type FloNode) */
  GHashTable *nodes_by_id;      /* (owned): char * → FloNode, both borrowed from @nodes */
  GListStore *events;           /* (owned) (element-type FloEvent): newest first */
  GListStore *next_actions;     /* (owned) (element-type FloAction) */
  GListStore *zone_costs;       /* (owned) (element-type FloZoneCostSeries): by zone */
};

FloFleet *flo_fleet_new                  (const char    *id,
                                          const char    *account,
                                          FloConfig     *config,
                                          gint64         created_at) G_GNUC_WARN_UNUSED_RESULT;
void      flo_fleet_set_config           (FloFleet      *self,
                                          FloConfig     *config,
                                          guint          revision);
void      flo_fleet_set_outdated         (FloFleet      *self,
                                          guint          outdated);
void      flo_fleet_set_state            (FloFleet      *self,
                                          FloFleetState  state);
void      flo_fleet_set_problem          (FloFleet      *self,
                                          const char    *problem,
                                          AwsErrorCategory category);
void      flo_fleet_set_shortages        (FloFleet      *self,
                                          const char    *shortages);
void      flo_fleet_set_standby          (FloFleet      *self,
                                          guint          standing_in,
                                          const char    *standby);
void      flo_fleet_set_fallback         (FloFleet      *self,
                                          guint          stand_ins,
                                          const char    *fallback);
void      flo_fleet_set_wanted           (FloFleet      *self,
                                          guint          wanted);
void      flo_fleet_set_wishes           (FloFleet      *self,
                                          const FloWishes *wishes);
void      flo_fleet_set_scaling          (FloFleet      *self,
                                          const char    *scaling);
void      flo_fleet_set_deadline         (FloFleet      *self,
                                          const char    *deadline,
                                          gint64         work_done,
                                          gint64         work_total);
void      flo_fleet_set_checking         (FloFleet      *self,
                                          guint          checking);
void      flo_fleet_set_rolled_back      (FloFleet      *self,
                                          AwsErrorCategory category);
void      flo_fleet_set_running          (FloFleet      *self,
                                          guint          nodes,
                                          guint          standbys);
void      flo_fleet_set_money            (FloFleet      *self,
                                          FloMoney       per_hour,
                                          FloMoney       on_demand_per_hour,
                                          FloMoney       cost);
void      flo_fleet_set_extras           (FloFleet      *self,
                                          FloMoney       per_hour,
                                          FloMoney       cost,
                                          gboolean       storage_shipped);
void      flo_fleet_set_observed         (FloFleet      *self,
                                          gint64         observed_at,
                                          const char    *failed);
void      flo_fleet_set_busy             (FloFleet      *self,
                                          gboolean       busy);
/* @ec2_fleet: (nullable): NULL: EC2 keeps nothing now */
void      flo_fleet_set_kept             (FloFleet      *self,
                                          const char    *ec2_fleet,
                                          guint          target,
                                          double         fulfilled);
void      flo_fleet_set_listening        (FloFleet      *self,
                                          const char    *listening);
/* @driver: (nullable): why nothing is done here */
void      flo_fleet_set_lease            (FloFleet       *self,
                                          const FloLease *lease,
                                          const char     *driver);
void      flo_fleet_set_budget           (FloFleet      *self,
                                          const char    *budget);
/* How bad it is: before what is said of it, as nothing notifies of it by itself. */
void      flo_fleet_set_alarm            (FloFleet      *self,
                                          guint          budget_level,
                                          gboolean       deadline_trouble);
void      flo_fleet_set_wait_until       (FloFleet      *self,
                                          gint64         wait_until);

/* The node of that id, made and listed when it is new. Borrowed. */
FloNode  *flo_fleet_ensure_node          (FloFleet      *self,
                                          const char    *id);
FloNode  *flo_fleet_find_node            (FloFleet      *self,
                                          const char    *id);
/* Moves terminated nodes behind the living ones. */
void      flo_fleet_sort_nodes           (FloFleet      *self);
/* Whether it was told before. */
gboolean  flo_fleet_has_event            (FloFleet      *self,
                                          const char    *title);
void      flo_fleet_add_event            (FloFleet      *self,
                                          FloEvent      *event);
/* Takes what differs from what is shown. (element-type FloAction) */
void      flo_fleet_set_next_actions     (FloFleet      *self,
                                          GPtrArray     *actions);
FloZoneCostSeries *
          flo_fleet_ensure_zone_costs    (FloFleet      *self,
                                          const char    *zone);
/* Words must be static strings. */
void      flo_fleet_set_progress         (FloFleet      *self,
                                          const FloProgressStep *steps,
                                          guint          n_steps);

G_END_DECLS
