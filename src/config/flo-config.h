/* flo-config.h: the spot config, what a user wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "base/flo-money.h"

G_BEGIN_DECLS

typedef enum { FLO_DISTRIBUTION_BALANCED, FLO_DISTRIBUTION_CHEAPEST_FIRST, FLO_DISTRIBUTION_CAPACITY_FIRST, FLO_DISTRIBUTION_SINGLE } FloDistribution;
typedef enum { FLO_WHEN_SHORT_ELSEWHERE, FLO_WHEN_SHORT_WAIT } FloWhenShort;
typedef enum { FLO_PRICE_ON_DEMAND, FLO_PRICE_FIXED, FLO_PRICE_PERCENT, FLO_PRICE_DYNAMIC } FloPriceLimit;
typedef enum { FLO_AT_STOP_GROWING, FLO_AT_STOP_END } FloAtStop;
typedef enum { FLO_BUDGET_STOP_GROWING, FLO_BUDGET_BASE, FLO_BUDGET_STOP } FloBudgetAction;
typedef enum { FLO_EVENTS_POLL, FLO_EVENTS_QUEUE, FLO_EVENTS_INSTANCES } FloEventSource;
typedef enum { FLO_MODE_FLOTILLA, FLO_MODE_MANAGED } FloMode;
typedef enum { FLO_REBALANCE_IGNORE, FLO_REBALANCE_PREPARE, FLO_REBALANCE_REPLACE } FloRebalance;
typedef enum { FLO_MANAGED_REBALANCE_NONE, FLO_MANAGED_REBALANCE_LAUNCH, FLO_MANAGED_REBALANCE_BEFORE_TERMINATE } FloManagedRebalance;
typedef enum { FLO_EXCESS_TERMINATION, FLO_EXCESS_KEEP } FloExcess;
typedef enum { FLO_WHEN_DONE_KEEP, FLO_WHEN_DONE_STOP, FLO_WHEN_DONE_DESTROY } FloWhenDone;
typedef enum { FLO_STATISTIC_AVERAGE, FLO_STATISTIC_SUM, FLO_STATISTIC_MINIMUM, FLO_STATISTIC_MAXIMUM, FLO_STATISTIC_SAMPLE_COUNT } FloStatistic;
typedef enum { FLO_MEASURES_NODE, FLO_MEASURES_ALL } FloMeasures;
typedef enum { FLO_HEALTH_RESTART_FIRST, FLO_HEALTH_REPLACE, FLO_HEALTH_TELL } FloHealthAction;
typedef enum { FLO_WAIT_FOR_CHECKS, FLO_WAIT_FOR_RUNNING } FloWaitFor;
typedef enum { FLO_ON_FAILURE_KEEP, FLO_ON_FAILURE_ROLLBACK } FloOnFailure;
typedef enum { FLO_ALLOCATION_PRICE_CAPACITY_OPTIMIZED, FLO_ALLOCATION_CAPACITY_OPTIMIZED, FLO_ALLOCATION_LOWEST_PRICE } FloAllocation;

/**
 * FloConfig:
 *
 * Version 1 of the document. Only what the engine acts on is in it: a key that would be accepted
 * and ignored is worse than one that is refused. Never holds a secret.
 *
 * Reference counted. The fields are read-only as soon as a second reference may exist; to change one,
 * flo_config_copy() first. Strings are never NULL unless marked; string vectors may be NULL (empty).
 * One table (flo-config-table.c) drives reading, writing, the JSON Schema and the defaults.
 */
typedef struct
{
  char *name;                 /* 1–63 of a-z 0-9 -, starts with a letter */
  char *account;              /* (nullable): an account's name; NULL: the standard chain */
  char *region;

  struct {
    gint64 nodes;             /* desired */
    gint64 on_demand_base;    /* so many of them on demand, the rest spot; default 0 */
  } capacity;

  struct {                    /* types, or requirements, or both (types filtered by requirements) */
    GStrv types;
    gint64 min_vcpus, max_vcpus;            /* 0 = no bound */
    gint64 min_memory_mib, max_memory_mib;  /* 0 = no bound; JSON "4 GiB" or a number of MiB */
    char *architecture;       /* "x86_64" | "arm64" | "any" */
    gint64 min_gpus;
    gboolean burstable;       /* allow T types; default FALSE when chosen by requirements */
    gboolean current_generation;  /* default TRUE */
    GStrv exclude;            /* patterns: "m5*.metal" */
  } instances;

  struct {
    gint64 minimum;           /* ≥ 2, unless distribution is single */
    GStrv allowed;            /* NULL: all usable zones of the region */
    FloDistribution distribution;
    char *reason;             /* (nullable): required when single: why one zone is enough */
    gboolean evacuate;        /* whether nodes leave a zone that AWS is taking the others of back */
    FloWhenShort when_short;  /* where the nodes of a zone without capacity are meanwhile: in others, or nowhere */
  } zones;

  struct {
    FloPriceLimit limit;      /* up to on-demand (default), fixed, percent of on-demand, dynamic */
    FloMoney maximum;         /* per node-hour; fixed only; JSON "0.05" (a string: exact) */
    gint64 percent;           /* 1–100; percent only */
    gint64 availability;      /* percent of the time, 1–100; dynamic only */
    FloMoney budget;          /* per node-hour; dynamic only, 0 = none; JSON as maximum */
    FloMoney warn_at;         /* per node-hour, on average: it is told from then on; 0: never */
    FloMoney stop_at;         /* per node-hour: no node is launched that costs more; 0: no matter */
    FloAtStop at_stop;        /* what becomes of those that run and cost more; default: they go on */
    gboolean move;            /* whether nodes move to cheaper pools when that pays; default FALSE */
  } price;

  FloAllocation allocation;

  struct {
    gint64 drain_seconds;     /* how long before the end a noticed node is replaced; 0–120, default 120 */
    gboolean replace;         /* default TRUE: a noticed or lost node is replaced */
    gint64 lost_work_minutes; /* of work that an interruption costs: what was not saved, and the start of the next node */
    FloRebalance rebalance;   /* what follows when EC2 recommends to replace a node; default: it is only told */
  } interruption;

  struct {                    /* of instances; USD, 0 = no such budget */
    FloMoney per_hour;        /* no node is launched that would exceed it */
    FloMoney per_day;         /* a day of UTC */
    FloMoney total;           /* since the launch */
    FloBudgetAction at_limit; /* what happens when a day's or the total one is spent */
  } budget;

  struct {                    /* on-demand nodes that stand in for spot nodes that cannot be had */
    gint64 nodes;             /* at most so many at a time; 0, the default: none */
    gint64 patience_minutes;  /* spot nodes are missing for so long first; default 10 */
    gint64 max_interruptions; /* after more of them within the next, nodes that are missing come on demand; 0: no matter */
    gint64 interruption_hours; /* default 1 */
    gint64 min_saving;        /* percent: as long as spot saves less, nodes that are missing come on demand; 0: no matter */
    gint64 min_score;         /* 1 to 10: the same while AWS's placement score is lower; 0: no matter */
    gint64 return_minutes;    /* spot nodes have run for so long before a stand-in is ended; default 10 */
  } fallback;

  struct {
    char *id;                 /* (nullable): ami-… */
    char *system;             /* "amazon-linux-2023" | "ubuntu-24.04" | "debian-12"; ignored when id is set */
  } image;

  struct {
    gint64 size_gib;          /* default 20 */
    char *type;               /* gp3 */
    gboolean encrypted;       /* default TRUE */
  } storage;

  struct {
    char *vpc;                /* (nullable): vpc-…; NULL: the default VPC, or one made for the fleet */
    gint64 *ports;            /* TCP ports open to sources, besides SSH; n_ports of them */
    gsize n_ports;
    GStrv sources;            /* CIDR blocks; NULL: nobody from outside */
  } network;

  struct {
    char *key_pair;           /* (nullable): an existing one; NULL: made for the fleet */
    char *user;               /* (nullable): the image's own */
    gint64 ssh_port;          /* 22 */
  } access;

  GHashTable *tags;           /* char * → char *; never "aws:" or "flotilla:" */

  struct {
    gint64 max_unavailable;   /* so many nodes at most are missing, or taken from their work by us, at a time; 0, the
                               * default: a tenth of them, at least one */
    gint64 standbys;          /* so many on-demand nodes are stopped until one is missing; default 0 */
    gint64 spares;            /* so many spot nodes run besides those that are wanted; default 0 */
  } availability;

  struct {
    FloEventSource events;    /* how notices reach us: by asking (default), from a queue that EventBridge fills, or from
                               * the nodes themselves, over SSH */
  } monitoring;

  FloMode mode;               /* who keeps the nodes at their number: Flotilla (default), or EC2 itself */

  struct {                    /* mode managed only: how EC2 does it */
    FloManagedRebalance rebalance;  /* what EC2 does with a node it recommends to replace; default before-terminate */
    gint64 termination_delay; /* seconds between the new node's launch and the old one's end; 120–7200, default 120 */
    FloExcess excess;         /* what EC2 does with nodes beyond a number that was lowered; default termination */
  } managed;

  struct {                    /* work that has to be done in time */
    gint64 work_hours;        /* for as long all of capacity.nodes have to run; 0: there is no deadline */
    char *finish_by;          /* (nullable): see flo_moment_parse() */
    gint64 changeover_minutes; /* from the launch of a node until the work goes on where it was; default 5 */
    FloWhenDone when_done;    /* what becomes of the nodes; default keep */
  } deadline;

  struct {                    /* how many nodes there are at which times, or for how much work */
    GStrv schedule;           /* see flo_schedule_entry_parse(); NULL: capacity.nodes at all times */
    char *time_zone;          /* (nullable): whose clocks the schedule means; NULL: UTC */
    char *queue;              /* (nullable): name of the SQS queue whose length says how many nodes are wanted */
    gint64 messages_per_node; /* of the queue's, that one node is wanted for; 0: there is no queue */
    gint64 cpu;               /* percent that the nodes' CPUs shall be used on average; 0: not gone by */
    char *metric;             /* (nullable): name of the CloudWatch metric that says how many nodes are wanted */
    char *metric_namespace;   /* (nullable): it is in */
    GStrv dimensions;         /* each "Name=Value" */
    FloStatistic statistic;   /* of the values of each period; default average */
    gint64 period;            /* seconds; default 60 */
    FloMeasures measures;     /* whose the metric is; default each node's, on average */
    char *target;             /* (nullable): as much of the metric one node is wanted for, a decimal number */
    gint64 minimum, maximum;  /* nodes that queue, metric or cpu may want; 0, and 0: not set */
    gint64 out_minutes, in_minutes;   /* after a change: until it may grow, or shrink, again; default 2 and 10 */
  } scaling;

  struct {                    /* of nodes that fail EC2's status checks */
    FloHealthAction action;   /* default: restarted where that may help, then replaced */
    gint64 grace_minutes;     /* a check fails for so long before anything is done; default 5 */
    gint64 start_minutes;     /* so long after its launch a node has to have passed them; default 20 */
    gint64 max_per_hour;      /* so many nodes at most are restarted or replaced; default 10 */
    gboolean ssh;             /* one that does not answer on SSH counts as one that fails them; default FALSE */
  } health;

  struct {                    /* until the fleet was whole for the first time */
    FloWaitFor wait_for;      /* what makes it whole: nodes pass EC2's status checks (default), or only run */
    FloOnFailure on_failure;  /* what becomes of it when it is not whole in time; default: it goes on */
    gint64 timeout_minutes;   /* that time; default 30 */
  } launch;
} FloConfig;

#define FLO_TYPE_CONFIG (flo_config_get_type ())
GType      flo_config_get_type (void) G_GNUC_CONST;
FloConfig *flo_config_new      (void);                    /* all defaults */
FloConfig *flo_config_ref      (FloConfig       *self);
void       flo_config_unref    (FloConfig       *self);
FloConfig *flo_config_copy     (const FloConfig *self);
gboolean   flo_config_equal    (const FloConfig *a,
                                const FloConfig *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloConfig, flo_config_unref)
/* With monitoring.events "instances" so many nodes are listened to at most. */
#define FLO_CONFIG_MOST_LISTENED 100
/* The user to log in to nodes as: the one of "access", or the image's own. (nullable): who made the image knows */
const char *flo_config_get_login (const FloConfig *self);

G_END_DECLS
