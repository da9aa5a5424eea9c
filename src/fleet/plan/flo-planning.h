/* flo-planning.h: a plan in the making, handed from rule to rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "fleet/plan/flo-planner.h"
#include "market/flo-choice.h"
#include "market/flo-node-extras.h"

G_BEGIN_DECLS

/* Stands for an id that an earlier action of the plan will make. */
#define FLO_PLANNING_UNKNOWN "?"
/* For so long pools that cost more as spot than a node on demand are left alone while the others have nothing. */
#define FLO_CEILING_MINUTES 10

/* Why a node was ended, in the journal ("why"): AWS recommended to replace it. */
#define FLO_PLANNING_REBALANCE "rebalance"

typedef enum
{
  FLO_STEP_NETWORK,
  FLO_STEP_ACCESS,
  FLO_STEP_TEMPLATE,
  FLO_STEP_INSTANCES,
  FLO_STEP_RUNNING,
  FLO_STEP_CHECKS,
} FloPlanStep;

/* Where nodes of one zone go. */
typedef struct
{
  const char *zone;
  const char *subnet_id;   /* or FLO_PLANNING_UNKNOWN */
} FloPlanPlace;

/* A node that is, or will be, missing, and why. */
typedef struct
{
  char *id;
  char *reason;
  gboolean noticed;        /* still runs */
  gint64 time;             /* Unix seconds: its launch */
  const char *zone;        /* (nullable): borrowed */
  gint64 taken_at;         /* Unix seconds: when AWS takes, or took, it back; 0: it did not announce that */
  gboolean beside;         /* it stays: another node is launched besides it */
  gboolean sick;           /* it fails its status checks */
} FloPlanGap;

/* A zone that has pools that fit. */
typedef struct
{
  const char *name;        /* borrowed */
  guint nodes;             /* that count and are there, or on their way; not those that are being moved away */
  guint share;             /* of all nodes that are wanted, if every zone had capacity; capacity first: at least */
  guint pools;             /* spot pools that fit */
  guint refusing;          /* of those: had nothing the last time they were asked */
  gint64 short_since;      /* Unix microseconds: since when they all have had nothing; 0: not all */
  gint64 last_refusal;     /* Unix microseconds; 0: none since the last launch */
} FloPlanZone;

/* A node that counts. Borrowed strings, all nullable. */
typedef struct
{
  const char *id;
  const char *type;
  const char *zone;
  gboolean spot;
  gboolean running;
  gboolean seen;           /* AWS names it */
  gint64 launched_at;      /* Unix seconds; 0: not known */
  gint64 notice_ends_at;   /* AWS takes it back then, Unix seconds; 0: it did not say so */
  const char *leaving;     /* (nullable): why it shall go, see flo_planning_leave() */
  gint64 drained_at;       /* with @leaving: when it ends, Unix microseconds; 0: as soon as its substitute runs */
  gint64 rebalance_at;     /* Unix seconds: when AWS last recommended to replace it; 0: never */
  const char *cause;       /* (nullable): with @leaving: what the journal keeps of why, a word */
  gboolean sick;           /* it leaves because it fails its status checks */
  guint revision;          /* of the config that it was launched with, from 1 on */
  gboolean standby;        /* it stands in for a node that is missing: rule-standby.c says how long */
} FloPlanSeat;

/* Why a node goes while it could stay: its successor is launched first, and it ends when that has run for a while. */
typedef enum
{
  FLO_MOVE_REFILL,         /* back to a zone that has capacity again */
  FLO_MOVE_EVACUATE,       /* out of a zone that AWS takes back */
  FLO_MOVE_PRICE,          /* to a cheaper pool */
  FLO_MOVE_REVISION,       /* it is not as the config, which was changed, wants it */
  FLO_N_MOVE_KINDS
} FloMoveKind;

/* One that is under way: both are there. Borrowed strings. */
typedef struct
{
  FloMoveKind kind;
  const char *node;
  const char *successor;
  const char *zone;        /* (nullable): of the successor */
  gint64 settles_at;       /* Unix microseconds: when the successor has run for long enough; 0: it does not run yet */
} FloPlanMove;

/* How many nodes there should be now. It begins as the config has it; then one rule after the other moves it. */
typedef struct
{
  guint spot;
  guint on_demand;
} FloPlanTarget;

typedef struct
{
  const FloPlanInput *in;
  FloPlan *plan;
  guint planned[FLO_N_ACTION_KINDS];   /* how many of a kind this plan begins */
  FloNodeExtras extras;             /* what a node costs besides its instance */

  /* rule-infrastructure.c finds: */
  const char *vpc_id;               /* (nullable) */
  GArray *places;                   /* (element-type FloPlanPlace) */
  const char *group_id;             /* (nullable) */
  const char *key_name;             /* (nullable): the config's, or @own_key_name */
  char *own_key_name;               /* (owned) (nullable) */
  const char *spot_template_id;     /* (nullable) */
  const char *on_demand_template_id;/* (nullable) */
  const char *template_versions[2]; /* (nullable): of them, by which nodes start on demand and as spot; or FLO_PLANNING_UNKNOWN */

  /* rule-replace.c finds: */
  GArray *seats;                    /* (element-type FloPlanSeat) */
  GPtrArray *gaps;                  /* (element-type FloPlanGap): newest first */
  GHashTable *pools_of_seats;       /* (owned): FloPlanSeat → FloPool, by type and zone, of those asked for */

  /* What nodes must be and may cost: */
  FloNeed need;

  guint nodes;                      /* how many are wanted at the moment, before fallback and budget have their say */
  FloPlanTarget target;
  FloMoney dearest[2];              /* rule-budget.c: what a node that is launched on demand, or as spot, may cost so that
                                     * the fleet keeps to its hour's budget; 0: no matter */
  gint64 over_budget_until;         /* rule-budget.c: Unix microseconds: when to look again; 0: it is within its budget */
  char *fallback_reason;            /* (owned) (nullable): rule-fallback.c: why nodes stand in on demand */

  char *shrink_reason;              /* (owned) (nullable): why fewer nodes are wanted than the config says */
  guint deadline_needs;             /* rule-deadline.c: on-demand nodes that it wants, with the base */

  FloChoice *choice;                /* (owned) (nullable): of the pools below, as spot; NULL when destroying */
  /* Best first, all that fit: */
  GPtrArray *pools;                 /* (element-type FloPool): as spot */
  GPtrArray *on_demand_pools;       /* (element-type FloPool): that fit, whatever spot costs */

  GHashTable *disrupted;            /* (element-type utf8): ids, borrowed, of nodes that are being taken from their work
                                     * on our own account */
  GArray *zones;                    /* (owned) (nullable) (element-type FloPlanZone): see flo_planning_list_zones() */
  GArray *moves;                    /* (element-type FloPlanMove): rule-move.c finds them */
  guint moved_lately[FLO_N_MOVE_KINDS];   /* within the last hour, done or not */
  /* rule-leave.c: */
  GPtrArray *left_pools;            /* (element-type FloPool): where nodes shall not be, as others are to leave there */
  GStringChunk *texts;              /* (owned): what seats hold of their own */
  guint spares;                     /* rule-spares.c: so many of @nodes */
  GPtrArray *standbys;              /* (owned) (nullable) (element-type FloStandby): by id */
  guint tidied;                     /* rule-standby.c: actions that no node waits for: the fleet may be whole meanwhile */
  guint standing_in;                /* rule-standby.c: so many of @target.on_demand are standbys */
  char *scaling_reason;             /* (owned) (nullable): rule-scaling.c: why as many nodes are wanted as are */
  /* rule-rebalance.c: */
  GHashTable *taken_pools;          /* (owned) (element-type FloPool): where AWS takes nodes back, or lately did */
  GHashTable *risky_pools;          /* (owned) (element-type FloPool): where AWS lately recommended to replace a node */
  guint in_advance;                 /* spot nodes that are wanted besides, or in place of, nodes that run: while they
                                     * cannot be had, nothing is missing */
} FloPlanning;

/* The rules, in the order they are applied. */
void flo_rule_scaling        (FloPlanning *self);
void flo_rule_target_tracking (FloPlanning *self);
void flo_rule_replace        (FloPlanning *self);
void flo_rule_move           (FloPlanning *self);
void flo_rule_standby        (FloPlanning *self);
void flo_rule_standby_act    (FloPlanning *self);
void flo_rule_standby_keep   (FloPlanning *self);
void flo_rule_standby_wait   (FloPlanning *self);
void flo_rule_ceiling        (FloPlanning *self);
void flo_rule_fallback       (FloPlanning *self);
void flo_rule_deadline       (FloPlanning *self);
void flo_rule_price          (FloPlanning *self);
void flo_rule_spares         (FloPlanning *self);
void flo_rule_spares_missing (FloPlanning *self);
void flo_rule_wishes         (FloPlanning *self);
void flo_rule_health         (FloPlanning *self);
void flo_rule_rebalance      (FloPlanning *self);
void flo_rule_leave          (FloPlanning *self);
void flo_rule_budget         (FloPlanning *self);
void flo_rule_deadline_yield (FloPlanning *self);
void flo_rule_infrastructure (FloPlanning *self);
void flo_rule_events         (FloPlanning *self);
void flo_rule_surplus        (FloPlanning *self);
void flo_rule_capacity       (FloPlanning *self);
void flo_rule_managed        (FloPlanning *self);
void flo_rule_failover       (FloPlanning *self);
void flo_rule_refill         (FloPlanning *self);
void flo_rule_revision       (FloPlanning *self);
void flo_rule_consolidate    (FloPlanning *self);
void flo_rule_moved          (FloPlanning *self);
void flo_rule_pause          (FloPlanning *self);
void flo_rule_launch_checks  (FloPlanning *self);
void flo_rule_launch         (FloPlanning *self);
void flo_rule_lease          (FloPlanning *self);
void flo_rule_destroy        (FloPlanning *self);

/* An action of rule-events.c: nothing waits for it. */
gboolean flo_rule_events_makes (FloActionKind kind);

/* For the rules. @parameters: (transfer full) (nullable). The token is derived from the journal;
 * @tag_name: (nullable): the Name of what is made; it is then tagged as ours. */
void  flo_planning_add       (FloPlanning   *self,
                              FloActionKind  kind,
                              const char    *title,
                              const char    *reason,
                              JsonObject    *parameters,
                              const char    *tag_name);
void  flo_planning_wait      (FloPlanning   *self,
                              const char    *title,
                              const char    *reason);
void  flo_planning_problem   (FloPlanning      *self,
                              AwsErrorCategory  category,
                              gboolean          blocked,
                              const char       *format,
                              ...) G_GNUC_PRINTF (4, 5);
/* Counts @total things to a step, @done of which are there. */
void  flo_planning_count     (FloPlanning   *self,
                              FloPlanStep    step,
                              guint          done,
                              guint          total);
/* What is left out because of its price, in @zone or (NULL) everywhere, and the least dear of it: "2 pools are above
 * their price limit, c5.large in us-east-1b at $0.05 above $0.04". Returns: (transfer full) (nullable): nothing is */
char *flo_planning_describe_dear (FloPlanning  *self,
                                  const char   *zone);
/* USD/hour now; 0 = not known */
FloMoney flo_planning_get_price (FloPlanning       *self,
                                 const FloPlanSeat *seat);
/* The how manieth config the fleet has, from 1 on, and which its nodes have to have at least. */
FloRevision flo_planning_get_revision (FloPlanning *self);
/* USD/hour of a node besides its instance: its volume and its public address */
FloMoney flo_planning_get_extras (FloPlanning *self);
/* How many nodes there should be in the end, without those that run for a while besides the ones they stand in for. */
guint flo_planning_count_wanted (FloPlanning  *self);
/* By what EC2 chooses among the pools it is offered, in its own word. */
const char *flo_planning_get_allocation (FloPlanning *self);
/* Whether a node of @pool would cost too much to be launched, by price.stop_at, or what it would cost is not known. */
gboolean flo_planning_is_above_stop (FloPlanning   *self,
                                     const FloPool *pool,
                                     gboolean       spot);
/* Whether there is a pool among @pools that does not. */
gboolean flo_planning_may_launch_below_stop (FloPlanning *self,
                                             GPtrArray   *pools,
                                             gboolean     spot);
/* (transfer full): why no spot node is launched then */
char *flo_planning_describe_stop (FloPlanning *self);
/* Why a node is not as the config, which was changed, wants it, for people. (transfer full) (nullable): it is */
char *flo_planning_describe_outdated (FloPlanning       *self,
                                      const FloPlanSeat *seat);
/* Pools of a zone where a node may be launched now to take the place of another, the best first. @zone: (nullable): NULL:
 * of all. (transfer container) (element-type FloPool) */
GPtrArray *flo_planning_list_pools_to_try (FloPlanning *self,
                                           gboolean     spot,
                                           const char  *zone);
/* What standbys that are no seats cost an hour: of those that are stopped their volumes. */
FloMoney flo_planning_get_standby_rate (FloPlanning *self);
/* How many standbys are seats: they run, or are starting, in the place of nodes. */
guint flo_planning_count_standby_seats (FloPlanning *self);
/* Of the nodes that are missing, those that only stand by: what is there is enough for the others. */
guint flo_planning_count_missing_spares (FloPlanning *self);
/* Spot nodes that have run for so long that they may be relied upon, but for those that AWS is about to take. */
guint flo_planning_count_settled (FloPlanning *self);
/* How many nodes of a market count. */
guint flo_planning_count_seats (FloPlanning   *self,
                                gboolean       spot);
/* The node that counts and has this id. @id: (nullable). Returns: (nullable): borrowed, until seats change */
FloPlanSeat *
      flo_planning_find_seat (FloPlanning   *self,
                              const char    *id);
/* Whether @node (an id) may be taken from its work on our own account, to be replaced, moved, drained or restarted: not
 * when more nodes than the config's availability.max_unavailable would then not run, or be on their way out. Of what AWS
 * takes nobody asks. @reason: (out) (optional) (transfer full): why not, in a few words; NULL when it may */
gboolean flo_planning_may_disrupt (FloPlanning  *self,
                                   const char   *node,
                                   char        **reason);
/* It is being taken from its work: it counts from now on. @node: borrowed for as long as the plan is made */
void  flo_planning_note_disrupted (FloPlanning  *self,
                                   const char   *node);
/* The zones, and how they are; counted once, so not before all seats are known. Borrowed. (element-type FloPlanZone) */
GArray  *flo_planning_list_zones  (FloPlanning  *self);
/* Whether AWS takes so many nodes back in @zone at the moment that others had better be elsewhere. */
gboolean flo_planning_is_emptied  (FloPlanning  *self,
                                   const char   *zone);
/* Whether a node may get a successor now: the fleet is as wanted, or as near to that as can be, and nothing else is to be
 * done. */
gboolean flo_planning_can_succeed (FloPlanning  *self);
/* Whether one may go elsewhere, too: none stands in for another. */
gboolean flo_planning_can_move    (FloPlanning  *self);
/* Moves @seat to @zone: launches its successor there in one of @pools. Returns: FALSE: it has to look closer first, or
 * that would cost more than the budget allows; nothing is planned then */
gboolean flo_planning_move        (FloPlanning       *self,
                                   const FloPlanSeat *seat,
                                   FloMoveKind        kind,
                                   const char        *zone,
                                   GPtrArray         *pools,
                                   const char        *reason);
/* The hour's budget: the fleet's own, or what the one over all fleets leaves to it when that is less (0 while it is not known
 * what the others cost). @overall: (out) (optional): which it is. Returns: FALSE: there is none */
gboolean flo_planning_get_hour_budget (FloPlanning  *self,
                                       FloMoney     *budget,
                                       gboolean     *overall);
/* What the nodes that count cost an hour. */
FloMoney flo_planning_get_rate        (FloPlanning  *self);
/* What a node of the dearest of @pools costs; 0: not known */
FloMoney flo_planning_get_dearest     (GPtrArray    *pools,
                                       gboolean      spot);
/* Whether the hour's budget has room for one more in the cheapest of @pools; those that are too dear are left out then. */
gboolean flo_planning_can_afford  (FloPlanning  *self,
                                   GPtrArray    *pools,
                                   gboolean      spot);
/* For rule-move.c: one node of @market in @zone, in one of @pools, the best first. @parameters: (transfer full): what
 * else the journal keeps of it */
void  flo_planning_launch_one     (FloPlanning  *self,
                                   gboolean      spot,
                                   const char   *zone,
                                   GPtrArray    *pools,
                                   const char   *title,
                                   const char   *reason,
                                   JsonObject   *parameters);
void  flo_planning_wait_for_drain (FloPlanning *self);
/* Whether nodes have to pass EC2's status checks before the launch, which is under way, is over. */
gboolean flo_planning_waits_for_checks (FloPlanning *self);
/* The gaps for which nothing was launched yet. (transfer container) (element-type FloPlanGap) */
GPtrArray *flo_planning_list_open_gaps (FloPlanning *self);
/* A node that runs shall go: flo_rule_leave() has a substitute launched, in another pool when there is one, and ends it
 * when that runs. Said again, the first reason stands. @drained_at: Unix microseconds: it ends then instead, whether or
 * not the substitute runs; 0: no */
#define FLO_LEAVE_AT_ONCE 1
void  flo_planning_leave     (FloPlanning   *self,
                              FloPlanSeat   *seat,
                              const char    *reason,
                              gint64         drained_at);
guint flo_planning_count_leaving (FloPlanning *self);
/* Whether nothing is to be launched in a pool, because somebody wants its zone or a node of it to be left. */
gboolean flo_planning_is_left (FloPlanning   *self,
                               const FloPool *pool);
/* Whether AWS lately recommended to replace a node there: it may take the next one back, too. */
gboolean flo_planning_is_risky (FloPlanning   *self,
                                const FloPool *pool);
/* The id of something of ours: seen, or made so lately that AWS may not show it yet. NULL: it is not there.
 * @name: (nullable): only the one of this name. */
const char *
      flo_planning_find_ours (FloPlanning   *self,
                              FloSeenKind    seen,
                              FloActionKind  maker,
                              const char    *name);
/* What a successful entry made; FLO_PLANNING_UNKNOWN when AWS only said that it was there already. */
const char *
      flo_planning_get_made   (const FloPast *past);

G_END_DECLS
